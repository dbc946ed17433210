// Shipment lines per second against 10,000 measures: the compiled evaluator, and the interpreter beside it.
//
// The measures are invented but shaped like the real ones: HS prefixes of two to six digits (and some
// national ones), lists of countries and areas, dated versions, a tenth on control numbers with parameter
// tests, a tenth for all goods, some on parties, some with conditions. Lines are drawn at random: one HS-2022
// code each, a route, two facts, half of them a control number; days over six years.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <random>

#include "rules/rule_set.hpp"
#include "rules/words.hpp"

namespace weir {
namespace {

constexpr std::size_t kLines = 20'000;
const char* const kCountries[] = {"us", "de", "fr", "gb", "jp", "kr", "cn", "hk", "tw", "sg",
                                  "my", "vn", "th", "in", "ae", "tr", "kz", "kg", "am", "ge",
                                  "ru", "by", "ir", "sy", "cu", "kp", "br", "mx", "ca", "au"};
const char* const kEccns[] = {"EAR99", "3A001", "3A090", "3A991", "4A003",
                              "5A002", "5A992", "7A994", "9A991", "2B001"};

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool chance(unsigned percent) { return below(100) < percent; }
  std::string country() { return kCountries[below(std::size(kCountries))]; }
  // Codes cluster in the chapters that measures are about, as trade and rules do.
  std::string code(std::size_t digits) {
    static const int kChapters[] = {27, 28, 29, 38, 39, 72, 73, 76, 84, 85, 87, 88, 90, 93};
    std::string out = fmt::format(
        "{:02}", chance(80) ? kChapters[below(std::size(kChapters))] : 1 + static_cast<int>(below(76)));
    while (out.size() < digits) out += static_cast<char>('0' + below(10));
    return out;
  }
  std::string date() { return fmt::format("20{}-{:02}-{:02}", 20 + below(6), 1 + below(12), 1 + below(28)); }

 private:
  std::mt19937_64 engine_;
};

std::string table_of(std::size_t count) {
  Draw draw(42);
  std::string out =
      "measure\ttitle\ttype\ths\tnomenclature\teccn\tto\tnot_to\tfrom\torigin\tparties\twhen\tvalid_"
      "from\tvalid_to\trecorded_at\tcitation\tstatus\n";
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t kind = draw.below(10);
    const std::string from = draw.date();
    std::string hs;
    std::string nomenclature;
    std::string eccn;
    if (kind < 8) {
      const bool national = draw.chance(10);
      for (std::size_t c = 1 + draw.below(4); c > 0; --c) {
        const std::size_t digits = national ? 8 : draw.chance(10) ? 4 : 6;
        hs += (hs.empty() ? "" : ";") + draw.code(digits);
      }
      nomenclature = from < "2022" ? "HS-2017" : national ? "HTS-2024" : "HS-2022";
      if (from < "2022" && national) hs = draw.code(6);
    } else if (kind == 8) {
      eccn = kEccns[1 + draw.below(std::size(kEccns) - 1)];
    }
    std::string to;
    for (std::size_t c = 1 + draw.below(3); c > 0; --c) to += (to.empty() ? "" : ";") + draw.country();
    if (draw.chance(30)) to = draw.chance(50) ? "us-country-group-d5" : "us-russia-belarus";
    if (kind < 8 && draw.chance(15)) to = "*";
    const std::string when = draw.chance(20) ? "tpp >= 4800 or (tpp >= 1600 and performance_density >= 5.92)"
                             : draw.chance(20) ? "value > 5000"
                             : draw.chance(20) ? "$subject_to_ear"
                                               : "";
    out += fmt::format("b{}\tT\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\tC\tverified\n", i,
                       draw.chance(70) ? "licence" : "notice", hs, nomenclature, eccn, to,
                       draw.chance(10) ? "de;fr" : "", draw.chance(20) ? draw.country() : "",
                       draw.chance(10) ? draw.country() : "",
                       kind == 9 && draw.chance(80) ? "list:us_bis_entity" : "", when, from,
                       nomenclature == "HS-2017" ? "2021-12-31"
                       : draw.chance(40)         ? "2026-12-31"
                                                 : "",
                       from);
  }
  return out;
}

