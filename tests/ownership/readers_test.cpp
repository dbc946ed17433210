// Each form of ownership data: what becomes a stake, what is rejected with its line, what is only doubtful.
#include "ownership/readers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "company.hpp"
#include "lists/byte_source.hpp"

namespace weir::ownership {
namespace {

struct Loaded {
  Graph graph;
  OwnershipFormat format = OwnershipFormat::Unknown;
  std::vector<lists::Reject> rejects;
  std::vector<Fault> warnings;
  std::string fault;

  // "owner > owned min..max kind from..to", sorted.
  [[nodiscard]] std::vector<std::string> stakes() const {
    std::vector<std::string> out;
    for (StakeIndex i = 0; i < graph.stake_count(); ++i) {
      const Stake& s = graph.stake(i);
      if (s.removed) continue;
      std::string text(s.owner == kUndisclosed ? "?" : graph.name(s.owner));
      text.append(" > ").append(graph.name(s.owned)).append(" ");
      text.append(share_text(s.min, s.max)).append(" ").append(stake_kind_text(s.kind));
      if (s.from != kOpenStart || s.to != kOpenEnd) text.append(" ").append(dates_text(s.from, s.to));
      out.push_back(text);
    }
    std::sort(out.begin(), out.end());
    return out;
  }
};

Loaded load_all(const std::vector<std::string>& texts) {
  Loaded out;
  GraphBuilder builder({.reject = [&](lists::Reject&& reject) { out.rejects.push_back(std::move(reject)); },
                        .warn = [&](const Fault& warning) { out.warnings.push_back(warning); }});
  int number = 0;
  for (const std::string& text : texts) {
    const std::string name = "file" + std::to_string(++number);
    const auto source = lists::as_utf8(lists::from_memory(name, text));
    const DetectedOwnership found = detect_ownership(text, {});
    out.format = found.format;
    builder.begin_file(name);
    const auto read = read_stakes(*source, found, {}, builder);
    if (!read) out.fault = read.error().text();
  }
  out.graph = builder.finish();
  return out;
}
Loaded load(const std::string& text) {
  return load_all({text});
}

using Texts = std::vector<std::string>;

TEST(StakesCsv, RowsBecomeStakes) {
  const Loaded l = load(
      "owner,owned,share,kind,from,to\n"
      "X,A,50.00%,,2019-04-01,\n"
      "\"X, Inc.\",A,25-50,votes,2019,2020-06\n"
      "undisclosed,A,10,,,\n"
      "X,B,,board,,\n"
      "X,C,,shares,,\n"
      "x,D,1/3,shares,,\n");
  EXPECT_EQ(l.format, OwnershipFormat::Csv);
  EXPECT_TRUE(l.rejects.empty());
  EXPECT_EQ(l.stakes(), (Texts{"? > A 10 % ownership", "X > A 50 % ownership since 2019-04-01",
                               "X > B 0 % appoints the board", "X > C 0 % to 100 % shares",
                               "X > D 33.3333333 % to 33.3333334 % shares",
                               "X, Inc. > A 25 % to 50 % votes 2019-01-01..2020-06-30"}));
}

TEST(StakesCsv, OtherTitlesDelimitersAndBounds) {
  const Loaded l = load(
      "\xEF\xBB\xBFShareholder Name;Company;Min;Max;Start Date;End Date\r\n"
      "X;A;25;50;;\r\n"
      "X;B;;40;;31.12.2020\r\n"
      "X;C;60;;;\r\n");
  EXPECT_TRUE(l.rejects.empty()) << l.rejects[0].reason;
  EXPECT_EQ(l.stakes(), (Texts{"X > A 25 % to 50 % ownership", "X > B 0 % to 40 % ownership until 2020-12-31",
                               "X > C 60 % to 100 % ownership"}));
}

TEST(StakesCsv, WhatCannotBeIsRejectedWithItsLine) {
  const Loaded l = load(
      "owner,owned,share,kind,from,to\n"
      "X,A,101,,,\n"                     // 2
      "X,A,-5,,,\n"                      // 3
      "X,A,half,,,\n"                    // 4
      "X,X,50,,,\n"                      // 5
      "X,x,50,,,\n"                      // 6: the same when folded
      "X,,50,,,\n"                       // 7
      ",A,50,,,\n"                       // 8
      "X,A,50,,2021-02-30,\n"            // 9
      "X,A,50,,2021-01-01,2020-01-01\n"  // 10
      "X,A,50,magic,,\n"                 // 11
      "X,A,50-25,,,\n"                   // 12
      "X,A,50,,,,extra\n"                // 13
      "X,?,50,,,\n"                      // 14
      "...,A,50,,,\n"                    // 15
      "X,A,7,,,\n");
  ASSERT_EQ(l.rejects.size(), 14U);
  for (std::size_t i = 0; i < l.rejects.size(); ++i) {
    EXPECT_EQ(l.rejects[i].line, i + 2) << l.rejects[i].reason;
    EXPECT_FALSE(l.rejects[i].reason.empty());
    EXPECT_FALSE(l.rejects[i].record.empty());
  }
  EXPECT_NE(l.rejects[0].reason.find("more than 100 %"), std::string::npos);
  EXPECT_NE(l.rejects[3].reason.find("owns itself"), std::string::npos);
  EXPECT_EQ(l.stakes(), Texts{"X > A 7 % ownership"});
}

TEST(StakesCsv, AFileOfAnotherKindIsRefused) {
  for (const char* text :
       {"", "name,country\nX,ru\n", "owner,share\nX,5\n", "[1,2,3]", "{\"a\":1}\n", "\x01\x02"}) {
    const Loaded l = load(text);
    EXPECT_FALSE(l.fault.empty()) << text;
  }
}

TEST(StakesCsv, IdsAndNamesMeet) {
  const Loaded l = load_all({"owner_id,owner,owned_id,owned,share\n1,Alpha GmbH,2,Beta,60\n",
                             "owner,owned,share\nBETA,Gamma,70\n"});
  EXPECT_EQ(l.stakes(), (Texts{"Alpha GmbH > Beta 60 % ownership", "Beta > Gamma 70 % ownership"}));
  const auto beta = l.graph.find("i2").value();
  int holdings = 0;
  l.graph.each_holding(beta, 0, [&](StakeIndex, const Stake&) { ++holdings; });
  EXPECT_EQ(holdings, 1);
}

TEST(StakesCsv, ANameThatSeveralHaveStaysApart) {
  const Loaded l = load_all({"owner_id,owner,owned_id,owned,share\n1,Alpha,2,Beta,60\n3,Alpha,4,Delta,60\n",
                             "owner,owned,share\nAlpha,Gamma,70\n"});
  EXPECT_TRUE(l.graph.find("nalpha"));
  ASSERT_EQ(l.warnings.size(), 1U);
  EXPECT_NE(l.warnings[0].message.find("several entities"), std::string::npos);
}

TEST(StakesCsv, RepetitionsAreOpenInOneFileAndOneStatementInTwo) {
  const Loaded once = load("owner,owned,share\nX,A,25\nX,A,25\n");
  EXPECT_EQ(once.stakes(), (Texts{"X > A 0 % to 25 % ownership", "X > A 25 % ownership"}));
  ASSERT_EQ(once.warnings.size(), 1U);
  EXPECT_EQ(once.warnings[0].line, 3U);
  const Loaded twice = load_all({"owner,owned,share\nX,A,25\n", "owner,owned,share\nX,A,25\n"});
  EXPECT_EQ(twice.stakes(), Texts{"X > A 25 % ownership"});
  EXPECT_TRUE(twice.warnings.empty());
}

TEST(StakesCsv, OwnersOfMoreThanTheWholeAreTold) {
  const Loaded l = load("owner,owned,share\nX,A,60\nY,A,41\nZ,B,100\n");
  std::vector<std::string> told;
  each_overfull(l.graph, 0, [&](EntityIndex entity, std::uint64_t sum) {
    told.push_back(std::string(l.graph.name(entity)) + " " + share_text(sum));
  });
  EXPECT_EQ(told, Texts{"A 101 %"});
}

TEST(StakesFtm, OwnershipAndDirectorship) {
  const Loaded l = load(
      R"({"id":"p","schema":"Person","properties":{"name":["Ivan X"],"birthDate":["1970"],"nationality":["ru"]}})"
      "\n"
      R"({"id":"c","schema":"Company","properties":{"name":["Firma C","Фирма Ц"],"innCode":["7707083893"]}})"
      "\n"
      R"({"id":"o1","schema":"Ownership","properties":{"owner":["p"],"asset":["c"],"percentage":["51.5%"],"startDate":["2020-02-03"]}})"
      "\n"
      R"({"id":"o2","schema":"Ownership","properties":{"owner":["p"],"asset":["d"]}})"
      "\n"
      R"({"id":"d1","schema":"Directorship","properties":{"director":["p"],"organization":["c"],"role":["CEO"]}})"
      "\n"
      R"({"id":"o3","schema":"Ownership","properties":{"owner":["p"],"asset":["c"],"percentage":["120"]}})"
      "\n"
      R"({"id":"o4","schema":"Ownership","properties":{"owner":["p"]}})"
      "\n"
      R"({"id":"o5","schema":"Ownership","properties":{"owner":["p"],"asset":["p"],"percentage":["5"]}})"
      "\nnot json\n");
  EXPECT_EQ(l.format, OwnershipFormat::Ftm);
  EXPECT_EQ(l.stakes(),
            (Texts{"Ivan X > Firma C 0 % on the board", "Ivan X > Firma C 51.5 % ownership since 2020-02-03",
                   "Ivan X > d 0 % to 100 % ownership"}));
  ASSERT_EQ(l.rejects.size(), 4U);
  EXPECT_EQ(l.rejects[0].line, 6U);
  EXPECT_EQ(l.rejects[0].field, "percentage");
  EXPECT_EQ(l.rejects[1].field, "asset");
  EXPECT_EQ(l.rejects[3].line, 9U);
  ASSERT_EQ(l.warnings.size(), 1U);  // "d" is never described
  EXPECT_EQ(l.warnings[0].line, 4U);
  EXPECT_NE(l.warnings[0].message.find("'d'"), std::string::npos);
  const EntityFacts* facts = l.graph.known_facts(l.graph.find("ic").value());
  ASSERT_NE(facts, nullptr);
  ASSERT_EQ(facts->identifiers.size(), 1U);
  EXPECT_EQ(facts->identifiers[0].type, IdentifierType::Inn);
  EXPECT_EQ(facts->aliases, Texts{"Фирма Ц"});
}

TEST(StakesBods, Version02And03) {
  const Loaded l = load(R"([
{"statementID":"p","statementType":"personStatement","names":[{"type":"individual","givenName":"Ivan","familyName":"X"}],"birthDate":"1970-05-01","nationalities":[{"name":"Russia","code":"RU"}]},
{"statementID":"e","statementType":"entityStatement","name":"Entity E","identifiers":[{"scheme":"XI-LEI","id":"213800WSGIIZCXF1P572"}],"incorporatedInJurisdiction":{"name":"Cyprus","code":"CY"}},
{"statementID":"s1","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"e"},"interestedParty":{"describedByPersonStatement":"p"},
 "interests":[{"type":"shareholding","share":{"minimum":25,"maximum":50,"exclusiveMinimum":true,"exclusiveMaximum":false},"startDate":"2019-01-01"},
              {"type":"votingRights","share":{"exact":33.33}},
              {"type":"appointmentOfBoard"},
              {"type":"rightsToProfitOrIncome","share":{"exact":90}}]},
{"statementID":"s2","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"e"},"interestedParty":{"unspecified":{"reason":"unknown"}},
 "interests":[{"type":"shareholding","share":{"exact":10}}]},
{"statementID":"s3","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"e"},"interestedParty":{"describedByPersonStatement":"p"},
 "interests":[{"type":"shareholding","directOrIndirect":"indirect","share":{"exact":20}}]},
{"statementID":"s4","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"e"},"interestedParty":{"describedByPersonStatement":"p"},
 "interests":[{"type":"shareholding","share":{"exact":120}}]},
{"statementID":"s5","statementType":"ownershipOrControlStatement","subject":{},"interestedParty":{"describedByPersonStatement":"p"},"interests":[]}
])");
  EXPECT_EQ(l.format, OwnershipFormat::Bods);
  EXPECT_EQ(l.stakes(), (Texts{"? > Entity E 10 % shares", "Ivan X > Entity E 0 % appoints the board",
                               "Ivan X > Entity E 0 % to 20 % shares",  // indirect, the way not shown
                               "Ivan X > Entity E 25.0000001 % to 50 % shares since 2019-01-01",
                               "Ivan X > Entity E 33.33 % votes"}));
  ASSERT_EQ(l.rejects.size(), 2U);
  EXPECT_EQ(l.rejects[0].field, "interests.share.exact");
  EXPECT_EQ(l.rejects[1].field, "subject");
  const EntityFacts* facts = l.graph.known_facts(l.graph.find("ie").value());
  ASSERT_NE(facts, nullptr);
  EXPECT_EQ(facts->identifiers.at(0).type, IdentifierType::Lei);
  EXPECT_EQ(facts->countries.at(0).code, "cy");
}

TEST(StakesBods, AStatementReplacesEarlierOnes) {
  const Loaded l = load(
      R"({"statementID":"a","statementType":"entityStatement","name":"A"})"
      "\n"
      R"({"statementID":"b","statementType":"entityStatement","name":"B"})"
      "\n"
      R"({"statementID":"s1","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"b"},"interestedParty":{"describedByEntityStatement":"a"},"interests":[{"type":"shareholding","share":{"exact":60}}]})"
      "\n"
      R"({"statementID":"s2","statementType":"ownershipOrControlStatement","replacesStatements":["s1"],"subject":{"describedByEntityStatement":"b"},"interestedParty":{"describedByEntityStatement":"a"},"interests":[{"type":"shareholding","share":{"exact":40}}]})"
      "\n");
  EXPECT_EQ(l.stakes(), Texts{"A > B 40 % shares"});
}

