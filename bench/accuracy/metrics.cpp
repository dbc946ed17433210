#include "accuracy/metrics.hpp"

#include <algorithm>
#include <cmath>

namespace weir::accuracy {
namespace {

double ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

double Counts::precision() const noexcept {
  return ratio(hit, hit + false_alarm);
}
double Counts::recall() const noexcept {
  return ratio(hit, hit + missed);
}
double Counts::f1() const noexcept {
  return ratio(2 * hit, 2 * hit + missed + false_alarm);
}

Figures measure(std::vector<Scored> pairs) {
  Figures out;
  if (pairs.empty()) return out;
  std::sort(pairs.begin(), pairs.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
  std::size_t same = 0;
  double squares = 0;
  std::array<double, 10> sums{};
  std::array<std::size_t, 10> sames{};
  for (const Scored& pair : pairs) {
    same += pair.same ? 1U : 0U;
    (pair.same ? (pair.match ? out.at_default.hit : out.at_default.missed)
               : (pair.match ? out.at_default.false_alarm : out.at_default.quiet))++;
    const double miss = pair.score - (pair.same ? 1.0 : 0.0);
    squares += miss * miss;
    const auto bin = static_cast<std::size_t>(std::clamp(pair.score * 10, 0.0, 9.0));
    ++out.bins[bin].pairs;
    sums[bin] += pair.score;
    sames[bin] += pair.same ? 1U : 0U;
  }
  const auto total = static_cast<double>(pairs.size());
  out.brier = squares / total;
  for (std::size_t i = 0; i < out.bins.size(); ++i) {
    Bin& bin = out.bins[i];
    if (bin.pairs == 0) continue;
    bin.mean_score = sums[i] / static_cast<double>(bin.pairs);
    bin.share_same = ratio(sames[i], bin.pairs);
    out.calibration_error +=
        std::abs(bin.mean_score - bin.share_same) * static_cast<double>(bin.pairs) / total;
  }

  // Pairs of one score move together: no threshold parts them.
  const std::size_t other = pairs.size() - same;
  std::size_t hit = 0;
  std::size_t alarm = 0;
  for (std::size_t i = 0; i < pairs.size();) {
    const std::size_t hit_before = hit;
    const std::size_t alarm_before = alarm;
    const double score = pairs[i].score;
    for (; i < pairs.size() && pairs[i].score == score; ++i) (pairs[i].same ? hit : alarm)++;
    const double rise = ratio(hit + hit_before, 2 * same);
    out.roc_auc += rise * ratio(alarm - alarm_before, other);
    const Counts counts{.hit = hit, .missed = same - hit, .false_alarm = alarm, .quiet = other - alarm};
    out.average_precision += counts.precision() * ratio(hit - hit_before, same);
    out.curve.push_back({.threshold = score,
                         .precision = counts.precision(),
                         .recall = counts.recall(),
                         .false_rate = ratio(alarm, other)});
    if (counts.f1() > out.at_best.f1()) {
      out.at_best = counts;
      out.best_threshold = score;
    }
  }
  return out;
}

}  // namespace weir::accuracy
