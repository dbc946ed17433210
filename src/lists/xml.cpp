#include "lists/xml.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "lists/csv.hpp"

namespace weir::lists {
namespace {

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class Reading {
 public:
  Reading(const std::string& file, Sink& sink, const XmlHandler& handler)
      : file_(file), sink_(sink), handler_(handler), parser_(XML_ParserCreate(nullptr), &XML_ParserFree) {
    if (!parser_) return;
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const XML_Char* name, const XML_Char** attributes) {
          static_cast<Reading*>(self)->start(name, attributes);
        },
        [](void* self, const XML_Char*) { static_cast<Reading*>(self)->end(); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const XML_Char* text, int length) {
      static_cast<Reading*>(self)->text({text, static_cast<std::size_t>(length)});
    });
    XML_SetEntityDeclHandler(
        parser_.get(), [](void* self, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                          const XML_Char*, const XML_Char*, const XML_Char*) {
          static_cast<Reading*>(self)->stop("the document declares entities, which is refused");
        });
  }

  tl::expected<void, Fault> run(ByteSource& source) {
    if (!parser_)
      return tl::unexpected(Fault{.kind = FaultKind::Io, .file = file_, .message = "out of memory"});
    constexpr int kChunk = 1 << 16;
    for (;;) {
      void* buffer = XML_GetBuffer(parser_.get(), kChunk);
      if (buffer == nullptr) return tl::unexpected(fault(FaultKind::TooLarge, "out of memory"));
      const auto count = source.read(static_cast<char*>(buffer), kChunk);
      if (!count) return tl::unexpected(count.error());
      const bool last = *count == 0;
      if (XML_ParseBuffer(parser_.get(), static_cast<int>(*count), last ? 1 : 0) == XML_STATUS_ERROR)
        return failed();
      if (last) return {};
    }
  }

