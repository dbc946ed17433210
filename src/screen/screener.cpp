// Screener: one thread's scratch memory round the screens.
#include "screen/engine_state.hpp"
#include "screen/party_screen.hpp"
#include "weir/engine.hpp"

namespace weir {

struct Screener::State {
  explicit State(const Engine& engine) : party(engine.state().snapshot) {}
  screen::PartyScreen party;
};

Screener::Screener(const Engine& engine) : state_(std::make_unique<State>(engine)) {}
Screener::Screener(Screener&&) noexcept = default;
Screener& Screener::operator=(Screener&&) noexcept = default;
Screener::~Screener() = default;

Decision Screener::screen(const Party& party, const ScreenOptions& options) {
  return state_->party.screen(party, options);
}

}  // namespace weir
