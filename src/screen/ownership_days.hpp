// Who owns whom on any day: stakes come and go, so each stretch of days without a change is solved by itself,
// when the first asks for it.
//
// Thread-safety: on() may be called from any thread; it holds a lock while it solves. Errors: Fault of the
// solver. Memory: solved stretches are kept up to some 512 MB in all, at least one; the one that was asked
// longest ago goes first.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "screen/ownership_screen.hpp"
#include "screen/ownership_sources.hpp"

namespace weir::screen {

class OwnershipDays {
 public:
  explicit OwnershipDays(OwnershipInput input);
  OwnershipDays(OwnershipDays&&) noexcept;
  OwnershipDays& operator=(OwnershipDays&&) noexcept;
  ~OwnershipDays();

  // Days on which a stake begins or has just ended, or a regime's row does: answers do not change between
  // them. Ascending.
  [[nodiscard]] const std::vector<Day>& breaks() const noexcept;
  // Which stretch of equal stakes the day is in, from 0. Who asks in this order has each solved once.
  [[nodiscard]] std::size_t stretch(Day day) const noexcept;
  [[nodiscard]] tl::expected<std::shared_ptr<const OwnershipScreen>, Fault> on(Day day) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// One thread's way to ask on any day, the last stretch at hand.
class OwnersByDay {
 public:
  explicit OwnersByDay(const OwnershipDays& days) : days_(&days) {}  // which must outlive it
  // Who is asked on that day.
  [[nodiscard]] tl::expected<OwnershipScreen::Asker*, Fault> on(Day day) {
    const std::size_t stretch = days_->stretch(day);
    if (asker_ && stretch == stretch_) return &*asker_;
    auto solved = days_->on(day);
    if (!solved) return tl::unexpected(solved.error());
    if (asker_)
      asker_->turn_to(**solved);
    else
      asker_.emplace(**solved);
    stretch_ = stretch;
    solved_ = std::move(*solved);  // what was asked before may go now
    return &*asker_;
  }

 private:
  const OwnershipDays* days_;
  std::size_t stretch_ = 0;
  std::shared_ptr<const OwnershipScreen> solved_;
  std::optional<OwnershipScreen::Asker> asker_;
};

}  // namespace weir::screen
