#include "rules/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "rules/rows.hpp"
#include "rules/words.hpp"

namespace weir::rules {
namespace {

class Checker {
 public:
  Checker(RuleSet::State& state, std::vector<RuleIssue>& issues) : state_(state), issues_(issues) {
    for (const Term& term : state.terms) terms_.emplace(term.name, &term.text);
    for (const Measure& row : state.measures) {
      ids_.insert(row.id);
      if (!row.group.empty()) groups_.insert(row.group);
    }
    for (const CodeSetEntry& row : state.code_sets) {
      sets_.insert(row.set);
      if (!row.tag.empty()) sets_.insert(row.set + "/" + row.tag);
    }
    for (const ChemicalDefinition& row : state.chemicals) {
      chemicals_.insert(row.id);
      chemicals_.insert(row.classes.begin(), row.classes.end());
    }
  }

  void run() {
    for (const Term& term : state_.terms) (void)parse(term.text, Nomenclature{}, term.source, "as");
    for (const Measure& row : state_.measures) measure(row);
    for (const Classification& row : state_.classifications)
      state_.class_tests.push_back(parse(row.when, Nomenclature{}, row.source, "when"));
    for (const AreaMember& row : state_.areas) places({row.member}, row.source, "members");
    for (const StackRule& row : state_.stacks) stack(row);
    circles();
    contradictions();
    swallowed();
  }

 private:
  void error(const SourceRef& source, std::string_view field, std::string message) {
    issues_.push_back(
        {RuleIssueKind::Error, source.file, source.line, std::string(field), std::move(message)});
  }
  void warning(const SourceRef& source, std::string_view field, std::string message) {
    issues_.push_back(
        {RuleIssueKind::Warning, source.file, source.line, std::string(field), std::move(message)});
  }

  void places(const std::vector<std::string>& values, const SourceRef& source, std::string_view field) {
    for (const std::string& value : values) {
      if (value == "*" || state_.area_versions.contains(value) || normal_place(value)) continue;
      error(source, field, fmt::format("there is no area '{}'", value));
    }
  }
  void set(const std::string& value, const SourceRef& source, std::string_view field) {
    if (!sets_.contains(value)) error(source, field, fmt::format("there is no code set '{}'", value));
  }
  void chemical(const std::string& value, const SourceRef& source, std::string_view field) {
    if (value.starts_with("class:") && !chemicals_.contains(value))
      error(source, field, fmt::format("there is no chemical class '{}'", value));
  }
  void party(const std::string& value, const SourceRef& source, std::string_view field) {
    const std::size_t role = value.find('@');
    const std::string tag = role == std::string::npos ? value : value.substr(role + 1);
    if (tag.starts_with("country:")) places({tag.substr(8)}, source, field);
  }

  Expression parse(const std::string& text, Nomenclature nomenclature, const SourceRef& source,
                   std::string_view field) {
    const ExpressionNames names{.fact = [this](std::string_view name) { return state_.fact(name); },
                                .term = [this](std::string_view name) -> const std::string* {
                                  const auto found = terms_.find(std::string(name));
                                  return found == terms_.end() ? nullptr : found->second;
                                },
                                .nomenclature = nomenclature};
    auto read = parse_expression(text, names);
    if (!read) {
      error(source, field, read.error());
      return {};
    }
    for (const Node& node : read->nodes) {
      if (node.op != Node::Op::Atom) continue;
      switch (node.atom) {
        case AtomKind::To:
        case AtomKind::From:
        case AtomKind::Origin:
        case AtomKind::Via:
          places({node.name}, source, field);
          break;
        case AtomKind::CodeSet:
          set(node.name, source, field);
          break;
        case AtomKind::Chemical:
          chemical(node.name, source, field);
          break;
        case AtomKind::Party:
          party(node.name, source, field);
          break;
        default:
          break;
      }
    }
    return std::move(*read);
  }

  void measure(const Measure& row) {
    places(row.to, row.source, "to");
    places(row.not_to, row.source, "not_to");
    places(row.from, row.source, "from");
    places(row.not_from, row.source, "not_from");
    places(row.origin, row.source, "origin");
    places(row.not_origin, row.source, "not_origin");
    places(row.via, row.source, "via");
    for (const std::string& value : row.code_sets) set(value, row.source, "sets");
    for (const std::string& value : row.chemicals) chemical(value, row.source, "chemicals");
    for (const std::string& value : row.parties) party(value, row.source, "parties");
    for (const std::string& value : row.lifts) {
      if (!ids_.contains(value) && !groups_.contains(value))
        error(row.source, "lifts", fmt::format("no measure has the id or group '{}'", value));
    }
    for (const DutyPart& duty : row.duties) {
      if (duty.base == "value" || duty.base == "value_and_duties") continue;
      const FactDefinition* fact = state_.fact(duty.base);
      if (fact == nullptr || fact->kind != FactKind::Number)
        error(row.source, "duty",
              fmt::format("'{}'; expected value, value_and_duties or a number of the fact table", duty.base));
    }
    never(row.to, row.not_to, row, "not_to");
    never(row.from, row.not_from, row, "not_from");
    never(row.origin, row.not_origin, row, "not_origin");
    for (const GoodsCode& code : row.codes) {
      for (const GoodsCode& wider : row.codes) {
        if (wider.digits.size() < code.digits.size() && code.digits.starts_with(wider.digits))
          warning(row.source, "hs", fmt::format("{} already takes in {}", wider.digits, code.digits));
      }
    }
    const Nomenclature nomenclature = row.codes.empty() ? Nomenclature{} : row.codes.front().nomenclature;
    MeasureTests tests;
    tests.when = parse(row.when, nomenclature, row.source, "when");
    for (const MeasureCondition& condition : row.conditions)
      tests.conditions.push_back(parse(condition.when, nomenclature, row.source, "condition"));
    state_.tests.push_back(std::move(tests));
  }

