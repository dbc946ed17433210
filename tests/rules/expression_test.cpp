// The expression language: grammar, three-valued answers, messages.
#include "rules/expression.hpp"

#include "rules/helpers.hpp"
#include "rules/scope.hpp"

namespace weir::rules {
namespace {

class Expressions : public testing::Test {
 protected:
  tl::expected<Expression, std::string> parse(std::string_view text) const {
    return parse_expression(text, {.fact = [this](std::string_view name) -> const FactDefinition* {
                                     for (const FactDefinition& fact : facts_) {
                                       if (fact.name == name) return &fact;
                                     }
                                     return nullptr;
                                   },
                                   .term = [this](std::string_view name) -> const std::string* {
                                     if (name == "loop") return &loop_;
                                     return name == "big" ? &big_ : nullptr;
                                   },
                                   .nomenclature = {}});
  }
  std::string text(std::string_view expression) const {
    const auto out = parse(expression);
    return out ? out->text() : "error: " + out.error();
  }
  Truth answer(std::string_view expression, std::vector<Fact> facts) const {
    const auto parsed = parse(expression);
    EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error());
    RuleQuestion question;
    question.facts = std::move(facts);
    const RuleSet none = RuleSet::built_in();
    return test(*parsed, Probe{none.state(), question, Day{}, kLatestKnowledge, {}}, nullptr).truth;
  }

 private:
  std::vector<FactDefinition> facts_{{"tpp", FactKind::Number, "", "?", {}, {}},
                                     {"speed", FactKind::Number, "GB/s", "?", {}, {}},
                                     {"civil", FactKind::Flag, "", "?", {}, {}},
                                     {"use", FactKind::Text, "", "?", {"a", "b c"}, {}}};
  std::string big_ = "tpp >= 4800";
  std::string loop_ = "civil or $loop";
};

TEST_F(Expressions, BindAsExpected) {
  EXPECT_EQ(text("civil or tpp>=1 and not civil"), "(civil or (tpp >= 1 and not civil))");
  EXPECT_EQ(text("(civil or tpp < 1.50) and civil"), "((civil or tpp < 1.5) and civil)");
  EXPECT_EQ(text("$big and speed >= 600 GB/s"), "(tpp >= 4800 and speed >= 600)");
  EXPECT_EQ(text("use in ('a', 'b c') or use != \"a\""), "(use in ('a', 'b c') or use != 'a')");
  EXPECT_EQ(text("hs:8542.31 or eccn:3a* or to:ru"), "((hs:854231[HS-2022] or eccn:3A*) or to:ru)");
  EXPECT_EQ(text("not not true"), "not not true");
}

TEST_F(Expressions, SayWhatIsWrongAndWhere) {
  EXPECT_EQ(text("tpp"),
            "error: column 4: the expression ends here; expected a comparison: 'tpp' is a number");
  EXPECT_EQ(text("tpp >= x"), "error: column 8: found 'x'; expected a decimal number of at most 18 digits");
  EXPECT_EQ(text("speed >= 600 MB/s"),
            "error: column 14: found 'MB/s'; expected the unit of 'speed', which is GB/s");
  EXPECT_EQ(text("tpp >= 4800 GB/s"), "error: column 13: found 'GB/s'; expected no unit: 'tpp' has none");
  EXPECT_EQ(text("mass > 1"), "error: column 1: there is no fact 'mass' in the fact table");
  EXPECT_EQ(text("use = 'c'"), "error: 'c' is not a value of 'use'; expected one of: a, b c");
  EXPECT_EQ(text("(civil"), "error: column 7: the expression ends here; expected ')'");
  EXPECT_EQ(text("civil civil"),
            "error: column 7: found 'civil'; expected end of the expression, 'and' or 'or'");
  EXPECT_EQ(text("$none"), "error: column 2: there is no term 'none'");
  EXPECT_EQ(
      text("eccn:XX"),
      "error: column 1: found 'eccn:XX'; expected eccn: and a control number such as 3A090.a, 3A* or *");
  EXPECT_NE(text("$loop").find("leads back to itself"), std::string::npos) << text("$loop");
  EXPECT_NE(text(std::string(200, '(') + "civil").find("nested deeper than 64"), std::string::npos);
  std::string nots;
  for (int i = 0; i < 200; ++i) nots += "not ";
  EXPECT_NE(text(nots + "civil").find("nested deeper than 64"), std::string::npos);
  EXPECT_NE(text(std::string(9000, ' ') + "civil").find("expected at most 8192"), std::string::npos);
}

TEST_F(Expressions, KleeneTables) {
  const Fact yes{"civil", true};
  const Fact no{"civil", false};
  EXPECT_EQ(answer("civil", {}), Truth::Unknown);
  EXPECT_EQ(answer("not civil", {}), Truth::Unknown);
  EXPECT_EQ(answer("civil and tpp >= 1", {no}), Truth::No);        // No and Unknown
  EXPECT_EQ(answer("civil and tpp >= 1", {yes}), Truth::Unknown);  // Yes and Unknown
  EXPECT_EQ(answer("civil or tpp >= 1", {yes}), Truth::Yes);       // Yes or Unknown
  EXPECT_EQ(answer("civil or tpp >= 1", {no}), Truth::Unknown);    // No or Unknown
  EXPECT_EQ(answer("tpp >= 4800", {{"tpp", number("4799.99")}}), Truth::No);
  EXPECT_EQ(answer("tpp >= 4800", {{"tpp", number("4800")}}), Truth::Yes);
  EXPECT_EQ(answer("tpp != 4800", {{"tpp", number("4800")}}), Truth::No);
  EXPECT_EQ(answer("use in ('a')", {{"use", std::string("b c")}}), Truth::No);
  // A value of the wrong kind is not a value.
  EXPECT_EQ(answer("tpp >= 4800", {{"tpp", std::string("5000")}}), Truth::Unknown);
  EXPECT_EQ(answer("civil", {{"civil", number("1")}}), Truth::Unknown);
}

}  // namespace
}  // namespace weir::rules
