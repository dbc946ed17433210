// Look-back against a full re-run, on ordinary invented customers and the real OFAC and UN lists.
//
//   bench_ledger                                    100,000 past questions, both ways in full
//   WEIR_BENCH_QUESTIONS=10000000 bench_ledger      and that many; the re-run is then measured on a sample of
//                                                   every 5,000th question and multiplied
//   WEIR_BENCH_LINES=1000000 bench_ledger           that many past shipment lines and a changed measure
//   (default
//                                                   200,000); the re-run on every 50th line, multiplied
//
// Histories are kept in WEIR_BENCH_FOLDER (default /tmp) as weir-bench-N.weirhist and used again.
// The change of the lists: 100 entries, of which a third new, a third gone, a third changed in a name, a
// birth date, an identifier or a programme.
#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "accuracy/customers.hpp"
#include "ledger/history_writer.hpp"
#include "ledger/lookback.hpp"
#include "ledger/rule_lookback.hpp"
#include "lists/load.hpp"
#include "snapshot/builder.hpp"

namespace {

using namespace weir;

std::uint64_t environment(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

// The real lists, or nothing where the folder is absent.
const std::vector<Party>& real_entries() {
  static const std::vector<Party> entries = [] {
    std::vector<Party> out;
    const std::string folder = WEIR_SHARED_DATA;
    lists::load_lists(
        {{.path = folder + "/ofac_sdn_2021_07"}, {.path = folder + "/un_sc"}}, {},
        {.list = [](const lists::ListInfo&) {},
         .file = [](const lists::LoadedFile&) {},
         .party = [&](Party&& party) { out.push_back(std::move(party)); },
         .reject = [](const std::string&, lists::Reject&&) {},
         .problem = [](const Fault& fault) { std::fprintf(stderr, "%s\n", fault.text().c_str()); },
         .note = [](const std::string&) {}});
    return out;
  }();
  return entries;
}

const accuracy::CustomerMaker& customers() {
  static const accuracy::CustomerMaker maker = [] {
    auto loaded = accuracy::CustomerMaker::load(WEIR_SOURCE_DIR "/bench/accuracy/customers");
    if (!loaded) {
      std::fprintf(stderr, "%s\n", loaded.error().c_str());
      std::abort();
    }
    return std::move(*loaded);
  }();
  return maker;
}

snapshot::View compile(const std::vector<Party>& parties) {
  snapshot::Builder builder;
  for (const Party& party : parties) {
    if (!builder.add(party)) std::abort();
  }
  return std::move(snapshot::View::from_bytes("bench", builder.to_bytes()).value());
}

struct Versions {
  snapshot::View before;
  snapshot::View after;
};

Versions make_versions(std::size_t changes) {
  const std::vector<Party>& all = real_entries();
  std::vector<Party> before;
  std::vector<Party> after;
  const std::size_t step = all.size() / changes;
  std::size_t change = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % step != 0 || change == changes) {
      before.push_back(all[i]);
      after.push_back(all[i]);
      continue;
    }
    Party altered = all[i];
    switch (change++ % 3) {
      case 0:
        after.push_back(all[i]);
        break;
      case 1:
        before.push_back(all[i]);
        break;
      default:
        switch (change % 4) {
          case 0:
            altered.names.push_back(
                {.text = all[(i + 17) % all.size()].names.front().text, .kind = NameKind::Alias});
            break;
          case 1:
            altered.birth_dates.clear();
            break;
          case 2:
            altered.identifiers.push_back({.type = IdentifierType::Passport, .value = "710000000"});
            break;
          default:
            altered.programmes.push_back("NEW");
            break;
        }
        before.push_back(all[i]);
        after.push_back(std::move(altered));
    }
  }
  return {compile(before), compile(after)};
}

// Customers put together from the parts of 50,000 that the evaluation kit draws with real life's frequencies:
// as common names stay common, and it is quick enough for ten million.
struct Pool {
  std::vector<Party> people;
  std::vector<Party> companies;
};

const Pool& pool() {
  static const Pool made = [] {
    Pool out;
    constexpr std::uint64_t kCustomers = 50'000;
    for (std::uint64_t i = 0; i < kCustomers; ++i) {
      Party party = customers().make(i).party;
      (party.schema == Schema::Person ? out.people : out.companies).push_back(std::move(party));
    }
    return out;
  }();
  return made;
}

