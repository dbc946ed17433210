#include "accuracy/recall.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iterator>
#include <mutex>
#include <thread>

#include "accuracy/changes.hpp"
#include "accuracy/pairs.hpp"
#include "accuracy/plain_words.hpp"
#include "match/exhaustive_scan.hpp"

namespace weir::accuracy {
namespace {

// Latin to Cyrillic, letter by letter: enough to ask in another script.
std::string in_cyrillic(std::string_view name) {
  struct Row {
    std::string_view from;
    std::string_view to;
  };
  static constexpr Row kRows[] = {
      {"shch", "щ"}, {"sh", "ш"}, {"ch", "ч"}, {"zh", "ж"}, {"kh", "х"}, {"ts", "ц"}, {"yu", "ю"},
      {"ya", "я"},   {"ph", "ф"}, {"a", "а"},  {"b", "б"},  {"c", "к"},  {"d", "д"},  {"e", "е"},
      {"f", "ф"},    {"g", "г"},  {"h", "х"},  {"i", "и"},  {"j", "дж"}, {"k", "к"},  {"l", "л"},
      {"m", "м"},    {"n", "н"},  {"o", "о"},  {"p", "п"},  {"q", "к"},  {"r", "р"},  {"s", "с"},
      {"t", "т"},    {"u", "у"},  {"v", "в"},  {"w", "в"},  {"x", "кс"}, {"y", "й"},  {"z", "з"}};
  std::string out;
  for (const std::string& word : plain_words(name)) {
    if (!out.empty()) out += ' ';
    for (std::size_t at = 0; at < word.size();) {
      const auto* row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& candidate) {
        return std::string_view(word).substr(at).starts_with(candidate.from);
      });
      if (row == std::end(kRows)) {
        out += word[at++];
      } else {
        out += row->to;
        at += row->from.size();
      }
    }
  }
  return out;
}

std::string without_a_word(std::string_view name, Random& random) {
  std::vector<std::string> words = plain_words(name);
  if (words.size() < 3) return {};
  words.erase(words.begin() + static_cast<std::ptrdiff_t>(random.below(words.size())));
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string turned(std::string_view name) {
  std::vector<std::string> words = plain_words(name);
  if (words.size() < 2) return {};
  std::rotate(words.begin(), words.end() - 1, words.end());
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

}  // namespace

std::vector<Query> recall_queries(const std::vector<Party>& parties, std::size_t count) {
  std::vector<Query> out;
  constexpr std::size_t kKinds = 7;
  // Every party once before any party twice.
  for (std::size_t round = 0; out.size() < count && round < kKinds; ++round) {
    for (std::size_t p = 0; p < parties.size() && out.size() < count; ++p) {
      const Party& party = parties[p];
      const std::string& name = party.names[party.names.size() > 1 ? round % party.names.size() : 0].text;
      Random random(stable_hash("recall " + party.list + party.entry_id + std::to_string(round)));
      Query query{.schema = party.schema, .name = {}, .change = {}};
      switch ((p + round) % kKinds) {
        case 0:
          query = {.schema = party.schema, .name = name, .change = "as listed"};
          break;
        case 1:
          if (auto change = mistype(name, random))
            query = {.schema = party.schema, .name = change->name, .change = "one edit"};
          break;
        case 2:
          if (auto change = mistype_twice(name, random))
            query = {.schema = party.schema, .name = change->name, .change = "two edits"};
          break;
        case 3:
          query = {.schema = party.schema, .name = without_a_word(name, random), .change = "word dropped"};
          break;
        case 4:
          query = {.schema = party.schema, .name = turned(name), .change = "order"};
          break;
        case 5: {
          auto changes = respell(name, random);
          if (!changes.empty())
            query = {.schema = party.schema, .name = changes.front().name, .change = "other spelling"};
          break;
        }
        default:
          if (is_latin(name))
            query = {.schema = party.schema, .name = in_cyrillic(name), .change = "other script"};
          break;
      }
      if (!query.name.empty()) out.push_back(std::move(query));
    }
  }
  return out;
}

RecallResult measure_recall(const snapshot::View& snapshot, const std::vector<Query>& queries,
                            unsigned threads) {
  RecallResult out;
  const auto start = std::chrono::steady_clock::now();
  const match::AllForms all(snapshot);
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  const auto work = [&] {
    match::Retriever retriever(snapshot);
    for (std::size_t q = next++; q < queries.size(); q = next++) {
      const Query& query = queries[q];
      const screen::QuestionName question(query.name, query.schema);
      const std::vector<std::uint32_t> wanted = match::exhaustive_scan(all, question, query.schema);
      const std::vector<std::uint32_t> got = match::retrieved(retriever, question, query.schema);
      std::vector<std::uint32_t> lost;
      std::set_difference(wanted.begin(), wanted.end(), got.begin(), got.end(), std::back_inserter(lost));
      const std::lock_guard lock(mutex);
      for (RecallCount* counts : {&out.all, &out.by_change[query.change]}) {
        ++counts->queries;
        counts->names += wanted.size();
        counts->found += wanted.size() - lost.size();
      }
      constexpr std::size_t kMostLost = 200;
      for (const std::uint32_t name : lost) {
        if (out.lost.size() < kMostLost)
          out.lost.push_back(query.change + " | " + query.name + " | " +
                             std::string(snapshot.string(snapshot.names()[name].text)));
      }
    }
  };
  std::vector<std::thread> workers;
  for (unsigned i = 1; i < threads; ++i) workers.emplace_back(work);
  work();
  for (std::thread& worker : workers) worker.join();
  std::sort(out.lost.begin(), out.lost.end());
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return out;
}

}  // namespace weir::accuracy
