// Look-back against a full re-run: the same decisions change, in the same way.
#include "ledger/lookback.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "ledger/history_of.hpp"
#include "ledger/history_writer.hpp"
#include "ledger/invented.hpp"
#include "lists/load.hpp"
#include "snapshot/builder.hpp"

namespace weir::ledger {
namespace {

using testing::history_of;
using testing::Invented;

snapshot::View snapshot_of(const std::vector<Party>& parties) {
  snapshot::Builder builder;
  for (const Party& party : parties) EXPECT_TRUE(builder.add(party));
  auto view = snapshot::View::from_bytes("test", builder.to_bytes());
  EXPECT_TRUE(view) << view.error().text();
  return std::move(*view);
}

// What one of the two has and the other has not, for the failure's message.
std::string differences(const LookbackResult& quick, const LookbackResult& full) {
  std::string out;
  for (const LookbackResult* one : {&quick, &full}) {
    const LookbackResult& other = one == &quick ? full : quick;
    for (const ChangedDecision& decision : one->decisions) {
      const bool in_both = std::any_of(other.decisions.begin(), other.decisions.end(),
                                       [&](const ChangedDecision& d) { return d.record == decision.record; });
      if (in_both) continue;
      out += one == &quick ? "only look-back: " : "only re-run: ";
      for (const Name& name : decision.question.party.names) out += name.text + " | ";
      for (const ChangedHit& hit : decision.hits)
        out += std::string(hit_change_text(hit.change)) + " " + hit.entry_id + ": " +
               std::to_string(hit.before) + " -> " + std::to_string(hit.after) + "; ";
      for (const Decision* side : {&decision.before, &decision.after}) {
        for (const Hit& hit : side->hits) {
          out += "\n    " + hit.entry_id + " " + hit.matched_name;
          for (const Evidence& evidence : hit.evidence) out += " | " + evidence.text;
        }
      }
      out += "\n";
    }
  }
  return out;
}

void expect_equal(const LookbackResult& quick, const LookbackResult& full) {
  ASSERT_EQ(differences(quick, full), "");
  ASSERT_EQ(quick.decisions.size(), full.decisions.size());
  for (std::size_t i = 0; i < full.decisions.size(); ++i) {
    ASSERT_EQ(quick.decisions[i].record, full.decisions[i].record);
    EXPECT_EQ(quick.decisions[i].hits, full.decisions[i].hits);
    EXPECT_EQ(quick.decisions[i].before.hits, full.decisions[i].before.hits);
    EXPECT_EQ(quick.decisions[i].after.hits, full.decisions[i].after.hits);
  }
}

struct BothWays {
  LookbackResult quick;
  LookbackResult full;
};
BothWays both_ways(const std::vector<PastQuestion>& questions, std::size_t segments,
                   const std::vector<Party>& before, const std::vector<Party>& after) {
  const History history = history_of(questions, segments);
  const snapshot::View old_lists = snapshot_of(before);
  const snapshot::View new_lists = snapshot_of(after);
  auto quick = look_back(history, old_lists, new_lists, {.jobs = 2});
  auto full = rerun(history, old_lists, new_lists);
  EXPECT_TRUE(quick) << quick.error().text();
  EXPECT_TRUE(full) << full.error().text();
  if (!quick || !full) return {};
  EXPECT_EQ(quick->unreadable, 0U);
  return {std::move(*quick), std::move(*full)};
}

// Adds, changes and removes some of `entries`, and puts the rest into another order.
std::vector<Party> next_version(Invented& invented, std::vector<Party> entries, std::size_t changes,
                                std::size_t& next_id) {
  for (std::size_t i = 0; i < changes; ++i) {
    switch (invented.below(4)) {
      case 0:
        entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(invented.below(entries.size())),
                       invented.entry(next_id++));
        break;
      case 1:
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(invented.below(entries.size())));
        break;
      default:
        invented.change(entries[invented.below(entries.size())]);
        break;
    }
  }
  if (invented.chance(0.3)) std::reverse(entries.begin(), entries.end());
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i].source.line = i + 1;
  return entries;
}