std::string exchange_word(const std::string& name, const std::string& other, bool last) {
  const std::size_t cut = last ? name.rfind(' ') : name.find(' ');
  const std::size_t other_cut = last ? other.rfind(' ') : other.find(' ');
  if (cut == std::string::npos || other_cut == std::string::npos) return other;
  return last ? name.substr(0, cut) + other.substr(other_cut) : other.substr(0, other_cut) + name.substr(cut);
}

ledger::PastQuestion make_question(std::uint64_t number) {
  const auto mix = [](std::uint64_t x) {  // splitmix64
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31U);
  };
  const std::uint64_t random = mix(number);
  constexpr std::uint64_t kBodies = 3;  // one customer in three is a company
  const std::vector<Party>& from = random % kBodies == 0 ? pool().companies : pool().people;
  ledger::PastQuestion question;
  question.party = from[mix(random) % from.size()];
  question.party.names.resize(1);
  std::string& name = question.party.names.front().text;
  name = exchange_word(name, from[mix(random + 1) % from.size()].names.front().text,
                       question.party.schema == Schema::Person);
  question.party.list = "question";
  question.party.entry_id = "C" + std::to_string(number);
  // One in a thousand is like a listed party: its name with a letter left out.
  constexpr std::uint64_t kListed = 1000;
  if (number % kListed == 0) {
    const Party& like = real_entries()[(number / kListed) % real_entries().size()];
    question.party.schema = like.schema;
    question.party.names.assign(1, like.names.front());
    question.party.birth_dates = like.birth_dates;
    std::string& text = question.party.names.front().text;
    if (text.size() > 8) text.erase(text.size() / 2, 1);
  }
  question.date = Day{std::chrono::days{20000 + static_cast<int>(number % 700)}};
  question.context = {.snapshot = "0123456789abcdef0123456789abcdef", .engine = "weir bench"};
  question.outcome = ledger::PastOutcome::NoHit;
  return question;
}

std::string history_path(std::uint64_t questions) {
  const char* folder = std::getenv("WEIR_BENCH_FOLDER");
  return std::string(folder == nullptr ? "/tmp" : folder) + "/weir-bench-" + std::to_string(questions) +
         ".weirhist";
}

// Opens the history of that many questions, which is written first where it is not there.
ledger::History open_history(std::uint64_t questions) {
  const std::string path = history_path(questions);
  if (!std::filesystem::exists(path)) {
    const auto start = std::chrono::steady_clock::now();
    const double cpu = cpu_seconds();
    const std::string part = path + ".part" + std::to_string(::getpid());
    auto writer = ledger::HistoryWriter::open(part).value();
    for (std::uint64_t i = 0; i < questions; ++i) {
      if (!writer.add(make_question(i))) std::abort();
    }
    if (!writer.finish()) std::abort();
    std::filesystem::rename(part, path);
    std::fprintf(stderr, "%s written in %.1f s (%.1f s of CPU)\n", path.c_str(), seconds_since(start),
                 cpu_seconds() - cpu);
  }
  auto history = ledger::History::open(path);
  if (!history) {
    std::fprintf(stderr, "%s\n", history.error().text().c_str());
    std::abort();
  }
  return std::move(*history);
}