struct World {
  RuleSet rules;
  std::vector<RuleQuestion> lines;
  std::vector<Day> days;
};

World make_world(std::size_t measures, unsigned with_eccn) {
  std::vector<RuleIssue> issues;
  auto tables = rules::built_in_tables();
  tables.push_back({"bench.tsv", table_of(measures)});
  auto state = rules::build(tables, issues);
  for (const RuleIssue& issue : issues) {
    if (issue.kind == RuleIssueKind::Error) {
      std::fprintf(stderr, "%s\n", issue.text().c_str());
      std::abort();
    }
  }
  World out{RuleSet(std::move(state)), {}, {}};
  Draw draw(7);
  for (std::size_t i = 0; i < kLines; ++i) {
    RuleQuestion& line = out.lines.emplace_back();
    line.codes.push_back({draw.code(draw.chance(20) ? 8 : 6), {}, false});
    if (line.codes[0].digits.size() > 6) line.codes[0].nomenclature.system = CodeSystem::Hts;
    const std::string date = draw.date();
    if (date < "2022") line.codes[0].nomenclature.hs_edition = 2017;
    if (draw.chance(with_eccn))
      line.eccns.emplace_back(kEccns[draw.chance(70) ? 0 : draw.below(std::size(kEccns))]);
    line.departure.country = draw.country();
    line.destination.country = draw.country();
    line.origin.country = draw.country();
    line.value = Number(static_cast<std::int64_t>(draw.below(20'000)));
    line.currency = "USD";
    line.facts.push_back({"subject_to_ear", draw.chance(50)});
    line.facts.push_back({"end_use", std::string(draw.chance(90) ? "civil" : "military")});
    out.days.push_back(*rules::parse_rule_day(date));
  }
  return out;
}

const World& world() {
  static const World kWorld = make_world(10'000, 50);
  return kWorld;
}

void measure(benchmark::State& state, const World& all) {
  const RuleEvaluator evaluator(all.rules);
  RuleVerdict verdict;
  std::size_t i = 0;
  std::size_t met = 0;
  std::size_t undecided = 0;
  for (auto _ : state) {
    evaluator.evaluate(all.lines[i], all.days[i], verdict);
    benchmark::DoNotOptimize(verdict.outcome);
    met += verdict.met.size();
    undecided += verdict.undecided.size();
    if (++i == kLines) i = 0;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
  state.counters["met/line"] = static_cast<double>(met) / static_cast<double>(state.iterations());
  state.counters["open/line"] = static_cast<double>(undecided) / static_cast<double>(state.iterations());
}
void compiled(benchmark::State& state) {
  measure(state, world());
}
BENCHMARK(compiled)->Unit(benchmark::kNanosecond);

// Every line has its control number, as an exporter's file should: fewer measures stay open.
void compiled_with_eccn(benchmark::State& state) {
  static const World kWorld = make_world(10'000, 100);
  measure(state, kWorld);
}
BENCHMARK(compiled_with_eccn)->Unit(benchmark::kNanosecond);

void interpreter(benchmark::State& state) {
  const World& all = world();
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        decide(all.rules, all.lines[i], all.days[i], kLatestKnowledge, {.not_met = false}));
    if (++i == kLines) i = 0;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(interpreter)->Unit(benchmark::kMicrosecond);

// The tables that ship alone, explained: what one line on the command line costs.
void explained_shipped(benchmark::State& state) {
  const RuleSet rules = RuleSet::built_in();
  const World& all = world();
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(decide(rules, all.lines[i], all.days[i]));
    if (++i == kLines) i = 0;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(explained_shipped)->Unit(benchmark::kMicrosecond);

void compile_ten_thousand(benchmark::State& state) {
  const World& all = world();
  for (auto _ : state) benchmark::DoNotOptimize(RuleEvaluator(all.rules));
}
BENCHMARK(compile_ten_thousand)->Unit(benchmark::kMillisecond);

void load_ten_thousand(benchmark::State& state) {
  auto tables = rules::built_in_tables();
  tables.push_back({"bench.tsv", table_of(10'000)});
  for (auto _ : state) {
    std::vector<RuleIssue> issues;
    benchmark::DoNotOptimize(rules::build(tables, issues));
  }
}
BENCHMARK(load_ten_thousand)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace weir

BENCHMARK_MAIN();
