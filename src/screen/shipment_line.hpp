// What the goods room and the rules found out about one line of a shipment.
//
// Thread-safety: value types; what words and codes mean is shared between lines and never changed. Errors:
// none.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "weir/chemicals.hpp"
#include "weir/goods.hpp"
#include "weir/rules.hpp"

namespace weir::screen {

// A chemical that a line names.
struct LineChemical {
  chem::Recognition what;
  std::string where;  // "the description", "a column of its own"
  std::string doubt;  // why it may be something else; empty: none
};

// What code, words and chemicals mean, whatever the day and the route.
struct LineGoods {
  goods::CodeAnswer code;       // digits empty when no code was given
  std::string old_code_reason;  // why the code was read as one of an older edition; empty: it was not
  std::vector<goods::TextCandidate> candidates;
  std::vector<goods::ContextWord> context;
  bool vague = false;
  std::vector<std::string> codes;  // six digits, that rules are asked with
  std::vector<LineChemical> chemicals;
};

struct LineFinding {
  std::size_t number = 0;                  // from 1; 0: the shipment has no line
  std::shared_ptr<const LineGoods> goods;  // never null
  // On the Common High Priority List on the shipment's day: of the code, or of the first candidate when there
  // is no code.
  std::string tier;
  std::shared_ptr<const RuleDecision> rules;  // never null
  // What the rules would come to if a chemist confirmed the chemicals that are open; null where none is.
  std::shared_ptr<const RuleDecision> if_confirmed;
  // Null unless questions are kept: what the rules were asked, and their plain answer, which also asks what
  // the tariff code makes far-fetched.
  std::shared_ptr<const RuleQuestion> asked;
  std::shared_ptr<const RuleDecision> asked_rules;
};

}  // namespace weir::screen
