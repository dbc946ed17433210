// A specification file (TOML) of chips, machine tools and unmanned aircraft -> the facts that parameter rules
// ask for, with the arithmetic shown.
//
// docs/goods.md lists the keys. Nothing is guessed: what is not given is not a fact, and a figure measured by
// another standard is not the figure asked for. Thread-safety: pure functions. Errors: Fault BadFormat or
// TooLarge when the file is no TOML; anything else wrong is a SpecProblem with its line, and the rest goes
// on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "weir/error.hpp"
#include "weir/rules.hpp"

namespace weir::goods {

inline constexpr std::size_t kMostSpecBytes = 1U << 20U;

struct SpecProblem {
  std::uint64_t line = 0;
  std::string key;  // "chip.die_area"
  std::string message;
};

// One set of facts that belong together: a chip, or one linear axis of a machine tool.
struct SpecCase {
  std::string name;  // "axis X", or empty
  std::vector<Fact> facts;
};

struct SpecItem {
  std::string kind;  // "chip", "hbm", "machine_tool", "uav"
  std::string name;
  std::uint64_t line = 0;
  std::vector<SpecCase> cases;             // never empty
  std::vector<std::string> arithmetic;     // "TPP = 312 TOPS x 16 bit = 4992 (fp16, dense)"
  std::vector<std::string> notes;          // what was left out and why
  std::vector<std::string> eccn_prefixes;  // that rules on this kind of thing have: "3A090", "4A090"
};

struct Spec {
  std::vector<SpecItem> items;
  std::vector<SpecProblem> problems;
};

[[nodiscard]] tl::expected<Spec, Fault> read_spec(std::string_view toml, const std::string& file);

}  // namespace weir::goods
