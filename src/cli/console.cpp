#include "cli/console.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace weir::cli {

void say(const Global& global, const std::string& text) {
  if (!global.quiet) fmt::print(stderr, "{}\n", text);
}

void complain(const std::string& text) {
  fmt::print(stderr, "weir: {}\n", text);
}

bool colours_wanted(bool to_terminal) {
  const char* no_color = std::getenv("NO_COLOR");
  return to_terminal && (no_color == nullptr || *no_color == '\0');
}

Rejects::Rejects(std::string out_path) {
  if (out_path.empty()) return;
  path_ = std::move(out_path) + ".rejects";
  // Rejects of an earlier run would be taken for this one's.
  std::error_code error;
  if (std::filesystem::is_regular_file(path_, error)) std::filesystem::remove(path_, error);
}

void Rejects::add(const lists::Reject& reject) {
  ++count_;
  // The file is made at the first reject: an empty one would look like trouble.
  if (!path_.empty() && !file_.is_open()) {
    file_.open(path_, std::ios::trunc);
    if (!file_.is_open()) {
      complain(path_ + ": cannot be written; rejected records follow here");
      path_.clear();
    }
  }
  if (path_.empty()) {
    const Fault where{
        .file = reject.file, .line = reject.line, .field = reject.field, .message = reject.reason};
    fmt::print(stderr, "weir: rejected{}: {}\n", reject.whole ? "" : " in part", where.text());
    return;
  }
  const nlohmann::ordered_json json{{"file", reject.file},   {"line", reject.line},
                                    {"field", reject.field}, {"reason", reject.reason},
                                    {"whole", reject.whole}, {"record", reject.record}};
  file_ << json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

bool parse_columns(const std::vector<std::string>& pairs, std::map<std::string, std::string>& columns) {
  for (const std::string& pair : pairs) {
    const std::size_t equals = pair.rfind('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == pair.size()) {
      complain(fmt::format("--map '{}': expected TITLE=COLUMN, such as --map 'Kundenname=name'", pair));
      return false;
    }
    columns[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  return true;
}

lists::LoadInput parse_input(const std::string& argument) {
  std::error_code error;
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos || equals == 0 || std::filesystem::exists(argument, error))
    return {.path = argument};
  return {.path = argument.substr(equals + 1), .list_id = argument.substr(0, equals)};
}

}  // namespace weir::cli
