// Typed access to one TOML table, with every key accounted for: a key that nobody asked for is a problem.
//
// Thread-safety: one thread. Errors: collected as SpecProblems.
#pragma once

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "goods/quantity.hpp"
#include "goods/spec.hpp"
#include "weir/number.hpp"

namespace weir::goods {

class TomlTable {
 public:
  TomlTable(const toml::table& table, std::string path, std::vector<SpecProblem>& problems)
      : table_(table), path_(std::move(path)), problems_(problems) {}

  // A number with its unit, as a string; in the base unit of its dimension.
  [[nodiscard]] std::optional<Number> quantity(std::string_view key, Dimension dimension);
  [[nodiscard]] std::optional<Number> count(std::string_view key);  // a whole number or a decimal in a string
  [[nodiscard]] std::optional<bool> flag(std::string_view key);
  [[nodiscard]] std::string text(std::string_view key);
  [[nodiscard]] const toml::array* tables(std::string_view key);  // [[path.key]]
  [[nodiscard]] const toml::table* child(std::string_view key);
  void problem(std::string_view key, std::string message);
  void finish();  // keys that were never asked for
  [[nodiscard]] std::uint64_t line() const;
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  [[nodiscard]] const toml::node* get(std::string_view key);
  const toml::table& table_;
  std::string path_;
  std::vector<SpecProblem>& problems_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace weir::goods
