// Whole updates: what is accepted, what is held back, and that the last good list outlives everything else.
#include "fetch/update.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "fetch/http_server.hpp"
#include "fetch/scratch.hpp"
#include "snapshot/view.hpp"

namespace weir::fetch {
namespace {

using test::content;
using test::HttpRequest;
using test::HttpServer;
using Reply = HttpServer::Reply;
using std::chrono::milliseconds;
using std::chrono::seconds;

// A list in a user's own format with that many entries.
std::string csv(int entries, const std::string& mark = "") {
  std::string out = "id,schema,name\n";
  for (int i = 1; i <= entries; ++i)
    out += "E-" + std::to_string(i) + ",person,Arkady Zelentsov" + mark + " " + std::to_string(i) + "\n";
  return out;
}

// A publisher whose files the test changes; knows ETags.
class Publisher {
 public:
  void put(const std::string& path, const std::string& body, const std::string& status = "200 OK") {
    const std::lock_guard lock(mutex_);
    files_[path] = {status, body};
  }
  [[nodiscard]] std::string url(const std::string& path) const { return server_.url(path); }
  [[nodiscard]] std::size_t asked() const { return server_.requests().size(); }

 private:
  void answer(const HttpRequest& request, Reply& reply) {
    std::pair<std::string, std::string> file{"404 Not Found", "nothing here"};
    {
      const std::lock_guard lock(mutex_);
      if (const auto found = files_.find(request.path); found != files_.end()) file = found->second;
    }
    const std::string etag = "\"" + std::to_string(std::hash<std::string>{}(file.second)) + "\"";
    if (file.first == "200 OK" && request.header("if-none-match") == etag)
      return reply.send("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"), void();
    reply.answer(file.first, file.second, file.first == "200 OK" ? "ETag: " + etag + "\r\n" : "");
  }

