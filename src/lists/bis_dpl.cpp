#include "lists/bis_dpl.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <string>
#include <unordered_map>

#include "facts/dates.hpp"
#include "lists/csv.hpp"
#include "lists/party_parts.hpp"

namespace weir::lists {
namespace {

enum Field : std::size_t {
  kName,
  kStreet,
  kCity,
  kState,
  kCountry,
  kPostal,
  kEffective,
  kExpiration,
  kStandard,
  kUpdated,
  kAction,
  kCitation,
  kFields
};

// The list has no ids. One is made of what stays when other orders come and go: whom the order names, where,
// since when; not of the line, which moves.
std::string order_id(const CsvRecord& record) {
  std::string key;
  for (const Field field : {kName, kStreet, kCity, kCountry, kEffective})
    key.append(trim(record.fields[field])).push_back('\n');
  return fmt::format("dpl-{:016x}", XXH3_64bits(key.data(), key.size()));
}

Party make_party(const CsvRecord& record, const ListInfo& info, const std::string& file) {
  const auto& f = record.fields;
  Party party{
      .list = info.list_id, .entry_id = order_id(record), .source = {.file = file, .line = record.line}};
  add_name(party, f[kName], NameKind::Primary);
  add_address(party, {.street = f[kStreet], .city = f[kCity], .region = f[kState], .postal_code = f[kPostal]},
              f[kCountry]);
  party.listed_on = facts::parse_day(trim(f[kEffective]), true);
  party.expires_on = facts::parse_day(trim(f[kExpiration]), true);
  party.updated_on = facts::parse_day(trim(f[kUpdated]));
  party.programmes.emplace_back("BIS Denied Persons");
  add_property(party, "standardOrder", f[kStandard]);
  add_property(party, "notes", f[kAction]);
  add_property(party, "legalBasis", f[kCitation]);
  return party;
}

}  // namespace

bool looks_like_bis_dpl(std::string_view head) {
  return head.find("Standard_Order") < 400 && head.find("FR_Citation") < 400 &&
         head.find('\t') != std::string_view::npos;
}

tl::expected<ListInfo, Fault> read_bis_dpl(ByteSource& source, const ListInfo& info, Sink& sink) {
  const std::string file = source.name();
  const auto reject = [&](std::uint64_t line, std::string reason, std::string_view raw,
                          std::string field = {}) {
    sink.reject({.file = file,
                 .line = line,
                 .field = std::move(field),
                 .reason = std::move(reason),
                 .record = excerpt(raw)});
  };
  std::unordered_map<std::string, int> ids;
  bool header = true;
  const auto read = read_csv(
      source, '\t',
      {.record =
           [&](const CsvRecord& record) {
             if (header) {
               header = false;
               if (!record.fields.empty() && trim(record.fields[0]) == "Name") return;
             }
             if (record.fields.size() < kFields) {
               reject(record.line,
                      fmt::format("{} fields, expected {}", record.fields.size(), std::size_t{kFields}),
                      record.raw);
               return;
             }
             Party party = make_party(record, info, file);
             if (party.names.empty()) {
               reject(record.line, "the order has no name", record.raw, "Name");
               return;
             }
             // The same party may have two orders of one day.
             if (const int count = ++ids[party.entry_id]; count > 1)
               party.entry_id += fmt::format("-{}", count);
             sink.party(std::move(party));
           },
       .broken = [&](std::uint64_t line, std::string reason,
                     std::string_view raw) { reject(line, std::move(reason), raw); }});
  if (!read) return tl::unexpected(read.error());
  return info;
}

}  // namespace weir::lists
