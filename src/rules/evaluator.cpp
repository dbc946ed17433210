// The compiled evaluator: units, a trie of goods codes, bitmaps of places, postfix programs over fact slots.
//
// A question sets the bits of the units whose goods it meets, ands them with the bitmaps of its three
// countries and looks only at what is left. A test that many measures share is run once a question. What the
// tables of a unit cannot answer (several codes, a region, parties, chip parameters) is asked of the same
// scope functions that the interpreter uses.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <map>
#include <span>
#include <unordered_map>

#include "rules/code_trie.hpp"
#include "rules/combine.hpp"
#include "rules/settle.hpp"
#include "rules/timeline.hpp"

namespace weir {
namespace rules {
namespace {

using Words = std::vector<std::uint64_t>;
using Postings = std::vector<std::uint32_t>;

void set_bit(std::span<std::uint64_t> words, std::uint32_t bit) {
  words[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
}

constexpr std::array<std::uint16_t, 4> kEditions{2007, 2012, 2017, 2022};
std::size_t edition_index(std::uint16_t edition) {
  return static_cast<std::size_t>(std::find(kEditions.begin(), kEditions.end(), edition) - kEditions.begin());
}

enum class Role : std::uint8_t { Destination, Departure, Origin };
constexpr std::size_t kRoles = 3;

const Place& place_of(const RuleQuestion& question, Role role) {
  return role == Role::Destination ? question.destination
         : role == Role::Departure ? question.departure
                                   : question.origin;
}

// Countries that some rule names; all others answer alike.
class Countries {
 public:
  static constexpr std::uint32_t kOther = 0;
  static constexpr std::uint32_t kEmpty = 1;

  void add(std::string_view code) {
    const int slot = slot_of(code);
    if (slot < 0 || index_[static_cast<std::size_t>(slot)] != kOther) return;
    index_[static_cast<std::size_t>(slot)] = static_cast<std::uint16_t>(places_.size());
    places_.push_back({std::string(code), ""});
  }
  [[nodiscard]] std::uint32_t find(std::string_view code) const {
    if (code.empty()) return kEmpty;
    const int slot = slot_of(code);
    return slot < 0 ? kOther : index_[static_cast<std::size_t>(slot)];
  }
  [[nodiscard]] const std::vector<Place>& places() const { return places_; }

 private:
  static int slot_of(std::string_view code) {
    if (code.size() != 2 || code[0] < 'a' || code[0] > 'z' || code[1] < 'a' || code[1] > 'z') return -1;
    return (code[0] - 'a') * 26 + (code[1] - 'a');
  }
  std::array<std::uint16_t, 26 * 26> index_{};
  std::vector<Place> places_{{"?", ""}, {"", ""}};  // no rule names "?"
};

struct Operation {
  Node::Op op = Node::Op::Constant;
  Compare compare = Compare::Equal;
  bool constant = true;
  Role role = Role::Destination;
  std::uint32_t left = 0, right = 0;
  std::uint32_t fact = 0;
  Number number;
  const Node* node = nullptr;                      // texts; slow atoms
  const std::vector<Truth>* by_country = nullptr;  // place atoms
};
using Program = std::vector<Operation>;

// What the last loop reads of a unit, together in few cache lines.
struct Hot {
  Day from, to;
  std::uint32_t row = 0;
  std::uint32_t when = 0;        // program; kAlways where there is no test
  std::uint32_t conditions = 0;  // into Compiled::conditions
  std::uint16_t condition_count = 0;
  MeasureType type = MeasureType::Notice;
  RuleOutcome effect = RuleOutcome::NoHit;
};
constexpr std::uint32_t kAlways = 0;

struct Condition {
  std::uint32_t program = kAlways;
  RuleOutcome effect = RuleOutcome::NoHit;
};

// What a question's programs came to, so that a test that many measures share is run once. `stamp` tells the
// results of this question from those of earlier ones.
struct Memo {
  std::uint32_t stamp = 0;
  Truth truth = Truth::Unknown;
};

struct Found {
  std::uint32_t row = 0;
  Truth met = Truth::No;
  RuleOutcome least = RuleOutcome::NoHit, most = RuleOutcome::NoHit;
};

struct Scratch {
  Words yes, maybe, left, comparable;
  std::vector<Memo> memos;
  std::uint32_t stamp = 0;
  std::vector<const FactValue*> slots;
  std::vector<std::uint32_t> used;
  std::array<FactValue, 3> own;
  std::vector<Truth> results;
  std::vector<Found> states;
};

Scratch& scratch() {
  thread_local Scratch own;
  return own;
}

}  // namespace
}  // namespace rules

using namespace rules;

struct RuleEvaluator::Compiled {
  Compiled(RuleSet set, Moment known_at) : rules(std::move(set)), state(rules.state()), known(known_at) {
    const std::vector<Unit> units = units_of(state, known);
    words = (units.size() + 63) / 64;
    collect_countries();
    hot.resize(units.size());
    prefixes.resize(units.size());
    programs.emplace_back();  // kAlways
    for (Words* bits : {&any_goods, &code_scoped, &eccn_scoped, &with_party, &with_via, &no_bits})
      bits->assign(words, 0);
    for (Words& bits : with_edition) bits.assign(words, 0);
    for (std::size_t role = 0; role < kRoles; ++role) {
      any[role].assign(countries.places().size() * words, 0);
      maybe[role].assign(countries.places().size() * words, 0);
    }
    for (std::uint32_t i = 0; i < units.size(); ++i) unit(i, units[i]);
    for (CodeTrie& trie : tries) trie.finish();
    for (const auto& [pattern, units_of_pattern] : eccns) eccn_index.emplace(pattern, &units_of_pattern);
    years(units);
    class_fact.assign(state.facts.size(), false);
    for (std::size_t i = 0; i < state.classifications.size(); ++i) {
      for (const Node& node : state.class_tests[i].nodes) {
        if (node.op == Node::Op::Atom || node.op == Node::Op::Constant)
          class_always = true;
        else if (!node.name.empty())
          class_fact[state.fact_index.at(node.name)] = true;
      }
    }
  }

