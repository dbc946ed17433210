#include "screen/shipment_memo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "facts/dates.hpp"
#include "screen/shipment_screen.hpp"

namespace weir::screen {
namespace {

constexpr std::size_t kMostInMemo = 12;

void once(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

void bound(std::vector<std::string>& list, std::size_t most) {
  if (list.size() <= most) return;
  const std::size_t more = list.size() - most;
  list.resize(most);
  list.push_back(fmt::format("and {} more: see the JSON output", more));
}

// A measure that is met, with the lines that meet it.
struct Met {
  const MeasureFinding* finding;
  std::vector<std::size_t> lines;
};

bool counts(const MeasureFinding& finding) {
  return finding.state == Truth::Yes && finding.effect != RuleOutcome::NoHit && finding.lifted_by.empty();
}

void add_met(std::vector<Met>& met, const MeasureFinding& finding, std::size_t line) {
  const auto known =
      std::find_if(met.begin(), met.end(), [&](const Met& m) { return m.finding->id == finding.id; });
  if (known == met.end()) {
    met.push_back({&finding, {line}});
  } else {
    known->lines.push_back(line);
  }
}

std::string lines_text(const std::vector<std::size_t>& lines, std::size_t all) {
  if (all < 2 || lines.size() >= all) return {};
  return fmt::format(" ({} {})", lines.size() == 1 ? "line" : "lines", fmt::join(lines, ", "));
}

// "in force since 2024-01-25", as far as the row says.
std::string days_text(const MeasureFinding& finding) {
  const auto day = [](const std::optional<Day>& one) { return facts::iso_day(*one); };
  if (finding.valid_from && finding.valid_to)
    return fmt::format("in force {} to {}; ", day(finding.valid_from), day(finding.valid_to));
  if (finding.valid_from) return fmt::format("in force since {}; ", day(finding.valid_from));
  if (finding.valid_to) return fmt::format("in force until {}; ", day(finding.valid_to));
  return {};
}

// Where a measure is from: days, source, how well it is known.
std::string basis_text(const MeasureFinding& finding) {
  return fmt::format("[{}; {}{}]", finding.citation, days_text(finding), rule_status_text(finding.status));
}

std::string_view effect_words(RuleOutcome effect) {
  switch (effect) {
    case RuleOutcome::Prohibited:
      return "Prohibited";
    case RuleOutcome::LicenceRequired:
      return "Licence required";
    default:
      return "For a person to decide";
  }
}

// What tells the party from the entry that it met.
std::string_view to_tell_apart(Schema schema) {
  switch (schema) {
    case Schema::Person:
      return "full name, date and place of birth, number of an identity document";
    case Schema::Vessel:
      return "IMO number, flag and owner";
    default:
      return "registration number, address, directors and owners";
  }
}

class Memo {
 public:
  Memo(const inputs::Shipment& shipment, ShipmentDecision& out) : shipment_(shipment), out_(out) {}

  void parties() {
    std::set<std::string_view> told;
    for (const PartyFinding& party : out_.parties) {
      // Who stands in two roles is told once.
      if (!told.insert(party.name).second) continue;
      std::string who = party.role;
      for (const PartyFinding& other : out_.parties) {
        if (&other != &party && other.name == party.name) who += " and " + other.role;
      }
      who += fmt::format(" \"{}\"", party.name);
      if (!party.decision->hits.empty()) {
        hit(who, *party.decision);
        once(out_.ask, fmt::format("Who exactly is \"{}\": {}?", party.name,
                                   to_tell_apart(party.decision->hits.front().schema)));
        continue;  // an owner is part of the hit
      }
      for (const std::string& owner : party.owned)
        once(out_.look_at, fmt::format("{}: {}; the rules of the day say what follows", who, owner));
    }
  }

  void measures() {
    std::vector<Met> met;
    std::vector<Met> if_confirmed;
    for (const LineFinding& line : out_.lines) {
      for (const MeasureFinding& finding : line.rules->findings) {
        if (counts(finding)) add_met(met, finding, line.number);
      }
      if (!line.if_confirmed) continue;
      for (const MeasureFinding& finding : line.if_confirmed->findings) {
        const bool certain =
            std::any_of(line.rules->findings.begin(), line.rules->findings.end(),
                        [&](const MeasureFinding& one) { return one.id == finding.id && counts(one); });
        if (counts(finding) && !certain) add_met(if_confirmed, finding, line.number);
      }
    }
    const auto by_effect = [](const Met& a, const Met& b) { return a.finding->effect > b.finding->effect; };
    std::stable_sort(met.begin(), met.end(), by_effect);
    std::stable_sort(if_confirmed.begin(), if_confirmed.end(), by_effect);
    for (const Met& one : met) {
      const bool stop = one.finding->effect >= RuleOutcome::LicenceRequired;
      once(stop ? out_.stops : out_.look_at, measure_text(one));
    }
    for (const Met& one : if_confirmed)
      once(out_.look_at, "if the chemical is confirmed, " + measure_text(one));
  }

  void chemicals() {
    for (const LineFinding& line : out_.lines) {
      const bool met = std::any_of(line.rules->findings.begin(), line.rules->findings.end(), counts);
      for (const LineChemical& chemical : line.goods->chemicals) {
        if (!chemical.what.matches.empty() && !met && !line.if_confirmed)
          once(
              out_.look_at,
              fmt::format("line {}: the tables know {}, but no measure of theirs is met on this day and this "
                          "route: weir chem shows all of them (weigh)",
                          line.number, chemical.what.matches.front().name));
        for (const chem::Match& match : chemical.what.matches) {
          const bool class_match =
              match.kind == chem::MatchKind::ClassCandidate || match.kind == chem::MatchKind::ScaffoldOnly;
          if (class_match) {
            once(out_.look_at, fmt::format("for a chemist: line {}: {}: {} [{}; {}]", line.number, match.name,
                                           match.why, match.citation, rule_status_text(match.status)));
          } else if (!chemical.doubt.empty() && match.kind == chem::MatchKind::Entry) {
            once(out_.look_at, fmt::format("line {}: the text names {} ({}), but {}", line.number, match.name,
                                           match.id, chemical.doubt));
            once(out_.ask, "Which chemical is it: CAS number or structure?");
          }
        }
      }
    }
  }

  void flags() {
    for (const RedFlag& flag : out_.flags) {
      once(out_.look_at, fmt::format("{}{} [{}; {}]", flag.text, flag.review ? "" : " (weigh)", flag.citation,
                                     flag.status));
      once(out_.ask, flag.ask);
    }
  }

  void missing() {
    struct Need {
      std::string ask;
      std::vector<std::string> titles;  // of the measures that wait
    };
    std::map<std::string, Need> needs;
    for (const LineFinding& line : out_.lines) {
      for (const NeededFact& fact : line.rules->needs) {
        Need& need = needs[fact.name];
        need.ask = fact.ask;
        for (const std::string& id : fact.measures) {
          for (const MeasureFinding& finding : line.rules->findings) {
            if (finding.id == id) once(need.titles, fmt::format("{} {}", finding.title, basis_text(finding)));
          }
        }
      }
    }
    // Facts for which the same measures wait are one question.
    std::map<std::vector<std::string>, std::string> by_titles;
    for (const auto& [name, need] : needs) {
      // The record's own words are no answer that a rule can test.
      const std::string said = name == "end_use" && !shipment_.end_use.empty()
                                   ? fmt::format(" The record says \"{}\".", shipment_.end_use)
                                   : std::string{};
      std::string& asks = by_titles[need.titles];
      asks += fmt::format("{}{}{}", asks.empty() ? "" : " ",
                          need.ask.empty() ? fmt::format("\"{}\" is not said.", name) : need.ask, said);
    }
    std::vector<std::pair<std::vector<std::string>, std::string>> sorted(by_titles.begin(), by_titles.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    for (const auto& [titles, asks] : sorted) {
      constexpr std::size_t kNamed = 2;
      std::string waits;
      for (std::size_t i = 0; i < std::min(kNamed, titles.size()); ++i)
        waits += (i == 0 ? "" : "; ") + titles[i];
      if (titles.size() > kNamed) waits += fmt::format("; and {} more", titles.size() - kNamed);
      once(out_.missing, waits.empty() ? asks : fmt::format("{} It decides on: {}", asks, waits));
    }
    if (out_.date_assumed) out_.missing.emplace_back("date: the shipment has none; today's rules were asked");
    if (shipment_.to.empty()) once(out_.ask, "What is the country of final destination?");
  }

  void finish() {
    bound(out_.stops, kMostInMemo);
    bound(out_.look_at, 2 * kMostInMemo);
    bound(out_.missing, kMostInMemo);
    bound(out_.ask, kMostInMemo);
  }

 private:
  [[nodiscard]] std::string measure_text(const Met& met) const {
    const MeasureFinding& finding = *met.finding;
    std::string text = fmt::format("{}: {}", effect_words(finding.effect), finding.title);
    if (!finding.policy.empty()) text += fmt::format("; policy: {}", finding.policy);
    text += lines_text(met.lines, shipment_.lines.size());
    return text + " " + basis_text(finding);
  }

  void hit(const std::string& who, const Decision& decision) {
    const Hit& hit = decision.hits.front();
    const std::size_t more = decision.hits.size() - 1;
    std::string text;
    if (hit.list == "ownership") {
      text = fmt::format("{} may be {} of the ownership data", who, hit.name);
    } else {
      text = fmt::format("{} may be {} ({} {}{}{})", who, hit.name, hit.list, hit.entry_id,
                         hit.programmes.empty() ? "" : ", ", fmt::join(hit.programmes, ", "));
      if (hit.matched_name != hit.name) text += fmt::format(", by its other name {}", hit.matched_name);
    }
    text += fmt::format(", score {:.2f}", hit.score);
    for (const Evidence& evidence : hit.evidence) {
      if (evidence.kind != "name" && evidence.kind != "rarity" && evidence.kind != "alias_quality")
        text += "; " + evidence.text;
    }
    if (more > 0) text += fmt::format("; and {} more {}", more, more == 1 ? "entry" : "entries");
    once(out_.stops, text + "; compare before anything moves");
  }

  const inputs::Shipment& shipment_;
  ShipmentDecision& out_;
};

}  // namespace

void write_memo(const inputs::Shipment& shipment, ShipmentDecision& decision) {
  Memo memo(shipment, decision);
  memo.parties();
  memo.measures();
  memo.chemicals();
  memo.flags();
  memo.missing();
  memo.finish();
}

}  // namespace weir::screen
