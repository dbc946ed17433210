#include "screen/party_screen.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "facts/identifiers.hpp"
#include "match/evidence.hpp"
#include "match/signs.hpp"
#include "snapshot/hashing.hpp"

namespace weir::screen {
namespace {

// A weight of which the logistic reaches the threshold.
double weight_for(double threshold) {
  constexpr double kEdge = 1e-9;
  if (threshold <= kEdge) return -std::numeric_limits<double>::infinity();
  const double p = std::min(threshold, 1 - kEdge);
  return std::log(p / (1 - p));
}

// Bounds are worked out in another order than scores, in single precision.
constexpr double kRounding = 1e-3;

}  // namespace

PartyScreen::PartyScreen(const snapshot::View& snapshot, std::shared_ptr<const match::TokenIndex> words)
    : snapshot_(snapshot), retriever_(snapshot, std::move(words)) {}

const snapshot::PartyFacts& PartyScreen::facts_of(std::uint32_t party) {
  if (facts_.size() >= kMostFacts) facts_.clear();
  const auto [found, added] = facts_.try_emplace(party);
  if (added) found->second = snapshot_.party_facts(party);
  return found->second;
}

bool PartyScreen::identified(std::uint32_t party) const {
  return std::binary_search(by_identifier_.begin(), by_identifier_.end(), party);
}

PartyScreen::PartyNeeds::PartyNeeds(PartyScreen& screen, const Party& question, double threshold)
    : screen_(screen),
      facts_(question),
      needed_(weight_for(threshold)),
      least_(needed_ - match::most_help(question) - kRounding) {}

double PartyScreen::PartyNeeds::total(double names, std::uint32_t party) {
  static const snapshot::PartyFacts kNone;
  const snapshot::PartyRow& row = screen_.snapshot_.parties()[party];
  return facts_.added_to(names, facts_.asks_facts() ? screen_.facts_of(party) : kNone,
                         static_cast<Gender>(row.gender), static_cast<Schema>(row.schema));
}

double PartyScreen::PartyNeeds::weight(std::uint32_t name) {
  const snapshot::NameRow& row = screen_.snapshot_.names()[name];
  // An equal identifier outweighs much; such parties are scored whatever else is known.
  if (!screen_.by_identifier_.empty() && screen_.identified(row.party))
    return -std::numeric_limits<double>::infinity();
  return needed_ - total(match::alias_weight(static_cast<NameKind>(row.kind)), row.party) - kRounding;
}

double PartyScreen::Best::least() const noexcept {
  return totals_.size() < most_ || most_ == 0 ? -std::numeric_limits<double>::infinity()
                                              : totals_.back().first;
}

void PartyScreen::Best::raise(std::uint32_t party, double total) {
  const auto same =
      std::find_if(totals_.begin(), totals_.end(), [&](const auto& t) { return t.second == party; });
  if (same != totals_.end()) totals_.erase(same);
  const auto place =
      std::find_if(totals_.begin(), totals_.end(), [&](const auto& t) { return t.first < total; });
  totals_.insert(place, {total, party});
  if (totals_.size() > most_) totals_.pop_back();
}

const PartyScreen::Meeting* PartyScreen::meet_name(const std::vector<QuestionName>& names,
                                                   std::size_t question, std::uint32_t name, Schema schema,
                                                   float least) {
  const snapshot::NameRow& row = snapshot_.names()[name];
  const double quality = match::alias_weight(static_cast<NameKind>(row.kind));
  Meeting* better = nullptr;
  std::optional<bool> differ;  // worked out where it matters
  for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form) {
    match::words_of(snapshot_, form, scratch_);
    const std::vector<std::vector<match::Word>>& forms = names[question].words;
    for (std::size_t f = 0; f < forms.size(); ++f) {
      match::NameScore score = match::score_words(forms[f], scratch_, schema);
      if (score.similarity < least) continue;
      if (!differ) differ = match::other_signs(names[question].text, snapshot_.string(row.text), schema);
      score = match::with_signs(score, *differ);
      if (score.similarity < least) continue;
      const double weight = match::name_weight(score) + quality;
      Meeting& best = meetings_[row.party];
      const auto place = [](const Meeting& m) {
        return std::tie(m.question, m.name, m.form, m.question_form);
      };
      const Meeting meeting{.score = score,
                            .weight = weight,
                            .name = name,
                            .form = form,
                            .question = question,
                            .question_form = f,
                            .identified = best.identified};
      if (weight < best.weight || (weight == best.weight && !(place(meeting) < place(best)))) continue;
      best = meeting;
      better = &best;
    }
  }
  return better;
}

