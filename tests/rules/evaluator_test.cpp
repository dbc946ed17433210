// The compiled evaluator against the interpreter, on random rules and random questions.
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <random>

#include <fmt/format.h>

#include "rules/combine.hpp"
#include "rules/helpers.hpp"
#include "rules/random_rules.hpp"

namespace weir::rules {
namespace {

TEST(Evaluator, EqualsTheInterpreter) {
  std::size_t questions = 0;
  std::size_t met = 0;
  std::size_t undecided = 0;
  rc::check("met, undecided, outcome and worst are the same", [&] {
    Draw draw(*rc::gen::arbitrary<std::uint64_t>());
    const std::string table = random_tables(draw, 40);
    const Tables tables = read_tables({{"c.toml", kRandomFacts}, {"r.toml", table}});
    // Overlapping versions of one moment are refused in tables; here they may happen by chance, and both
    // evaluators must still agree. Any other error is a fault of this test.
    for (const RuleIssue& issue : tables.issues) {
      if (issue.kind == RuleIssueKind::Error && issue.message.find("stands twice") == std::string::npos)
        RC_FAIL(issue.text());
    }
    const Moment known = draw.chance(60) ? kLatestKnowledge : moment(draw.date().c_str());
    const RuleEvaluator evaluator(tables.rules, known);
    RuleVerdict verdict;
    for (int i = 0; i < 60; ++i) {
      const RuleQuestion question = random_question(draw);
      const Day date = day(draw.date().c_str());
      const RuleDecision slow = decide(tables.rules, question, date, known);
      evaluator.evaluate(question, date, verdict);
      std::vector<SourceRef> slow_met;
      std::vector<SourceRef> slow_undecided;
      for (const MeasureFinding& finding : slow.findings) {
        if (finding.state == Truth::Yes) slow_met.push_back(finding.source);
        if (finding.state == Truth::Unknown) slow_undecided.push_back(finding.source);
      }
      const auto sources = [&](const std::vector<std::uint32_t>& rows) {
        std::vector<SourceRef> out;
        for (const std::uint32_t row : rows) out.push_back(tables.rules.measures()[row].source);
        return out;
      };
      const auto by_line = [](const SourceRef& a, const SourceRef& b) { return a.line < b.line; };
      std::sort(slow_met.begin(), slow_met.end(), by_line);
      std::sort(slow_undecided.begin(), slow_undecided.end(), by_line);
      RC_ASSERT(sources(verdict.met) == slow_met);
      RC_ASSERT(sources(verdict.undecided) == slow_undecided);
      RC_ASSERT(verdict.outcome == slow.outcome);
      RC_ASSERT(verdict.worst == slow.worst);
      ++questions;
      met += slow_met.size();
      undecided += slow_undecided.size();
    }
  });
  // The pools are worth something only if they lead to all three states.
  EXPECT_GT(questions, 1000U);
  EXPECT_GT(met, questions);
  EXPECT_GT(undecided, questions);
}

TEST(Evaluator, PortableLoopEqualsTheChosenOne) {
  rc::check("words of any length", [] {
    const std::size_t words = *rc::gen::inRange<std::size_t>(0, 40);
    std::mt19937_64 engine(*rc::gen::arbitrary<std::uint64_t>());
    std::array<std::vector<std::uint64_t>, 11> masks;
    for (auto& mask : masks) {
      for (std::size_t w = 0; w < words; ++w) mask.push_back(engine() | engine());
    }
    const Masks all{masks[0].data(),  masks[1].data(),   masks[2].data(),  masks[3].data(), masks[4].data(),
                    masks[5].data(),  masks[6].data(),   masks[7].data(),  masks[8].data(), masks[9].data(),
                    masks[10].data(), engine() % 2 == 0, engine() % 2 == 0};
    std::vector<std::uint64_t> chosen(words);
    std::vector<std::uint64_t> portable(words);
    combine(all, words, chosen.data());
    combine_portable(all, words, portable.data());
    RC_ASSERT(chosen == portable);
  });
}

TEST(Evaluator, EqualsTheInterpreterOnShippedTables) {
  const RuleSet rules = RuleSet::built_in();
  const RuleEvaluator evaluator(rules);
  Draw draw(7);
  RuleVerdict verdict;
  const char* const kDays[] = {"2018-10-01", "2022-04-07", "2022-10-21", "2023-11-17",
                               "2025-06-04", "2025-11-10", "2026-11-24"};
  const std::vector<std::string> countries{"ru", "by", "cn", "us", "de", "ir", "ua", "ca", "gb", ""};
  for (int i = 0; i < 3000; ++i) {
    RuleQuestion question = random_question(draw);
    question.destination = {draw.of(countries), ""};
    question.departure = {draw.of(countries), ""};
    question.origin = {draw.of(countries), ""};
    if (draw.chance(30))
      question.codes = {
          {std::string(draw.of(std::vector<std::string>{"7208", "850440", "870380", "293339", "8806"})),
           {},
           false}};
    const Day date = day(kDays[draw.below(7)]);
    evaluator.evaluate(question, date, verdict);
    const RuleDecision slow = decide(rules, question, date);
    ASSERT_EQ(verdict.outcome, slow.outcome);
    ASSERT_EQ(verdict.worst, slow.worst);
    const auto count = [&](Truth state) {
      return static_cast<std::size_t>(
          std::count_if(slow.findings.begin(), slow.findings.end(),
                        [&](const MeasureFinding& finding) { return finding.state == state; }));
    };
    ASSERT_EQ(verdict.met.size(), count(Truth::Yes));
    ASSERT_EQ(verdict.undecided.size(), count(Truth::Unknown));
  }
}

}  // namespace
}  // namespace weir::rules
