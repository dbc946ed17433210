// Retrieval against its plain reference: what the exhaustive scan reports at the threshold must be retrieved.
//
// A slice of what `weir_accuracy --recall` measures whole.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "accuracy/list_pairs.hpp"
#include "accuracy/recall.hpp"
#include "accuracy/screening.hpp"
#include "match/exhaustive_scan.hpp"
#include "synthetic_names.hpp"

namespace weir::accuracy {
namespace {

void expect_nothing_lost(const std::vector<Party>& parties, std::size_t queries) {
  auto view = snapshot_of(parties);
  ASSERT_TRUE(view) << view.error();
  std::vector<Party> asked;
  const std::size_t step = std::max<std::size_t>(1, parties.size() / queries);
  for (std::size_t i = 0; i < parties.size(); i += step) asked.push_back(parties[i]);
  const RecallResult result = measure_recall(*view, recall_queries(asked, queries), 2);
  std::string lost;
  for (const std::string& line : result.lost) lost += line + "\n";
  // Few reported names would make the share meaningless.
  EXPECT_GT(result.all.names, queries / 2);
  constexpr double kLeast = 0.999;
  EXPECT_GE(result.all.recall(), kLeast)
      << result.all.found << " of " << result.all.names << " retrieved; lost:\n"
      << lost;
}

TEST(RetrievalRecall, InventedParties) {
  std::vector<Party> parties;
  constexpr std::size_t kParties = 3000;
  bench::SyntheticNames invented(77);
  for (std::size_t i = 0; i < kParties; ++i) parties.push_back(invented.party());
  expect_nothing_lost(parties, 500);
}

TEST(RetrievalRecall, RealLists) {
  if (!std::filesystem::exists(WEIR_SHARED_DATA)) GTEST_SKIP() << WEIR_SHARED_DATA << " is not here";
  const std::vector<Party> parties = load_real_parties(WEIR_SHARED_DATA, {"ofac_sdn_2021_07", "un_sc"});
  ASSERT_GT(parties.size(), 9000U);
  expect_nothing_lost(parties, 300);
}

// One writes in one word, spelt otherwise, what the other writes in two, three or four.
TEST(RetrievalRecall, WordsWrittenAsOneOrApart) {
  std::vector<Party> parties;
  for (const char* name : {"NAM CHON GANG CORPORATION", "HAD KAEW COMPANY LTD.", "VAKIL ABAD PRISON",
                           "DIVE TECHNO SERVICES", "INAYATURAHMAN", "Abdelmajid AL-ZINDANI"}) {
    parties.push_back(
        {.list = "l", .entry_id = name, .schema = Schema::LegalEntity, .names = {{.text = name}}});
  }
  auto view = snapshot_of(parties);
  ASSERT_TRUE(view) << view.error();
  const match::AllForms all(*view);
  match::Retriever retriever(*view);
  std::size_t reported = 0;
  for (const char* name : {"namchongang corporation", "HATKAEW COMPANY LTD.", "VAKILBAAD PRI5ON",
                           "DIVETECHNISERVICES", "inayat ur rahman", "Abd-a1-Majid AL-ZINDANI"}) {
    const screen::QuestionName question(name, Schema::LegalEntity);
    const std::vector<std::uint32_t> wanted = match::exhaustive_scan(all, question, Schema::LegalEntity);
    const std::vector<std::uint32_t> found = match::retrieved(retriever, question, Schema::LegalEntity);
    reported += wanted.size();
    EXPECT_TRUE(std::includes(found.begin(), found.end(), wanted.begin(), wanted.end())) << name;
  }
  EXPECT_GE(reported, 5U);  // the test tests something
}

}  // namespace
}  // namespace weir::accuracy
