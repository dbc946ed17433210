// The red flags of one shipment's own record: data/goods/red_flags.tsv says which hold on a day, the checks
// are here.
//
// Thread-safety: FlagTable is immutable. Errors: none; rows that cannot be read are skipped (a test counts
// them).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inputs/shipment.hpp"
#include "weir/chemicals.hpp"
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

// A chemical that a line names.
struct LineChemical {
  chem::Recognition what;
  std::string where;  // "the description", "a column of its own"
  std::string doubt;  // why it may be something else; empty: none
};

// What the goods room found out about a line.
struct LineGoods {
  goods::CodeAnswer code;       // digits empty when no code was given
  std::string old_code_reason;  // why the code was read as one of an older edition; empty: it was not
  std::vector<goods::TextCandidate> candidates;
  std::vector<goods::ContextWord> context;
  bool vague = false;
  std::string
      tier;  // on the Common High Priority List: of the code, or of the first candidate when there is no code
  std::vector<std::string> codes;  // six digits, that rules are asked with
  std::vector<LineChemical> chemicals;
};

[[nodiscard]] std::vector<RedFlag> find_flags(const FlagTable& table, const inputs::Shipment& shipment,
                                              const std::vector<LineGoods>& lines,
                                              const std::vector<goods::ContextWord>& context,
                                              const RuleSet& rules, Day day);

}  // namespace weir::screen
