// The table of sources and the addresses in it.
#include "fetch/sources.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "fetch/scratch.hpp"
#include "fetch/url.hpp"
#include "tables/tables.hpp"

namespace weir::fetch {
namespace {

TEST(Sources, TheBuiltInTableIsGood) {
  const auto sources = read_sources(tables::bytes("sources/sources.tsv"), "built in");
  ASSERT_TRUE(sources) << sources.error().text();
  ASSERT_GE(sources->size(), 5U);
  EXPECT_EQ(sources->front().id, "us_ofac_sdn");
  EXPECT_EQ(sources->front().files.size(), 3U);
  for (const Source& source : *sources) {
    EXPECT_GT(source.least, 0U) << source.id;
    EXPECT_FALSE(source.status.empty()) << source.id;
    for (const SourceFile& file : source.files) EXPECT_TRUE(file.url.starts_with("https://")) << file.url;
  }
}

TEST(Sources, MistakesAreNamedWithTheirLineAndColumn) {
  const auto fault = [](const std::string& row) {
    const auto sources = read_sources("# comment\n" + row + "\n", "mine.tsv");
    return sources ? "no fault" : sources.error().text();
  };
  EXPECT_EQ(fault("a\tyes\tf\t-\t0\t1\thttps://h/x\t\t"), "no fault");
  EXPECT_EQ(fault("a\tyes"), "mine.tsv:2: 2 columns, expected 9 separated by tabs");
  EXPECT_EQ(fault("../a\tyes\tf\t-\t0\t1\thttps://h/x\t\t").substr(0, 19), "mine.tsv:2: source:");
  EXPECT_EQ(fault("a\tyes\t../../etc/passwd\t-\t0\t1\thttps://h/x\t\t").substr(0, 17), "mine.tsv:2: file:");
  EXPECT_EQ(fault("a\tyes\t.hidden\t-\t0\t1\thttps://h/x\t\t").substr(0, 17), "mine.tsv:2: file:");
  EXPECT_EQ(fault("a\tmaybe\tf\t-\t0\t1\thttps://h/x\t\t"), "mine.tsv:2: on: 'maybe': expected yes or no");
  EXPECT_EQ(fault("a\tyes\tf\t\t0\t1\thttps://h/x\t\t").substr(0, 19), "mine.tsv:2: format:");
  EXPECT_EQ(fault("a\tyes\tf\t-\tmany\t1\thttps://h/x\t\t").substr(0, 18), "mine.tsv:2: least:");
  EXPECT_EQ(fault("a\tyes\tf\t-\t0\t0\thttps://h/x\t\t").substr(0, 20), "mine.tsv:2: most_mb:");
  EXPECT_EQ(fault("a\tyes\tf\t-\t0\t-1\thttps://h/x\t\t").substr(0, 20), "mine.tsv:2: most_mb:");
  EXPECT_EQ(fault("a\tyes\tf\t-\t0\t1\thttp://h/x\t\t").substr(0, 16), "mine.tsv:2: url:");
  EXPECT_EQ(fault("a\tyes\tf\t-\t0\t1\tfile:///etc/passwd\t\t").substr(0, 16), "mine.tsv:2: url:");
  EXPECT_EQ(fault("a\tyes\tf\t-\t0\t1\thttps://h/x\t\t\na\tyes\tf\t-\t0\t1\thttps://h/y\t\t"),
            "mine.tsv:3: file: 'f' is there twice in the source a");
}

TEST(Sources, AUsersTableReplacesAndAdds) {
  const test::Scratch scratch;
  test::write(scratch / "mine.tsv",
              "us_ofac_sdn\tno\tall.csv\t-\t7\t1\thttps://mirror.example/all.csv\tmine\t\n"
              "house\tyes\thouse.csv\tcsv\t0\t1\thttps://intra.example/house.csv\tmine\t\n");
  const auto sources = all_sources(scratch / "mine.tsv");
  ASSERT_TRUE(sources) << sources.error().text();
  EXPECT_EQ(sources->front().id, "us_ofac_sdn");
  EXPECT_FALSE(sources->front().on);
  ASSERT_EQ(sources->front().files.size(), 1U);
  EXPECT_EQ(sources->front().least, 7U);
  EXPECT_EQ(sources->back().id, "house");
  EXPECT_FALSE(all_sources(scratch / "none.tsv"));
}

TEST(Sources, TheUsersTableIsFoundInTheFolderOfConfiguration) {
  const test::Scratch scratch;
  const char* before = std::getenv("XDG_CONFIG_HOME");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("XDG_CONFIG_HOME", scratch.path().c_str(), 1);
  EXPECT_EQ(user_table(), scratch / "weir/sources.tsv");
  EXPECT_TRUE(all_sources(""));  // there is none
  std::filesystem::create_directory(scratch / "weir");
  test::write(user_table(), "mine\tyes\tf\t-\t0\t1\thttps://h/x\t\t\n");
  const auto sources = all_sources("");
  if (before == nullptr) {
    ::unsetenv("XDG_CONFIG_HOME");
  } else {
    ::setenv("XDG_CONFIG_HOME", kept.c_str(), 1);
  }
  ASSERT_TRUE(sources);
  EXPECT_EQ(sources->back().id, "mine");
}

TEST(Url, MasksWhatMayBeSecret) {
  EXPECT_EQ(masked("https://host/list"), "https://host/list");
  EXPECT_EQ(masked("https://host/list?token=abc&kind=xml#top"), "https://host/list?token=***&kind=***#***");
  EXPECT_EQ(masked("https://host/list?abc"), "https://host/list?***");
  EXPECT_EQ(masked("https://user:pass@host/list?"), "https://***@host/list?");
  EXPECT_EQ(masked("https://a@b@host/x"), "https://***@host/x");
  EXPECT_EQ(masked(""), "");
}

TEST(Url, FillsInTheEnvironment) {
  ::setenv("WEIR_TEST_VALUE", "a/b &c", 1);
  EXPECT_EQ(expand("https://h/${WEIR_TEST_VALUE}/x").value(), "https://h/a%2Fb%20%26c/x");
  ::unsetenv("WEIR_TEST_VALUE");
  EXPECT_EQ(expand("https://h/${WEIR_TEST_VALUE}").error().kind, FaultKind::NotFound);
  EXPECT_EQ(expand("https://h/${").error().kind, FaultKind::BadArgument);
  EXPECT_EQ(expand("https://h/${}").error().kind, FaultKind::BadArgument);
  EXPECT_EQ(expand("https://h/$x").value(), "https://h/$x");
}

}  // namespace
}  // namespace weir::fetch