// The names worth scoring, each once for each of the question's names.
void PartyScreen::ask_names(const std::vector<QuestionName>& names, Schema schema, PartyNeeds& needs) {
  asks_.clear();
  for (std::size_t q = 0; q < names.size(); ++q) {
    const auto first = static_cast<std::ptrdiff_t>(asks_.size());
    retriever_.look_up(names[q].words);
    for (const std::vector<match::Word>& words : names[q].words) {
      for (const match::Candidate& candidate : retriever_.candidates(words, schema, least_, needs)) {
        const snapshot::NameRow& row = snapshot_.names()[candidate.name];
        const double most =
            !by_identifier_.empty() && identified(row.party)
                ? std::numeric_limits<double>::infinity()
                : needs.total(candidate.weight + match::alias_weight(static_cast<NameKind>(row.kind)),
                              row.party);
        asks_.push_back({.weight = static_cast<float>(most),
                         .name = candidate.name,
                         .question = static_cast<std::uint32_t>(q)});
      }
    }
    if (names[q].words.size() < 2) continue;
    // Other forms of the question found the same names.
    std::sort(asks_.begin() + first, asks_.end(), [](const Ask& a, const Ask& b) {
      return a.name != b.name ? a.name < b.name : a.weight > b.weight;
    });
    asks_.erase(std::unique(asks_.begin() + first, asks_.end(),
                            [](const Ask& a, const Ask& b) { return a.name == b.name; }),
                asks_.end());
  }
}

void PartyScreen::meet_asked(const std::vector<QuestionName>& names, Schema schema, PartyNeeds& needs,
                             Best* best) {
  meetings_.clear();
  if (best != nullptr)
    std::sort(asks_.begin(), asks_.end(), [](const Ask& a, const Ask& b) { return a.weight > b.weight; });
  for (const Ask& ask : asks_) {
    if (best != nullptr && ask.weight + kRounding < best->least()) break;
    const Meeting* const meeting = meet_name(names, ask.question, ask.name, schema, least_);
    if (best == nullptr || meeting == nullptr) continue;
    const std::uint32_t index = snapshot_.names()[ask.name].party;
    best->raise(index, needs.total(meeting->weight, index));
  }
}

void PartyScreen::meet_names(const std::vector<QuestionName>& names, const Party& party,
                             const ScreenOptions& options, PartyNeeds& needs) {
  // With identifiers, what the facts weigh is known in the end only.
  constexpr std::size_t kFew = 100;
  const bool ranked = options.top > 0 && options.top <= kFew && party.identifiers.empty();
  ask_names(names, party.schema, needs);
  Best best(options.top);
  meet_asked(names, party.schema, needs, ranked ? &best : nullptr);
}

// Parties with an equal identifier are asked even when no name is alike: a changed name is what they would
// use.
void PartyScreen::meet_identifiers(const Party& party) {
  by_identifier_.clear();
  for (const Identifier& identifier : party.identifiers) {
    const std::string normal = facts::normal_identifier(identifier.type, identifier.value);
    for (const snapshot::IdentifierRow& row : snapshot_.identifier_rows(snapshot::hash_identifier(normal))) {
      by_identifier_.push_back(row.party);
    }
  }
  std::sort(by_identifier_.begin(), by_identifier_.end());
  by_identifier_.erase(std::unique(by_identifier_.begin(), by_identifier_.end()), by_identifier_.end());
}

