// Where a verb's data goes: standard output, or a file. A full disk is noticed, not lost.
//
// Thread-safety: one thread. Errors: Fault Io.
#pragma once

#include <cstdio>
#include <string>
#include <utility>

#include <tl/expected.hpp>

#include "weir/error.hpp"

namespace weir::cli {

// Beside: written next to its place and renamed when it is whole, so that the output may replace an input and
// half a result is never taken for a whole one. InPlace: seen while it grows.
enum class OutMode : unsigned char { Beside, InPlace };

class OutFile {
 public:
  // An empty path is standard output.
  [[nodiscard]] static tl::expected<OutFile, Fault> open(const std::string& path, OutMode mode);
  OutFile(OutFile&& other) noexcept
      : path_(std::move(other.path_)),
        written_(std::move(other.written_)),
        stream_(std::exchange(other.stream_, nullptr)) {}
  OutFile& operator=(OutFile&&) = delete;
  OutFile(const OutFile&) = delete;
  OutFile& operator=(const OutFile&) = delete;
  ~OutFile();  // drops a file beside its place that was not finished

  [[nodiscard]] std::FILE* stream() const noexcept { return stream_; }
  // Everything has been written: flushed, and in place.
  [[nodiscard]] tl::expected<void, Fault> finish();

 private:
  OutFile(std::string path, std::string written, std::FILE* stream)
      : path_(std::move(path)), written_(std::move(written)), stream_(stream) {}

  std::string path_;     // empty = standard output
  std::string written_;  // the file that is open
  std::FILE* stream_;
};

}  // namespace weir::cli
