#include "fetch/files.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <memory>

namespace weir::fetch {
namespace {

constexpr mode_t kMode = 0644;

Fault system_fault(const std::string& path, std::string_view doing) {
  const int code = errno;
  return {.kind = code == ENOENT ? FaultKind::NotFound : FaultKind::Io,
          .file = path,
          .message = fmt::format("cannot {}: {}", doing, std::strerror(code))};
}

class Descriptor {
 public:
  Descriptor(const std::string& path, int flags) : value_(::open(path.c_str(), flags | O_CLOEXEC, kMode)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  [[nodiscard]] int get() const noexcept { return value_; }
  [[nodiscard]] bool open() const noexcept { return value_ >= 0; }

 private:
  int value_;
};

// Some file systems refuse to sync a folder; the files themselves are safe then, too.
void sync_folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const Descriptor descriptor(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  if (descriptor.open()) ::fsync(descriptor.get());
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Gives each run of bytes to `take` until it says no.
template <class Take>
tl::expected<void, Fault> each_run(const std::string& path, Take take) {
  const Descriptor descriptor(path, O_RDONLY);
  if (!descriptor.open()) return tl::unexpected(system_fault(path, "open"));
  std::array<char, 1U << 16U> buffer;
  for (;;) {
    const ssize_t count = ::read(descriptor.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return tl::unexpected(system_fault(path, "read"));
    if (count == 0 || !take(std::string_view(buffer.data(), static_cast<std::size_t>(count)))) return {};
  }
}

}  // namespace

tl::expected<std::string, Fault> read_file(const std::string& path) {
  constexpr std::size_t kLargest = 16U << 20U;
  std::string out;
  const auto read = each_run(path, [&](std::string_view bytes) {
    out += bytes;
    return out.size() <= kLargest;
  });
  if (!read) return tl::unexpected(read.error());
  if (out.size() > kLargest)
    return tl::unexpected(Fault{.kind = FaultKind::TooLarge, .file = path, .message = "larger than 16 MiB"});
  return out;
}

tl::expected<void, Fault> replace_file(const std::string& path, std::string_view bytes) {
  const std::string beside = path + ".new";
  {
    const Descriptor descriptor(beside, O_WRONLY | O_CREAT | O_TRUNC);
    if (!descriptor.open()) return tl::unexpected(system_fault(beside, "create"));
    if (!write_all(descriptor.get(), bytes) || ::fsync(descriptor.get()) != 0)
      return tl::unexpected(system_fault(beside, "write"));
  }
  return move_into_place(beside, path);
}

tl::expected<void, Fault> replace_link(const std::string& link, const std::string& target) {
  const std::string beside = link + ".new";
  ::unlink(beside.c_str());
  if (::symlink(target.c_str(), beside.c_str()) != 0) return tl::unexpected(system_fault(beside, "link"));
  return move_into_place(beside, link);
}

tl::expected<void, Fault> make_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!error) return {};
  return tl::unexpected(Fault{.kind = FaultKind::Io,
                              .file = path,
                              .message = fmt::format("cannot make the folder: {}", error.message())});
}

tl::expected<void, Fault> move_into_place(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return tl::unexpected(system_fault(to, "put in place"));
  sync_folder_of(to);
  return {};
}

tl::expected<void, Fault> sync_file(const std::string& path) {
  const Descriptor descriptor(path, O_RDONLY);
  if (!descriptor.open()) return tl::unexpected(system_fault(path, "open"));
  if (::fsync(descriptor.get()) != 0) return tl::unexpected(system_fault(path, "sync"));
  sync_folder_of(path);
  return {};
}

tl::expected<std::string, Fault> sha256_of(const std::string& path) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  bool good = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  const auto read = each_run(path, [&](std::string_view bytes) {
    good = good && EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1;
    return good;
  });
  if (!read) return tl::unexpected(read.error());
  if (!good || EVP_DigestFinal_ex(context.get(), digest.data(), &length) != 1)
    return tl::unexpected(
        Fault{.kind = FaultKind::Io, .file = path, .message = "cannot compute its SHA-256"});
  std::string out;
  for (unsigned i = 0; i < length; ++i) out += fmt::format("{:02x}", digest[i]);
  return out;
}

std::string utc_now() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

}  // namespace weir::fetch
