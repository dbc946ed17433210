// Files that must survive a crash: written beside their place, synced, renamed.
//
// Thread-safety: one writer a file. Errors: Fault NotFound or Io; a file that could not be replaced is as it
// was before.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "weir/error.hpp"

namespace weir::fetch {

// A small file as a whole; Fault TooLarge above 16 MiB.
[[nodiscard]] tl::expected<std::string, Fault> read_file(const std::string& path);
[[nodiscard]] tl::expected<void, Fault> replace_file(const std::string& path, std::string_view bytes);
// Makes `link` point to `target` (relative to the link's folder), in one step.
[[nodiscard]] tl::expected<void, Fault> replace_link(const std::string& link, const std::string& target);
[[nodiscard]] tl::expected<void, Fault> make_folder(const std::string& path);
// Renames within a file system and syncs the folder of the target.
[[nodiscard]] tl::expected<void, Fault> move_into_place(const std::string& from, const std::string& to);
// The file's bytes and its entry in its folder reach the disk.
[[nodiscard]] tl::expected<void, Fault> sync_file(const std::string& path);
// SHA-256 in hex.
[[nodiscard]] tl::expected<std::string, Fault> sha256_of(const std::string& path);
// Now, as 2026-11-24T22:03:17Z.
[[nodiscard]] std::string utc_now();

}  // namespace weir::fetch
