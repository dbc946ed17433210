// A chain of stakes as a picture.
//
// Thread-safety: calls of picture_svg() wait for each other (Graphviz keeps global state). Errors: Fault
// BadArgument when there is nothing to draw or too much, Fault Io when Graphviz cannot lay it out (its
// plugins are not installed).
#pragma once

#include <span>
#include <string>

#include <tl/expected.hpp>

#include "weir/error.hpp"
#include "weir/ownership.hpp"

namespace weir::ownership {

inline constexpr std::size_t kMostPictureStakes = 300;

// The findings' steps in Graphviz's DOT language; every text is quoted.
[[nodiscard]] std::string picture_dot(std::span<const OwnershipFinding> findings, const std::string& title);
[[nodiscard]] tl::expected<std::string, Fault> picture_svg(std::span<const OwnershipFinding> findings,
                                                           const std::string& title);

}  // namespace weir::ownership
