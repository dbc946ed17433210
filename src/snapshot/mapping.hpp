// A file in memory, read-only: mapped, or copied to aligned storage.
//
// Thread-safety: immutable. Errors: Fault NotFound or Io.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "weir/error.hpp"

namespace weir::snapshot {

class Mapping {
 public:
  Mapping() = default;
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  virtual ~Mapping() = default;
  [[nodiscard]] virtual std::string_view bytes() const noexcept = 0;
};

[[nodiscard]] tl::expected<std::shared_ptr<const Mapping>, Fault> map_file(const std::string& path);
// At an address that is a multiple of kAlignment.
[[nodiscard]] std::shared_ptr<const Mapping> copy_bytes(std::string_view bytes);

}  // namespace weir::snapshot
