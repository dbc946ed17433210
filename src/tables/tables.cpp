#include "tables/tables.hpp"

#include <xxhash.h>

#include <cstddef>
#include <initializer_list>

extern "C" {
#include "externs.inc"
}

namespace weir::tables {
namespace {

struct Entry {
  std::string_view path;
  const char* begin;
  const char* end;
};

std::vector<Entry> registry() {
  return {
#define TABLE(path, begin, end) {path, begin, end},
#include "registry.inc"
#undef TABLE
  };
}

const std::vector<Entry>& all() {
  static const std::vector<Entry> entries = registry();
  return entries;
}

}  // namespace

std::vector<std::string_view> paths(std::string_view folder) {
  std::vector<std::string_view> out;
  for (const Entry& entry : all()) {
    if (entry.path.starts_with(folder)) out.push_back(entry.path);
  }
  return out;  // the registry is sorted
}

std::string_view bytes(std::string_view path) noexcept {
  for (const Entry& entry : all()) {
    if (entry.path == path) return {entry.begin, static_cast<std::size_t>(entry.end - entry.begin)};
  }
  return {};
}

std::uint64_t fingerprint(std::string_view folder) noexcept {
  static const std::vector<Entry> entries = registry();
  std::uint64_t hash = 0;
  for (const Entry& entry : entries) {
    if (!entry.path.starts_with(folder)) continue;
    hash = XXH3_64bits_withSeed(entry.path.data(), entry.path.size(), hash);
    hash = XXH3_64bits_withSeed(entry.begin, static_cast<std::size_t>(entry.end - entry.begin), hash);
  }
  return hash;
}

std::vector<std::vector<std::string_view>> rows(std::string_view path) {
  return split_rows(bytes(path));
}

std::vector<std::vector<std::string_view>> split_rows(std::string_view text) {
  std::vector<std::vector<std::string_view>> out;
  while (!text.empty()) {
    const std::size_t eol = text.find('\n');
    std::string_view line = text.substr(0, eol);
    text.remove_prefix(eol == std::string_view::npos ? text.size() : eol + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    auto& row = out.emplace_back();
    for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
      row.push_back(line.substr(0, tab));
      line.remove_prefix(tab + 1);
    }
    row.push_back(line);
  }
  return out;
}

}  // namespace weir::tables
