// One address -> one file, over libcurl.
//
// What is bounded: time to connect, time without progress, whole time, size, redirects, attempts. Only https,
// or http to this machine, and a redirect never leaves https; certificates are checked. A transfer that
// breaks off goes on where it stopped when the server can prove that the file is still the same (Range with
// If-Range), in this run or in the next one. Messages show addresses with their secrets masked.
// Thread-safety: one download a thread; the first call initialises libcurl and must not race with others.
// Errors: Fault Network (with what the server or libcurl said), TooLarge, Io.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "weir/error.hpp"

namespace weir::fetch {

// The server's names for one state of a file.
struct Validators {
  std::string etag;
  std::string last_modified;
  [[nodiscard]] bool empty() const noexcept { return etag.empty() && last_modified.empty(); }
  friend bool operator==(const Validators&, const Validators&) = default;
};

struct Limits {
  std::chrono::milliseconds connect{15'000};
  std::chrono::seconds stalled{30};   // without at least `slowest` bytes a second
  std::uint64_t slowest = 512;        // bytes a second
  std::chrono::seconds whole{1'800};  // all attempts and pauses together
  unsigned attempts = 4;
  std::chrono::milliseconds pause{1'000};           // before the second attempt; doubles each time
  std::chrono::milliseconds longest_pause{60'000};  // also the most that a server's Retry-After is given
  unsigned redirects = 5;
  std::string ca_file;             // certificates to trust instead of the system's; empty = the system's
  bool this_machine_only = false;  // refuses to connect anywhere but to loopback addresses (tests)
};

struct Request {
  std::string url;   // as in the table, with ${NAME}
  std::string path;  // the file to write; PATH.part and PATH.part.json hold an unfinished transfer
  Validators known;  // of the file that is here already: the server may answer that it has not changed
  std::uint64_t most_bytes = 0;
  std::function<void(std::uint64_t done, std::uint64_t total)> progress = {};  // total 0 = not known
};

struct Fetched {
  bool changed = true;  // false: "304 Not Modified", nothing was written
  Validators validators;
  std::uint64_t bytes = 0;
  std::uint64_t resumed_at = 0;  // bytes that an earlier attempt had brought
  unsigned attempts = 1;
};

[[nodiscard]] tl::expected<Fetched, Fault> download(const Request& request, const Limits& limits);

}  // namespace weir::fetch
