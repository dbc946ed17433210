// A shipment's decision asked again from its JSON line: question, options and what its file said are in the
// line; lists, rules, stakes and nomenclature are at hand.
//
// Thread-safety: one a thread. Errors: Fault BadFormat for a line that cannot be read.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include <tl/expected.hpp>

#include "cli/ownership_option.hpp"
#include "cli/shipment_line.hpp"
#include "weir/rules.hpp"

namespace weir::cli {

class ShipmentAgain {
 public:
  // `engine` must outlive it.
  ShipmentAgain(const Engine& engine, RuleSet rules, const std::string& nomenclature);
  // The line as it would be written now. `owners`: null where the decision does not rest on them; otherwise
  // the same ones in all calls.
  [[nodiscard]] tl::expected<std::string, Fault> line(const nlohmann::ordered_json& recorded,
                                                      const OwnersAtHand* owners);

 private:
  struct Screen {
    Screen(const screen::ShipmentBasis& basis, const ShipmentRecord& record)
        : screen(basis, record.options), writer(record), options(record.options) {}
    screen::ShipmentScreen screen;
    ShipmentLineWriter writer;
    ScreenOptions options;
  };
  [[nodiscard]] Screen& screen_for(const ScreenOptions& options, const OwnersAtHand* owners);

  const Engine& engine_;
  RuleEvaluator rules_;
  std::string nomenclature_;  // digest
  goods::Catalogue catalogue_;
  screen::FlagTable flags_;
  chem::Recogniser chemicals_;
  std::unique_ptr<Screen> alone_, owned_;  // as they were asked last, without and with owners
};

}  // namespace weir::cli
