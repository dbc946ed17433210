// The state folder of `weir update`.
//
//   DIR/lock                        held while an update runs
//   DIR/current.weir                the snapshot in force; previous.weir the one before
//   DIR/current.lists               which generations the snapshot in force is made of
//   DIR/lists/SOURCE/current        link to the generation in force, e.g. 20261124T220317Z
//   DIR/lists/SOURCE/held           link to a generation that waits for a person's word
//   DIR/lists/SOURCE/20261124T.../  the files of one generation, as fetched
//   DIR/lists/SOURCE/20261124T....json   what is known of it: validators, counts, checksums, days
//   DIR/lists/SOURCE/checked.json   when the source was last asked, and what came of it
//   DIR/lists/SOURCE/incoming/      a fetch under way, with the parts to go on with
//
// A generation never changes once it is there; accepting one is a rename of a link, so a reader of `current`
// sees a whole list, before or after. The generation before the current one is kept. Thread-safety: one
// process at a time, by the lock; readers need none. Errors: Fault Io; Fault HeldBack when another update
// holds the lock.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "fetch/download.hpp"
#include "fetch/sources.hpp"
#include "weir/error.hpp"

namespace weir::fetch {

struct FileState {
  Validators validators;
  std::string url;  // its url_key(): another address makes the validators void
  std::uint64_t bytes = 0;
  std::string sha256;
  std::string fetched_at;  // UTC
};

struct Generation {
  std::string name;
  std::map<std::string, FileState> files;
  std::uint64_t entries = 0;
  std::uint64_t names = 0;  // of all entries
  std::uint64_t facts = 0;  // addresses, dates of birth and identifiers of all entries
  std::uint64_t rejects = 0;
  std::string list_date;  // as the list says
};

struct Checked {
  std::string at;      // UTC
  std::string result;  // a word for the table and what went wrong
};

class Store {
 public:
  // Makes the folder when it is not there.
  [[nodiscard]] static tl::expected<Store, Fault> open(const std::string& folder);
  // For --list and --check of a folder that may not exist: nothing is made.
  [[nodiscard]] static Store at(const std::string& folder) { return Store(folder); }

  [[nodiscard]] const std::string& folder() const noexcept { return folder_; }
  [[nodiscard]] std::string snapshot() const { return folder_ + "/current.weir"; }
  [[nodiscard]] std::string previous_snapshot() const { return folder_ + "/previous.weir"; }
  [[nodiscard]] std::string recipe() const { return folder_ + "/current.lists"; }

  [[nodiscard]] std::optional<Generation> current(const std::string& source) const;
  [[nodiscard]] std::optional<Generation> held(const std::string& source) const;
  [[nodiscard]] std::optional<Checked> checked(const std::string& source) const;
  // The folder with a generation's files.
  [[nodiscard]] std::string files_of(const std::string& source, const Generation& generation) const;
  // Sources that have a current generation, by name.
  [[nodiscard]] std::vector<std::string> sources() const;

  // An empty place (but for unfinished parts) for a new generation's files.
  [[nodiscard]] tl::expected<std::string, Fault> incoming(const std::string& source) const;
  // The incoming files become a generation: in force, or held back.
  [[nodiscard]] tl::expected<void, Fault> accept_incoming(const std::string& source,
                                                          Generation generation) const;
  [[nodiscard]] tl::expected<void, Fault> hold_incoming(const std::string& source,
                                                        Generation generation) const;
  void drop_incoming(const std::string& source) const;
  // The held generation comes into force.
  [[nodiscard]] tl::expected<void, Fault> accept_held(const std::string& source) const;
  void drop_held(const std::string& source) const;
  // New validators for an unchanged generation.
  [[nodiscard]] tl::expected<void, Fault> rewrite(const std::string& source,
                                                  const Generation& generation) const;
  [[nodiscard]] tl::expected<void, Fault> note_check(const std::string& source,
                                                     const std::string& result) const;

 private:
  explicit Store(std::string folder) : folder_(std::move(folder)) {}
  [[nodiscard]] std::string place(const std::string& source) const { return folder_ + "/lists/" + source; }
  [[nodiscard]] std::optional<Generation> generation(const std::string& source, const char* link) const;
  [[nodiscard]] tl::expected<void, Fault> settle(const std::string& source, Generation& generation) const;
  void tidy(const std::string& source) const;

  std::string folder_;
};

// Held while it lives; the system lets go when the process dies, however it dies.
class Lock {
 public:
  [[nodiscard]] static tl::expected<Lock, Fault> take(const std::string& folder);
  Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Lock& operator=(Lock&&) = delete;
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock();

 private:
  explicit Lock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace weir::fetch