  void never(const std::vector<std::string>& in, const std::vector<std::string>& out, const Measure& row,
             std::string_view field) {
    for (const std::string& value : out) {
      if (std::find(in.begin(), in.end(), value) != in.end())
        warning(row.source, field, fmt::format("'{}' is taken in and left out; left out wins", value));
    }
  }

  void stack(const StackRule& row) {
    places(row.to, row.source, "to");
    const auto group = [&](const std::string& name, std::string_view field) {
      if (!groups_.contains(name))
        warning(row.source, field, fmt::format("no measure has the group '{}'", name));
    };
    for (const std::string& name : row.order) group(name, "order");
    for (const auto& names : row.first_of) {
      for (const std::string& name : names) group(name, "first_of");
    }
  }

  // An area that contains itself, by any way and on any day.
  void circles() {
    std::map<std::string, std::vector<const AreaMember*>> inner;
    for (const AreaMember& row : state_.areas) {
      if (state_.area_versions.contains(row.member)) inner[row.area].push_back(&row);
    }
    enum class Mark : std::uint8_t { None, Open, Done };
    std::map<std::string, Mark> marks;
    struct Frame {
      std::string area;
      std::size_t next = 0;
    };
    for (const auto& [start, unused] : inner) {
      std::vector<Frame> stack{{start}};
      while (!stack.empty()) {
        Frame& top = stack.back();
        if (top.next == 0) {
          if (marks[top.area] == Mark::Done) {
            stack.pop_back();
            continue;
          }
          marks[top.area] = Mark::Open;
        }
        const auto& members = inner[top.area];
        if (top.next == members.size()) {
          marks[top.area] = Mark::Done;
          stack.pop_back();
          continue;
        }
        const AreaMember* row = members[top.next++];
        if (marks[row->member] == Mark::Open) {
          error(row->source, "members", fmt::format("area '{}' leads back to '{}'", row->member, row->area));
        } else if (marks[row->member] == Mark::None) {
          stack.push_back({row->member});
        }
      }
    }
  }

  static bool meet(const Measure& a, const Measure& b) {
    return (!a.valid_to || !b.valid_from || *b.valid_from <= *a.valid_to) &&
           (!b.valid_to || !a.valid_from || *a.valid_from <= *b.valid_to);
  }

  // Measures of other ids with the very same scope.
  void contradictions() {
    std::map<std::string, std::vector<std::size_t>> by_scope;
    for (std::size_t i = 0; i < state_.measures.size(); ++i) {
      const Measure& row = state_.measures[i];
      if (row.suspended || row.type == MeasureType::Authorisation || row.type == MeasureType::Tariff ||
          (row.type == MeasureType::Notice && row.effect == RuleOutcome::NoHit && row.conditions.empty()))
        continue;
      std::string scope;
      for (const auto& [key, value] : row_fields(row)) {
        if (key == "hs" || key == "sets" || key == "eccn" || key == "chemicals" || key == "to" ||
            key == "not_to" || key == "from" || key == "not_from" || key == "origin" || key == "not_origin" ||
            key == "via" || key == "parties" || key == "regime")
          scope += key + "=" + value + "\n";
      }
      scope += state_.tests[i].when.text();
      by_scope[scope].push_back(i);
    }
    for (const auto& [scope, rows] : by_scope) {
      // A table with thousands of equal scopes is broken anyway: neighbours are enough to say so.
      for (std::size_t i = 1; i < rows.size(); ++i) {
        const Measure& later = state_.measures[rows[i]];
        for (std::size_t j = i > 50 ? i - 50 : 0; j < i; ++j) {
          const Measure& earlier = state_.measures[rows[j]];
          if (earlier.id == later.id || !meet(earlier, later)) continue;
          const bool same = earlier.effect == later.effect && earlier.conditions == later.conditions;
          warning(later.source, "id",
                  fmt::format("'{}' {} '{}' ({}:{}): the same scope on some of the same days, {}", later.id,
                              same ? "overlaps" : "contradicts", earlier.id, earlier.source.file,
                              earlier.source.line,
                              same ? "the same effect"
                                   : fmt::format("but {} against {}; the more restrictive wins",
                                                 effect_word(later.effect), effect_word(earlier.effect))));
        }
      }
    }
  }

