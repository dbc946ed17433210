#include "cli/out_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace weir::cli {
namespace {

Fault cannot_write(const std::string& path) {
  return {.kind = FaultKind::Io,
          .file = path.empty() ? "standard output" : path,
          .message = fmt::format("cannot be written: {}", std::strerror(errno))};
}

// A device or a pipe is written to, not replaced.
bool replaceable(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode);
}

}  // namespace

tl::expected<OutFile, Fault> OutFile::open(const std::string& path, OutMode mode) {
  if (path.empty()) return OutFile("", "", stdout);
  std::string written = mode == OutMode::Beside && replaceable(path) ? path + ".part" : path;
  std::FILE* stream = std::fopen(written.c_str(), "we");
  if (stream == nullptr) return tl::unexpected(cannot_write(path));
  return OutFile(path, std::move(written), stream);
}

OutFile::~OutFile() {
  if (stream_ == nullptr || path_.empty()) return;
  std::fclose(stream_);
  if (written_ != path_) std::remove(written_.c_str());
}

tl::expected<void, Fault> OutFile::finish() {
  std::FILE* stream = std::exchange(stream_, nullptr);
  const bool lost = std::ferror(stream) != 0;
  const bool closed = (path_.empty() ? std::fflush(stream) : std::fclose(stream)) == 0;
  const bool placed =
      closed && !lost && (written_ == path_ || std::rename(written_.c_str(), path_.c_str()) == 0);
  if (placed) return {};
  if (lost && errno == 0) errno = EIO;
  Fault fault = cannot_write(path_);
  if (written_ != path_) std::remove(written_.c_str());
  return tl::unexpected(std::move(fault));
}

}  // namespace weir::cli
