#include "accuracy/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace weir::accuracy {

std::string table(const std::vector<Group>& groups, const std::string& title) {
  std::string out = fmt::format(
      "| {} | pairs | same | precision | recall | F1 | best F1 (at) | Brier | ECE | ROC AUC | PR AUC |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|\n",
      title);
  for (const Group& group : groups) {
    const Figures& f = group.figures;
    const Counts& c = f.at_default;
    const std::size_t same = c.hit + c.missed;
    const bool mixed = same > 0 && same < c.pairs();
    // With one label alone only one rate has a meaning.
    const auto number = [](bool known, double value) {
      return known ? fmt::format("{:.3f}", value) : std::string("-");
    };
    out += fmt::format(
        "| {} | {} | {} | {} | {} | {} | {} | {:.3f} | {:.3f} | {} | {} |\n", group.name, c.pairs(), same,
        number(mixed, c.precision()),
        same > 0 ? fmt::format("{:.3f}", c.recall()) : fmt::format("({}/{} false)", c.false_alarm, c.pairs()),
        number(mixed, c.f1()), mixed ? fmt::format("{:.3f} ({:.2f})", f.at_best.f1(), f.best_threshold) : "-",
        f.brier, f.calibration_error, number(mixed, f.roc_auc), number(mixed, f.average_precision));
  }
  return out;
}

std::string reliability_table(const Figures& figures) {
  std::string out = "| score | pairs | mean score | share same |\n|---|---|---|---|\n";
  for (std::size_t i = 0; i < figures.bins.size(); ++i) {
    const Bin& bin = figures.bins[i];
    out += fmt::format("| {:.1f}-{:.1f} | {} | {} | {} |\n", 0.1 * static_cast<double>(i),
                       0.1 * static_cast<double>(i + 1), bin.pairs,
                       bin.pairs > 0 ? fmt::format("{:.3f}", bin.mean_score) : "-",
                       bin.pairs > 0 ? fmt::format("{:.3f}", bin.share_same) : "-");
  }
  return out;
}

nlohmann::json to_json(const Figures& figures) {
  const Counts& c = figures.at_default;
  nlohmann::json bins = nlohmann::json::array();
  for (const Bin& bin : figures.bins) bins.push_back({bin.pairs, bin.mean_score, bin.share_same});
  return {{"pairs", c.pairs()},
          {"same", c.hit + c.missed},
          {"hit", c.hit},
          {"missed", c.missed},
          {"false_alarm", c.false_alarm},
          {"quiet", c.quiet},
          {"precision", c.precision()},
          {"recall", c.recall()},
          {"f1", c.f1()},
          {"best_f1", figures.at_best.f1()},
          {"best_threshold", figures.best_threshold},
          {"brier", figures.brier},
          {"ece", figures.calibration_error},
          {"roc_auc", figures.roc_auc},
          {"pr_auc", figures.average_precision},
          {"bins", std::move(bins)}};
}

namespace {

void compare_level(const nlohmann::json& before, const nlohmann::json& after, const std::string& path,
                   std::string& out) {
  if (!before.is_object() || !after.is_object()) return;
  if (after.contains("f1") && before.contains("f1")) {
    for (const char* key : {"precision", "recall", "f1", "brier"}) {
      const double old_value = before.value(key, 0.0);
      const double new_value = after.value(key, 0.0);
      if (std::abs(new_value - old_value) < 0.0005) continue;
      out += fmt::format("{}: {} {:.3f} -> {:.3f} ({:+.3f})\n", path, key, old_value, new_value,
                         new_value - old_value);
    }
    return;
  }
  for (const auto& [key, value] : after.items()) {
    if (!before.contains(key)) continue;
    const std::string name = path.empty() ? key : path + " / " + key;
    if (value.is_number() && before[key].is_number()) {
      const auto old_value = before[key].get<double>();
      const auto new_value = value.get<double>();
      if (old_value != new_value) out += fmt::format("{}: {:.4g} -> {:.4g}\n", name, old_value, new_value);
    } else {
      compare_level(before[key], value, name, out);
    }
  }
}

std::string axis(double x, double y, double size, const std::string& title, const std::string& across,
                 const std::string& up) {
  std::string out = fmt::format(
      "<rect x='{0}' y='{1}' width='{2}' height='{2}' fill='none' stroke='#888'/>"
      "<text x='{3}' y='{4}' text-anchor='middle' font-weight='bold'>{5}</text>"
      "<text x='{3}' y='{6}' text-anchor='middle'>{7}</text>"
      "<text x='{8}' y='{9}' text-anchor='middle' transform='rotate(-90 {8} {9})'>{10}</text>",
      x, y, size, x + size / 2, y - 12, title, y + size + 34, across, x - 38, y + size / 2, up);
  for (int tick = 0; tick <= 10; tick += 2) {
    const double part = tick / 10.0;
    out += fmt::format(
        "<text x='{}' y='{}' text-anchor='middle' font-size='11'>{:.1f}</text>"
        "<text x='{}' y='{}' text-anchor='end' font-size='11'>{:.1f}</text>",
        x + size * part, y + size + 16, part, x - 6, y + size * (1 - part) + 4, part);
  }
  return out;
}

}  // namespace

