// List files -> a snapshot: what `weir compile` does, and `weir update` after a list has changed.
//
// Thread-safety: one thread a call. Errors: Fault of the builder, or BadFormat when no party was read; the
// snapshot at `out` is then as it was.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "lists/load.hpp"
#include "weir/error.hpp"

namespace weir::fetch {

struct Compiled {
  std::string id;
  std::uint64_t parties = 0;
  std::uint64_t names = 0;
  std::uint64_t rejects = 0;
  std::uint64_t problems = 0;  // files that could not be read whole
};

struct CompileHandler {
  std::function<void(const lists::Reject&)> reject;
  std::function<void(const Fault&)> problem;
  std::function<void(const std::string&)> note;
};

[[nodiscard]] tl::expected<Compiled, Fault> compile_lists(const std::vector<lists::LoadInput>& inputs,
                                                          const std::map<std::string, std::string>& columns,
                                                          const std::string& out,
                                                          const CompileHandler& handler);

}  // namespace weir::fetch
