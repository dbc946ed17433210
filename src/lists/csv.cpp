#include "lists/csv.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace weir::lists {
namespace {

// libcsv's parser with its buffer, as an object.
class Parser {
 public:
  explicit Parser(char delimiter) {
    csv_init(&parser_, CSV_APPEND_NULL);
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
    // libcsv grows a field by 128 bytes at a time: where realloc() copies, the work of a long field is
    // quadratic.
    constexpr std::size_t kGrowth = 1U << 16U;
    csv_set_blk_size(&parser_, kGrowth);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { csv_free(&parser_); }

  // Feeds bytes; `ended` is called at each end of a record.
  template <class Ended>
  void feed(std::string_view bytes, std::vector<std::string>& fields, Ended ended) {
    Context<Ended> context{fields, ended};
    csv_parse(&parser_, bytes.data(), bytes.size(), &Context<Ended>::field, &Context<Ended>::end, &context);
  }
  template <class Ended>
  void finish(std::vector<std::string>& fields, Ended ended) {
    Context<Ended> context{fields, ended};
    csv_fini(&parser_, &Context<Ended>::field, &Context<Ended>::end, &context);
  }
  // A quote was opened and not closed.
  [[nodiscard]] bool inside_quotes() const noexcept {
    constexpr int kFieldBegun = 2;  // libcsv: FIELD_BEGUN
    return parser_.quoted != 0 && parser_.pstate == kFieldBegun;
  }
  void reset() {
    const unsigned char delimiter = csv_get_delim(&parser_);
    csv_free(&parser_);
    csv_init(&parser_, CSV_APPEND_NULL);
    csv_set_delim(&parser_, delimiter);
  }

 private:
  template <class Ended>
  struct Context {
    std::vector<std::string>& fields;
    Ended& ended;
    static void field(void* data, std::size_t length, void* self) {
      static_cast<Context*>(self)->fields.emplace_back(static_cast<const char*>(data), length);
    }
    static void end(int, void* self) { static_cast<Context*>(self)->ended(); }
  };
  csv_parser parser_{};
};

class Reading {
 public:
  Reading(char delimiter, const CsvHandler& handler) : parser_(delimiter), handler_(handler) {}

  // One line with its line end (the last may have none).
  void line(std::string_view bytes) {
    ++line_;
    // Blank lines before the record are not its own.
    if (!parser_.inside_quotes() && trim(raw_).empty()) raw_.clear();
    if (raw_.empty()) start_ = line_;
    raw_.append(bytes);
    feed(bytes);
    // Lines that are read again hold no more than was swallowed.
    if (again_ || raw_.size() <= kMaxRecordBytes) return;
    const bool several_lines = raw_.find('\n') < raw_.size() - 1;
    if (parser_.inside_quotes() && several_lines && rounds_ < kMostRounds) {
      give_up_first_line();
      return;
    }
    handler_.broken(start_,
                    fmt::format("the record has more than {} MB; is a quote left open on this line?",
                                kMaxRecordBytes >> 20U),
                    raw_);
    restart();
  }

  void finish() {
    while (rounds_ < kMostRounds && parser_.inside_quotes()) give_up_first_line();
    if (parser_.inside_quotes()) {
      handler_.broken(start_, "too many quotes are opened and never closed; the rest of the file is not read",
                      raw_);
      restart();
      return;
    }
    parser_.finish(fields_, [this] { ended(); });
  }

 private:
  static constexpr int kMostRounds = 100;  // of reading lines again, a file

  // A quote left open has swallowed what follows: its line is the broken one, the lines behind it are read
  // again. Each round gives up one line.
  void give_up_first_line() {
    ++rounds_;
    const std::string swallowed = std::move(raw_);
    const std::size_t end = std::min(swallowed.find('\n'), swallowed.size() - 1) + 1;
    handler_.broken(start_, "a quote is opened and never closed", std::string_view(swallowed).substr(0, end));
    line_ = start_;
    restart();
    again_ = true;
    for (std::size_t at = end; at < swallowed.size();) {
      const std::size_t next = std::min(swallowed.find('\n', at), swallowed.size() - 1) + 1;
      line(std::string_view(swallowed).substr(at, next - at));
      at = next;
    }
    again_ = false;
  }

