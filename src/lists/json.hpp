// JSON in records: a large array is cut into its objects, or a file of JSON lines into its lines, and each is
// parsed by simdjson alone, so that memory holds one record.
//
// Thread-safety: one thread a call. Errors: Fault BadFormat with file and line where the text around the
// records is no JSON or breaks off; a record that is no JSON is told to `broken`, and reading goes on behind
// it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "lists/reader.hpp"

namespace weir::lists {

using JsonObject = simdjson::dom::object;

struct JsonHandler {
  // `raw` and the object are valid during the callback.
  std::function<void(const JsonObject&, std::uint64_t line, std::string_view raw)> record;
  std::function<void(std::uint64_t line, std::string reason, std::string_view raw)> broken;
  std::function<bool(std::string_view raw)> wanted = [](std::string_view) { return true; };
  // Text members beside the array, for facts of the list itself.
  std::function<void(std::string_view key, std::string_view value)> member = [](std::string_view,
                                                                                std::string_view) {};
};

// One object a line; blank lines are nothing. Lines that are not `wanted` are counted, not parsed.
[[nodiscard]] tl::expected<void, Fault> read_json_lines(ByteSource& source, const JsonHandler& handler);

// The objects of the array under `key` in the outermost object, or of an outermost array.
[[nodiscard]] tl::expected<void, Fault> read_json_array(ByteSource& source, std::string_view key,
                                                        const JsonHandler& handler);

// Text of a member: a string as it is, a number as written; "" where it is missing or null.
[[nodiscard]] std::string json_text(const JsonObject& object, std::string_view key);
// The texts of a member that is a text or an array of texts.
[[nodiscard]] std::vector<std::string> json_texts(const JsonObject& object, std::string_view key);
[[nodiscard]] std::string json_text(const simdjson::dom::element& element);

}  // namespace weir::lists
