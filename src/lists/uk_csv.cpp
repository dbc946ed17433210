#include "lists/uk_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "facts/dates.hpp"
#include "lists/byte_source.hpp"
#include "lists/csv.hpp"
#include "lists/party_parts.hpp"
#include "lists/uk_parts.hpp"

namespace weir::lists {
namespace {

// Letters and digits of a title in lower case.
std::string key_of(std::string_view title) {
  std::string key;
  for (const char c : title) {
    if (c >= 'A' && c <= 'Z') {
      key.push_back(static_cast<char>(c + ('a' - 'A')));
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      key.push_back(c);
    }
  }
  return key;
}

using Header = std::map<std::string, std::size_t, std::less<>>;

Header read_header(const CsvRecord& record) {
  Header out;
  for (std::size_t i = 0; i < record.fields.size(); ++i) out.emplace(key_of(record.fields[i]), i);
  return out;
}

UkEdition edition_of(const Header& header) {
  if (header.count("name6") == 0) return UkEdition::None;
  if (header.count("uniqueid") != 0) return UkEdition::SanctionsList;
  return header.count("groupid") != 0 ? UkEdition::Ofsi : UkEdition::None;
}

// "Last Updated,15/02/2023", "Report Date: 15-Feb-2023": the day in any field of the line.
std::string date_in(const CsvRecord& record) {
  for (const std::string& field : record.fields) {
    std::string_view text = trim(field);
    if (const std::size_t colon = text.find(": "); colon != std::string_view::npos)
      text = trim(text.substr(colon + 1));
    std::string plain(text);
    if (plain.size() <= 11) std::replace(plain.begin(), plain.end(), '-', ' ');
    for (const std::string_view form : {text, std::string_view(plain)}) {
      if (const auto day = facts::parse_day(form)) return facts::iso_day(*day);
    }
  }
  return {};
}

class Groups {
 public:
  Groups(const ListInfo& info, std::string file, Sink& sink)
      : info_(info), file_(std::move(file)), sink_(sink) {}

  [[nodiscard]] bool has_header() const noexcept { return edition_ != UkEdition::None; }

  void record(const CsvRecord& record) {
    if (has_header()) return row(record);
    header_ = read_header(record);
    edition_ = edition_of(header_);
    columns_ = record.fields.size();
    if (!has_header() && info_.date.empty()) info_.date = date_in(record);
  }

  ListInfo finish() {
    for (Party& party : parties_) {
      settle_primary(party);
      sink_.party(std::move(party));
    }
    return info_;
  }

  void reject(const CsvRecord& record, std::string field, std::string reason, bool whole = true) {
    sink_.reject({.file = file_,
                  .line = record.line,
                  .field = std::move(field),
                  .reason = std::move(reason),
                  .record = excerpt(record.raw),
                  .whole = whole});
  }

 private:
  static std::string_view get(const CsvRecord& record, const Header& header, std::string_view title) {
    const auto found = header.find(title);
    if (found == header.end() || found->second >= record.fields.size()) return {};
    return trim(record.fields[found->second]);
  }
  [[nodiscard]] std::string_view get(const CsvRecord& record, std::string_view title) const {
    return get(record, header_, title);
  }
  // The first title that has a value.
  [[nodiscard]] std::string_view first(const CsvRecord& record,
                                       std::initializer_list<std::string_view> titles) const {
    for (const std::string_view title : titles) {
      if (const std::string_view value = get(record, title); !value.empty()) return value;
    }
    return {};
  }

  void row(const CsvRecord& record) {
    if (record.fields.size() > columns_) {
      return reject(record, "",
                    fmt::format("{} fields where the header row has {}", record.fields.size(), columns_));
    }
    const std::string_view id = get(record, edition_ == UkEdition::Ofsi ? "groupid" : "uniqueid");
    if (id.empty()) return reject(record, edition_ == UkEdition::Ofsi ? "Group ID" : "Unique ID", "no id");
    const Schema schema = uk_schema(first(record, {"grouptype", "designationtype", "individualentityship",
                                                   "designationtypeindividualentityship"}));
    const NameKind kind = uk_name_kind(first(record, {"aliastype", "nametype"}),
                                       first(record, {"aliasquality", "aliasstrength"}));
    Name name = uk_name({get(record, "name1"), get(record, "name2"), get(record, "name3"),
                         get(record, "name4"), get(record, "name5"), get(record, "name6")},
                        schema == Schema::Person, kind);
    const std::string_view original = get(record, "namenonlatinscript");
    if (name.text.empty() && original.empty()) return reject(record, "Name 6", "the row has no name");
    const auto [found, added] = index_.try_emplace(std::string(id), parties_.size());
    if (added) {
      parties_.push_back({.list = info_.list_id,
                          .entry_id = std::string(id),
                          .schema = schema,
                          .source = {.file = file_, .line = record.line}});
    }
    Party& party = parties_[found->second];
    add_name(party, std::move(name));
    add_name(party, original, NameKind::Original);
    facts(record, party);
    dates(record, party);
  }