// Both ways over the same history; `stride` 1 means the re-run is complete and the results must be equal.
void lookback_against_rerun(benchmark::State& state, std::uint64_t questions, std::uint64_t stride) {
  if (real_entries().empty()) {
    state.SkipWithError("no real lists in " WEIR_SHARED_DATA);
    return;
  }
  static std::map<std::size_t, Versions> known;
  const auto changes = static_cast<std::size_t>(state.range(0));
  if (!known.contains(changes)) known.emplace(changes, make_versions(changes));
  const Versions& versions = known.at(changes);
  static_cast<void>(open_history(questions));
  const auto jobs = static_cast<unsigned>(state.range(1));
  for (auto step : state) {
    const auto start = std::chrono::steady_clock::now();
    const double cpu = cpu_seconds();
    const ledger::History history = open_history(questions);  // opening and verifying is part of it
    const auto quick = ledger::look_back(history, versions.before, versions.after, {.jobs = jobs}).value();
    const double quick_seconds = seconds_since(start);
    const double quick_cpu = cpu_seconds() - cpu;
    state.SetIterationTime(quick_seconds);
    const auto rerun_start = std::chrono::steady_clock::now();
    const double rerun_cpu_start = cpu_seconds();
    const auto full = ledger::rerun(history, versions.before, versions.after, {.jobs = jobs}, stride).value();
    const double scale = static_cast<double>(stride);
    const double rerun_seconds = seconds_since(rerun_start) * scale;
    const double rerun_cpu = (cpu_seconds() - rerun_cpu_start) * scale;
    if (stride == 1) {
      bool equal = quick.decisions.size() == full.decisions.size();
      for (std::size_t i = 0; equal && i < full.decisions.size(); ++i)
        equal = quick.decisions[i].record == full.decisions[i].record &&
                quick.decisions[i].hits == full.decisions[i].hits;
      if (!equal) state.SkipWithError("look-back and re-run differ");
    } else {
      // The sample's changed decisions must be among the look-back's.
      std::size_t at = 0;
      for (const ledger::ChangedDecision& decision : full.decisions) {
        while (at < quick.decisions.size() && quick.decisions[at].record < decision.record) ++at;
        if (at == quick.decisions.size() || quick.decisions[at].record != decision.record)
          state.SkipWithError("the look-back missed a decision");
      }
    }
    state.counters["questions"] = static_cast<double>(questions);
    state.counters["bytes_a_question"] =
        static_cast<double>(history.file_size()) / static_cast<double>(questions);
    state.counters["touched"] = static_cast<double>(quick.touched);
    state.counters["asked"] = static_cast<double>(quick.asked);
    state.counters["changed"] = static_cast<double>(quick.decisions.size());
    state.counters["lookback_s"] = quick_seconds;
    state.counters["lookback_cpu_s"] = quick_cpu;
    state.counters["rerun_s"] = rerun_seconds;
    state.counters["rerun_cpu_s"] = rerun_cpu;
    state.counters["times_faster_cpu"] = rerun_cpu / quick_cpu;
  }
}

