// What goes into a snapshot comes out of it, and equal input gives equal bytes.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "snapshot/builder.hpp"
#include "snapshot/hashing.hpp"
#include "snapshot/parties.hpp"
#include "snapshot/tamper.hpp"
#include "snapshot/view.hpp"

namespace weir::snapshot {
namespace {

std::string build(const std::vector<Party>& parties) {
  Builder builder;
  for (const Party& party : parties) {
    if (!builder.add(party)) return {};
  }
  return builder.to_bytes();
}

RC_GTEST_PROP(RoundTrip, EveryFieldOfEveryPartyComesBack, ()) {
  const auto parties = *rc::gen::resize(8, rc::gen::container<std::vector<Party>>(test::any_party()));
  const auto view = View::from_bytes("test", build(parties));
  RC_ASSERT(view.has_value());
  RC_ASSERT(view->parties().size() == parties.size());
  for (std::uint32_t i = 0; i < parties.size(); ++i) {
    const auto party = view->party(i);
    RC_ASSERT(party.has_value());
    const Party& put = parties[i];
    RC_ASSERT(party->list == put.list);
    RC_ASSERT(party->entry_id == put.entry_id);
    RC_ASSERT(party->schema == put.schema);
    RC_ASSERT(party->gender == put.gender);
    RC_ASSERT(party->names == put.names);
    RC_ASSERT(party->birth_dates == put.birth_dates);
    RC_ASSERT(party->addresses == put.addresses);
    RC_ASSERT(party->identifiers == put.identifiers);
    RC_ASSERT(party->countries == put.countries);
    RC_ASSERT(party->programmes == put.programmes);
    RC_ASSERT(party->listed_on == put.listed_on);
    RC_ASSERT(party->updated_on == put.updated_on);
    RC_ASSERT(party->expires_on == put.expires_on);
    RC_ASSERT(party->linked_to == put.linked_to);
    RC_ASSERT(party->properties == put.properties);
    RC_ASSERT(party->source == put.source);
  }
}

RC_GTEST_PROP(RoundTrip, EveryWordOfEveryNameIsFoundByItsIndexes, ()) {
  const auto parties = *rc::gen::resize(8, rc::gen::container<std::vector<Party>>(test::any_party()));
  const auto view = View::from_bytes("test", build(parties));
  RC_ASSERT(view.has_value());
  for (std::uint32_t form = 0; form < view->form_count(); ++form) {
    for (const std::uint32_t word : view->form_words(form)) {
      const std::uint32_t token = word & kTokenMask;
      RC_ASSERT(view->find_token(view->token_text(token)) == token);
      const auto names = view->postings(token);
      RC_ASSERT(std::binary_search(names.begin(), names.end(), view->form_name(form)));
      if (view->token(token).sound == 0) continue;
      const std::uint64_t hash = hash_sound(view->token(token).sound);
      const auto rows = view->sound_rows(hash);
      RC_ASSERT(std::find(rows.begin(), rows.end(), pack_row(token, hash)) != rows.end());
    }
  }
  RC_ASSERT(view->find_token("nosuchwordanywhere") == kNone);
  test::walk(*view);
}

RC_GTEST_PROP(RoundTrip, EqualInputGivesEqualBytesAndId, ()) {
  const auto parties = *rc::gen::resize(6, rc::gen::container<std::vector<Party>>(test::any_party()));
  RC_ASSERT(build(parties) == build(parties));
}

TEST(RoundTrip, NoPartyAtAllIsASnapshotToo) {
  const auto view = View::from_bytes("test", build({}));
  ASSERT_TRUE(view) << view.error().text();
  EXPECT_EQ(view->names().size(), 0U);
  EXPECT_EQ(view->token_count(), 0U);
  EXPECT_EQ(view->find_token("x"), kNone);
}

TEST(RoundTrip, AnotherInputHasAnotherId) {
  const auto id = [](const std::string& name) {
    const auto view = View::from_bytes("test", build({Party{.list = "l", .names = {{.text = name}}}}));
    return view ? view->id() : "";
  };
  EXPECT_EQ(id("Arkady").size(), 32U);
  EXPECT_NE(id("Arkady"), id("Arkadi"));
}

TEST(RoundTrip, WhatMetaSaysComesBack) {
  Builder builder;
  builder.describe_list({.id = "l", .title = "A list \"quoted\"", .publisher = "P", .date = "2026-11-24"});
  builder.describe_file({.name = "f\xFF.csv", .list = "l", .format = "csv", .bytes = 7, .checksum = "00"});
  ASSERT_TRUE(builder.add({.list = "l", .names = {{.text = "Arkady"}, {.text = "Arkadi"}}}));
  builder.count_reject("l");
  const auto view = View::from_bytes("test", builder.to_bytes());
  ASSERT_TRUE(view) << view.error().text();
  const ListMeta& list = view->meta().lists.at(0);
  EXPECT_EQ(list.title, "A list \"quoted\"");
  EXPECT_EQ(list.date, "2026-11-24");
  EXPECT_EQ(list.parties, 1U);
  EXPECT_EQ(list.names, 2U);
  EXPECT_EQ(list.rejects, 1U);
  EXPECT_EQ(view->meta().files.at(0).bytes, 7U);
  EXPECT_EQ(view->meta().built_by.substr(0, 5), "weir ");
}

TEST(RoundTrip, AFileAndItsBytesAreTheSame) {
  const std::string path =
      std::filesystem::temp_directory_path() / ("weir_round_" + std::to_string(::getpid()));
  const Party party{.list = "l", .names = {{.text = "Arkady Zelentsov"}}};
  Builder builder;
  ASSERT_TRUE(builder.add(party));
  const auto id = builder.write(path);
  ASSERT_TRUE(id) << id.error().text();
  {
    const auto view = View::open(path);
    ASSERT_TRUE(view) << view.error().text();
    EXPECT_EQ(view->id(), *id);
    EXPECT_EQ(view->file_size(), build({party}).size());
  }
  std::remove(path.c_str());
}

TEST(RoundTrip, AFolderThatIsNotThereIsAnIoFault) {
  Builder builder;
  ASSERT_TRUE(builder.add({.list = "l", .names = {{.text = "Arkady"}}}));
  const auto id = builder.write("/nonexistent/folder/x.weir");
  ASSERT_FALSE(id);
  EXPECT_EQ(id.error().kind, FaultKind::Io);
  EXPECT_NE(id.error().text().find("/nonexistent/folder/x.weir"), std::string::npos);
}

}  // namespace
}  // namespace weir::snapshot
