// The compiled evaluator against the interpreter, on random rules and random questions.
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <random>

#include <fmt/format.h>

#include "rules/combine.hpp"
#include "rules/helpers.hpp"

namespace weir::rules {
namespace {

// Everything is drawn from small pools, so that scopes meet, miss and stay open about equally often.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class List>
  auto of(const List& list) {
    return list[below(list.size())];
  }
  std::string date() { return fmt::format("202{}-0{}-1{}", below(5), 1 + below(9), below(9)); }
  template <class List>
  std::string some(const List& list, std::size_t most) {
    std::vector<std::string> out;
    for (std::size_t i = 0, n = 1 + below(most); i < n; ++i) {
      std::string next(of(list));
      if (std::find(out.begin(), out.end(), next) == out.end()) out.push_back(std::move(next));
    }
    return "[\"" + join(out, "\", \"") + "\"]";
  }

 private:
  std::mt19937_64 engine_;
};

const std::vector<std::string> kCodes{"85", "8542", "854231", "854232", "8541", "84", "845710", "90"};
const std::vector<std::string> kNational{"85423110", "8542311011", "85423290", "8542"};
const std::vector<std::string> kPlaces{"ru", "by", "cn", "ua", "ua-43", "zone", "ring", "*"};
const std::vector<std::string> kCountries{"ru", "by", "cn", "ua", "de", "kz", "", "us"};
const std::vector<std::string> kEccns{"3A090", "3A090.a", "3A090.a.1", "3A*", "*", "EAR99", "5A002", "3*"};
const std::vector<std::string> kDeclared{"3A090", "3A090.a.1", "EAR99", "5A002.a", "3A001", "9A012"};
const std::vector<std::string> kTests{"tpp >= 4800",
                                      "civil",
                                      "not civil",
                                      "use = 'military'",
                                      "tpp >= 4800 or (tpp >= 1600 and civil)",
                                      "to:zone",
                                      "from:us or origin:us or civil",
                                      "eccn:3A090 and not to:ring",
                                      "hs:8542 or set:codes/x",
                                      "document:permit",
                                      "chemical:class:family",
                                      "value > 100 and currency = 'USD'",
                                      "party:list:x",
                                      "via:ru",
                                      "true",
                                      "false"};
const std::vector<std::string> kTags{"list:x", "list:y", "affiliate:x", "country:zone", "buyer@list:x"};

std::string dates(Draw& draw) {
  std::string out = "recorded_at = \"" + draw.date() + "\"\ncitation = \"C\"\nstatus = \"verified\"\n";
  std::string from = draw.date();
  std::string to = draw.date();
  if (to < from) std::swap(from, to);
  if (draw.chance(70)) out += "valid_from = \"" + from + "\"\n";
  if (draw.chance(50)) out += "valid_to = \"" + to + "\"\n";
  return out;
}

std::string random_tables(Draw& draw, std::size_t count) {
  std::string out;
  for (int i = 0; i < 6; ++i)
    out += fmt::format(
               "[[area]]\nid = \"{}\"\nmembers = {}\nout = {}\n", i < 4 ? "zone" : "ring",
               draw.some(std::vector<std::string>{"ru", "by", "ua", "ua-43", "kz", i < 4 ? "ring" : "cn"}, 3),
               draw.chance(20)) +
           dates(draw);
  for (int i = 0; i < 5; ++i)
    out += fmt::format("[[code_set]]\nid = \"codes\"\ntag = \"{}\"\ncodes = {}\nnomenclature = \"{}\"\n",
                       draw.chance(70) ? "x" : "y", draw.some(kCodes, 3),
                       draw.chance(70) ? "HS-2022" : "HS-2017") +
           dates(draw);
  out +=
      "[[code_set]]\nid = \"codes\"\ntag = \"x\"\ncodes = [\"0101\"]\nnomenclature = "
      "\"HS-2022\"\nrecorded_at = "
      "2020-01-01\ncitation = \"C\"\nstatus = \"verified\"\n";
  out +=
      "[[chemical]]\nid = \"cas:79-03-8\"\nname = \"N\"\nclasses = [\"class:family\"]\ncitation = "
      "\"C\"\nstatus = "
      "\"verified\"\n[[chemical]]\nid = \"class:family\"\nname = \"N\"\nclasses = [\"class:wide\"]\ncitation "
      "= "
      "\"C\"\nstatus = \"verified\"\n";
  for (const char* eccn : {"3A090.a.1", "3A090.a.2", "3A090.b"})
    out += fmt::format("[[eccn]]\nid = \"{}\"\ntitle = \"T\"\nwhen = \"{}\"\n", eccn,
                       draw.of(std::vector<std::string>{"tpp >= 4800", "tpp >= 1600 and civil",
                                                        "tpp < 100 or use = 'military'", "not civil"})) +
           dates(draw);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t kind = draw.below(10);
    const char* type = kind < 3   ? "licence"
                       : kind < 5 ? "prohibition"
                       : kind < 7 ? "notice"
                       : kind < 9 ? "authorisation"
                                  : "tariff";
    out += fmt::format("[[measure]]\nid = \"m{}\"\ntitle = \"T\"\ntype = \"{}\"\ngroup = \"g{}\"\n",
                       draw.below(count), type, draw.below(3));
    if (draw.chance(40)) {
      const bool national = draw.chance(20);
      out += fmt::format("hs = {}\nnomenclature = \"{}\"\n", draw.some(national ? kNational : kCodes, 2),
                         national          ? draw.chance(50) ? "HTS-2023" : "CN-2023"
                         : draw.chance(80) ? "HS-2022"
                                           : "HS-2017");
    }
    if (draw.chance(20)) out += fmt::format("sets = [\"{}\"]\n", draw.chance(50) ? "codes" : "codes/x");
    if (draw.chance(25)) out += "eccn = " + draw.some(kEccns, 2) + "\n";
    if (draw.chance(10)) out += "chemicals = [\"class:wide\"]\n";
    for (const char* scope : {"to", "not_to", "from", "origin", "not_origin"}) {
      if (draw.chance(scope[0] == 't' ? 60 : 15))
        out += fmt::format("{} = {}\n", scope, draw.some(kPlaces, 2));
    }
    if (draw.chance(5)) out += "via = [\"zone\"]\n";
    if (draw.chance(10)) out += "parties = " + draw.some(kTags, 2) + "\n";
    if (draw.chance(50)) out += fmt::format("when = \"{}\"\n", draw.of(kTests));
    if (draw.chance(10)) out += "suspended = true\n";
    if (kind >= 9) out += "duty = [\"10% of value\"]\n";
    if (kind >= 7 && kind < 9) out += fmt::format("lifts = [\"g{}\"]\n", draw.below(3));
    out += dates(draw);
    if (kind < 9) {
      for (std::size_t c = draw.below(3); c > 0; --c)
        out += fmt::format(
            "[[measure.condition]]\nwhen = \"{}\"\neffect = \"{}\"\n", draw.of(kTests),
            draw.of(std::vector<std::string>{"none", "human_review", "licence_required", "prohibited"}));
    }
  }
  return out;
}

