// The decision on a shipment as one JSON line: what `weir screen` writes and `weir replay` must find again.
//
// Thread-safety: one writer a thread. Errors: Fault of a file that cannot be read. Memory: the caches are
// bounded.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include <tl/expected.hpp>

#include "inputs/shipment.hpp"
#include "screen/shipment_screen.hpp"
#include "weir/engine.hpp"
#include "weir/error.hpp"

namespace weir::cli {

// What the decision rests on besides snapshot and rules, whose ids it has anyway.
struct ShipmentRecord {
  ScreenOptions options;
  const nlohmann::ordered_json* owners = nullptr;  // OwnersAtHand::basis; null without stakes
  std::string nomenclature;                        // digest; empty: the table that ships
};

class ShipmentLineWriter {
 public:
  explicit ShipmentLineWriter(const ShipmentRecord& record);
  ShipmentLineWriter(const ShipmentLineWriter&) = delete;
  ShipmentLineWriter& operator=(const ShipmentLineWriter&) = delete;
  ~ShipmentLineWriter();
  // Without its end.
  [[nodiscard]] std::string line(const inputs::Shipment& shipment, const screen::ShipmentDecision& decision);

 private:
  struct Caches;
  ShipmentRecord record_;
  std::unique_ptr<Caches> caches_;
};

// SHA-256 of a user's nomenclature; empty for none.
[[nodiscard]] tl::expected<std::string, Fault> nomenclature_digest(const std::string& path);

}  // namespace weir::cli
