#include "screen/ownership_screen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "screen/engine_state.hpp"
#include "screen/rule_tags.hpp"
#include "snapshot/builder.hpp"

namespace weir::screen {
namespace {

using ownership::EntityIndex;
using ownership::Solver;

// Owned, open or to be reviewed through a chain; a party that is only listed itself is the lists' own hit.
bool can_be_hit(const Solver& solver, EntityIndex entity) {
  for (std::size_t i = 0; i < solver.regimes().size(); ++i) {
    const OwnershipStatus status = solver.status(entity, i);
    if (status > OwnershipStatus::NoRule && status < OwnershipStatus::Listed) return true;
  }
  return false;
}

std::vector<EntityIndex> can_be_hits(const Solver& solver) {
  std::vector<EntityIndex> out = solver.found();
  std::erase_if(out, [&](EntityIndex entity) { return !can_be_hit(solver, entity); });
  return out;
}

EntityIndex entity_of(const std::string& text) {
  EntityIndex entity = ownership::kUndisclosed;
  std::from_chars(text.data(), text.data() + text.size(), entity);
  return entity;
}

}  // namespace

tl::expected<std::shared_ptr<const OwnershipIndex>, Fault> OwnershipIndex::over(
    const ownership::Graph& graph, const std::vector<EntityIndex>& entities) {
  snapshot::Builder builder;
  builder.describe_list({.id = "ownership", .title = "Owned parties"});
  for (const EntityIndex entity : entities) {
    Party party = ownership::party_of(graph, entity);
    party.entry_id = std::to_string(entity);
    if (auto added = builder.add(party); !added) return tl::unexpected(added.error());
  }
  auto view = snapshot::View::from_bytes("owned parties", builder.to_bytes());
  if (!view) return tl::unexpected(view.error());
  return std::make_shared<const OwnershipIndex>(
      OwnershipIndex{engine_over(std::move(*view)), ownership::NameIndex(graph)});
}

OwnershipScreen::OwnershipScreen(Solver solver, std::shared_ptr<const OwnershipIndex> index)
    : solver_(std::make_unique<Solver>(std::move(solver))),
      index_(std::move(index)),
      entities_(can_be_hits(*solver_).size()) {}

tl::expected<OwnershipScreen, Fault> OwnershipScreen::over(Solver solver) {
  auto index = OwnershipIndex::over(solver.graph(), can_be_hits(solver));
  if (!index) return tl::unexpected(index.error());
  return OwnershipScreen(std::move(solver), std::move(*index));
}

std::vector<OwnershipFinding> OwnershipScreen::owned_by(const Party& party) const {
  std::vector<EntityIndex> met;
  if (!party.entry_id.empty()) met = index_->names.by_id(party.entry_id);
  for (const Identifier& identifier : party.identifiers) {
    if (met.empty()) met = index_->names.by_id(identifier.value);
  }
  for (const Name& name : party.names) {
    if (met.empty()) met = index_->names.by_name(name.text);
  }
  std::vector<OwnershipFinding> out;
  for (const EntityIndex entity : met) {
    for (std::size_t i = 0; i < solver_->regimes().size(); ++i) out.push_back(solver_->finding(entity, i));
  }
  return out;
}

void OwnershipScreen::add_tags(EntityIndex entity, Owned& out) const {
  for (std::size_t i = 0; i < solver_->regimes().size(); ++i) {
    if (solver_->regimes()[i].id != ownership::kAffiliateFact) continue;
    const OwnershipStatus status = solver_->status(entity, i);
    if (status <= OwnershipStatus::NoRule || status == OwnershipStatus::Listed) continue;
    const OwnershipFinding finding = solver_->finding(entity, i);
    // Only probably listed owners and shares that are not known leave it open: the rules have a word for
    // that.
    for (const OwnershipRoot& root : finding.roots) {
      const std::string_view kind =
          status == OwnershipStatus::Owned && root.certain ? "affiliate" : "affiliate_unknown";
      for (const std::string& list : rule_lists(root.list, root.programmes)) {
        std::string tag = fmt::format("{}:{}", kind, list);
        if (std::find(out.tags.begin(), out.tags.end(), tag) == out.tags.end())
          out.tags.push_back(std::move(tag));
      }
    }
    if (finding.steps.empty()) continue;
    const std::string summary = ownership_summary(finding);  // "OWNED under affiliate: 60 % held by ..."
    const std::size_t colon = summary.find(": ");
    out.chains.push_back(fmt::format(
        "{} by listed parties 50 % or more{}", status == OwnershipStatus::Owned ? "owned" : "perhaps owned",
        colon == std::string::npos ? std::string_view{} : std::string_view(summary).substr(colon)));
  }
}

bool OwnershipScreen::describe(EntityIndex entity, std::optional<Day> day, Hit& hit) const {
  bool any = false;
  hit.list = "ownership";
  hit.entry_id = solver_->graph().id(entity);
  hit.name = solver_->graph().name(entity);
  hit.programmes.clear();
  for (std::size_t i = 0; i < solver_->regimes().size(); ++i) {
    const ownership::Regime& regime = solver_->regimes()[i];
    if (regime.id == ownership::kAffiliateFact) continue;  // a fact for the rules, by itself no hit
    if (day && (ownership::day_number(*day) < regime.from || regime.to < ownership::day_number(*day)))
      continue;
    const OwnershipStatus status = solver_->status(entity, i);
    if (status <= OwnershipStatus::NoRule || status == OwnershipStatus::Listed) continue;
    const OwnershipFinding finding = solver_->finding(entity, i);
    if (finding.steps.empty()) continue;
    any = true;
    hit.programmes.push_back(fmt::format("{}: {}", finding.regime, ownership_status_text(status)));
    hit.evidence.push_back({.kind = "ownership",
                            .text = fmt::format("{}; {} [{}: {}]", ownership_summary(finding), finding.rule,
                                                finding.verification, finding.citation)});
    const OwnershipStep& last = finding.steps.back();
    if (!last.stakes.empty()) hit.source = last.stakes.front().source;
  }
  return any;
}

OwnershipScreen::Asker::Asker(const OwnershipScreen& screen)
    : screen_(&screen), screener_(screen.index_->engine) {}

std::vector<Hit> OwnershipScreen::Asker::ask(const Party& party, const ScreenOptions& options) {
  return find(party, options, std::nullopt).hits;
}

Owned OwnershipScreen::Asker::ask_on(const Party& party, const ScreenOptions& options, Day day) {
  return find(party, options, day);
}

Owned OwnershipScreen::Asker::find(const Party& party, const ScreenOptions& options, std::optional<Day> day) {
  Owned out;
  const auto keep = [&](EntityIndex entity, Hit&& hit) {
    screen_->add_tags(entity, out);
    if (screen_->describe(entity, day, hit)) out.hits.push_back(std::move(hit));
  };
  if (screen_->entities_ == 0) return out;
  std::vector<EntityIndex> seen;
  // The index may hold entities that nobody owns on this day: they must not take the places of others.
  constexpr std::size_t kMany = 1000;
  const ScreenOptions all{.threshold = options.threshold, .top = std::max(options.top, kMany)};
  for (Hit& hit : screener_.screen(party, all).hits) {
    const EntityIndex entity = entity_of(hit.entry_id);
    if (entity >= screen_->solver_->graph().entity_count() || !can_be_hit(*screen_->solver_, entity))
      continue;
    seen.push_back(entity);
    keep(entity, std::move(hit));
  }
  if (party.entry_id.empty()) return out;
  for (const EntityIndex entity : screen_->index_->names.by_id(party.entry_id)) {
    if (std::find(seen.begin(), seen.end(), entity) != seen.end() || !can_be_hit(*screen_->solver_, entity))
      continue;
    // Numbers like "17" are used by everybody: the names have to agree at least somewhat.
    constexpr double kSomewhat = 0.3;
    constexpr double kById = 0.9;
    const auto& graph = screen_->solver_->graph();
    double best = graph.has_name(entity) ? 0 : kById;
    std::string name = party.names.empty() ? std::string{} : party.names.front().text;
    for (const Name& one : party.names) {
      if (best >= kById) break;
      const double score = compare_names(one.text, graph.name(entity), party.schema).score;
      if (score > best) {
        best = score;
        name = one.text;
      }
    }
    if (best < kSomewhat) continue;
    Hit hit{.schema = party.schema, .matched_name = std::string(graph.name(entity)), .query_name = name};
    hit.score = std::max(best, kById);
    hit.evidence.push_back({.kind = "identifier",
                            .text = fmt::format("the same id in the ownership data: {}", party.entry_id),
                            .weight = 2.2});
    keep(entity, std::move(hit));
  }
  return out;
}

void add_hits(Decision& decision, std::vector<Hit>&& hits, const ScreenOptions& options) {
  if (hits.empty()) return;
  decision.hits.insert(decision.hits.end(), std::make_move_iterator(hits.begin()),
                       std::make_move_iterator(hits.end()));
  std::stable_sort(decision.hits.begin(), decision.hits.end(),
                   [](const Hit& a, const Hit& b) { return a.score > b.score; });
  if (decision.hits.size() > options.top) decision.hits.resize(options.top);
  decision.outcome = Outcome::Hit;
}

void OwnershipScreen::Asker::add_to(Decision& decision, const Party& party, const ScreenOptions& options) {
  add_hits(decision, ask(party, options), options);
}

}  // namespace weir::screen
