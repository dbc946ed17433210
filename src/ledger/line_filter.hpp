// Could one of these measures be met or open for a line of a history? Asked of the line's index row alone.
//
// Necessary, not sufficient: what the row does not hold (parties, facts, control numbers, origin, transit) is
// taken to fit. Thread-safety: immutable. Errors: none.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "ledger/history_format.hpp"
#include "rules/delta.hpp"
#include "rules/rule_set.hpp"

namespace weir::ledger {

class LineFilter {
 public:
  // `on`: the day for which all lines are asked, where it is not their own.
  LineFilter(const std::vector<rules::TouchedMeasure>& touched, const RuleSet& before, const RuleSet& after,
             std::optional<Day> on);
  [[nodiscard]] bool may_touch(const LineRow& row) const;
  [[nodiscard]] bool empty() const noexcept { return filters_.empty(); }

 private:
  static constexpr std::size_t kCountries = std::size_t{26} * 26;
  struct Filter {
    std::vector<std::pair<Day, Day>> days;
    bool everywhere = false;
    std::bitset<kCountries> countries;
    bool all_goods = false;    // or control numbers, which a line may owe
    bool other_goods = false;  // chemicals: only lines that name some
    // First six digits, first and last, disjoint and rising, by HS edition.
    std::vector<std::pair<std::uint16_t, std::vector<std::pair<std::uint32_t, std::uint32_t>>>> codes;
  };
  void add_rows(Filter& filter, const RuleSet& rules, const std::string& id) const;
  void add_place(Filter& filter, const RuleSet::State& state, const std::string& value, unsigned depth) const;
  [[nodiscard]] static bool goods_fit(const Filter& filter, const LineRow& row);

  std::vector<Filter> filters_;
  std::optional<Day> on_;
};

}  // namespace weir::ledger
