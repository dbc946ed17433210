#include "cli/shipment_again.hpp"

#include <utility>

#include "facts/dates.hpp"
#include "ledger/question_json.hpp"
#include "ledger/shipment_json.hpp"

namespace weir::cli {
namespace {

using Json = nlohmann::ordered_json;

tl::unexpected<Fault> bad(std::string field, std::string message) {
  return tl::unexpected(
      Fault{.kind = FaultKind::BadFormat, .field = std::move(field), .message = std::move(message)});
}

}  // namespace

ShipmentAgain::ShipmentAgain(const Engine& engine, RuleSet rules, const std::string& nomenclature)
    : engine_(engine),
      rules_(std::move(rules)),
      nomenclature_(nomenclature_digest(nomenclature).value_or("")),
      catalogue_(goods::Catalogue::open({.nomenclature = nomenclature, .tiers = {}})),
      flags_(screen::FlagTable::built_in()),
      chemicals_(chem::Recogniser::open()) {}

ShipmentAgain::Screen& ShipmentAgain::screen_for(const ScreenOptions& options, const OwnersAtHand* owners) {
  std::unique_ptr<Screen>& known = owners == nullptr ? alone_ : owned_;
  if (!known || known->options.threshold != options.threshold || known->options.top != options.top) {
    known = std::make_unique<Screen>(
        screen::ShipmentBasis{.engine = engine_,
                              .catalogue = catalogue_,
                              .rules = rules_,
                              .flags = flags_,
                              .chemicals = chemicals_,
                              .ownership = owners == nullptr ? nullptr : &owners->days},
        ShipmentRecord{.options = options,
                       .owners = owners == nullptr ? nullptr : &owners->basis,
                       .nomenclature = nomenclature_});
  }
  return *known;
}

tl::expected<std::string, Fault> ShipmentAgain::line(const Json& recorded, const OwnersAtHand* owners) {
  auto shipment = ledger::shipment_from_json(recorded.value("question", Json()));
  if (!shipment) return tl::unexpected(shipment.error());
  const auto file = ledger::file_facts_from_json(recorded.value("file", Json::object()), *shipment);
  if (!file) return tl::unexpected(file.error());
  const auto options = ledger::options_from_json(recorded.value("options", Json::object()));
  if (!options) return tl::unexpected(options.error());
  const Json id = recorded.value("id", Json());
  if (!id.is_string()) return bad("id", "expected a text");
  shipment->id = id.get<std::string>();
  const Json date = recorded.value("date", Json());
  const auto day = date.is_string() ? facts::parse_day(date.get<std::string>()) : std::nullopt;
  if (!day) return bad("date", "expected a day such as 2026-11-24");
  Screen& again = screen_for(*options, owners);
  // A shipment without a date was judged for the day that was then given.
  return again.writer.line(*shipment, again.screen.screen_again(*shipment, *day, *file));
}

}  // namespace weir::cli
