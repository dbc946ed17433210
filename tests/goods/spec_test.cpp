// Specification files against the rules that ship: the sheet's chips (controls.md, section 3), bounds on both
// sides, machine tools and unmanned aircraft (section 4).
#include "goods/spec.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace weir::goods {
namespace {

using namespace std::chrono;
constexpr Day k2022{sys_days{year{2022} / 11 / 1}};
constexpr Day kBefore2023{sys_days{year{2023} / 11 / 16}};
constexpr Day k2023{sys_days{year{2023} / 11 / 17}};

const RuleSet& rules() {
  static const RuleSet kRules = RuleSet::built_in();
  return kRules;
}

Spec spec_of(const std::string& toml) {
  auto spec = read_spec(toml, "spec.toml");
  EXPECT_TRUE(spec) << spec.error().text();
  return spec ? *spec : Spec{};
}

// Paragraph -> verdict, over all cases of the first item.
std::map<std::string, Truth> verdicts(const std::string& toml, Day day) {
  const Spec spec = spec_of(toml);
  std::map<std::string, Truth> out;
  if (spec.items.empty()) return out;
  for (const SpecCase& one : spec.items.front().cases) {
    for (const ClassFinding& finding : classify(rules(), one.facts, day)) {
      Truth& known = out.try_emplace(finding.eccn, Truth::No).first->second;
      known = std::max(known, finding.state);
    }
  }
  return out;
}

std::string chip(const std::string& dense, int bits, const std::string& area, int io, bool data_centre) {
  return fmt::format(
      "[chip]\ndie_area = \"{} mm2\"\nio_bandwidth = \"{} GB/s\"\nmarketed_for_data_centre = {}\n"
      "[[chip.rate]]\nbits = {}\ndense = \"{} TOPS\"\n",
      area, io, data_centre, bits, dense);
}

struct SheetChip {
  const char* name;
  const char* dense;
  int bits;
  const char* area;
  int io;
  bool data_centre;
  bool in_2022;
  const char* in_2023;  // "a", "a.2", "b.1" or "" for none
};

class Sheet : public testing::TestWithParam<SheetChip> {};

TEST_P(Sheet, IsCaughtAsTheSheetSays) {
  const SheetChip& one = GetParam();
  const std::string toml = chip(one.dense, one.bits, one.area, one.io, one.data_centre);
  const auto then = verdicts(toml, k2022);
  EXPECT_EQ(then.at("3A090") == Truth::Yes, one.in_2022) << one.name;
  const auto now = verdicts(toml, k2023);
  const std::string expected = one.in_2023;
  EXPECT_EQ(now.at("3A090.a.1") == Truth::Yes, expected == "a") << one.name;
  if (expected == "a.2") {
    EXPECT_EQ(now.at("3A090.a.2"), Truth::Yes) << one.name;
  }
  EXPECT_EQ(now.at("3A090.b.1") == Truth::Yes, expected == "b.1") << one.name;
  if (expected.empty()) {
    for (const char* paragraph : {"3A090.a.1", "3A090.a.2", "3A090.b.1", "3A090.b.2"})
      EXPECT_EQ(now.at(paragraph), Truth::No) << one.name << ' ' << paragraph;
  }
}

INSTANTIATE_TEST_SUITE_P(Table, Sheet,
                         testing::Values(SheetChip{"A100", "312", 16, "826", 600, true, true, "a"},
                                         SheetChip{"A800", "312", 16, "826", 400, true, false, "a"},
                                         SheetChip{"H100", "1979", 8, "814", 900, true, true, "a"},
                                         SheetChip{"H800", "1979", 8, "814", 400, true, false, "a"},
                                         SheetChip{"H20", "296", 8, "814", 900, true, false, ""},
                                         SheetChip{"L40S", "733", 8, "609", 64, true, false, "a"},
                                         SheetChip{"RTX 4090", "660.6", 8, "609", 64, false, false, "a"},
                                         SheetChip{"RTX 4090D", "588.375", 8, "609", 64, false, false, ""},
                                         SheetChip{"L4", "242", 8, "294", 64, true, false, "a.2"},
                                         SheetChip{"A30", "165", 16, "826", 200, true, false, "b.1"}));

TEST(Chip, TheRuleOf2023BeginsOnItsDay) {
  const std::string a800 = chip("312", 16, "826", 400, true);
  EXPECT_EQ(verdicts(a800, kBefore2023).at("3A090"), Truth::No);
  EXPECT_FALSE(verdicts(a800, kBefore2023).contains("3A090.a.1"));
  EXPECT_EQ(verdicts(a800, k2023).at("3A090.a.1"), Truth::Yes);
}

// One bit and TOPS = TPP; the die area makes the density.
TEST(Chip, BoundsOnBothSides) {
  const auto state = [](const char* tpp, const char* area, const char* paragraph) {
    return verdicts(chip(tpp, 1, area, 64, true), k2023).at(paragraph);
  };
  EXPECT_EQ(state("4800", "10000", "3A090.a.1"), Truth::Yes);
  EXPECT_EQ(state("4799.99", "10000", "3A090.a.1"), Truth::No);
  EXPECT_EQ(state("1600", "270.27027027", "3A090.a.2"), Truth::Yes);  // 5.92000000000592...
  EXPECT_EQ(state("2960", "500", "3A090.a.2"), Truth::Yes);           // 5.92
  EXPECT_EQ(state("2959.5", "500", "3A090.a.2"), Truth::No);          // 5.919
  EXPECT_EQ(state("1599.99", "100", "3A090.a.2"), Truth::No);
  EXPECT_EQ(state("2400", "1500", "3A090.b.1"), Truth::Yes);  // 1.6
  EXPECT_EQ(state("2398.5", "1500", "3A090.b.1"), Truth::No);
  EXPECT_EQ(state("2400", "1500.94", "3A090.b.1"), Truth::No);  // 1.599
  EXPECT_EQ(state("2400", "405.41", "3A090.b.1"), Truth::Yes);
  EXPECT_EQ(state("2400", "405", "3A090.b.1"), Truth::No);     // 5.926: .a.2
  EXPECT_EQ(state("1600", "500", "3A090.b.2"), Truth::Yes);    // 3.2
  EXPECT_EQ(state("1600", "500.16", "3A090.b.2"), Truth::No);  // 3.199
}

TEST(Chip, ZeroDieAreaNeedsAFact) {
  const std::string toml = chip("250", 8, "0", 64, true);
  EXPECT_EQ(verdicts(toml, k2023).at("3A090.a.2"), Truth::Unknown);
  EXPECT_FALSE(spec_of(toml).items.front().notes.empty());
  // TPP alone can decide without it.
  EXPECT_EQ(verdicts(chip("600", 8, "0", 64, true), k2023).at("3A090.a.1"), Truth::Yes);
}

TEST(Chip, SparseRatesDoNotCount) {
  const std::string toml =
      "[chip]\ndie_area = \"814 mm2\"\nmarketed_for_data_centre = true\n[[chip.rate]]\nbits = 8\nsparse = "
      "\"3958 TOPS\"\n";
  EXPECT_EQ(verdicts(toml, k2023).at("3A090.a.1"), Truth::Unknown);
  const std::string both = toml + "dense = \"100 TOPS\"\n";
  EXPECT_EQ(verdicts(both, k2023).at("3A090.a.1"), Truth::No);
}

TEST(Chip, MacsCountTwiceAndUnitsAddUp) {
  const std::string mac = "[chip]\n[[chip.rate]]\nbits = 16\nmac = \"150 TOPS\"\n";
  EXPECT_EQ(verdicts(mac, k2023).at("3A090.a.1"), Truth::Yes);  // 2 x 150 x 16 = 4800
  const std::string units =
      "[chip]\n[[chip.rate]]\nunit = \"a\"\nunits = 3\nbits = 16\ndense = \"50 TOPS\"\n"
      "[[chip.rate]]\nunit = \"b\"\nbits = 8\ndense = \"300 TOPS\"\n";
  EXPECT_EQ(verdicts(units, k2023).at("3A090.a.1"), Truth::Yes);  // 3 x 800 + 2400 = 4800
}

TEST(Chip, UnknownDataCentreIsAsked) {
  const std::string toml = "[chip]\ndie_area = \"294 mm2\"\n[[chip.rate]]\nbits = 8\ndense = \"242 TOPS\"\n";
  EXPECT_EQ(verdicts(toml, k2023).at("3A090.a.2"), Truth::Unknown);
}

std::string mill(const std::string& repeatability, const std::string& travel) {
  return fmt::format(
      "[machine_tool]\ntype = \"milling\"\ncontouring_axes = 5\nlinear_axes = 3\nrotary_axes = 2\n"
      "repeatability = \"{}\"\nrepeatability_standard = \"ISO 230-2:2014\"\ntravel = \"{}\"\n",
      repeatability, travel);
}

TEST(MachineTool, SmallerIsTighterAndTravelChoosesTheBound) {
  EXPECT_EQ(verdicts(mill("0.9 um", "0.999 m"), k2023).at("2B001.b.2"), Truth::Yes);
  EXPECT_EQ(verdicts(mill("0.901 um", "0.999 m"), k2023).at("2B001.b.2"), Truth::No);
  EXPECT_EQ(verdicts(mill("1.4 um", "1 m"), k2023).at("2B001.b.2"), Truth::Yes);
  EXPECT_EQ(verdicts(mill("1.41 um", "1 m"), k2023).at("2B001.b.2"), Truth::No);
  EXPECT_EQ(verdicts(mill("6 um", "4 m"), k2023).at("2B001.b.2"), Truth::Yes);
  EXPECT_EQ(verdicts(mill("6.01 um", "4 m"), k2023).at("2B001.b.2"), Truth::No);
}

TEST(MachineTool, StandardsAreNotCompared) {
  std::string other = mill("0.5 um", "0.5 m");
  other.replace(other.find("2:2014"), 6, "2:2006");
  EXPECT_EQ(verdicts(other, k2023).at("2B001.b.2"), Truth::Unknown);
  EXPECT_NE(spec_of(other).items.front().notes.front().find("not compared"), std::string::npos);
  // Accuracy stands in for nothing: the repeatability stays a question.
  const std::string accuracy =
      "[machine_tool]\ntype = \"turning\"\ncontouring_axes = 2\ntravel = \"0.5 m\"\nturning_diameter = \"100 "
      "mm\"\n"
      "accuracy = \"5.9 um\"\naccuracy_standard = \"ISO 230-2:1988\"\n";
  EXPECT_EQ(verdicts(accuracy, k2023).at("2B201.b"), Truth::Yes);
  EXPECT_EQ(verdicts(accuracy, k2023).at("2B001.a"), Truth::Unknown);
}

// 6 um and 4 um of the sheet: a machine exactly on the figure is taken in.
TEST(MachineTool, AccuracyOnBothSidesOfTheFigure) {
  const auto at = [](const char* type, const char* accuracy, const char* diameter) {
    return verdicts(
        fmt::format("[machine_tool]\ntype = \"{}\"\ncontouring_axes = 3\nlinear_axes = 3\nrotary_axes = 0\n"
                    "travel = \"0.5 m\"\nturning_diameter = \"{}\"\naccuracy = \"{}\"\n"
                    "accuracy_standard = \"ISO 230-2:1988\"\n",
                    type, diameter, accuracy),
        k2023);
  };
  EXPECT_EQ(at("turning", "5.99 um", "100 mm").at("2B201.b"), Truth::Yes);
  EXPECT_EQ(at("turning", "6 um", "100 mm").at("2B201.b"), Truth::Yes);
  EXPECT_EQ(at("turning", "6.01 um", "100 mm").at("2B201.b"), Truth::No);
  EXPECT_EQ(at("turning", "6 um", "35 mm").at("2B201.b"), Truth::No);
  EXPECT_EQ(at("turning", "6 um", "35.01 mm").at("2B201.b"), Truth::Yes);
  EXPECT_EQ(at("milling", "6.000 um", "0 mm").at("2B201.a"), Truth::Yes);
  EXPECT_EQ(at("milling", "6.001 um", "0 mm").at("2B201.a"), Truth::No);
  EXPECT_EQ(at("grinding", "4 um", "0 mm").at("2B201.c"), Truth::Yes);
  EXPECT_EQ(at("grinding", "4.01 um", "0 mm").at("2B201.c"), Truth::No);
}

TEST(MachineTool, OneAxisIsEnoughAndAxesAreNotMixed) {
  const std::string head = "[machine_tool]\ntype = \"turning\"\ncontouring_axes = 2\n";
  const auto axis = [](const char* travel, const char* upr) {
    return fmt::format(
        "[[machine_tool.axis]]\ntravel = \"{}\"\nrepeatability = \"{}\"\n"
        "repeatability_standard = \"ISO 230-2:2014\"\n",
        travel, upr);
  };
  EXPECT_EQ(verdicts(head + axis("0.5 m", "2 um") + axis("2 m", "1.1 um"), k2023).at("2B001.a"), Truth::Yes);
  // 1.0 um is tight enough for the long axis only; the short one has it.
  EXPECT_EQ(verdicts(head + axis("0.5 m", "1.0 um") + axis("2 m", "2 um"), k2023).at("2B001.a"), Truth::No);
}

TEST(Uav, EnduranceAndGusts) {
  const auto at = [](const char* endurance, const char* gusts) {
    return verdicts(fmt::format("[uav]\nendurance = \"{}\"\ntakeoff_gusts = \"{}\"\n", endurance, gusts),
                    k2023);
  };
  EXPECT_EQ(at("30 min", "25 kn").at("9A012.a.1"), Truth::Yes);
  EXPECT_EQ(at("29 min", "25 kn").at("9A012.a.1"), Truth::No);
  EXPECT_EQ(at("30 min", "46.29 km/h").at("9A012.a.1"), Truth::No);
  EXPECT_EQ(at("1 h", "0 kn").at("9A012.a.2"), Truth::Yes);
  EXPECT_EQ(at("59.9 min", "0 kn").at("9A012.a.2"), Truth::No);
  EXPECT_EQ(verdicts("[uav]\nspray_tank = \"20 L\"\n", k2023).at("9A120"), Truth::No);
  EXPECT_EQ(verdicts("[uav]\nspray_tank = \"20.1 L\"\n", k2023).at("9A120"), Truth::Yes);
  EXPECT_EQ(verdicts("[uav]\n", k2023).at("9A012.a.2"), Truth::Unknown);
}

TEST(Spec, ProblemsHaveLineAndKeyAndTheRestGoesOn) {
  const Spec spec = spec_of(
      "[chip]\ndie_area = 826.5\nwhat = 1\nio_bandwidth = \"5 kg\"\n[[chip.rate]]\nbits = 8\ndense = \"600 "
      "TOPS\"\n"
      "[tank]\nx = 1\n");
  ASSERT_EQ(spec.items.size(), 1U);
  ASSERT_EQ(spec.problems.size(), 4U);
  EXPECT_EQ(spec.problems[0].line, 2U);
  EXPECT_EQ(spec.problems[0].key, "chip.die_area");
  const auto tpp = std::find_if(spec.items[0].cases[0].facts.begin(), spec.items[0].cases[0].facts.end(),
                                [](const Fact& fact) { return fact.name == "tpp"; });
  ASSERT_NE(tpp, spec.items[0].cases[0].facts.end());
  EXPECT_EQ(std::get<Number>(tpp->value), Number(4800));
}

TEST(Spec, WhatIsNoTomlIsRefused) {
  const auto spec = read_spec("[chip\nx", "bad.toml");
  ASSERT_FALSE(spec);
  EXPECT_EQ(spec.error().line, 1U);
  EXPECT_FALSE(read_spec("[=]\n", "header.toml"));
  EXPECT_EQ(read_spec("\n[[ \x01", "header.toml").error().line, 2U);
  EXPECT_FALSE(read_spec(std::string(kMostSpecBytes + 1, '#'), "long.toml"));
}

}  // namespace
}  // namespace weir::goods
