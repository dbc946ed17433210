#include "rules/rule_set.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>

#include "rules/check.hpp"
#include "rules/rows.hpp"
#include "rules/words.hpp"
#include "tables/tables.hpp"
#include "weir/error.hpp"

namespace weir::rules {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFolder = "rules/";

bool is_table(const fs::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".toml" || ending == ".tsv" || ending == ".csv";
}

bool read_file(const fs::path& path, std::string& out) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error || size > kMaxTableBytes) return false;
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  out.resize(size);
  file.read(out.data(), static_cast<std::streamsize>(size));
  out.resize(static_cast<std::size_t>(file.gcount()));
  return true;
}

// Groups rows by key, each group's latest record time first; two rows of one group that were recorded at the
// same moment and share a day are an error: neither can hide the other.
template <class Row, class Key>
std::vector<Versions> versions_of(const std::vector<Row>& rows, Key key, std::vector<RuleIssue>& issues) {
  std::map<std::string, std::vector<std::uint32_t>> groups;
  for (std::uint32_t i = 0; i < rows.size(); ++i) groups[key(rows[i])].push_back(i);
  std::vector<Versions> out;
  for (auto& [name, members] : groups) {
    std::stable_sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
      return rows[a].recorded_at > rows[b].recorded_at;
    });
    // Rows of one moment lie together; sorted by their first day, an overlap shows between neighbours.
    std::vector<std::uint32_t> order = members;
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      if (rows[a].recorded_at != rows[b].recorded_at) return rows[a].recorded_at > rows[b].recorded_at;
      return rows[a].valid_from.value_or(Day::min()) < rows[b].valid_from.value_or(Day::min());
    });
    std::uint32_t widest = order.front();
    for (std::size_t i = 1; i < order.size(); ++i) {
      const Row& before = rows[widest];
      const Row& row = rows[order[i]];
      const bool meet = before.recorded_at == row.recorded_at &&
                        (!before.valid_to || !row.valid_from || *row.valid_from <= *before.valid_to);
      if (meet) {
        issues.push_back(
            {RuleIssueKind::Error, row.source.file, row.source.line, "id",
             fmt::format("'{}' stands twice for the same days with the same recorded_at; the other is {}:{}",
                         name, before.source.file, before.source.line)});
      }
      if (!meet || row.valid_to.value_or(Day::max()) > before.valid_to.value_or(Day::max()))
        widest = order[i];
    }
    out.push_back({name, std::move(members)});
  }
  return out;
}

template <class Row, class Group, class Key>
std::unordered_map<std::string, std::vector<Versions>> nested_versions(const std::vector<Row>& rows,
                                                                       Group group, Key key,
                                                                       std::vector<RuleIssue>& issues) {
  std::unordered_map<std::string, std::vector<Versions>> out;
  for (Versions& versions : versions_of(
           rows, [&](const Row& row) { return group(row) + " " + key(row); }, issues)) {
    const Row& row = rows[versions.rows.front()];
    versions.key = key(row);
    out[group(row)].push_back(std::move(versions));
  }
  return out;
}

template <class Row, class Key>
void unique(const std::vector<Row>& rows, Key key, std::string_view what, std::vector<RuleIssue>& issues,
            std::unordered_map<std::string, std::uint32_t>* index = nullptr) {
  std::unordered_map<std::string, std::uint32_t> own;
  auto& map = index == nullptr ? own : *index;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    const auto [place, added] = map.emplace(key(rows[i]), i);
    if (added) continue;
    const SourceRef& other = rows[place->second].source;
    issues.push_back({RuleIssueKind::Error, rows[i].source.file, rows[i].source.line, "id",
                      other.file.empty() ? fmt::format("the {} '{}' is built in", what, key(rows[i]))
                                         : fmt::format("the {} '{}' stands at {}:{} already", what,
                                                       key(rows[i]), other.file, other.line)});
  }
}

