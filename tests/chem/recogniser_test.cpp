// From CAS numbers, names, InChIKeys and structures to entries and class wording.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>

#include "chem/identifier.hpp"
#include "chem/structure.hpp"
#include "chem/tables.hpp"
#include "helpers.hpp"

namespace weir::chem {
namespace {

using namespace test;

TEST(Entry, EveryRowByEveryIdentifier) {
  const auto tables = read_tables();
  ASSERT_TRUE(tables) << tables.error().text();
  ASSERT_GE(tables->substances.size(), 10U);
  for (const Substance& row : tables->substances) {
    const std::string id = "cas:" + row.cas;
    EXPECT_TRUE(has_id(ask(row.cas), id)) << row.cas;
    EXPECT_TRUE(has_id(ask(row.name), id)) << row.name;
    EXPECT_TRUE(has_id(ask(row.inchikey), id)) << row.inchikey;
    for (const std::string& synonym : row.synonyms) EXPECT_TRUE(has_id(ask(synonym), id)) << synonym;
    if (Recogniser::reads_structures()) {
      EXPECT_TRUE(has_id(ask(row.smiles), id)) << row.smiles;
    }
  }
}

TEST(Entry, NamesAreUnique) {
  const auto tables = read_tables();
  ASSERT_TRUE(tables);
  std::map<std::string, std::string> owner;
  for (const Substance& row : tables->substances) {
    std::vector<std::string> names = row.synonyms;
    names.push_back(row.name);
    for (const std::string& name : names) {
      const auto [at, fresh] = owner.try_emplace(fold_name(name), row.cas);
      EXPECT_TRUE(fresh || at->second == row.cas) << name;
    }
  }
}

TEST(Entry, SaltsStereoIsotopesAndCharges) {
  WEIR_NEEDS_STRUCTURES();
  for (const char* smiles :
       {"O=C1CCNCC1.Cl", "O=C1CC[NH2+]CC1.[Cl-]", "Cl.O=C1CCNCC1.O", "O=C1CCNC([2H])C1", "O=[13C]1CCNCC1",
        "O=C1CCNCC1.OC(=O)CC(O)(CC(=O)O)C(=O)O", "[O:1]=[C:2]1CCNCC1"}) {
    const Recognition found = ask(smiles);
    ASSERT_FALSE(found.rejected) << smiles << ": " << found.rejected->text();
    EXPECT_TRUE(has_id(found, "cas:41661-47-6")) << smiles;
  }
  // The counter-ion is the larger part, and a listed substance in a mixture is still found.
  EXPECT_TRUE(has_id(ask("O=C1CCNCC1.CCCCCCCCCCCCCCCC(=O)O"), "cas:41661-47-6"));
  const Recognition stereo = ask("CCC(=O)N(c1ccccc1)[C@H]1CCN(CCc2ccccc2)C[C@@H]1C");
  EXPECT_TRUE(has_id(stereo, "cas:42045-86-3"));
  EXPECT_FALSE(stereo.notes.empty());
}

TEST(Entry, NameOfASalt) {
  EXPECT_TRUE(has_id(ask("Fentanyl Citrate"), "cas:437-38-7"));
  EXPECT_TRUE(has_id(ask("4-piperidone monohydrate hydrochloride"), "cas:41661-47-6"));
  EXPECT_TRUE(ask("hydrochloride").rejected);
}

TEST(Entry, AnotherFormOfTheSameSkeletonByInchiKey) {
  const Recognition found = ask("PJMPHNIQZUBGLI-VVVVVVVVVV-N");
  ASSERT_TRUE(has_id(found, "cas:437-38-7"));
  EXPECT_NE(found.matches.front().why.find("first block"), std::string::npos);
}

TEST(ParentClass, AmidesCarbamatesAcetals) {
  WEIR_NEEDS_STRUCTURES();
  const std::string ap = "class:4-ap-and-derivatives";
  const std::string pip = "class:4-piperidone-and-derivatives";
  const struct {
    const char* smiles;
    const std::string* id;
    const char* wording;
  } cases[] = {{"CC(=O)N1CCC(CC1)Nc1ccccc1", &ap, "amide of 4-AP"},
               {"CC(=O)N(c1ccccc1)C1CCNCC1", &ap, "amide of 4-AP"},
               {"O=CN1CCC(CC1)Nc1ccccc1", &ap, "amide of 4-AP"},
               {"CC(C)(C)OC(=O)N1CCC(CC1)Nc1ccccc1", &ap, "carbamate of 4-AP"},
               {"COC(=O)N(c1ccccc1)C1CCNCC1.Cl", &ap, "carbamate of 4-AP"},
               {"CC(=O)N1CCC(=O)CC1", &pip, "amide of 4-piperidone"},
               {"CC(C)(C)OC(=O)N1CCC(=O)CC1", &pip, "carbamate of 4-piperidone"},
               {"C1CC2(CCN1)OCCO2", &pip, "acetal of 4-piperidone"},
               {"COC1(OC)CCNCC1", &pip, "acetal of 4-piperidone"},
               {"COC1(OC)CCN(C(=O)OC)CC1", &pip, "carbamate of 4-piperidone"}};
  for (const auto& one : cases) {
    const Recognition found = ask(one.smiles);
    EXPECT_TRUE(std::any_of(found.matches.begin(), found.matches.end(), [&](const Match& match) {
      return match.kind == MatchKind::ParentClass && match.id == *one.id && match.name == one.wording;
    })) << one.smiles;
  }
}

TEST(ParentClass, NotWhatTheWordingLeavesOut) {
  WEIR_NEEDS_STRUCTURES();
  // N-alkyl, urea, 3-piperidone amide, substituted ring, 4-piperidinol, ANPP, NPP, fentanyl, norfentanyl (an
  // entry in another schedule).
  for (const char* smiles :
       {"CN1CCC(=O)CC1", "NC(=O)N1CCC(=O)CC1", "CC(=O)N1CCCC(=O)C1", "CC1CC(=O)CCN1C(C)=O", "OC1CCNCC1",
        "C1CN(CCc2ccccc2)CCC1Nc1ccccc1", "O=C1CCN(CCc2ccccc2)CC1", "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1",
        "CCC(=O)N(c1ccccc1)C1CCNCC1"})
    EXPECT_EQ(match_of(ask(smiles), MatchKind::ParentClass), nullptr) << smiles;
}

TEST(Rejects, AreNamed) {
  EXPECT_NE(ask("79099-07-4").rejected->message.find("check digit is 4, expected 3"), std::string::npos);
  EXPECT_EQ(ask("").rejected->message, "it is empty");
  EXPECT_EQ(ask(std::string(5000, 'C')).rejected->kind, FaultKind::TooLarge);
  EXPECT_TRUE(ask("no such thing").rejected);
  EXPECT_TRUE(ask("InChI=1S/CH4/h1H4").rejected);
  EXPECT_FALSE(ask("64-17-5").rejected);  // right, but not in the tables
  EXPECT_FALSE(ask("64-17-5").notes.empty());
  WEIR_NEEDS_STRUCTURES();
  EXPECT_NE(ask("smiles:C(C)(C)(C)(C)C").rejected->message.find("valence"), std::string::npos);
  EXPECT_NE(ask("smiles:" + std::string(600, 'C')).rejected->message.find("600 atoms"), std::string::npos);
  EXPECT_TRUE(ask("smiles:C1CC").rejected);
  EXPECT_TRUE(ask("smiles:Xx").rejected);
}

// The fast search against the plain one, over structures put together at random.
TEST(Prefilter, FindsWhatThePlainSearchFinds) {
  WEIR_NEEDS_STRUCTURES();
  const auto tables = read_tables();
  ASSERT_TRUE(tables);
  const auto reader = StructureReader::open(*tables);
  ASSERT_TRUE(reader) << reader.error().text();
  for (const Substance& row : tables->substances) {
    const auto fast = reader->read(row.smiles);
    ASSERT_TRUE(fast);
    EXPECT_EQ(*fast, *reader->read(row.smiles, Search::Plain));
  }
  // Rings of other sizes at the same nitrogen: a prefilter on the size of its smallest ring would miss them.
  for (const char* smiles : {"CCC(=O)N(c2ccccc2)C1CC2CCC(C1)N2(CCc3ccccc3)", "O=C1CC2CCC(C1)N2C(C)=O",
                             "CCC(=O)N(c2ccccc2)C1CC2CC(C1)N2(CCc3ccccc3)"}) {
    const auto fast = reader->read(smiles);
    ASSERT_TRUE(fast) << smiles;
    EXPECT_EQ(*fast, *reader->read(smiles, Search::Plain)) << smiles;
  }
  rc::check("same answer", [&] {
    const auto tail = *rc::gen::element<std::string>("", "CC", "C(=O)C", "C(=O)OC(C)(C)C", "CCc2ccccc2",
                                                     "CCc2ccc(F)cc2", "CCc2cccs2", "CCc2ccc3ccccc3c2");
    const auto head = *rc::gen::element<std::string>("=O", "O", "N(C(=O)CC)c1ccccc1", "Nc1ccccc1",
                                                     "N(C(C)=O)c1ccncc1", "N(C(=O)OC)c1ccccc1", "c1ccccc1");
    const auto ring = *rc::gen::element<std::string>("CC8", "C(C)C8", "C(O)C8", "C8", "c8", "CO8");
    const std::string smiles = "N8(" + (tail.empty() ? std::string("C") : tail) + ")CCC(" + head + ")" + ring;
    const auto fast = reader->read(smiles);
    const auto plain = reader->read(smiles, Search::Plain);
    RC_ASSERT(fast.has_value() == plain.has_value());
    RC_ASSERT(!fast || *fast == *plain);
  });
}

// Found by fuzzing: RDKit tries every way to read a ring of open atoms, for hours.
TEST(Structures, OpenAtomsAreNoStructure) {
  WEIR_NEEDS_STRUCTURES();
  for (const std::string& text :
       {std::string("C1CC(*)NCC1"), "c1" + std::string(80, '*') + "c1", std::string("[#0]CC")}) {
    const Recognition found = ask("smiles:" + text);
    ASSERT_TRUE(found.rejected) << text;
    EXPECT_NE(found.rejected->message, "") << text;
  }
}

}  // namespace
}  // namespace weir::chem
