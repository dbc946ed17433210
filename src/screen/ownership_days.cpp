#include "screen/ownership_days.hpp"

#include <algorithm>
#include <list>
#include <mutex>
#include <set>
#include <utility>

namespace weir::screen {
namespace {

// Solved stretches weigh their stakes and entities, and something for the index over those that are owned.
constexpr std::size_t kMostWeight = 4'000'000;
constexpr std::size_t kLeastWeight = 2'000;

// The first day of [from, to] and the first after it, where they are no open ends.
void note(std::set<Day>& days, ownership::DayNumber from, ownership::DayNumber to) {
  if (from != ownership::kOpenStart) days.insert(ownership::day_of(from));
  if (to != ownership::kOpenEnd) days.insert(ownership::day_of(to) + std::chrono::days{1});
}

}  // namespace

struct OwnershipDays::State {
  explicit State(OwnershipInput from) : input(std::move(from)) {
    std::set<Day> changes;
    input.graph.each_stake([&](const ownership::Stake& stake) { note(changes, stake.from, stake.to); });
    stakes.assign(changes.begin(), changes.end());
    for (const ownership::Regime& regime : input.regimes) note(changes, regime.from, regime.to);
    all.assign(changes.begin(), changes.end());
  }

  OwnershipInput input;
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
  const std::size_t weight = graph.stake_count() + graph.entity_count() + kLeastWeight;
  while (!state.solved.empty() && (state.solved.size() + 1) * weight > kMostWeight) state.solved.pop_back();
  // Any day of the stretch gives the same; the regimes' rows are told apart by whoever asks.
  auto solver = ownership::Solver::solve(graph.copy(), state.input.regimes, state.input.listed,
                                         ownership::day_number(day));
  if (!solver) return tl::unexpected(solver.error());
  auto screen = OwnershipScreen::over(std::move(*solver));
  if (!screen) return tl::unexpected(screen.error());
  state.solved.emplace_front(wanted, std::make_shared<const OwnershipScreen>(std::move(*screen)));
  return state.solved.front().second;
}

}  // namespace weir::screen
