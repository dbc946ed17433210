#include "goods/nomenclature.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lists/byte_source.hpp"
#include "lists/csv.hpp"
#include "tables/tables.hpp"

namespace weir::goods {
namespace {

constexpr std::size_t kHeading = 4;
constexpr std::size_t kSubheading = 6;
// All HS editions have more than 5,000 subheadings; a file with fewer is an extract.
constexpr std::size_t kWholeNomenclature = 5000;

bool all_digits(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string lower(std::string_view text) {
  std::string out(lists::trim(text));
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return out;
}

}  // namespace

Nomenclature Nomenclature::built_in() {
  Nomenclature out;
  for (const auto& row : tables::rows("goods/hs_codes.tsv")) {
    if (row.size() == 2) out.codes_.emplace(row[0], row[1]);
  }
  out.source_ = fmt::format("bundled table, {} codes", out.codes_.size());
  return out;
}

tl::expected<Nomenclature, Fault> Nomenclature::load(const std::string& path) {
  auto file = lists::open_file(path);
  if (!file) return tl::unexpected(file.error());
  const auto source = lists::as_utf8(std::move(*file));
  Nomenclature out;
  out.source_ = path;
  constexpr std::size_t kUnset = static_cast<std::size_t>(-1);
  std::size_t code_column = kUnset;
  std::size_t text_column = kUnset;
  bool header = true;
  const auto read = lists::read_csv(
      *source, ',',
      {.record =
           [&](const lists::CsvRecord& record) {
             if (header) {
               header = false;
               for (std::size_t i = 0; i < record.fields.size(); ++i) {
                 const std::string title = lower(record.fields[i]);
                 if (title == "hscode" || title == "code" || title == "hs6") code_column = i;
                 if (title == "description" || title == "text") text_column = i;
               }
               return;
             }
             if (code_column >= record.fields.size() || text_column >= record.fields.size()) {
               ++out.skipped_;
               return;
             }
             std::string code;
             for (const char c : record.fields[code_column]) {
               if (c != '.' && c != ' ') code.push_back(c);
             }
             if (!all_digits(code) || (code.size() != kHeading && code.size() != kSubheading)) {
               if (code.size() != 2) ++out.skipped_;  // chapters carry no goods of their own
               return;
             }
             out.codes_.insert_or_assign(std::move(code),
                                         std::string(lists::trim(record.fields[text_column])));
           },
       .broken = [&](std::uint64_t, std::string, std::string_view) { ++out.skipped_; }});
  if (!read) return tl::unexpected(read.error());
  if (code_column == kUnset || text_column == kUnset || out.codes_.empty()) {
    return tl::unexpected(Fault{.kind = FaultKind::BadFormat,
                                .file = path,
                                .line = 1,
                                .message =
                                    "no nomenclature: expected a header row with the columns hscode and "
                                    "description, and codes of 4 or 6 digits"});
  }
  const auto subheadings =
      static_cast<std::size_t>(std::count_if(out.codes_.begin(), out.codes_.end(), [](const auto& entry) {
        return entry.first.size() == kSubheading;
      }));
  out.complete_ = subheadings >= kWholeNomenclature;
  out.source_ = fmt::format("{}, {} codes", path, out.codes_.size());
  return out;
}

std::string_view Nomenclature::text_of(std::string_view code) const {
  const auto found = codes_.find(code);
  return found == codes_.end() ? std::string_view{} : std::string_view(found->second);
}

bool Nomenclature::covers(std::string_view heading) const {
  return complete_ || codes_.find(heading) != codes_.end() || !below(heading).empty();
}

std::vector<std::string_view> Nomenclature::below(std::string_view prefix) const {
  std::vector<std::string_view> out;
  for (auto at = codes_.lower_bound(prefix); at != codes_.end() && at->first.starts_with(prefix); ++at) {
    if (at->first.size() == kSubheading) out.emplace_back(at->first);
  }
  return out;
}

const Concordance& Concordance::built_in() {
  static const Concordance kTable = [] {
    Concordance out;
    constexpr std::size_t kColumns = 5;
    for (const auto& row : tables::rows("goods/hs2017_hs2022.tsv")) {
      if (row.size() != kColumns) continue;
      Concorded entry{
          .from = row[0], .to = row[1], .what = row[2], .verified = row[3] == "verified", .citation = row[4]};
      if (entry.to.starts_with('*')) {
        entry.lives_on = true;
        entry.to.remove_prefix(1);
      }
      out.by_old_.emplace(entry.from, entry);
      out.by_new_.emplace(entry.to, entry);
    }
    return out;
  }();
  return kTable;
}

std::vector<Concorded> Concordance::from_2017(std::string_view code) const {
  std::vector<Concorded> out;
  const auto [first, last] = by_old_.equal_range(code);
  for (auto at = first; at != last; ++at) out.push_back(at->second);
  return out;
}

std::vector<Concorded> Concordance::to_2022(std::string_view code) const {
  std::vector<Concorded> out;
  const auto [first, last] = by_new_.equal_range(code);
  for (auto at = first; at != last; ++at) out.push_back(at->second);
  return out;
}

bool chapter_exists(std::string_view two_digits) noexcept {
  return two_digits >= "01" && two_digits <= "99" && two_digits != "77";
}

}  // namespace weir::goods
