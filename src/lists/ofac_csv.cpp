#include "lists/ofac_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "lists/byte_source.hpp"
#include "lists/csv.hpp"
#include "lists/ofac_remarks.hpp"
#include "lists/party_parts.hpp"

namespace weir::lists {
namespace {

constexpr std::size_t kPrimaryFields = 12;
constexpr std::size_t kAddressFields = 5;  // the remarks are left out by some editions
constexpr std::size_t kAliasFields = 4;

// "-0-" is OFAC's null.
std::string_view value(const CsvRecord& record, std::size_t field) {
  if (field >= record.fields.size()) return {};
  const std::string_view text = trim(record.fields[field]);
  return text == "-0-" ? std::string_view{} : text;
}

bool entry_number(std::string_view text, std::uint64_t& number) {
  text = trim(text);
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  return !text.empty() && result.ec == std::errc{} && result.ptr == text.data() + text.size();
}

// A file's first line may name its columns.
bool header_line(const CsvRecord& record) {
  const std::string_view first = trim(record.fields[0]);
  constexpr std::array<std::string_view, 5> kTitles{"ID", "Id", "ent_num", "Ent_num", "Ent_Num"};
  return record.line == 1 && std::find(kTitles.begin(), kTitles.end(), first) != kTitles.end();
}

class Joiner {
 public:
  Joiner(const ListInfo& info, Sink& sink) : info_(info), sink_(sink) {}

  tl::expected<void, Fault> primary(ByteSource& source) {
    has_primary_ = true;
    return each(source, kPrimaryFields,
                [this](const CsvRecord& record, const std::string& file) { entry(record, file); });
  }
  tl::expected<void, Fault> addresses(ByteSource& source) {
    return each(source, kAddressFields,
                [this](const CsvRecord& record, const std::string& file) { address(record, file); });
  }
  tl::expected<void, Fault> aliases(ByteSource& source) {
    return each(source, kAliasFields,
                [this](const CsvRecord& record, const std::string& file) { alias(record, file); });
  }
  // Delivers the parties; gives the list with notes on what belongs to no entry.
  ListInfo deliver() {
    ListInfo told = info_;
    for (const auto& [file, count] : orphans_)
      told.notes.push_back(fmt::format("{}: records that belong to no entry that was read: {}", file, count));
    for (Party& party : parties_) sink_.party(std::move(party));
    return told;
  }

 private:
  template <class Take>
  tl::expected<void, Fault> each(ByteSource& source, std::size_t fields, Take take) {
    const std::string& file = source.name();
    return read_csv(source, ',',
                    {.record =
                         [&](const CsvRecord& record) {
                           if (header_line(record)) return;
                           if (record.fields.size() < fields) {
                             reject(file, record, "",
                                    fmt::format("{} fields, expected {}", record.fields.size(), fields));
                             return;
                           }
                           take(record, file);
                         },
                     .broken = rejects_to(sink_, file)});
  }

  void reject(const std::string& file, const CsvRecord& record, std::string field, std::string reason,
              bool whole = true) {
    sink_.reject({.file = file,
                  .line = record.line,
                  .field = std::move(field),
                  .reason = std::move(reason),
                  .record = excerpt(record.raw),
                  .whole = whole});
  }

  Party* find(const CsvRecord& record, const std::string& file) {
    std::uint64_t number = 0;
    if (!entry_number(record.fields[0], number)) {
      reject(file, record, "ent_num", fmt::format("'{}' is not an entry number", trim(record.fields[0])));
      return nullptr;
    }
    const auto found = index_.find(number);
    if (found == index_.end()) {
      reject(file, record, "ent_num",
             has_primary_ ? fmt::format("no entry {} in the primary file", number)
                          : fmt::format("entry {} is not known: the primary file (sdn.csv, cons_prim.csv) is "
                                        "not there",
                                        number));
      ++orphans_[file];
      return nullptr;
    }
    return &parties_[found->second];
  }

