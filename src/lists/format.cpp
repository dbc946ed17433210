#include "lists/format.hpp"

#include "lists/bis_dpl.hpp"
#include "lists/un_xml.hpp"
#include "lists/user_csv.hpp"

namespace weir::lists {

std::string_view format_name(Format format) noexcept {
  switch (format) {
    case Format::OfacCsv:
      return "ofac-csv";
    case Format::BisDpl:
      return "bis-dpl";
    case Format::UnXml:
      return "un-xml";
    case Format::UserCsv:
      return "csv";
    case Format::Unknown:
      break;
  }
  return "unknown";
}

ListInfo default_list(Format format, std::string_view file_name) {
  switch (format) {
    case Format::OfacCsv:
      if (file_name.starts_with("cons") || file_name.starts_with("CONS")) {
        return {.list_id = "us_ofac_cons",
                .title = "OFAC Consolidated (non-SDN) List",
                .publisher = "US Treasury, OFAC"};
      }
      return {.list_id = "us_ofac_sdn",
              .title = "OFAC Specially Designated Nationals List",
              .publisher = "US Treasury, OFAC"};
    case Format::BisDpl:
      return {
          .list_id = "us_bis_denied", .title = "BIS Denied Persons List", .publisher = "US Commerce, BIS"};
    case Format::UnXml:
      return {.list_id = "un_sc_sanctions",
              .title = "UN Security Council Consolidated List",
              .publisher = "United Nations"};
    case Format::UserCsv:
    case Format::Unknown:
      break;
  }
  return {.list_id = "own_list", .title = "Own list"};
}

Detected detect(std::string_view head, const std::map<std::string, std::string>& columns) {
  if (looks_like_un_xml(head)) return {.format = Format::UnXml};
  if (looks_like_bis_dpl(head)) return {.format = Format::BisDpl};
  if (const OfacPart part = ofac_part(head); part != OfacPart::None)
    return {.format = Format::OfacCsv, .part = part};
  if (looks_like_user_csv(head, columns)) return {.format = Format::UserCsv};
  return {};
}

}  // namespace weir::lists
