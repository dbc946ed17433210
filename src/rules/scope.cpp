#include "rules/scope.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace weir::rules {
namespace {

void merge(std::vector<std::string>& into, const std::vector<std::string>& from) {
  for (const std::string& value : from) {
    if (std::find(into.begin(), into.end(), value) == into.end()) into.push_back(value);
  }
}

// One part more that must hold.
void also(Answer& all, Answer part) {
  all.truth = both(all.truth, part.truth);
  if (part.truth == Truth::Unknown) merge(all.needs, part.needs);
  if (all.truth == Truth::No) all.needs.clear();
}

// One way more to hold.
void or_else(Answer& any, Answer part) {
  any.truth = either(any.truth, part.truth);
  if (part.truth == Truth::Unknown) merge(any.needs, part.needs);
  if (any.truth != Truth::Unknown) any.needs.clear();
}

std::string status_note(RuleStatus status) {
  return status == RuleStatus::Verified ? "" : fmt::format(" ({})", rule_status_text(status));
}

std::string value_text(const FactValue& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const Number* number = std::get_if<Number>(&value)) return number->text(6);
  return "'" + std::get<std::string>(value) + "'";
}

std::string place_text(const Place& place) {
  if (place.country.empty()) return "not said";
  return place.region.empty() ? place.country : place.region;
}

Place place_of(const std::string& country) {
  return {country, ""};
}

Answer atom_answer(const Node& node, const Probe& probe, Trace* trace) {
  const RuleQuestion& question = probe.question;
  switch (node.atom) {
    case AtomKind::Code: {
      const Prefix prefix{&node.code, nullptr};
      return codes_answer(probe, {&prefix, 1}, trace);
    }
    case AtomKind::CodeSet: {
      const auto prefixes = prefixes_of(probe.rules, {}, {node.name}, probe.day, probe.known);
      return codes_answer(probe, prefixes, trace);
    }
    case AtomKind::Eccn:
      return eccns_answer(probe, {node.name}, trace);
    case AtomKind::Chemical:
      return chemicals_answer(probe, {node.name}, trace);
    case AtomKind::To:
      return places_answer(probe, "destination", question.destination, {node.name}, {}, trace);
    case AtomKind::From:
      return places_answer(probe, "departure", question.departure, {node.name}, {}, trace);
    case AtomKind::Origin:
      return places_answer(probe, "origin", question.origin, {node.name}, {}, trace);
    case AtomKind::Via:
      return via_answer(probe, {node.name}, trace);
    case AtomKind::Party:
      return parties_answer(probe, {node.name}, trace);
    case AtomKind::Document: {
      const bool at_hand = std::find(question.documents.begin(), question.documents.end(), node.name) !=
                           question.documents.end();
      Answer out{at_hand ? Truth::Yes : Truth::No, {}};
      if (trace != nullptr)
        trace->step(out.truth, fmt::format("document {} is {}at hand", node.name, at_hand ? "" : "not "));
      return out;
    }
  }
  return {Truth::No, {}};
}

