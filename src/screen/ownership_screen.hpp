// Owned parties as hits: whoever asks about an entity of a solved graph is told who owns it.
//
// Entities that a regime calls owned, open or to be reviewed are screened like a list of their own, by name
// and facts; an equal id finds them as well when the names do not speak against it. Thread-safety: an
// OwnershipScreen is immutable and may be shared; an Asker belongs to one thread. Errors: Fault when the
// entities cannot be indexed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "ownership/party_of.hpp"
#include "ownership/solver.hpp"
#include "weir/decision.hpp"
#include "weir/engine.hpp"

namespace weir::screen {

// What the stakes say of one party.
struct Owned {
  std::vector<Hit> hits;            // best first
  std::vector<std::string> tags;    // for the rules: "affiliate:us_bis_entity", "affiliate_unknown:..."
  std::vector<std::string> chains;  // the facts behind the tags, one line an entity
};

// Puts hits among those of a decision, best first.
void add_hits(Decision& decision, std::vector<Hit>&& hits, const ScreenOptions& options);

// By which entities of a graph are found: those that can be hits by name and facts, all by id. Immutable.
class OwnershipIndex {
 public:
  // `graph` must outlive it, or be moved into a solver that does.
  [[nodiscard]] static tl::expected<std::shared_ptr<const OwnershipIndex>, Fault> over(
      const ownership::Graph& graph, const std::vector<ownership::EntityIndex>& entities);

  Engine engine;  // entry_id is the entity's index
  ownership::NameIndex names;
};

class OwnershipScreen {
 public:
  [[nodiscard]] static tl::expected<OwnershipScreen, Fault> over(ownership::Solver solver);
  // The same with an index over the same entities, or more, of a copy of the graph.
  OwnershipScreen(ownership::Solver solver, std::shared_ptr<const OwnershipIndex> index);

  [[nodiscard]] const ownership::Solver& solver() const noexcept { return *solver_; }
  [[nodiscard]] std::size_t entity_count() const noexcept { return entities_; }  // that can be hits

  // Findings of the entity that the party is, by id or exact name when folded; all regimes, with proof. Empty
  // when the graph does not have it.
  [[nodiscard]] std::vector<OwnershipFinding> owned_by(const Party& party) const;

  // One thread's way to ask.
  class Asker {
   public:
    explicit Asker(const OwnershipScreen& screen);  // which must outlive it
    // Asks this one from now on; it has the same index.
    void turn_to(const OwnershipScreen& screen) noexcept { screen_ = &screen; }
    // Hits for `party`, best first: list "ownership", the regimes and their findings as programmes ("ofac:
    // OWNED"), and as evidence of kind "ownership" who owns it.
    [[nodiscard]] std::vector<Hit> ask(const Party& party, const ScreenOptions& options);
    // The same by the regimes in force on `day` alone, with tags for the rules where the solver was asked for
    // them (OwnershipSources::dated).
    [[nodiscard]] Owned ask_on(const Party& party, const ScreenOptions& options, Day day);
    // The same, put into a decision among its other hits.
    void add_to(Decision& decision, const Party& party, const ScreenOptions& options);

   private:
    [[nodiscard]] Owned find(const Party& party, const ScreenOptions& options, std::optional<Day> day);

    const OwnershipScreen* screen_;
    Screener screener_;
  };

 private:
  // False when no regime has a chain to show.
  [[nodiscard]] bool describe(ownership::EntityIndex entity, std::optional<Day> day, Hit& hit) const;
  void add_tags(ownership::EntityIndex entity, Owned& out) const;

  std::unique_ptr<ownership::Solver> solver_;  // its address stays
  std::shared_ptr<const OwnershipIndex> index_;
  std::size_t entities_ = 0;
};

}  // namespace weir::screen