  void evaluate(const RuleQuestion& question, Day day, RuleVerdict& verdict) const;

  RuleSet rules;
  const RuleSet::State& state;
  Moment known;

 private:
  friend class RuleEvaluator;

  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  std::vector<Hot> hot;
  std::vector<std::vector<Prefix>> prefixes;
  std::vector<Program> programs;
  std::vector<Condition> conditions;
  std::map<std::string, std::uint32_t> program_index;
  std::size_t words = 0;
  Countries countries;
  Words any_goods, code_scoped, eccn_scoped, with_party, with_via, no_bits;
  std::array<Words, kEditions.size()> with_edition;
  std::array<CodeTrie, kEditions.size()> tries;
  std::map<std::string, Postings> eccns;
  std::unordered_map<std::string, const Postings*, TextHash, std::equal_to<>> eccn_index;
  std::unordered_map<std::string, Postings> chemicals;
  std::array<Words, kRoles> any, maybe;  // by country, then word: may hold; is not certain
  std::map<std::string, std::vector<Truth>> place_truths;
  std::vector<bool> class_fact;
  bool class_always = false;
  // Units that hold on some day of a year, for the years in which anything changes and one before and after.
  int first_year = 0;
  std::vector<Words> active;

  static int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }
  void years(const std::vector<Unit>& units) {
    int last_year = first_year = 2000;
    for (const Unit& own : units) {
      for (const Day day : {own.from, own.to}) {
        if (day == kFirstDay || day == kLastDay) continue;
        first_year = std::min(first_year, year_of(day));
        last_year = std::max(last_year, year_of(day));
      }
    }
    --first_year;
    ++last_year;
    active.assign(static_cast<std::size_t>(last_year - first_year) + 1, Words(words, 0));
    for (std::uint32_t i = 0; i < units.size(); ++i) {
      const int from = units[i].from == kFirstDay ? first_year : year_of(units[i].from);
      const int to = units[i].to == kLastDay ? last_year : year_of(units[i].to);
      for (int year = from; year <= to; ++year)
        set_bit(active[static_cast<std::size_t>(year - first_year)], i);
    }
  }
  [[nodiscard]] const Words& active_in(Day day) const {
    const int year = std::clamp(year_of(day) - first_year, 0, static_cast<int>(active.size()) - 1);
    return active[static_cast<std::size_t>(year)];
  }

