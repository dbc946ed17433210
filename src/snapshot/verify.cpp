#include "snapshot/verify.hpp"

#include <xxhash.h>
#if defined(__x86_64__)
#include <xxh_x86dispatch.h>  // the same hash with the widest vectors that the processor has
#endif

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>

namespace weir::snapshot {
namespace {

struct Chunk {
  std::size_t check = 0;  // index into the checks
  std::size_t offset = 0;
  std::size_t size = 0;
  std::uint64_t hash = 0;
  bool good = true;
};

std::vector<Chunk> cut(const std::vector<SectionCheck>& checks) {
  std::vector<Chunk> chunks;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    for (std::size_t at = 0; at < checks[i].bytes.size(); at += kChunkBytes)
      chunks.push_back(
          {.check = i, .offset = at, .size = std::min(kChunkBytes, checks[i].bytes.size() - at)});
  }
  return chunks;
}

void look_at(const SectionCheck& check, Chunk& chunk) {
  const std::string_view bytes = check.bytes.substr(chunk.offset, chunk.size);
  chunk.hash = XXH3_64bits(bytes.data(), bytes.size());
  if (!check.good) return;
  const std::size_t element = element_size(check.section);
  chunk.good = check.good(chunk.offset / element, (chunk.offset + chunk.size) / element);
}

// Threads that are worth starting: none for a small file, and no more than help against one memory bus.
std::size_t helpers_for(std::size_t chunks) {
  constexpr std::size_t kChunksPerThread = 64;  // 12 MB, about a millisecond
  constexpr std::size_t kMostThreads = 4;
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  return std::min({cores, kMostThreads, chunks / kChunksPerThread + 1}) - 1;
}

}  // namespace

std::uint64_t section_checksum(std::string_view bytes) {
  std::vector<std::uint64_t> hashes;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kChunkBytes, bytes.size())))
    hashes.push_back(XXH3_64bits(bytes.data(), std::min(kChunkBytes, bytes.size())));
  return XXH3_64bits(hashes.data(), hashes.size() * sizeof(std::uint64_t));
}

std::optional<Finding> verify(const std::vector<SectionCheck>& checks) {
  std::vector<Chunk> chunks = cut(checks);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < chunks.size(); i = next++) look_at(checks[chunks[i].check], chunks[i]);
  };
  std::vector<std::thread> helpers;
  try {
    for (std::size_t i = helpers_for(chunks.size()); i > 0; --i) helpers.emplace_back(work);
  } catch (const std::system_error&) {
    // No more threads to be had: this one does the rest.
  }
  work();
  for (std::thread& helper : helpers) helper.join();

  auto chunk = chunks.begin();
  for (std::size_t i = 0; i < checks.size(); ++i) {
    std::vector<std::uint64_t> hashes;
    bool good = true;
    for (; chunk != chunks.end() && chunk->check == i; ++chunk) {
      hashes.push_back(chunk->hash);
      good = good && chunk->good;
    }
    if (XXH3_64bits(hashes.data(), hashes.size() * sizeof(std::uint64_t)) != checks[i].checksum)
      return Finding{.section = checks[i].section, .altered = true};
    if (!good) return Finding{.section = checks[i].section};
  }
  return std::nullopt;
}

}  // namespace weir::snapshot
