// Dates, identifiers, countries and the UTF-8 repair on any bytes. The first byte picks the function.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "facts/identifiers.hpp"
#include "lists/byte_source.hpp"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

void try_date(std::string_view text, bool month_first) {
  const auto read = weir::facts::parse_date(text, month_first);
  if (!read) {
    demand(!read.error().message.empty());
    return;
  }
  demand(read->earliest <= read->latest);
  demand(!weir::facts::describe(*read).empty());
}

void try_identifier(std::string_view text, unsigned type) {
  constexpr unsigned kTypes = static_cast<unsigned>(weir::IdentifierType::Website) + 1;
  weir::Identifier identifier;
  identifier.type = static_cast<weir::IdentifierType>(type % kTypes);
  identifier.value = text;
  identifier.country = type / kTypes % 2 == 0 ? "ru" : "";
  weir::facts::refine(identifier);
  demand(identifier.verdict == weir::facts::check_identifier(identifier.type, text));
  (void)weir::facts::normal_identifier(identifier.type, text);
  (void)weir::facts::identifier_type(text);
}

std::string drain(std::string_view bytes, std::size_t capacity, std::size_t* repaired) {
  const auto source = weir::lists::as_utf8(weir::lists::from_memory("fuzz", bytes), repaired);
  std::string out;
  std::string buffer(capacity, '\0');
  for (;;) {
    const auto count = source->read(buffer.data(), buffer.size());
    demand(count.has_value());
    if (*count == 0) return out;
    out.append(buffer, 0, *count);
  }
}

void try_utf8(std::string_view bytes, std::size_t capacity) {
  const std::string once = drain(bytes, capacity, nullptr);
  // Marked, so that a first letter U+FEFF or zero bytes of the text itself are not taken for a BOM or for
  // UTF-16.
  const std::string marked = "\xEF\xBB\xBF" + once;
  std::size_t repaired = 0;
  demand(drain(marked, 4096, &repaired) == once);
  demand(repaired == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const unsigned pick = data[0] % 5U;
  const unsigned detail = data[1];
  const std::string text(reinterpret_cast<const char*>(data) + 2, size - 2);
  switch (pick) {
    case 0:
      try_date(text, detail % 2 != 0);
      break;
    case 1:
    case 2:
      try_identifier(text, detail);
      break;
    case 3:
      (void)weir::facts::country_code(text);
      (void)weir::facts::country_name(text);
      break;
    default:
      try_utf8(text, detail + 1);
  }
  return 0;
}