  // A milder measure for goods that a stricter one takes in with the same scope otherwise: it can never be
  // the answer, for the most restrictive wins. Who wants an exception needs an authorisation.
  void swallowed() {
    std::map<std::string, std::vector<std::size_t>> by_scope;
    for (std::size_t i = 0; i < state_.measures.size(); ++i) {
      const Measure& row = state_.measures[i];
      if (row.suspended || row.type == MeasureType::Authorisation || row.type == MeasureType::Tariff ||
          row.effect == RuleOutcome::NoHit || row.codes.empty() || !row.code_sets.empty() ||
          !row.eccns.empty() || !row.chemicals.empty() || !row.conditions.empty())
        continue;
      std::string scope;
      for (const auto& [key, value] : row_fields(row)) {
        if (key == "to" || key == "not_to" || key == "from" || key == "not_from" || key == "origin" ||
            key == "not_origin" || key == "via" || key == "parties" || key == "regime")
          scope += key + "=" + value + "\n";
      }
      by_scope[scope + state_.tests[i].when.text()].push_back(i);
    }
    for (const auto& [scope, rows] : by_scope) {
      const auto text = [](const GoodsCode& code, std::size_t digits) {
        return nomenclature_text(code.nomenclature) + code.digits.substr(0, digits);
      };
      std::multimap<std::string, const Measure*> by_code;
      for (const std::size_t row : rows) {
        for (const GoodsCode& code : state_.measures[row].codes)
          by_code.emplace(text(code, code.digits.size()), &state_.measures[row]);
      }
      for (const std::size_t index : rows) {
        const Measure& row = state_.measures[index];
        const auto takes_in = [&](const Measure& wide) {
          return std::all_of(row.codes.begin(), row.codes.end(), [&](const GoodsCode& code) {
            return std::any_of(wide.codes.begin(), wide.codes.end(), [&](const GoodsCode& other) {
              return other.nomenclature == code.nomenclature && code.digits.starts_with(other.digits);
            });
          });
        };
        const Measure* wider = nullptr;
        const GoodsCode& first = row.codes.front();
        for (std::size_t digits = 2; digits <= first.digits.size() && wider == nullptr; ++digits) {
          std::size_t looked_at = 0;
          constexpr std::size_t kMost = 50;  // as above: more of one code is broken anyway
          auto [at, end] = by_code.equal_range(text(first, digits));
          for (; at != end && wider == nullptr && looked_at < kMost; ++at, ++looked_at) {
            const Measure& other = *at->second;
            if (other.id != row.id && other.effect > row.effect && other.codes != row.codes &&
                meet(other, row) && takes_in(other))
              wider = &other;
          }
        }
        if (wider == nullptr) continue;
        warning(row.source, "hs",
                fmt::format(
                    "'{}' overlaps '{}' ({}:{}), which takes in its goods with the same scope otherwise: on "
                    "days of both {} wins and {} is never the answer; for an exception use an "
                    "authorisation that lifts it",
                    row.id, wider->id, wider->source.file, wider->source.line, effect_word(wider->effect),
                    effect_word(row.effect)));
      }
    }
  }

  RuleSet::State& state_;
  std::vector<RuleIssue>& issues_;
  std::map<std::string, const std::string*> terms_;
  std::unordered_set<std::string> ids_, groups_, sets_, chemicals_;
};

}  // namespace

std::unordered_set<std::string> read_codes(std::string_view bytes) {
  std::unordered_set<std::string> out;
  while (!bytes.empty()) {
    const std::size_t eol = bytes.find('\n');
    std::string_view line = bytes.substr(0, eol);
    bytes.remove_prefix(eol == std::string_view::npos ? bytes.size() : eol + 1);
    while (!line.empty()) {
      const std::size_t end = line.find_first_of(",\t");
      std::string_view field = trim(line.substr(0, end));
      if (field.size() > 2 && field.front() == '"' && field.back() == '"')
        field = field.substr(1, field.size() - 2);
      if ((field.size() == 2 || field.size() == 4 || field.size() == 6) &&
          field.find_first_not_of("0123456789") == std::string_view::npos) {
        out.emplace(field);
        break;
      }
      line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    }
  }
  return out;
}

void check_codes(const RuleSet::State& state, const std::unordered_set<std::string>& codes,
                 std::vector<RuleIssue>& issues) {
  const auto check = [&](const GoodsCode& code, const SourceRef& source, std::string_view field) {
    if (code.nomenclature.hs_edition != 2022 || codes.contains(code.digits.substr(0, 6))) return;
    // Chapters 98 and 99 and national headings are no part of the HS.
    if (code.digits.starts_with("98") || code.digits.starts_with("99")) return;
    issues.push_back({RuleIssueKind::Error, source.file, source.line, std::string(field),
                      fmt::format("{} is not in the nomenclature given", code_text(code))});
  };
  for (const Measure& row : state.measures) {
    for (const GoodsCode& code : row.codes) check(code, row.source, "hs");
  }
  for (const CodeSetEntry& row : state.code_sets) check(row.code, row.source, "codes");
}

void check_rows(RuleSet::State& state, std::vector<RuleIssue>& issues) {
  Checker(state, issues).run();
}

}  // namespace weir::rules
