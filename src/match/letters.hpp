// How likely one letter stands for another in two writings of one name: typing errors, misread scans and
// romanisations that differ.
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace weir::match {

// The token with spellings of one sound made equal, where several letters or an ending differ between
// orthographies: ou, oo = u; ee, y, ij = i; w = v; x = ks; ph = f; ck, q = k; tch, tsch = ch; sch = sh; kh =
// h; dj = j; -ff = -v; doubled letters once. Empty when the token is longer than 64 bytes. Vowels keep their
// quality: Mueller is no Moeller.
class Canonical {
 public:
  explicit Canonical(std::string_view token) noexcept;
  // Of `token` itself where nothing is rewritten, so that it must outlive this.
  [[nodiscard]] std::string_view text() const noexcept {
    return token_.empty() ? std::string_view(text_.data(), size_) : token_;
  }
  [[nodiscard]] bool rewritten() const noexcept { return token_.empty(); }

 private:
  std::string_view token_;         // as it is, or none
  std::array<char, 2 * 64> text_;  // else: the first size_ are set
  std::size_t size_ = 0;
};

// Cost of the cheapest way from a to b, in edits: 1 for a letter that was dropped or added, 2 for one that
// was changed to any other; less for neighbours on the keyboard or in the word, and where the writings of
// names often differ (vowels, doubled letters, h, c/k, v/w, s/z ...), by the tables in letters.cpp. Tokens of
// [a-z0-9]; for tokens over 64 bytes the plain edit distance.
[[nodiscard]] float weighted_distance(std::string_view a, std::string_view b) noexcept;
// The same where it is at most `most`; something above `most` elsewhere, which is found out sooner. `edits`
// is osa_distance(a, b), which the caller has.
[[nodiscard]] float weighted_distance_within(std::string_view a, std::string_view b, std::size_t edits,
                                             float most) noexcept;
// Plain and slow: what the two above are tested against.
[[nodiscard]] float weighted_distance_reference(std::string_view a, std::string_view b);

}  // namespace weir::match
