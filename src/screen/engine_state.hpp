// What an Engine owns. Private to src/screen and the tests.
#pragma once

#include "snapshot/view.hpp"
#include "weir/engine.hpp"

namespace weir {

struct Engine::State {
  snapshot::View snapshot;
};

// An engine over a snapshot that is open already (tests, benchmarks).
[[nodiscard]] Engine engine_over(snapshot::View view);

}  // namespace weir
