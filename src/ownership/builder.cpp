#include "ownership/builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>

#include "facts/dates.hpp"
#include "lists/csv.hpp"
#include "ownership/solver.hpp"
#include "text/fold.hpp"

namespace weir::ownership {
namespace {

// The plain form that most files have, without the general reader of dates.
std::optional<DayNumber> iso_day(std::string_view text) {
  constexpr std::size_t kSize = 10;
  if (text.size() < kSize || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (text.size() > kSize && text[kSize] != 'T') return std::nullopt;
  int parts[3] = {0, 0, 0};
  constexpr std::array<std::pair<std::size_t, std::size_t>, 3> kPlaces{{{0, 4}, {5, 2}, {8, 2}}};
  for (std::size_t p = 0; p < kPlaces.size(); ++p) {
    for (std::size_t i = 0; i < kPlaces[p].second; ++i) {
      const char c = text[kPlaces[p].first + i];
      if (c < '0' || c > '9') return std::nullopt;
      parts[p] = parts[p] * 10 + (c - '0');
    }
  }
  const std::chrono::year_month_day day{std::chrono::year{parts[0]},
                                        std::chrono::month{static_cast<unsigned>(parts[1])},
                                        std::chrono::day{static_cast<unsigned>(parts[2])}};
  if (!day.ok() || parts[0] < 1000 || parts[0] > 2200) return std::nullopt;
  return day_number(std::chrono::sys_days{day});
}

// A year stands for its first day where a stake begins and for its last where it ends.
std::optional<DayNumber> bound(std::string_view text, bool start) {
  text = lists::trim(text);
  if (text.empty()) return start ? kOpenStart : kOpenEnd;
  if (const auto day = iso_day(text)) return day;
  // The general reader takes a day that does not exist for an unknown day of the month.
  constexpr std::size_t kIsoSize = 10;
  if (text.size() >= kIsoSize && text[4] == '-' && text[7] == '-') return std::nullopt;
  const auto read = facts::parse_date(text);
  if (!read) return std::nullopt;
  return day_number(start ? read->earliest : read->latest);
}

}  // namespace

GraphBuilder::GraphBuilder(BuildHandler handler) : handler_(std::move(handler)) {}

void GraphBuilder::begin_file(const std::string& name) {
  file_name_ = name;
  file_ = graph_.add_file(name);
  record_ = nullptr;
}

EntityIndex GraphBuilder::by_id(std::string_view id, std::uint64_t line, bool expect_description) {
  std::string key = "i";
  key += id;
  const EntityIndex entity = graph_.entity(key);
  if (entity >= references_.size()) {
    references_.resize(entity + 1);
    references_[entity] = {.line = static_cast<std::uint32_t>(std::min<std::uint64_t>(line, 0xFFFFFFFFU)),
                           .file = file_};
  }
  references_[entity].expected = references_[entity].expected || expect_description;
  return entity;
}

EntityIndex GraphBuilder::by_name(std::string_view name) {
  name = lists::trim(name);
  std::string key = "n";
  key += text::fold(name);
  // Marks alone ("...", "-") name nobody.
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80U;
  };
  if (std::none_of(key.begin() + 1, key.end(), letter)) return kUndisclosed;
  const EntityIndex entity = graph_.entity(key);
  if (!graph_.has_name(entity)) graph_.set_name(entity, name);
  return entity;
}

void GraphBuilder::describe(EntityIndex entity, std::string_view name) {
  name = lists::trim(name);
  if (entity >= references_.size()) references_.resize(entity + 1);
  references_[entity].described = true;
  if (!name.empty() && !graph_.has_name(entity)) graph_.set_name(entity, name);
}

bool GraphBuilder::means_undisclosed(std::string_view name) {
  constexpr std::array<std::string_view, 8> kWords{"?",   "unknown",   "undisclosed",   "not disclosed",
                                                   "n/a", "not known", "unknown owner", "others undisclosed"};
  const std::string folded = text::fold(lists::trim(name));
  return std::find(kWords.begin(), kWords.end(), folded) != kWords.end();
}

bool GraphBuilder::add(const StakeDraft& draft) {
  constexpr std::uint64_t kMostStakes = std::numeric_limits<StakeIndex>::max() - 1;
  if (added_ >= kMostStakes) {
    reject(draft.line, "", "more stakes than the graph can hold", draft.record);
    return false;
  }
  Stake stake{.owner = draft.owner,
              .owned = draft.owned,
              .min = draft.share.min,
              .max = draft.share.max,
              .line = static_cast<std::uint32_t>(std::min<std::uint64_t>(draft.line, 0xFFFFFFFFU)),
              .file = file_,
              .kind = draft.kind};
  for (const bool start : {true, false}) {
    const std::string_view text = start ? draft.from : draft.to;
    const auto day = bound(text, start);
    if (!day) {
      reject(draft.line, start ? "from" : "to",
             fmt::format("'{}' is no date; expected YYYY-MM-DD, YYYY-MM or YYYY", text), draft.record);
      return false;
    }
    (start ? stake.from : stake.to) = *day;
  }
  if (const std::string problem = stake_problem(stake); !problem.empty()) {
    reject(draft.line, "", problem, draft.record);
    return false;
  }
  const StakeIndex index = graph_.add_stake(stake);
  if (record_ != nullptr) record_->stakes.push_back(index);
  ++added_;
  return true;
}

void GraphBuilder::drop(const Record& record) {
  for (const StakeIndex index : record.stakes) graph_.stake_for_change(index).removed = true;
}

bool GraphBuilder::begin_record(std::string_view id, std::string_view date) {
  const auto [place, fresh] = records_.try_emplace(fmt::format("{}\n{}", file_, id));
  Record& record = place->second;
  if (!fresh && date < record.date) {
    record_ = nullptr;
    return false;
  }
  drop(record);
  record.stakes.clear();
  record.date = date;
  record_ = &record;
  return true;
}

void GraphBuilder::close_record(std::string_view id, std::string_view day) {
  const auto found = records_.find(fmt::format("{}\n{}", file_, id));
  if (found == records_.end()) return;
  const auto end = bound(day, true);
  for (const StakeIndex index : found->second.stakes) {
    Stake& stake = graph_.stake_for_change(index);
    if (day.empty() || !end || *end <= stake.from) {
      stake.removed = true;
    } else {
      stake.to = std::min(stake.to, *end - 1);
    }
  }
}

void GraphBuilder::reject(std::uint64_t line, std::string field, std::string reason, std::string_view record,
                          bool whole) {
  handler_.reject({.file = file_name_,
                   .line = line,
                   .field = std::move(field),
                   .reason = std::move(reason),
                   .record = lists::excerpt(record),
                   .whole = whole});
}

Fault GraphBuilder::at(std::uint16_t file, std::uint64_t line, std::string message) const {
  return {.file = file < graph_.file_count() ? graph_.file(file) : std::string{},
          .line = line,
          .message = std::move(message)};
}

void GraphBuilder::warn(std::uint64_t line, std::string message) {
  handler_.warn(at(file_, line, std::move(message)));
}

void GraphBuilder::note_undescribed() {
  constexpr std::size_t kShown = 20;
  std::size_t count = 0;
  for (EntityIndex i = 0; i < references_.size(); ++i) {
    const Reference& reference = references_[i];
    if (!reference.expected || reference.described) continue;
    if (++count <= kShown) {
      handler_.warn(at(reference.file, reference.line,
                       fmt::format("the id '{}' is referred to, but no record describes it", graph_.id(i))));
    }
  }
  if (count > kShown)
    handler_.warn(at(0xFFFF, 0, fmt::format("and {} more ids that no record describes", count - kShown)));
}

void GraphBuilder::join_names() {
  // Names without an id that exactly one entity with an id has.
  std::unordered_map<std::string, std::pair<EntityIndex, bool>>
      by_name;  // entity, whether it is the only one
  std::size_t without_id = 0;
  for (EntityIndex i = 0; i < graph_.entity_count(); ++i) without_id += graph_.key(i).front() == 'n' ? 1 : 0;
  if (without_id == 0 || without_id == graph_.entity_count()) return;
  std::string key;
  for (EntityIndex i = 0; i < graph_.entity_count(); ++i) {
    if (graph_.key(i).front() != 'i' || !graph_.has_name(i)) continue;
    key = "n" + text::fold(graph_.name(i));
    if (!graph_.find(key)) continue;
    const auto [place, fresh] = by_name.try_emplace(key, i, true);
    if (!fresh) place->second.second = false;
  }
  if (by_name.empty()) return;
  std::unordered_map<EntityIndex, EntityIndex> joined;
  for (const auto& [name, target] : by_name) {
    const EntityIndex named = *graph_.find(name);
    if (target.second) {
      joined.emplace(named, target.first);
    } else {
      handler_.warn(
          at(0xFFFF, 0,
             fmt::format("several entities with an id have the name '{}'; the one without an id stays apart",
                         graph_.name(named))));
    }
  }
  for (StakeIndex i = 0; i < graph_.stake_count(); ++i) {
    Stake& stake = graph_.stake_for_change(i);
    if (const auto found = joined.find(stake.owner); found != joined.end()) stake.owner = found->second;
    if (const auto found = joined.find(stake.owned); found != joined.end()) stake.owned = found->second;
    if (stake.owner == stake.owned && !stake.removed) {
      stake.removed = true;
      handler_.warn(at(stake.file, stake.line, "owner and owned are the same by their names; left out"));
    }
  }
}

void GraphBuilder::mark_repetitions() {
  constexpr std::size_t kShown = 20;
  std::size_t doubtful = 0;
  std::vector<StakeIndex> order;
  for (EntityIndex owner = 0; owner < graph_.entity_count(); ++owner) {
    order.clear();
    graph_.each_stake_of(owner, [&](StakeIndex index) { order.push_back(index); });
    if (order.size() < 2) continue;
    const auto key = [&](StakeIndex index) {
      const Stake& s = graph_.stake(index);
      return std::tuple(s.owned, s.kind, s.min, s.max, s.from, s.to);
    };
    std::sort(order.begin(), order.end(),
              [&](StakeIndex a, StakeIndex b) { return std::pair(key(a), a) < std::pair(key(b), b); });
    for (std::size_t i = 1; i < order.size(); ++i) {
      if (key(order[i - 1]) != key(order[i])) continue;
      Stake& first = graph_.stake_for_change(order[i - 1]);
      Stake& again = graph_.stake_for_change(order[i]);
      if (first.removed || again.removed) continue;
      if (first.file == again.file && first.max > 0 && !is_control(first.kind)) {
        // Twice the same, or two holdings of one size? Both are possible, so the second is 0 up to its share.
        again.min = 0;
        if (++doubtful <= kShown) {
          handler_.warn(
              at(again.file, again.line,
                 fmt::format("the same stake as in line {}: a repetition, or a second holding of the same "
                             "size? It counts as 0 % to {}",
                             first.line, share_text(again.max))));
        }
      } else {
        first.removed = true;  // two sources say the same
      }
    }
  }
  if (doubtful > kShown)
    handler_.warn(at(0xFFFF, 0, fmt::format("and {} more stakes that are repeated", doubtful - kShown)));
}

Graph GraphBuilder::finish() {
  note_undescribed();
  join_names();
  graph_.freeze();
  mark_repetitions();
  records_.clear();
  references_.clear();
  return std::move(graph_);
}

void each_overfull(const Graph& graph, DayNumber day,
                   const std::function<void(EntityIndex, std::uint64_t)>& visit) {
  for (EntityIndex entity = 0; entity < graph.entity_count(); ++entity) {
    std::uint64_t shares = 0;
    std::uint64_t votes = 0;
    graph.each_holder(entity, day, [&](StakeIndex, const Stake& stake) {
      if (counts_as_shares(stake.kind)) shares += stake.min;
      if (counts_as_votes(stake.kind)) votes += stake.min;
    });
    if (std::max(shares, votes) > kWhole) visit(entity, std::max(shares, votes));
  }
}

}  // namespace weir::ownership
