#include "screen/ownership_sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <thread>
#include <utility>

#include "lists/byte_source.hpp"
#include "lists/user_csv.hpp"
#include "ownership/party_of.hpp"
#include "ownership/readers.hpp"

namespace weir::screen {
namespace {

using ownership::EntityIndex;
using ownership::Graph;
using ownership::ListedParty;

// Listed parties of the user's own file, met by id or by name.
class ListedSink final : public lists::Sink {
 public:
  ListedSink(const ownership::NameIndex& index, const OwnershipHandler& handler,
             std::vector<ListedParty>& out)
      : index_(index), handler_(handler), out_(out) {}

  void party(Party&& party) override {
    ++parties;
    std::set<EntityIndex> met;
    for (const EntityIndex entity : index_.by_id(party.entry_id)) met.insert(entity);
    for (const Identifier& identifier : party.identifiers) {
      for (const EntityIndex entity : index_.by_id(identifier.value)) met.insert(entity);
    }
    if (met.empty()) {
      for (const Name& name : party.names) {
        for (const EntityIndex entity : index_.by_name(name.text)) met.insert(entity);
      }
    }
    std::string list;
    for (const Property& property : party.properties) {
      if (property.name == "list") list = property.value;
    }
    if (!met.empty()) ++matched;
    for (const EntityIndex entity : met) {
      out_.push_back({.entity = entity,
                      .list = list,
                      .entry_id = party.entry_id,
                      .entry = party.names.front().text,
                      .programmes = party.programmes});
    }
  }
  void reject(lists::Reject&& reject) override { handler_.build.reject(std::move(reject)); }

  std::size_t parties = 0;
  std::size_t matched = 0;