TEST(StakesBods, Version04RecordsChangeAndClose) {
  const auto relationship = [](const char* date, const char* record, const char* status, int share) {
    return std::string(R"({"statementId":"x","statementDate":")") + date + R"(","recordId":")" + record +
           R"(","recordStatus":")" + status +
           R"(","recordType":"relationship","recordDetails":{"subject":"b","interestedParty":"a","interests":[{"type":"shareholding","directOrIndirect":"direct","share":{"exact":)" +
           std::to_string(share) + "}}]}}\n";
  };
  const std::string entities =
      R"({"statementId":"1","recordId":"a","recordType":"entity","recordDetails":{"name":"A"}})"
      "\n"
      R"({"statementId":"2","recordId":"b","recordType":"entity","recordDetails":{"name":"B"}})"
      "\n";
  EXPECT_EQ(load(entities + relationship("2024-01-01", "r", "new", 60) +
                 relationship("2024-06-01", "r", "updated", 45))
                .stakes(),
            Texts{"A > B 45 % shares"});
  // The later date counts, wherever it stands.
  EXPECT_EQ(load(entities + relationship("2024-06-01", "r", "updated", 45) +
                 relationship("2024-01-01", "r", "new", 60))
                .stakes(),
            Texts{"A > B 45 % shares"});
  EXPECT_EQ(load(entities + relationship("2024-01-01", "r", "new", 60) +
                 relationship("2024-06-01", "r", "closed", 0))
                .stakes(),
            Texts{"A > B 60 % shares until 2024-05-31"});
  const Loaded unspecified = load(
      entities +
      R"({"statementId":"x","recordId":"q","recordType":"relationship","recordDetails":{"subject":"b","interestedParty":{"reason":"subject-unable-to-confirm-or-identify-beneficial-owner"},"interests":[{"type":"voting-rights","share":{"minimum":5,"exclusiveMaximum":10}}]}})"
      "\n");
  EXPECT_EQ(unspecified.stakes(), Texts{"? > B 5 % to 9.9999999 % votes"});
}

TEST(StakesGleif, Csv) {
  const Loaded l = load(
      "Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,"
      "Relationship.EndNode.NodeIDType,Relationship.RelationshipType,Relationship.RelationshipStatus,"
      "Relationship.Period.1.startDate,Relationship.Period.1.endDate,Relationship.Period.1.periodType,"
      "Relationship.Period.2.startDate,Relationship.Period.2.endDate,Relationship.Period.2.periodType,"
      "Registration.RegistrationStatus\n"
      "213800WSGIIZCXF1P572,LEI,213800D1EI4B9WTWWD28,LEI,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,"
      "2017-01-01T00:00:00.000Z,2017-12-31T00:00:00Z,ACCOUNTING_PERIOD,2015-03-04T00:00:00+01:00,,"
      "RELATIONSHIP_PERIOD,PUBLISHED\n"
      "213800WSGIIZCXF1P572,LEI,213800D1EI4B9WTWWD28,LEI,IS_INTERNATIONAL_BRANCH_OF,ACTIVE,,,,,,,PUBLISHED\n"
      "213800WSGIIZCXF1P572,LEI,213800D1EI4B9WTWWD28,LEI,IS_FUND-MANAGED_BY,INACTIVE,,,,,,,PUBLISHED\n"
      "213800WSGIIZCXF1P572,LEI,213800D1EI4B9WTWWD28,LEI,IS_COUSIN_OF,ACTIVE,,,,,,,PUBLISHED\n"
      "213800WSGIIZCXF1P572,LEI,213800WSGIIZCXF1P572,LEI,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,,,,,,,"
      "PUBLISHED\n");
  EXPECT_EQ(l.format, OwnershipFormat::GleifCsv);
  EXPECT_EQ(l.stakes(), (Texts{"213800D1EI4B9WTWWD28 > 213800WSGIIZCXF1P572 0 % to 100 % consolidates the "
                               "accounts since 2015-03-04",
                               "213800D1EI4B9WTWWD28 > 213800WSGIIZCXF1P572 100 % branch of"}));
  ASSERT_EQ(l.rejects.size(), 2U);
  EXPECT_EQ(l.rejects[0].line, 5U);
  EXPECT_EQ(l.rejects[1].line, 6U);
}

TEST(StakesGleif, JsonWithAndWithoutDollar) {
  const std::string record =
      R"({"RelationshipRecord":{"Relationship":{"StartNode":{"NodeID":{"$":"213800WSGIIZCXF1P572"}},"EndNode":{"NodeID":"213800D1EI4B9WTWWD28"},"RelationshipType":{"$":"IS_ULTIMATELY_CONSOLIDATED_BY"},"RelationshipStatus":{"$":"ACTIVE"},"RelationshipPeriods":{"RelationshipPeriod":[{"StartDate":{"$":"2019-05-06T00:00:00Z"},"PeriodType":{"$":"RELATIONSHIP_PERIOD"}}]}},"Registration":{"RegistrationStatus":{"$":"PUBLISHED"}}}})";
  const Texts expected{
      "213800D1EI4B9WTWWD28 > 213800WSGIIZCXF1P572 0 % to 100 % consolidates the accounts since 2019-05-06"};
  EXPECT_EQ(load("{\"relations\":[" + record + "]}").stakes(), expected);
  EXPECT_EQ(load("[" + record + "]").stakes(), expected);
  EXPECT_EQ(load(record + "\n").stakes(), expected);
  const Loaded bad = load("[{\"Relationship\":{\"StartNode\":{}}}]");
  EXPECT_EQ(bad.rejects.size(), 1U);
}

}  // namespace
}  // namespace weir::ownership
