// One source, brought up to date: fetched, parsed, compared with what is here, then accepted, held back or
// refused. What is here stays until something better is there.
//
// Thread-safety: one update at a time in a state folder (store.hpp's Lock). Errors: a source's failure is its
// Report; the others go on.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "fetch/compile.hpp"
#include "fetch/download.hpp"
#include "fetch/sources.hpp"
#include "fetch/store.hpp"

namespace weir::fetch {

// A list that lost more than this share of its entries, of their names or of their facts waits for a person's
// word.
inline constexpr double kMostLost = 0.10;

enum class Result : std::uint8_t {
  Updated,      // a new list is in force
  Unchanged,    // the publisher has nothing new
  WouldUpdate,  // dry run: there is a new list, and it is good
  WouldHold,    // dry run: there is a new list, and it would be held back
  HeldBack,     // fetched, but it looks wrong; waits for accept()
  Accepted,     // a held list came into force
  Failed,       // not fetched, or not a list
  Skipped,      // needs something that is not there, such as a token
};
[[nodiscard]] std::string_view result_text(Result result) noexcept;  // "updated", "held back", ...

struct Report {
  std::string source;
  Result result = Result::Failed;
  std::uint64_t entries = 0;  // of the list that this is about
  std::uint64_t before = 0;   // of the list in force before; 0 = none
  std::uint64_t rejects = 0;
  std::uint64_t fetched_bytes = 0;
  std::string list_date;
  std::string message;  // why it failed, was held back or skipped
};

struct UpdateOptions {
  Limits limits;
  bool dry_run = false;
  // For a progress line: source, file, bytes so far, bytes in all (0 = not known).
  std::function<void(const std::string&, const std::string&, std::uint64_t, std::uint64_t)> progress = {};
};

[[nodiscard]] Report update(const Store& store, const Source& source, const UpdateOptions& options);

// The held list of a source comes into force.
[[nodiscard]] Report accept(const Store& store, const std::string& source);

// The snapshot is missing, is made of other lists than those in force, or cannot be read by this Weir.
[[nodiscard]] bool compile_is_due(const Store& store, const std::vector<Source>& sources);

// Compiles the lists in force into the store's snapshot, in the order of `sources` and then by name. The new
// file is opened and checked before it takes the old one's place, which is kept as previous.weir. Rejected
// records go to `handler`.
[[nodiscard]] tl::expected<Compiled, Fault> compile_current(const Store& store,
                                                            const std::vector<Source>& sources,
                                                            const CompileHandler& handler);

}  // namespace weir::fetch
