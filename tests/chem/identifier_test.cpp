// CAS check digits, names folded, SMILES complaints.
#include "chem/identifier.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

namespace {

using namespace weir::chem;

TEST(Cas, RightOnesOfTheSheet) {
  for (const char* cas : {"39742-60-4", "21409-26-7", "23056-29-3", "125541-22-2", "1609-66-1", "1474-02-8",
                          "41661-47-6", "79099-07-3", "79-03-8", "437-38-7"})
    EXPECT_EQ(read_cas(cas).value_or("refused"), cas);
  EXPECT_EQ(read_cas("000437-38-7").value_or("refused"), "437-38-7");
}

TEST(Cas, AWrongDigitIsNamed) {
  EXPECT_EQ(read_cas("79099-07-4").error(), "wrong CAS number: its check digit is 4, expected 3");
  EXPECT_FALSE(read_cas("1-03-8"));
  EXPECT_FALSE(read_cas("79-3-8"));
  EXPECT_FALSE(read_cas("12345678-03-8"));
  EXPECT_FALSE(read_cas(""));
}

TEST(Cas, EveryChangedDigitIsNoticed) {
  // The weights run over 1..9 modulo 10: a changed digit goes unnoticed only where weight times change is a
  // multiple of ten, so a change by one is always noticed unless its weight is 10.
  rc::check("one digit of a right number moved by one", [] {
    const std::string right = "125541-22-2";
    const auto at = *rc::gen::element<std::size_t>(0, 1, 2, 3, 4, 5, 7, 8, 10);
    std::string wrong = right;
    wrong[at] = wrong[at] == '9' ? '8' : static_cast<char>(wrong[at] + 1);
    RC_ASSERT(!read_cas(wrong));
  });
}

TEST(Names, CasePunctuationAndGreekAreFolded) {
  EXPECT_EQ(fold_name("4-Piperidone"), "4piperidone");
  EXPECT_EQ(fold_name("N-Phenethyl-4-piperidone"), fold_name("n phenethyl 4 PIPERIDONE"));
  EXPECT_EQ(fold_name("α-methyl"), fold_name("alpha-Methyl"));
  EXPECT_EQ(fold_name("tert\xE2\x80\x91"
                      "butyl"),
            "tertbutyl");  // non-breaking hyphen
  EXPECT_EQ(fold_name("\xE2\x80"), "");
}

TEST(Smiles, ComplaintsNameTheByte) {
  EXPECT_EQ(smiles_complaint("CCO"), "");
  EXPECT_EQ(smiles_complaint("C1CC("), "a '(' is not closed");
  EXPECT_EQ(smiles_complaint("CC)"), "byte 3: ')' without '('");
  EXPECT_EQ(smiles_complaint("C[N"), "a '[' is not closed");
  EXPECT_EQ(smiles_complaint("C C"), "byte 2 is no part of a SMILES");
}

TEST(InchiKey, Shape) {
  EXPECT_TRUE(looks_like_inchikey("PJMPHNIQZUBGLI-UHFFFAOYSA-N"));
  EXPECT_FALSE(looks_like_inchikey("PJMPHNIQZUBGLI-UHFFFAOYSA-1"));
  EXPECT_FALSE(looks_like_inchikey("PJMPHNIQZUBGLI"));
}

}  // namespace
