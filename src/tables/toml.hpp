// toml++ without its assertions: include this, never <toml++/toml.h>.
//
// toml++ 3.3 asserts things that a hostile document makes false ("[[="): a debug build aborts, and a release
// build tells the compiler that they hold, which is undefined behaviour. The code behind the assertions
// reports these documents properly, so they are turned off. (Found by fuzz_rules.) All files must see the
// same toml++. Thread-safety, errors: as toml++ without exceptions.
#pragma once

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/impl/preprocessor.h>
#undef TOML_ASSERT
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT(expr) static_assert(true)
#define TOML_ASSERT_ASSUME(expr) static_assert(true)
#include <toml++/toml.h>