Answer fact_answer(const Node& node, const Probe& probe, Trace* trace) {
  FactValue own;
  const FactValue* value = find_fact(probe.question, node.name, own);
  Answer out{Truth::Unknown, {}};
  const auto unknown = [&](std::string text) {
    if (trace != nullptr) {
      out.needs.push_back(node.name);
      trace->step(Truth::Unknown, std::move(text));
    }
    return out;
  };
  if (value == nullptr) {
    if (trace == nullptr) return out;
    if (node.op == Node::Op::Flag) return unknown(fmt::format("{} is not known", node.name));
    Expression one;
    one.nodes.push_back(node);
    return unknown(fmt::format("{}: {} is not known", one.text(), node.name));
  }
  bool holds_now = false;
  switch (node.op) {
    case Node::Op::Flag: {
      const bool* flag = std::get_if<bool>(value);
      if (flag == nullptr)
        return unknown(
            fmt::format("{} is given as {}; expected true or false", node.name, value_text(*value)));
      holds_now = *flag;
      break;
    }
    case Node::Op::Number: {
      const Number* number = std::get_if<Number>(value);
      if (number == nullptr)
        return unknown(fmt::format("{} is given as {}; expected a number", node.name, value_text(*value)));
      holds_now = holds(*number <=> node.number, node.compare);
      break;
    }
    default: {
      const std::string* text = std::get_if<std::string>(value);
      if (text == nullptr)
        return unknown(fmt::format("{} is given as {}; expected a text", node.name, value_text(*value)));
      const bool found = std::find(node.texts.begin(), node.texts.end(), *text) != node.texts.end();
      holds_now = found == (node.compare == Compare::Equal);
      break;
    }
  }
  out.truth = holds_now ? Truth::Yes : Truth::No;
  if (trace != nullptr) {
    const FactDefinition* definition = probe.rules.fact(node.name);
    const std::string unit = definition == nullptr || definition->unit.empty() ? "" : " " + definition->unit;
    std::string text;
    if (node.op == Node::Op::Flag)
      text = fmt::format("{} is {}", node.name, value_text(*value));
    else if (node.op == Node::Op::Number)
      text = fmt::format("{} = {}{}; test: {} {}{}", node.name, value_text(*value), unit,
                         compare_text(node.compare), node.number.text(18), unit);
    else
      text = fmt::format("{} = {}; test: {} '{}'", node.name, value_text(*value),
                         node.texts.size() == 1 ? compare_text(node.compare) : "one of",
                         fmt::join(node.texts, "', '"));
    trace->step(out.truth, std::move(text));
  }
  return out;
}

}  // namespace

const FactValue* find_fact(const RuleQuestion& question, std::string_view name, FactValue& own) {
  for (const Fact& fact : question.facts) {
    if (fact.name == name) return &fact.value;
  }
  if (name == "value" && question.value) {
    own = *question.value;
    return &own;
  }
  if (name == "weight_kg" && question.weight_kg) {
    own = *question.weight_kg;
    return &own;
  }
  if (name == "currency" && !question.currency.empty()) {
    own = question.currency;
    return &own;
  }
  return nullptr;
}

Answer test(const Expression& expression, const Probe& probe, Trace* trace) {
  if (expression.always()) return {Truth::Yes, {}};
  std::vector<Answer> results(expression.nodes.size());
  for (std::size_t i = 0; i < expression.nodes.size(); ++i) {
    const Node& node = expression.nodes[i];
    Answer& out = results[i];
    switch (node.op) {
      case Node::Op::Constant:
        out.truth = node.constant ? Truth::Yes : Truth::No;
        break;
      case Node::Op::And:
        out = results[node.left];
        also(out, results[node.right]);
        break;
      case Node::Op::Or:
        out = results[node.left];
        or_else(out, results[node.right]);
        break;
      case Node::Op::Not:
        out = results[node.left];
        out.truth = opposite(out.truth);
        break;
      case Node::Op::Atom:
        out = atom_answer(node, probe, trace);
        break;
      default:
        out = fact_answer(node, probe, trace);
        break;
    }
  }
  return std::move(results.back());
}

Truth place_in(const RuleSet::State& rules, std::string_view value, const Place& place, Day day, Moment known,
               Trace* trace) {
  if (value == "*") return Truth::Yes;
  if (place.country.empty()) return Truth::Unknown;
  const auto area = rules.area_versions.find(std::string(value));
  if (area == rules.area_versions.end()) {
    if (value == place.country) return Truth::Yes;
    if (value.size() <= 3 || !value.starts_with(place.country) || value[2] != '-') return Truth::No;
    if (place.region.empty()) return Truth::Unknown;
    return value == place.region ? Truth::Yes : Truth::No;
  }
  Truth in = Truth::No;
  Truth out = Truth::No;
  for (const Versions& versions : area->second) {
    const AreaMember* row = in_force(rules.areas, versions, day, known);
    if (row == nullptr) continue;
    Trace inner;
    const Truth truth = place_in(rules, row->member, place, day, known, trace == nullptr ? nullptr : &inner);
    if (truth != Truth::No && trace != nullptr) {
      trace->rest_on(weaker(row->status, inner.status));
      if (truth == Truth::Yes && in != Truth::Yes)
        trace->step(row->out ? Truth::No : Truth::Yes,
                    fmt::format("{} is {} {} {}{}: {}", row->member, row->out ? "taken out of" : "in", value,
                                row->valid_from ? "since " + day_text(row->valid_from) : "",
                                status_note(row->status), row->citation));
    }
    (row->out ? out : in) = either(row->out ? out : in, truth);
  }
  return both(in, opposite(out));
}