  std::mutex mutex_;
  std::map<std::string, std::pair<std::string, std::string>> files_;
  HttpServer server_{[this](const HttpRequest& request, Reply& reply) { answer(request, reply); }};
};

class Updates : public testing::Test {
 protected:
  void SetUp() override {
    options_.limits = {.connect = milliseconds(2'000),
                       .stalled = seconds(1),
                       .slowest = 1'000,
                       .whole = seconds(20),
                       .attempts = 2,
                       .pause = milliseconds(5),
                       .longest_pause = milliseconds(50),
                       .redirects = 5,
                       .this_machine_only = true};
    auto store = Store::open(scratch_.path());
    ASSERT_TRUE(store);
    store_.emplace(std::move(*store));
  }
  [[nodiscard]] Source source(std::uint64_t least = 0, const std::string& format = "csv") const {
    return {.id = "house",
            .on = true,
            .least = least,
            .files = {{.name = "house.csv",
                       .url = publisher_.url("/house.csv"),
                       .format = format,
                       .most_bytes = 1'000'000}},
            .status = {},
            .note = {}};
  }
  Report run(const Source& source) { return update(*store_, source, options_); }
  Report run() { return run(source()); }
  [[nodiscard]] std::string in_force() const {
    const auto generation = store_->current("house");
    return generation ? content(store_->files_of("house", *generation) + "/house.csv") : "";
  }

  test::Scratch scratch_;
  Publisher publisher_;
  UpdateOptions options_;
  std::optional<Store> store_;
};

TEST_F(Updates, AFirstListIsTakenAndAnUnchangedOneIsNotFetchedAgain) {
  publisher_.put("/house.csv", csv(20));
  const Report first = run();
  EXPECT_EQ(first.result, Result::Updated) << first.message;
  EXPECT_EQ(first.entries, 20U);
  EXPECT_EQ(first.before, 0U);
  EXPECT_EQ(first.fetched_bytes, csv(20).size());
  EXPECT_EQ(in_force(), csv(20));
  const Report second = run();
  EXPECT_EQ(second.result, Result::Unchanged) << second.message;
  EXPECT_EQ(second.entries, 20U);
  EXPECT_EQ(second.fetched_bytes, 0U);
  const auto checked = store_->checked("house");
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->result, "unchanged");
}

TEST_F(Updates, TheListBeforeIsKept) {
  publisher_.put("/house.csv", csv(20));
  run();
  const auto first = store_->current("house");
  publisher_.put("/house.csv", csv(21));
  EXPECT_EQ(run().result, Result::Updated);
  EXPECT_EQ(in_force(), csv(21));
  EXPECT_EQ(content(store_->files_of("house", *first) + "/house.csv"), csv(20));
  publisher_.put("/house.csv", csv(22));
  EXPECT_EQ(run().result, Result::Updated);
  EXPECT_FALSE(std::filesystem::exists(store_->files_of("house", *first)));  // one before is enough
}

TEST_F(Updates, AListThatShrankWaitsForAPersonsWord) {
  publisher_.put("/house.csv", csv(100));
  run();
  publisher_.put("/house.csv", csv(90));
  EXPECT_EQ(run().result, Result::Updated);  // a tenth less is still fine
  publisher_.put("/house.csv", csv(80));
  const Report held = run();
  EXPECT_EQ(held.result, Result::HeldBack);
  EXPECT_EQ(held.entries, 80U);
  EXPECT_EQ(held.before, 90U);
  EXPECT_NE(held.message.find("11 % fewer"), std::string::npos) << held.message;
  EXPECT_EQ(in_force(), csv(90));
  // It stays held, without being fetched again.
  const Report again = run();
  EXPECT_EQ(again.result, Result::HeldBack);
  EXPECT_EQ(again.fetched_bytes, 0U);
  EXPECT_EQ(in_force(), csv(90));
  const Report accepted = accept(*store_, "house");
  EXPECT_EQ(accepted.result, Result::Accepted) << accepted.message;
  EXPECT_EQ(in_force(), csv(80));
  EXPECT_FALSE(store_->held("house"));
  EXPECT_EQ(run().result, Result::Unchanged);
  EXPECT_EQ(accept(*store_, "house").result, Result::Failed);  // nothing is held any more
}

TEST_F(Updates, ACutFileOfAliasesIsNoticedThoughTheEntriesAreAllThere) {
  std::string sdn;
  std::string alt;
  for (int i = 1; i <= 20; ++i) {
    const std::string n = std::to_string(i);
    sdn +=
        n + ",\"ZELENTSOV, Arkady " + n + "\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n";
    alt += n + "," + n + ",\"aka\",\"ZELENTSOFF, Arkadi " + n + "\",-0- \n";
  }
  publisher_.put("/sdn", sdn);
  publisher_.put("/alt", alt);
  Source ofac{.id = "us_ofac_sdn", .on = true, .least = 1, .files = {}, .status = {}, .note = {}};
  for (const char* name : {"sdn", "alt"}) {
    ofac.files.push_back({.name = std::string(name) + ".csv",
                          .url = publisher_.url(std::string("/") + name),
                          .format = "ofac-csv",
                          .most_bytes = 100'000});
  }
  EXPECT_EQ(run(ofac).result, Result::Updated);
  publisher_.put("/alt", alt.substr(0, alt.find('\n', alt.size() / 2) + 1));
  const Report report = run(ofac);
  EXPECT_EQ(report.result, Result::HeldBack);
  EXPECT_EQ(report.entries, 20U);
  EXPECT_NE(report.message.find("names where there were 40"), std::string::npos) << report.message;
}

TEST_F(Updates, AHeldListGivesWayToAGoodOne) {
  publisher_.put("/house.csv", csv(100));
  run();
  publisher_.put("/house.csv", csv(5));
  EXPECT_EQ(run().result, Result::HeldBack);
  publisher_.put("/house.csv", csv(101));
  EXPECT_EQ(run().result, Result::Updated);
  EXPECT_FALSE(store_->held("house"));
  EXPECT_EQ(in_force(), csv(101));
}

TEST_F(Updates, ThePublisherTakesTheBadListBack) {
  publisher_.put("/house.csv", csv(100));
  run();
  publisher_.put("/house.csv", csv(5));
  EXPECT_EQ(run().result, Result::HeldBack);
  publisher_.put("/house.csv", csv(100));
  EXPECT_EQ(run().result, Result::Updated);
  EXPECT_FALSE(store_->held("house"));
  EXPECT_EQ(in_force(), csv(100));
}

TEST_F(Updates, TooFewEntriesAreHeldBackEvenAtFirst) {
  publisher_.put("/house.csv", csv(3));
  const Report report = run(source(10));
  EXPECT_EQ(report.result, Result::HeldBack);
  EXPECT_FALSE(store_->current("house"));
}

TEST_F(Updates, WhatIsNoListIsRefusedAndTheLastGoodOneStays) {
  publisher_.put("/house.csv", csv(20));
  run();
  std::string binary;
  for (int i = 0; i < 5'000; ++i) binary += static_cast<char>(i * 37 % 251);
  for (const std::string& body :
       {std::string("<!DOCTYPE html><html><body>Service unavailable, name, id</body></html>"),
        std::string("<html><title>Error</title>\nname,id\n</html>"), std::string(), binary,
        std::string("{\"error\": \"maintenance\"}"), std::string("id,schema,name\n"),
        std::string(
            "<?xml version=\"1.0\"?><CONSOLIDATED_LIST dateGenerated=\"2026-01-01\"><INDIVIDUALS>")}) {
    publisher_.put("/house.csv", body);
    const Report report = run();
    EXPECT_EQ(report.result, Result::Failed) << body.substr(0, 60) << " " << report.message;
    EXPECT_FALSE(report.message.empty());
    EXPECT_EQ(in_force(), csv(20));
  }
  publisher_.put("/house.csv", csv(20, "x"));
  EXPECT_EQ(run().result, Result::Updated);  // no trouble is left behind
}

TEST_F(Updates, AListInAnotherFormatThanTheTableSaysIsRefused) {
  publisher_.put("/house.csv", csv(20));
  const Report report = run(source(0, "un-xml"));
  EXPECT_EQ(report.result, Result::Failed);
  EXPECT_NE(report.message.find("expected un-xml"), std::string::npos) << report.message;
}

TEST_F(Updates, ErrorsOfTheServerLeaveTheLastGoodList) {
  publisher_.put("/house.csv", csv(20));
  run();
  for (const char* status : {"404 Not Found", "500 Oops", "429 Slow Down", "301 Moved Permanently"}) {
    publisher_.put("/house.csv", csv(30), status);
    EXPECT_EQ(run().result, Result::Failed) << status;
    EXPECT_EQ(in_force(), csv(20));
  }
  const auto checked = store_->checked("house");
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->result.substr(0, 7), "failed:");
}

TEST_F(Updates, FilesOfOneSourceAreTakenTogetherOrNotAtAll) {
  const std::string sdn =
      "1,\"ZELENTSOV, Arkady\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n";
  const std::string add = "1,1,-0- ,-0- ,\"Russia\",-0- \n";
  const std::string alt = "1,1,\"aka\",\"ZELENTSOFF, Arkadi\",-0- \n";
  publisher_.put("/sdn", sdn);
  publisher_.put("/add", add);
  publisher_.put("/alt", alt);
  Source ofac{.id = "us_ofac_sdn", .on = true, .least = 1, .files = {}, .status = {}, .note = {}};
  for (const char* name : {"sdn", "add", "alt"})
    ofac.files.push_back({.name = std::string(name) + ".csv",
                          .url = publisher_.url(std::string("/") + name),
                          .format = "ofac-csv",
                          .most_bytes = 10'000});
  const Report first = run(ofac);
  EXPECT_EQ(first.result, Result::Updated) << first.message;
  EXPECT_EQ(first.entries, 1U);
  EXPECT_EQ(first.rejects, 0U);
  // Two are new, one cannot be had: nothing changes.
  publisher_.put("/sdn", sdn + "2,\"OTHER NAME\",-0- ,\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n");
  publisher_.put("/alt", "gone", "500 Oops");
  EXPECT_EQ(run(ofac).result, Result::Failed);
  EXPECT_EQ(store_->current("us_ofac_sdn")->entries, 1U);
  // The third is there again, unchanged: it is not fetched, and joins the new two.
  publisher_.put("/alt", alt);
  const Report second = run(ofac);
  EXPECT_EQ(second.result, Result::Updated) << second.message;
  EXPECT_EQ(second.entries, 2U);
  const auto now = store_->current("us_ofac_sdn");
  EXPECT_EQ(content(store_->files_of("us_ofac_sdn", *now) + "/alt.csv"), alt);
}

TEST_F(Updates, ADryRunChangesNothing) {
  publisher_.put("/house.csv", csv(20));
  options_.dry_run = true;
  EXPECT_EQ(run().result, Result::WouldUpdate);
  EXPECT_FALSE(store_->current("house"));
  EXPECT_FALSE(store_->checked("house"));
  options_.dry_run = false;
  run();
  options_.dry_run = true;
  EXPECT_EQ(run().result, Result::Unchanged);
  publisher_.put("/house.csv", csv(2));
  EXPECT_EQ(run().result, Result::WouldHold);
  EXPECT_FALSE(store_->held("house"));
  EXPECT_EQ(in_force(), csv(20));
}

TEST_F(Updates, AMissingTokenSkipsTheSource) {
  Source needs = source();
  needs.files.front().url += "?token=${WEIR_TEST_NO_SUCH_TOKEN}";
  const Report report = run(needs);
  EXPECT_EQ(report.result, Result::Skipped);
  EXPECT_NE(report.message.find("WEIR_TEST_NO_SUCH_TOKEN"), std::string::npos);
  EXPECT_EQ(publisher_.asked(), 0U);
}

TEST_F(Updates, ADamagedNoteMeansFetchingAgain) {
  publisher_.put("/house.csv", csv(20));
  run();
  test::write(store_->files_of("house", *store_->current("house")) + ".json", "{ not json");
  EXPECT_FALSE(store_->current("house"));
  EXPECT_EQ(run().result, Result::Updated);
  EXPECT_EQ(in_force(), csv(20));
}

TEST_F(Updates, AFileThatWentMissingIsFetchedAgain) {
  publisher_.put("/house.csv", csv(20));
  run();
  std::filesystem::remove(store_->files_of("house", *store_->current("house")) + "/house.csv");
  const Report report = run();
  EXPECT_EQ(report.result, Result::Updated) << report.message;
  EXPECT_EQ(in_force(), csv(20));
}

TEST_F(Updates, AnotherAddressMakesTheValidatorsVoid) {
  publisher_.put("/house.csv", csv(20));
  publisher_.put("/mirror.csv", csv(20));
  run();
  Source moved = source();
  moved.files.front().url = publisher_.url("/mirror.csv");
  const Report report = run(moved);
  EXPECT_GT(report.fetched_bytes, 0U);
  EXPECT_TRUE(report.result == Result::Unchanged || report.result == Result::Updated) << report.message;
  EXPECT_EQ(in_force(), csv(20));
}

CompileHandler silent() {
  return {.reject = [](const lists::Reject&) {},
          .problem = [](const Fault&) {},
          .note = [](const std::string&) {}};
}

TEST_F(Updates, TheSnapshotFollowsTheListsAndTheOneBeforeIsKept) {
  EXPECT_FALSE(compile_is_due(*store_, {source()}));  // nothing to compile
  publisher_.put("/house.csv", csv(20));
  run();
  EXPECT_TRUE(compile_is_due(*store_, {source()}));
  const auto first = compile_current(*store_, {source()}, silent());
  ASSERT_TRUE(first) << first.error().text();
  EXPECT_FALSE(compile_is_due(*store_, {source()}));
  publisher_.put("/house.csv", csv(25));
  run();
  EXPECT_TRUE(compile_is_due(*store_, {source()}));
  const auto second = compile_current(*store_, {source()}, silent());
  ASSERT_TRUE(second);
  const auto now = snapshot::View::open(store_->snapshot());
  const auto before = snapshot::View::open(store_->previous_snapshot());
  ASSERT_TRUE(now && before);
  EXPECT_EQ(now->id(), second->id);
  EXPECT_EQ(now->parties().size(), 25U);
  EXPECT_EQ(now->meta().lists.front().id, "house");
  EXPECT_EQ(before->id(), first->id);
  // A damaged snapshot is made anew.
  test::write(store_->snapshot(), "damaged");
  EXPECT_TRUE(compile_is_due(*store_, {source()}));
}

TEST_F(Updates, TheSnapshotStaysWhenThereIsNothingToCompile) {
  publisher_.put("/house.csv", csv(20));
  run();
  ASSERT_TRUE(compile_current(*store_, {source()}, silent()));
  const std::string bytes = content(store_->snapshot());
  test::write(store_->files_of("house", *store_->current("house")) + "/house.csv", "no list at all");
  EXPECT_FALSE(compile_current(*store_, {source()}, silent()));
  EXPECT_EQ(content(store_->snapshot()), bytes);
}

TEST_F(Updates, TwoUpdatesAtOnceAreRefused) {
  const auto first = Lock::take(scratch_.path());
  ASSERT_TRUE(first);
  const auto second = Lock::take(scratch_.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, FaultKind::HeldBack);
}

TEST_F(Updates, TheLockIsFreeAfterwards) {
  { ASSERT_TRUE(Lock::take(scratch_.path())); }
  EXPECT_TRUE(Lock::take(scratch_.path()));
}

}  // namespace
}  // namespace weir::fetch
