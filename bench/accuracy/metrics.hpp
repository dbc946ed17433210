// Figures over scored pairs: precision, recall, F1, calibration, areas under curves.
//
// Thread-safety: pure functions. Errors: none; an empty set gives zeros.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace weir::accuracy {

struct Scored {
  double score = 0;
  bool same = false;
  bool match = false;  // at the default threshold of its schema
};

struct Counts {
  std::size_t hit = 0;          // same, reported
  std::size_t missed = 0;       // same, not reported
  std::size_t false_alarm = 0;  // other, reported
  std::size_t quiet = 0;        // other, not reported
  [[nodiscard]] double precision() const noexcept;
  [[nodiscard]] double recall() const noexcept;
  [[nodiscard]] double f1() const noexcept;
  [[nodiscard]] std::size_t pairs() const noexcept { return hit + missed + false_alarm + quiet; }
};

struct Bin {
  std::size_t pairs = 0;
  double mean_score = 0;
  double share_same = 0;
};

struct CurvePoint {
  double threshold = 0;
  double precision = 0;
  double recall = 0;
  double false_rate = 0;
};

struct Figures {
  Counts at_default;
  double best_threshold = 0;  // with the highest F1
  Counts at_best;
  double brier = 0;
  double calibration_error = 0;  // mean distance of share_same from mean_score, weighted by pairs
  double roc_auc = 0;
  double average_precision = 0;  // area under the precision-recall curve, step-wise
  std::array<Bin, 10> bins{};
  std::vector<CurvePoint> curve;  // by falling threshold
};

[[nodiscard]] Figures measure(std::vector<Scored> pairs);

}  // namespace weir::accuracy
