// TOML tables, by toml++. [[measure]] and its like become rows; [defaults] fills in what a row leaves out.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "rules/raw.hpp"
#include "tables/toml.hpp"

namespace weir::rules {
namespace {

// toml++ takes 16 bytes and more for one of the text; rule tables by hand never come near this.
constexpr std::size_t kMaxTomlBytes = std::size_t{16} << 20U;

class Reader {
 public:
  Reader(const std::string& file, std::vector<RawRow>& rows, std::vector<RuleIssue>& issues)
      : file_(file), rows_(rows), issues_(issues) {}

  void whole(const toml::table& root) {
    const toml::node* defaults_node = root.get("defaults");
    if (defaults_node != nullptr) {
      if (const toml::table* table = defaults_node->as_table())
        defaults(*table);
      else
        complain(line_of(*defaults_node), "defaults", "expected a table [defaults]");
    }
    for (const auto& [key, node] : root) {
      if (key.str() == "defaults") continue;
      const toml::array* list = node.as_array();
      if (!is_kind(key.str()) || list == nullptr) {
        complain(line_of(node), std::string(key.str()),
                 fmt::format("expected [defaults] or rows such as [[measure]]; rows are: {}",
                             fmt::join(kKinds, ", ")));
        continue;
      }
      for (const toml::node& element : *list) {
        const toml::table* table = element.as_table();
        if (table == nullptr) {
          complain(line_of(element), std::string(key.str()), "expected a table");
          continue;
        }
        row(std::string(key.str()), *table);
      }
    }
  }

 private:
  static constexpr std::array<std::string_view, 8> kKinds{"measure", "area",     "code_set", "eccn",
                                                          "fact",    "chemical", "stack",    "term"};
  static bool is_kind(std::string_view key) {
    return std::find(kKinds.begin(), kKinds.end(), key) != kKinds.end();
  }
  static std::uint64_t line_of(const toml::node& node) { return node.source().begin.line; }

  void complain(std::uint64_t line, std::string field, std::string message) {
    issues_.push_back({RuleIssueKind::Error, file_, line, std::move(field), std::move(message)});
  }

  bool plain(const toml::node& node, std::string& out) {
    if (const auto* text = node.as_string())
      out = text->get();
    else if (const auto* whole = node.as_integer())
      out = fmt::format("{}", whole->get());
    else if (const auto* flag = node.as_boolean())
      out = flag->get() ? "true" : "false";
    else if (node.is_date() || node.is_date_time() || node.is_time()) {
      std::ostringstream stream;
      node.visit([&stream](const auto& value) {
        if constexpr (toml::is_date<decltype(value)> || toml::is_date_time<decltype(value)> ||
                      toml::is_time<decltype(value)>)
          stream << value.get();
      });
      out = stream.str();
    } else {
      return false;
    }
    return true;
  }

  // A list in a list ("first_of = [["a", "b"]]") is written with '|' between its members.
  bool value(const toml::node& node, std::string& out) {
    const toml::array* inner = node.as_array();
    if (inner == nullptr) return plain(node, out);
    out.clear();
    std::string part;
    for (const toml::node& element : *inner) {
      if (!plain(element, part)) return false;
      if (!out.empty()) out += '|';
      out += part;
    }
    return true;
  }

  void field(const std::string& key, const toml::node& node, std::vector<RawField>& out) {
    RawField field;
    field.key = key;
    field.line = line_of(node);
    const auto bad = [&](const toml::node& where) {
      complain(line_of(where), key,
               where.is_floating_point()
                   ? "a floating-point number is not exact; write it in quotes"
                   : "expected a text, a whole number, true, false, a date, or a list of these");
    };
    if (const toml::array* list = node.as_array()) {
      for (const toml::node& element : *list) {
        std::string text;
        if (!value(element, text)) {
          bad(element);
          return;
        }
        field.values.push_back(std::move(text));
      }
    } else {
      std::string text;
      if (!plain(node, text)) {
        bad(node);
        return;
      }
      field.values.push_back(std::move(text));
    }
    out.push_back(std::move(field));
  }

  void defaults(const toml::table& table) {
    for (const auto& [key, node] : table) field(std::string(key.str()), node, defaults_);
  }

  void row(std::string kind, const toml::table& table) {
    RawRow row;
    row.kind = std::move(kind);
    row.file = file_;
    row.line = line_of(table);
    for (const auto& [key, node] : table) {
      const toml::array* list = node.as_array();
      const bool condition_list = key.str() == "condition";
      if (!condition_list) {
        field(std::string(key.str()), node, row.fields);
        continue;
      }
      if (list == nullptr) {
        complain(line_of(node), "condition", "expected [[measure.condition]]");
        continue;
      }
      for (const toml::node& element : *list) {
        const toml::table* inner = element.as_table();
        if (inner == nullptr) {
          complain(line_of(element), "condition", "expected a table");
          continue;
        }
        RawRow& condition = row.conditions.emplace_back();
        condition.kind = "condition";
        condition.file = file_;
        condition.line = line_of(*inner);
        for (const auto& [inner_key, inner_node] : *inner)
          field(std::string(inner_key.str()), inner_node, condition.fields);
      }
    }
    // Defaults are for measures and other dated rows; facts and terms have no dates.
    if (row.kind != "fact" && row.kind != "term") {
      for (const RawField& field : defaults_) {
        if (row.find(field.key) != nullptr) continue;
        const bool only_measure = field.key != "citation" && field.key != "status" &&
                                  field.key != "recorded_at" && field.key != "valid_from" &&
                                  field.key != "valid_to" && field.key != "nomenclature";
        if (only_measure && row.kind != "measure") continue;
        if (field.key == "nomenclature" && row.kind != "measure" && row.kind != "code_set") continue;
        if (row.kind == "chemical" && field.key != "citation" && field.key != "status") continue;
        row.fields.push_back(field);
      }
    }
    rows_.push_back(std::move(row));
  }

  const std::string& file_;
  std::vector<RawRow>& rows_;
  std::vector<RuleIssue>& issues_;
  std::vector<RawField> defaults_;
};

}  // namespace

void read_toml(const std::string& file, std::string_view bytes, std::vector<RawRow>& rows,
               std::vector<RuleIssue>& issues) {
  if (bytes.size() > kMaxTomlBytes) {
    issues.push_back(
        {RuleIssueKind::Error, file, 0, "",
         fmt::format("{} bytes; expected at most {} (large tables: .tsv)", bytes.size(), kMaxTomlBytes)});
    return;
  }
  const toml::parse_result parsed = toml::parse(bytes);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    issues.push_back(
        {RuleIssueKind::Error, file, error.source().begin.line, "",
         fmt::format("not TOML: {} (column {})", error.description(), error.source().begin.column)});
    return;
  }
  const std::size_t first = rows.size();
  Reader(file, rows, issues).whole(parsed.table());
  // toml++ sorts keys; rows go back into the order of the file.
  std::stable_sort(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(),
                   [](const RawRow& a, const RawRow& b) { return a.line < b.line; });
}

}  // namespace weir::rules
