// Any bytes as a snapshot: refused, or everything in it can be read and searched.
//
// The bytes are tried as they are, then with their checksums made to agree, so that the checks of the indexes
// are reached; then as patches upon a good snapshot: records of (offset, value), four bytes each.
#include <cstdint>
#include <cstring>
#include <string>

#include "screen/engine_state.hpp"
#include "snapshot/builder.hpp"
#include "snapshot/tamper.hpp"
#include "snapshot/view.hpp"

namespace {

const std::string& good_snapshot() {
  static const std::string bytes = [] {
    weir::snapshot::Builder builder;
    for (const char* name : {"Arkady Mironovich Zelentsov", "Аркадий Зеленцов", "泽连佐夫",
                             "Zelentsov Trading LLC", "Nord Star 5"}) {
      weir::Party party{.list = "l", .entry_id = name, .schema = weir::Schema::Person};
      party.names.push_back({.text = name});
      party.names.push_back({.text = std::string(name) + " Ltd", .kind = weir::NameKind::Alias});
      party.identifiers.push_back({.type = weir::IdentifierType::Passport, .value = "712233445"});
      party.birth_dates.push_back({.text = "1970"});
      if (!builder.add(party)) __builtin_trap();
    }
    return builder.to_bytes();
  }();
  return bytes;
}

void read_all(std::string_view bytes) {
  auto view = weir::snapshot::View::from_bytes("fuzz", bytes);
  if (!view) return;
  weir::test::walk(*view);
  // What the engine derives from it and looks up in it must be as safe.
  const weir::Engine engine = weir::engine_over(std::move(*view));
  weir::Screener screener(engine);
  weir::Party question{.entry_id = "q", .schema = weir::Schema::Person};
  question.names.push_back({.text = "Arkadi Zelentsoff"});
  question.identifiers.push_back({.type = weir::IdentifierType::Passport, .value = "712233445"});
  static_cast<void>(screener.screen(question, {.threshold = 0.1}));
  static_cast<void>(screener.scan("Zelentsov Trading and 泽连佐夫 met Аркадий Зеленцов", {.threshold = 0.1}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  read_all(bytes);
  weir::test::reseal(bytes);
  read_all(bytes);

  std::string patched = good_snapshot();
  constexpr std::size_t kRecord = 4;
  for (std::size_t at = 0; at + kRecord <= size; at += kRecord) {
    std::uint16_t offset = 0;
    std::memcpy(&offset, data + at, sizeof offset);
    const std::size_t place = offset % (patched.size() - 1);
    std::memcpy(patched.data() + place, data + at + 2, 2);
  }
  weir::test::reseal(patched);
  read_all(patched);
  return 0;
}
