// What retrieval asks of a snapshot's words again and again, drawn out of it once: words by meaning, and the
// letters that they begin with.
//
// Built when an engine opens and shared by its threads. Thread-safety: immutable, but for what is made at its
// first use, once. Errors: none.
#pragma once

#include <cstdint>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "snapshot/view.hpp"

namespace weir::match {

class TokenIndex {
 public:
  explicit TokenIndex(const snapshot::View& snapshot);

  // Words of one class of meaning; class 0 is "none" and stays empty.
  [[nodiscard]] std::span<const std::uint32_t> meaning(std::uint16_t id) const noexcept {
    if (id + std::size_t{1} >= first_.size()) return {};
    return std::span(by_meaning_).subspan(first_[id], first_[id + std::size_t{1}] - first_[id]);
  }

  // The first two bytes of a word, the first in the high byte.
  [[nodiscard]] static constexpr std::uint16_t head_of(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) {
      return i < text.size() ? static_cast<unsigned>(static_cast<unsigned char>(text[i])) : 0U;
    };
    return static_cast<std::uint16_t>(byte(0) << 8U | byte(1));
  }
  // What a bound needs of a word, on one line of the cache.
  struct Info {
    float rarity = 0;  // nats
    std::uint16_t head = 0;
    std::uint8_t length = 0;
    bool company : 1 = false;  // stands for a legal form
    bool patronymic : 1 = false;
    bool named : 1 = false;  // in the tables of given names and surnames
  };
  [[nodiscard]] const Info& info(std::uint32_t token) const noexcept { return infos_[token]; }

  // The name has a word twice in one of its forms. Worked out for all names at the first call.
  [[nodiscard]] bool repeats(const snapshot::View& snapshot, std::uint32_t name) const {
    std::call_once(repeats_made_, [&] { make_repeats(snapshot); });
    return (repeats_[name / kBits] >> (name % kBits) & 1U) != 0;
  }

 private:
  std::vector<std::uint32_t> first_;  // by class, and one more
  std::vector<std::uint32_t> by_meaning_;
  std::vector<Info> infos_;
  static constexpr std::size_t kBits = 64;
  void make_repeats(const snapshot::View& snapshot) const;
  mutable std::once_flag repeats_made_;
  mutable std::vector<std::uint64_t> repeats_;
};

}  // namespace weir::match
