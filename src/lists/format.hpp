// Which list format a file has, found from its first bytes, never from its name.
//
// Thread-safety: pure. Errors: Fault of the byte source. To add a format: its reader, a looks_like function,
// a row in format.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "lists/ofac_csv.hpp"
#include "lists/reader.hpp"

namespace weir::lists {

enum class Format : unsigned char {
  Unknown,
  OfacCsv,
  OfacSdnXml,
  OfacAdvancedXml,
  BisDpl,
  UnXml,
  EuFsfXml,
  UkOfsiCsv,
  UkListCsv,
  UkListXml,
  CslCsv,
  CslJson,
  FtmJson,
  UserCsv
};

[[nodiscard]] std::string_view format_name(Format format) noexcept;  // "ofac-csv"
// XML readers get the bytes as they are, for expat knows encodings; the others get UTF-8.
[[nodiscard]] bool is_xml(Format format) noexcept;
// Id, title and publisher that a list of this format has unless the user names it. `file_name` tells OFAC's
// two lists apart ("cons..."), and names a list of FollowTheMoney entities.
[[nodiscard]] ListInfo default_list(Format format, std::string_view file_name);

struct Detected {
  Format format = Format::Unknown;
  OfacPart part = OfacPart::None;  // for OfacCsv
};
[[nodiscard]] Detected detect(std::string_view head, const std::map<std::string, std::string>& columns);

}  // namespace weir::lists
