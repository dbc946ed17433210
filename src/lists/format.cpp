#include "lists/format.hpp"

#include <algorithm>
#include <array>

#include "lists/bis_dpl.hpp"
#include "lists/csl_csv.hpp"
#include "lists/csl_json.hpp"
#include "lists/eu_fsf_xml.hpp"
#include "lists/ftm_json.hpp"
#include "lists/ofac_advanced_xml.hpp"
#include "lists/ofac_sdn_xml.hpp"
#include "lists/uk_csv.hpp"
#include "lists/uk_xml.hpp"
#include "lists/un_xml.hpp"
#include "lists/user_csv.hpp"

namespace weir::lists {
namespace {

struct Row {
  Format format;
  std::string_view name;
  std::string_view list_id;  // OpenSanctions' names of data sets
  std::string_view title;
  std::string_view publisher;
};
constexpr auto kFormats = std::to_array<Row>({
    {Format::OfacCsv, "ofac-csv", "us_ofac_sdn", "OFAC Specially Designated Nationals List",
     "US Treasury, OFAC"},
    {Format::OfacSdnXml, "ofac-sdn-xml", "us_ofac_sdn", "OFAC Specially Designated Nationals List",
     "US Treasury, OFAC"},
    {Format::OfacAdvancedXml, "ofac-advanced-xml", "us_ofac_sdn", "OFAC Specially Designated Nationals List",
     "US Treasury, OFAC"},
    {Format::BisDpl, "bis-dpl", "us_bis_denied", "BIS Denied Persons List", "US Commerce, BIS"},
    {Format::UnXml, "un-xml", "un_sc_sanctions", "UN Security Council Consolidated List", "United Nations"},
    {Format::EuFsfXml, "eu-fsf-xml", "eu_fsf", "EU Consolidated Financial Sanctions List",
     "European Commission, FISMA"},
    {Format::UkOfsiCsv, "uk-ofsi-csv", "gb_hmt_sanctions", "UK OFSI Consolidated List of Targets",
     "HM Treasury, OFSI"},
    {Format::UkListCsv, "uk-list-csv", "gb_fcdo_sanctions", "UK Sanctions List", "UK FCDO"},
    {Format::UkListXml, "uk-list-xml", "gb_fcdo_sanctions", "UK Sanctions List", "UK FCDO"},
    {Format::CslCsv, "csl-csv", "us_trade_csl", "US Consolidated Screening List", "US Commerce, ITA"},
    {Format::CslJson, "csl-json", "us_trade_csl", "US Consolidated Screening List", "US Commerce, ITA"},
    {Format::FtmJson, "ftm-json", "followthemoney", "FollowTheMoney entities", ""},
    {Format::UserCsv, "csv", "own_list", "Own list", ""},
    {Format::Unknown, "unknown", "own_list", "Own list", ""},
});

const Row& row_of(Format format) noexcept {
  const auto* const found = std::find_if(kFormats.begin(), kFormats.end(),
                                         [format](const Row& row) { return row.format == format; });
  return found == kFormats.end() ? kFormats.back() : *found;
}

}  // namespace

std::string_view format_name(Format format) noexcept {
  return row_of(format).name;
}

bool is_xml(Format format) noexcept {
  return row_of(format).name.ends_with("-xml");
}

ListInfo default_list(Format format, std::string_view file_name) {
  const Row& row = row_of(format);
  ListInfo info{.list_id = std::string(row.list_id),
                .title = std::string(row.title),
                .publisher = std::string(row.publisher)};
  const bool consolidated = file_name.starts_with("cons") || file_name.starts_with("CONS");
  if (info.list_id == "us_ofac_sdn" && consolidated) {
    info.list_id = "us_ofac_cons";
    info.title = "OFAC Consolidated (non-SDN) List";
  }
  if (format == Format::FtmJson) {
    // "us_ofac_sdn.ftm.json" is named after its data set; "entities.ftm.json" is not.
    const std::string stem(file_name.substr(0, file_name.find('.')));
    if (!stem.empty() && stem != "entities" && stem != "targets") {
      info.list_id = stem;
      info.title = stem;
    }
  }
  return info;
}

Detected detect(std::string_view head, const std::map<std::string, std::string>& columns) {
  if (looks_like_un_xml(head)) return {.format = Format::UnXml};
  if (looks_like_ofac_sdn_xml(head)) return {.format = Format::OfacSdnXml};
  if (looks_like_ofac_advanced_xml(head)) return {.format = Format::OfacAdvancedXml};
  if (looks_like_eu_fsf_xml(head)) return {.format = Format::EuFsfXml};
  if (looks_like_uk_xml(head)) return {.format = Format::UkListXml};
  if (looks_like_ftm_json(head)) return {.format = Format::FtmJson};
  if (looks_like_csl_json(head)) return {.format = Format::CslJson};
  if (looks_like_bis_dpl(head)) return {.format = Format::BisDpl};
  if (looks_like_csl_csv(head)) return {.format = Format::CslCsv};
  switch (uk_csv_edition(head)) {
    case UkEdition::Ofsi:
      return {.format = Format::UkOfsiCsv};
    case UkEdition::SanctionsList:
      return {.format = Format::UkListCsv};
    case UkEdition::None:
      break;
  }
  if (const OfacPart part = ofac_part(head); part != OfacPart::None)
    return {.format = Format::OfacCsv, .part = part};
  if (looks_like_user_csv(head, columns)) return {.format = Format::UserCsv};
  return {};
}

}  // namespace weir::lists
