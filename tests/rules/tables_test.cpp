// Reading tables: the shipped ones are right, wrong ones are told by file, line and field.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "rules/check.hpp"
#include "rules/helpers.hpp"
#include "weir/error.hpp"

namespace weir::rules {
namespace {

const char* const kGood = R"([[measure]]
id = "m"
title = "T"
type = "licence"
hs = ["8542"]
nomenclature = "HS-2022"
to = ["ru"]
valid_from = 2022-01-01
recorded_at = 2022-01-01
citation = "C"
status = "verified"
)";

// The texts of all issues with a table in a file called t.toml (or t.tsv).
std::vector<std::string> issues_of(const std::string& bytes, const char* file = "t.toml") {
  std::vector<std::string> out;
  for (const RuleIssue& issue : read_tables({{file, bytes}}).issues) out.push_back(issue.text());
  return out;
}
std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}
std::vector<std::string> one(const char* text) {
  return {text};
}

TEST(Tables, ShippedOnesHaveNoIssue) {
  EXPECT_TRUE(check_rules({}).empty());
  const RuleSet rules = RuleSet::built_in();
  EXPECT_GT(rules.measures().size(), 60U);
  EXPECT_EQ(rules.id().size(), 32U);
  for (const Measure& row : rules.measures()) {
    EXPECT_FALSE(row.citation.empty()) << row.id;
    EXPECT_NE(row.recorded_at, Moment{}) << row.id;
  }
}

TEST(Tables, GoodOneHasNone) {
  EXPECT_TRUE(issues_of(kGood).empty());
}

TEST(Tables, EachFaultIsNamedWithItsLine) {
  EXPECT_EQ(issues_of(with(kGood, "2022-01-01", "\"2022-02-30\"")),
            one("t.toml:8: error: valid_from: '2022-02-30'; expected a day that exists, from 1900-01-01 to "
                "2199-12-31, as "
                "2022-10-21"));
  EXPECT_EQ(
      issues_of(with(kGood, "valid_from = 2022-01-01", "valid_from = 2022-01-01\nvalid_to = 2021-12-31")),
      one("t.toml:9: error: valid_to: 2021-12-31 is before valid_from 2022-01-01"));
  EXPECT_EQ(issues_of(with(kGood, "\"8542\"", "\"854\"")),
            one("t.toml:5: error: hs: '854'; expected a code of HS-2022 with 2, 4 or 6 digits (7 to 10 in a "
                "national "
                "system) in a chapter that exists"));
  EXPECT_EQ(issues_of(with(kGood, "\"8542\"", "\"7701\"")).size(), 1U);      // chapter 77 is reserved
  EXPECT_EQ(issues_of(with(kGood, "\"8542\"", "\"85423100\"")).size(), 1U);  // HS has six digits
  EXPECT_EQ(issues_of(with(kGood, "[\"ru\"]", "[\"zz\"]")),
            one("t.toml:7: error: to: 'zz'; expected a country (ru), a region (ua-43), an area or *"));
  EXPECT_EQ(issues_of(with(kGood, "[\"ru\"]", "[\"nowhere\"]")),
            one("t.toml:1: error: to: there is no area 'nowhere'"));
  EXPECT_EQ(issues_of(with(kGood, "citation = \"C\"\n", "")),
            one("t.toml:1: error: citation: missing; expected the source of the rule"));
  EXPECT_EQ(issues_of(with(kGood, "recorded_at = 2022-01-01\n", "")),
            one("t.toml:1: error: recorded_at: missing; expected the day from which this row was known"));
  EXPECT_EQ(issues_of(with(kGood, "\"verified\"", "\"sure\"")),
            one("t.toml:11: error: status: 'sure'; expected verified, secondary or unverified"));
  EXPECT_EQ(
      issues_of(with(kGood, "\"licence\"", "\"ban\"")),
      one("t.toml:4: error: type: 'ban'; expected prohibition, licence, authorisation, tariff or notice"));
  EXPECT_EQ(issues_of(std::string(kGood) + "colour = \"red\"\n"),
            one("t.toml:12: error: colour: a row of kind 'measure' has no such field"));
  EXPECT_EQ(issues_of(std::string(kGood) + "sets = [\"none\"]\n"),
            one("t.toml:1: error: sets: there is no code set 'none'"));
  EXPECT_EQ(
      issues_of(std::string(kGood) + "eccn = [\"3Z001\"]\n"),
      one("t.toml:12: error: eccn: '3Z001'; expected a control number such as 3A090.a, 3A*, EAR99 or *"));
  EXPECT_EQ(
      issues_of(std::string(kGood) + "chemicals = [\"cas:41661-47-5\"]\n"),
      one("t.toml:12: error: chemicals: 'cas:41661-47-5'; expected cas:NUMBER with a right check digit, or "
          "class:NAME"));
  EXPECT_EQ(issues_of(std::string(kGood) + "when = \"tpp >= 1\"\n"),
            one("t.toml:1: error: when: column 1: there is no fact 'tpp' in the fact table"));
  EXPECT_EQ(issues_of(std::string(kGood) + "duty = [\"25% of value\"]\n"),
            one("t.toml:12: error: duty: only a tariff lays on a duty"));
  EXPECT_EQ(issues_of(std::string(kGood) + "note = 1.5\n"),
            one("t.toml:12: error: note: a floating-point number is not exact; write it in quotes"));
  EXPECT_EQ(issues_of("[[meazure]]\nid = \"m\"\n").size(), 1U);
  EXPECT_EQ(issues_of("id = \n").size(), 1U);
  EXPECT_EQ(issues_of("a = 1\n\xff\xfe").size(), 1U);
}

