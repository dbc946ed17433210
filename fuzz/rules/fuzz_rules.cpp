// Rule tables from any bytes: TOML, TSV, CSV, expressions. The first byte picks the form. What loads without
// an error is asked a question by both evaluators, which must agree.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "rules/rule_set.hpp"
#include "rules/words.hpp"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

void ask(const weir::RuleSet& rules) {
  const weir::RuleEvaluator evaluator(rules);
  weir::RuleVerdict verdict;
  weir::RuleQuestion question;
  question.codes.push_back({"854231", {}, false});
  question.departure.country = "us";
  question.facts = {{"tpp", weir::Number(4800)}, {"civil", true}};
  for (const char* country : {"ru", "ua", ""}) {
    question.destination.country = country;
    for (const char* date : {"2022-06-01", "2026-01-15"}) {
      const weir::Day day = *weir::rules::parse_rule_day(date);
      const weir::RuleDecision slow = weir::decide(rules, question, day);
      evaluator.evaluate(question, day, verdict);
      demand(verdict.outcome == slow.outcome && verdict.worst == slow.worst);
      const auto met = std::count_if(
          slow.findings.begin(), slow.findings.end(),
          [](const weir::MeasureFinding& finding) { return finding.state == weir::Truth::Yes; });
      demand(static_cast<std::size_t>(met) == verdict.met.size());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const char* const kFiles[] = {"t.toml", "t.tsv", "t.csv"};
  std::vector<weir::rules::TableBytes> tables{
      {"facts.tsv", "fact\tkind\task\ntpp\tnumber\t?\ncivil\tflag\t?\nuse\ttext\t?\n"}};
  if (data[0] % 4 == 3) {
    // The bytes as the test of one measure.
    std::string text = bytes;
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    tables.push_back(
        {"t.tsv", "measure\ttitle\ttype\tto\twhen\trecorded_at\tcitation\tstatus\nm\tT\tlicence\tru; ua\t" +
                      text + "\t2020-01-01\tC\tverified\n"});
  } else {
    tables.push_back({kFiles[data[0] % 4], bytes});
  }
  std::vector<weir::RuleIssue> issues;
  const auto state = weir::rules::build(tables, issues);
  bool errors = false;
  for (const weir::RuleIssue& issue : issues) {
    demand(!issue.message.empty() && !issue.file.empty());
    errors = errors || issue.kind == weir::RuleIssueKind::Error;
  }
  demand(state->id.size() == 32);
  if (!errors && size < 20'000) ask(weir::RuleSet(state));
  return 0;
}
