// StructureReader where Weir was built without RDKit: it says so.
#include "chem/structure.hpp"

namespace weir::chem {

struct StructureReader::State {};

StructureReader::StructureReader(std::unique_ptr<const State> state) : state_(std::move(state)) {}
StructureReader::StructureReader(StructureReader&&) noexcept = default;
StructureReader& StructureReader::operator=(StructureReader&&) noexcept = default;
StructureReader::~StructureReader() = default;

bool StructureReader::available() noexcept {
  return false;
}

tl::expected<StructureReader, Fault> StructureReader::open(const ChemTables&) {
  return StructureReader(std::make_unique<const State>());
}

tl::expected<StructureFinding, Fault> StructureReader::read(std::string_view, Search) const {
  return tl::unexpected(
      Fault{.kind = FaultKind::BadArgument,
            .field = "structure",
            .message = "this build cannot read structures (it has no RDKit); give a CAS number or a name"});
}

}  // namespace weir::chem
