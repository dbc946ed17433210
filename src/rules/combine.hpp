// The one loop over all words of a rule set's bitmaps: which units can still be met.
//
// combine() chooses AVX2 at run time where the processor has it; combine_portable() is the same for any
// processor, and a test compares the two. Thread-safety: pure functions. Errors: none.
#pragma once

#include <cstddef>
#include <cstdint>

namespace weir::rules {

struct Masks {
  const std::uint64_t* certain;     // goods met
  const std::uint64_t* possible;    // goods may be met
  const std::uint64_t* open_eccns;  // open for want of a control number
  const std::uint64_t* open_codes;  // open for want of a code ...
  const std::uint64_t* comparable;  // ... but for these
  const std::uint64_t* to;
  const std::uint64_t* from;
  const std::uint64_t* origin;
  const std::uint64_t* active;  // in force in the year
  const std::uint64_t* party;   // on parties; left out where none is given
  const std::uint64_t* via;     // on transit; left out where none is given
  bool skip_party;
  bool skip_via;
};

void combine(const Masks& masks, std::size_t words, std::uint64_t* out) noexcept;
void combine_portable(const Masks& masks, std::size_t words, std::uint64_t* out) noexcept;

}  // namespace weir::rules
