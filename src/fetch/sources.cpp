#include "fetch/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "fetch/files.hpp"
#include "fetch/url.hpp"
#include "tables/tables.hpp"

namespace weir::fetch {
namespace {

enum Column : std::size_t { kSource, kOn, kFile, kFormat, kLeast, kMost, kUrl, kStatus, kNote, kColumns };

// Names become names of files and folders, so they must be plain.
bool plain_name(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  constexpr std::string_view kAlso = "._-";
  return !text.empty() && text.size() <= kLongest && text.front() != '.' && text.front() != '-' &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                  kAlso.find(c) != std::string_view::npos;
         });
}

std::optional<std::uint64_t> number(std::string_view text, std::uint64_t most) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value > most) return std::nullopt;
  return value;
}

class Table {
 public:
  explicit Table(const std::string& name) : name_(name) {}

  tl::expected<void, Fault> row(std::uint64_t line, const std::vector<std::string_view>& cells) {
    const auto bad = [&](std::string_view field, std::string message) {
      return tl::unexpected(Fault{FaultKind::BadFormat, name_, line, std::string(field), std::move(message)});
    };
    if (cells.size() != kColumns)
      return bad(
          "", fmt::format("{} columns, expected {} separated by tabs", cells.size(), std::size_t{kColumns}));
    constexpr std::string_view kPlain = "expected letters, digits, '.', '_' and '-', at most 64";
    if (!plain_name(cells[kSource])) return bad("source", fmt::format("'{}': {}", cells[kSource], kPlain));
    if (!plain_name(cells[kFile])) return bad("file", fmt::format("'{}': {}", cells[kFile], kPlain));
    if (cells[kOn] != "yes" && cells[kOn] != "no")
      return bad("on", fmt::format("'{}': expected yes or no", cells[kOn]));
    if (cells[kFormat].empty()) return bad("format", "empty; expected a format's name or -");
    constexpr std::uint64_t kMostEntries = 100'000'000;
    constexpr std::uint64_t kMostMegabytes = 16'384;
    const auto least = number(cells[kLeast], kMostEntries);
    if (!least) return bad("least", fmt::format("'{}': expected a count of entries", cells[kLeast]));
    const auto most = number(cells[kMost], kMostMegabytes);
    if (!most || *most == 0)
      return bad("most_mb", fmt::format("'{}': expected 1 to 16384 megabytes", cells[kMost]));
    if (auto checked = check_url(cells[kUrl]); !checked) return bad("url", checked.error().message);

    auto source = std::find_if(sources_.begin(), sources_.end(),
                               [&](const Source& s) { return s.id == cells[kSource]; });
    if (source == sources_.end()) {
      sources_.push_back({.id = std::string(cells[kSource]),
                          .on = cells[kOn] == "yes",
                          .least = *least,
                          .files = {},
                          .status = std::string(cells[kStatus]),
                          .note = std::string(cells[kNote])});
      source = sources_.end() - 1;
    }
    for (const SourceFile& file : source->files) {
      if (file.name == cells[kFile])
        return bad("file", fmt::format("'{}' is there twice in the source {}", cells[kFile], source->id));
    }
    constexpr std::uint64_t kMegabyte = 1'000'000;
    source->files.push_back({.name = std::string(cells[kFile]),
                             .url = std::string(cells[kUrl]),
                             .format = std::string(cells[kFormat]),
                             .most_bytes = *most * kMegabyte});
    return {};
  }

  std::vector<Source> take() { return std::move(sources_); }

 private:
  const std::string& name_;
  std::vector<Source> sources_;
};

std::string home_folder(const char* variable, const char* below_home) {
  const char* set = std::getenv(variable);
  if (set != nullptr && *set == '/') return std::string(set) + "/weir";  // the standard: absolute, or ignored
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == '\0') return {};
  return fmt::format("{}/{}/weir", home, below_home);
}

}  // namespace

tl::expected<std::vector<Source>, Fault> read_sources(std::string_view text, const std::string& name) {
  Table table(name);
  std::uint64_t line = 0;
  while (!text.empty()) {
    ++line;
    const std::size_t end = text.find('\n');
    const auto rows = tables::split_rows(text.substr(0, end));
    if (!rows.empty()) {
      if (auto added = table.row(line, rows.front()); !added) return tl::unexpected(std::move(added.error()));
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return table.take();
}

tl::expected<std::vector<Source>, Fault> all_sources(const std::string& path) {
  auto sources = read_sources(tables::bytes("sources/sources.tsv"), "sources.tsv (built in)");
  if (!sources) return sources;
  std::string table = path.empty() ? user_table() : path;
  std::error_code error;
  if (path.empty() && (table.empty() || !std::filesystem::exists(table, error))) return sources;
  const auto text = read_file(table);
  if (!text) return tl::unexpected(text.error());
  auto own = read_sources(*text, table);
  if (!own) return own;
  for (Source& source : *own) {
    const auto same =
        std::find_if(sources->begin(), sources->end(), [&](const Source& s) { return s.id == source.id; });
    if (same != sources->end()) {
      *same = std::move(source);
    } else {
      sources->push_back(std::move(source));
    }
  }
  return sources;
}

std::string user_table() {
  const std::string folder = home_folder("XDG_CONFIG_HOME", ".config");
  return folder.empty() ? folder : folder + "/sources.tsv";
}

std::string default_state_folder() {
  return home_folder("XDG_DATA_HOME", ".local/share");
}

}  // namespace weir::fetch