  void feed(std::string_view bytes) {
    parser_.feed(bytes, fields_, [this] { ended(); });
  }
  void ended() {
    const bool blank = fields_.empty() || (fields_.size() == 1 && trim(fields_[0]).empty());
    const auto large = std::find_if(fields_.begin(), fields_.end(),
                                    [](const std::string& field) { return field.size() > kMaxFieldBytes; });
    if (large != fields_.end()) {
      handler_.broken(
          start_,
          fmt::format("field {} has more than {} MB", large - fields_.begin() + 1, kMaxFieldBytes >> 20U),
          raw_);
    } else if (!blank && !end_mark()) {
      handler_.record({.line = start_, .fields = fields_, .raw = raw_});
    }
    fields_.clear();
    raw_.clear();
    start_ = line_;
  }
  // The closing 0x1A of old DOS files as a row of its own, with a line end or empty fields behind it: so
  // spreadsheets keep it.
  [[nodiscard]] bool end_mark() const {
    return trim(fields_[0]) == "\x1A" && std::all_of(fields_.begin() + 1, fields_.end(),
                                                     [](const auto& field) { return trim(field).empty(); });
  }
  void restart() {
    parser_.reset();
    fields_.clear();
    raw_.clear();
  }

  Parser parser_;
  const CsvHandler& handler_;
  std::vector<std::string> fields_;
  std::string raw_;
  std::uint64_t line_ = 0;
  std::uint64_t start_ = 1;
  int rounds_ = 0;
  bool again_ = false;
};

}  // namespace

std::function<void(std::uint64_t, std::string, std::string_view)> rejects_to(Sink& sink, std::string file) {
  return [&sink, file = std::move(file)](std::uint64_t line, std::string reason, std::string_view raw) {
    sink.reject({.file = file, .line = line, .reason = std::move(reason), .record = excerpt(raw)});
  };
}

tl::expected<void, Fault> read_csv(ByteSource& source, char delimiter, const CsvHandler& handler) {
  Reading reading(delimiter, handler);
  constexpr std::size_t kChunk = 1U << 16U;
  std::vector<char> chunk(kChunk);
  std::string pending;  // a line that is not complete yet
  for (;;) {
    const auto count = source.read(chunk.data(), chunk.size());
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;
    std::string_view bytes(chunk.data(), *count);
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
      if (pending.empty()) {
        reading.line(bytes.substr(0, end + 1));
      } else {
        pending.append(bytes.substr(0, end + 1));
        reading.line(pending);
        pending.clear();
      }
      bytes.remove_prefix(end + 1);
    }
    pending.append(bytes);
    if (pending.size() > kMaxRecordBytes) {
      // A line without an end: hand over what is there, so that memory stays bounded.
      reading.line(pending);
      pending.clear();
    }
  }
  constexpr char kDosEnd = 0x1A;
  while (!pending.empty() && (pending.back() == kDosEnd || pending.back() == '\0')) pending.pop_back();
  if (!trim(pending).empty()) reading.line(pending);
  reading.finish();
  return {};
}

char guess_delimiter(std::string_view head) {
  constexpr std::array<char, 4> kDelimiters{',', ';', '\t', '|'};
  std::array<std::size_t, 4> counts{};
  bool quoted = false;
  for (const char c : head) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    const auto* const found = std::find(kDelimiters.begin(), kDelimiters.end(), c);
    if (found != kDelimiters.end()) ++counts[static_cast<std::size_t>(found - kDelimiters.begin())];
  }
  const auto* const best = std::max_element(counts.begin(), counts.end());
  return kDelimiters[static_cast<std::size_t>(best - counts.begin())];
}

std::string excerpt(std::string_view raw, std::size_t limit) {
  if (raw.size() > limit) {
    while (limit > 0 && (static_cast<unsigned char>(raw[limit]) & 0xC0U) == 0x80U) --limit;
    raw = raw.substr(0, limit);
  }
  while (!raw.empty() && (raw.back() == '\n' || raw.back() == '\r')) raw.remove_suffix(1);
  return std::string(raw);
}

std::string_view trim(std::string_view text) noexcept {
  constexpr std::string_view kBlanks = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace weir::lists
