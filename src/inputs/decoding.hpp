// The encoding of a document's bytes, and a stream of UTF-8 from them.
//
// Thread-safety: pure functions; a source is used by one thread. Errors: none; what cannot be decoded is
// replaced and counted.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "lists/byte_source.hpp"

namespace weir::inputs {

// The name of the encoding that an HTML file declares of itself in its first 4 KiB (<meta charset=...>,
// http-equiv, XML declaration), as written, or empty.
[[nodiscard]] std::string declared_charset(std::string_view html);

// A guess for text that declares nothing, has no BOM and is not UTF-8: an ICU converter name ("windows-1251",
// "GB18030"), or empty when nothing is likely enough (then CP1252 is assumed). Looks at the first 64 KiB.
[[nodiscard]] std::string likely_charset(std::string_view bytes);

// UTF-8 from `bytes`, which must outlive the source. A BOM wins over `charset`; an empty or unknown charset,
// and any that claims ASCII, Latin-1 or UTF-8, is read by lists::as_utf8().
[[nodiscard]] std::unique_ptr<lists::ByteSource> decoded(std::string name, std::string_view bytes,
                                                         const std::string& charset, std::size_t* repaired);

}  // namespace weir::inputs