 private:
  tl::expected<void, Fault> failed() {
    const XML_Error code = XML_GetErrorCode(parser_.get());
    if (!stop_reason_.empty()) return tl::unexpected(fault(FaultKind::BadFormat, stop_reason_));
    // Bytes behind the last end tag (a 0x1A of old DOS, zeros) lose nothing.
    if (code == XML_ERROR_JUNK_AFTER_DOC_ELEMENT || (root_closed_ && code == XML_ERROR_INVALID_TOKEN))
      return {};
    if (code == XML_ERROR_NO_ELEMENTS && !root_closed_) {
      return tl::unexpected(fault(FaultKind::BadFormat, depth_ == 0 ? "no XML element; expected a list in XML"
                                                                    : "the document breaks off"));
    }
    return tl::unexpected(
        fault(FaultKind::BadFormat, fmt::format("not well-formed XML: {}", XML_ErrorString(code))));
  }
  Fault fault(FaultKind kind, std::string message) const {
    return {.kind = kind,
            .file = file_,
            .line = XML_GetCurrentLineNumber(parser_.get()),
            .message = std::move(message)};
  }
  void stop(std::string reason) {
    if (stop_reason_.empty()) stop_reason_ = std::move(reason);
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void start(const XML_Char* name, const XML_Char** attributes) {
    if (++depth_ > kMaxDepth) {
      stop(fmt::format("elements lie more than {} deep in each other", kMaxDepth));
      return;
    }
    XmlNode node{.name = std::string(local_name(name)), .line = XML_GetCurrentLineNumber(parser_.get())};
    for (; *attributes != nullptr; attributes += 2) {
      node.attributes.emplace_back(local_name(attributes[0]), attributes[1]);
      size_ += node.attributes.back().second.size();
    }
    names_.push_back(node.name);
    if (skipping_from_ != 0) return;
    if (stack_.empty()) {
      const std::string_view parent =
          names_.size() > 1 ? std::string_view(names_[names_.size() - 2]) : std::string_view{};
      if (!handler_.is_record(node.name, parent)) {
        handler_.open(node);
        return;
      }
      size_ = 0;
      record_depth_ = depth_;
    }
    // Each node costs more than its text: thousands of empty elements are counted too.
    constexpr std::size_t kNodeCost = 64;
    grow(kNodeCost + node.name.size());
    if (skipping_from_ == 0) stack_.push_back(std::move(node));
  }

  void text(std::string_view bytes) {
    if (stack_.empty() || skipping_from_ != 0) return;
    grow(bytes.size());
    if (skipping_from_ != 0) return;
    stack_.back().text.append(bytes);
    if (stack_.back().text.size() > kMaxFieldBytes)
      leave_out(fmt::format("the text of {} has more than {} MB", stack_.back().name, kMaxFieldBytes >> 20U));
  }

  void grow(std::size_t bytes) {
    size_ += bytes;
    if (size_ > kMaxRecordBytes)
      leave_out(fmt::format("the record has more than {} MB", kMaxRecordBytes >> 20U));
  }

  // The rest of the record is skipped.
  void leave_out(std::string reason) {
    const std::uint64_t line = stack_.empty() ? XML_GetCurrentLineNumber(parser_.get()) : stack_.front().line;
    sink_.reject({.file = file_, .line = line, .reason = std::move(reason)});
    skipping_from_ = record_depth_;
    stack_.clear();
    size_ = 0;
  }

  void end() {
    names_.pop_back();
    --depth_;
    if (depth_ == 0) root_closed_ = true;
    if (skipping_from_ != 0) {
      if (depth_ < skipping_from_) skipping_from_ = 0;
      return;
    }
    if (stack_.empty()) return;
    XmlNode node = std::move(stack_.back());
    stack_.pop_back();
    node.text = std::string(trim(node.text));
    if (stack_.empty()) {
      handler_.record(node);
    } else {
      stack_.back().children.push_back(std::move(node));
    }
  }

  const std::string& file_;
  Sink& sink_;
  const XmlHandler& handler_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser_;
  std::vector<XmlNode> stack_;      // the record being collected, outermost first
  std::vector<std::string> names_;  // all open elements
  std::string stop_reason_;
  std::size_t depth_ = 0;
  std::size_t size_ = 0;
  std::size_t skipping_from_ = 0;  // depth of a record that is left out; 0 = none
  std::size_t record_depth_ = 0;   // depth of the record being collected
  bool root_closed_ = false;
};

void append_flat(const XmlNode& node, std::string& out, std::size_t limit) {
  if (out.size() >= limit) return;
  for (const auto& [name, value] : node.attributes) {
    if (!value.empty() && out.size() < limit)
      out += fmt::format("{}{}.{}={}", out.empty() ? "" : "; ", node.name, name, value);
  }
  if (!node.text.empty()) out += fmt::format("{}{}={}", out.empty() ? "" : "; ", node.name, node.text);
  for (const XmlNode& child : node.children) append_flat(child, out, limit);
}

}  // namespace

const XmlNode* XmlNode::child(std::string_view wanted) const noexcept {
  for (const XmlNode& node : children) {
    if (node.name == wanted) return &node;
  }
  return nullptr;
}

std::string_view XmlNode::value(std::string_view wanted) const noexcept {
  const XmlNode* node = child(wanted);
  return node == nullptr ? std::string_view{} : std::string_view(node->text);
}

std::string_view XmlNode::attribute(std::string_view wanted) const noexcept {
  for (const auto& pair : attributes) {
    if (pair.first == wanted) return pair.second;
  }
  return {};
}

const XmlNode* XmlNode::at(std::initializer_list<std::string_view> path) const noexcept {
  const XmlNode* node = this;
  for (const std::string_view step : path) {
    if (node != nullptr) node = node->child(step);
  }
  return node;
}

tl::expected<void, Fault> read_xml(ByteSource& source, Sink& sink, const XmlHandler& handler) {
  const std::string file = source.name();
  return Reading(file, sink, handler).run(source);
}

bool root_element_is(std::string_view head, std::string_view local) {
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at)) {
    const std::string_view rest = head.substr(at + 1);
    if (rest.starts_with("!--")) {
      const std::size_t end = head.find("-->", at);
      if (end == std::string_view::npos) return false;
      at = end;
    } else if (rest.starts_with('?') || rest.starts_with('!')) {
      ++at;
    } else {
      return local_name(rest.substr(0, std::min(rest.find_first_of(" \t\r\n/>"), rest.size()))) == local;
    }
  }
  return false;
}

std::string flat_text(const XmlNode& node, std::size_t limit) {
  std::string out;
  append_flat(node, out, limit);
  return excerpt(out, limit);
}

}  // namespace weir::lists
