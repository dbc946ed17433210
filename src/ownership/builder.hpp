// Readers' statements in, a graph out: checks each stake, joins entities, tells what does not fit.
//
// An entity is known by the id that its source gives, or by its name (folded) where there is no id. A name
// without an id joins the one entity with an id that has this name; where several have it, it stays apart.
// Memory is that of the graph. Thread-safety: one thread. Errors: bad stakes become rejects, doubtful ones
// warnings; both name file and line.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lists/reader.hpp"
#include "ownership/graph.hpp"
#include "ownership/share.hpp"

namespace weir::ownership {

struct BuildHandler {
  std::function<void(lists::Reject&&)> reject;  // the stake, or a field of it, was not loaded
  std::function<void(const Fault&)> warn;       // loaded, and still odd
};

// One statement, as a reader has understood it.
struct StakeDraft {
  EntityIndex owner = kUndisclosed;
  EntityIndex owned = 0;
  StakeKind kind = StakeKind::Ownership;
  ShareRange share;
  std::string_view from;  // as written: a day, a month or a year; empty is open
  std::string_view to;
  std::uint64_t line = 0;
  std::string_view record;  // for rejects
};

class GraphBuilder {
 public:
  explicit GraphBuilder(BuildHandler handler);

  void begin_file(const std::string& name);
  // A reference to an entity by id; `described` entities are expected to turn up with describe().
  EntityIndex by_id(std::string_view id, std::uint64_t line, bool expect_description);
  // The entity of this name without an id; kUndisclosed for a name without letters.
  EntityIndex by_name(std::string_view name);
  // The entity's own record was read.
  void describe(EntityIndex entity, std::string_view name);
  EntityFacts& facts(EntityIndex entity) { return graph_.facts(entity); }
  // False, and a reject, when the stake cannot be.
  bool add(const StakeDraft& draft);
  // What follows belongs to this version of a record: an older version goes, and false says that this one is
  // itself the older. `date` is ISO 8601 and may be empty; of equal dates the later in the file wins.
  bool begin_record(std::string_view id, std::string_view date);
  void end_record() { record_ = nullptr; }
  // The stakes of this record no longer count from `day` on (empty: at all).
  void close_record(std::string_view id, std::string_view day);

  void reject(std::uint64_t line, std::string field, std::string reason, std::string_view record,
              bool whole = true);
  void warn(std::uint64_t line, std::string message);
  // "unknown", "undisclosed", "?" and the like, for an owner who is not named.
  [[nodiscard]] static bool means_undisclosed(std::string_view name);

  [[nodiscard]] std::uint64_t stake_count() const noexcept { return added_; }
  // Finishes: joins, marks repetitions, orders. The builder is empty afterwards.
  [[nodiscard]] Graph finish();

 private:
  struct Record {
    std::string date;
    std::vector<StakeIndex> stakes;
  };
  struct Reference {
    std::uint32_t line = 0;
    std::uint16_t file = 0;
    bool expected = false;
    bool described = false;
  };
  void drop(const Record& record);
  void note_undescribed();
  void join_names();
  void mark_repetitions();
  [[nodiscard]] Fault at(std::uint16_t file, std::uint64_t line, std::string message) const;

  BuildHandler handler_;
  Graph graph_;
  std::uint16_t file_ = 0;
  std::string file_name_;
  std::uint64_t added_ = 0;
  std::vector<Reference> references_;
  std::unordered_map<std::string, Record> records_;
  Record* record_ = nullptr;
};

// Entities whose owners hold more than 100 % at least on the day: visit(entity, sum in billionths).
void each_overfull(const Graph& graph, DayNumber day,
                   const std::function<void(EntityIndex, std::uint64_t)>& visit);

}  // namespace weir::ownership