// What a hit weighs and why; nullopt only for a snapshot that was forged.
std::optional<Hit> PartyScreen::make_hit(const Party& question, const std::vector<QuestionName>& names,
                                         std::uint32_t index, const Meeting& meeting) const {
  auto entry = snapshot_.party(index);
  if (!entry) return std::nullopt;  // open() has checked every index
  std::vector<Evidence> evidence;
  const bool named = meeting.score.similarity > 0;
  const snapshot::NameRow& row = snapshot_.names()[meeting.name];
  const QuestionName& asked = names[named ? meeting.question : 0];
  if (named) {
    std::vector<match::Word> words;
    match::words_of(snapshot_, meeting.form, words);
    std::vector<match::Step> steps;
    static_cast<void>(match::score_words(asked.words[meeting.question_form], words, question.schema, &steps));
    // How the listed name was read is worked out again: the snapshot keeps readings without their originals.
    const text::AnalysedName listed = text::analyse(snapshot_.string(row.text), entry->schema);
    const std::size_t form = meeting.form - row.first_form;
    const bool differ = match::other_signs(asked.text, snapshot_.string(row.text), question.schema);
    evidence.push_back(
        {.kind = "name",
         .text = match::explain(steps, &asked.analysed.forms[meeting.question_form],
                                form < listed.forms.size() ? &listed.forms[form] : nullptr, differ),
         .weight = match::name_weight(meeting.score)});
    match::judge_alias(static_cast<NameKind>(row.kind), evidence);
  } else {
    // The names differ: what an identifier alone has to outweigh.
    constexpr double kOtherName = -3.0;
    evidence.push_back({.kind = "name", .text = "the names are not alike", .weight = kOtherName});
  }
  match::compare_facts(question, *entry, evidence);
  const double score = match::logistic(match::total_weight(evidence));
  Hit hit{.list = std::move(entry->list),
          .entry_id = std::move(entry->entry_id),
          .schema = entry->schema,
          .name = entry->names.empty() ? std::string{} : entry->names.front().text,
          .matched_name = std::string(snapshot_.string(row.text)),
          .matched_kind = static_cast<NameKind>(row.kind),
          .query_name = asked.text,
          .score = score,
          .programmes = std::move(entry->programmes),
          .evidence = std::move(evidence),
          .source = std::move(entry->source)};
  return hit;
}

Decision PartyScreen::screen(const Party& party, const ScreenOptions& options) {
  Decision decision{.id = party.entry_id, .snapshot = snapshot_.id()};
  const double threshold = options.threshold.value_or(default_threshold(party.schema));
  std::vector<QuestionName> names;
  names.reserve(party.names.size());
  for (const Name& name : party.names) names.emplace_back(name.text, party.schema);
  decision.outcome = Outcome::NoHit;
  if (names.empty()) return decision;
  least_ = match::least_similarity(threshold, match::most_help(party), party.schema);
  PartyNeeds needs(*this, party, threshold);
  meet_identifiers(party);
  meet_names(names, party, options, needs);
  for (const std::uint32_t index : by_identifier_) {
    const auto [met, added] =
        meetings_.try_emplace(index, Meeting{.name = snapshot_.parties()[index].first_name});
    met->second.identified = true;
    if (!added) continue;
    // The identifier makes up for much: its names are asked however little they are alike.
    const snapshot::PartyRow& row = snapshot_.parties()[index];
    for (std::uint32_t name = row.first_name; name < row.first_name + row.name_count; ++name) {
      for (std::size_t q = 0; q < names.size(); ++q)
        static_cast<void>(meet_name(names, q, name, party.schema, match::kLeastSimilarity));
    }
  }

  // Those that may be hits, with their scores; where identifiers are compared, too, the score comes in the
  // end.
  struct Scored {
    std::uint32_t index = 0;
    const Meeting* meeting = nullptr;
    double score = 0;
  };
  std::vector<Scored> order;
  for (const auto& [index, meeting] : meetings_) {
    const double score = match::logistic(needs.total(meeting.weight, index));
    if (meeting.identified || score >= threshold)
      order.push_back({.index = index, .meeting = &meeting, .score = score});
  }
  std::sort(order.begin(), order.end(), [](const Scored& a, const Scored& b) { return a.index < b.index; });
  if (party.identifiers.empty()) {
    std::stable_sort(order.begin(), order.end(),
                     [](const Scored& a, const Scored& b) { return a.score > b.score; });
    if (order.size() > options.top) order.resize(options.top);
  }
  for (const Scored& scored : order) {
    std::optional<Hit> hit = make_hit(party, names, scored.index, *scored.meeting);
    if (hit && hit->score >= threshold) decision.hits.push_back(std::move(*hit));
  }
  std::stable_sort(decision.hits.begin(), decision.hits.end(),
                   [](const Hit& a, const Hit& b) { return a.score > b.score; });
  if (decision.hits.size() > options.top) decision.hits.resize(options.top);
  decision.outcome = decision.hits.empty() ? Outcome::NoHit : Outcome::Hit;
  return decision;
}

}  // namespace weir::screen
