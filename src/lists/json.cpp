#include "lists/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "lists/csv.hpp"

namespace weir::lists {
namespace {

// simdjson's parser; one document at a time, in a buffer with the padding that it wants.
class Parser {
 public:
  // Calls take(object) or gives the reason why there is none.
  template <class Take>
  std::string parse(std::string_view text, Take take) {
    if (text.size() + simdjson::SIMDJSON_PADDING > padded_.size())
      padded_.resize(text.size() + simdjson::SIMDJSON_PADDING);
    text.copy(padded_.data(), text.size());
    std::fill_n(padded_.data() + text.size(), simdjson::SIMDJSON_PADDING, '\0');
    if (parser_.capacity() < text.size()) {
      if (const auto error = parser_.allocate(std::max(text.size(), kStart), kMaxDepth))
        return simdjson::error_message(error);
    }
    simdjson::dom::element element;
    if (const auto error = parser_.parse(padded_.data(), text.size(), false).get(element))
      return fmt::format("not JSON: {}", simdjson::error_message(error));
    simdjson::dom::object object;
    if (element.get(object)) return "not a JSON object";
    take(object);
    return {};
  }

 private:
  static constexpr std::size_t kStart = 1U << 16U;
  simdjson::dom::parser parser_{kMaxRecordBytes + 1};
  std::string padded_;
};

class Lines {
 public:
  explicit Lines(const JsonHandler& handler) : handler_(handler) {}

  void line(std::string_view text) {
    ++line_;
    const std::string_view json = trim(text);
    if (json.empty() || json == "\x1A" || !handler_.wanted(json)) return;
    if (json.size() > kMaxRecordBytes) return too_large(json);
    const std::string reason =
        parser_.parse(json, [&](const JsonObject& object) { handler_.record(object, line_, json); });
    if (!reason.empty()) handler_.broken(line_, reason, json);
  }
  void too_large(std::string_view start) {
    handler_.broken(line_, fmt::format("the line has more than {} MB", kMaxRecordBytes >> 20U), start);
  }
  void count_line() { ++line_; }

 private:
  const JsonHandler& handler_;
  Parser parser_;
  std::uint64_t line_ = 0;
};

bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Finds the objects of the array, character by character: it knows strings and depth, nothing else; simdjson
// checks the rest of each record.
class Cutter {
 public:
  Cutter(std::string file, std::string_view key, const JsonHandler& handler)
      : file_(std::move(file)), key_(key), handler_(handler) {}

  tl::expected<void, Fault> feed(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      if (state_ == State::Record) {
        i = record_bytes(bytes, i);
        if (i >= bytes.size()) break;
        continue;
      }
      const char c = bytes[i];
      if (c == '\n') ++line_;
      if (auto ok = outside(c); !ok) return ok;
    }
    return {};
  }

  tl::expected<void, Fault> finish() {
    if (state_ == State::Done) return {};
    if (state_ == State::Record)
      handler_.broken(start_line_, "the record breaks off at the end of the file", record_);
    return fault(state_ == State::Before ? "no JSON; expected an object or an array of records"
                                         : "the JSON breaks off");
  }

 private:
  // Before: nothing yet. Members: in the outermost object. Array: between records. Record: inside one. Skip:
  // inside a member that is not the array. Done: behind the end.
  enum class State : unsigned char { Before, Members, Key, Colon, Value, Text, Skip, Array, Record, Done };

  tl::unexpected<Fault> fault(std::string message) const {
    return tl::unexpected(
        Fault{.kind = FaultKind::BadFormat, .file = file_, .line = line_, .message = std::move(message)});
  }

  // Inside a string: true at the quote that ends it.
  bool ends_string(char c) {
    const bool quote = c == '"' && !escaped_;
    escaped_ = c == '\\' && !escaped_;
    return quote;
  }

  // From i on, bytes of the record; gives the index of the last one used.
  std::size_t record_bytes(std::string_view bytes, std::size_t i) {
    const std::size_t begin = i;
    for (; i < bytes.size(); ++i) {
      const char c = bytes[i];
      if (c == '\n') ++line_;
      if (in_string_) {
        in_string_ = !ends_string(c);
        continue;
      }
      if (c == '"') {
        in_string_ = true;
      } else if (c == '{' || c == '[') {
        ++depth_;
      } else if ((c == '}' || c == ']') && --depth_ == 0) {
        take(bytes.substr(begin, i + 1 - begin));
        end_record();
        return i;
      }
    }
    take(bytes.substr(begin));
    return i;
  }

  // Keeps the record while it is within the limit; of one beyond it only the start.
  void take(std::string_view bytes) {
    if (too_large_) return;
    record_.append(bytes);
    if (record_.size() <= kMaxRecordBytes) return;
    too_large_ = true;
    handler_.broken(start_line_, fmt::format("the record has more than {} MB", kMaxRecordBytes >> 20U),
                    std::string_view(record_).substr(0, kMaxFieldBytes));
    record_.clear();
    record_.shrink_to_fit();
  }

  void end_record() {
    state_ = State::Array;
    if (!too_large_) {
      const std::string reason = parser_.parse(
          record_, [&](const JsonObject& object) { handler_.record(object, start_line_, record_); });
      if (!reason.empty()) handler_.broken(start_line_, reason, record_);
    }
    record_.clear();
    too_large_ = false;
  }

  void begin_record(char c) {
    state_ = State::Record;
    start_line_ = line_;
    depth_ = 1;
    in_string_ = false;
    escaped_ = false;
    take(std::string_view(&c, 1));
  }