 private:
  const ownership::NameIndex& index_;
  const OwnershipHandler& handler_;
  std::vector<ListedParty>& out_;
};

bool by_identifier(const Hit& hit) {
  return std::any_of(hit.evidence.begin(), hit.evidence.end(),
                     [](const Evidence& item) { return item.kind == "identifier" && item.weight > 0; });
}

// Only who holds something, and is not itself without a name, can make others owned.
std::vector<EntityIndex> owners_of(const Graph& graph, std::optional<ownership::DayNumber> day) {
  std::vector<bool> holds(graph.entity_count(), false);
  graph.each_stake([&](const ownership::Stake& stake) {
    if (stake.owner < holds.size() && (!day || stake.holds_on(*day))) holds[stake.owner] = true;
  });
  std::vector<EntityIndex> out;
  for (EntityIndex i = 0; i < holds.size(); ++i) {
    if (holds[i]) out.push_back(i);
  }
  return out;
}

void screen_owners(const OwnershipSources& sources, const Graph& graph, std::vector<ListedParty>& out) {
  const std::vector<EntityIndex> owners =
      owners_of(graph, sources.dated ? std::nullopt : std::optional(ownership::day_number(sources.day)));
  const std::size_t workers = std::max(1U, sources.jobs);
  std::vector<std::vector<ListedParty>> found(workers);
  const auto work = [&](std::size_t worker) {
    Screener screener(*sources.engine);
    for (std::size_t i = worker; i < owners.size(); i += workers) {
      const Party party = ownership::party_of(graph, owners[i]);
      for (Hit& hit : screener.screen(party, {.threshold = sources.threshold}).hits) {
        const bool certain =
            by_identifier(hit) || (sources.certain_from && hit.score >= *sources.certain_from);
        found[worker].push_back({.entity = owners[i],
                                 .list = std::move(hit.list),
                                 .entry_id = std::move(hit.entry_id),
                                 .entry = std::move(hit.name),
                                 .programmes = std::move(hit.programmes),
                                 .score = hit.score,
                                 .certain = certain});
      }
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t worker = 1; worker < workers; ++worker) threads.emplace_back(work, worker);
  work(0);
  for (std::thread& thread : threads) thread.join();
  for (auto& part : found) {
    out.insert(out.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const ListedParty& a, const ListedParty& b) { return a.entity < b.entity; });
}

// All rows of the regimes asked for, whatever the day, and the facts for the rules.
tl::expected<std::vector<ownership::Regime>, Fault> with_all_days(const std::vector<ownership::Regime>& table,
                                                                  const std::vector<std::string>& ids) {
  auto out = ownership::affiliate_facts();
  if (!out) return out;
  for (const ownership::Regime& regime : table) {
    if (ids.empty() || std::find(ids.begin(), ids.end(), regime.id) != ids.end()) out->push_back(regime);
  }
  return out;
}

// A list that no regime names has no effect: the user has to know.
void note_lists_without_effect(const std::vector<ListedParty>& listed,
                               const std::vector<ownership::Regime>& regimes,
                               const OwnershipHandler& handler) {
  std::set<std::string> without;
  for (const ListedParty& party : listed) {
    const bool counts = std::any_of(regimes.begin(), regimes.end(), [&](const ownership::Regime& regime) {
      return regime.counts(party.list, party.programmes);
    });
    if (!counts) without.insert(party.list);
  }
  if (!without.empty()) {
    handler.note(
        fmt::format("listed parties of {} count under none of the regimes asked for (column lists of the "
                    "table of regimes)",
                    fmt::join(without, ", ")));
  }
}

}  // namespace

tl::expected<OwnershipInput, Fault> load_ownership(const OwnershipSources& sources,
                                                   const OwnershipHandler& handler) {
  const ownership::DayNumber day = ownership::day_number(sources.day);
  auto table = sources.regimes_table.empty() ? ownership::built_in_regimes()
                                             : ownership::load_regimes(sources.regimes_table);
  if (!table) return tl::unexpected(table.error());
  auto regimes = ownership::regimes_on(*table, day, sources.regimes);
  if (!regimes) return tl::unexpected(regimes.error());
  if (sources.dated) {
    auto all = with_all_days(*table, sources.regimes);
    if (!all) return tl::unexpected(all.error());
    *regimes = std::move(*all);
  }

  ownership::GraphBuilder builder(handler.build);
  std::uint64_t before = 0;
  for (const std::string& file : sources.files) {
    const auto format = ownership::load_stakes(file, sources.columns, builder);
    if (!format) return tl::unexpected(format.error());
    handler.note(fmt::format("{}: {} stakes ({})", file, builder.stake_count() - before,
                             ownership::ownership_format_name(*format)));
    before = builder.stake_count();
  }
  Graph graph = builder.finish();
  ownership::each_overfull(graph, day, [&](EntityIndex entity, std::uint64_t sum) {
    Fault warning{.message = fmt::format("the owners of {} hold {} on the day: more than the whole",
                                         graph.name(entity), share_text(sum))};
    graph.each_holder(entity, day, [&](ownership::StakeIndex, const ownership::Stake& stake) {
      if (warning.line != 0 || stake.file >= graph.file_count()) return;
      warning.file = graph.file(stake.file);
      warning.line = stake.line;
    });
    handler.build.warn(warning);
  });

  std::vector<ListedParty> listed;
  if (sources.engine != nullptr) {
    screen_owners(sources, graph, listed);
    std::set<EntityIndex> entities;
    std::set<EntityIndex> certain;
    for (const ListedParty& party : listed) {
      entities.insert(party.entity);
      if (party.certain) certain.insert(party.entity);
    }
    handler.note(fmt::format("{} owners meet entries of the snapshot, {} of them for certain",
                             entities.size(), certain.size()));
  }
  if (!sources.listed.empty()) {
    const ownership::NameIndex index(graph);
    for (const std::string& file : sources.listed) {
      auto opened = lists::open_file(file);
      if (!opened) return tl::unexpected(opened.error());
      const auto source = lists::as_utf8(std::move(*opened));
      ListedSink sink(index, handler, listed);
      const auto read = lists::read_user_csv(*source, {.list_id = {}, .columns = sources.columns}, sink);
      if (!read) return tl::unexpected(read.error());
      handler.note(
          fmt::format("{}: {} listed parties, {} of them in the graph", file, sink.parties, sink.matched));
    }
  }
  note_lists_without_effect(listed, *regimes, handler);
  return OwnershipInput{
      .graph = std::move(graph), .regimes = std::move(*regimes), .listed = std::move(listed)};
}

tl::expected<ownership::Solver, Fault> solve_ownership(const OwnershipSources& sources,
                                                       const OwnershipHandler& handler) {
  auto input = load_ownership(sources, handler);
  if (!input) return tl::unexpected(input.error());
  return ownership::Solver::solve(std::move(input->graph), std::move(input->regimes),
                                  std::move(input->listed), ownership::day_number(sources.day));
}

}  // namespace weir::screen