  void collect_countries() {
    const auto add = [this](const std::vector<std::string>& values) {
      for (const std::string& value : values) {
        if (value != "*" && !state.area_versions.contains(value))
          countries.add(std::string_view(value).substr(0, 2));
      }
    };
    for (const AreaMember& row : state.areas) add({row.member});
    for (std::size_t i = 0; i < state.measures.size(); ++i) {
      const Measure& row = state.measures[i];
      for (const auto* list : {&row.to, &row.not_to, &row.from, &row.not_from, &row.origin, &row.not_origin})
        add(*list);
      atoms(state.tests[i].when, add);
      for (const Expression& expression : state.tests[i].conditions) atoms(expression, add);
    }
  }
  template <class Add>
  static void atoms(const Expression& expression, Add add) {
    for (const Node& node : expression.nodes) {
      if (node.op == Node::Op::Atom &&
          (node.atom == AtomKind::To || node.atom == AtomKind::From || node.atom == AtomKind::Origin))
        add({node.name});
    }
  }

  // What a list of places says to each country, without its regions.
  const std::vector<Truth>& truths(const std::vector<std::string>& in, const std::vector<std::string>& out,
                                   Day day) {
    const std::string key =
        join(in) + "\n" + join(out) + "\n" + std::to_string(day.time_since_epoch().count());
    const auto [found, added] = place_truths.try_emplace(key);
    if (added) {
      const RuleQuestion none;
      const Probe probe{state, none, day, known, {}};
      for (const Place& place : countries.places())
        found->second.push_back(places_answer(probe, "", place, in, out, nullptr).truth);
    }
    return found->second;
  }

  // The program of an expression; equal tests over equal places share one.
  std::uint32_t compile(const Expression& expression, Day day) {
    if (expression.always()) return kAlways;
    Program out;
    std::string key = expression.text();
    for (const Node& node : expression.nodes) {
      Operation& op = out.emplace_back();
      op.op = node.op;
      op.compare = node.compare;
      op.constant = node.constant;
      op.left = node.left;
      op.right = node.right;
      op.number = node.number;
      op.node = &node;
      if (node.op == Node::Op::Flag || node.op == Node::Op::Number || node.op == Node::Op::Text)
        op.fact = state.fact_index.at(node.name);
      if (node.op != Node::Op::Atom) continue;
      if (node.atom == AtomKind::To || node.atom == AtomKind::From || node.atom == AtomKind::Origin) {
        op.role = node.atom == AtomKind::To     ? Role::Destination
                  : node.atom == AtomKind::From ? Role::Departure
                                                : Role::Origin;
        const std::vector<Truth>& table = truths({node.name}, {}, day);
        op.by_country = &table;
        key += '\n';
        for (const Truth truth : table) key += static_cast<char>('0' + static_cast<int>(truth));
      }
    }
    const auto [found, added] =
        program_index.try_emplace(std::move(key), static_cast<std::uint32_t>(programs.size()));
    if (added) programs.push_back(std::move(out));
    return found->second;
  }

