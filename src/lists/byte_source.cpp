#include "lists/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace weir::lists {
namespace {

Fault system_fault(const std::string& path, int error, std::string_view what) {
  Fault fault;
  fault.kind = error == ENOENT || error == ENOTDIR ? FaultKind::NotFound : FaultKind::Io;
  fault.file = path;
  fault.message = std::string(what) + ": " + std::system_category().message(error);
  return fault;
}

class FileSource final : public ByteSource {
 public:
  FileSource(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  ~FileSource() override { ::close(descriptor_); }

  tl::expected<std::size_t, Fault> read(char* buffer, std::size_t capacity) override {
    for (;;) {
      const ssize_t count = ::read(descriptor_, buffer, capacity);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR) return tl::unexpected<Fault>(system_fault(path_, errno, "cannot read"));
    }
  }
  const std::string& name() const noexcept override { return path_; }

 private:
  std::string path_;
  int descriptor_;
};

class MemorySource final : public ByteSource {
 public:
  MemorySource(std::string name, std::string_view bytes) : name_(std::move(name)), rest_(bytes) {}

  tl::expected<std::size_t, Fault> read(char* buffer, std::size_t capacity) override {
    const std::size_t count = std::min(capacity, rest_.size());
    if (count != 0) std::memcpy(buffer, rest_.data(), count);
    rest_.remove_prefix(count);
    return count;
  }
  const std::string& name() const noexcept override { return name_; }

 private:
  std::string name_;
  std::string_view rest_;
};

}  // namespace

tl::expected<std::unique_ptr<ByteSource>, Fault> open_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return tl::unexpected<Fault>(system_fault(path, errno, "cannot open"));
  auto source = std::make_unique<FileSource>(path, descriptor);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0)
    return tl::unexpected<Fault>(system_fault(path, errno, "cannot open"));
  if (S_ISDIR(status.st_mode)) {
    return tl::unexpected<Fault>(Fault{FaultKind::Io, path, 0, "", "is a folder; expected a file"});
  }
  return source;
}

tl::expected<std::size_t, Fault> Rejoined::read(char* buffer, std::size_t capacity) {
  if (start_.empty()) return rest_.read(buffer, capacity);
  const std::size_t count = start_.copy(buffer, capacity);
  start_.remove_prefix(count);
  return count;
}

tl::expected<std::string, Fault> read_head(ByteSource& source, std::size_t most) {
  std::string head(most, '\0');
  std::size_t filled = 0;
  while (filled < head.size() && std::string_view(head.data(), filled).find('\n') == std::string_view::npos) {
    const auto count = source.read(head.data() + filled, head.size() - filled);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;
    filled += *count;
  }
  head.resize(filled);
  return head;
}

tl::expected<std::string, Fault> file_head(const std::string& path) {
  auto file = open_file(path);
  if (!file) return tl::unexpected(file.error());
  const auto source = as_utf8(std::move(*file));
  constexpr std::size_t kHead = 1U << 16U;
  std::string head(kHead, '\0');
  std::size_t filled = 0;
  while (filled < head.size()) {
    const auto count = source->read(head.data() + filled, head.size() - filled);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;
    filled += *count;
  }
  head.resize(filled);
  return head;
}

std::unique_ptr<ByteSource> from_memory(std::string name, std::string_view bytes) {
  return std::make_unique<MemorySource>(std::move(name), bytes);
}

}  // namespace weir::lists