  void entry(const CsvRecord& record, const std::string& file) {
    std::uint64_t number = 0;
    if (!entry_number(record.fields[0], number)) {
      reject(file, record, "ent_num", fmt::format("'{}' is not an entry number", trim(record.fields[0])));
      return;
    }
    if (value(record, 1).empty()) {
      reject(file, record, "SDN_Name", "the entry has no name");
      return;
    }
    const auto [known, added] = index_.try_emplace(number, parties_.size());
    if (!added) {
      reject(file, record, "ent_num",
             fmt::format("entry {} is there already, first at line {}", number,
                         parties_[known->second].source.line));
      return;
    }
    Party party{.list = info_.list_id,
                .entry_id = std::to_string(number),
                .source = {.file = file, .line = record.line}};
    const std::string_view type = value(record, 2);
    party.schema = type == "individual" ? Schema::Person
                   : type == "vessel"   ? Schema::Vessel
                   : type == "aircraft" ? Schema::Airplane
                                        : Schema::Organization;
    add_ofac_name(party, value(record, 1), NameKind::Primary);
    programmes(party, value(record, 3));
    add_property(party, party.schema == Schema::Person ? "position" : "notes", value(record, 4));
    add_identifier(party, IdentifierType::CallSign, value(record, 5));
    add_property(party, "type", value(record, 6));
    add_property(party, "tonnage", value(record, 7));
    add_property(party, "grossRegisteredTonnage", value(record, 8));
    add_country(party, CountryLink::Flag, value(record, 9));
    add_property(party, "owner", value(record, 10));
    parse_ofac_remarks(value(record, 11), party);
    parties_.push_back(std::move(party));
  }

  // "SDGT] [IFSR" and "[SDGT] [IFSR]" are two programmes.
  static void programmes(Party& party, std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(']'), text.size());
      std::string_view programme = trim(text.substr(0, end));
      while (!programme.empty() && (programme.front() == '[' || programme.front() == ' '))
        programme.remove_prefix(1);
      if (!programme.empty()) party.programmes.emplace_back(programme);
      text = end < text.size() ? text.substr(end + 1) : std::string_view{};
    }
  }

  void address(const CsvRecord& record, const std::string& file) {
    Party* party = find(record, file);
    if (party == nullptr) return;
    add_address(*party,
                {.street = std::string(value(record, 2)),
                 .city = std::string(value(record, 3)),
                 .note = std::string(value(record, 5))},
                value(record, 4));
  }

  void alias(const CsvRecord& record, const std::string& file) {
    Party* party = find(record, file);
    if (party == nullptr) return;
    const std::string_view text = value(record, 3);
    if (text.empty()) {
      reject(file, record, "alt_name", "the alias has no name", false);
      return;
    }
    const std::string_view type = value(record, 2);
    add_ofac_name(*party, text, type == "fka" ? NameKind::Former : NameKind::Alias);
  }

  const ListInfo& info_;
  Sink& sink_;
  std::vector<Party> parties_;
  std::unordered_map<std::uint64_t, std::size_t> index_;
  bool has_primary_ = false;
  std::map<std::string, std::uint64_t> orphans_;  // by file
};

// Which of OFAC's three files has a record of this shape.
OfacPart record_part(const CsvRecord& record) {
  std::uint64_t number = 0;
  if (!entry_number(record.fields[0], number)) return OfacPart::None;
  if (record.fields.size() == kPrimaryFields) return OfacPart::Primary;
  if (record.fields.size() < 2 || record.fields.size() > kAddressFields + 1) return OfacPart::None;
  if (!entry_number(record.fields[1], number)) return OfacPart::None;
  const std::string_view type = value(record, 2);
  return type == "aka" || type == "fka" || type == "nka" ? OfacPart::Aliases : OfacPart::Addresses;
}

}  // namespace

tl::expected<ListInfo, Fault> read_ofac_csv(const OfacFiles& files, const ListInfo& info, Sink& sink) {
  Joiner joiner(info, sink);
  if (files.primary != nullptr) {
    if (auto read = joiner.primary(*files.primary); !read) {
      static_cast<void>(joiner.deliver());
      return tl::unexpected(read.error());
    }
  }
  // What was read stays delivered even when a later file breaks off.
  tl::expected<void, Fault> result;
  if (files.addresses != nullptr) result = joiner.addresses(*files.addresses);
  if (result && files.aliases != nullptr) result = joiner.aliases(*files.aliases);
  ListInfo told = joiner.deliver();
  if (!result) return tl::unexpected(result.error());
  return told;
}

OfacPart ofac_part(std::string_view head) {
  // The first complete records decide: a number, then the shape of the rest. A file with a header row may be
  // anybody's: it must have OFAC's null too.
  bool header = false;
  std::map<OfacPart, int> votes;
  const std::size_t cut = head.rfind('\n');
  const std::string text(cut == std::string_view::npos ? head : head.substr(0, cut + 1));
  const std::unique_ptr<ByteSource> source = from_memory("head", text);
  const auto read = read_csv(*source, ',',
                             {.record =
                                  [&](const CsvRecord& record) {
                                    if (header_line(record)) header = true;
                                    if (header_line(record)) return;
                                    ++votes[record_part(record)];
                                  },
                              .broken = [](std::uint64_t, std::string, std::string_view) {}});
  if (!read || votes.empty()) return OfacPart::None;
  if (header && head.find("-0-") == std::string_view::npos) return OfacPart::None;
  const auto best = std::max_element(votes.begin(), votes.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return best->first;
}

}  // namespace weir::lists
