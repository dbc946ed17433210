// Screening against its plain reference: every entry scored with every fact, nothing bounded, nothing ranked
// before it is scored.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "match/evidence.hpp"
#include "match/fact_weights.hpp"
#include "match/score.hpp"
#include "match/signs.hpp"
#include "screen/engine_state.hpp"
#include "screen/question_name.hpp"
#include "snapshot/builder.hpp"
#include "synthetic_names.hpp"

namespace weir {
namespace {

class PlainReference : public testing::Test {
 protected:
  void SetUp() override {
    snapshot::Builder builder;
    builder.describe_list({.id = "invented", .title = "Invented"});
    constexpr std::size_t kParties = 1500;
    for (std::size_t i = 0; i < kParties; ++i) {
      Party party = invented_.party();
      party.list = "invented";
      party.entry_id = std::to_string(i);
      parties_.push_back(party);
      ASSERT_TRUE(builder.add(party));
    }
    auto view = snapshot::View::from_bytes("invented", builder.to_bytes());
    ASSERT_TRUE(view) << view.error().text();
    engine_ = std::make_unique<Engine>(engine_over(std::move(*view)));
  }

  // A listed party with a letter of a name changed, two of its words joined or a title before them, and some
  // of its facts or another's.
  Party question() {
    Party out = parties_[dice_.below(parties_.size())];
    std::string& name = out.names.front().text;
    out.names.resize(1);
    if (dice_.chance(0.7)) {
      const std::size_t at = dice_.below(name.size());
      if (name[at] >= 'a' && name[at] <= 'z') name[at] = static_cast<char>('a' + dice_.below(26));
    }
    if (const std::size_t space = name.find(' '); space != std::string::npos && dice_.chance(0.1))
      name.erase(space, 1);
    if (out.schema == Schema::Person && dice_.chance(0.1)) name.insert(0, "Seyed ");
    const Party& other = parties_[dice_.below(parties_.size())];
    if (dice_.chance(0.3)) out.birth_dates = other.birth_dates;
    if (dice_.chance(0.3)) out.birth_dates.clear();
    if (dice_.chance(0.3)) out.countries = other.countries;
    if (dice_.chance(0.3)) out.countries.clear();
    if (dice_.chance(0.3)) out.addresses.clear();
    if (dice_.chance(0.2)) out.gender = other.gender;
    out.identifiers.clear();
    return out;
  }

  struct Plain {
    std::uint32_t party = 0;
    double score = 0;
  };
  std::vector<Plain> all_hits(const Party& asked, double threshold) {
    const snapshot::View& snapshot = engine_->state().snapshot;
    const screen::QuestionName name(asked.names.front().text, asked.schema);
    const float least = match::least_similarity(threshold, match::most_help(asked), asked.schema);
    std::vector<Plain> hits;
    std::vector<match::Word> words;
    for (std::uint32_t party = 0; party < snapshot.parties().size(); ++party) {
      const snapshot::PartyRow& row = snapshot.parties()[party];
      double best = -1000;
      for (std::uint32_t n = row.first_name; n < row.first_name + row.name_count; ++n) {
        const snapshot::NameRow& listed = snapshot.names()[n];
        for (std::uint32_t form = listed.first_form; form < listed.first_form + listed.form_count; ++form) {
          match::words_of(snapshot, form, words);
          for (const std::vector<match::Word>& of_question : name.words) {
            const match::NameScore score = match::with_signs(
                match::score_words(of_question, words, asked.schema),
                match::other_signs(asked.names.front().text, snapshot.string(listed.text), asked.schema));
            if (score.similarity < least) continue;
            best = std::max(
                best, match::name_weight(score) + match::alias_weight(static_cast<NameKind>(listed.kind)));
          }
        }
      }
      if (best < -100) continue;
      std::vector<Evidence> facts;
      match::compare_facts(asked, *snapshot.party(party), facts);
      double sum = best;
      for (const Evidence& evidence : facts) sum += evidence.weight;
      if (match::logistic(sum) >= threshold) hits.push_back({.party = party, .score = match::logistic(sum)});
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const Plain& a, const Plain& b) { return a.score > b.score; });
    return hits;
  }

