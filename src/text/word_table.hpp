// Words -> small values, read-mostly: open addressing over views, one probe for most words.
//
// Thread-safety: immutable after build. Errors: none. The keys must outlive the table (they are views into
// the linked-in tables or into the owner's arena).
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "text/same_text.hpp"

namespace weir::text {

// Multiply and fold over eight bytes at a time; names are short, so the whole hash is a few nanoseconds.
[[nodiscard]] inline std::uint64_t hash_word(std::string_view word) noexcept {
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15ULL;
  std::uint64_t hash = word.size() * kFactor;
  const char* bytes = word.data();
  std::size_t left = word.size();
  while (left >= sizeof(std::uint64_t)) {
    std::uint64_t part = 0;
    std::memcpy(&part, bytes, sizeof part);
    hash = (std::rotl(hash, 23) ^ part) * kFactor;
    bytes += sizeof part;
    left -= sizeof part;
  }
  std::uint64_t tail = 0;
  for (std::size_t i = 0; i < left; ++i)
    tail |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  hash = (std::rotl(hash, 23) ^ tail) * kFactor;
  return hash ^ (hash >> 32U);
}

template <typename Value>
class WordTable {
 public:
  // The value of `word`, made by default when it is new. Pointers end with the next insertion.
  Value& operator[](std::string_view word) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    const std::uint64_t hash = hash_word(word);
    const std::size_t at = place(word, hash);
    if (checks_[at] == kEmpty) {
      checks_[at] = check_of(hash);
      slots_[at].word = word;
      ++count_;
    }
    return slots_[at].value;
  }

  [[nodiscard]] const Value* find(std::string_view word) const noexcept {
    if (count_ == 0 || word.empty()) return nullptr;
    const std::size_t at = place(word, hash_word(word));
    return checks_[at] == kEmpty ? nullptr : &slots_[at].value;
  }

  [[nodiscard]] std::size_t size() const noexcept { return count_; }

  template <typename Visit>
  void each(Visit&& visit) const {
    for (std::size_t at = 0; at < slots_.size(); ++at) {
      if (checks_[at] != kEmpty) visit(slots_[at].word, slots_[at].value);
    }
  }
  template <typename Visit>
  void each(Visit&& visit) {
    for (std::size_t at = 0; at < slots_.size(); ++at) {
      if (checks_[at] != kEmpty) visit(slots_[at].word, slots_[at].value);
    }
  }

 private:
  struct Slot {
    std::string_view word;
    Value value{};
  };
  static constexpr std::uint32_t kEmpty = 0;
  static constexpr std::uint32_t check_of(std::uint64_t hash) noexcept {
    constexpr unsigned kUpper = 32;
    return static_cast<std::uint32_t>(hash >> kUpper) | 1U;
  }

  [[nodiscard]] std::size_t place(std::string_view word, std::uint64_t hash) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (checks_[at] != kEmpty && (checks_[at] != check_of(hash) || !same_text(slots_[at].word, word)))
      at = (at + 1) & mask;
    return at;
  }

  void grow() {
    constexpr std::size_t kFirst = 256;
    const std::size_t size = slots_.empty() ? kFirst : slots_.size() * 2;
    std::vector<Slot> old(size);
    old.swap(slots_);
    std::vector<std::uint32_t> old_checks(size, kEmpty);
    old_checks.swap(checks_);
    for (std::size_t i = 0; i < old.size(); ++i) {
      if (old_checks[i] == kEmpty) continue;
      const std::size_t at = place(old[i].word, hash_word(old[i].word));
      checks_[at] = old_checks[i];
      slots_[at] = std::move(old[i]);
    }
  }

  // Parts of the words' hashes, apart from the words: a word that the table has not mostly costs one look
  // into few bytes, and other words in the way need no look at their letters.
  std::vector<std::uint32_t> checks_;
  std::vector<Slot> slots_;
  std::size_t count_ = 0;
};

// Syllables and other words of one to eight bytes: each is one number.
class ShortWordSet {
 public:
  void insert(std::string_view word) {
    if (word.empty() || word.size() > kLongest || contains(word)) return;
    if ((count_ + 1) * 2 > slots_.size()) {
      constexpr std::size_t kFirst = 256;
      std::vector<std::uint64_t> old(slots_.empty() ? kFirst : slots_.size() * 2);
      old.swap(slots_);
      for (const std::uint64_t key : old) {
        if (key != 0) slots_[place(key)] = key;
      }
    }
    slots_[place(key_of(word))] = key_of(word);
    ++count_;
  }
  [[nodiscard]] bool contains(std::string_view word) const noexcept {
    if (count_ == 0 || word.empty() || word.size() > kLongest) return false;
    return slots_[place(key_of(word))] != 0;
  }
  template <typename Visit>
  void each(Visit&& visit) const {
    for (const std::uint64_t key : slots_) {
      if (key == 0) continue;
      std::array<char, kLongest> letters{};
      std::size_t at = letters.size();
      for (std::uint64_t rest = key; rest != 0; rest >>= 8U) letters[--at] = static_cast<char>(rest & 0xFFU);
      visit(std::string_view(letters.data() + at, letters.size() - at));
    }
  }

 private:
  static constexpr std::size_t kLongest = sizeof(std::uint64_t);
  // Words have no zero bytes, so that the number tells their length, too.
  static std::uint64_t key_of(std::string_view word) noexcept {
    std::uint64_t key = 0;
    for (const char c : word) key = key << 8U | static_cast<unsigned char>(c);
    return key;
  }
  [[nodiscard]] std::size_t place(std::uint64_t key) const noexcept {
    constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15ULL;
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (key * kFactor >> 32U) & mask;
    while (slots_[at] != 0 && slots_[at] != key) at = (at + 1) & mask;
    return at;
  }
  std::vector<std::uint64_t> slots_;  // 0: empty
  std::size_t count_ = 0;
};

}  // namespace weir::text
