// The numbers of the scorer, by name; their table is weights.def.
//
// With WEIR_TUNE (CMake option) they are variables that the environment variable WEIR_WEIGHTS
// ("kClash=0.4,kWorse=0.6") sets: for fitting alone. Thread-safety: constants. Errors: none.
#pragma once

namespace weir::match::weights {

#ifdef WEIR_TUNE
#define WEIGHT(name, value) extern float name;
#else
#define WEIGHT(name, value) inline constexpr float name = value;
#endif
#include "match/weights.def"
#undef WEIGHT

}  // namespace weir::match::weights
