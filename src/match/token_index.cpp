#include "match/token_index.hpp"

#include <algorithm>
#include <numeric>

#include "match/words.hpp"
#include "text/rarity.hpp"

namespace weir::match {

TokenIndex::TokenIndex(const snapshot::View& snapshot) : infos_(snapshot.token_count()) {
  std::uint16_t last = 0;
  const auto tokens = static_cast<std::uint32_t>(snapshot.token_count());
  for (std::uint32_t token = 0; token < tokens; ++token) {
    const snapshot::TokenRow& row = snapshot.token(token);
    infos_[token] = {.rarity = text::rarity_of_steps(row.rarity),
                     .head = head_of(snapshot.token_text(token)),
                     .length = row.length,
                     .company = stands_for_form(row.class_id),
                     .patronymic = (row.flags & snapshot::kPatronymic) != 0,
                     .named = row.name != 0};
    last = std::max(last, row.class_id);
  }
  first_.assign(last + std::size_t{2}, 0);
  for (std::uint32_t token = 0; token < tokens; ++token) {
    if (const std::uint16_t id = snapshot.token(token).class_id; id != 0) ++first_[id + std::size_t{1}];
  }
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  by_meaning_.resize(first_.back());
  std::vector<std::uint32_t> next = first_;
  for (std::uint32_t token = 0; token < tokens; ++token) {
    if (const std::uint16_t id = snapshot.token(token).class_id; id != 0) by_meaning_[next[id]++] = token;
  }
}

}  // namespace weir::match