  tl::expected<void, Fault> outside(char c) {
    switch (state_) {
      case State::Before:
        if (blank(c)) return {};
        if (c != '{' && c != '[') return fault("not JSON; expected '{' or '['");
        in_object_ = c == '{';
        state_ = in_object_ ? State::Members : State::Array;
        return {};
      case State::Members:
        if (blank(c) || c == ',') return {};
        if (c == '}') {
          state_ = State::Done;
          return {};
        }
        if (c != '"') return fault("expected the name of a member in quotes");
        text_.clear();
        state_ = State::Key;
        return {};
      case State::Key:
      case State::Text:
        return text_byte(c);
      case State::Colon:
        if (blank(c)) return {};
        if (c != ':') return fault("expected ':' behind the name of a member");
        state_ = State::Value;
        return {};
      case State::Value:
        return value(c);
      case State::Skip:
        return skip(c);
      case State::Array:
        if (blank(c) || c == ',') return {};
        if (c == ']') {
          state_ = in_object_ ? State::Members : State::Done;
          return {};
        }
        if (c == '{' || c == '[') {
          begin_record(c);
          return {};
        }
        return fault("expected an object in the array of records");
      case State::Record:
      case State::Done:  // whatever follows the end loses nothing
        break;
    }
    return {};
  }

  tl::expected<void, Fault> text_byte(char c) {
    if (ends_string(c)) {
      if (state_ == State::Key) {
        member_ = text_;
        state_ = State::Colon;
      } else {
        handler_.member(member_, text_);
        state_ = State::Members;
      }
      return {};
    }
    constexpr std::size_t kMostText = 4096;  // of a member's name or text; the rest is not kept
    if (text_.size() < kMostText) text_.push_back(c);
    return {};
  }

  tl::expected<void, Fault> value(char c) {
    if (blank(c)) return {};
    if (c == '[' && member_ == key_) {
      state_ = State::Array;
    } else if (c == '"') {
      text_.clear();
      state_ = State::Text;
    } else {
      depth_ = 0;
      in_string_ = false;
      state_ = State::Skip;
      return skip(c);
    }
    return {};
  }

  tl::expected<void, Fault> skip(char c) {
    if (in_string_) {
      in_string_ = !ends_string(c);
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if (c == '}' || c == ']') {
      if (depth_ == 0) {  // the end of the outermost object, behind a number
        if (c == ']') return fault("']' where no array is open");
        state_ = State::Done;
      } else if (--depth_ == 0) {
        state_ = State::Members;
      }
    } else if (c == ',' && depth_ == 0) {
      state_ = State::Members;
    }
    return {};
  }

  std::string file_;
  std::string key_;
  const JsonHandler& handler_;
  Parser parser_;
  State state_ = State::Before;
  bool in_object_ = false;
  bool in_string_ = false;
  bool escaped_ = false;
  bool too_large_ = false;
  std::size_t depth_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t start_line_ = 1;
  std::string member_;
  std::string text_;
  std::string record_;
};

}  // namespace

tl::expected<void, Fault> read_json_lines(ByteSource& source, const JsonHandler& handler) {
  Lines lines(handler);
  constexpr std::size_t kChunk = 1U << 16U;
  std::vector<char> chunk(kChunk);
  std::string pending;    // a line that is not complete yet
  bool skipping = false;  // inside a line that is too long
  for (;;) {
    const auto count = source.read(chunk.data(), chunk.size());
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;
    std::string_view bytes(chunk.data(), *count);
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
      if (skipping) {
        skipping = false;
      } else if (pending.empty()) {
        lines.line(bytes.substr(0, end));
      } else {
        pending.append(bytes.substr(0, end));
        lines.line(pending);
        pending.clear();
      }
      bytes.remove_prefix(end + 1);
    }
    if (skipping) continue;
    pending.append(bytes);
    if (pending.size() > kMaxRecordBytes) {
      lines.count_line();
      lines.too_large(std::string_view(pending).substr(0, kMaxFieldBytes));
      pending.clear();
      skipping = true;
    }
  }
  constexpr char kDosEnd = 0x1A;
  while (!pending.empty() && (pending.back() == kDosEnd || pending.back() == '\0')) pending.pop_back();
  if (!skipping && !pending.empty()) lines.line(pending);
  return {};
}

tl::expected<void, Fault> read_json_array(ByteSource& source, std::string_view key,
                                          const JsonHandler& handler) {
  Cutter cutter(source.name(), key, handler);
  constexpr std::size_t kChunk = 1U << 16U;
  std::vector<char> chunk(kChunk);
  for (;;) {
    const auto count = source.read(chunk.data(), chunk.size());
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) return cutter.finish();
    if (auto fed = cutter.feed({chunk.data(), *count}); !fed) return fed;
  }
}

std::string json_text(const simdjson::dom::element& element) {
  switch (element.type()) {
    case simdjson::dom::element_type::STRING: {
      std::string_view text;
      if (element.get(text)) return {};
      return std::string(trim(text));
    }
    case simdjson::dom::element_type::INT64:
    case simdjson::dom::element_type::UINT64:
    case simdjson::dom::element_type::DOUBLE:
    case simdjson::dom::element_type::BOOL:
      return simdjson::minify(element);
    default:
      return {};
  }
}

std::string json_text(const JsonObject& object, std::string_view key) {
  simdjson::dom::element element;
  if (object.at_key(key).get(element)) return {};
  return json_text(element);
}

std::vector<std::string> json_texts(const JsonObject& object, std::string_view key) {
  std::vector<std::string> out;
  simdjson::dom::element element;
  if (object.at_key(key).get(element)) return out;
  simdjson::dom::array array;
  if (element.get(array)) {
    if (std::string text = json_text(element); !text.empty()) out.push_back(std::move(text));
    return out;
  }
  for (const simdjson::dom::element each : array) {
    if (std::string text = json_text(each); !text.empty()) out.push_back(std::move(text));
  }
  return out;
}

}  // namespace weir::lists
