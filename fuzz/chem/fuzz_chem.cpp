// Any bytes as an identifier, a structure or a running text: an answer or a named error, and the prefiltered
// search finds what the plain one finds. RDKit itself is Debian's and carries no sanitizers.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "chem/identifier.hpp"
#include "chem/structure.hpp"
#include "chem/tables.hpp"
#include "weir/chemicals.hpp"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

struct World {
  weir::chem::Recogniser recogniser = weir::chem::Recogniser::open();
  weir::chem::ChemTables tables = *weir::chem::read_tables();
  weir::chem::StructureReader reader = *weir::chem::StructureReader::open(tables);
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const World world;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const weir::chem::Recognition found = world.recogniser.recognise(text);
  if (found.rejected) {
    demand(!found.rejected->message.empty() && found.matches.empty());
    demand(found.rejected->message.find('\n') == std::string::npos);
  } else {
    demand(!found.matches.empty() || !found.notes.empty());
  }
  // As a running text: what is found has a match, or says what is wrong with it.
  for (const weir::chem::TextFinding& one : world.recogniser.find_in(text))
    demand(!one.what.matches.empty() || (one.what.rejected && !one.what.rejected->message.empty()));
  const auto fast = world.reader.read(text);
  const auto plain = world.reader.read(text, weir::chem::Search::Plain);
  demand(fast.has_value() == plain.has_value());
  if (fast) {
    demand(*fast == *plain);
    demand(fast->parts.size() <= weir::chem::kMostParts);
    // A normal form is its own normal form's key: it can be read again.
    for (const auto& part : fast->parts)
      if (part.key.size() <= weir::chem::kMostSmilesBytes) (void)world.reader.read(part.key);
  }
  return 0;
}
