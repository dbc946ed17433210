#include "lists/user_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "facts/dates.hpp"
#include "lists/byte_source.hpp"
#include "lists/csv.hpp"
#include "lists/csv_titles.hpp"
#include "lists/party_parts.hpp"

namespace weir::lists {
namespace {

std::string column_of(std::string_view title, const std::map<std::string, std::string>& own) {
  static const CsvTitles kTitles("names/csv_columns.tsv");
  return kTitles.column(title, own);
}

std::vector<std::string_view> values(std::string_view field) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at <= field.size();) {
    const std::size_t end = std::min(field.find_first_of(";|", at), field.size());
    if (const std::string_view value = trim(field.substr(at, end - at)); !value.empty()) out.push_back(value);
    at = end + 1;
  }
  return out;
}

const std::unordered_map<std::string_view, IdentifierType>& identifier_columns() {
  static const std::unordered_map<std::string_view, IdentifierType> kTypes{
      {"identifier", IdentifierType::Other},
      {"national_id", IdentifierType::NationalId},
      {"passport", IdentifierType::Passport},
      {"tax_number", IdentifierType::TaxNumber},
      {"inn", IdentifierType::Inn},
      {"ogrn", IdentifierType::Ogrn},
      {"registration_number", IdentifierType::Registration},
      {"lei", IdentifierType::Lei},
      {"uscc", IdentifierType::Uscc},
      {"bic", IdentifierType::Bic},
      {"iban", IdentifierType::Iban},
      {"imo", IdentifierType::Imo},
      {"mmsi", IdentifierType::Mmsi},
      {"call_sign", IdentifierType::CallSign},
      {"wallet", IdentifierType::Wallet},
      {"email", IdentifierType::Email},
      {"website", IdentifierType::Website},
      {"phone", IdentifierType::Phone}};
  return kTypes;
}

// One row while it is being turned into a party.
class Row {
 public:
  Row(const CsvRecord& record, const UserCsvOptions& options, const std::string& file, Sink& sink)
      : record_(record), file_(file), sink_(sink) {
    party_.list = options.list_id;
    party_.source = {.file = file, .line = record.line};
  }

  void field(const std::string& column, std::string_view title, std::string_view text) {
    text = trim(text);
    if (text.empty()) return;
    if (column == "id") {
      party_.entry_id = text;
    } else if (column == "schema") {
      schema(text);
    } else if (column == "first_name" || column == "middle_name" || column == "last_name") {
      (column == "first_name" ? first_ : column == "middle_name" ? middle_ : last_) = text;
    } else if (column == "birth_date") {
      for (const std::string_view date : values(text)) {
        if (!add_birth_date(party_, date))
          reject("birth_date",
                 fmt::format("'{}' is not a date; expected YYYY-MM-DD, YYYY-MM, YYYY or a range", date),
                 false);
      }
    } else if (column == "country" || column == "nationality" || column == "flag") {
      const CountryLink link = column == "flag"      ? CountryLink::Flag
                               : column == "country" ? CountryLink::Jurisdiction
                                                     : CountryLink::Nationality;
      for (const std::string_view country : values(text)) add_country(party_, link, country);
    } else if (column == "gender") {
      party_.gender = text[0] == 'm' || text[0] == 'M'   ? Gender::Male
                      : text[0] == 'f' || text[0] == 'F' ? Gender::Female
                                                         : Gender::Other;
    } else if (column == "address" || column == "city" || column == "postal_code") {
      (column == "address" ? address_.street
       : column == "city"  ? address_.city
                           : address_.postal_code) = text;
    } else if (column == "programme") {
      for (const std::string_view programme : values(text)) party_.programmes.emplace_back(programme);
    } else if (column == "listed_on") {
      party_.listed_on = facts::parse_day(text);
      if (!party_.listed_on)
        reject("listed_on", fmt::format("'{}' is not a day; expected YYYY-MM-DD", text), false);
    } else if (const auto type = identifier_columns().find(column); type != identifier_columns().end()) {
      for (const std::string_view value : values(text)) add_identifier(party_, type->second, value);
    } else if (column == "alias" || column == "weak_alias" || column == "former_name") {
      const NameKind kind = column == "alias"        ? NameKind::Alias
                            : column == "weak_alias" ? NameKind::Weak
                                                     : NameKind::Former;
      for (const std::string_view alias : values(text))
        aliases_.push_back({.text = std::string(alias), .kind = kind});
    } else if (column == "name") {
      name_ = text;
    } else {
      add_property(party_, column.empty() ? title : column, text);
    }
  }

