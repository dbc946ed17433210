#include "goods/toml_table.hpp"

#include <fmt/format.h>

namespace weir::goods {
namespace {

std::string_view kind_text(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return "a string";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a binary floating-point number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    default:
      return "a date or time";
  }
}

}  // namespace

const toml::node* TomlTable::get(std::string_view key) {
  asked_.emplace(key);
  return table_.get(key);
}

std::uint64_t TomlTable::line() const {
  return table_.source().begin.line;
}

void TomlTable::problem(std::string_view key, std::string message) {
  const toml::node* node = key.empty() ? nullptr : table_.get(key);
  problems_.push_back({.line = node != nullptr ? node->source().begin.line : line(),
                       .key = key.empty() ? path_ : fmt::format("{}.{}", path_, key),
                       .message = std::move(message)});
}

std::optional<Number> TomlTable::quantity(std::string_view key, Dimension dimension) {
  const toml::node* node = get(key);
  if (node == nullptr) return {};
  const auto* text = node->as_string();
  if (text == nullptr) {
    problem(key, fmt::format("{} without a unit; expected {} as a string, such as {} = \"{}\"",
                             kind_text(*node), dimension_text(dimension), key, example_of(dimension)));
    return {};
  }
  auto value = parse_quantity(text->get(), dimension);
  if (!value) {
    problem(key, value.error());
    return {};
  }
  if (*value < Number(0)) {
    problem(key, fmt::format("'{}' is negative", text->get()));
    return {};
  }
  return *value;
}

std::optional<Number> TomlTable::count(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return {};
  std::optional<Number> value;
  if (const auto* whole = node->as_integer()) {
    value = Number(whole->get());
  } else if (const auto* text = node->as_string()) {
    value = parse_decimal(text->get());
  } else {
    problem(key, fmt::format("{}; expected a whole number, or a decimal as a string such as \"1.5\"",
                             kind_text(*node)));
    return {};
  }
  if (!value) {
    problem(key, "not a number; expected a whole number, or a decimal as a string such as \"1.5\"");
  } else if (*value < Number(0)) {
    problem(key, "negative");
    value.reset();
  }
  return value;
}

std::optional<bool> TomlTable::flag(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return {};
  if (const auto* value = node->as_boolean()) return value->get();
  problem(key, fmt::format("{}; expected true or false", kind_text(*node)));
  return {};
}

std::string TomlTable::text(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return {};
  if (const auto* value = node->as_string()) return value->get();
  problem(key, fmt::format("{}; expected a string", kind_text(*node)));
  return {};
}

const toml::array* TomlTable::tables(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return nullptr;
  const auto* array = node->as_array();
  if (array != nullptr && array->is_array_of_tables()) return array;
  problem(key, fmt::format("{}; expected tables, written [[{}.{}]]", kind_text(*node), path_, key));
  return nullptr;
}

const toml::table* TomlTable::child(std::string_view key) {
  const toml::node* node = get(key);
  if (node == nullptr) return nullptr;
  if (const auto* table = node->as_table()) return table;
  problem(key, fmt::format("{}; expected a table, written [{}.{}]", kind_text(*node), path_, key));
  return nullptr;
}

void TomlTable::finish() {
  for (const auto& [key, node] : table_) {
    if (!asked_.contains(key.str()))
      problem(key.str(), "not a key that Weir knows; docs/goods.md lists them");
  }
}

}  // namespace weir::goods
