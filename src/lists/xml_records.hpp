// What the readers of XML lists share: rejects of a record, and ids that come twice.
//
// Thread-safety: one reader's own. Errors: none; they go to the sink.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "lists/reader.hpp"
#include "lists/xml.hpp"

namespace weir::lists {

class XmlRecords {
 public:
  XmlRecords(const ListInfo& info, std::string file, Sink& sink)
      : info_(info), file_(std::move(file)), sink_(sink) {}

 protected:
  // A party of the list with this id, from this record.
  [[nodiscard]] Party party_of(const XmlNode& record, std::string_view id) const;
  void reject(const XmlNode& node, std::string field, std::string reason, bool whole);
  // False, with a reject that names the first one, when a record with this id was there already.
  [[nodiscard]] bool is_first(const XmlNode& record, const Party& party, std::string_view field);
  [[nodiscard]] Sink& sink() noexcept { return sink_; }

 private:
  const ListInfo& info_;
  std::string file_;
  Sink& sink_;
  std::unordered_map<std::string, std::uint64_t> seen_;  // id -> line
};

}  // namespace weir::lists
