// Words -> candidates, vagueness, context.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "weir/goods.hpp"

namespace weir::goods {
namespace {

const Catalogue& catalogue() {
  static const Catalogue kCatalogue = Catalogue::open();
  return kCatalogue;
}
Describer& describer() {
  static Describer one(catalogue());
  return one;
}
std::string first(std::string_view text) {
  const TextAnswer answer = describer().describe(text);
  return answer.candidates.empty() ? "" : answer.candidates.front().code;
}

TEST(Describe, TheIssuesExamples) {
  EXPECT_EQ(first("TTL logic IC 74HC595 SOP-16"), "854239");
  EXPECT_EQ(first("подшипник шариковый 6204"), "848210");
  EXPECT_EQ(first("无人机电机"), "850131");
}

TEST(Describe, ReasonsNameTheWords) {
  const TextAnswer answer = describer().describe("TTL logic IC 74HC595 SOP-16");
  ASSERT_FALSE(answer.candidates.empty());
  bool part = false;
  for (const TextReason& reason : answer.candidates.front().why) {
    EXPECT_GT(reason.weight, 0);
    part = part || (reason.field == "part number" && reason.word == "74hc595");
  }
  EXPECT_TRUE(part);
}

TEST(Describe, WhatItIsForIsNotWhatItIs) {
  EXPECT_EQ(first("probe for oscilloscope"), "903090");
  EXPECT_EQ(first("oscilloscope 100 MHz"), "903020");
  EXPECT_EQ(first("battery for drone"), "850760");
  EXPECT_EQ(first("аккумулятор для дрона"), "850760");
}

TEST(Describe, NumericalControlParts) {
  EXPECT_EQ(first("CNC lathe"), "845811");
  EXPECT_EQ(first("manual engine lathe"), "845819");
  EXPECT_EQ(first("токарный станок с ЧПУ"), "845811");
  EXPECT_EQ(first("数控车床"), "845811");
  EXPECT_EQ(first("普通车床"), "845819");
}

TEST(Describe, RussianInflectionsMeet) {
  EXPECT_EQ(first("подшипники шариковые"), first("подшипник шариковый"));
  EXPECT_EQ(first("осциллографов цифровых"), "903020");
}

TEST(Describe, VagueTextsAreCalledVague) {
  for (const char* text : {"parts", "Equipment", "样品", "запчасти", "spare parts 5 pcs", "电子配件", "",
                           "   ", "12345", "Образцы товаров", "machine parts & accessories"}) {
    const TextAnswer answer = describer().describe(text);
    EXPECT_TRUE(answer.vague) << text;
    EXPECT_TRUE(answer.candidates.empty()) << text;
  }
  for (const char* text : {"bearing parts", "drone", "запчасти для дрона", "无人机配件"})
    EXPECT_FALSE(describer().describe(text).vague) << text;
}

TEST(Describe, ContextIsEvidence) {
  const auto kinds = [](std::string_view text) {
    std::vector<std::string> out;
    for (const ContextWord& word : describer().context(text)) out.push_back(word.kind);
    return out;
  };
  EXPECT_EQ(kinds("Поставка для в/ч 12345"), std::vector<std::string>{"military_end_use"});
  EXPECT_EQ(kinds("西安军工电子有限公司"), std::vector<std::string>{"military_end_use"});
  EXPECT_EQ(kinds("Almaz design bureau"), std::vector<std::string>{"state_defence"});
  EXPECT_TRUE(kinds("Nordlicht Elektronik GmbH").empty());
  EXPECT_TRUE(kinds("polka dot fabric, navvy boots").empty());
}

TEST(Describe, AnyBytesAreAnswered) {
  EXPECT_TRUE(rc::check("describe() answers anything", [](const std::string& text) {
    const TextAnswer answer = describer().describe(text);
    for (const TextCandidate& candidate : answer.candidates) {
      RC_ASSERT(candidate.code.size() == 6U);
      RC_ASSERT(!candidate.why.empty());
    }
  }));
}

TEST(Describe, LongTextsAreCut) {
  std::string text;
  while (text.size() < (1U << 20U)) text += "подшипник 74HC595 轴承 ";
  EXPECT_FALSE(describer().describe(text).candidates.empty());
}

}  // namespace
}  // namespace weir::goods