  void deliver() {
    if (name_.empty()) {
      for (const std::string* part : {&first_, &middle_, &last_}) {
        if (!part->empty()) name_ += (name_.empty() ? "" : " ") + *part;
      }
    }
    if (name_.empty()) {
      reject("name", "the row has no name", true);
      return;
    }
    Name name = party_.schema == Schema::Person ? person_name(name_, NameKind::Primary) : Name{.text = name_};
    if (!first_.empty()) name.parts.push_back({.role = NameRole::Given, .text = first_});
    if (!last_.empty()) name.parts.push_back({.role = NameRole::Family, .text = last_});
    party_.names.push_back(std::move(name));
    for (Name& alias : aliases_) add_name(party_, alias.text, alias.kind);
    add_address(party_, std::move(address_), {});
    if (party_.entry_id.empty()) party_.entry_id = fmt::format("line-{}", record_.line);
    sink_.party(std::move(party_));
  }

 private:
  void schema(std::string_view text) {
    if (const auto schema = parse_schema(text)) {
      party_.schema = *schema;
    } else {
      reject(
          "schema",
          fmt::format(
              "'{}' is no schema; expected person, organization, company, vessel, aircraft or unknown", text),
          false);
    }
  }
  void reject(std::string field, std::string reason, bool whole) {
    sink_.reject({.file = file_,
                  .line = record_.line,
                  .field = std::move(field),
                  .reason = std::move(reason),
                  .record = excerpt(record_.raw),
                  .whole = whole});
  }

  const CsvRecord& record_;
  const std::string& file_;
  Sink& sink_;
  Party party_;
  std::string name_;
  std::string first_;
  std::string middle_;
  std::string last_;
  std::vector<Name> aliases_;
  Address address_;
};

struct Columns {
  std::vector<std::string> titles;
  std::vector<std::string> columns;
  [[nodiscard]] bool has_name() const {
    return std::any_of(columns.begin(), columns.end(),
                       [](const std::string& c) { return c == "name" || c == "last_name"; });
  }
};

Columns read_header(const CsvRecord& record, const std::map<std::string, std::string>& own) {
  Columns out;
  for (const std::string& title : record.fields) {
    out.titles.emplace_back(trim(title));
    out.columns.push_back(column_of(title, own));
  }
  return out;
}

}  // namespace

bool looks_like_user_csv(std::string_view head, const std::map<std::string, std::string>& columns) {
  const std::string line(head.substr(0, head.find('\n')));
  const auto source = from_memory("head", line);
  bool named = false;
  const auto read =
      read_csv(*source, guess_delimiter(line),
               {.record = [&](const CsvRecord& record) { named = read_header(record, columns).has_name(); },
                .broken = [](std::uint64_t, std::string, std::string_view) {}});
  return read.has_value() && named;
}

tl::expected<ListInfo, Fault> read_user_csv(ByteSource& source, const UserCsvOptions& options, Sink& sink) {
  const std::string file = source.name();
  const auto head = read_head(source);  // the header row decides the delimiter
  if (!head) return tl::unexpected(head.error());
  Rejoined whole(*head, source);

  Columns columns;
  bool unusable = false;
  const char delimiter = options.delimiter != '\0' ? options.delimiter : guess_delimiter(*head);
  const auto read =
      read_csv(whole, delimiter,
               {.record =
                    [&](const CsvRecord& record) {
                      if (unusable) return;
                      if (columns.titles.empty()) {
                        columns = read_header(record, options.columns);
                        unusable = !columns.has_name();
                        return;
                      }
                      if (record.fields.size() > columns.titles.size()) {
                        sink.reject({.file = file,
                                     .line = record.line,
                                     .reason = fmt::format("{} fields where the header row has {}",
                                                           record.fields.size(), columns.titles.size()),
                                     .record = excerpt(record.raw)});
                        return;
                      }
                      Row row(record, options, file, sink);
                      // The schema decides how names are read, so it comes first.
                      for (const bool schema : {true, false}) {
                        for (std::size_t i = 0; i < record.fields.size(); ++i) {
                          if ((columns.columns[i] == "schema") == schema)
                            row.field(columns.columns[i], columns.titles[i], record.fields[i]);
                        }
                      }
                      row.deliver();
                    },
                .broken = rejects_to(sink, file)});
  if (!read) return tl::unexpected(read.error());
  if (unusable || columns.titles.empty()) {
    return tl::unexpected(Fault{.kind = FaultKind::BadFormat,
                                .file = file,
                                .line = 1,
                                .message = "no column is known as a name; expected a header row such as "
                                           "id,schema,name,birth_date,country, or --map TITLE=name"});
  }
  return ListInfo{.list_id = options.list_id, .title = options.list_id};
}

}  // namespace weir::lists