void BM_LookbackBothWaysInFull(benchmark::State& state) {
  lookback_against_rerun(state, 100'000, 1);
}
BENCHMARK(BM_LookbackBothWaysInFull)
    ->ArgNames({"entries", "jobs"})
    ->Args({100, 2})
    ->Args({1, 2})
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

void BM_LookbackAgainstSampledRerun(benchmark::State& state) {
  const std::uint64_t questions = environment("WEIR_BENCH_QUESTIONS", 0);
  if (questions == 0) {
    state.SkipWithError("set WEIR_BENCH_QUESTIONS=10000000");
    return;
  }
  lookback_against_rerun(state, questions, environment("WEIR_BENCH_STRIDE", 5000));
}
BENCHMARK(BM_LookbackAgainstSampledRerun)
    ->ArgNames({"entries", "jobs"})
    ->Args({100, 1})
    ->Args({100, 2})
    ->Args({1, 2})
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

// Look-back alone, for profiles.
void BM_LookbackAlone(benchmark::State& state) {
  if (real_entries().empty()) {
    state.SkipWithError("no real lists in " WEIR_SHARED_DATA);
    return;
  }
  const Versions versions = make_versions(100);
  const ledger::History history = open_history(environment("WEIR_BENCH_QUESTIONS", 100'000));
  for (auto step : state) {
    const auto quick = ledger::look_back(history, versions.before, versions.after, {.jobs = 1}).value();
    state.counters["touched"] = static_cast<double>(quick.touched);
    state.counters["scored"] = static_cast<double>(quick.scored);
    state.counters["asked"] = static_cast<double>(quick.asked);
  }
}
BENCHMARK(BM_LookbackAlone)->Unit(benchmark::kMillisecond);

// ---- rules ----

// An ordinary line of an exporter: codes of many chapters, half with a control number, seven years.
ledger::PastQuestion make_line(std::uint64_t number) {
  static const std::vector<std::string> kCodes{
      "854231", "854232", "847150", "851762", "901420", "880622", "845710", "848210", "732690", "392690",
      "940360", "610910", "870899", "902710", "293339", "300490", "841381", "853400", "761699", "401693"};
  static const std::vector<std::string> kTo{"de", "fr", "cn", "tr", "ae", "us", "kz", "in",
                                            "jp", "br", "pl", "vn", "mx", "rs", "hk", "ru"};
  std::uint64_t random = number * 0x9E37'79B9'7F4A'7C15ULL;
  const auto below = [&](std::uint64_t bound) {
    random ^= random >> 29U;
    random *= 0xBF58'476D'1CE4'E5B9ULL;
    random ^= random >> 32U;
    return random % bound;
  };
  ledger::PastQuestion out;
  RuleQuestion& line = out.line.emplace();
  line.id = "L" + std::to_string(number);
  line.codes.push_back({.digits = kCodes[below(kCodes.size())], .nomenclature = {}});
  if (below(2) == 0) line.eccns.emplace_back("EAR99");
  line.departure.country = below(3) == 0 ? "de" : "us";
  line.destination.country = kTo[below(kTo.size())];
  out.date = Day{std::chrono::days{18'300 + static_cast<int>(below(2'500))}};
  return out;
}

ledger::History open_lines(std::uint64_t count) {
  const std::string path = history_path(count) + ".lines";
  if (!std::filesystem::exists(path)) {
    const std::string part = path + ".part" + std::to_string(::getpid());
    auto writer = ledger::HistoryWriter::open(part).value();
    for (std::uint64_t i = 0; i < count; ++i) {
      if (!writer.add(make_line(i))) std::abort();
    }
    if (!writer.finish()) std::abort();
    std::filesystem::rename(part, path);
  }
  return ledger::History::open(path).value();
}

// A measure that is new, in force from a day on: the shipped tables before, and one row more after.
void BM_RuleLookbackAgainstRerun(benchmark::State& state) {
  const std::string table = std::string(std::getenv("TMPDIR") == nullptr ? "/tmp" : std::getenv("TMPDIR")) +
                            "/weir-bench-" + std::to_string(::getpid()) + ".toml";
  if (std::FILE* file = std::fopen(table.c_str(), "w"); file != nullptr) {
    std::fputs(
        "[[measure]]\nid = \"bench-transit\"\ntitle = \"Bearings and machine tools by way of Turkey\"\ntype "
        "= "
        "\"licence\"\nhs = [\"8482\", \"8457\"]\nnomenclature = \"HS-2022\"\nto = [\"tr\", "
        "\"ae\"]\nvalid_from = "
        "2025-01-01\nrecorded_at = 2025-01-01\ncitation = \"invented\"\nstatus = \"unverified\"\n",
        file);
    std::fclose(file);
  }
  const RuleSet before = RuleSet::built_in();
  const RuleSet after = RuleSet::load({table});
  std::filesystem::remove(table);
  const std::uint64_t count = environment("WEIR_BENCH_LINES", 200'000);
  constexpr std::uint64_t kStride = 50;
  static_cast<void>(open_lines(count));
  for (auto step : state) {
    const double cpu = cpu_seconds();
    const auto start = std::chrono::steady_clock::now();
    const ledger::History history = open_lines(count);
    const auto quick = ledger::look_back_lines(history, before, after);
    const double quick_cpu = cpu_seconds() - cpu;
    state.SetIterationTime(seconds_since(start));
    const double rerun_cpu = cpu_seconds();
    const auto full = ledger::rerun_lines(history, before, after, {}, {}, kStride);
    const double full_cpu = (cpu_seconds() - rerun_cpu) * static_cast<double>(kStride);
    std::size_t at = 0;
    for (const ledger::ChangedLine& line : full.lines) {
      while (at < quick.lines.size() && quick.lines[at].record < line.record) ++at;
      if (at == quick.lines.size() || quick.lines[at].record != line.record)
        state.SkipWithError("the look-back missed a line");
    }
    state.counters["lines"] = static_cast<double>(quick.questions);
    state.counters["candidates"] = static_cast<double>(quick.candidates);
    state.counters["changed"] = static_cast<double>(quick.lines.size());
    state.counters["lookback_cpu_s"] = quick_cpu;
    state.counters["rerun_cpu_s"] = full_cpu;
    state.counters["times_faster_cpu"] = full_cpu / quick_cpu;
  }
}
BENCHMARK(BM_RuleLookbackAgainstRerun)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

void BM_Append(benchmark::State& state) {
  if (real_entries().empty()) {
    state.SkipWithError("no real lists in " WEIR_SHARED_DATA);
    return;
  }
  std::vector<ledger::PastQuestion> questions;
  for (std::uint64_t i = 0; i < 20'000; ++i) questions.push_back(make_question(i));
  std::size_t bytes = 0;
  for (auto step : state) {
    ledger::SegmentBuilder builder;
    for (const ledger::PastQuestion& question : questions) {
      if (!builder.add(question)) std::abort();
    }
    std::uint64_t previous = 0;
    bytes = builder.finish(0, previous).value().size();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * questions.size()));
  state.counters["bytes_a_question"] = static_cast<double>(bytes) / static_cast<double>(questions.size());
}
BENCHMARK(BM_Append)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