Answer places_answer(const Probe& probe, std::string_view role, const Place& place,
                     const std::vector<std::string>& in, const std::vector<std::string>& out, Trace* trace) {
  if (in.empty() && out.empty()) return {Truth::Yes, {}};
  Truth inside = in.empty() ? Truth::Yes : Truth::No;
  Trace inner;
  Trace* notes = trace == nullptr ? nullptr : &inner;
  for (const std::string& value : in)
    inside = either(inside, place_in(probe.rules, value, place, probe.day, probe.known, notes));
  Truth left_out = Truth::No;
  for (const std::string& value : out)
    left_out = either(left_out, place_in(probe.rules, value, place, probe.day, probe.known, notes));
  Answer answer{both(inside, opposite(left_out)), {}};
  if (trace == nullptr) return answer;
  if (answer.truth == Truth::Unknown)
    answer.needs.emplace_back(place.country.empty() ? std::string(role) : fmt::format("{}_region", role));
  if (answer.truth != Truth::No || left_out == Truth::Yes) trace->rest_on(inner.status);
  std::string text = fmt::format("{} {}", role, place_text(place));
  if (!in.empty()) text += fmt::format("; in: {}", fmt::join(in, ", "));
  if (!out.empty()) text += fmt::format("; not in: {}", fmt::join(out, ", "));
  trace->step(answer.truth, std::move(text));
  if (answer.truth != Truth::No || left_out == Truth::Yes)
    std::move(inner.steps.begin(), inner.steps.end(), std::back_inserter(trace->steps));
  return answer;
}

Answer via_answer(const Probe& probe, const std::vector<std::string>& via, Trace* trace) {
  if (via.empty()) return {Truth::Yes, {}};
  Answer any{Truth::No, {}};
  for (const Place& place : probe.question.transit)
    or_else(any, places_answer(probe, "transit", place, via, {}, trace));
  if (probe.question.transit.empty() && trace != nullptr)
    trace->step(Truth::No, fmt::format("no transit country is given; in: {}", fmt::join(via, ", ")));
  return any;
}

bool party_has(const RuleSet::State& rules, const PartyFact& party, std::string_view pattern, Day day,
               Moment known) {
  const std::size_t at = pattern.find('@');
  if (at != std::string_view::npos) {
    if (party.role != pattern.substr(0, at)) return false;
    pattern.remove_prefix(at + 1);
  }
  if (pattern.starts_with("country:") && !party.country.empty() &&
      place_in(rules, pattern.substr(8), place_of(party.country), day, known, nullptr) == Truth::Yes)
    return true;
  return std::find(party.tags.begin(), party.tags.end(), pattern) != party.tags.end();
}

Answer parties_answer(const Probe& probe, const std::vector<std::string>& patterns, Trace* trace) {
  if (patterns.empty()) return {Truth::Yes, {}};
  Answer any{Truth::No, {}};
  for (const PartyFact& party : probe.question.parties) {
    for (const std::string& pattern : patterns) {
      if (!party_has(probe.rules, party, pattern, probe.day, probe.known)) continue;
      any.truth = Truth::Yes;
      if (trace == nullptr) return any;
      trace->step(Truth::Yes, fmt::format("{} {} is {}", party.role.empty() ? "party" : party.role,
                                          party.name.empty() ? "(no name)" : party.name, pattern));
    }
  }
  if (trace != nullptr && any.truth == Truth::No)
    trace->step(Truth::No, fmt::format("no party is {}", fmt::join(patterns, " or ")));
  return any;
}

