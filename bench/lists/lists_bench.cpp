// How fast each list reader is: bytes and parties a second, from memory, one core.
//
// Input: the real files of ../shared/data where they are; else the test file of the format, its records
// repeated with new ids to about 20 MB. The reader gets what the loader gives it: bytes for XML, repaired
// UTF-8 for the rest.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lists/bis_dpl.hpp"
#include "lists/byte_source.hpp"
#include "lists/csl_csv.hpp"
#include "lists/csl_json.hpp"
#include "lists/eu_fsf_xml.hpp"
#include "lists/ftm_json.hpp"
#include "lists/ofac_advanced_xml.hpp"
#include "lists/ofac_csv.hpp"
#include "lists/ofac_sdn_xml.hpp"
#include "lists/uk_csv.hpp"
#include "lists/uk_xml.hpp"
#include "lists/un_xml.hpp"
#include "lists/user_csv.hpp"

namespace {

using namespace weir::lists;  // NOLINT: a benchmark of this namespace

class Counting final : public Sink {
 public:
  void party(weir::Party&& party) override {
    ++parties_;
    benchmark::DoNotOptimize(party.names.data());
  }
  void reject(Reject&&) override { ++rejects_; }
  [[nodiscard]] std::uint64_t parties() const noexcept { return parties_; }
  [[nodiscard]] std::uint64_t rejects() const noexcept { return rejects_; }

 private:
  std::uint64_t parties_ = 0;
  std::uint64_t rejects_ = 0;
};

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// Repeats the part of the sample between each pair of marks (the second one outside), with `id` of each copy
// made its own.
std::string grown(const std::string& name, const std::vector<std::pair<std::string, std::string>>& parts,
                  const std::vector<std::string>& ids, std::size_t copies) {
  const std::string text = file(std::string(WEIR_SOURCE_DIR "/tests/lists/data/") + name);
  std::string out;
  std::size_t at = 0;
  for (const auto& [begin, end] : parts) {
    const std::size_t first = text.find(begin, at);
    const std::size_t last = end.empty() ? text.size() : text.find(end, first);
    out += text.substr(at, first - at);
    const std::string body = text.substr(first, last - first);
    for (std::size_t i = 0; i < copies; ++i) {
      std::string copy = body;
      for (const std::string& id : ids) copy = replaced(copy, id, id + std::to_string(i) + "0");
      out += copy;
    }
    at = last;
  }
  return out + text.substr(at);
}

using Reader = std::function<void(std::string_view bytes, Sink& sink)>;

void run(benchmark::State& state, const std::string& bytes, const Reader& reader) {
  std::uint64_t parties = 0;
  std::uint64_t rejects = 0;
  for (auto _ : state) {
    Counting sink;
    reader(bytes, sink);
    parties = sink.parties();
    rejects = sink.rejects();
  }
  if (parties == 0) state.SkipWithError("no party was read");
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes.size() * state.iterations()));
  state.SetItemsProcessed(static_cast<std::int64_t>(parties * state.iterations()));
  state.counters["parties"] = static_cast<double>(parties);
  state.counters["rejects"] = static_cast<double>(rejects);
  state.counters["MB"] = static_cast<double>(bytes.size()) / 1e6;
}

const ListInfo kInfo{.list_id = "list", .title = "List"};

template <auto Read>
Reader xml() {
  return [](std::string_view bytes, Sink& sink) {
    const auto source = from_memory("bench", bytes);
    benchmark::DoNotOptimize(Read(*source, kInfo, sink));
  };
}
template <auto Read>
Reader text() {
  return [](std::string_view bytes, Sink& sink) {
    const auto source = as_utf8(from_memory("bench", bytes));
    benchmark::DoNotOptimize(Read(*source, kInfo, sink));
  };
}

void add(const std::string& name, std::string bytes, const Reader& reader) {
  if (bytes.empty()) return;
  auto shared = std::make_shared<std::string>(std::move(bytes));
  benchmark::RegisterBenchmark(name.c_str(), [shared, reader](benchmark::State& state) {
    run(state, *shared, reader);
  })->Unit(benchmark::kMillisecond);
}