  bench::SyntheticNames invented_{20261125};
  bench::Dice dice_{7};
  std::vector<Party> parties_;
  std::unique_ptr<Engine> engine_;
};

TEST_F(PlainReference, TheSameHitsWithTheSameScores) {
  Screener screener(*engine_);
  std::size_t wanted = 0;
  std::size_t lost = 0;
  for (int i = 0; i < 500; ++i) {
    const Party asked = question();
    const double threshold = i % 2 == 0 ? default_threshold(asked.schema) : 0.2;
    const std::vector<Plain> plain = all_hits(asked, threshold);
    const Decision decision = screener.screen(asked, {.threshold = threshold, .top = 5000});
    wanted += plain.size();
    std::size_t found = 0;
    for (const Plain& hit : plain) {
      const std::string id(
          engine_->state().snapshot.string(engine_->state().snapshot.parties()[hit.party].entry_id));
      const auto same = std::find_if(decision.hits.begin(), decision.hits.end(),
                                     [&](const Hit& other) { return other.entry_id == id; });
      if (same == decision.hits.end()) continue;
      ++found;
      EXPECT_NEAR(same->score, hit.score, 1e-9) << asked.names.front().text << " / " << same->matched_name;
    }
    EXPECT_EQ(found, decision.hits.size()) << asked.names.front().text;
    lost += plain.size() - found;
  }
  EXPECT_GT(wanted, 400U);
  EXPECT_LE(static_cast<double>(lost), 0.005 * static_cast<double>(wanted)) << lost << " of " << wanted;
}

// Names are scored in the order of what they can weigh, and not all of them: the first hits are the first of
// all.
TEST_F(PlainReference, TheFirstHitsAreTheFirstOfAll) {
  Screener screener(*engine_);
  for (int i = 0; i < 400; ++i) {
    const Party asked = question();
    const double threshold = i % 2 == 0 ? default_threshold(asked.schema) : 0.05;
    const Decision all = screener.screen(asked, {.threshold = threshold, .top = 5000});
    for (const std::size_t top : {1U, 3U, 10U}) {
      const Decision first = screener.screen(asked, {.threshold = threshold, .top = top});
      ASSERT_EQ(first.hits.size(), std::min(top, all.hits.size()));
      for (std::size_t k = 0; k < first.hits.size(); ++k) {
        EXPECT_EQ(first.hits[k].entry_id, all.hits[k].entry_id) << asked.names.front().text;
        EXPECT_EQ(first.hits[k].score, all.hits[k].score);
        EXPECT_EQ(first.hits[k].matched_name, all.hits[k].matched_name);
      }
    }
  }
}

// What a woman's surname may be is looked up, not found by its letters.
TEST(WomensSurnames, AreFoundByTheirFamiliesForm) {
  snapshot::Builder builder;
  builder.describe_list({.id = "invented", .title = "Invented"});
  const std::vector<std::pair<std::string, std::string>> names{
      {"Galina Zaytseva", "Galina Zaitsev"},
      {"Jana Hruskova", "Jana Hruska"},
      {"Agnieszka Wronkowski", "Agnieszka Wronkowska"},
      {"Ona Kazlauskiene", "Ona Kazlauskas"}};
  for (const auto& [listed, asked] : names) {
    Party party;
    party.list = "invented";
    party.entry_id = listed;
    party.schema = Schema::Person;
    party.names.push_back({.text = listed});
    ASSERT_TRUE(builder.add(party));
  }
  auto view = snapshot::View::from_bytes("invented", builder.to_bytes());
  ASSERT_TRUE(view) << view.error().text();
  Engine engine = engine_over(std::move(*view));
  Screener screener(engine);
  for (const auto& [listed, asked] : names) {
    Party party;
    party.schema = Schema::Person;
    party.names.push_back({.text = asked});
    const Decision decision = screener.screen(party, {});
    ASSERT_EQ(decision.hits.size(), 1U) << asked;
    EXPECT_EQ(decision.hits.front().entry_id, listed);
    EXPECT_NEAR(decision.hits.front().score, compare_names(listed, asked, Schema::Person).score, 1e-6);
  }
}

TEST_F(PlainReference, FactsWeighWhatTheirEvidenceSays) {
  const snapshot::View& snapshot = engine_->state().snapshot;
  for (int i = 0; i < 3000; ++i) {
    const Party asked = question();
    const match::FactWeights weights(asked);
    const auto index = static_cast<std::uint32_t>(dice_.below(parties_.size()));
    const auto entry = snapshot.party(index);
    ASSERT_TRUE(entry);
    std::vector<Evidence> evidence;
    match::compare_facts(asked, *entry, evidence);
    double sum = 1.25;
    for (const Evidence& item : evidence) sum += item.weight;
    EXPECT_EQ(weights.added_to(1.25, snapshot.party_facts(index), entry->gender, entry->schema), sum);
  }
}

TEST_F(PlainReference, FactsOfLateWordsAreTheWordsOwn) {
  // More words than are remembered, each seen more than once.
  for (int round = 0; round < 2; ++round) {
    for (const Party& party : parties_) {
      for (const Name& name : party.names) {
        for (const text::Form& form : text::analyse(name.text, party.schema).forms) {
          const std::vector<match::Word> words = match::words_of(form);
          for (std::size_t i = 0; i < form.size(); ++i) {
            const match::WordFacts facts = match::facts_of(form[i].text);
            EXPECT_EQ(
                std::tuple(words[i].sound, words[i].signature, words[i].rarity, words[i].patronymic,
                           words[i].east_asian),
                std::tuple(facts.sound, facts.signature, facts.rarity, facts.patronymic, facts.east_asian))
                << form[i].text;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace weir
