#include "snapshot/mapping.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

#include "snapshot/format.hpp"

namespace weir::snapshot {
namespace {

class MappedFile final : public Mapping {
 public:
  MappedFile(void* address, std::size_t size) : address_(address), size_(size) {}
  ~MappedFile() override { ::munmap(address_, size_); }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  [[nodiscard]] std::string_view bytes() const noexcept override {
    return {static_cast<const char*>(address_), size_};
  }

 private:
  void* address_;
  std::size_t size_;
};

class Copy final : public Mapping {
 public:
  explicit Copy(std::string_view bytes)
      : size_(bytes.size()),
        data_(static_cast<char*>(
            ::operator new[](std::max<std::size_t>(size_, 1), std::align_val_t{kAlignment}))) {
    if (!bytes.empty()) std::memcpy(data_, bytes.data(), bytes.size());
  }
  ~Copy() override { ::operator delete[](data_, std::align_val_t{kAlignment}); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  [[nodiscard]] std::string_view bytes() const noexcept override { return {data_, size_}; }

 private:
  std::size_t size_;
  char* data_;
};

Fault system_fault(const std::string& path, std::string_view doing) {
  return Fault{.kind = errno == ENOENT ? FaultKind::NotFound : FaultKind::Io,
               .file = path,
               .message = fmt::format("cannot {} the snapshot: {}", doing, std::strerror(errno))};
}

}  // namespace

tl::expected<std::shared_ptr<const Mapping>, Fault> map_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return tl::unexpected(system_fault(path, "open"));
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size == 0) {
    const bool empty = S_ISREG(status.st_mode) && status.st_size == 0;
    ::close(descriptor);
    return tl::unexpected(Fault{.kind = FaultKind::Corrupt,
                                .file = path,
                                .message = empty ? "the file is empty, not a Weir snapshot"
                                                 : "not a regular file, so not a Weir snapshot"});
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  // MAP_POPULATE: every page is read by the checks anyway, and one call is cheaper than a fault a page.
  void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
  const int error = errno;
  ::close(descriptor);
  if (address == MAP_FAILED) {
    errno = error;
    return tl::unexpected(system_fault(path, "map"));
  }
  return std::make_shared<MappedFile>(address, size);
}

std::shared_ptr<const Mapping> copy_bytes(std::string_view bytes) {
  return std::make_shared<Copy>(bytes);
}

}  // namespace weir::snapshot
