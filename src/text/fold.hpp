// Text as written -> text that compares: NFKC casefold (Unicode TR 44), Latin letters without marks, one kind
// of dash and apostrophe.
//
// Thread-safety: pure functions. Errors: none; bytes that are not UTF-8 become U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace weir::text {

// Idempotent. Latin comes out as ASCII (ł -> l, ø -> o, ß -> ss, ı -> i); other scripts keep their letters,
// without Arabic vowel signs, Hebrew points and tatweel, with Arabic letter variants unified. Invisible
// controls (zero width, bidi) are dropped.
[[nodiscard]] std::string fold(std::string_view text);
// The same into a buffer that the caller keeps.
void fold_into(std::string_view text, std::string& out);

// True when fold() would only lower-case: plain ASCII.
[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

// The folded text with ä, ö, ü, å, ø, đ written ae, oe, ue, aa, oe, dj (German, Nordic and Serbian custom);
// empty when there are none.
[[nodiscard]] std::string fold_expanded(std::string_view text);

}  // namespace weir::text
