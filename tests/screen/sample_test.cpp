// The bundled sample from list files to decisions: readers, builder, view, retrieval, evidence and the text
// scan together.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "inputs/document.hpp"
#include "lists/byte_source.hpp"
#include "lists/load.hpp"
#include "lists/user_csv.hpp"
#include "screen/engine_state.hpp"
#include "snapshot/builder.hpp"

namespace weir {
namespace {

class Collect final : public lists::Sink {
 public:
  void party(Party&& party) override { parties.push_back(std::move(party)); }
  void reject(lists::Reject&& reject) override { rejects.push_back(std::move(reject)); }
  std::vector<Party> parties;
  std::vector<lists::Reject> rejects;
};

class Sample : public testing::Test {
 protected:
  void SetUp() override {
    snapshot::Builder builder;
    lists::load_lists(
        {{.path = WEIR_SOURCE_DIR "/data/sample/lists"}}, {},
        {.list =
             [&](const lists::ListInfo& info) {
               builder.describe_list({.id = info.list_id, .title = info.title});
             },
         .file = [](const lists::LoadedFile&) {},
         .party = [&](Party&& party) { ASSERT_TRUE(builder.add(party)); },
         .reject = [&](const std::string&, lists::Reject&& reject) { rejects.push_back(std::move(reject)); },
         .problem = [](const Fault& fault) { ADD_FAILURE() << fault.text(); },
         .note = [](const std::string&) {}});
    bytes = builder.to_bytes();
  }
  [[nodiscard]] Engine engine() const {
    auto view = snapshot::View::from_bytes("sample", bytes);
    EXPECT_TRUE(view) << view.error().text();
    return engine_over(std::move(*view));
  }
  std::string bytes;
  std::vector<lists::Reject> rejects;
};

TEST_F(Sample, OrphanAliasIsRejectedWithItsPlace) {
  ASSERT_EQ(rejects.size(), 1U);
  EXPECT_EQ(rejects[0].line, 4U);
  EXPECT_NE(rejects[0].reason.find("99999"), std::string::npos);
}

TEST_F(Sample, CustomersMeetTheirEntriesAndNoOthers) {
  auto file = lists::open_file(WEIR_SOURCE_DIR "/data/sample/customers.csv");
  ASSERT_TRUE(file);
  Collect customers;
  ASSERT_TRUE(lists::read_user_csv(**file, {}, customers));
  const Engine weir = engine();
  Screener screener(weir);
  const std::map<std::string, std::string> expected{{"C-1", "90001"}, {"C-2", ""},      {"C-3", "90002"},
                                                    {"C-4", "90003"}, {"C-5", "90005"}, {"C-6", "90004"},
                                                    {"C-7", ""},      {"C-8", ""}};
  ASSERT_EQ(customers.parties.size(), expected.size());
  for (const Party& party : customers.parties) {
    const Decision decision = screener.screen(party);
    const std::string found = decision.hits.empty() ? "" : decision.hits.front().entry_id;
    EXPECT_EQ(found, expected.at(party.entry_id)) << party.names.front().text;
    for (const Hit& hit : decision.hits) EXPECT_FALSE(hit.evidence.empty());
  }
}

TEST_F(Sample, NamesAreFoundInRunningTextAndCommonWordsAreNot) {
  const auto document = inputs::read_document(WEIR_SOURCE_DIR "/data/sample/news.txt");
  ASSERT_TRUE(document);
  const Engine weir = engine();
  Screener screener(weir);
  std::vector<std::string> found;
  for (const Mention& mention : screener.scan(document->text)) {
    found.push_back(mention.hit.entry_id);
    EXPECT_EQ(document->text.substr(mention.offset, mention.length), mention.hit.query_name);
  }
  EXPECT_EQ(found, (std::vector<std::string>{"90004", "90002", "90001", "90005"}));
}

TEST_F(Sample, EqualInputGivesEqualBytes) {
  const std::string first = bytes;
  rejects.clear();
  SetUp();
  EXPECT_EQ(first, bytes);
}

TEST_F(Sample, EveryTruncationAndEveryAlterationIsRefused) {
  for (std::size_t size = 0; size < bytes.size(); size += 13) {
    EXPECT_FALSE(snapshot::View::from_bytes("cut", std::string_view(bytes).substr(0, size))) << size;
  }
  // Only the padding between sections carries nothing: a change there is invisible and harmless.
  std::size_t accepted = 0;
  std::size_t tried = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 7, ++tried) {
    std::string altered = bytes;
    altered[at] = static_cast<char>(altered[at] ^ 0x20);
    if (const auto view = snapshot::View::from_bytes("altered", altered)) {
      ++accepted;
      EXPECT_EQ(bytes[at], '\0') << at;
    }
  }
  EXPECT_LT(accepted * 10, tried);
}

TEST_F(Sample, RecordsComeBackWhole) {
  const auto view = snapshot::View::from_bytes("sample", bytes);
  ASSERT_TRUE(view);
  const auto party = view->party(0);
  ASSERT_TRUE(party);
  EXPECT_EQ(party->entry_id, "90001");
  EXPECT_EQ(party->names.front().text, "Arkady Mironovich ZELENTSOV");
  ASSERT_EQ(party->birth_dates.size(), 1U);
  EXPECT_EQ(party->gender, Gender::Male);
  const bool passport =
      std::any_of(party->identifiers.begin(), party->identifiers.end(), [](const Identifier& i) {
        return i.type == IdentifierType::Passport && i.value == "712233445" && i.country == "ru";
      });
  EXPECT_TRUE(passport);
  EXPECT_EQ(party->source.line, 1U);
}

}  // namespace
}  // namespace weir
