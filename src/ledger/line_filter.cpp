#include "ledger/line_filter.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "rules/scope.hpp"

namespace weir::ledger {
namespace {

constexpr std::size_t kDigits = 6;  // that all nomenclatures share

using Range = std::pair<std::uint32_t, std::uint32_t>;

// The codes of six digits under this one; nothing for what is no code.
std::optional<Range> range_of(std::string_view code) {
  code = code.substr(0, kDigits);
  if (code.empty()) return std::nullopt;
  std::uint32_t first = 0;
  for (const char c : code) {
    if (c < '0' || c > '9') return std::nullopt;
    first = first * 10 + static_cast<std::uint32_t>(c - '0');
  }
  std::uint32_t width = 1;
  for (std::size_t i = code.size(); i < kDigits; ++i) width *= 10;
  return Range{first * width, first * width + width - 1};
}

int country_slot(std::string_view code) {
  if (code.size() < 2 || code[0] < 'a' || code[0] > 'z' || code[1] < 'a' || code[1] > 'z') return -1;
  return (code[0] - 'a') * 26 + (code[1] - 'a');
}

}  // namespace

LineFilter::LineFilter(const std::vector<rules::TouchedMeasure>& touched, const RuleSet& before,
                       const RuleSet& after, std::optional<Day> on)
    : on_(on) {
  for (const rules::TouchedMeasure& measure : touched) {
    Filter filter{.days = measure.days};
    if (on && std::none_of(filter.days.begin(), filter.days.end(),
                           [&](const auto& days) { return days.first <= *on && *on <= days.second; }))
      continue;
    add_rows(filter, before, measure.id);
    add_rows(filter, after, measure.id);
    for (auto& [edition, ranges] : filter.codes) {
      std::sort(ranges.begin(), ranges.end());
      std::vector<Range> merged;
      for (const Range& range : ranges) {
        if (!merged.empty() && range.first <= merged.back().second) {
          merged.back().second = std::max(merged.back().second, range.second);
        } else {
          merged.push_back(range);
        }
      }
      ranges = std::move(merged);
    }
    filters_.push_back(std::move(filter));
  }
}

void LineFilter::add_rows(Filter& filter, const RuleSet& set, const std::string& id) const {
  const RuleSet::State& state = set.state();
  const auto versions = std::find_if(state.measure_versions.begin(), state.measure_versions.end(),
                                     [&](const rules::Versions& candidate) { return candidate.key == id; });
  if (versions == state.measure_versions.end()) return;
  const auto add_code = [&](const GoodsCode& code) {
    const auto range = range_of(code.digits);
    if (!range) {
      filter.all_goods = true;
      return;
    }
    auto own = std::find_if(filter.codes.begin(), filter.codes.end(),
                            [&](const auto& entry) { return entry.first == code.nomenclature.hs_edition; });
    if (own == filter.codes.end()) own = filter.codes.insert(own, {code.nomenclature.hs_edition, {}});
    own->second.push_back(*range);
  };
  for (const std::uint32_t index : versions->rows) {
    const Measure& row = state.measures[index];
    if (row.suspended) continue;
    if (row.to.empty()) filter.everywhere = true;
    for (const std::string& value : row.to) add_place(filter, state, value, 0);
    if (rules::all_goods(row) || !row.eccns.empty()) filter.all_goods = true;
    if (!row.chemicals.empty()) filter.other_goods = true;
    for (const GoodsCode& code : row.codes) add_code(code);
    for (const std::string& name : row.code_sets) {
      const auto set_rows = state.set_versions.find(name.substr(0, name.find('/')));
      if (set_rows == state.set_versions.end()) continue;
      for (const rules::Versions& entry : set_rows->second) {
        for (const std::uint32_t at : entry.rows) add_code(state.code_sets[at].code);
      }
    }
  }
}

// Every country that the value has ever taken in, or a part of it.
void LineFilter::add_place(Filter& filter, const RuleSet::State& state, const std::string& value,
                           unsigned depth) const {
  constexpr unsigned kDeepest = 32;
  if (const auto area = state.area_versions.find(value);
      value != "*" && depth <= kDeepest && area != state.area_versions.end()) {
    for (const rules::Versions& member : area->second) {
      for (const std::uint32_t row : member.rows) {
        if (!state.areas[row].out) add_place(filter, state, state.areas[row].member, depth + 1);
      }
    }
    return;
  }
  const int slot = value == "*" || depth > kDeepest ? -1 : country_slot(value);
  if (slot < 0) {
    filter.everywhere = true;
  } else {
    filter.countries.set(static_cast<std::size_t>(slot));
  }
}

bool LineFilter::goods_fit(const Filter& filter, const LineRow& row) {
  if (filter.all_goods || (row.flags & LineRow::kOpenCode) != 0 || row.digits == 0) return true;
  // A control number, a chemical or facts: another way in. Codes alone still rule a measure out that asks for
  // nothing else.
  if (filter.other_goods && (row.flags & LineRow::kOtherGoods) != 0) return true;
  if (filter.codes.empty()) return filter.other_goods && (row.flags & LineRow::kOtherGoods) != 0;
  const auto range = range_of({row.code.data(), std::min<std::size_t>(row.digits, row.code.size())});
  if (!range) return true;
  for (const auto& [edition, ranges] : filter.codes) {
    if (edition != row.edition) return true;  // cannot be compared: open
    const auto at = std::lower_bound(ranges.begin(), ranges.end(), range->first,
                                     [](const Range& r, std::uint32_t first) { return r.second < first; });
    if (at != ranges.end() && at->first <= range->second) return true;
  }
  return false;
}

bool LineFilter::may_touch(const LineRow& row) const {
  const Day day{std::chrono::days{row.day}};
  const int slot = country_slot({row.destination.data(), row.destination.size()});
  return std::any_of(filters_.begin(), filters_.end(), [&](const Filter& filter) {
    if (!on_ && std::none_of(filter.days.begin(), filter.days.end(),
                             [&](const auto& days) { return days.first <= day && day <= days.second; }))
      return false;
    // A destination that is not said, or is no country, is open.
    if (!filter.everywhere && slot >= 0 && !filter.countries.test(static_cast<std::size_t>(slot)))
      return false;
    return goods_fit(filter, row);
  });
}

}  // namespace weir::ledger
