#include "screen/far_fetched.hpp"

#include <algorithm>
#include <string_view>

#include "tables/tables.hpp"

namespace weir::screen {

EccnChapters EccnChapters::built_in() {
  EccnChapters out;
  for (const auto& row : tables::rows("goods/eccn_chapters.tsv")) {
    if (row.size() != 4) continue;
    std::vector<std::string>& chapters = out.chapters_[std::string(row[0])];
    std::string_view rest = row[1];
    for (;;) {
      const std::size_t bar = rest.find('|');
      chapters.emplace_back(rest.substr(0, bar));
      if (bar == std::string_view::npos) break;
      rest.remove_prefix(bar + 1);
    }
  }
  return out;
}

bool EccnChapters::far_fetched(const Measure& measure, const RuleQuestion& question) const {
  if (measure.eccns.empty() || !measure.codes.empty() || !measure.code_sets.empty() ||
      !measure.chemicals.empty())
    return false;
  return std::all_of(measure.eccns.begin(), measure.eccns.end(), [&](const std::string& eccn) {
    const auto row = chapters_.find(eccn);
    if (row == chapters_.end()) return false;
    return std::none_of(question.codes.begin(), question.codes.end(), [&](const GoodsCode& code) {
      return std::any_of(row->second.begin(), row->second.end(),
                         [&](const std::string& chapter) { return code.digits.starts_with(chapter); });
    });
  });
}

bool EccnChapters::far_fetched(const RuleDecision& decision, const RuleQuestion& question,
                               const RuleSet& rules) const {
  if (question.codes.empty() || !question.eccns.empty() || chapters_.empty()) return false;
  bool waits = false;
  for (const MeasureFinding& finding : decision.findings) {
    if (std::find(finding.needs.begin(), finding.needs.end(), "eccn") == finding.needs.end()) continue;
    waits = true;
    const auto measures = rules.measures();
    const auto row = std::find_if(measures.begin(), measures.end(), [&](const Measure& measure) {
      return measure.id == finding.id && measure.valid_from == finding.valid_from &&
             measure.recorded_at == finding.recorded_at;
    });
    if (row == measures.end() || !far_fetched(*row, question)) return false;
  }
  return waits;
}

}  // namespace weir::screen
