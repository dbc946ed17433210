// The shipment readers on any bytes: every record is a shipment or a reject. The first byte picks CSV or
// JSON.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "inputs/shipment.hpp"
#include "lists/byte_source.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto source = weir::lists::as_utf8(weir::lists::from_memory("fuzz", bytes));
  const weir::inputs::ShipmentHandler handler{
      .shipment =
          [](weir::inputs::Shipment&& shipment) {
            if (shipment.id.empty() || (shipment.parties.empty() && shipment.lines.empty())) std::abort();
            for (const auto& party : shipment.parties) {
              if (party.party.names.empty() || party.role.empty()) std::abort();
            }
          },
      .reject =
          [](weir::lists::Reject&& reject) {
            if (reject.reason.empty()) std::abort();
          }};
  if (data[0] % 2U == 0) {
    (void)weir::inputs::read_shipment_csv(*source, {}, handler);
  } else {
    (void)weir::inputs::read_shipment_json(*source, {}, handler);
  }
  return 0;
}
