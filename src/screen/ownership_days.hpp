// Who owns whom on any day: stakes come and go, so each stretch of days without a change is solved by itself,
// when the first asks for it.
//
// Thread-safety: on() may be called from any thread; it holds a lock while it solves. Errors: Fault of the
// solver. Memory: solved stretches are kept up to some gigabyte in all, at least one; the one that was asked
// longest ago goes first.
#pragma once

#include <memory>
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

// One thread's way to ask as long as the stakes are the same.
struct OwnersOfStretch {
  OwnersOfStretch(std::size_t of, std::shared_ptr<const OwnershipScreen> solved)
      : stretch(of), screen(std::move(solved)), asker(*screen) {}
  std::size_t stretch;
  std::shared_ptr<const OwnershipScreen> screen;
  OwnershipScreen::Asker asker;
};

}  // namespace weir::screen
