// The engine: opens a snapshot and answers questions about parties and names.
//
// Thread-safety: an Engine is immutable; any number of threads may share one. A Screener holds the scratch
// memory of one thread. Errors: weir::Error (weir/error.hpp) from open(); nothing after that throws except
// std::bad_alloc.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "weir/decision.hpp"
#include "weir/party.hpp"

namespace weir {

namespace snapshot {
class View;
}

// The score (0..1) from which two names of this schema are reported, unless the caller says otherwise. See
// docs/matching.md.
[[nodiscard]] double default_threshold(Schema schema) noexcept;

struct ScreenOptions {
  std::optional<double> threshold;  // 0..1; default_threshold() of the question's schema when empty
  std::size_t top = 10;             // most hits a decision carries
};

struct Comparison {
  double score = 0;  // 0..1
  bool match = false;
  std::vector<Evidence> evidence;
};

// Two names, without any list: words have no measured rarity.
[[nodiscard]] Comparison compare_names(std::string_view left, std::string_view right, Schema schema,
                                       std::optional<double> threshold = {});

class Engine;

// One thread's way to ask.
class Screener {
 public:
  // The engine must outlive the screener.
  explicit Screener(const Engine& engine);
  Screener(Screener&&) noexcept;
  Screener& operator=(Screener&&) noexcept;
  ~Screener();

  // May this party pass? Its entry_id becomes the decision's id.
  [[nodiscard]] Decision screen(const Party& party, const ScreenOptions& options = {});

  // Listed names in a running text (UTF-8), by place. Quotes carry personal data: log them only on purpose.
  [[nodiscard]] std::vector<Mention> scan(std::string_view text, const ScreenOptions& options = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

class Engine {
 public:
  // Opens and verifies the snapshot at `path`.
  [[nodiscard]] static Engine open(const std::string& path);

  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  [[nodiscard]] const std::string& snapshot_id() const noexcept;

  // Works out now what the first questions would have to wait for (under a second for a million names): for
  // programs that stay, and answer within a time. Any thread, any number of times.
  void prepare() const;

  struct State;  // the snapshot and what is derived from it
  [[nodiscard]] const State& state() const noexcept { return *state_; }

 private:
  friend Engine engine_over(snapshot::View view);  // src/screen/engine_state.hpp
  explicit Engine(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace weir