std::string compare_json(const nlohmann::json& before, const nlohmann::json& after) {
  std::string out;
  compare_level(before, after, "", out);
  return out.empty() ? "no figure changed\n" : out;
}

std::string svg(const std::vector<Group>& groups) {
  static constexpr std::array<const char*, 6> kColours{"#1b6ca8", "#c0392b", "#218c5b",
                                                       "#8e44ad", "#b9770e", "#444444"};
  constexpr double kSize = 340;
  constexpr double kLeft = 60;
  constexpr double kTop = 40;
  constexpr double kRight = 2 * kLeft + kSize + 30;
  std::string out = fmt::format(
      "<svg xmlns='http://www.w3.org/2000/svg' width='{}' height='{}' font-family='sans-serif' "
      "font-size='13'>"
      "<rect width='100%' height='100%' fill='white'/>",
      kRight + kSize + 30, kTop + kSize + 60 + 20.0 * static_cast<double>(groups.size()));
  out += axis(kLeft, kTop, kSize, "Reliability", "score", "share that is the same party");
  out += axis(kRight, kTop, kSize, "Precision and recall", "recall", "precision");
  out += fmt::format("<line x1='{}' y1='{}' x2='{}' y2='{}' stroke='#bbb' stroke-dasharray='4'/>", kLeft,
                     kTop + kSize, kLeft + kSize, kTop);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const char* colour = kColours[g % kColours.size()];
    std::string line;
    for (const Bin& bin : groups[g].figures.bins) {
      constexpr std::size_t kFewest = 10;  // fewer say nothing
      if (bin.pairs < kFewest) continue;
      line +=
          fmt::format("{:.1f},{:.1f} ", kLeft + kSize * bin.mean_score, kTop + kSize * (1 - bin.share_same));
    }
    out += fmt::format("<polyline points='{}' fill='none' stroke='{}' stroke-width='2'/>", line, colour);
    line.clear();
    // Steps too small to be seen would only make the file large.
    constexpr double kSeen = 0.003;
    const CurvePoint* last = nullptr;
    for (const CurvePoint& point : groups[g].figures.curve) {
      const bool seen = last == nullptr || std::abs(point.recall - last->recall) > kSeen ||
                        std::abs(point.precision - last->precision) > kSeen;
      if (!seen && &point != &groups[g].figures.curve.back()) continue;
      line +=
          fmt::format("{:.1f},{:.1f} ", kRight + kSize * point.recall, kTop + kSize * (1 - point.precision));
      last = &point;
    }
    out += fmt::format("<polyline points='{}' fill='none' stroke='{}' stroke-width='2'/>", line, colour);
    const double y = kTop + kSize + 60 + 20.0 * static_cast<double>(g);
    out += fmt::format(
        "<rect x='{}' y='{}' width='14' height='10' fill='{}'/><text x='{}' y='{}'>{} ({} pairs)</text>",
        kLeft, y - 9, colour, kLeft + 22, y, groups[g].name, groups[g].figures.at_default.pairs());
  }
  return out + "</svg>\n";
}

std::string failures(const std::vector<ScoredPair>& pairs) {
  std::map<std::string, std::vector<const ScoredPair*>> groups;
  for (const ScoredPair& pair : pairs) {
    if (pair.match != pair.pair.same) groups[pair.pair.set + " / " + pair.pair.change].push_back(&pair);
  }
  std::string out;
  for (auto& [name, wrong] : groups) {
    std::stable_sort(wrong.begin(), wrong.end(),
                     [](const auto* a, const auto* b) { return a->pair.same > b->pair.same; });
    out += fmt::format("== {} ({})\n", name, wrong.size());
    for (const ScoredPair* pair : wrong) {
      out += fmt::format("{} {:.3f} {} | {} | {}  [{}; {}]\n", pair->pair.same ? "MISSED" : "FALSE ",
                         pair->score, schema_group(pair->pair.schema), pair->pair.left, pair->pair.right,
                         pair->pair.script, pair->pair.note);
    }
  }
  return out;
}

}  // namespace weir::accuracy