void check_random_delta(std::uint64_t seed, std::size_t entry_count, std::size_t changes,
                        std::size_t question_count, std::size_t& decisions) {
  Invented invented(seed);
  std::vector<Party> before;
  std::size_t next_id = 0;
  while (before.size() < entry_count) before.push_back(invented.entry(next_id++));
  const std::vector<Party> after = next_version(invented, before, changes, next_id);
  // Questions are like entries of either version, changed and unchanged, and like nothing at all.
  std::vector<Party> both = before;
  both.insert(both.end(), after.begin(), after.end());
  const auto add_changed = [&](const std::vector<Party>& version, const std::vector<Party>& other) {
    for (const Party& party : version) {
      const bool same = std::any_of(other.begin(), other.end(), [&](const Party& p) {
        return p.entry_id == party.entry_id && party_digest(p) == party_digest(party);
      });
      if (!same) both.push_back(party);
    }
  };
  for (std::size_t copies = 0; copies < entry_count / 4; copies += changes) {
    add_changed(before, after);
    add_changed(after, before);
  }
  std::vector<PastQuestion> questions;
  for (std::size_t i = 0; i < question_count; ++i) questions.push_back(invented.question(i, both));
  const BothWays both_results = both_ways(questions, 1 + invented.below(3), before, after);
  expect_equal(both_results.quick, both_results.full);
  decisions += both_results.full.decisions.size();
}

TEST(Lookback, EqualsAFullRerunOnRandomDeltas) {
  std::size_t decisions = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    check_random_delta(seed, 40 + seed * 7, 1 + seed % 17, 250, decisions);
    if (HasFatalFailure()) FAIL() << "seed " << seed;
  }
  EXPECT_GT(decisions, 400U);  // the test tests something
}

TEST(Lookback, EqualsAFullRerunWhateverTheSeed) {
  EXPECT_TRUE(rc::check("look-back equals a full re-run", [](std::uint64_t seed) {
    Invented invented(seed);
    std::size_t decisions = 0;
    check_random_delta(seed, 20 + invented.below(200), 1 + invented.below(40), 60, decisions);
    RC_ASSERT(!HasFatalFailure() && !HasNonfatalFailure());
  }));
}

// One name of two to four words as different offices write it: some of them as one word, one to its letter,
// with an error; of the words some are Arabic, whose vowels are guessed, and some are particles.
struct Glued {
  std::vector<std::string> words;

  static Glued draw(Invented& invented) {
    constexpr std::array<std::string_view, 18> kParts{"Abd",  "al",   "Rahman", "Qadir", "bin",  "Jong",
                                                      "Un",   "Mi",   "Hae",    "محمد",  "رحمن", "قادر",
                                                      "كوثر", "Noor", "van",    "Ivan",  "Sta",  "Ren"};
    Glued out;
    for (std::size_t i = 0, count = 2 + invented.below(3); i < count; ++i)
      out.words.emplace_back(invented.chance(0.15) ? invented.invented_word() : invented.one(kParts));
    return out;
  }
  [[nodiscard]] std::string write(Invented& invented) const {
    std::string out;
    for (const std::string& word : words) {
      std::string written = word;
      const bool latin = written[0] >= 'A' && written[0] <= 'z';
      if (latin && invented.chance(0.12)) {
        written = written.substr(0, 1) + ".";
      } else if (latin && written.size() > 2 && invented.chance(0.15)) {
        written[1 + invented.below(written.size() - 1)] = static_cast<char>('a' + invented.below(26));
      }
      if (!out.empty() && !invented.chance(0.45)) out += ' ';
      out += written;
    }
    return out;
  }
};

// One organisation's name as different offices write it: some words of it by their letters, in another order,
// with legal forms, with an error.
struct Abbreviated {
  std::vector<std::string> words;