void add_trio(const std::string& name, std::string primary, std::string addresses, std::string aliases) {
  if (primary.empty()) return;
  const auto all = std::make_shared<std::string>(primary + addresses + aliases);
  const std::size_t first = primary.size();
  const std::size_t second = first + addresses.size();
  benchmark::RegisterBenchmark(name.c_str(), [all, first, second](benchmark::State& state) {
    run(state, *all, [first, second](std::string_view bytes, Sink& sink) {
      const auto p = as_utf8(from_memory("sdn", bytes.substr(0, first)));
      const auto a = as_utf8(from_memory("add", bytes.substr(first, second - first)));
      const auto l = as_utf8(from_memory("alt", bytes.substr(second)));
      benchmark::DoNotOptimize(
          read_ofac_csv({.primary = p.get(), .addresses = a.get(), .aliases = l.get()}, kInfo, sink));
    });
  })->Unit(benchmark::kMillisecond);
}

void add_all() {
  const std::string real = WEIR_SHARED_DATA "/";
  add_trio("ofac_csv/real_2021_07", file(real + "ofac_sdn_2021_07/sdn.csv"),
           file(real + "ofac_sdn_2021_07/add.csv"), file(real + "ofac_sdn_2021_07/alt.csv"));
  add("un_xml/real_2026_02", file(real + "un_sc/UN_consolidated.xml"), xml<read_un_xml>());
  add("bis_dpl/real", file(real + "ofac_sdn_2021_07/dpl.txt"), text<read_bis_dpl>());
  constexpr std::size_t kCopies = 5000;
  add("ofac_sdn_xml/generated", grown("ofac_sdn.xml", {{"<sdnEntry>", "</sdnList>"}}, {"<uid>9000"}, kCopies),
      xml<read_ofac_sdn_xml>());
  add("ofac_advanced_xml/generated",
      grown("ofac_advanced.xml",
            {{"<Location ", "</Locations>"},
             {"<IDRegDocument ID", "</IDRegDocuments>"},
             {"<DistinctParty ", "</DistinctParties>"},
             {"<ProfileRelationship ", "</ProfileRelationships>"},
             {"<SanctionsEntry ", "</SanctionsEntries>"}},
            {"ProfileID=\"9000", "Profile ID=\"9000", "FixedRef=\"9000", "IdentityID=\"400",
             "Identity ID=\"400", "LocationID=\"2", "Location ID=\"2"},
            2000),
      xml<read_ofac_advanced_xml>());
  add("un_xml/generated",
      grown("un.xml", {{"<INDIVIDUAL>", "</INDIVIDUALS>"}, {"<ENTITY>", "</ENTITIES>"}}, {"QDi.", "KPe."},
            kCopies),
      xml<read_un_xml>());
  add("eu_fsf_xml/generated", grown("eu_fsf.xml", {{"<sanctionEntity", "</export>"}}, {"EU.900"}, kCopies),
      xml<read_eu_fsf_xml>());
  add("uk_list_xml/generated",
      grown("uk_list.xml", {{"<Designation>", "</Designations>"}}, {"RUS9", "LIB9"}, kCopies),
      xml<read_uk_xml>());
  add("uk_ofsi_csv/generated", grown("uk_ofsi.csv", {{"FABRIK", ""}}, {",9900"}, kCopies),
      text<read_uk_csv>());
  add("uk_list_csv/generated", grown("uk_list.csv", {{"01/04/2022,RUS", ""}}, {"RUS9", "LIB9"}, kCopies),
      text<read_uk_csv>());
  add("csl_csv/generated", grown("csl.csv", {{"aa01", ""}}, {"aa0", "bb0", "cc0"}, kCopies),
      text<read_csl_csv>());
  add("csl_json/generated",
      replaced(grown("csl.json", {{" {\"id\":\"aa01\"", "\n]}"}}, {"\"aa0", "\"bb0", "\"cc0"}, kCopies),
               "} {", "},\n {"),
      text<read_csl_json>());
  add("ftm_json/generated",
      grown("entities.ftm.json", {{"{\"id\"", ""}},
            {"\"per-", "\"org-", "\"adr-", "\"san-", "\"shp-", "\"cry-", "\"air-", "\"pas-", "\"own-"},
            kCopies),
      [](std::string_view bytes, Sink& sink) {
        const auto first = as_utf8(from_memory("bench", bytes));
        const auto second = as_utf8(from_memory("bench", bytes));
        benchmark::DoNotOptimize(read_ftm_json(*first, *second, kInfo, sink));
      });
  add("user_csv/generated", grown("own.csv", {{"K1;", ""}}, {"K1", "K2", "K3"}, 20000),
      [](std::string_view bytes, Sink& sink) {
        const auto source = as_utf8(from_memory("bench", bytes));
        benchmark::DoNotOptimize(read_user_csv(*source, {.list_id = "list"}, sink));
      });
}

}  // namespace

int main(int argc, char** argv) {
  add_all();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