  void unit(std::uint32_t index, const Unit& own) {
    const Measure& row = state.measures[own.row];
    const MeasureTests& tests = state.tests[own.row];
    Hot& out = hot[index];
    out.from = own.from;
    out.to = own.to;
    out.row = own.row;
    out.type = row.type;
    out.effect = row.effect;
    out.when = compile(tests.when, own.from);
    out.conditions = static_cast<std::uint32_t>(conditions.size());
    out.condition_count = static_cast<std::uint16_t>(tests.conditions.size());
    for (std::size_t i = 0; i < tests.conditions.size(); ++i)
      conditions.push_back({compile(tests.conditions[i], own.from), row.conditions[i].effect});
    prefixes[index] = prefixes_of(state, row.codes, row.code_sets, own.from, known);

    if (all_goods(row)) set_bit(any_goods, index);
    for (const Prefix& prefix : prefixes[index]) {
      const std::size_t edition = edition_index(prefix.code->nomenclature.hs_edition);
      set_bit(code_scoped, index);
      set_bit(with_edition[edition], index);
      tries[edition].add(prefix.code->digits, prefix.code->nomenclature.system, index);
    }
    for (const std::string& pattern : row.eccns) {
      set_bit(eccn_scoped, index);
      eccns[pattern].push_back(index);
    }
    for (const std::string& chemical : row.chemicals) chemicals[chemical].push_back(index);
    if (!row.parties.empty()) set_bit(with_party, index);
    if (!row.via.empty()) set_bit(with_via, index);
    const std::array<const std::vector<Truth>*, kRoles> by_role{
        &truths(row.to, row.not_to, own.from), &truths(row.from, row.not_from, own.from),
        &truths(row.origin, row.not_origin, own.from)};
    for (std::size_t role = 0; role < kRoles; ++role) {
      for (std::size_t country = 0; country < by_role[role]->size(); ++country) {
        const Truth truth = (*by_role[role])[country];
        if (truth != Truth::No) set_bit(std::span(any[role]).subspan(country * words, words), index);
        if (truth == Truth::Unknown) set_bit(std::span(maybe[role]).subspan(country * words, words), index);
      }
    }
  }

  // The patterns that take in this control number.
  template <class Yes>
  void patterns_over(std::string_view eccn, Yes yes) const {
    const auto visit = [&](std::string_view pattern) {
      const auto found = eccn_index.find(pattern);
      if (found == eccn_index.end()) return;
      for (const std::uint32_t unit_index : *found->second) yes(unit_index);
    };
    visit(eccn);
    for (std::size_t dot = eccn.find('.'); dot != std::string_view::npos; dot = eccn.find('.', dot + 1))
      visit(eccn.substr(0, dot));
    if (eccn == "EAR99") return;
    visit("*");
    std::array<char, 5> star{};
    for (std::size_t size = 1; size <= 4 && size <= eccn.size(); ++size) {
      std::memcpy(star.data(), eccn.data(), size);
      star[size] = '*';
      visit({star.data(), size + 1});
    }
  }

