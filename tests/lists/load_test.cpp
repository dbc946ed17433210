// Files and folders: formats by content, bundles, ids, and the real files where they are.
#include "lists/load.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "lists/collect.hpp"

namespace weir::lists::test {
namespace {

namespace fs = std::filesystem;

struct Loaded {
  std::map<std::string, std::uint64_t> parties;  // by list
  std::map<std::string, std::uint64_t> rejects;  // by file name
  std::map<std::string, std::string> formats;    // by file name
  std::vector<Reject> all_rejects;
  std::vector<Fault> problems;
  std::vector<std::string> notes;
  std::map<std::string, std::string> dates;
  std::uint64_t total = 0;
};

Loaded load(const std::vector<LoadInput>& inputs) {
  Loaded out;
  load_lists(inputs, {},
             {.list = [&](const ListInfo& info) { out.dates[info.list_id] = info.date; },
              .file =
                  [&](const LoadedFile& file) {
                    out.formats[fs::path(file.path).filename().string()] = file.format;
                  },
              .party =
                  [&](Party&& party) {
                    ++out.parties[party.list];
                    ++out.total;
                    EXPECT_FALSE(party.names.empty());
                    EXPECT_FALSE(party.entry_id.empty());
                    EXPECT_FALSE(party.source.file.empty());
                    EXPECT_GT(party.source.line, 0U);
                  },
              .reject =
                  [&](const std::string&, Reject&& reject) {
                    ++out.rejects[fs::path(reject.file).filename().string()];
                    EXPECT_FALSE(reject.reason.empty());
                    EXPECT_GT(reject.line, 0U);
                    out.all_rejects.push_back(std::move(reject));
                  },
              .problem = [&](const Fault& fault) { out.problems.push_back(fault); },
              .note = [&](const std::string& text) { out.notes.push_back(text); }});
  return out;
}

const std::string kData = WEIR_SOURCE_DIR "/tests/lists/data";

TEST(Load, FindsEveryFormatByContent) {
  const Loaded got = load({{kData, ""}});
  EXPECT_TRUE(got.problems.empty());
  const std::map<std::string, std::string> expected{{"add.csv", "ofac-csv"},
                                                    {"alt.csv", "ofac-csv"},
                                                    {"sdn.csv", "ofac-csv"},
                                                    {"csl.csv", "csl-csv"},
                                                    {"csl.json", "csl-json"},
                                                    {"dpl.txt", "bis-dpl"},
                                                    {"entities.ftm.json", "ftm-json"},
                                                    {"eu_fsf.xml", "eu-fsf-xml"},
                                                    {"ofac_advanced.xml", "ofac-advanced-xml"},
                                                    {"ofac_sdn.xml", "ofac-sdn-xml"},
                                                    {"own.csv", "csv"},
                                                    {"uk_list.csv", "uk-list-csv"},
                                                    {"uk_list.xml", "uk-list-xml"},
                                                    {"uk_ofsi.csv", "uk-ofsi-csv"},
                                                    {"un.xml", "un-xml"}};
  EXPECT_EQ(got.formats, expected);
  EXPECT_EQ(got.parties.at("us_ofac_sdn"), 3U);  // the trio is one list
  EXPECT_EQ(got.parties.at("us_ofac_sdn@data"), 3U);
  EXPECT_EQ(got.parties.at("followthemoney"), 5U);
  EXPECT_EQ(got.parties.at("gb_hmt_sanctions"), 3U);
  EXPECT_EQ(got.dates.at("eu_fsf"), "2026-01-20");
}

TEST(Load, GivenIdsAndProblems) {
  const fs::path folder = fs::temp_directory_path() / "weir_load_test";
  fs::create_directories(folder);
  std::ofstream(folder / "notes.txt") << "no list at all";
  std::ofstream(folder / "empty.csv") << "";
  const Loaded got = load({{kData + "/own.csv", "house"},
                           {(folder / "notes.txt").string(), ""},
                           {(folder / "none.csv").string(), ""},
                           {folder.string(), ""}});
  EXPECT_EQ(got.parties.at("house"), 3U);
  ASSERT_EQ(got.problems.size(), 2U);
  EXPECT_NE(got.problems[0].message.find("not a list format"), std::string::npos);
  EXPECT_EQ(got.problems[1].kind, FaultKind::NotFound);
  EXPECT_EQ(got.notes.size(), 2U);  // files of a folder that are no lists
  fs::remove_all(folder);
}

TEST(Load, HugeNamesAreRejects) {
  const fs::path path = fs::temp_directory_path() / "weir_load_names.csv";
  std::ofstream(path) << "id,name,alias\n1," << std::string(10000, 'x') << ",\n2,Good One,"
                      << std::string(9000, 'y') << "\n3," << std::string(kMaxFieldBytes + 1, 'z')
                      << ",\n4,Last One,\n";
  const Loaded got = load({{path.string(), "own"}});
  EXPECT_EQ(got.parties.at("own"), 2U);
  ASSERT_EQ(got.all_rejects.size(), 3U);
  EXPECT_TRUE(got.all_rejects[0].whole);
  EXPECT_EQ(got.all_rejects[0].field, "name");
  EXPECT_FALSE(got.all_rejects[1].whole);
  EXPECT_EQ(got.all_rejects[1].line, 3U);
  EXPECT_TRUE(got.all_rejects[2].whole);
  EXPECT_EQ(got.all_rejects[2].reason, "field 2 has more than 4 MB");
  fs::remove(path);
}

TEST(Load, WideTextFilesOfEveryKind) {
  // UTF-16 as some spreadsheets and PowerShell write it: the head is enough to know the format.
  for (const std::string name : {"un.xml", "own.csv", "entities.ftm.json", "uk_list.csv"}) {
    std::string wide = "\xFF\xFE";
    for (const char c : test_file(name)) {
      if (static_cast<unsigned char>(c) >= 0x80) continue;  // Latin letters will do
      wide += c;
      wide += '\0';
    }
    wide = replaced(wide,
                    std::string("U\0T\0F\0-\0"
                                "8\0",
                                10),
                    std::string("U\0T\0F\0-\0"
                                "1\0"
                                "6\0",
                                12));
    const fs::path path = fs::temp_directory_path() / ("weir_wide_" + name);
    std::ofstream(path, std::ios::binary) << wide;
    const Loaded got = load({{path.string(), "wide"}});
    EXPECT_TRUE(got.problems.empty()) << name << ": " << (got.problems.empty() ? "" : got.problems[0].text());
    EXPECT_GE(got.total, 2U) << name;
    fs::remove(path);
  }
}

TEST(Load, NamesOfFtmLists) {
  EXPECT_EQ(default_list(Format::FtmJson, "us_ofac_sdn.ftm.json").list_id, "us_ofac_sdn");
  EXPECT_EQ(default_list(Format::FtmJson, "entities.ftm.json").list_id, "followthemoney");
  EXPECT_EQ(default_list(Format::OfacSdnXml, "CONSOLIDATED.XML").list_id, "us_ofac_cons");
  EXPECT_EQ(default_list(Format::OfacAdvancedXml, "SDN_ADVANCED.XML").list_id, "us_ofac_sdn");
}

// The real files: every record is loaded or counted as rejected (counts of ../shared/data/README.md).
class RealFiles : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(WEIR_SHARED_DATA)) GTEST_SKIP() << "no real lists at " WEIR_SHARED_DATA;
  }
  static Loaded real(const std::string& path) {
    return load({{std::string(WEIR_SHARED_DATA "/") + path, ""}});
  }
};

