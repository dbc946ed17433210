#include "match/token_index.hpp"

#include <algorithm>
#include <numeric>

namespace weir::match {

TokenIndex::TokenIndex(const snapshot::View& snapshot) : heads_(snapshot.token_count()) {
  std::uint16_t last = 0;
  const auto tokens = static_cast<std::uint32_t>(snapshot.token_count());
  for (std::uint32_t token = 0; token < tokens; ++token) {
    heads_[token] = head_of(snapshot.token_text(token));
    last = std::max(last, snapshot.token(token).class_id);
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