  Truth run(const Program& program, const Probe& probe, Scratch& memory,
            const std::array<std::uint32_t, kRoles>& country) const;
  void lifted(std::span<const Found> found, RuleVerdict& verdict) const;
  Truth remembered(std::uint32_t program, const Probe& probe, Scratch& memory,
                   const std::array<std::uint32_t, kRoles>& country) const {
    if (program == kAlways) return Truth::Yes;
    Memo& memo = memory.memos[program];
    if (memo.stamp != memory.stamp) memo = {memory.stamp, run(programs[program], probe, memory, country)};
    return memo.truth;
  }
};

Truth RuleEvaluator::Compiled::run(const Program& program, const Probe& probe, Scratch& memory,
                                   const std::array<std::uint32_t, kRoles>& country) const {
  if (memory.results.size() < program.size()) memory.results.resize(program.size());
  Truth* results = memory.results.data();
  for (std::size_t i = 0; i < program.size(); ++i) {
    const Operation& op = program[i];
    Truth out = Truth::Unknown;
    switch (op.op) {
      case Node::Op::Constant:
        out = op.constant ? Truth::Yes : Truth::No;
        break;
      case Node::Op::And:
        out = both(results[op.left], results[op.right]);
        break;
      case Node::Op::Or:
        out = either(results[op.left], results[op.right]);
        break;
      case Node::Op::Not:
        out = opposite(results[op.left]);
        break;
      case Node::Op::Atom: {
        if (op.by_country != nullptr) {
          out = (*op.by_country)[country[static_cast<std::size_t>(op.role)]];
          const Place& place = place_of(probe.question, op.role);
          if (out == Truth::Unknown && !place.region.empty())
            out = place_in(state, op.node->name, place, probe.day, known, nullptr);
        } else {
          Expression one;
          one.nodes.push_back(*op.node);
          // `results` may not move: test() has results of its own.
          out = test(one, probe, nullptr).truth;
        }
        break;
      }
      case Node::Op::Flag:
        if (const FactValue* value = memory.slots[op.fact]) {
          if (const bool* flag = std::get_if<bool>(value)) out = *flag ? Truth::Yes : Truth::No;
        }
        break;
      case Node::Op::Number:
        if (const FactValue* value = memory.slots[op.fact]) {
          if (const Number* number = std::get_if<Number>(value))
            out = holds(*number <=> op.number, op.compare) ? Truth::Yes : Truth::No;
        }
        break;
      case Node::Op::Text:
        if (const FactValue* value = memory.slots[op.fact]) {
          if (const std::string* text = std::get_if<std::string>(value)) {
            const auto& texts = op.node->texts;
            const bool found = std::find(texts.begin(), texts.end(), *text) != texts.end();
            out = found == (op.compare == Compare::Equal) ? Truth::Yes : Truth::No;
          }
        }
        break;
    }
    results[i] = out;
  }
  return results[program.size() - 1];
}

void RuleEvaluator::Compiled::evaluate(const RuleQuestion& question, Day day, RuleVerdict& verdict) const {
  verdict.outcome = RuleOutcome::NoHit;
  verdict.worst = RuleOutcome::NoHit;
  verdict.met.clear();
  verdict.undecided.clear();
  if (hot.empty()) return;
  Scratch& memory = scratch();
  memory.yes.assign(any_goods.begin(), any_goods.end());
  memory.maybe.assign(words, 0);
  memory.left.resize(std::max(memory.left.size(), words));
  memory.memos.resize(std::max(memory.memos.size(), programs.size()));
  if (++memory.stamp == 0) {  // every four thousand million questions
    std::fill(memory.memos.begin(), memory.memos.end(), Memo{});
    memory.stamp = 1;
  }

  // Facts into their slots; the first of a name counts, as in the interpreter.
  memory.slots.resize(std::max(memory.slots.size(), state.facts.size()));
  for (const std::uint32_t slot : memory.used) memory.slots[slot] = nullptr;
  memory.used.clear();
  bool classes = class_always;
  const auto put = [&](std::uint32_t slot, const FactValue* value) {
    if (memory.slots[slot] != nullptr) return;
    memory.slots[slot] = value;
    memory.used.push_back(slot);
    classes = classes || class_fact[slot];
  };
  for (const Fact& fact : question.facts) {
    const auto found = state.fact_index.find(fact.name);
    if (found != state.fact_index.end()) put(found->second, &fact.value);
  }
  // value, weight_kg and currency are the first three facts of every rule set.
  if (question.value) put(0, &(memory.own[0] = *question.value));
  if (question.weight_kg) put(1, &(memory.own[1] = *question.weight_kg));
  if (!question.currency.empty()) put(2, &(memory.own[2] = question.currency));

  Probe probe{state, question, day, known, {}};
  if (classes) probe.classes = find_classes(probe);

  const auto yes = [&](std::uint32_t index) { set_bit(memory.yes, index); };
  const auto perhaps = [&](std::uint32_t index) { set_bit(memory.maybe, index); };
  // Goods codes.
  const bool several = question.codes.size() > 1;
  // Units for which no code given is of their edition are open; the masks are applied in the loop over words
  // below.
  const std::uint64_t* open_codes = code_scoped.data();
  const std::uint64_t* comparable = no_bits.data();
  if (question.codes.empty()) {
    // All of them.
  } else if (!several) {
    const std::size_t edition = edition_index(question.codes.front().nomenclature.hs_edition);
    if (edition != kEditions.size()) {
      tries[edition].find(question.codes.front(), yes, perhaps);
      comparable = with_edition[edition].data();
    }
  } else {
    // Several codes: whatever one of them touches, or none can be compared with, is looked at one by one
    // below.
    std::array<bool, kEditions.size()> given{};
    for (const GoodsCode& each : question.codes) {
      const std::size_t edition = edition_index(each.nomenclature.hs_edition);
      if (edition == kEditions.size()) continue;
      given[edition] = true;
      tries[edition].find(each, perhaps, perhaps);
    }
    memory.comparable.assign(words, 0);
    for (std::size_t e = 0; e < given.size(); ++e) {
      for (std::size_t w = 0; given[e] && w < words; ++w) memory.comparable[w] |= with_edition[e][w];
    }
    comparable = memory.comparable.data();
  }
  // Control numbers.
  const std::uint64_t* const open_eccns = question.eccns.empty() ? eccn_scoped.data() : no_bits.data();
  for (const std::string& eccn : question.eccns) {
    patterns_over(eccn, yes);
    // Patterns below what was declared: it is too wide to say.
    const std::string wider = eccn + ".";
    for (auto it = eccns.lower_bound(wider); it != eccns.end() && it->first.starts_with(wider); ++it) {
      for (const std::uint32_t index : it->second) perhaps(index);
    }
  }
  for (const ClassState& each : probe.classes) {
    if (each.truth == Truth::Yes) patterns_over(each.row->eccn, yes);
  }
  for (const std::string& chemical : question.chemicals) {
    for (const std::string& id : chemical_closure(state, chemical)) {
      const auto found = chemicals.find(id);
      if (found == chemicals.end()) continue;
      for (const std::uint32_t index : found->second) yes(index);
    }
  }

  // Places, then what is left one by one.
  std::array<std::uint32_t, kRoles> country{};
  std::array<const std::uint64_t*, kRoles> may{};
  std::array<const std::uint64_t*, kRoles> open{};
  for (std::size_t role = 0; role < kRoles; ++role) {
    country[role] = countries.find(place_of(question, static_cast<Role>(role)).country);
    may[role] = any[role].data() + country[role] * words;
    open[role] = maybe[role].data() + country[role] * words;
  }
  combine({.certain = memory.yes.data(),
           .possible = memory.maybe.data(),
           .open_eccns = open_eccns,
           .open_codes = open_codes,
           .comparable = comparable,
           .to = may[0],
           .from = may[1],
           .origin = may[2],
           .active = active_in(day).data(),
           .party = with_party.data(),
           .via = with_via.data(),
           .skip_party = question.parties.empty(),
           .skip_via = question.transit.empty()},
          words, memory.left.data());
  const bool exact = several || classes;
  const auto pass = [&](bool keep) {
    bool lifting = false;
    for (std::size_t w = 0; w < words; ++w) {
      for (std::uint64_t left = memory.left[w]; left != 0; left &= left - 1) {
        const auto bit = static_cast<unsigned>(std::countr_zero(left));
        const auto index = static_cast<std::uint32_t>(w * 64 + bit);
        const Hot& own = hot[index];
        if (day < own.from || own.to < day) continue;
        // Rows are looked at only where the tables do not answer: they are large and far apart in memory.
        Truth scope = Truth::Yes;
        if ((memory.yes[w] >> bit & 1U) == 0) {
          scope = Truth::Unknown;
          if (exact) {
            const Measure& row = state.measures[own.row];
            scope = Truth::No;
            if (!prefixes[index].empty()) scope = codes_answer(probe, prefixes[index], nullptr).truth;
            if (!row.eccns.empty()) scope = either(scope, eccns_answer(probe, row.eccns, nullptr).truth);
            if (scope == Truth::No) continue;
          }
        }
        for (std::size_t role = 0; role < kRoles && scope != Truth::No; ++role) {
          if ((open[role][w] >> bit & 1U) == 0) continue;
          const Place& place = place_of(question, static_cast<Role>(role));
          if (place.region.empty()) {
            scope = both(scope, Truth::Unknown);
            continue;
          }
          const Measure& row = state.measures[own.row];
          const auto& in = role == 0 ? row.to : role == 1 ? row.from : row.origin;
          const auto& out = role == 0 ? row.not_to : role == 1 ? row.not_from : row.not_origin;
          scope = both(scope, places_answer(probe, "", place, in, out, nullptr).truth);
        }
        if (scope != Truth::No && (with_via[w] >> bit & 1U) != 0)
          scope = both(scope, via_answer(probe, state.measures[own.row].via, nullptr).truth);
        if (scope != Truth::No && (with_party[w] >> bit & 1U) != 0)
          scope = both(scope, parties_answer(probe, state.measures[own.row].parties, nullptr).truth);
        if (scope != Truth::No) scope = both(scope, remembered(own.when, probe, memory, country));
        if (scope == Truth::No) continue;
        RuleOutcome least = own.effect;
        RuleOutcome most = own.effect;
        if (own.condition_count != 0) {
          bool first = true;
          bool settled = false;
          const auto possible = [&](RuleOutcome effect) {
            least = first ? effect : std::min(least, effect);
            most = first ? effect : std::max(most, effect);
            first = false;
          };
          for (std::size_t i = 0; i < own.condition_count && !settled; ++i) {
            const Condition& condition = conditions[own.conditions + i];
            const Truth truth = remembered(condition.program, probe, memory, country);
            if (truth == Truth::No) continue;
            possible(condition.effect);
            settled = truth == Truth::Yes;
          }
          if (!settled) possible(own.effect);
        }
        const Truth met = scope == Truth::Yes && least == most ? Truth::Yes : Truth::Unknown;
        if (scope != Truth::Yes) least = RuleOutcome::NoHit;
        (met == Truth::Yes ? verdict.met : verdict.undecided).push_back(own.row);
        verdict.outcome = std::max(verdict.outcome, contribution(own.type, met, least, most));
        verdict.worst = std::max(verdict.worst, worst_contribution(own.type, met, least, most));
        if (own.type == MeasureType::Authorisation && met == Truth::Yes) lifting = true;
        if (keep) memory.states.push_back({own.row, met, least, most});
      }
    }
    return lifting;
  };
  if (!pass(false)) return;
  // An authorisation is met: once more, keeping what each row came to.
  verdict.met.clear();
  verdict.undecided.clear();
  memory.states.clear();
  pass(true);
  lifted(memory.states, verdict);
}

// Some authorisation is met: the outcome is taken again, with what it takes away.
void RuleEvaluator::Compiled::lifted(std::span<const Found> found, RuleVerdict& verdict) const {
  std::vector<RowState> states;
  for (const Found& each : found) {
    RowState& out = states.emplace_back();
    out.row = &state.measures[each.row];
    out.state = each.met;
    out.least = each.least;
    out.most = each.most;
  }
  lift(states);
  verdict.outcome = RuleOutcome::NoHit;
  verdict.worst = RuleOutcome::NoHit;
  for (const RowState& each : states) {
    verdict.outcome = std::max(verdict.outcome, contribution(each));
    verdict.worst = std::max(verdict.worst, worst_contribution(each));
  }
}

RuleEvaluator::RuleEvaluator(RuleSet rules, Moment known_at)
    : compiled_(std::make_unique<Compiled>(std::move(rules), known_at)) {}
RuleEvaluator::RuleEvaluator(RuleEvaluator&&) noexcept = default;
RuleEvaluator& RuleEvaluator::operator=(RuleEvaluator&&) noexcept = default;
RuleEvaluator::~RuleEvaluator() = default;

void RuleEvaluator::evaluate(const RuleQuestion& question, Day valid_date, RuleVerdict& verdict) const {
  compiled_->evaluate(question, valid_date, verdict);
}
const RuleSet& RuleEvaluator::rules() const noexcept {
  return compiled_->rules;
}

}  // namespace weir