  static Abbreviated draw(Invented& invented) {
    constexpr std::array<std::string_view, 18> kParts{
        "National", "Iranian", "Oil", "of",    "Iran",    "Shipping", "Lines",       "Bank",    "and",
        "Islamic",  "the",     "al",  "Trade", "General", "Orient",   "Corporation", "Company", "Institute"};
    Abbreviated out;
    for (std::size_t count = 3 + invented.below(4); out.words.size() < count;) {
      std::string word(invented.chance(0.1) ? invented.invented_word() : invented.one(kParts));
      if (std::find(out.words.begin(), out.words.end(), word) == out.words.end())
        out.words.push_back(std::move(word));
    }
    return out;
  }
  [[nodiscard]] std::string write(Invented& invented) const {
    std::vector<std::string> parts = words;
    if (invented.chance(0.5)) {  // some neighbours by their letters
      const std::size_t first = invented.below(parts.size() - 2);
      const std::size_t count = 3 + invented.below(parts.size() - first - 2);
      std::string letters;
      for (std::size_t i = first; i < first + count; ++i) {
        const bool small = parts[i][0] >= 'a' && parts[i][0] <= 'z';
        if (!small || invented.chance(0.3)) letters += static_cast<char>(parts[i][0] & ~0x20);
      }
      const auto begin = parts.begin() + static_cast<std::ptrdiff_t>(first);
      parts.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
      parts.insert(parts.begin() + static_cast<std::ptrdiff_t>(first), letters);
    }
    if (invented.chance(0.2)) std::rotate(parts.begin(), parts.end() - 1, parts.end());
    std::string out;
    for (std::string& part : parts) {
      if (part.size() > 3 && invented.chance(0.1))
        part[1 + invented.below(part.size() - 1)] = static_cast<char>('a' + invented.below(26));
      out += (out.empty() ? "" : " ") + part;
    }
    if (invented.chance(0.4)) out += " " + std::string(invented.one(testing::kForm));
    if (invented.chance(0.1)) out.insert(0, "Ltd ");
    return out;
  }
};

// Questions about names that `Written` draws, each written anew by every list and question.
template <class Written>
void check_writings(std::uint64_t seed, std::size_t& decisions) {
  Invented invented(seed);
  std::vector<Party> before;
  std::vector<Party> after;
  std::vector<PastQuestion> questions;
  constexpr std::array<Schema, 3> kSchemas{Schema::Person, Schema::LegalEntity, Schema::Company};
  for (std::size_t i = 0; i < 25; ++i) {
    const Written name = Written::draw(invented);
    Party entry{.list = "l", .entry_id = std::to_string(i), .schema = kSchemas[invented.below(3)]};
    entry.names.push_back({.text = name.write(invented)});
    if (!invented.chance(0.4)) before.push_back(entry);
    if (!invented.chance(0.4)) after.push_back(entry);
    for (std::size_t k = 0; k < 4; ++k) {
      PastQuestion& question = questions.emplace_back();
      question.party = {.list = "question",
                        .entry_id = std::to_string(questions.size()),
                        .schema = invented.chance(0.7) ? entry.schema : kSchemas[invented.below(3)],
                        .names = {{.text = name.write(invented)}}};
      question.date = Day{std::chrono::days{20000}};
      if (invented.chance(0.3)) question.context.options.threshold = 0.5;
    }
  }
  const BothWays results = both_ways(questions, 1 + invented.below(2), before, after);
  expect_equal(results.quick, results.full);
  decisions += results.full.decisions.size();
}

TEST(Lookback, EqualsAFullRerunOnWordsWrittenAsOne) {
  std::size_t decisions = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    check_writings<Glued>(seed, decisions);
    if (HasFailure()) FAIL() << "seed " << seed;
  }
  EXPECT_GT(decisions, 1000U);  // the test tests something
}

TEST(Lookback, EqualsAFullRerunOnAcronyms) {
  std::size_t decisions = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    check_writings<Abbreviated>(seed, decisions);
    if (HasFailure()) FAIL() << "seed " << seed;
  }
  EXPECT_GT(decisions, 1000U);
}