template <class Row>
void add_lines(std::string_view kind, const std::vector<Row>& rows, std::size_t skip,
               std::vector<std::string>& lines) {
  for (std::size_t i = skip; i < rows.size(); ++i) {
    std::string line(kind);
    for (const auto& [key, value] : row_fields(rows[i])) {
      if (!value.empty()) line += fmt::format("\x1f{}={}", key, value);
    }
    lines.push_back(std::move(line));
  }
}

constexpr std::size_t kBuiltInFacts = 3;

std::string content_id(const RuleSet::State& state) {
  std::vector<std::string> lines;
  add_lines("measure", state.measures, 0, lines);
  add_lines("eccn", state.classifications, 0, lines);
  add_lines("code_set", state.code_sets, 0, lines);
  add_lines("area", state.areas, 0, lines);
  add_lines("fact", state.facts, kBuiltInFacts, lines);
  add_lines("chemical", state.chemicals, 0, lines);
  add_lines("stack", state.stacks, 0, lines);
  add_lines("term", state.terms, 0, lines);
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line + '\x1e';
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(all.data(), all.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string out;
  for (unsigned i = 0; i < 16 && i < size; ++i) out += fmt::format("{:02x}", digest.at(i));
  return out;
}

}  // namespace

std::vector<TableBytes> built_in_tables() {
  std::vector<TableBytes> out;
  for (const std::string_view path : tables::paths(kFolder))
    out.push_back({"built-in/" + std::string(path.substr(kFolder.size())), std::string(tables::bytes(path))});
  return out;
}

std::vector<TableBytes> collect_tables(const std::vector<std::string>& paths, bool with_built_in,
                                       std::vector<RuleIssue>& issues) {
  std::vector<TableBytes> built_in;
  if (with_built_in) built_in = built_in_tables();
  std::vector<TableBytes> out;
  const auto take = [&](const fs::path& path, const std::string& name) {
    TableBytes table{path.string(), {}};
    if (!read_file(path, table.bytes)) {
      issues.push_back({RuleIssueKind::Error, path.string(), 0, "",
                        fmt::format("cannot be read (or is larger than {} bytes)", kMaxTableBytes)});
      return;
    }
    std::erase_if(built_in, [&](const TableBytes& other) { return other.file == "built-in/" + name; });
    out.push_back(std::move(table));
  };
  for (const std::string& text : paths) {
    const fs::path path(text);
    std::error_code error;
    if (fs::is_directory(path, error)) {
      std::vector<fs::path> files;
      for (auto it =
               fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied, error);
           !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        if (it->is_regular_file(error) && is_table(it->path())) files.push_back(it->path());
      }
      std::sort(files.begin(), files.end());
      if (files.empty())
        issues.push_back(
            {RuleIssueKind::Error, text, 0, "", "no tables here; expected files *.toml, *.tsv or *.csv"});
      for (const fs::path& file : files) take(file, file.lexically_relative(path).generic_string());
    } else if (fs::exists(path, error)) {
      take(path, path.filename().string());
    } else {
      issues.push_back({RuleIssueKind::Error, text, 0, "", "no such file or folder"});
    }
  }
  out.insert(out.begin(), std::make_move_iterator(built_in.begin()), std::make_move_iterator(built_in.end()));
  return out;
}

std::shared_ptr<RuleSet::State> build(const std::vector<TableBytes>& tables, std::vector<RuleIssue>& issues) {
  auto state = std::make_shared<RuleSet::State>();
  state->facts.push_back({"value", FactKind::Number, "", "What is the customs value of the line?", {}, {}});
  state->facts.push_back(
      {"weight_kg", FactKind::Number, "kg", "What is the net weight in kilograms?", {}, {}});
  state->facts.push_back({"currency", FactKind::Text, "", "In which currency is the value?", {}, {}});
  std::vector<RawRow> raw;
  for (const TableBytes& table : tables) read_table(table.file, table.bytes, raw, issues);
  read_rows(raw, *state, issues);
  unique(
      state->facts, [](const FactDefinition& row) { return row.name; }, "fact", issues, &state->fact_index);
  unique(
      state->chemicals, [](const ChemicalDefinition& row) { return row.id; }, "chemical", issues,
      &state->chemical_index);
  unique(
      state->terms, [](const Term& row) { return row.name; }, "term", issues);
  state->measure_versions = versions_of(
      state->measures, [](const Measure& row) { return row.id; }, issues);
  state->class_versions = versions_of(
      state->classifications, [](const Classification& row) { return row.eccn; }, issues);
  state->stack_versions = versions_of(
      state->stacks, [](const StackRule& row) { return row.id; }, issues);
  state->area_versions = nested_versions(
      state->areas, [](const AreaMember& row) { return row.area; },
      [](const AreaMember& row) { return row.member; }, issues);
  state->set_versions = nested_versions(
      state->code_sets, [](const CodeSetEntry& row) { return row.set; },
      [](const CodeSetEntry& row) { return code_text(row.code); }, issues);
  check_rows(*state, issues);
  state->id = content_id(*state);
  return state;
}

}  // namespace weir::rules

