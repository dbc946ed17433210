// META as JSON.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "snapshot/view.hpp"
#include "tables/tables.hpp"

namespace weir::snapshot {

std::string names_fingerprint() {
  static const std::string kHex = fmt::format("{:016x}", tables::fingerprint("names/"));
  return kHex;
}

std::string to_json(const Meta& meta) {
  nlohmann::ordered_json json;
  json["built_by"] = meta.built_by;
  json["tables"] = meta.tables;
  json["lists"] = nlohmann::ordered_json::array();
  for (const ListMeta& list : meta.lists) {
    json["lists"].push_back({{"id", list.id},
                             {"title", list.title},
                             {"publisher", list.publisher},
                             {"date", list.date},
                             {"parties", list.parties},
                             {"names", list.names},
                             {"rejects", list.rejects}});
  }
  json["files"] = nlohmann::ordered_json::array();
  for (const FileMeta& file : meta.files) {
    json["files"].push_back({{"name", file.name},
                             {"list", file.list},
                             {"format", file.format},
                             {"bytes", file.bytes},
                             {"xxh3", file.checksum}});
  }
  // Bytes of a file name that are not UTF-8 are replaced, not thrown over.
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

tl::expected<Meta, Fault> meta_from_json(std::string_view text) {
  // nlohmann reports a syntax error or a wrong type by exception; it ends here.
  try {
    const nlohmann::json json = nlohmann::json::parse(text);
    Meta meta;
    meta.built_by = json.value("built_by", "");
    meta.tables = json.value("tables", "");
    for (const nlohmann::json& item : json.at("lists")) {
      meta.lists.push_back({.id = item.at("id"),
                            .title = item.value("title", ""),
                            .publisher = item.value("publisher", ""),
                            .date = item.value("date", ""),
                            .parties = item.value("parties", std::uint64_t{0}),
                            .names = item.value("names", std::uint64_t{0}),
                            .rejects = item.value("rejects", std::uint64_t{0})});
    }
    for (const nlohmann::json& item : json.at("files")) {
      meta.files.push_back({.name = item.at("name"),
                            .list = item.value("list", ""),
                            .format = item.value("format", ""),
                            .bytes = item.value("bytes", std::uint64_t{0}),
                            .checksum = item.value("xxh3", "")});
    }
    return meta;
  } catch (const nlohmann::json::exception& error) {
    return tl::unexpected(Fault{.kind = FaultKind::Corrupt, .message = error.what()});
  }
}

}  // namespace weir::snapshot
