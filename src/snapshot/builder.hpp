// Parties in, a snapshot out.
//
// The result depends only on the parties and their order. Thread-safety: one thread per builder. Errors:
// add() gives Fault TooLarge when a limit of the format is reached (2^24 distinct tokens, 4 GiB of strings);
// write() gives Fault Io. Memory: the finished snapshot plus its working indexes, some 700 bytes a name.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <tl/expected.hpp>

#include "snapshot/view.hpp"
#include "weir/error.hpp"
#include "weir/party.hpp"

namespace weir::snapshot {

class Builder {
 public:
  Builder();
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;
  ~Builder();

  // Starts the list `id`, or goes on with it; every party names its list by Party::list, which is added when
  // unknown.
  void describe_list(const ListMeta& list);
  void describe_file(const FileMeta& file);
  [[nodiscard]] tl::expected<void, Fault> add(const Party& party);
  // Words of parties added from here on take over what `base` knows of them (their classes, whether they are
  // skeletons), as if these parties stood inside `base`. For look-back, which asks about the changed entries
  // of a snapshot alone. `base` must outlive the builder.
  void words_from(const View& base);
  // Records that belong to a list but were not loaded.
  void count_reject(const std::string& list);

  // Both finish the builder. Content id in hex; the bytes.
  [[nodiscard]] tl::expected<std::string, Fault> write(const std::string& path);
  [[nodiscard]] std::string to_bytes();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weir::snapshot