TEST(Lookback, EachKindOfChangeIsFound) {
  const Party petrov{.list = "l",
                     .entry_id = "1",
                     .schema = Schema::Person,
                     .names = {{.text = "Arkady ZELENTSOV"}},
                     .programmes = {"A"}};
  const auto ask = [](std::string name) {
    PastQuestion question;
    question.party = {.entry_id = name, .schema = Schema::Person, .names = {{.text = std::move(name)}}};
    return question;
  };
  PastQuestion by_passport = ask("Somebody Else");
  by_passport.party.identifiers = {{.type = IdentifierType::Passport, .value = "71 2233445"}};
  const History history =
      history_of({ask("Arkadiy Zelentsov"), ask("Boris Lukianenko"), by_passport, ask("John Miller")}, 1);
  const auto changes = [&](const std::vector<Party>& before, const std::vector<Party>& after) {
    const auto result = look_back(history, snapshot_of(before), snapshot_of(after));
    EXPECT_TRUE(result) << result.error().text();
    if (!result) return std::string();
    std::string out;
    for (const ChangedDecision& decision : result->decisions) {
      for (const ChangedHit& hit : decision.hits)
        out += std::to_string(decision.record) + ":" + std::string(hit_change_text(hit.change)) + " ";
    }
    return out;
  };
  const Party other{
      .list = "l", .entry_id = "9", .schema = Schema::Person, .names = {{.text = "Quentin Abernathy"}}};
  EXPECT_EQ(changes({other}, {other, petrov}), "0:new ");
  EXPECT_EQ(changes({other, petrov}, {other}), "0:lost ");
  Party renamed = petrov;
  renamed.names[0].text = "Boris LUKIANENKO";
  EXPECT_EQ(changes({other, petrov}, {other, renamed}), "0:lost 1:new ");
  Party programme = petrov;
  programme.programmes = {"A", "B"};
  EXPECT_EQ(changes({other, petrov}, {other, programme}), "0:entry ");
  Party passport = petrov;
  passport.identifiers = {
      {.type = IdentifierType::Passport, .value = "712233445", .verdict = CheckVerdict::NotChecked}};
  EXPECT_EQ(changes({other, petrov}, {other, passport}), "0:entry 2:new ");
  Party weak = petrov;
  weak.names[0].kind = NameKind::Weak;
  EXPECT_EQ(changes({other, petrov}, {other, weak}), "0:score ");
  // Another place in the file is no change.
  Party moved = petrov;
  moved.source = {.file = "other.csv", .line = 77};
  EXPECT_EQ(changes({other, petrov}, {moved, other}), "");
}

// The real lists of two dates, where they are at hand: some thousand entries changed.
TEST(Lookback, EqualsAFullRerunOnRealLists) {
  const std::string folder = WEIR_SHARED_DATA;
  std::vector<Party> old_parties;
  std::vector<Party> new_parties;
  const auto load = [](const std::string& path, std::vector<Party>& out) {
    lists::load_lists({{.path = path, .list_id = "us_ofac_sdn"}}, {},
                      {.list = [](const lists::ListInfo&) {},
                       .file = [](const lists::LoadedFile&) {},
                       .party = [&](Party&& party) { out.push_back(std::move(party)); },
                       .reject = [](const std::string&, lists::Reject&&) {},
                       .problem = [](const Fault&) {},
                       .note = [](const std::string&) {}});
  };
  load(folder + "/ofac_sdn_2021_07/sdn.csv", old_parties);
  if (old_parties.empty()) GTEST_SKIP() << "no real lists in " << folder;
  // 100 entries of the old list changed, added or removed.
  Invented invented(7);
  new_parties = old_parties;
  for (std::size_t i = 0; i < 100; ++i) {
    const std::size_t at = invented.below(new_parties.size());
    switch (i % 4) {
      case 0:
        new_parties.erase(new_parties.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 1:
        new_parties.push_back(invented.entry(1'000'000 + i));
        break;
      default:
        invented.change(new_parties[at]);
        break;
    }
  }
  std::vector<Party> both = old_parties;
  both.insert(both.end(), new_parties.end() - 60, new_parties.end());
  std::vector<PastQuestion> questions;
  for (std::size_t i = 0; i < 4000; ++i) questions.push_back(invented.question(i, both));
  const History history = history_of(questions, 2);
  const snapshot::View old_lists = snapshot_of(old_parties);
  const snapshot::View new_lists = snapshot_of(new_parties);
  const auto quick = look_back(history, old_lists, new_lists, {.jobs = 2});
  const auto full = rerun(history, old_lists, new_lists, {.jobs = 2});
  ASSERT_TRUE(quick) << quick.error().text();
  ASSERT_TRUE(full) << full.error().text();
  expect_equal(*quick, *full);
  EXPECT_FALSE(full->decisions.empty());
}

}  // namespace
}  // namespace weir::ledger
