#include "ownership/regimes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "facts/dates.hpp"
#include "lists/byte_source.hpp"
#include "lists/csv.hpp"
#include "ownership/share.hpp"
#include "tables/tables.hpp"

namespace weir::ownership {
namespace {

constexpr std::array<std::string_view, 16> kColumns{
    "regime",  "title", "effective_from", "effective_to", "threshold", "comparison",  "aggregate", "basis",
    "control", "state", "lists",          "effect",       "citation",  "recorded_at", "status",    "note"};

// One row of the table, cell by cell, with the place of the first bad one.
class Row {
 public:
  Row(std::vector<std::string_view> cells, const std::string& file, std::uint64_t line)
      : cells_(std::move(cells)), file_(file), line_(line) {}

  tl::expected<Regime, Fault> read() {
    if (cells_.size() != kColumns.size()) {
      fail("", fmt::format("{} columns; expected {}: {}", cells_.size(), kColumns.size(),
                           fmt::join(kColumns, ", ")));
      return tl::unexpected(fault_);
    }
    regime_.line = line_;
    regime_.id = cell(0);
    if (regime_.id.empty()) fail("regime", "empty; expected a short name such as ofac");
    regime_.title = cell(1);
    regime_.from = day(2, kOpenStart);
    regime_.to = day(3, kOpenEnd);
    if (regime_.to < regime_.from) fail("effective_to", "lies before effective_from");
    const auto share = parse_share(cell(4));
    if (!share || share->min != share->max) {
      fail("threshold", share ? fmt::format("'{}' is not exact", cell(4)) : share.error());
    } else {
      regime_.threshold = share->min;
    }
    regime_.strictly_more = choose(5, {">=", ">"}) == 1;
    regime_.aggregate = choose(6, {"no", "yes"}) == 1;
    regime_.votes = choose(7, {"shares", "shares_or_votes"}) == 1;
    regime_.control = choose(8, {"ignore", "review"}) == 1;
    regime_.suspended = choose(9, {"in_force", "suspended"}) == 1;
    if (regime_.threshold == 0 && !regime_.strictly_more)
      fail("threshold", "0 with >= would make everybody owned");
    std::string_view lists = cell(10);
    while (!lists.empty() && lists != "*") {
      const std::size_t comma = std::min(lists.find(','), lists.size());
      if (const auto item = lists::trim(lists.substr(0, comma)); !item.empty())
        regime_.lists.emplace_back(item);
      lists.remove_prefix(std::min(comma + 1, lists.size()));
    }
    regime_.effect = cell(11);
    regime_.citation = cell(12);
    if (regime_.citation.empty()) fail("citation", "empty; every row says where it is from");
    regime_.recorded_at = cell(13);
    if (!facts::parse_day(cell(13))) fail("recorded_at", "expected a day such as 2026-11-24");
    constexpr std::array<std::string_view, 3> kStatus{"verified", "secondary", "unverified"};
    regime_.status = kStatus[choose(14, {kStatus[0], kStatus[1], kStatus[2]})];
    regime_.note = cell(15);
    if (failed_) return tl::unexpected(fault_);
    return regime_;
  }

 private:
  [[nodiscard]] std::string_view cell(std::size_t column) const { return lists::trim(cells_[column]); }
  void fail(std::string_view column, std::string message) {
    if (failed_) return;
    failed_ = true;
    fault_ = {.kind = FaultKind::BadFormat,
              .file = file_,
              .line = line_,
              .field = std::string(column),
              .message = std::move(message)};
  }
  DayNumber day(std::size_t column, DayNumber open) {
    if (cell(column).empty()) return open;
    if (const auto day = facts::parse_day(cell(column))) return day_number(*day);
    fail(kColumns[column],
         fmt::format("'{}' is no day; expected YYYY-MM-DD, or nothing for an open end", cell(column)));
    return open;
  }
  std::size_t choose(std::size_t column, std::initializer_list<std::string_view> words) {
    const auto* const found = std::find(words.begin(), words.end(), cell(column));
    if (found == words.end()) {
      fail(kColumns[column], fmt::format("'{}'; expected {}", cell(column), fmt::join(words, " or ")));
      return 0;
    }
    return static_cast<std::size_t>(found - words.begin());
  }

