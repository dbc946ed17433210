// The table of sources: which list comes from which address. The built-in one is data/sources/sources.tsv,
// which also documents the columns; a user's table replaces sources by name.
//
// Thread-safety: pure functions. Errors: Fault BadFormat with file, line and column of the table; NotFound or
// Io when a user's table cannot be read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "weir/error.hpp"

namespace weir::fetch {

struct SourceFile {
  std::string name;    // in the state folder
  std::string url;     // as written, with ${NAME}
  std::string format;  // expected, or "-"
  std::uint64_t most_bytes = 0;
};

struct Source {
  std::string id;
  bool on = true;           // fetched when no source is named
  std::uint64_t least = 0;  // entries
  std::vector<SourceFile> files;
  std::string status;
  std::string note;  // of its first file
};

// A table's text -> sources in the order of their first rows. `name` is what messages call it.
[[nodiscard]] tl::expected<std::vector<Source>, Fault> read_sources(std::string_view text,
                                                                    const std::string& name);

// The built-in table, changed and extended by the user's: `path`, or sources.tsv in the folder of the user's
// configuration when that exists and `path` is empty.
[[nodiscard]] tl::expected<std::vector<Source>, Fault> all_sources(const std::string& path);

// $XDG_CONFIG_HOME/weir/sources.tsv, or ~/.config/weir/sources.tsv; empty when there is no home.
[[nodiscard]] std::string user_table();
// $XDG_DATA_HOME/weir, or ~/.local/share/weir; empty when there is no home.
[[nodiscard]] std::string default_state_folder();

}  // namespace weir::fetch