TEST_F(RealFiles, OfacSdn2021) {
  const Loaded got = real("ofac_sdn_2021_07");
  EXPECT_TRUE(got.problems.empty());
  EXPECT_EQ(
      got.parties.at("us_ofac_sdn") + (got.rejects.count("sdn.csv") != 0 ? got.rejects.at("sdn.csv") : 0),
      8976U);
  EXPECT_EQ(got.parties.at("us_ofac_sdn"), 8976U);
  EXPECT_EQ(got.parties.at("us_bis_denied"), 581U);  // 582 lines, one of them titles
  EXPECT_TRUE(got.all_rejects.empty());
}

TEST_F(RealFiles, OfacSdn2023WithTitles) {
  const Loaded got = real("ofac_sdn_2023_01");
  EXPECT_TRUE(got.problems.empty());
  EXPECT_EQ(got.parties.at("us_ofac_sdn"), 11443U);
  EXPECT_TRUE(got.all_rejects.empty());
  EXPECT_EQ(got.formats.size(), 2U);
}

TEST_F(RealFiles, OfacOrphansOf2025) {
  const Loaded got = real("ofac_addalt_2025_12");
  EXPECT_EQ(got.total, 0U);
  EXPECT_EQ(got.rejects.at("add.csv"), 24244U);
  EXPECT_EQ(got.rejects.at("alt.csv"), 20107U);
  EXPECT_EQ(got.notes.size(), 2U);
}

TEST_F(RealFiles, OfacConsolidated) {
  const Loaded got = real("ofac_cons_2025_12");
  EXPECT_EQ(got.parties.at("us_ofac_cons"), 442U);
  EXPECT_TRUE(got.all_rejects.empty());
}

TEST_F(RealFiles, UnitedNations) {
  const Loaded got = real("un_sc");
  EXPECT_EQ(got.parties.at("un_sc_sanctions"), 1003U);
  EXPECT_TRUE(got.all_rejects.empty());
  EXPECT_EQ(got.dates.at("un_sc_sanctions"), "2026-02-27");
}

}  // namespace
}  // namespace weir::lists::test
