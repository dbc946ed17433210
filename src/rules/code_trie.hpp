// Goods codes of one HS edition as a trie over digits; each node carries the units whose prefix ends there.
//
// Thread-safety: immutable once filled. Errors: none.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "weir/rules.hpp"

namespace weir::rules {

class CodeTrie {
 public:
  void add(std::string_view digits, CodeSystem system, std::uint32_t unit) {
    std::uint32_t node = 0;
    for (const char c : digits) {
      const auto digit = static_cast<std::size_t>(c - '0');
      if (nodes_[node].next[digit] == 0) {
        nodes_[node].next[digit] = static_cast<std::uint32_t>(nodes_.size());
        nodes_.emplace_back();
      }
      node = nodes_[node].next[digit];
    }
    nodes_[node].postings.push_back({unit, system});
  }

  // Calls yes(unit) for each prefix of the code and maybe(unit) for each prefix that the code is too short
  // for, or that is of another national system.
  template <class Yes, class Maybe>
  void find(const GoodsCode& code, Yes yes, Maybe maybe) const {
    std::uint32_t node = 0;
    std::size_t depth = 0;
    std::uint32_t at_six = 0;
    const std::string_view digits = code.digits;
    for (;; ++depth) {
      for (const Posting& posting : nodes_[node].postings) {
        if (depth <= 6 || posting.system == code.nomenclature.system) yes(posting.unit);
      }
      if (depth == 6) at_six = node;
      if (depth == digits.size()) break;
      const char c = digits[depth];
      const std::uint32_t next =
          c < '0' || c > '9' ? 0 : nodes_[node].next[static_cast<std::size_t>(c - '0')];
      if (next == 0) {
        if (depth >= 6) foreign(at_six, code.nomenclature.system, maybe);
        return;
      }
      node = next;
    }
    // The whole code was read: whatever lies deeper is narrower.
    if (depth > 6) foreign(at_six, code.nomenclature.system, maybe);
    below(node, depth, [&](const Posting& posting, std::size_t deep) {
      if (deep <= 6 || depth <= 6 || posting.system == code.nomenclature.system) maybe(posting.unit);
    });
  }

 private:
  struct Posting {
    std::uint32_t unit;
    CodeSystem system;
  };
  struct Node {
    std::array<std::uint32_t, 10> next{};
    std::vector<Posting> postings;
  };

  // Every posting below the node, not those at it.
  template <class Visit>
  void below(std::uint32_t start, std::size_t depth, Visit visit) const {
    for (const std::uint32_t next : nodes_[start].next) {
      if (next == 0) continue;
      for (const Posting& posting : nodes_[next].postings) visit(posting, depth + 1);
      below(next, depth + 1, visit);  // as deep as a code is long
    }
  }
  // Beyond six digits each system numbers for itself: codes of another one may or may not be meant.
  template <class Maybe>
  void foreign(std::uint32_t node, CodeSystem system, Maybe maybe) const {
    below(node, 6, [&](const Posting& posting, std::size_t) {
      if (posting.system != system) maybe(posting.unit);
    });
  }

  std::vector<Node> nodes_{1};
};

}  // namespace weir::rules