std::vector<Prefix> prefixes_of(const RuleSet::State& rules, const std::vector<GoodsCode>& codes,
                                const std::vector<std::string>& sets, Day day, Moment known) {
  std::vector<Prefix> out;
  out.reserve(codes.size());
  for (const GoodsCode& code : codes) out.push_back({&code, nullptr});
  for (const std::string& name : sets) {
    const std::size_t slash = name.find('/');
    const auto found = rules.set_versions.find(name.substr(0, slash));
    if (found == rules.set_versions.end()) continue;
    for (const Versions& versions : found->second) {
      const CodeSetEntry* entry = in_force(rules.code_sets, versions, day, known);
      if (entry == nullptr || entry->out) continue;
      if (slash != std::string::npos && entry->tag != std::string_view(name).substr(slash + 1)) continue;
      out.push_back({&entry->code, entry});
    }
  }
  return out;
}

CodeMatch match_code(const GoodsCode& prefix, const GoodsCode& code) noexcept {
  if (prefix.nomenclature.hs_edition != code.nomenclature.hs_edition) return CodeMatch::OtherEdition;
  const std::string_view wanted = prefix.digits;
  const std::string_view given = code.digits;
  // Beyond six digits each system numbers for itself.
  if (wanted.size() > 6 && prefix.nomenclature.system != code.nomenclature.system) {
    const std::size_t shared = std::min<std::size_t>(6, given.size());
    return wanted.substr(0, shared) == given.substr(0, shared) ? CodeMatch::Unknown : CodeMatch::No;
  }
  if (given.starts_with(wanted)) return CodeMatch::Yes;
  return wanted.starts_with(given) ? CodeMatch::Unknown : CodeMatch::No;
}

Answer codes_answer(const Probe& probe, std::span<const Prefix> prefixes, Trace* trace) {
  Answer out{Truth::No, {}};
  if (prefixes.empty()) {
    if (trace != nullptr) trace->step(Truth::No, "its code set is empty on this day");
    return out;
  }
  const auto need = [&] {
    if (trace != nullptr) out.needs.emplace_back("hs_code");
  };
  if (probe.question.codes.empty()) {
    out.truth = Truth::Unknown;
    need();
    if (trace != nullptr) trace->step(Truth::Unknown, "no goods code is given");
    return out;
  }
  bool comparable = false;
  bool definite_yes = false;
  bool definite = false;
  bool some = false;
  bool all_candidates = true;
  for (const GoodsCode& code : probe.question.codes) {
    CodeMatch best = CodeMatch::OtherEdition;
    const Prefix* by = nullptr;
    for (const Prefix& prefix : prefixes) {
      const CodeMatch match = match_code(*prefix.code, code);
      if (match <= best) continue;
      best = match;
      by = &prefix;
      if (match == CodeMatch::Yes) break;
    }
    if (best == CodeMatch::OtherEdition) {
      if (trace != nullptr)
        trace->step(Truth::Unknown,
                    fmt::format("goods code {} is of another HS edition than the rule ({}): it must be "
                                "concorded first",
                                code_text(code), nomenclature_text(prefixes.front().code->nomenclature)));
      continue;
    }
    comparable = true;
    if (!code.candidate) definite = true;
    if (best == CodeMatch::Yes && !code.candidate) definite_yes = true;
    if (best != CodeMatch::No) some = true;
    if (best != CodeMatch::Yes) all_candidates = false;
    if (trace != nullptr && by != nullptr && best != CodeMatch::No) {
      if (by->entry != nullptr) trace->rest_on(by->entry->status);
      std::string text = fmt::format(
          "{}goods code {} {} {}", code.candidate ? "candidate " : "", code_text(code),
          best == CodeMatch::Yes ? "is under"
                                 : "is too short, or of another national system, to say whether it is under",
          code_text(*by->code));
      if (by->entry != nullptr)
        text += fmt::format(", {}{} in {}: {}", by->entry->tag.empty() ? "" : "tag ", by->entry->tag,
                            by->entry->set, by->entry->text);
      trace->step(best == CodeMatch::Yes ? Truth::Yes : Truth::Unknown, std::move(text));
    }
  }
  if (!comparable || (some && !definite_yes && (definite || !all_candidates)))
    out.truth = Truth::Unknown;
  else if (definite_yes || (some && all_candidates))
    out.truth = Truth::Yes;
  if (out.truth == Truth::Unknown) need();
  if (out.truth == Truth::No && trace != nullptr) {
    trace->step(Truth::No,
                fmt::format("goods code {} is not under {}{}", code_text(probe.question.codes.front()),
                            code_text(*prefixes.front().code),
                            prefixes.size() > 1 ? fmt::format(" and {} more", prefixes.size() - 1) : ""));
  }
  return out;
}