  void facts(const CsvRecord& record, Party& party) {
    Address address{.postal_code = std::string(first(record, {"postzipcode", "addresspostalcode"}))};
    for (int line = 1; line <= 6; ++line) {
      const std::string_view text =
          first(record, {fmt::format("address{}", line), fmt::format("addressline{}", line)});
      if (!text.empty()) address.street += (address.street.empty() ? "" : ", ") + std::string(text);
    }
    const std::size_t before = party.addresses.size();
    add_address(party, std::move(address), first(record, {"country", "addresscountry"}));
    const auto known =
        std::find_if(party.addresses.begin(), party.addresses.begin() + static_cast<long>(before),
                     [&](const Address& a) { return a.full == party.addresses.back().full; });
    if (party.addresses.size() > before && known != party.addresses.begin() + static_cast<long>(before))
      party.addresses.pop_back();

    const std::string_view regime = first(record, {"regime", "regimename"});
    if (!regime.empty() &&
        std::find(party.programmes.begin(), party.programmes.end(), regime) == party.programmes.end())
      party.programmes.emplace_back(regime);
    countries(record, party);
    for (const auto& [title, at] : header_) {
      if (at >= record.fields.size() || trim(record.fields[at]).empty()) continue;
      if (edition_ == UkEdition::Ofsi && (title == "otherinformation" || title == "groupid")) continue;
      if (title == "nationality" || title == "nationalityies") continue;
      if (title == "passportnumber" || title == "nationalidentificationnumber" ||
          title == "nationalidentifiernumber")
        continue;
      add_uk_fact(party, title, record.fields[at]);
    }
    document(record, party, IdentifierType::Passport, {"passportnumber"},
             {"passportdetails", "passportadditionalinformation"});
    document(record, party, IdentifierType::NationalId,
             {"nationalidentificationnumber", "nationalidentifiernumber"},
             {"nationalidentificationdetails", "nationalidentifieradditionalinformation"});
    if (edition_ == UkEdition::Ofsi) add_uk_other_information(party, get(record, "otherinformation"));
  }

  void document(const CsvRecord& record, Party& party, IdentifierType type,
                std::initializer_list<std::string_view> titles,
                std::initializer_list<std::string_view> details) {
    for (const std::string_view value : uk_values(first(record, titles))) {
      const bool known =
          std::any_of(party.identifiers.begin(), party.identifiers.end(),
                      [&](const Identifier& other) { return other.type == type && other.value == value; });
      if (!known) add_identifier(party, type, value, {}, first(record, details));
    }
  }

  void countries(const CsvRecord& record, Party& party) {
    const auto add = [&party](CountryLink link, std::string_view text) {
      const bool known = std::any_of(party.countries.begin(), party.countries.end(),
                                     [&](const CountryFact& c) { return c.link == link && c.text == text; });
      if (!known) add_country(party, link, text);
    };
    for (const std::string_view each : uk_values(first(record, {"nationality", "nationalityies"})))
      add(CountryLink::Nationality, each);
    for (const std::string_view each : uk_values(get(record, "countryofbirth")))
      add(CountryLink::Birth, each);
    for (const std::string_view each : uk_values(get(record, "townofbirth"))) {
      const bool known =
          std::any_of(party.properties.begin(), party.properties.end(),
                      [&](const Property& p) { return p.name == "birthPlace" && p.value == each; });
      if (!known) add_property(party, "birthPlace", each);
    }
  }

  void dates(const CsvRecord& record, Party& party) {
    for (const std::string_view text : uk_values(first(record, {"dob", "dateofbirth"}))) {
      if (!add_uk_birth_date(party, text))
        reject(record, "DOB", fmt::format("'{}' is not a date; expected dd/mm/yyyy", excerpt(text, 80)),
               false);
    }
    const auto day = [&](std::initializer_list<std::string_view> titles, std::optional<Day>& out) {
      const std::string_view text = first(record, titles);
      if (text.empty()) return;
      const auto read = facts::parse_day(text);
      if (read) {
        out = read;
      } else {
        reject(record, std::string(*titles.begin()),
               fmt::format("'{}' is not a day; expected dd/mm/yyyy", excerpt(text, 80)), false);
      }
    };
    day({"listedon", "datedesignated", "uksanctionslistdatedesignated"}, party.listed_on);
    day({"lastupdated"}, party.updated_on);
  }

  ListInfo info_;
  std::string file_;
  Sink& sink_;
  Header header_;
  std::size_t columns_ = 0;
  UkEdition edition_ = UkEdition::None;
  std::vector<Party> parties_;
  std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace

UkEdition uk_csv_edition(std::string_view head) {
  // The header row is among the first lines.
  constexpr int kLines = 5;
  std::size_t end = 0;
  for (int line = 0; line < kLines && end != std::string_view::npos; ++line) end = head.find('\n', end + 1);
  const std::string first(head.substr(0, end));
  UkEdition edition = UkEdition::None;
  const auto source = from_memory("head", first);
  const auto read = read_csv(*source, ',',
                             {.record =
                                  [&](const CsvRecord& record) {
                                    if (edition == UkEdition::None) edition = edition_of(read_header(record));
                                  },
                              .broken = [](std::uint64_t, std::string, std::string_view) {}});
  return read ? edition : UkEdition::None;
}

tl::expected<ListInfo, Fault> read_uk_csv(ByteSource& source, const ListInfo& info, Sink& sink) {
  const std::string file = source.name();
  Groups groups(info, file, sink);
  const auto read = read_csv(
      source, ',',
      {.record = [&](const CsvRecord& record) { groups.record(record); }, .broken = rejects_to(sink, file)});
  ListInfo told = groups.finish();
  if (!read) return tl::unexpected(read.error());
  if (!groups.has_header()) {
    return tl::unexpected(
        Fault{.kind = FaultKind::BadFormat,
              .file = file,
              .line = 1,
              .message = "no header row; expected one with Name 6 and Group ID or Unique ID"});
  }
  return told;
}

}  // namespace weir::lists
