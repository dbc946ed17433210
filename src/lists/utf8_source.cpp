// as_utf8(): any text file of a list as UTF-8, in one pass and with bounded memory.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "lists/byte_source.hpp"

namespace weir::lists {
namespace {

constexpr std::size_t kBlock = 64U << 10U;
constexpr std::size_t kProbe = 64;  // bytes looked at for a BOM and for UTF-16 without one
constexpr char32_t kReplacement = 0xFFFD;

// Windows-1252 for 0x80..0x9F; the five bytes it leaves open map to themselves, as WHATWG's encoding standard
// has it.
constexpr std::array<char16_t, 32> kCp1252 = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                              0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                              0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                              0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | (c >> 6U));
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | (c >> 12U));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | (c >> 18U));
    put(0x80U | ((c >> 12U) & 0x3FU));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

// Length of the UTF-8 sequence at the start of `text` (Unicode 15, table 3-7), 0 if it is none, -1 if it is
// cut off by the end of `text` and may yet become one.
int sequence_length(std::string_view text) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  for (std::size_t i = 1; i < static_cast<std::size_t>(length); ++i) {
    if (i >= text.size()) return -1;
    if (byte(i) < low || byte(i) > high) return 0;
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

std::size_t ascii_prefix(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

enum class Encoding { Unknown, Utf8, Utf16Little, Utf16Big };

class Utf8Source final : public ByteSource {
 public:
  Utf8Source(std::unique_ptr<ByteSource> inner, std::size_t* repaired)
      : inner_(std::move(inner)), repaired_(repaired) {}

  tl::expected<std::size_t, Fault> read(char* buffer, std::size_t capacity) override {
    while (taken_ == ready_.size()) {
      if (end_) return 0;
      ready_.clear();
      taken_ = 0;
      if (auto filled = fill(); !filled) return tl::unexpected<Fault>(std::move(filled.error()));
    }
    const std::size_t count = std::min(capacity, ready_.size() - taken_);
    if (count != 0) std::memcpy(buffer, ready_.data() + taken_, count);
    taken_ += count;
    return count;
  }
  const std::string& name() const noexcept override { return inner_->name(); }

 private:
  // Reads one block behind what is pending and converts as much as is whole.
  tl::expected<void, Fault> fill() {
    const std::size_t kept = pending_.size();
    pending_.resize(kept + kBlock);
    auto count = inner_->read(pending_.data() + kept, kBlock);
    pending_.resize(kept + (count ? *count : 0));
    if (!count) return tl::unexpected<Fault>(std::move(count.error()));
    end_ = *count == 0;
    if (encoding_ == Encoding::Unknown) {
      if (pending_.size() < kProbe && !end_) return {};
      detect();
    }
    const std::size_t used = encoding_ == Encoding::Utf8 ? convert_bytes() : convert_utf16();
    pending_.erase(0, used);
    return {};
  }

  void detect() {
    const std::string_view text(pending_);
    if (text.starts_with("\xEF\xBB\xBF")) {
      encoding_ = Encoding::Utf8;
      pending_.erase(0, 3);
    } else if (text.starts_with("\xFF\xFE")) {
      encoding_ = Encoding::Utf16Little;
      pending_.erase(0, 2);
    } else if (text.starts_with("\xFE\xFF")) {
      encoding_ = Encoding::Utf16Big;
      pending_.erase(0, 2);
    } else {
      encoding_ = by_zero_bytes(text.substr(0, kProbe));
    }
  }

  // Text in Latin letters as UTF-16 has a zero in every second byte; no UTF-8 text has.
  static Encoding by_zero_bytes(std::string_view probe) {
    const std::size_t pairs = probe.size() / 2;
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < pairs * 2; ++i) {
      if (probe[i] == '\0') ++(i % 2 == 0 ? even : odd);
    }
    constexpr std::size_t kLeastPairs = 4;
    if (pairs >= kLeastPairs && even == 0 && odd * 4 >= pairs * 3) return Encoding::Utf16Little;
    if (pairs >= kLeastPairs && odd == 0 && even * 4 >= pairs * 3) return Encoding::Utf16Big;
    return Encoding::Utf8;
  }

  std::size_t convert_bytes() {
    std::string_view rest(pending_);
    while (!rest.empty()) {
      std::size_t good = ascii_prefix(rest);
      int length = 1;
      while (good < rest.size() && (length = sequence_length(rest.substr(good))) > 0) {
        good += static_cast<std::size_t>(length);
      }
      ready_.append(rest.substr(0, good));
      rest.remove_prefix(good);
      if (rest.empty() || (length < 0 && !end_)) break;
      const auto byte = static_cast<unsigned char>(rest.front());
      append_utf8(ready_, byte < 0xA0 ? kCp1252.at(byte - 0x80U) : byte);
      rest.remove_prefix(1);
      repair();
    }
    return pending_.size() - rest.size();
  }

  char16_t unit(std::size_t i) const {
    const auto first = static_cast<unsigned char>(pending_[i]);
    const auto second = static_cast<unsigned char>(pending_[i + 1]);
    return static_cast<char16_t>(encoding_ == Encoding::Utf16Little ? first | second << 8U
                                                                    : first << 8U | second);
  }

  std::size_t convert_utf16() {
    std::size_t i = 0;
    for (; i + 2 <= pending_.size(); i += 2) {
      const char16_t c = unit(i);
      const bool high = c >= 0xD800 && c < 0xDC00;
      const bool low = c >= 0xDC00 && c < 0xE000;
      if (high && i + 4 > pending_.size() && !end_) return i;
      if (high && i + 4 <= pending_.size()) {
        const char16_t next = unit(i + 2);
        if (next >= 0xDC00 && next < 0xE000) {
          append_utf8(ready_, 0x10000U + ((static_cast<char32_t>(c) - 0xD800U) << 10U) + (next - 0xDC00U));
          i += 2;
          continue;
        }
      }
      if (high || low) repair();
      append_utf8(ready_, high || low ? kReplacement : static_cast<char32_t>(c));
    }
    if (end_ && i < pending_.size()) {
      append_utf8(ready_, kReplacement);
      repair();
      i = pending_.size();
    }
    return i;
  }

  void repair() {
    if (repaired_ != nullptr) ++*repaired_;
  }

  std::unique_ptr<ByteSource> inner_;
  std::size_t* repaired_;
  Encoding encoding_ = Encoding::Unknown;
  std::string pending_;  // read, not converted yet: a block, and at most three bytes of a cut sequence
  std::string ready_;    // converted; [taken_, size) is not delivered yet
  std::size_t taken_ = 0;
  bool end_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> as_utf8(std::unique_ptr<ByteSource> inner, std::size_t* repaired) {
  return std::make_unique<Utf8Source>(std::move(inner), repaired);
}

}  // namespace weir::lists
