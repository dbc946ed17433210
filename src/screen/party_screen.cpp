#include "screen/party_screen.hpp"

#include <algorithm>
#include <utility>

#include "facts/identifiers.hpp"
#include "match/evidence.hpp"
#include "snapshot/hashing.hpp"

namespace weir::screen {
PartyScreen::PartyScreen(const snapshot::View& snapshot) : snapshot_(snapshot), retriever_(snapshot) {}

void PartyScreen::meet_name(const std::vector<QuestionName>& names, std::size_t question, std::uint32_t name,
                            Schema schema, float least) {
  const snapshot::NameRow& row = snapshot_.names()[name];
  std::vector<Evidence> alias;
  match::judge_alias(static_cast<NameKind>(row.kind), alias);
  const double quality = match::total_weight(alias);
  for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form) {
    match::words_of(snapshot_, form, scratch_);
    const std::vector<std::vector<match::Word>>& forms = names[question].words;
    for (std::size_t f = 0; f < forms.size(); ++f) {
      const match::NameScore score = match::score_words(forms[f], scratch_, schema);
      if (score.similarity < least) continue;
      const double weight = match::name_weight(score) + quality;
      Meeting& best = meetings_[row.party];
      if (weight > best.weight) {
        best = {.score = score,
                .weight = weight,
                .name = name,
                .form = form,
                .question = question,
                .question_form = f};
      }
    }
  }
}

void PartyScreen::meet_names(const std::vector<QuestionName>& names, Schema schema) {
  meetings_.clear();
  for (std::size_t q = 0; q < names.size(); ++q) {
    for (const std::vector<match::Word>& words : names[q].words) {
      for (const std::uint32_t name : retriever_.candidates(words, schema, least_))
        meet_name(names, q, name, schema, least_);
    }
  }
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

Hit PartyScreen::make_hit(const Meeting& meeting, const QuestionName& question, Party&& entry,
                          std::vector<Evidence>&& evidence, double score) const {
  const snapshot::NameRow& row = snapshot_.names()[meeting.name];
  Hit hit{.list = std::move(entry.list),
          .entry_id = std::move(entry.entry_id),
          .schema = entry.schema,
          .name = entry.names.empty() ? std::string{} : entry.names.front().text,
          .matched_name = std::string(snapshot_.string(row.text)),
          .matched_kind = static_cast<NameKind>(row.kind),
          .query_name = question.text,
          .score = score,
          .programmes = std::move(entry.programmes),
          .evidence = std::move(evidence),
          .source = std::move(entry.source)};
  return hit;
}

Decision PartyScreen::screen(const Party& party, const ScreenOptions& options) {
  Decision decision{.id = party.entry_id, .snapshot = snapshot_.id()};
  const double threshold = options.threshold.value_or(default_threshold(party.schema));
  std::vector<QuestionName> names;
  names.reserve(party.names.size());
  for (const Name& name : party.names) names.emplace_back(name.text, party.schema);
  const double help = match::most_help(party);
  least_ = match::least_similarity(threshold, help, party.schema);
  meet_names(names, party.schema);
  meet_identifiers(party);
  for (const std::uint32_t index : by_identifier_) {
    if (!meetings_.try_emplace(index, Meeting{.name = snapshot_.parties()[index].first_name}).second)
      continue;
    // The identifier makes up for much: its names are asked however little they are alike.
    const snapshot::PartyRow& row = snapshot_.parties()[index];
    for (std::uint32_t name = row.first_name; name < row.first_name + row.name_count; ++name) {
      for (std::size_t q = 0; q < names.size(); ++q)
        meet_name(names, q, name, party.schema, match::kLeastSimilarity);
    }
  }

  std::vector<std::pair<std::uint32_t, const Meeting*>> order;
  for (const auto& [index, meeting] : meetings_) {
    const bool identified = std::binary_search(by_identifier_.begin(), by_identifier_.end(), index);
    if (identified || match::logistic(meeting.weight + help) >= threshold)
      order.emplace_back(index, &meeting);
  }
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [index, meeting] : order) {
    auto entry = snapshot_.party(index);
    if (!entry) continue;  // open() has checked every index; only a forged file can come here
    std::vector<Evidence> evidence;
    const bool named = meeting->score.similarity > 0;
    const snapshot::NameRow& row = snapshot_.names()[meeting->name];
    if (named) {
      const QuestionName& question = names[meeting->question];
      std::vector<match::Word> words;
      match::words_of(snapshot_, meeting->form, words);
      std::vector<match::Step> steps;
      static_cast<void>(
          match::score_words(question.words[meeting->question_form], words, party.schema, &steps));
      // How the listed name was read is worked out again: the snapshot keeps readings without their
      // originals.
      const text::AnalysedName listed = text::analyse(snapshot_.string(row.text), entry->schema);
      const std::size_t form = meeting->form - row.first_form;
      evidence.push_back({.kind = "name",
                          .text = match::explain(steps, &question.analysed.forms[meeting->question_form],
                                                 form < listed.forms.size() ? &listed.forms[form] : nullptr),
                          .weight = match::name_weight(meeting->score)});
      match::judge_alias(static_cast<NameKind>(row.kind), evidence);
    } else {
      // The names differ: what an identifier alone has to outweigh.
      constexpr double kOtherName = -3.0;
      evidence.push_back({.kind = "name", .text = "the names are not alike", .weight = kOtherName});
    }
    match::compare_facts(party, *entry, evidence);
    const double score = match::logistic(match::total_weight(evidence));
    if (score < threshold) continue;
    const std::size_t question = named ? meeting->question : 0;
    if (names.empty()) continue;
    decision.hits.push_back(
        make_hit(*meeting, names[question], std::move(*entry), std::move(evidence), score));
  }
  std::stable_sort(decision.hits.begin(), decision.hits.end(),
                   [](const Hit& a, const Hit& b) { return a.score > b.score; });
  if (decision.hits.size() > options.top) decision.hits.resize(options.top);
  decision.outcome = decision.hits.empty() ? Outcome::NoHit : Outcome::Hit;
  return decision;
}

}  // namespace weir::screen