std::vector<ClassState> find_classes(const Probe& probe) {
  std::vector<ClassState> out;
  for (const Versions& versions : probe.rules.class_versions) {
    const Classification* row = in_force(probe.rules.classifications, versions, probe.day, probe.known);
    if (row == nullptr) continue;
    ClassState state;
    state.row = row;
    state.test = &probe.rules.class_tests[static_cast<std::size_t>(row - probe.rules.classifications.data())];
    for (const Node& node : state.test->nodes) {
      FactValue own;
      if ((node.op == Node::Op::Flag || node.op == Node::Op::Number || node.op == Node::Op::Text) &&
          find_fact(probe.question, node.name, own) != nullptr)
        state.asked = true;
    }
    state.truth = test(*state.test, probe, nullptr).truth;
    out.push_back(state);
  }
  return out;
}

Answer eccns_answer(const Probe& probe, const std::vector<std::string>& patterns, Trace* trace) {
  Answer any{Truth::No, {}};
  const auto& declared = probe.question.eccns;
  for (const std::string& pattern : patterns) {
    Answer one{Truth::No, {}};
    for (const std::string& eccn : declared) {
      const Truth truth = eccn_under(eccn, pattern);
      if (truth != Truth::No && trace != nullptr)
        trace->step(truth,
                    fmt::format("declared {} {} {}", eccn,
                                truth == Truth::Yes ? "is under" : "is wider than, and may be,", pattern));
      one.truth = either(one.truth, truth);
    }
    if (one.truth == Truth::Unknown && trace != nullptr) one.needs.emplace_back("eccn");
    // What parameters say about this control number: rows of which any has a fact speak, and then all of
    // them.
    bool described = false;
    Answer derived{Truth::No, {}};
    for (const ClassState& state : probe.classes) {
      if (eccn_under(state.row->eccn, pattern) != Truth::Yes) continue;
      described = described || state.asked;
      derived.truth = either(derived.truth, state.truth);
    }
    const bool stands = described && pattern.back() != '*';
    if (trace != nullptr && (derived.truth == Truth::Yes || (declared.empty() && stands))) {
      for (const ClassState& state : probe.classes) {
        if (state.truth == Truth::No || eccn_under(state.row->eccn, pattern) != Truth::Yes) continue;
        Trace inner;
        const Answer answer = test(*state.test, probe, &inner);
        if (answer.truth == Truth::Unknown) merge(derived.needs, answer.needs);
        if (answer.truth == Truth::Yes) trace->rest_on(weaker(state.row->status, inner.status));
        trace->step(
            answer.truth,
            fmt::format("parameters {} {}{}: {}", answer.truth == Truth::Yes ? "lead to" : "do not decide",
                        state.row->eccn, status_note(state.row->status), state.row->citation));
        std::move(inner.steps.begin(), inner.steps.end(), std::back_inserter(trace->steps));
      }
    }
    if (derived.truth == Truth::Yes) {
      one = {Truth::Yes, {}};  // what the parameters say outweighs what was declared
    } else if (declared.empty()) {
      if (stands) {
        one = derived;
      } else {
        one.truth = Truth::Unknown;
        if (trace != nullptr) one.needs.emplace_back("eccn");
      }
    }
    or_else(any, one);
  }
  if (trace != nullptr) {
    if (declared.empty() && any.truth == Truth::Unknown)
      trace->step(Truth::Unknown,
                  fmt::format("no control number is given; the rule is for {}", fmt::join(patterns, ", ")));
    else if (any.truth == Truth::No)
      trace->step(Truth::No, fmt::format("control number {} is not under {}",
                                         declared.empty() ? "(by parameters)" : join(declared),
                                         fmt::join(patterns, ", ")));
  }
  return any;
}

