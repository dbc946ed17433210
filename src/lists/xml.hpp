// XML in records: expat streams, and each element that the reader asked for arrives as a small tree.
//
// Any DOCTYPE that declares entities is refused: no list needs it, and entity expansion is the classic attack
// (CVE-2003-1564). Depth, text and record size have the limits of reader.hpp. Thread-safety: one thread a
// call. Errors: Fault BadFormat with file and line where the document is not well formed or breaks off;
// records delivered before that stay delivered.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lists/reader.hpp"

namespace weir::lists {

struct XmlNode {
  std::string name;  // without namespace prefix
  std::uint64_t line = 0;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;  // its own character data, ends trimmed
  std::vector<XmlNode> children;

  [[nodiscard]] const XmlNode* child(std::string_view wanted) const noexcept;
  // Text of the child, or "" where it is missing.
  [[nodiscard]] std::string_view value(std::string_view wanted) const noexcept;
  [[nodiscard]] std::string_view attribute(std::string_view wanted) const noexcept;
  // The node below a path of names, the first of each; nullptr where one is missing.
  [[nodiscard]] const XmlNode* at(std::initializer_list<std::string_view> path) const noexcept;
};

// Calls take(node) for the children of that name; each_below also for the children's children, to any depth.
template <class Take>
void each_child(const XmlNode& node, std::string_view name, Take take) {
  for (const XmlNode& child : node.children) {
    if (child.name == name) take(child);
  }
}
template <class Take>
void each_below(const XmlNode& node, std::string_view name, Take take) {
  for (const XmlNode& child : node.children) {
    if (child.name == name) take(child);
    each_below(child, name, take);
  }
}

struct XmlHandler {
  // True for the elements that are records. `parent` is the name of the element around it.
  std::function<bool(std::string_view name, std::string_view parent)> is_record;
  std::function<void(const XmlNode&)> record;
  // Start of every element outside records; for facts in the root's attributes.
  std::function<void(const XmlNode&)> open = [](const XmlNode&) {};
};

// A record that is larger than the limits is left out; the sink gets it as a reject.
[[nodiscard]] tl::expected<void, Fault> read_xml(ByteSource& source, Sink& sink, const XmlHandler& handler);

// True when the first element of `head` that is not a comment, a declaration or an instruction has this local
// name.
[[nodiscard]] bool root_element_is(std::string_view head, std::string_view local);

// Attributes and text of a node and of all below it, on one line, for Reject::record.
[[nodiscard]] std::string flat_text(const XmlNode& node, std::size_t limit = 2048);

}  // namespace weir::lists
