// Tables written into a Markdown page between markers, so that the page is refreshed by a run.
//
// A section NAME lies between the lines `<!-- weir_accuracy NAME -->` and `<!-- /weir_accuracy NAME -->`.
// Thread-safety: one thread. Errors: a message.
#pragma once

#include <map>
#include <string>

#include <tl/expected.hpp>

namespace weir::accuracy {

// Replaces the sections that the page has; the others of `sections` are left out. Gives the page's new text.
[[nodiscard]] tl::expected<std::string, std::string> with_sections(
    const std::string& page, const std::map<std::string, std::string>& sections);

}  // namespace weir::accuracy
