// Shipment lines to decisions, one thread: the sample's 1,000 shipments against the sample's list. "warm"
// keeps the caches from round to round, as a long file does; "cold" starts each round with empty ones.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "lists/byte_source.hpp"
#include "lists/load.hpp"
#include "screen/engine_state.hpp"
#include "screen/shipment_screen.hpp"
#include "snapshot/builder.hpp"

namespace {

using namespace weir;

struct World {
  World() : rules(RuleSet::built_in()), catalogue(goods::Catalogue::open({})) {
    snapshot::Builder builder;
    lists::load_lists({{.path = WEIR_SOURCE_DIR "/data/sample/lists"}}, {},
                      {.list = [](const lists::ListInfo&) {},
                       .file = [](const lists::LoadedFile&) {},
                       .party = [&](Party&& party) { (void)builder.add(party); },
                       .reject = [](const std::string&, lists::Reject&&) {},
                       .problem = [](const Fault&) {},
                       .note = [](const std::string&) {}});
    bytes = builder.to_bytes();
    engine = std::make_unique<Engine>(engine_over(*snapshot::View::from_bytes("sample", bytes)));
    const auto file = lists::open_file(WEIR_SOURCE_DIR "/data/sample/shipments.csv");
    (void)inputs::read_shipment_csv(
        **file, {},
        {.shipment = [&](inputs::Shipment&& s) { shipments.push_back(std::move(s)); },
         .reject = [](lists::Reject&&) {}});
    for (const inputs::Shipment& shipment : shipments) lines += shipment.lines.size();
  }

  Day today{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};
  RuleEvaluator rules;
  goods::Catalogue catalogue;
  screen::FlagTable flags = screen::FlagTable::built_in();
  chem::Recogniser chemicals = chem::Recogniser::open();
  std::string bytes;
  std::unique_ptr<Engine> engine;
  std::vector<inputs::Shipment> shipments;
  std::size_t lines = 0;
};

std::unique_ptr<screen::ShipmentScreen> make_screen(const World& world) {
  return std::make_unique<screen::ShipmentScreen>(screen::ShipmentBasis{.engine = *world.engine,
                                                                        .catalogue = world.catalogue,
                                                                        .rules = world.rules,
                                                                        .flags = world.flags,
                                                                        .chemicals = world.chemicals},
                                                  ScreenOptions{});
}

void shipment_lines(benchmark::State& state) {
  static const World world;
  const bool cold = state.range(0) == 1;
  auto screen = make_screen(world);
  for (auto _ : state) {
    if (cold) screen = make_screen(world);
    for (const inputs::Shipment& shipment : world.shipments)
      benchmark::DoNotOptimize(screen->screen(shipment, world.today));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(world.lines));
}
BENCHMARK(shipment_lines)->ArgName("cold")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
