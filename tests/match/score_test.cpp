// The score of two names: what its terms do, that it never falls when evidence grows, and that its
// explanation adds up.
#include "match/score.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <chrono>

#include "match/evidence.hpp"
#include "weir/engine.hpp"

namespace weir::match {
namespace {

double person(std::string_view left, std::string_view right) {
  return compare_names(left, right, Schema::Person).score;
}
double company(std::string_view left, std::string_view right) {
  return compare_names(left, right, Schema::Company).score;
}
double plane(std::string_view left, std::string_view right) {
  return compare_names(left, right, Schema::Airplane).score;
}

// "Rauk" is no name, "Marla" one; either way three words that agree say more than one letter that does not.
TEST(Score, ForgivesOneSlipInANameWhoseOtherWordsAgree) {
  EXPECT_GT(person("Jose Rau Quintero Belmonte", "Jose Raul Quintero Belmonte"), 0.6);
  EXPECT_LT(person("Rau Belmonte", "Raul Belmonte"), 0.6);
  EXPECT_GT(company("Nordwerk Lendova Fish Park", "Nordwerk Lendova Fisk Park"), 0.6);
  // Two slips, a man and a woman, syllables, two meanings: two names.
  EXPECT_LT(person("Jose Ruak Quintero Belmont", "Jose Raul Kintera Belmonte"),
            person("Jose Rau Quintero Belmonte", "Jose Raul Quintero Belmonte"));
  EXPECT_LT(person("Kim Yong Chol", "Kim Yong Chon"), 0.6);
  EXPECT_LT(company("Nordwerk Lendova Iran Trading", "Nordwerk Lendova Iraq Trading"), 0.6);
}

// Who is whose son stands in the order of names; the family name may come first or last.
TEST(Score, TurnsAPersonsNameButDoesNotShuffleIt) {
  const double turned = person("Ahmed Mohammed Ali", "Ali Ahmed Mohammed");
  EXPECT_GT(turned, 0.95);
  EXPECT_LT(person("Ahmed Mohammed Ali", "Mohammed Ahmed Ali"), turned);
  EXPECT_LT(person("Lee Young-soo", "Lee Soo-young"), 0.6);  // another given name
  EXPECT_GT(person("Lee Young-soo", "Young-soo Lee"), 0.6);
  // Rare names are still one party's in any order.
  EXPECT_GT(person("Bakhtiyor Khalikov Ismatillo", "Khalikov Bakhtiyor Ismatillo"), 0.6);
}

// Outside Russia most write no patronymic.
TEST(Score, FindsANameWithoutItsPatronymic) {
  EXPECT_GT(person("Makar Udalov", "Makar Ivanovich Udalov"), 0.6);
  EXPECT_GT(person("Ivan Petrov", "Ivan Ivanovich Petrov"), 0.6);
  EXPECT_LT(person("Ivan Petrov", "Ivan Ivanovich Sidorov"), 0.1);
  EXPECT_GT(person("Ivan Ivanovich Petrov", "Petrov Ivan Ivanovich"), 0.9);
}

// Registers abroad write the family's form for a woman, whose given name tells that she is one.
TEST(Score, KnowsAWomanByHerFamilysSurname) {
  EXPECT_GT(person("Agnieszka Wronkowska", "Agnieszka Wronkowski"), 0.6);
  EXPECT_GT(person("Jana Hruškova", "Jana Hruška"), 0.6);
  EXPECT_GT(person("Galina Zaytseva", "Galina Zaitsev"), 0.6);
  EXPECT_LT(person("Marina Volkova", "Marin Volkov"), 0.6);
  EXPECT_LT(person("Aleksandr Zaitsev", "Aleksandr Zaitseva"), 0.6);
}

TEST(Score, FindsANameWithoutTheSecondSurname) {
  EXPECT_GT(person("Edelmiro Maduro Moros", "Edelmiro Maduro"),
            person("Edelmiro Maduro Tamm", "Edelmiro Maduro"));
  EXPECT_GT(person("Carmenza Maduro de Alba", "Carmenza Maduro"), 0.3);
}

TEST(Score, PartsVietnameseNamesByALetter) {
  EXPECT_LT(person("Nguyen Duc Thang", "Nguyen Duc Thanh"), 0.6);
  EXPECT_LT(person("Nguyen Van Binh", "Nguyen Thi Binh"), 0.6);
  EXPECT_GT(person("Nguyen Van Binh", "Binh Nguyen Van"), 0.6);
}

TEST(Score, CountsOneTitleOfAPerson) {
  const double titled = person("Dr. Makar Udalov", "Makar Udalov");
  EXPECT_GT(titled, 0.6);
  EXPECT_NEAR(person("Prof. Dr. Makar Udalov", "Makar Udalov"), titled, 1e-6);
  EXPECT_GT(person("Letnan Jenderal Makar Udalov", "Makar Udalov"), 0.6);
}

// Two names of the tables that are not one there, be they as near as spellings are.
TEST(Score, PartsNamesThatTheTablesHaveApart) {
  EXPECT_LT(person("Ali Al Hamdi", "Ali Al Ghamdi"), 0.6);
  EXPECT_LT(person("Kenji Sato", "Kenji Saito"), 0.6);
  EXPECT_LT(person("Abdul Majid Zabuli", "Abdul Hamid Zabuli"), 0.6);
  EXPECT_LT(person("Li Juan", "John Lee"), 0.6);
}

TEST(Score, AnInitialCountsAlikeOnEitherSide) {
  EXPECT_FLOAT_EQ(person("L. V. Tarasov", "Leonid Viktorovich Tarasov"),
                  person("Leonid Viktorovich Tarasov", "L. V. Tarasov"));
  EXPECT_GT(person("Leonid Tarasov", "L. Tarasov"), 0.6);
}

TEST(Score, ForgivesASlipInAGenericWordBesideOneTellingWord) {
  EXPECT_GT(company("Khavarmianeh Bnk", "Khavarmianeh Bank"), 0.6);
  EXPECT_LT(company("Khavarmianeh Bnk", "Khavarmian Sand"), 0.6);
  EXPECT_LT(company("Lendova Marlin", "Lendova Merlin"), 0.6);  // two telling words
}

TEST(Score, TellsAFatherFromHisChild) {
  EXPECT_LT(person("Maryam Salem Al-Zahrani", "Abu Maryam Al-Zahrani"), 0.6);
  EXPECT_GT(person("Abu Maryam Al-Zahrani", "Abu Maryam Al Zahrani"), 0.6);
}

TEST(Score, MendsSlipsInLegalForms) {
  for (const auto* name :
       {"Lendova Ltsa.", "Lendova Lta", "Lendova Ocmpay", "Lendova Cmoany Ltd", "Lendovacompany",
        "Joint Stock Cmoany Lendova", "Jointstock Company Lendova", "Lendova 1tda", "Lendova S.A. de C.VV.",
        "Lendova S. de T.L. de C.V.", "Lendova S.A. de X.V.", "Lendova Cp., Ltd", "Lendova y Ci. S.C.S."})
    EXPECT_GT(company(name, "Lendova"), 0.9) << name;
  // A short word that can be spoken is a name, and so is a long one at the start.
  EXPECT_LT(company("Lendova Lada", "Lendova Ltda"), 0.6);
  EXPECT_LT(company("Compart Lendova", "Lendova"), 0.6);
  // A surname in front of "Ltd" is no misspelt "Co.".
  EXPECT_LT(company("Lendova Cox Ltd", "Lendova Co Ltd"), 0.6);
}

TEST(Score, MendsSlipsInLongLegalFormsAndDottedOnes) {
  for (const auto* name :
       {"Joint Sock Company Lendova", "Jpint Stick Company Lendova", "Oen Joint Stock Company Lendova",
        "Jooint Stokc Company Lendova", "Lendova S.AA.S.", "Lendova BB.S.C.", "Lendova EOD", "Lendova EOODD",
        "Lendova 5ASU", "Lendova 5.P.R. de R.L. de C.V.", "Lendova Cco., Ltd", "Lendova Cmpny",
        "Lendova Cornpany", "Lendovadoo", "Lendovaeood", "Lendova S.A. (LDV)"})
    EXPECT_GT(company(name, name == std::string_view("Lendova S.A. (LDV)") ? "Lendova (LDV)" : "Lendova"),
              0.9)
        << name;
  // What stands in front of a form is a name, be it like a form's word; and a word may end like a form.
  EXPECT_LT(company("Open Joint Stock Company Lendova", "Pen Joint Stock Company Lendova"), 0.9);
  EXPECT_LT(company("Koren Joint Stock Company Lendova", "Joint Stock Company Lendova"), 0.6);
  EXPECT_LT(company("Lendowood", "Lendow OOD"), 0.6);
  EXPECT_GT(company("S.A. L.D.V.", "L.D.V. S.A."), 0.9);  // a form is not all of a name
}

TEST(Score, ReadsWordsOfOneMeaningWithASlipInOne) {
  EXPECT_GT(company("Lendova Shura Ocuncil", "Lendova Shura Council"), 0.9);
  EXPECT_GT(company("Lendova Comercializadora Rtade", "Lendova Comercializadora Trade"), 0.9);
  EXPECT_LT(company("Lendova Shura Orlando", "Lendova Shura Council"), 0.6);
}

TEST(Score, ReadsGenericWordsWrittenTogether) {
  EXPECT_GT(company("Lendova Cargofreight", "Lendova Cargo Freight"), 0.9);
  EXPECT_GT(company("Cargofreight", "Cargofreight"), 0.9);
}

TEST(Score, ReadsTitlesWrittenTogetherWithNames) {
  EXPECT_GT(person("Professormojtaba Atarodan", "Professor Mojtaba Atarodan"), 0.6);
  EXPECT_GT(person("Seye Hamid Aboutorani", "Seyed Hamid Aboutorani"), 0.6);
  EXPECT_GE(person("Mr. Aboutorani", "Aboutorani"), person("Aboutorani", "Aboutorani"));
}

// An error seldom makes a known word, and a word that is English alone is no name.
TEST(Score, ForgivesErrorsInKnownNames) {
  EXPECT_GT(person("Hqmid Aboutorani", "Hamid Aboutorani"), 0.6);
  EXPECT_GT(person("Send Sahinpasovic", "Senad Sahinpasovic"), 0.6);
  EXPECT_GT(person("Hqmid Aboutorani", "Hamid Aboutorani"), person("Hamad Aboutorani", "Hamid Aboutorani"));
  EXPECT_GT(person("Hamzaa Aboutorani", "Hamza Aboutorani"), 0.6);
}

// A state's mark is told by its letters; what no state has is a slip.
TEST(Score, ForgivesSlipsInMarksThatNoStateHas) {
  EXPECT_GT(plane("UV2567", "YV2567"), 0.7);
  EXPECT_GT(plane("E-QXF", "EP-QXF"), 0.7);
  EXPECT_LT(plane("RP-QXF", "EP-QXF"), 0.7);
  EXPECT_LT(plane("EP-QXG", "EP-QXF"), 0.7);
  EXPECT_LT(plane("UV2568", "YV2567"), 0.7);
}

TEST(Score, TakesNoWordTwiceForAJoinedOne) {
  EXPECT_GT(person("Bob Bbabu", "Bob Babu"), 0.6);
}

TEST(Score, MendsSlipsInWordsForNumbers) {
  EXPECT_GT(company("Twelfh Lendova GmbH", "12 Lendova GmbH"), 0.9);
  EXPECT_LT(company("Twelfh Lendova GmbH", "13 Lendova GmbH"), 0.6);
}

RC_GTEST_PROP(Score, NeverFallsWhenNamesAreMoreAlikeOrRarer, ()) {
  const auto share = [] { return static_cast<float>(*rc::gen::inRange(0, 1001)) / 1000; };
  const Schema schema =
      *rc::gen::element(Schema::Person, Schema::Company, Schema::Vessel, Schema::LegalEntity);
  const NameScore less{
      .similarity = share(), .rarity = 30 * share(), .whole = *rc::gen::arbitrary<bool>(), .schema = schema};
  NameScore more = less;
  more.similarity += (1 - less.similarity) * share();
  RC_ASSERT(name_weight(more) >= name_weight(less) - 1e-6);
  more = less;
  more.rarity += 10 * share();
  RC_ASSERT(name_weight(more) >= name_weight(less) - 1e-6);
  more = less;
  more.namesakes += 5 * share();
  RC_ASSERT(name_weight(more) <= name_weight(less));
}

// A hyphen binds; in Chinese and Korean names nothing is another tongue's.
TEST(Score, ReadsSyllablesAndHyphensAsTheNameHasThem) {
  EXPECT_LT(person("Li Juan", "John Lee"), 0.6);
  EXPECT_GT(person("Juan Belmonte", "John Belmonte"), 0.6);
  EXPECT_LT(person("Huang Jianhua", "Chin-hua Huang"), 0.6);  // Jinhua
  EXPECT_LT(person("Sun Min", "Min Son"), 0.6);               // a Korean surname
  EXPECT_LT(person("Zhang Hao", "Pak Chang-ho"), 0.6);        // no Indonesian title
  EXPECT_LT(person("Ali Ahmadi", "Ali Agha-Ahmadi"), 0.6);
  EXPECT_GT(person("Ali Ahmadi", "Agha Ali Ahmadi"), 0.6);
}

TEST(Score, TellsASonFromAFatherByTheFamilyNameThatStays) {
  EXPECT_LT(person("Saud Mohammed Al-Zahrani", "Mohammed Saud Al-Zahrani"), 0.6);
  EXPECT_GT(person("Saud Mohammed Al-Zahrani", "Al-Zahrani Saud Mohammed"), 0.6);
}

TEST(Score, IsWhatItsEvidenceAddsUpTo) {
  for (const auto& [left, right] :
       {std::array{"Ivan Petrov", "Ivan Ivanovich Petrov"},
        std::array{"Jose Rau Quintero Belmonte", "Jose Raul Quintero Belmonte"},
        std::array{"Ahmed Mohammed Ali", "Mohammed Ahmed Ali"}, std::array{"Юрий Петров", "Yuriy Petroff"}}) {
    const Comparison result = compare_names(left, right, Schema::Person);
    EXPECT_NEAR(result.score, logistic(total_weight(result.evidence)), 1e-9) << left << " / " << right;
  }
}

TEST(BirthDates, WeighTheLessTheFurtherApartTheyAre) {
  const auto day = [](int year, unsigned month, unsigned of_month) {
    const Day at = std::chrono::sys_days(std::chrono::year(year) / month / of_month);
    return snapshot::PartyFacts::Days{.earliest = at, .latest = at};
  };
  const auto born = day(1970, 3, 5);
  double last = birth_weight(born, born);
  for (const auto& other : {day(1970, 5, 3), day(1971, 3, 5), day(1975, 3, 5), day(1985, 3, 5)}) {
    const double weight = birth_weight(born, other);
    EXPECT_LT(weight, last);
    EXPECT_EQ(weight, birth_weight(other, born));
    last = weight;
  }
  EXPECT_GT(last, kNoDate);
}

}  // namespace
}  // namespace weir::match
