// Screener: one thread's scratch memory round the screens.
#include "screen/engine_state.hpp"
#include "screen/party_screen.hpp"
#include "screen/text_scan.hpp"
#include "weir/engine.hpp"

namespace weir {

struct Screener::State {
  explicit State(const Engine& engine)
      : party(engine.state().snapshot, engine.state().words), scan(engine.state().snapshot) {}
  screen::PartyScreen party;
  screen::TextScan scan;
};

Screener::Screener(const Engine& engine) : state_(std::make_unique<State>(engine)) {}
Screener::Screener(Screener&&) noexcept = default;
Screener& Screener::operator=(Screener&&) noexcept = default;
Screener::~Screener() = default;

Decision Screener::screen(const Party& party, const ScreenOptions& options) {
  return state_->party.screen(party, options);
}

std::vector<Mention> Screener::scan(std::string_view text, const ScreenOptions& options) {
  return state_->scan.scan(text, options);
}

}  // namespace weir
