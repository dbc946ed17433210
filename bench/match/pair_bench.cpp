// Pairs of names: analysed, from raw strings, and the distance of two words beside its plain reference.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

#include "accuracy/changes.hpp"
#include "accuracy/customers.hpp"
#include "match/compare.hpp"
#include "match/distance.hpp"
#include "match/score.hpp"
#include "text/analyse.hpp"
#include "weir/engine.hpp"

namespace weir {
namespace {

struct NamePair {
  Schema schema = Schema::Person;
  std::string left;
  std::string right;
};

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Half are two customers' names, half a name and its mistyped self: what retrieval hands to the scorer lies
// between. Latin letters without accents.
const std::vector<NamePair>& pairs() {
  static const std::vector<NamePair> made = [] {
    std::vector<NamePair> out;
    const auto maker = accuracy::CustomerMaker::load(WEIR_SOURCE_DIR "/bench/accuracy/customers");
    if (!maker) return out;
    accuracy::Random random(1);
    constexpr std::size_t kPairs = 4096;
    for (std::uint64_t i = 0; out.size() < kPairs; i += 2) {
      const Party left = maker->make(i).party;
      const Party right = maker->make(i + 1).party;
      if (left.schema != right.schema || !is_ascii(left.names[0].text) || !is_ascii(right.names[0].text))
        continue;
      out.push_back({.schema = left.schema, .left = left.names[0].text, .right = right.names[0].text});
      const auto mistyped = accuracy::mistype(left.names[0].text, random);
      if (mistyped)
        out.push_back({.schema = left.schema, .left = left.names[0].text, .right = mistyped->name});
    }
    return out;
  }();
  return made;
}

void per_second(benchmark::State& state, std::size_t each) {
  state.counters["pairs_per_s"] =
      benchmark::Counter(static_cast<double>(each), benchmark::Counter::kIsIterationInvariantRate);
}

void score_analysed(benchmark::State& state) {
  struct Analysed {
    Schema schema = Schema::Person;
    text::AnalysedName left;
    text::AnalysedName right;
    std::vector<std::vector<match::Word>> left_words;
    std::vector<std::vector<match::Word>> right_words;
  };
  std::vector<Analysed> analysed;
  for (const NamePair& pair : pairs())
    analysed.push_back({.schema = pair.schema,
                        .left = text::analyse(pair.left, pair.schema),
                        .right = text::analyse(pair.right, pair.schema),
                        .left_words = {},
                        .right_words = {}});
  for (Analysed& pair : analysed) {  // the words point into the forms, which have their place now
    for (const text::Form& form : pair.left.forms) pair.left_words.push_back(match::words_of(form));
    for (const text::Form& form : pair.right.forms) pair.right_words.push_back(match::words_of(form));
  }
  for (auto _ : state) {
    for (const Analysed& pair : analysed)
      benchmark::DoNotOptimize(match::best_forms(pair.left_words, pair.right_words, pair.schema));
  }
  per_second(state, analysed.size());
}
BENCHMARK(score_analysed)->Unit(benchmark::kMillisecond);

void compare_raw_latin(benchmark::State& state) {
  for (auto _ : state) {
    for (const NamePair& pair : pairs())
      benchmark::DoNotOptimize(compare_names(pair.left, pair.right, pair.schema));
  }
  per_second(state, pairs().size());
}
BENCHMARK(compare_raw_latin)->Unit(benchmark::kMillisecond);

void analyse_latin(benchmark::State& state) {
  for (auto _ : state) {
    for (const NamePair& pair : pairs()) benchmark::DoNotOptimize(text::analyse(pair.left, pair.schema));
  }
  state.counters["names_per_s"] =
      benchmark::Counter(static_cast<double>(pairs().size()), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(analyse_latin)->Unit(benchmark::kMillisecond);

using Distance = std::size_t (*)(std::string_view, std::string_view);

void distance_of(benchmark::State& state, Distance distance) {
  std::vector<std::pair<std::string, std::string>> words;
  for (const NamePair& pair : pairs()) {
    const auto last = [](const std::string& name) { return name.substr(name.rfind(' ') + 1); };
    words.emplace_back(last(pair.left), last(pair.right));
  }
  for (auto _ : state) {
    for (const auto& [left, right] : words) benchmark::DoNotOptimize(distance(left, right));
  }
  per_second(state, words.size());
}
void osa_bit_parallel(benchmark::State& state) {
  distance_of(state, [](std::string_view a, std::string_view b) { return match::osa_distance(a, b); });
}
void osa_plain_reference(benchmark::State& state) {
  distance_of(state,
              [](std::string_view a, std::string_view b) { return match::osa_distance_reference(a, b); });
}
BENCHMARK(osa_bit_parallel);
BENCHMARK(osa_plain_reference);

}  // namespace
}  // namespace weir