Place random_place(Draw& draw) {
  Place out{draw.of(kCountries), ""};
  if (draw.chance(20)) out = {"ua", draw.chance(50) ? "ua-43" : "ua-30"};
  if (draw.chance(2)) out.country = "USA";  // not a code: as any country that no rule names
  return out;
}

RuleQuestion random_question(Draw& draw) {
  RuleQuestion out;
  const std::size_t codes = draw.chance(70) ? 1 : draw.below(4);
  for (std::size_t i = 0; i < codes; ++i) {
    const bool national = draw.chance(30);
    std::string digits(draw.of(national ? kNational : kCodes));
    if (draw.chance(5)) digits = draw.chance(50) ? "" : "85x2";
    out.codes.push_back({digits,
                         {national ? draw.chance(50) ? CodeSystem::Hts : CodeSystem::Cn : CodeSystem::Hs,
                          static_cast<std::uint16_t>(draw.chance(80)   ? 2022
                                                     : draw.chance(90) ? 2017
                                                                       : 1999)},
                         draw.chance(30)});
  }
  for (std::size_t i = draw.below(3); i > 0; --i) out.eccns.emplace_back(draw.of(kDeclared));
  if (draw.chance(20)) out.chemicals.emplace_back(draw.chance(50) ? "cas:79-03-8" : "class:other");
  out.destination = random_place(draw);
  out.departure = random_place(draw);
  out.origin = random_place(draw);
  if (draw.chance(20)) out.transit.push_back(random_place(draw));
  if (draw.chance(30)) {
    PartyFact party{draw.chance(50) ? "buyer" : "seller", "", {}, std::string(draw.of(kCountries))};
    party.tags.emplace_back(draw.of(kTags));
    out.parties.push_back(std::move(party));
  }
  if (draw.chance(20)) out.documents.emplace_back("permit");
  if (draw.chance(30)) out.facts.push_back({"tpp", Number(static_cast<std::int64_t>(draw.below(6000)))});
  if (draw.chance(5)) out.facts.push_back({"tpp", std::string("much")});
  if (draw.chance(40)) out.facts.push_back({"civil", draw.chance(50)});
  if (draw.chance(30)) out.facts.push_back({"use", std::string(draw.chance(50) ? "civil" : "military")});
  if (draw.chance(50)) out.value = Number(static_cast<std::int64_t>(draw.below(200)));
  if (draw.chance(50)) out.currency = draw.chance(70) ? "USD" : "EUR";
  return out;
}

TEST(Evaluator, EqualsTheInterpreter) {
  std::size_t questions = 0;
  std::size_t met = 0;
  std::size_t undecided = 0;
  rc::check("met, undecided, outcome and worst are the same", [&] {
    Draw draw(*rc::gen::arbitrary<std::uint64_t>());
    const std::string common =
        "[[fact]]\nid = \"tpp\"\nkind = \"number\"\nask = \"?\"\n[[fact]]\nid = \"civil\"\nkind = "
        "\"flag\"\nask = "
        "\"?\"\n[[fact]]\nid = \"use\"\nkind = \"text\"\nask = \"?\"\n";
    const std::string table = random_tables(draw, 40);
    const Tables tables = read_tables({{"c.toml", common}, {"r.toml", table}});
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
