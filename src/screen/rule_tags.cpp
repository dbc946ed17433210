#include "screen/rule_tags.hpp"

#include <algorithm>
#include <set>

#include "tables/tables.hpp"

namespace weir::screen {

std::vector<std::string> rule_lists(std::string_view list, std::span<const std::string> programmes) {
  static const auto kRows = tables::rows("ownership/rule_lists.tsv");
  std::vector<std::string> out{std::string(list)};
  for (const auto& row : kRows) {
    if (row.size() != 3 || row[0] != list) continue;
    const bool counts =
        row[1] == "-" || std::any_of(programmes.begin(), programmes.end(), [&](const std::string& programme) {
          return programme.find(row[1]) != std::string::npos;
        });
    if (counts && std::find(out.begin(), out.end(), row[2]) == out.end()) out.emplace_back(row[2]);
  }
  return out;
}

std::vector<std::string> list_tags(std::span<const Hit> hits) {
  std::set<std::string> tags;
  for (const Hit& hit : hits) {
    for (const std::string& list : rule_lists(hit.list, hit.programmes)) tags.insert("list:" + list);
    for (const std::string& programme : hit.programmes) tags.insert("programme:" + programme);
  }
  return {tags.begin(), tags.end()};
}

}  // namespace weir::screen
