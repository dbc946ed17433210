// A list reader on any bytes. Compiled once a reader (WEIR_FUZZ_NAME), so that each has its own corpus.
//
// What must hold: no crash, no hang, no sanitizer finding; every party has a name, an id and the file; every
// reject has a reason and the file; a fault has a message.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "lists/bis_dpl.hpp"
#include "lists/byte_source.hpp"
#include "lists/csl_csv.hpp"
#include "lists/csl_json.hpp"
#include "lists/eu_fsf_xml.hpp"
#include "lists/format.hpp"
#include "lists/ftm_json.hpp"
#include "lists/ofac_advanced_xml.hpp"
#include "lists/ofac_csv.hpp"
#include "lists/ofac_remarks.hpp"
#include "lists/ofac_sdn_xml.hpp"
#include "lists/uk_csv.hpp"
#include "lists/uk_xml.hpp"
#include "lists/un_xml.hpp"
#include "lists/user_csv.hpp"

namespace {

using namespace weir::lists;  // NOLINT: a fuzzer of this namespace

void demand(bool holds) {
  if (!holds) std::abort();
}

class Checking final : public Sink {
 public:
  void party(weir::Party&& party) override {
    demand(!party.names.empty());
    for (const weir::Name& name : party.names) demand(!name.text.empty());
    demand(!party.entry_id.empty());
    demand(!party.list.empty());
    demand(party.source.file == "fuzz");
    for (const weir::DateInterval& date : party.birth_dates) demand(date.earliest <= date.latest);
  }
  void reject(Reject&& reject) override {
    demand(!reject.reason.empty());
    demand(reject.file == "fuzz");
    constexpr std::size_t kMostRecord = 2048;
    demand(reject.record.size() <= kMostRecord);
  }
};

[[maybe_unused]] void judge(const tl::expected<ListInfo, weir::Fault>& read) {
  if (!read) demand(!read.error().message.empty());
}

std::unique_ptr<ByteSource> text(std::string_view bytes) {
  return as_utf8(from_memory("fuzz", bytes));
}

void run(std::string_view bytes) {
  const ListInfo info{.list_id = "list", .title = "List"};
  Checking sink;
  const auto raw = from_memory("fuzz", bytes);
  const auto utf8 = text(bytes);
  static_cast<void>(info);
#if defined(WEIR_FUZZ_ofac_csv)
  // Three files in one input, parted by a line "====".
  constexpr std::string_view kCut = "\n====\n";
  const std::size_t first = bytes.find(kCut);
  const std::size_t second = first == std::string_view::npos ? first : bytes.find(kCut, first + kCut.size());
  const auto part = [&](std::size_t begin, std::size_t end) {
    return text(begin >= bytes.size()
                    ? std::string_view{}
                    : bytes.substr(begin, end == std::string_view::npos ? end : end - begin));
  };
  const auto primary = part(0, first);
  const auto addresses = first == std::string_view::npos ? text({}) : part(first + kCut.size(), second);
  const auto aliases = second == std::string_view::npos ? text({}) : part(second + kCut.size(), second);
  judge(read_ofac_csv({.primary = primary.get(), .addresses = addresses.get(), .aliases = aliases.get()},
                      info, sink));
#elif defined(WEIR_FUZZ_ofac_sdn_xml)
  judge(read_ofac_sdn_xml(*raw, info, sink));
#elif defined(WEIR_FUZZ_ofac_advanced_xml)
  judge(read_ofac_advanced_xml(*raw, info, sink));
#elif defined(WEIR_FUZZ_bis_dpl)
  judge(read_bis_dpl(*utf8, info, sink));
#elif defined(WEIR_FUZZ_un_xml)
  judge(read_un_xml(*raw, info, sink));
#elif defined(WEIR_FUZZ_eu_fsf_xml)
  judge(read_eu_fsf_xml(*raw, info, sink));
#elif defined(WEIR_FUZZ_uk_csv)
  judge(read_uk_csv(*utf8, info, sink));
#elif defined(WEIR_FUZZ_uk_xml)
  judge(read_uk_xml(*raw, info, sink));
#elif defined(WEIR_FUZZ_csl_csv)
  judge(read_csl_csv(*utf8, info, sink));
#elif defined(WEIR_FUZZ_csl_json)
  judge(read_csl_json(*utf8, info, sink));
#elif defined(WEIR_FUZZ_ftm_json)
  const auto again = text(bytes);
  judge(read_ftm_json(*again, *utf8, info, sink));
#elif defined(WEIR_FUZZ_user_csv)
  judge(read_user_csv(*utf8, {.list_id = "list"}, sink));
#elif defined(WEIR_FUZZ_remarks)
  for (const weir::Schema schema : {weir::Schema::Person, weir::Schema::Organization}) {
    weir::Party party{.schema = schema};
    parse_ofac_remarks(bytes, party);
    parse_ofac_xml_remarks(bytes, party);
    const std::size_t half = bytes.size() / 2;
    add_ofac_fact(bytes.substr(0, half), bytes.substr(half), {}, {}, party);
    add_ofac_name(party, bytes, weir::NameKind::Alias);
    for (const weir::DateInterval& date : party.birth_dates) demand(date.earliest <= date.latest);
  }
#elif defined(WEIR_FUZZ_detect)
  static_cast<void>(detect(bytes, {}));
#endif
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  run({reinterpret_cast<const char*>(data), size});
  return 0;
}