namespace weir {

const FactDefinition* RuleSet::State::fact(std::string_view name) const {
  const auto found = fact_index.find(std::string(name));
  return found == fact_index.end() ? nullptr : &facts[found->second];
}

namespace {
const RuleIssue* first_error(const std::vector<RuleIssue>& issues) {
  const auto found = std::find_if(issues.begin(), issues.end(),
                                  [](const RuleIssue& issue) { return issue.kind == RuleIssueKind::Error; });
  return found == issues.end() ? nullptr : &*found;
}

[[noreturn]] void refuse(const RuleIssue& issue, const std::vector<RuleIssue>& issues) {
  const auto errors = std::count_if(issues.begin(), issues.end(),
                                    [](const RuleIssue& each) { return each.kind == RuleIssueKind::Error; });
  throw Error({FaultKind::BadFormat, issue.file, issue.line, issue.field,
               errors == 1 ? issue.message
                           : fmt::format("{} (the first of {} errors; see weir rules check)", issue.message,
                                         errors)});
}
}  // namespace

RuleSet RuleSet::built_in() {
  static const RuleSet set = RuleSet::load({});
  return set;
}

RuleSet RuleSet::load(const std::vector<std::string>& paths, bool with_built_in) {
  std::vector<RuleIssue> issues;
  const auto tables = rules::collect_tables(paths, with_built_in, issues);
  auto state = rules::build(tables, issues);
  if (const RuleIssue* issue = first_error(issues)) refuse(*issue, issues);
  return RuleSet(std::move(state));
}

std::vector<RuleIssue> check_rules(const std::vector<std::string>& paths, bool with_built_in) {
  std::vector<RuleIssue> issues;
  const auto tables = rules::collect_tables(paths, with_built_in, issues);
  (void)rules::build(tables, issues);
  std::map<std::string, std::size_t> order;
  for (const auto& table : tables) order.emplace(table.file, order.size() + 1);
  std::stable_sort(issues.begin(), issues.end(), [&](const RuleIssue& a, const RuleIssue& b) {
    const auto left = order.find(a.file);
    const auto right = order.find(b.file);
    const std::size_t i = left == order.end() ? 0 : left->second;
    const std::size_t j = right == order.end() ? 0 : right->second;
    return i != j ? i < j : a.line < b.line;
  });
  return issues;
}

const std::string& RuleSet::id() const noexcept {
  return state_->id;
}
std::span<const Measure> RuleSet::measures() const noexcept {
  return state_->measures;
}
std::span<const Classification> RuleSet::classifications() const noexcept {
  return state_->classifications;
}
std::span<const CodeSetEntry> RuleSet::code_sets() const noexcept {
  return state_->code_sets;
}
std::span<const AreaMember> RuleSet::areas() const noexcept {
  return state_->areas;
}
std::span<const FactDefinition> RuleSet::facts() const noexcept {
  return state_->facts;
}
std::span<const ChemicalDefinition> RuleSet::chemicals() const noexcept {
  return state_->chemicals;
}
std::span<const StackRule> RuleSet::stacks() const noexcept {
  return state_->stacks;
}

}  // namespace weir