TEST(Tables, BytesThatBreakTheTomlLibrarysAssertions) {
  for (const char* bytes : {"[[= \"C\"", "[=", "[[.", "[[measure]", "[", "[[", "a = [[[[[[", "[[measure]]\n=",
                            "a.=1", "\"\"\"", "a = '''", "\u020C", "\u00E9 = 1", "a = 1 \u0100"})
    EXPECT_EQ(issues_of(bytes).size(), 1U) << bytes;
  EXPECT_EQ(issues_of("a = " + std::string(100'000, '[')).size(), 1U);
}

TEST(Tables, TwoFaultsGiveTwoIssues) {
  const auto issues = issues_of(with(with(kGood, "\"verified\"", "\"sure\""), "\"licence\"", "\"ban\""));
  EXPECT_EQ(issues.size(), 2U);
}

TEST(Tables, DuplicatesAndOverlaps) {
  const std::string twice = std::string(kGood) + kGood;
  EXPECT_EQ(issues_of(twice),
            one("t.toml:12: error: id: 'm' stands twice for the same days with the same recorded_at; the "
                "other is t.toml:1"));
  // Another record time makes it a later version.
  EXPECT_TRUE(
      issues_of(std::string(kGood) + with(kGood, "recorded_at = 2022-01-01", "recorded_at = 2022-06-01"))
          .empty());
  // An open row after one that ends later than it begins still meets it.
  const std::string ends =
      with(kGood, "valid_from = 2022-01-01", "valid_from = 2022-01-01\nvalid_to = 2022-12-31");
  EXPECT_TRUE(issues_of(ends + with(kGood, "valid_from = 2022-01-01", "valid_from = 2023-01-01")).empty());
  EXPECT_EQ(issues_of(ends + with(kGood, "valid_from = 2022-01-01", "valid_from = 2022-12-31")).size(), 1U);
  // Other ids, same scope.
  const std::string other = with(kGood, "id = \"m\"", "id = \"n\"");
  EXPECT_EQ(issues_of(std::string(kGood) + other), one("t.toml:12: warning: id: 'n' overlaps 'm' (t.toml:1): "
                                                       "the same scope on some of the same days, the same "
                                                       "effect"));
  EXPECT_EQ(issues_of(std::string(kGood) + with(other, "\"licence\"", "\"prohibition\"")),
            one("t.toml:12: warning: id: 'n' contradicts 'm' (t.toml:1): the same scope on some of the same "
                "days, but "
                "prohibited against licence_required; the more restrictive wins"));
}

TEST(Tables, AMilderMeasureThatAStricterOneTakesIn) {
  const auto measure = [](const char* id, const char* type, const char* hs, const char* more) {
    return std::string("[[measure]]\nid = \"") + id + "\"\ntitle = \"T\"\ntype = \"" + type + "\"\nhs = [" +
           hs +
           "]\nnomenclature = \"HS-2022\"\nto = [\"ru\"]\nrecorded_at = 2022-01-01\ncitation = \"C\"\n"
           "status = \"verified\"\n" +
           more;
  };
  const std::string wide = measure("wide", "prohibition", "\"8542\", \"8541\"", "");
  const auto issues = issues_of(wide + measure("narrow", "licence", "\"8542.31\", \"8541.10\"", ""));
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_TRUE(issues.front().starts_with("t.toml:11: warning: hs: 'narrow' overlaps 'wide' (t.toml:1)"))
      << issues.front();
  // Stricter and narrower, a code beyond, another place, other days or a condition: these say something.
  EXPECT_TRUE(issues_of(measure("wide", "licence", "\"8542\"", "") +
                        measure("narrow", "prohibition", "\"8542.31\"", ""))
                  .empty());
  EXPECT_TRUE(issues_of(wide + measure("narrow", "licence", "\"8542.31\", \"8471\"", "")).empty());
  EXPECT_TRUE(issues_of(wide + measure("narrow", "licence", "\"8542.31\"", "from = [\"us\"]\n")).empty());
  EXPECT_TRUE(issues_of(measure("wide", "prohibition", "\"8542\"", "valid_to = 2022-12-31\n") +
                        measure("narrow", "licence", "\"8542.31\"", "valid_from = 2023-01-01\n"))
                  .empty());
  EXPECT_TRUE(issues_of(wide + measure("narrow", "licence", "\"8542.31\"",
                                       "[[measure.condition]]\nwhen = \"document:permit\"\neffect = "
                                       "\"prohibited\"\n"))
                  .empty());
}

TEST(Tables, Circles) {
  const std::string dated = "recorded_at = 2022-01-01\ncitation = \"C\"\nstatus = \"verified\"\n";
  const std::string table = "[[area]]\nid = \"aaa\"\nmembers = [\"bbb\", \"ru\"]\n" + dated +
                            "[[area]]\nid = \"bbb\"\n" + "members = [\"aaa\"]\n" + dated;
  const auto issues = issues_of(table);
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_EQ(issues.front(), "t.toml:7: error: members: area 'aaa' leads back to 'bbb'");
}

TEST(Tables, ConditionsAndDefaults) {
  const std::string table = R"([defaults]
citation = "C"
status = "secondary"
recorded_at = 2020-01-01

[[measure]]
id = "m"
title = "T"
type = "licence"

  [[measure.condition]]
  effect = "none"

  [[measure.condition]]
  effect = "prohibitd"
)";
  EXPECT_EQ(issues_of(table),
            (std::vector<std::string>{
                "t.toml:15: error: effect: 'prohibitd'; expected prohibited, licence_required, human_review "
                "or none",
                "t.toml:14: warning: when: never reached: the condition before it always holds"}));
}

TEST(Tables, SeparatedValues) {
  const std::string header = "measure\ttitle\ttype\ths\tnomenclature\tto\trecorded_at\tcitation\tstatus\n";
  EXPECT_TRUE(
      issues_of("# c\n" + header + "m\tT\tlicence\t8542; 8541\tHS-2022\tru; by\t2022-01-01\tC\tverified\r\n",
                "t.tsv")
          .empty());
  EXPECT_TRUE(
      issues_of(
          "measure,title,type,recorded_at,citation,status\nm,\"T, \"\"u\"\"\",notice,2022-01-01,C,verified\n",
          "t.csv")
          .empty());
  EXPECT_EQ(issues_of(header + "m\tT\tlicence\t8542\tHS-2022\txx1\t2022-01-01\tC\tverified\n", "t.tsv"),
            one("t.tsv:2: error: to: there is no area 'xx1'"));
  EXPECT_EQ(issues_of(header + "m\t1\t2\t3\t4\t5\t6\t7\t8\t9\t10\n", "t.tsv"),
            one("t.tsv:2: error: 11 fields; expected at most 9"));
  EXPECT_EQ(issues_of("what\tis\n", "t.tsv").size(), 1U);
  EXPECT_EQ(issues_of("", "t.tsv").size(), 1U);
}

TEST(Tables, CodesAgainstANomenclature) {
  const auto codes =
      read_codes("section,hscode,description\nXVI,85,Machinery\nXVI,\"8542\",x\n\nXVI,854231,x\n");
  EXPECT_EQ(codes.size(), 3U);
  const auto found = [&](const char* code) {
    std::vector<RuleIssue> issues;
    check_codes(read_tables({{"t.toml", with(kGood, "8542", code)}}).rules.state(), codes, issues);
    return issues.empty() ? std::string() : issues.front().text();
  };
  EXPECT_EQ(found("8542"), "");
  EXPECT_EQ(found("8542.31"), "");
  EXPECT_EQ(found("8542.30"), "t.toml:1: error: hs: 8542.30 (HS-2022) is not in the nomenclature given");
}

TEST(Tables, ShippedCodesStandInTheHarmonizedSystem) {
  std::ifstream file(std::string(WEIR_SHARED_DATA) + "/hs/harmonized-system.csv", std::ios::binary);
  if (!file) GTEST_SKIP() << "no " << WEIR_SHARED_DATA << "/hs";
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::vector<RuleIssue> issues;
  check_codes(RuleSet::built_in().state(), read_codes(bytes), issues);
  for (const RuleIssue& issue : issues) ADD_FAILURE() << issue.text();
}

TEST(Tables, UsersFolderReplacesByName) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / "weir_rules_replace";
  fs::remove_all(folder);
  fs::create_directories(folder);
  // An empty list of its own (a header only) in place of the CHPL.
  std::ofstream(folder / "chpl.tsv")
      << "code_set\tcode\tnomenclature\ttag\tvalid_from\trecorded_at\tcitation\tstatus\n"
         "chpl\t0101\tHS-2022\tx\t\t2020-01-01\tmine\tverified\n";
  std::ofstream(folder / "own.toml") << kGood;
  const RuleSet rules = RuleSet::load({folder.string()});
  EXPECT_NE(rules.id(), RuleSet::built_in().id());
  const Day today = day("2026-01-01");
  EXPECT_EQ(state_of(decide(rules, goods("854231", "de"), today), "chpl-listed"), Truth::No);
  EXPECT_EQ(state_of(decide(rules, goods("010121", "de"), today), "chpl-listed"), Truth::Yes);
  EXPECT_EQ(state_of(decide(rules, goods("854231", "ru"), today), "m"), Truth::Yes);

  std::ofstream(folder / "own.toml") << "[[measure]]\n";
  EXPECT_THROW((void)RuleSet::load({folder.string()}), Error);
  EXPECT_THROW((void)RuleSet::load({"/no/such/folder"}), Error);
  fs::remove_all(folder);
}

TEST(Tables, ContentIdIsOfContentAlone) {
  const std::string other = with(with(kGood, "id = \"m\"", "id = \"n\""), "[\"ru\"]", "[\"by\"]");
  const auto ab = read_tables({{"a.toml", kGood}, {"b.toml", other}}).rules.id();
  const auto ba = read_tables({{"x.toml", other}, {"y.toml", kGood}}).rules.id();
  const auto joined = read_tables({{"z.toml", std::string(kGood) + other}}).rules.id();
  EXPECT_EQ(ab, ba);
  EXPECT_EQ(ab, joined);
  EXPECT_NE(ab, read_tables({{"a.toml", kGood}, {"b.toml", with(other, "\"by\"", "\"kp\"")}}).rules.id());
}

}  // namespace
}  // namespace weir::rules
