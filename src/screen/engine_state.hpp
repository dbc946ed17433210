// What an Engine owns. Private to src/screen and the tests.
#pragma once

#include <memory>
#include <utility>

#include "match/token_index.hpp"
#include "snapshot/view.hpp"
#include "weir/engine.hpp"

namespace weir {

struct Engine::State {
  explicit State(snapshot::View view)
      : snapshot(std::move(view)), words(std::make_shared<const match::TokenIndex>(snapshot)) {}
  snapshot::View snapshot;
  std::shared_ptr<const match::TokenIndex> words;
};

// An engine over a snapshot that is open already (tests, benchmarks).
[[nodiscard]] Engine engine_over(snapshot::View view);

}  // namespace weir
