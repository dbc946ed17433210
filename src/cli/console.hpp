// What all verbs share: exit codes, messages to the user, rejects aside.
//
// Thread-safety: messages from one thread. Errors: none.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "lists/load.hpp"
#include "lists/reader.hpp"
#include "weir/error.hpp"

namespace weir::cli {

// The contract of the command line.
enum Exit : int { kNoHit = 0, kHit = 10, kWrongUse = 2, kSomeRejected = 3, kNothingDone = 4 };

struct Global {
  bool quiet = false;
};

void say(const Global& global, const std::string& text);  // stderr, unless --quiet
void complain(const std::string& text);                   // stderr, always
[[nodiscard]] bool colours_wanted(bool to_terminal);      // NO_COLOR (no-color.org)

// Rejected records: OUT.rejects as JSON lines where there is an OUT, else one line each on stderr.
class Rejects {
 public:
  explicit Rejects(std::string out_path);
  void add(const lists::Reject& reject);
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
  std::ofstream file_;
  std::uint64_t count_ = 0;
};

// "TITLE=COLUMN" pairs of --map; false and a message for one without '='.
[[nodiscard]] bool parse_columns(const std::vector<std::string>& pairs,
                                 std::map<std::string, std::string>& columns);
// "SOURCE=PATH" or "PATH".
[[nodiscard]] lists::LoadInput parse_input(const std::string& argument);

}  // namespace weir::cli