  std::vector<std::string_view> cells_;
  const std::string& file_;
  std::uint64_t line_;
  Regime regime_;
  bool failed_ = false;
  Fault fault_;
};

bool contains_folded(std::string_view text, std::string_view part) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [&](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

}  // namespace

bool Regime::counts(std::string_view list, std::span<const std::string> programmes) const {
  if (lists.empty() || list.empty()) return true;
  return std::any_of(lists.begin(), lists.end(), [&](const std::string& wanted) {
    const std::size_t colon = wanted.find(':');
    if (std::string_view(wanted).substr(0, colon) != list) return false;
    if (colon == std::string::npos) return true;
    const std::string_view part = std::string_view(wanted).substr(colon + 1);
    return std::any_of(programmes.begin(), programmes.end(),
                       [&](const std::string& programme) { return contains_folded(programme, part); });
  });
}

tl::expected<std::vector<Regime>, Fault> parse_regimes(std::string_view text, const std::string& file) {
  std::vector<Regime> out;
  std::uint64_t line = 0;
  bool titles = false;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view whole = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++line;
    auto rows = tables::split_rows(whole);
    if (rows.empty()) continue;
    if (!titles) {
      // The first row names the columns, so that a table of another form is refused and not misread.
      titles = true;
      if (!std::equal(rows[0].begin(), rows[0].end(), kColumns.begin(), kColumns.end(),
                      [](std::string_view a, std::string_view b) { return lists::trim(a) == b; })) {
        return tl::unexpected(Fault{.kind = FaultKind::BadFormat,
                                    .file = file,
                                    .line = line,
                                    .message = fmt::format("expected the columns, separated by tabs: {}",
                                                           fmt::join(kColumns, ", "))});
      }
      continue;
    }
    auto regime = Row(std::move(rows[0]), file, line).read();
    if (!regime) return tl::unexpected(regime.error());
    for (const Regime& other : out) {
      if (other.id == regime->id && other.from <= regime->to && regime->from <= other.to) {
        return tl::unexpected(
            Fault{.kind = FaultKind::BadFormat,
                  .file = file,
                  .line = line,
                  .field = "effective_from",
                  .message = fmt::format("the row overlaps that of line {} for {} ({})", other.line, other.id,
                                         dates_text(other.from, other.to))});
      }
    }
    out.push_back(std::move(*regime));
  }
  if (out.empty()) {
    return tl::unexpected(
        Fault{.kind = FaultKind::BadFormat, .file = file, .message = "the table of regimes has no rows"});
  }
  return out;
}

tl::expected<std::vector<Regime>, Fault> built_in_regimes() {
  return parse_regimes(tables::bytes("ownership/regimes.tsv"), "ownership/regimes.tsv");
}

tl::expected<std::vector<Regime>, Fault> affiliate_facts() {
  return parse_regimes(tables::bytes("ownership/affiliate_fact.tsv"), "ownership/affiliate_fact.tsv");
}

tl::expected<std::vector<Regime>, Fault> load_regimes(const std::string& path) {
  auto file = lists::open_file(path);
  if (!file) return tl::unexpected(file.error());
  const auto source = lists::as_utf8(std::move(*file));
  constexpr std::size_t kMost = 4U << 20U;
  constexpr std::size_t kChunk = 1U << 16U;
  std::string text;
  for (;;) {
    const std::size_t at = text.size();
    text.resize(at + kChunk);
    const auto count = source->read(text.data() + at, kChunk);
    if (!count) return tl::unexpected(count.error());
    text.resize(at + *count);
    if (*count == 0) break;
    if (text.size() > kMost) {
      return tl::unexpected(Fault{.kind = FaultKind::TooLarge,
                                  .file = path,
                                  .message = "more than 4 MB; that is no table of regimes"});
    }
  }
  return parse_regimes(text, path);
}

tl::expected<std::vector<Regime>, Fault> regimes_on(std::span<const Regime> table, DayNumber day,
                                                    std::span<const std::string> ids) {
  std::vector<std::string> order;
  for (const Regime& row : table) {
    if (std::find(order.begin(), order.end(), row.id) == order.end()) order.push_back(row.id);
  }
  for (const std::string& id : ids) {
    if (std::find(order.begin(), order.end(), id) == order.end()) {
      return tl::unexpected(
          Fault{.kind = FaultKind::BadArgument,
                .message = fmt::format("'{}' is no regime; the table has {}", id, fmt::join(order, ", "))});
    }
  }
  std::vector<Regime> out;
  for (const std::string& id : order) {
    if (!ids.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) continue;
    const auto covers = [&](const Regime& row) { return row.id == id && row.from <= day && day <= row.to; };
    if (const auto row = std::find_if(table.begin(), table.end(), covers); row != table.end()) {
      out.push_back(*row);
      continue;
    }
    Regime none = *std::find_if(table.begin(), table.end(), [&](const Regime& row) { return row.id == id; });
    none.suspended = true;
    none.note = "no row of the table covers this day";
    out.push_back(std::move(none));
  }
  return out;
}

std::string dates_text(DayNumber from, DayNumber to) {
  if (from == kOpenStart && to == kOpenEnd) return {};
  if (to == kOpenEnd) return "since " + facts::iso_day(day_of(from));
  if (from == kOpenStart) return "until " + facts::iso_day(day_of(to));
  return facts::iso_day(day_of(from)) + ".." + facts::iso_day(day_of(to));
}

std::string rule_text(const Regime& regime) {
  return fmt::format("{}{}{} of the {}, {}{}", regime.strictly_more ? "more than " : "",
                     share_text(regime.threshold), regime.strictly_more ? "" : " or more",
                     regime.votes ? "shares or votes" : "shares",
                     regime.aggregate ? "stakes of several listed parties added up"
                                      : "each listed party for itself, with what it owns",
                     regime.control ? "; control goes to review" : "; control alone does not count");
}

}  // namespace weir::ownership
