#include "screen/ownership_days.hpp"

#include <algorithm>
#include <list>
#include <mutex>
#include <set>
#include <utility>

namespace weir::screen {
namespace {

// What solved stretches may take, by a rough estimate of bytes: measured, not counted.
constexpr std::size_t kMostBytes = 512U << 20U;
constexpr std::size_t kBytesAStake = 64;
constexpr std::size_t kBytesAnEntityAndRow = 400;  // of the table of regimes

// The first day of [from, to] and the first after it, where they are no open ends.
void note(std::set<Day>& days, ownership::DayNumber from, ownership::DayNumber to) {
  if (from != ownership::kOpenStart) days.insert(ownership::day_of(from));
  if (to != ownership::kOpenEnd) days.insert(ownership::day_of(to) + std::chrono::days{1});
}

}  // namespace

struct OwnershipDays::State {
  explicit State(OwnershipInput from) : input(std::move(from)) {
    if (!input.graph.frozen()) input.graph.freeze();
    std::set<Day> changes;
    input.graph.each_stake([&](const ownership::Stake& stake) { note(changes, stake.from, stake.to); });
    stakes.assign(changes.begin(), changes.end());
    for (const ownership::Regime& regime : input.regimes) note(changes, regime.from, regime.to);
    all.assign(changes.begin(), changes.end());
  }

  // One index for all days, over what the listed hold, directly or through others, on any day.
  tl::expected<void, Fault> make_index() {
    if (index) return {};
    const ownership::Graph& graph = input.graph;
    std::vector<bool> seen(graph.entity_count(), false);
    std::vector<ownership::EntityIndex> open;
    const auto reach = [&](ownership::EntityIndex entity) {
      if (entity >= seen.size() || seen[entity]) return;
      seen[entity] = true;
      open.push_back(entity);
    };
    for (const ownership::ListedParty& party : input.listed) reach(party.entity);
    while (!open.empty()) {
      const ownership::EntityIndex owner = open.back();
      open.pop_back();
      graph.each_stake_of(owner, [&](ownership::StakeIndex stake) { reach(graph.stake(stake).owned); });
    }
    std::vector<ownership::EntityIndex> entities;
    for (ownership::EntityIndex i = 0; i < seen.size(); ++i) {
      if (seen[i]) entities.push_back(i);
    }
    auto made = OwnershipIndex::over(graph, entities);
    if (!made) return tl::unexpected(made.error());
    index = std::move(*made);
    return {};
  }

  OwnershipInput input;
  std::shared_ptr<const OwnershipIndex> index;
  std::vector<Day> stakes;  // days on which some stake begins or has just ended
  std::vector<Day> all;
  std::mutex lock;
  std::list<std::pair<std::size_t, std::shared_ptr<const OwnershipScreen>>> solved;  // last asked first
};

OwnershipDays::OwnershipDays(OwnershipInput input) : state_(std::make_unique<State>(std::move(input))) {}
OwnershipDays::OwnershipDays(OwnershipDays&&) noexcept = default;
OwnershipDays& OwnershipDays::operator=(OwnershipDays&&) noexcept = default;
OwnershipDays::~OwnershipDays() = default;

const std::vector<Day>& OwnershipDays::breaks() const noexcept {
  return state_->all;
}

std::size_t OwnershipDays::stretch(Day day) const noexcept {
  const auto& days = state_->stakes;
  return static_cast<std::size_t>(std::upper_bound(days.begin(), days.end(), day) - days.begin());
}

tl::expected<std::shared_ptr<const OwnershipScreen>, Fault> OwnershipDays::on(Day day) const {
  State& state = *state_;
  const std::size_t wanted = stretch(day);
  const std::scoped_lock hold(state.lock);
  const auto known = std::find_if(state.solved.begin(), state.solved.end(),
                                  [&](const auto& one) { return one.first == wanted; });
  if (known != state.solved.end()) {
    state.solved.splice(state.solved.begin(), state.solved, known);
    return known->second;
  }
  const ownership::Graph& graph = state.input.graph;
  const std::size_t bytes = kBytesAStake * graph.stake_count() +
                            kBytesAnEntityAndRow * graph.entity_count() * (state.input.regimes.size() + 1) +
                            1;
  while (!state.solved.empty() && (state.solved.size() + 1) * bytes > kMostBytes) state.solved.pop_back();
  // Any day of the stretch gives the same; the regimes' rows are told apart by whoever asks.
  auto solver = ownership::Solver::solve(graph.copy(), state.input.regimes, state.input.listed,
                                         ownership::day_number(day));
  if (!solver) return tl::unexpected(solver.error());
  if (auto made = state.make_index(); !made) return tl::unexpected(made.error());
  state.solved.emplace_front(wanted,
                             std::make_shared<const OwnershipScreen>(std::move(*solver), state.index));
  return state.solved.front().second;
}

}  // namespace weir::screen
