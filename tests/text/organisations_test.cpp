// Names of organisations and ships: what words mean in other cases and scripts, names within a name,
// branches.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "text/analyse.hpp"
#include "text/inflect.hpp"
#include "text/tags.hpp"

namespace weir::text {
namespace {

std::uint16_t class_of(std::string_view word) {
  return tag_of(word).class_id;
}

struct Inflected {
  const char* word;
  Script script;
  const char* means;
};
class Inflection : public testing::TestWithParam<Inflected> {};
TEST_P(Inflection, HasTheClassOfItsWord) {
  const auto& [word, script, means] = GetParam();
  ASSERT_NE(class_of(means), 0) << means;
  const std::uint16_t known = class_of(word);
  EXPECT_EQ(known != 0 ? known : inflected_tag(word, script).class_id, class_of(means)) << word;
}
INSTANTIATE_TEST_SUITE_P(
    Languages, Inflection,
    testing::Values(
        Inflected{"заводов", Script::Cyrillic, "plant"}, Inflected{"самарская", Script::Cyrillic, "samara"},
        Inflected{"омский", Script::Cyrillic, "omsk"}, Inflected{"харківського", Script::Cyrillic, "kharkiv"},
        Inflected{"самолётов", Script::Cyrillic, "aircraft"}, Inflected{"uralskaya", Script::Latin, "ural"},
        Inflected{"yadernykh", Script::Latin, "nuclear"}, Inflected{"dianzi", Script::Latin, "electronics"},
        Inflected{"unhaeng", Script::Latin, "bank"}, Inflected{"seimitsu", Script::Latin, "precision"},
        Inflected{"للصناعات", Script::Arabic, "industry"}, Inflected{"تجارت", Script::Arabic, "trading"},
        Inflected{"khayriyyah", Script::Latin, "charity"},
        Inflected{"revolucionarias", Script::Latin, "revolution"},
        Inflected{"לייזרים", Script::Hebrew, "laser"}, Inflected{"ναυτιλιασ", Script::Greek, "shipping"},
        Inflected{"ბანკის", Script::Georgian, "bank"}));

TEST(Inflection, AnEndingAloneMeansNothing) {
  EXPECT_EQ(inflected_tag("петровский", Script::Cyrillic).class_id, 0);
  EXPECT_EQ(inflected_tag("brodskiy", Script::Latin).class_id, 0);
  EXPECT_EQ(inflected_tag("qwertyov", Script::Latin).class_id, 0);
  EXPECT_EQ(inflected_tag("x", Script::Latin).class_id, 0);
  EXPECT_EQ(inflected_tag("", Script::Arabic).class_id, 0);
}

TEST(Kindred, IsSymmetricAndNotEqual) {
  const std::uint16_t fund = class_of("fund");
  const std::uint16_t foundation = class_of("foundation");
  EXPECT_NE(fund, foundation);
  EXPECT_TRUE(kindred_classes(fund, foundation));
  EXPECT_TRUE(kindred_classes(foundation, fund));
  EXPECT_FALSE(kindred_classes(fund, fund));
  EXPECT_FALSE(kindred_classes(fund, class_of("shipyard")));
  EXPECT_FALSE(kindred_classes(0, 0));
}

std::string joined(const Form& form) {
  std::string out;
  for (const Token& token : form) out += (out.empty() ? "" : " ") + token.text;
  return out;
}
bool has_form(std::string_view name, Schema schema, std::string_view wanted) {
  const AnalysedName analysed = analyse(name, schema);
  return std::any_of(analysed.forms.begin(), analysed.forms.end(),
                     [&](const Form& form) { return joined(form) == wanted; });
}

TEST(OtherNames, EachIsAFormOfItsOwn) {
  EXPECT_TRUE(has_form("Zenith Aero (formerly Borealis Aero)", Schema::Company, "zenith aero"));
  EXPECT_TRUE(has_form("Zenith Aero (formerly Borealis Aero)", Schema::Company, "borealis aero"));
  EXPECT_TRUE(has_form("Kestrel f/k/a Merlin", Schema::Company, "merlin"));
  EXPECT_TRUE(has_form("AMAZON FALCON (EX GULF FALCON)", Schema::Vessel, "gulf falcon"));
  EXPECT_TRUE(has_form("Formerly Kestrel", Schema::Company, "kestrel"));
  // "Ex" is a word of companies, and what stands last marks nothing.
  EXPECT_TRUE(has_form("Ex Libris Kestrel", Schema::Company, "ex libris kestrel"));
  EXPECT_TRUE(has_form("Kestrel formerly", Schema::Company, "kestrel formerly"));
}

const Token* token(const AnalysedName& name, std::string_view text) {
  for (const Form& form : name.forms) {
    for (const Token& token : form) {
      if (token.text == text) return &token;
    }
  }
  return nullptr;
}

TEST(Branches, HardlyCountAndKeepTheirPlace) {
  const AnalysedName name = analyse("Caspian Kredo Dubai Branch", Schema::Company);
  const Token* const place = token(name, "dubai");
  ASSERT_NE(place, nullptr);
  EXPECT_NE(place->flags & kTitle, 0);
  EXPECT_NE(place->flags & kPlace, 0);
  const AnalysedName other = analyse("Dubai Kredo", Schema::Company);
  ASSERT_NE(token(other, "dubai"), nullptr);
  EXPECT_EQ(token(other, "dubai")->flags & kTitle, 0);
}

TEST(Words, AreCutAndBoundAsTheirLanguagesDo) {
  EXPECT_TRUE(has_form("Sherkat-e Melli-ye Nafta", Schema::Company, "sherkat melli nafta"));
  EXPECT_TRUE(has_form("Centre d'Etudes Palmyra", Schema::Company, "centre d etudes palmyra"));
  EXPECT_TRUE(has_form("Rheintal Maschinenfabrik", Schema::Company, "rheintal machinery plant"));
  EXPECT_TRUE(has_form("Rheintal Maschinenfabrik", Schema::Company, "rheintal maschinenfabrik"));
  EXPECT_EQ(compound_cut("maschinenfabrik"), std::string_view("maschinen").size());
  EXPECT_EQ(compound_cut("fabrik"), 0U);
  EXPECT_EQ(compound_cut("qwertyfabrik"), 0U);
  EXPECT_EQ(compound_start("нижневолжский").bytes, std::string_view("нижне").size());
  EXPECT_EQ(compound_start("нижневолжский").class_id, tag_of("lower").class_id);
  EXPECT_EQ(compound_start("волжский").bytes, 0U);
  EXPECT_TRUE(has_form("N P C International", Schema::Company, "npc international"));
  EXPECT_TRUE(has_form("двадцать первый завод", Schema::Company, "21 zavod"));
}

TEST(Ships, AreReadAndNotTranslated) {
  EXPECT_TRUE(has_form("祥和8号", Schema::Vessel, "xianghe 8"));
  EXPECT_TRUE(has_form("第五海福丸", Schema::Vessel, "5 kaifuku maru"));
  EXPECT_TRUE(has_form("海洋之星", Schema::Vessel, "haiyangzhixing"));
  EXPECT_TRUE(has_form("금강산호", Schema::Vessel, "kumgangsan"));
}

}  // namespace
}  // namespace weir::text
