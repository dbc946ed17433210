// Files and folders -> parties: finds each file's format, joins the files that belong together, and reads
// them one list after another.
//
// The order of lists follows the order of the inputs, files of a folder by name. Thread-safety: one thread a
// call. Errors: a file that cannot be read or is no list is a Problem, the others go on.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "lists/reader.hpp"

namespace weir::lists {

struct LoadInput {
  std::string path;     // file or folder
  std::string list_id;  // given by the user as ID=PATH, or empty
};

struct LoadedFile {
  std::string path;
  std::string list_id;
  std::string format;
  std::uint64_t bytes = 0;
  std::string checksum;  // XXH3-64, hex
};

struct LoadHandler {
  std::function<void(const ListInfo&)>
      list;  // before the list's parties, and again with its date when the file told it
  std::function<void(const LoadedFile&)> file;
  std::function<void(Party&&)> party;
  std::function<void(const std::string& list_id, Reject&&)> reject;
  std::function<void(const Fault&)> problem;
  std::function<void(const std::string& text)> note;  // for the user: an id that was changed, a file left out
};

void load_lists(const std::vector<LoadInput>& inputs, const std::map<std::string, std::string>& columns,
                const LoadHandler& handler);

}  // namespace weir::lists
