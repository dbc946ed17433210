// The red flags of one shipment's own record, and of the file it stands in: data/goods/red_flags.tsv says
// which hold on a day, the checks are here.
//
// Thread-safety: FlagTable is immutable. Errors: none; rows that cannot be read are skipped (a test counts
// them).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inputs/shipment.hpp"
#include "screen/file_history.hpp"
#include "screen/shipment_line.hpp"
#include "weir/goods.hpp"
#include "weir/rules.hpp"

namespace weir::screen {

struct FlagRow {
  std::string id;
  bool review = false;  // a person must look; else to be weighed with others
  std::string parameter;
  std::string text;
  std::string ask;
  std::optional<Day> valid_from, valid_to;
  std::string status;
  std::string citation;
};

class FlagTable {
 public:
  // The table that ships, or a user's text of the same form.
  [[nodiscard]] static FlagTable built_in();
  [[nodiscard]] static FlagTable parse(std::string_view tsv);
  [[nodiscard]] const FlagRow* find(std::string_view id, Day day) const;
  [[nodiscard]] const std::vector<FlagRow>& rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t skipped() const noexcept { return skipped_; }

 private:
  std::vector<FlagRow> rows_;
  std::size_t skipped_ = 0;
};

struct RedFlag {
  std::string id;
  bool review = false;
  std::string text;  // with what was found
  std::string ask;
  std::string status;
  std::string citation;
};

[[nodiscard]] std::vector<RedFlag> find_flags(const FlagTable& table, const inputs::Shipment& shipment,
                                              const std::vector<LineFinding>& lines,
                                              const std::vector<goods::ContextWord>& context,
                                              const RuleSet& rules, Day day, const FileFacts& file = {});
// What the file has to say for the flags of one of its shipments.
[[nodiscard]] FileFacts file_facts(const FileHistory& history, const FlagTable& table,
                                   const inputs::Shipment& shipment, const std::vector<LineFinding>& lines,
                                   Day day);
// The parameters that the table gives to the checks over a whole file.
[[nodiscard]] FileChecks file_checks(const FlagTable& table);

}  // namespace weir::screen
