#include "snapshot/file_writer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "snapshot/verify.hpp"

namespace weir::snapshot {
namespace {

constexpr std::size_t align_up(std::size_t offset) {
  return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

Fault io_fault(const std::string& path, std::string_view doing) {
  return Fault{.kind = FaultKind::Io,
               .file = path,
               .message = fmt::format("cannot {}: {}", doing, std::strerror(errno))};
}

// The new name must reach the disk, too. Some file systems refuse to sync a folder; the file itself is safe.
void sync_folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

// A file that is removed unless it was kept: no half-written snapshot stays behind.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string path) : path_(std::move(path)) {
    constexpr mode_t kMode = 0644;
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kMode);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    if (!kept_) ::unlink(path_.c_str());
  }
  [[nodiscard]] bool open() const noexcept { return descriptor_ >= 0; }
  [[nodiscard]] bool write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }
  [[nodiscard]] bool keep_as(const std::string& target) {
    kept_ = ::fsync(descriptor_) == 0 && ::rename(path_.c_str(), target.c_str()) == 0;
    if (kept_) sync_folder_of(target);
    return kept_;
  }

 private:
  std::string path_;
  int descriptor_ = -1;
  bool kept_ = false;
};

// Calls `emit` with each run of bytes of the file, in order.
template <class Emit>
bool each_run(const Layout& layout, const Sections& sections, Emit emit) {
  static constexpr std::array<char, kAlignment> kZeros{};
  std::size_t at = sizeof(Header) + sizeof(layout.rows);
  if (!emit(std::string_view(reinterpret_cast<const char*>(&layout.header), sizeof(Header)))) return false;
  if (!emit(std::string_view(reinterpret_cast<const char*>(layout.rows.data()), sizeof(layout.rows))))
    return false;
  for (const SectionRow& row : layout.rows) {
    const auto found = sections.find(static_cast<Section>(row.kind));
    const std::string_view bytes = found == sections.end() ? std::string_view{} : found->second;
    if (!emit(std::string_view(kZeros.data(), row.offset - at)) || !emit(bytes)) return false;
    at = row.offset + row.size;
  }
  return true;
}

}  // namespace

Layout lay_out(const Sections& sections) {
  Layout layout;
  std::size_t at = sizeof(Header) + sizeof(layout.rows);
  for (std::uint32_t i = 0; i < kSectionCount; ++i) {
    const auto kind = static_cast<Section>(i + 1);
    const auto found = sections.find(kind);
    const std::string_view bytes = found == sections.end() ? std::string_view{} : found->second;
    at = align_up(at);
    layout.rows[i] = {.kind = i + 1,
                      .element_size = element_size(kind),
                      .offset = at,
                      .size = bytes.size(),
                      .checksum = section_checksum(bytes)};
    at += bytes.size();
  }
  Header& header = layout.header;
  header.magic = kMagic;
  header.version = kVersion;
  header.section_count = kSectionCount;
  header.file_size = at;
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(layout.rows.data(), sizeof(layout.rows)));
  std::memcpy(header.content_id.data(), canonical.digest, header.content_id.size());
  header.checksum = XXH3_64bits(&header, offsetof(Header, checksum));
  return layout;
}

std::string to_bytes(const Sections& sections) {
  const Layout layout = lay_out(sections);
  std::string out;
  out.reserve(layout.header.file_size);
  each_run(layout, sections, [&](std::string_view bytes) {
    out.append(bytes);
    return true;
  });
  return out;
}

tl::expected<std::string, Fault> write_file(const std::string& path, const Sections& sections) {
  const Layout layout = lay_out(sections);
  TemporaryFile file(path + ".tmp" + std::to_string(::getpid()));
  if (!file.open()) return tl::unexpected(io_fault(path, "create the snapshot"));
  if (!each_run(layout, sections, [&](std::string_view bytes) { return file.write(bytes); })) {
    return tl::unexpected(io_fault(path, "write the snapshot"));
  }
  if (!file.keep_as(path)) return tl::unexpected(io_fault(path, "put the snapshot in place"));
  return hex_id(layout.header.content_id);
}

std::string hex_id(const std::array<std::uint8_t, 16>& id) {
  std::string out;
  for (const std::uint8_t byte : id) out += fmt::format("{:02x}", byte);
  return out;
}

}  // namespace weir::snapshot
