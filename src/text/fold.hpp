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

// The folded text as English lists spell its sounds, where its letters tell the orthography: ä, ö, ü, å, ø as
// ae, oe, ue, aa, oe (German and Nordic custom); č, š, ž, ć, đ as ch, sh, zh, ch, dj and c, j as ts, y
// (Slavic); Polish sz, cz, ż, w; Turkish and Azerbaijani ş, ç, ğ, c, x, q; Romanian ș, ț. Empty when nothing
// changes.
[[nodiscard]] std::string fold_expanded(std::string_view text);

}  // namespace weir::text
