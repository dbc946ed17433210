#include "ownership/reference.hpp"

#include <algorithm>

namespace weir::ownership {
namespace {

using Set = std::vector<bool>;
enum class Question : unsigned char { Certain, Judged, Possible };

class Reference {
 public:
  Reference(const Graph& graph, const Regime& regime, DayNumber day)
      : graph_(graph), regime_(regime), day_(day) {}

  // The smallest set that has the seeds and every entity that the set owns.
  [[nodiscard]] Set close(Set members, Question question) const {
    for (bool changed = true; changed;) {
      changed = false;
      for (EntityIndex entity = 0; entity < members.size(); ++entity) {
        if (!members[entity] && owned(entity, members, question)) {
          members[entity] = true;
          changed = true;
        }
      }
    }
    return members;
  }

 private:
  struct Sums {
    std::int64_t members_least = 0;
    std::int64_t members_most = 0;
    std::int64_t others_least = 0;
    std::int64_t dark_least = 0;
    std::int64_t dark_most = 0;
  };
  [[nodiscard]] Sums sums(EntityIndex entity, const Set& members, bool (*counts)(StakeKind)) const {
    Sums out;
    for (StakeIndex i = 0; i < graph_.stake_count(); ++i) {
      const Stake& stake = graph_.stake(i);
      if (stake.removed || stake.owned != entity || day_ < stake.from || day_ > stake.to ||
          !counts(stake.kind))
        continue;
      if (stake.owner == kUndisclosed) {
        out.dark_least += stake.min;
        out.dark_most += stake.max;
      } else if (members[stake.owner]) {
        out.members_least += stake.min;
        out.members_most += stake.max;
      } else {
        out.others_least += stake.min;
      }
    }
    return out;
  }
  [[nodiscard]] bool over(std::int64_t share) const {
    return regime_.strictly_more ? share > static_cast<std::int64_t>(regime_.threshold)
                                 : share >= static_cast<std::int64_t>(regime_.threshold);
  }
  [[nodiscard]] bool may_be_over(const Sums& sum) const {
    if (sum.members_most == 0) return false;
    std::int64_t most = sum.members_most + sum.dark_most;
    const auto whole = static_cast<std::int64_t>(kWhole);
    if (sum.members_least + sum.others_least + sum.dark_least <= whole)
      most = std::min(most, whole - sum.others_least);
    return over(std::max(most, sum.members_least));
  }
  [[nodiscard]] bool controlled(EntityIndex entity, const Set& members) const {
    for (StakeIndex i = 0; i < graph_.stake_count(); ++i) {
      const Stake& stake = graph_.stake(i);
      const bool control = stake.kind == StakeKind::Consolidation || stake.kind == StakeKind::Board ||
                           stake.kind == StakeKind::Director || stake.kind == StakeKind::Influence;
      if (control && !stake.removed && stake.owned == entity && stake.from <= day_ && day_ <= stake.to &&
          stake.owner != kUndisclosed && members[stake.owner])
        return true;
    }
    return false;
  }
  [[nodiscard]] bool owned(EntityIndex entity, const Set& members, Question question) const {
    const Sums shares = sums(entity, members, [](StakeKind kind) {
      return kind != StakeKind::Votes && kind != StakeKind::Board && kind != StakeKind::Director &&
             kind != StakeKind::Influence;
    });
    const Sums votes = sums(entity, members, [](StakeKind kind) {
      return kind != StakeKind::Shares && kind != StakeKind::Board && kind != StakeKind::Director &&
             kind != StakeKind::Influence;
    });
    if (over(shares.members_least)) return true;
    if (regime_.votes && over(votes.members_least)) return true;
    if (question == Question::Certain) return false;
    if (regime_.control && (over(votes.members_least) || controlled(entity, members))) return true;
    if (question == Question::Judged) return false;
    return may_be_over(shares) || ((regime_.votes || regime_.control) && may_be_over(votes));
  }

  const Graph& graph_;
  const Regime& regime_;
  DayNumber day_;
};

}  // namespace

std::vector<OwnershipStatus> reference_statuses(const Graph& graph, const Regime& regime,
                                                std::span<const ListedParty> listed, DayNumber day) {
  const std::size_t entities = graph.entity_count();
  std::vector<OwnershipStatus> out(entities, OwnershipStatus::NotOwned);
  if (regime.suspended) {
    out.assign(entities, OwnershipStatus::NoRule);
    return out;
  }
  const Reference reference(graph, regime, day);
  const auto raise = [&](const Set& members, OwnershipStatus status) {
    for (std::size_t i = 0; i < entities; ++i) {
      if (members[i]) out[i] = std::max(out[i], status);
    }
  };
  const auto answer = [&](Question question, OwnershipStatus status) {
    Set all(entities, false);
    for (const ListedParty& party : listed) {
      if (!regime.counts(party.list, party.programmes)) continue;
      if (question == Question::Certain && !party.certain) continue;
      if (regime.aggregate) {
        all[party.entity] = true;
        continue;
      }
      Set alone(entities, false);
      alone[party.entity] = true;
      raise(reference.close(std::move(alone), question), status);
    }
    if (regime.aggregate) raise(reference.close(std::move(all), question), status);
  };
  answer(Question::Certain, OwnershipStatus::Owned);
  answer(Question::Judged, OwnershipStatus::HumanReview);
  answer(Question::Possible, OwnershipStatus::NotDetermined);
  for (const ListedParty& party : listed) {
    if (party.certain && regime.counts(party.list, party.programmes))
      out[party.entity] = OwnershipStatus::Listed;
  }
  return out;
}

}  // namespace weir::ownership
