// The evaluation kit itself: a wrong ruler measures nothing.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "accuracy/case_files.hpp"
#include "accuracy/changes.hpp"
#include "accuracy/customers.hpp"
#include "accuracy/document.hpp"
#include "accuracy/list_pairs.hpp"
#include "accuracy/metrics.hpp"
#include "accuracy/plain_words.hpp"

namespace weir::accuracy {
namespace {

TEST(Metrics, KnownValues) {
  // By hand: two found, one missed, one false alarm, one quiet.
  const Figures figures = measure({{.score = 0.9, .same = true, .match = true},
                                   {.score = 0.8, .same = false, .match = true},
                                   {.score = 0.7, .same = true, .match = true},
                                   {.score = 0.4, .same = true, .match = false},
                                   {.score = 0.1, .same = false, .match = false}});
  EXPECT_EQ(figures.at_default.hit, 2U);
  EXPECT_EQ(figures.at_default.missed, 1U);
  EXPECT_EQ(figures.at_default.false_alarm, 1U);
  EXPECT_EQ(figures.at_default.quiet, 1U);
  EXPECT_NEAR(figures.at_default.precision(), 2.0 / 3, 1e-12);
  EXPECT_NEAR(figures.at_default.recall(), 2.0 / 3, 1e-12);
  EXPECT_NEAR(figures.at_default.f1(), 2.0 / 3, 1e-12);
  EXPECT_NEAR(figures.brier, (0.01 + 0.64 + 0.09 + 0.36 + 0.01) / 5, 1e-12);
  // Pairs (same above other): 0.9 over both, 0.7 and 0.4 over one: 4 of 6.
  EXPECT_NEAR(figures.roc_auc, 4.0 / 6, 1e-12);
  EXPECT_NEAR(figures.average_precision, (1.0 + 2.0 / 3 + 3.0 / 4) / 3, 1e-12);
  EXPECT_NEAR(figures.best_threshold, 0.4, 1e-12);
  EXPECT_NEAR(figures.at_best.f1(), 6.0 / 7, 1e-12);
}

TEST(Metrics, EqualScoresAreNotParted) {
  const Figures figures = measure({{.score = 0.5, .same = true}, {.score = 0.5, .same = false}});
  EXPECT_NEAR(figures.roc_auc, 0.5, 1e-12);
  EXPECT_EQ(figures.curve.size(), 1U);
}

TEST(Changes, OneSlipIsOneSlip) {
  Random random(7);
  constexpr int kTimes = 2000;
  for (int i = 0; i < kTimes; ++i) {
    const std::string name = "Sebastian Kowalczyk";
    const auto change = mistype(name, random);
    ASSERT_TRUE(change);
    // The scanner's exchanges (rn and m) touch two letters.
    EXPECT_LE(edits(name, change->name), change->change == "typo-scanner" ? 2U : 1U) << change->name;
    EXPECT_NE(name, change->name);
  }
}

TEST(Changes, ShortWordsAreLeftAlone) {
  Random random(7);
  EXPECT_FALSE(mistype("Li Na", random));
  EXPECT_FALSE(mistype_twice("Ivan Li", random));
}

TEST(Changes, WordsOfOrganisations) {
  Random random(7);
  std::set<std::string> names;
  for (const Change& change : reword("Nordwerk Engineering GmbH", Schema::Organization, random))
    names.insert(change.name);
  EXPECT_EQ(names.count("Nordwerk Engineering"), 1U);
  EXPECT_EQ(names.count("GmbH Nordwerk Engineering"), 1U);
  EXPECT_EQ(names.count("Nordwerk Eng. GmbH"), 1U);
  EXPECT_EQ(names.count("NordwerkEngineering GmbH"), 1U);
}

TEST(PlainWords, WhatMayBeOneWord) {
  EXPECT_TRUE(may_be_one_word("mohammed", "muhammad"));
  EXPECT_TRUE(may_be_one_word("petrov", "petroff"));
  EXPECT_TRUE(may_be_one_word("j", "james"));
  EXPECT_FALSE(may_be_one_word("ivan", "sergei"));
  EXPECT_FALSE(may_be_one_word("trading", "shipping"));
  EXPECT_EQ(plain_words("José-María O'Neill, GmbH"),
            (std::vector<std::string>{"jose", "maria", "oneill", "gmbh"}));
  EXPECT_EQ(main_script("Ivan Петров"), "cyrillic");
  EXPECT_EQ(main_script("つばめ丸"), "kana");
}

TEST(Splits, AreStableAndEven) {
  // The test split is only worth something while it stays the same.
  EXPECT_EQ(stable_hash("us_ofac_sdn/36"), stable_hash("us_ofac_sdn/36"));
  int fit = 0;
  constexpr int kKeys = 10000;
  for (int i = 0; i < kKeys; ++i) fit += split_of("key " + std::to_string(i)) == Split::Fit ? 1 : 0;
  EXPECT_NEAR(fit, kKeys / 2, 4 * std::sqrt(kKeys));
}

TEST(Cases, AreWellFormedAndBalanced) {
  const auto cases = read_cases(WEIR_SOURCE_DIR "/bench/accuracy/cases");
  ASSERT_TRUE(cases) << cases.error();
  EXPECT_GE(cases->size(), 1200U);
  std::size_t same = 0;
  std::set<std::string> scripts;
  std::map<std::string, bool> labels;
  for (const Pair& pair : *cases) {
    same += pair.same ? 1U : 0U;
    scripts.insert(pair.script);
    EXPECT_FALSE(pair.note.empty()) << pair.left << ": no rule given";
    // The script named is one that the pair has.
    EXPECT_TRUE(pair.script == main_script(pair.left) || pair.script == main_script(pair.right) ||
                (pair.script == "latin" && pair.change == "suffix"))
        << pair.left << " | " << pair.right << " | " << pair.script;
    const std::string key =
        pair.left + "\n" + pair.right + "\n" + std::to_string(static_cast<int>(pair.schema));
    const auto [known, fresh] = labels.emplace(key, pair.same);
    EXPECT_TRUE(fresh) << "twice: " << pair.left << " | " << pair.right;
    EXPECT_EQ(known->second, pair.same) << pair.left << " | " << pair.right;
  }
  EXPECT_GE(scripts.size(), 13U);
  const double share = static_cast<double>(same) / static_cast<double>(cases->size());
  EXPECT_GT(share, 0.42);
  EXPECT_LT(share, 0.62);
}

TEST(Cases, BadLinesAreNamed) {
  EXPECT_EQ(csv_fields(R"(person,"PETROV, Ivan",b,1,c,latin,"said ""x""")"),
            (std::vector<std::string>{"person", "PETROV, Ivan", "b", "1", "c", "latin", "said \"x\""}));
  EXPECT_FALSE(read_cases("/nowhere"));
}

TEST(Customers, AreDeterministicAndVaried) {
  const auto maker = CustomerMaker::load(WEIR_SOURCE_DIR "/bench/accuracy/customers");
  ASSERT_TRUE(maker) << maker.error();
  std::set<std::string> names;
  std::size_t companies = 0;
  constexpr std::size_t kCount = 5000;
  for (std::size_t i = 0; i < kCount; ++i) {
    const Customer customer = maker->make(i);
    EXPECT_EQ(customer.party.names, maker->make(i).party.names);
    EXPECT_FALSE(customer.party.names.front().text.empty());
    EXPECT_FALSE(customer.party.countries.empty());
    names.insert(customer.party.names.front().text);
    companies += customer.party.schema == Schema::Company ? 1U : 0U;
  }
  EXPECT_GT(names.size(), kCount * 8 / 10);
  EXPECT_NEAR(static_cast<double>(companies) / kCount, 0.2, 0.03);
}

TEST(HardNegatives, LeaveOutWhatMayBeOneParty) {
  const auto party = [](const char* id, const char* name) {
    Party out;
    out.list = "l";
    out.entry_id = id;
    out.schema = Schema::Person;
    out.names.push_back({.text = name, .kind = NameKind::Primary, .language = {}, .parts = {}});
    return out;
  };
  // 1 and 2 may be one man, spelt twice; 3 has another given name.
  const std::vector<Party> parties{party("1", "Mohammed Qarawani"), party("2", "Muhammad Qarawany"),
                                   party("3", "Sulayman Qarawani")};
  for (const Neighbour& neighbour : hard_negatives(parties)) {
    const std::set<std::size_t> both{neighbour.party, neighbour.other};
    EXPECT_EQ(both.count(2), 1U) << neighbour.name << " / " << neighbour.other_name;
  }
  EXPECT_FALSE(hard_negatives(parties).empty());
}

TEST(Document, SectionsAreReplaced) {
  const std::string page = "a\n<!-- weir_accuracy x -->\nold\n<!-- /weir_accuracy x -->\nb\n";
  const auto text = with_sections(page, {{"x", "new\n"}, {"y", "not on the page"}});
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, "a\n<!-- weir_accuracy x -->\n\nnew\n\n<!-- /weir_accuracy x -->\nb\n");
  EXPECT_EQ(*with_sections(*text, {{"x", "new\n"}}), *text);
  EXPECT_FALSE(with_sections("<!-- weir_accuracy x -->", {{"x", ""}}));
}

}  // namespace
}  // namespace weir::accuracy