std::vector<std::string> chemical_closure(const RuleSet::State& rules, std::string_view id) {
  std::vector<std::string> out{std::string(id)};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto found = rules.chemical_index.find(out[i]);
    if (found == rules.chemical_index.end()) continue;
    for (const std::string& name : rules.chemicals[found->second].classes) {
      if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    }
  }
  return out;
}

Answer chemicals_answer(const Probe& probe, const std::vector<std::string>& ids, Trace* trace) {
  Answer any{Truth::No, {}};
  for (const std::string& chemical : probe.question.chemicals) {
    for (const std::string& id : chemical_closure(probe.rules, chemical)) {
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) continue;
      any.truth = Truth::Yes;
      if (trace == nullptr) return any;
      const auto found = probe.rules.chemical_index.find(chemical);
      const ChemicalDefinition* row =
          found == probe.rules.chemical_index.end() ? nullptr : &probe.rules.chemicals[found->second];
      if (row != nullptr) trace->rest_on(row->status);
      trace->step(Truth::Yes,
                  fmt::format("{}{} {} {}", chemical, row == nullptr ? "" : fmt::format(" ({})", row->name),
                              id == chemical ? "is named:" : "belongs to", id));
    }
  }
  if (trace != nullptr && any.truth == Truth::No)
    trace->step(Truth::No, probe.question.chemicals.empty()
                               ? std::string("no chemical is named")
                               : fmt::format("none of the chemicals is {}", fmt::join(ids, ", ")));
  return any;
}

Answer goods_answer(const Probe& probe, const Measure& row, Trace* trace) {
  if (all_goods(row)) return {Truth::Yes, {}};
  Answer any{Truth::No, {}};
  if (!row.codes.empty() || !row.code_sets.empty()) {
    const auto prefixes = prefixes_of(probe.rules, row.codes, row.code_sets, probe.day, probe.known);
    or_else(any, codes_answer(probe, prefixes, trace));
  }
  if (!row.eccns.empty()) or_else(any, eccns_answer(probe, row.eccns, trace));
  if (!row.chemicals.empty()) or_else(any, chemicals_answer(probe, row.chemicals, trace));
  return any;
}

Answer scope_answer(const Probe& probe, const Measure& row, const MeasureTests& tests, Trace* trace) {
  const RuleQuestion& question = probe.question;
  Answer all{Truth::Yes, {}};
  bool failed = false;
  // The first part that says No ends it, but for the parts that cost little: they explain.
  const auto part = [&](Answer answer) {
    failed = failed || answer.truth == Truth::No;
    if (failed) {
      all = {Truth::No, {}};
      return;
    }
    also(all, std::move(answer));
  };
  part(places_answer(probe, "destination", question.destination, row.to, row.not_to, trace));
  if (!failed) part(places_answer(probe, "departure", question.departure, row.from, row.not_from, trace));
  if (!failed) part(places_answer(probe, "origin", question.origin, row.origin, row.not_origin, trace));
  if (!failed) part(via_answer(probe, row.via, trace));
  if (!failed) part(parties_answer(probe, row.parties, trace));
  if (!failed) part(goods_answer(probe, row, trace));
  if (!failed) part(test(tests.when, probe, trace));
  return all;
}

}  // namespace weir::rules
