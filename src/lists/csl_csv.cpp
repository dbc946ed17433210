#include "lists/csl_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "facts/countries.hpp"
#include "facts/identifiers.hpp"
#include "lists/byte_source.hpp"
#include "lists/csl_parts.hpp"
#include "lists/csv.hpp"
#include "lists/ofac_remarks.hpp"
#include "lists/party_parts.hpp"

namespace weir::lists {
namespace {

using Header = std::map<std::string, std::size_t, std::less<>>;

Header read_header(const CsvRecord& record) {
  Header out;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    std::string key;
    for (const char c : trim(record.fields[i]))
      key.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c == ' ' ? '_' : c);
    out.emplace(std::move(key), i);
  }
  return out;
}

bool is_header(const Header& header) {
  return header.count("source") != 0 && header.count("name") != 0 && header.count("alt_names") != 0 &&
         (header.count("source_list_url") != 0 || header.count("federal_register_notice") != 0);
}

// "57 Example St., Moscow, 119180, RU": the last part is the country's code.
void add_place(Party& party, std::string_view text) {
  const std::size_t comma = text.rfind(',');
  const std::string_view last = trim(comma == std::string_view::npos ? text : text.substr(comma + 1));
  constexpr std::size_t kCode = 2;
  const std::string code = last.size() == kCode ? facts::country_code(last) : std::string{};
  Address address{.full = std::string(text), .country = code};
  add_address(party, std::move(address), {});
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "Passport, IR, A0003022": kind, country and number; the editions differ in their order, so each part is
// known by what it looks like.
void add_document(Party& party, std::string_view text) {
  std::string_view kind;
  std::string_view value;
  std::string_view country;
  std::string note;
  constexpr std::size_t kCode = 2;
  for (const std::string_view part : split_values(text, ",")) {
    const bool upper = std::all_of(part.begin(), part.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (part.size() == kCode && upper && country.empty() && !facts::country_code(part).empty()) {
      country = part;
    } else if (value.empty() && has_digit(part)) {
      value = part;
    } else if (kind.empty() && !has_digit(part)) {
      kind = part;
    } else {
      note += (note.empty() ? "" : ", ") + std::string(part);
    }
  }
  if (value.empty()) {  // a website, or a word
    add_csl_document(party, kind, note, country, {});
    if (note.empty()) add_property(party, "notes", text);
    return;
  }
  add_csl_document(party, kind, value, country, note);
}

class Rows {
 public:
  Rows(const ListInfo& info, std::string file, Sink& sink)
      : info_(info), file_(std::move(file)), sink_(sink) {}

  [[nodiscard]] bool has_header() const noexcept { return usable_; }

  void record(const CsvRecord& record) {
    if (usable_) return row(record);
    if (tried_) return;  // not this format: one fault, not a reject for every line
    tried_ = true;
    header_ = read_header(record);
    columns_ = record.fields.size();
    usable_ = is_header(header_);
  }

 private:
  [[nodiscard]] std::string_view get(const CsvRecord& record, std::string_view title) const {
    const auto found = header_.find(title);
    if (found == header_.end() || found->second >= record.fields.size()) return {};
    return trim(record.fields[found->second]);
  }

  void row(const CsvRecord& record) {
    if (record.fields.size() > columns_) {
      return reject(record, "",
                    fmt::format("{} fields where the header row has {}", record.fields.size(), columns_));
    }
    Party party{.list = info_.list_id,
                .entry_id = std::string(get(record, "_id")),
                .schema = csl_schema(get(record, "type")),
                .source = {.file = file_, .line = record.line}};
    if (party.entry_id.empty()) party.entry_id = get(record, "entity_number");
    if (party.entry_id.empty()) party.entry_id = fmt::format("line-{}", record.line);
    add_ofac_name(party, get(record, "name"), NameKind::Primary);
    if (party.names.empty()) return reject(record, "name", "the entry has no name");
    const auto [known, added] = seen_.try_emplace(party.entry_id, record.line);
    if (!added) {
      return reject(
          record, "_id",
          fmt::format("entry {} is there already, first at line {}", party.entry_id, known->second));
    }
    for (const std::string_view each : split_values(get(record, "alt_names"), ";"))
      add_ofac_name(party, each, NameKind::Alias);
    for (const std::string_view each : split_values(get(record, "programs"), ";"))
      party.programmes.emplace_back(each);
    add_csl_source(party, get(record, "source"));
    details(record, party);
    sink_.party(std::move(party));
  }

  void details(const CsvRecord& record, Party& party) {
    add_property(party, party.schema == Schema::Person ? "position" : "notes", get(record, "title"));
    for (const std::string_view each : split_values(get(record, "addresses"), ";")) add_place(party, each);
    for (const std::string_view each : split_values(get(record, "dates_of_birth"), ";")) {
      if (!add_birth_date(party, each))
        reject(record, "dates_of_birth", fmt::format("'{}' is not a date", excerpt(each, 80)), false);
    }
    for (const std::string_view each : split_values(get(record, "nationalities"), ";,"))
      add_country(party, CountryLink::Nationality, each);
    for (const std::string_view each : split_values(get(record, "citizenships"), ";,"))
      add_country(party, CountryLink::Citizenship, each);
    for (const std::string_view each : split_values(get(record, "places_of_birth"), ";"))
      add_property(party, "birthPlace", each);
    for (const std::string_view each : split_values(get(record, "ids"), ";")) add_document(party, each);
    add_identifier(party, IdentifierType::CallSign, get(record, "call_sign"));
    add_country(party, CountryLink::Flag, get(record, "vessel_flag"));
    add_property(party, "entityNumber", get(record, "entity_number"));
    for (const auto& [title, property] : kCslTexts) add_property(party, property, get(record, title));
    if (!csl_day(get(record, "start_date"), party.listed_on)) bad_day(record, "start_date");
    if (!csl_day(get(record, "end_date"), party.expires_on)) bad_day(record, "end_date");
    parse_ofac_xml_remarks(get(record, "remarks"), party);
  }

  void bad_day(const CsvRecord& record, std::string_view title) {
    reject(record, std::string(title),
           fmt::format("'{}' is not a day; expected YYYY-MM-DD", excerpt(get(record, title), 80)), false);
  }

  void reject(const CsvRecord& record, std::string field, std::string reason, bool whole = true) {
    sink_.reject({.file = file_,
                  .line = record.line,
                  .field = std::move(field),
                  .reason = std::move(reason),
                  .record = excerpt(record.raw),
                  .whole = whole});
  }

  const ListInfo& info_;
  std::string file_;
  Sink& sink_;
  Header header_;
  std::size_t columns_ = 0;
  bool tried_ = false;
  bool usable_ = false;
  std::unordered_map<std::string, std::uint64_t> seen_;  // id -> line
};

}  // namespace

bool looks_like_csl_csv(std::string_view head) {
  const std::string line(head.substr(0, head.find('\n')));
  bool found = false;
  const auto source = from_memory("head", line);
  const auto read =
      read_csv(*source, ',',
               {.record = [&](const CsvRecord& record) { found = is_header(read_header(record)); },
                .broken = [](std::uint64_t, std::string, std::string_view) {}});
  return read.has_value() && found;
}

tl::expected<ListInfo, Fault> read_csl_csv(ByteSource& source, const ListInfo& info, Sink& sink) {
  const std::string file = source.name();
  Rows rows(info, file, sink);
  const auto read = read_csv(
      source, ',',
      {.record = [&](const CsvRecord& record) { rows.record(record); }, .broken = rejects_to(sink, file)});
  if (!read) return tl::unexpected(read.error());
  if (!rows.has_header()) {
    return tl::unexpected(Fault{.kind = FaultKind::BadFormat,
                                .file = file,
                                .line = 1,
                                .message =
                                    "no header row of the Consolidated Screening List; expected source, "
                                    "name, alt_names, source_list_url ..."});
  }
  return info;
}

}  // namespace weir::lists
