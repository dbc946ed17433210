// Analysis of names by the rules of each language: a written name must have the Latin form that its people,
// passports or press use among its forms.
#include "text/analyse.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>

#include "text/fold.hpp"
#include "text/numbers.hpp"
#include "text/romanise.hpp"
#include "text/tags.hpp"

namespace weir::text {
namespace {

std::string joined(const Form& form) {
  std::string out;
  for (const Token& token : form) out += (out.empty() ? "" : " ") + token.text;
  return out;
}

std::vector<std::string> forms(std::string_view name, Schema schema) {
  std::vector<std::string> out;
  for (const Form& form : analyse(name, schema).forms) out.push_back(joined(form));
  return out;
}

struct Case {
  Schema schema;
  const char* name;
  const char* form;  // one of the forms
};

class Reads : public testing::TestWithParam<Case> {};
TEST_P(Reads, HasTheForm) {
  const auto& [schema, name, form] = GetParam();
  const auto all = forms(name, schema);
  EXPECT_NE(std::find(all.begin(), all.end(), form), all.end())
      << name << ": " << testing::PrintToString(all);
}

constexpr Schema kPerson = Schema::Person;
constexpr Schema kCompany = Schema::Company;
INSTANTIATE_TEST_SUITE_P(
    Cyrillic, Reads,
    testing::Values(Case{kPerson, "Юрий Щукин", "yury shchukin"},
                    Case{kPerson, "Юрий Щукин", "iurii shchukin"},
                    Case{kPerson, "Юрий Щукин", "iouri chtchoukine"},  // French, Soviet passports
                    Case{kPerson, "Пётр Семёнов", "petr semenov"},
                    Case{kPerson, "Сергій Коваленко", "serhii kovalenko"},
                    Case{kPerson, "Володимир Гнатюк", "volodymyr hnatiuk"},
                    Case{kPerson, "Аляксандр Жук", "aliaksandr zhuk"},
                    Case{kPerson, "Първан Димитров", "parvan dimitrov"},
                    Case{kPerson, "Милош Тодоровић", "milos todorovic"},
                    Case{kPerson, "Қайрат Жұмабаев", "qairat jumabaev"},  // Kazakh Latin of 2021
                    Case{kPerson, "Ҷамшед Раҳимӣ", "jamshed rahimi"}));
INSTANTIATE_TEST_SUITE_P(
    EastAsia, Reads,
    testing::Values(Case{kPerson, "单雄信", "shan xiongxin"}, Case{kPerson, "仇英", "qiu ying"},
                    Case{kPerson, "諸葛亮", "zhuge liang"}, Case{kPerson, "陳大文", "chan taiman"},
                    Case{kPerson, "謝小平", "hsieh hsiaoping"}, Case{kPerson, "吕布", "lu bu"},
                    Case{kPerson, "王 小明", "wang xiaoming"}, Case{kPerson, "佐藤健一", "sato kenichi"},
                    Case{kPerson, "渡邊 博", "watanabe hiroshi"}, Case{kPerson, "かとう ゆうき", "kato yuki"},
                    Case{kPerson, "ｶﾄｳ", "kato"},  // half-width
                    Case{kPerson, "김현우", "kim hyun woo"}, Case{kPerson, "박 정수", "park jung soo"},
                    Case{kPerson, "리영철", "ri yong chol"}, Case{kPerson, "남궁민", "namgung min"},
                    Case{kCompany, "上海东方贸易有限公司", "shanghai east trading ltd"},
                    Case{kCompany, "海星機械有限公司", "haixing machinery ltd"},
                    Case{kCompany, "サクラシステムズ株式会社", "sakura systems jsc"},
                    Case{kCompany, "한국전자주식회사", "korea electronics jsc"}));
INSTANTIATE_TEST_SUITE_P(MiddleEast, Reads,
                         testing::Values(Case{kPerson, "عبد الرحمن الناصر", "abdulrahman al nasser"},
                                         Case{kPerson, "نور الدين", "nuruddin"},
                                         Case{kPerson, "محمد بن خالد", "muhammad bin khalid"},
                                         Case{kPerson, "حسین کریمی", "hussein karimi"},
                                         Case{kPerson, "מיכאל לוי", "michael levi"},
                                         Case{kCompany, "شركة الشرق للتجارة ذ.م.م", "co east trading llc"},
                                         Case{kCompany, "בנק צפון בע\"מ", "bank north ltd"}));
INSTANTIATE_TEST_SUITE_P(
    OtherScripts, Reads,
    testing::Values(Case{kPerson, "Γιώργος Ντίνος", "giorgos dinos"},
                    Case{kPerson, "Αύγουστος Μπέκας", "avgoustos bekas"},
                    Case{kPerson, "Արամ Խաչատրյան", "aram khachatryan"},
                    Case{kPerson, "ნინო ბერიძე", "nino beridze"}, Case{kPerson, "अनिल कपूर", "anil kapur"},
                    Case{kPerson, "สมชาย ใจดี", "somchai chaidi"}, Case{kPerson, "Đỗ Thị Hà", "do thi ha"},
                    Case{kPerson, "Ağaoğlu Işık", "agaoglu isik"},
                    Case{kPerson, "Jörg Größer", "joerg groesser"}, Case{kPerson, "Łukasz Żak", "lukasz zak"},
                    Case{kPerson, "Þór Guðmundsson", "thor gudmundsson"}));
INSTANTIATE_TEST_SUITE_P(
    Organisations, Reads,
    testing::Values(
        Case{kCompany, "NordwerkGmbH", "nordwerk llc"}, Case{kCompany, "Norda Sp. z o.o.", "norda llc"},
        Case{kCompany, "Norda S. de R.L. de C.V.", "norda llc"},
        Case{kCompany, "Norda Ltd. Şti.", "norda llc"}, Case{kCompany, "Norda A/S", "norda jsc"},
        Case{kCompany, "ΝΟΡΔΑ Α.Ε.", "norda jsc"}, Case{kCompany, "Норда, ЗАО", "norda jsc"},
        Case{kCompany, "Factory No. 05", "factory 5"}, Case{kCompany, "Fifth Factory", "5 factory"},
        Case{kCompany, "Завод №5", "zavod 5"}, Case{kCompany, "Factory VIII", "factory 8"},
        Case{kCompany, "第五工厂", "5 plant"}, Case{kCompany, "Factory No. XLVII", "factory 47"},
        Case{kCompany, "第七〇二研究所", "702 institute"}, Case{kCompany, "三二一工厂", "321 plant"},
        // a word that names a firm is translated or read, and alone it keeps its meaning
        Case{kCompany, "光明工厂", "lighting plant"}, Case{kCompany, "曙光工厂", "dawn plant"},
        Case{kCompany, "曙光工厂", "shuguang plant"}, Case{kCompany, "南方工厂", "nanfang plant"},
        // words that say two things
        Case{kCompany, "Машзавод Норда", "machinery plant norda"},
        Case{kCompany, "Gépgyár Norda", "machinery plant norda"},
        Case{Schema::Vessel, "M/V Norda II", "mv norda 2"},
        Case{Schema::Vessel, "M.T. Norda 2", "mt norda 2"},
        Case{kCompany, "Saint Petersburg Port", "saintpetersburg port"},
        // the words as written are a form too: documents are read word by word
        Case{kCompany, "Saint Petersburg Port", "saint petersburg port"}));
INSTANTIATE_TEST_SUITE_P(
    PartsAndCustoms, Reads,
    testing::Values(
        Case{kPerson, "נועם רוזנבלום", "noam rosenblum"}, Case{kPerson, "אבי גולדברג", "avi goldberg"},
        Case{kPerson, "สุภาพร บุญมี", "supaporn boonmee"}, Case{kPerson, "สุภาพร บุญมี", "suphaphon bunmi"},
        Case{kPerson, "နန္ဒာကျော်", "nan da kyaw"}, Case{kPerson, "ロバート・ペトロフ", "robert petrov"},
        Case{kPerson, "Tutiya Tatuya", "tsuchiya tatsuya"}, Case{kPerson, "Lin Siou-ying", "lin xiu ying"},
        Case{kPerson, "کھوسہ", "khusah"}, Case{kPerson, "ابوالکلام", "abulkalam"},
        Case{kPerson, "Պետրոս Գևորգյան", "bedros kevorkian"}, Case{kCompany, "ალაზნის ბანკი", "alazani bank"},
        Case{kCompany, "东方红工厂", "dongfanghong plant"}, Case{Schema::Airplane, "EPGOM", "ep gom"},
        Case{Schema::Airplane, "M/T P632", "mt p 632"}, Case{Schema::Vessel, "동해1호", "donghae 1"},
        Case{kPerson, "Ирина Щукина", "irina szczukina"}, Case{kPerson, "ჯაბა ძიძავა", "dschaba dsidsawa"},
        Case{kPerson, "Szczepan Żółkiewski", "shchepan zholkievski"},
        Case{kPerson, "Željko Šćepić", "zhelyko shchepich"}, Case{kPerson, "Xəyal Qasımov", "khayal gasimov"},
        Case{kPerson, "Chou En-lai", "zhou en lai"}, Case{kPerson, "P'eng Te-huai", "peng de huai"},
        Case{kPerson, "Lee Teng-hui", "li deng hui"}, Case{kPerson, "難波翔太", "namba shota"},
        Case{kPerson, "淺野榮作", "asano eisaku"}, Case{kPerson, "Fazlur Rehman", "fazl rehman"},
        Case{kPerson, "ذو الفقار", "zulfiqar"}, Case{kPerson, "حاجی زاده", "hajizadeh"},
        Case{kPerson, "Suresh a/l Rajan", "suresh bin rajan"},
        Case{kPerson, "Devi d/o Kumar", "devi bint kumar"},
        Case{kPerson, "Brigitte Moreau née Lefèvre", "brigitte moreau"},
        Case{kPerson, "Brigitte Moreau née Lefèvre", "brigitte lefevre"}, Case{kPerson, "حمية", "hamiya"},
        Case{kPerson, "李光耀", "lee kuangyew"}));

// Titles count for little, before or behind a name and joined on to it; words that are names elsewhere only
// in front of two names.
TEST(Titles, AreTaggedByTheirPlace) {
  const auto titles = [](std::string_view name) {
    const AnalysedName analysed = analyse(name, kPerson);
    const Form& form = analysed.forms.front();
    return std::count_if(form.begin(), form.end(), [](const Token& t) { return (t.flags & kTitle) != 0; });
  };
  EXPECT_EQ(titles("Sardar Omar Latif"), 1);
  EXPECT_EQ(titles("Sardar Latif"), 0);
  EXPECT_EQ(titles("Hon. Justice Peter Mbeki"), 2);
  EXPECT_EQ(titles("U Ohn Kyaw"), 1);
  EXPECT_EQ(titles("Ko Young Jae"), 0);  // a Korean surname
  EXPECT_EQ(titles("Lt. Col. Daniel Okafor"), 2);
  EXPECT_EQ(forms("王建民先生", kPerson), forms("王建民", kPerson));
  EXPECT_EQ(forms("นายสมชาย ใจดี", kPerson), forms("สมชาย ใจดี", kPerson));
  EXPECT_EQ(forms("ဒေါ်ခင်ကြည်", kPerson), forms("ခင်ကြည်", kPerson));
  EXPECT_EQ(forms("박지훈박사님", kPerson), forms("박지훈", kPerson));
  EXPECT_EQ(forms("김원수", kPerson).empty(), false);  // no marshal called Kim
}

INSTANTIATE_TEST_SUITE_P(ArabicNamesInLatin, Reads,
                         testing::Values(Case{kPerson, "Abd al-Rahman Sadiq", "abdulrahman sadiq"},
                                         Case{kPerson, "Abdur Rahman Sadiq", "abdulrahman sadiq"},
                                         Case{kPerson, "Abderrahmane Sadiq", "abdulrahmane sadiq"},
                                         Case{kPerson, "Nour Eddine Sadiq", "nouruddin sadiq"},
                                         Case{kPerson, "Abdallah", "abdullah"}));

TEST(Analyse, WordsOfOneMeaningHaveOneClass) {
  const auto class_of = [](std::string_view name) {
    return analyse(name, kCompany).forms.at(0).at(0).class_id;
  };
  const std::uint16_t plant = class_of("Plant X1");
  EXPECT_NE(plant, 0);
  for (const auto name : {"Завод X1", "Factory X1", "Fabrika X1", "مصنع X1"})
    EXPECT_EQ(class_of(name), plant) << name;
  EXPECT_NE(class_of("Bank X1"), plant);
  EXPECT_EQ(class_of("Moscow X1"), class_of("Москва X1"));
  EXPECT_EQ(class_of("7 X1"), class_of("Seventh X1"));
  EXPECT_NE(class_of("7 X1"), class_of("8 X1"));
}

TEST(Analyse, TitlesAreOnlyOfPeopleAndGenericWordsOnlyOfOthers) {
  EXPECT_NE(analyse("Haji Karim", kPerson).forms[0][0].flags & kTitle, 0);
  EXPECT_EQ(analyse("Haji Trading", kCompany).forms[0][0].flags & kTitle, 0);
  EXPECT_EQ(analyse("Ivan Bank", kPerson).forms[0][1].flags & kGeneric, 0);
  EXPECT_NE(analyse("Ivan Bank", kCompany).forms[0][1].flags & kGeneric, 0);
}

TEST(Numbers, RomanNumbersAreRegular) {
  EXPECT_EQ(roman_number("ii"), 2);
  EXPECT_EQ(roman_number("xiv"), 14);
  EXPECT_EQ(roman_number("xxxix"), 39);
  EXPECT_EQ(roman_number("xlvii"), 47);
  EXPECT_EQ(roman_number("lxxxix"), 89);
  for (const auto word : {"iiii", "vx", "xc", "x", "mix", "civil", ""})
    EXPECT_EQ(roman_number(word), 0) << word;
  EXPECT_EQ(plain_digits("007"), "7");
  EXPECT_EQ(plain_digits("000"), "0");
  EXPECT_EQ(plain_digits("5th"), "5");
  EXPECT_EQ(plain_digits("no5"), "5");
  EXPECT_EQ(plain_digits("5x5"), "");
}

// What holds for every name whatever its bytes.
void check_contract(const std::string& name, Schema schema) {
  const AnalysedName analysed = analyse(name, schema);
  RC_ASSERT(analysed.forms.size() <= kMaxForms);
  for (const Form& form : analysed.forms) {
    RC_ASSERT(!form.empty());
    RC_ASSERT(form.size() <= kMaxTokens);
    for (const Token& token : form) {
      RC_ASSERT(!token.text.empty());
      RC_ASSERT(token.text.size() <= kMaxTokenBytes);
      for (const char c : token.text) RC_ASSERT((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
  }
}

TEST(Fold, MakesNoLettersOfBrokenBytes) {
  // A byte that begins a letter, an invisible character, and the bytes that would end the letter.
  const std::string folded = fold("\xEF\xEF\xB8\x88\xBA\xBA");
  EXPECT_EQ(folded, "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(fold(folded), folded);
}

TEST(AnalyseProperty, TokensAreLettersAndDigitsWithinTheLimits) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) { check_contract(bytes, kPerson); }));
  EXPECT_TRUE(rc::check([](const std::string& bytes) { check_contract(bytes, kCompany); }));
  EXPECT_TRUE(rc::check([] {
    // Text of many scripts: points of the basic plane that are letters more often than not.
    std::string text;
    for (const auto c :
         *rc::gen::container<std::vector<char32_t>>(rc::gen::inRange<char32_t>(0x20, 0xD7FF))) {
      if (c < 0x80) {
        text.push_back(static_cast<char>(c));
      } else if (c < 0x800) {
        text.push_back(static_cast<char>(0xC0 | (c >> 6)));
        text.push_back(static_cast<char>(0x80 | (c & 0x3F)));
      } else {
        text.push_back(static_cast<char>(0xE0 | (c >> 12)));
        text.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
        text.push_back(static_cast<char>(0x80 | (c & 0x3F)));
      }
    }
    for (const Schema schema : {kPerson, kCompany, Schema::LegalEntity, Schema::Vessel})
      check_contract(text, schema);
  }));
}

TEST(AnalyseProperty, CaseAndSpaceDoNotCount) {
  EXPECT_TRUE(rc::check([] {
    const auto words = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(rc::gen::nonEmpty(
        rc::gen::container<std::string>(rc::gen::inRange('a', static_cast<char>('z' + 1))))));
    std::string lower;
    std::string upper;
    for (const std::string& word : words) {
      lower += word + " ";
      std::string loud = word;
      std::transform(loud.begin(), loud.end(), loud.begin(),
                     [](char c) { return static_cast<char>(c - 'a' + 'A'); });
      upper += "  " + loud;
    }
    RC_ASSERT(forms(lower, kCompany) == forms(upper, kCompany));
    RC_ASSERT(forms(lower, kPerson) == forms(upper, kPerson));
  }));
}

}  // namespace
}  // namespace weir::text
