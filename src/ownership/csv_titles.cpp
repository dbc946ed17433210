#include "ownership/csv_titles.hpp"

#include "tables/tables.hpp"

namespace weir::ownership {
namespace {

std::string title_key(std::string_view title) {
  std::string key;
  for (const char c : lists::trim(title)) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    key.push_back(lower == ' ' || lower == '.' || lower == '-' ? '_' : lower);
  }
  return key;
}

const std::unordered_map<std::string_view, std::string_view>& known_titles() {
  static const std::unordered_map<std::string_view, std::string_view> kTitles = [] {
    std::unordered_map<std::string_view, std::string_view> all;
    for (const auto& row : tables::rows("ownership/csv_columns.tsv")) {
      if (row.size() > 1) all[row[0]] = row[1];
    }
    return all;
  }();
  return kTitles;
}

// The first bytes of a source again, then the rest of it.
class Rejoined final : public lists::ByteSource {
 public:
  Rejoined(std::string_view start, lists::ByteSource& rest) : start_(start), rest_(rest) {}
  tl::expected<std::size_t, Fault> read(char* buffer, std::size_t capacity) override {
    if (start_.empty()) return rest_.read(buffer, capacity);
    const std::size_t count = start_.copy(buffer, capacity);
    start_.remove_prefix(count);
    return count;
  }
  [[nodiscard]] const std::string& name() const noexcept override { return rest_.name(); }

 private:
  std::string_view start_;
  lists::ByteSource& rest_;
};

}  // namespace

TitleIndex::TitleIndex(const std::vector<std::string>& fields, const std::map<std::string, std::string>& own)
    : count_(fields.size()) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string key = title_key(fields[i]);
    const auto mapped = own.find(std::string(lists::trim(fields[i])));
    const auto known = known_titles().find(key);
    places_.try_emplace(mapped != own.end()             ? mapped->second
                        : known != known_titles().end() ? std::string(known->second)
                                                        : key,
                        i);
  }
}

std::size_t TitleIndex::place(std::string_view column) const {
  const auto found = places_.find(std::string(column));
  return found == places_.end() ? kNowhere : found->second;
}

std::string_view TitleIndex::cell(const std::vector<std::string>& row, std::string_view column) const {
  return cell_at(row, place(column));
}

tl::expected<void, Fault> read_titled_csv(
    lists::ByteSource& source, const std::function<std::string(const std::vector<std::string>&)>& header,
    const std::function<void(const lists::CsvRecord&)>& row, GraphBuilder& builder) {
  // The header row decides the delimiter, so the first bytes are looked at before the parser gets them.
  constexpr std::size_t kHead = 1U << 16U;
  std::string head(kHead, '\0');
  std::size_t filled = 0;
  while (filled < head.size() && std::string_view(head.data(), filled).find('\n') == std::string_view::npos) {
    const auto count = source.read(head.data() + filled, head.size() - filled);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;
    filled += *count;
  }
  head.resize(filled);
  Rejoined whole(head, source);
  bool first = true;
  std::string problem = "the file is empty; expected a header row";
  const auto read = lists::read_csv(
      whole, lists::guess_delimiter(head),
      {.record =
           [&](const lists::CsvRecord& record) {
             if (first) {
               first = false;
               problem = header(record.fields);
             } else if (problem.empty()) {
               row(record);
             }
           },
       .broken = [&](std::uint64_t line, std::string reason,
                     std::string_view raw) { builder.reject(line, "", std::move(reason), raw); }});
  if (!read) return tl::unexpected(read.error());
  if (!problem.empty()) {
    return tl::unexpected(
        Fault{.kind = FaultKind::BadFormat, .file = source.name(), .line = 1, .message = problem});
  }
  return {};
}

}  // namespace weir::ownership
