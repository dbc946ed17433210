// Goods codes of one HS edition as a trie over digits; each node carries the units whose prefix ends there.
//
// After finish() the postings of a node and of all below it lie together in memory, so that a walk touches
// few cache lines. Thread-safety: immutable once finished. Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <span>
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
        added_.emplace_back();
      }
      node = nodes_[node].next[digit];
    }
    added_[node].push_back({unit, static_cast<std::uint8_t>(digits.size()), system});
  }

  // Before the first find().
  void finish() {
    postings_.clear();
    lay_out(0);
    added_.clear();
    added_.shrink_to_fit();
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
      for (const Posting& posting : own(node)) {
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
    for (const Posting& posting : below(node)) {
      if (posting.depth <= 6 || depth <= 6 || posting.system == code.nomenclature.system) maybe(posting.unit);
    }
  }

 private:
  struct Posting {
    std::uint32_t unit;
    std::uint8_t depth;  // digits of the prefix
    CodeSystem system;
  };
  struct Node {
    std::array<std::uint32_t, 10> next{};
    // In postings_: those of the node itself, then those below it.
    std::uint32_t first = 0;
    std::uint32_t own_end = 0;
    std::uint32_t below_end = 0;
  };

  void lay_out(std::uint32_t node) {
    nodes_[node].first = static_cast<std::uint32_t>(postings_.size());
    postings_.insert(postings_.end(), added_[node].begin(), added_[node].end());
    nodes_[node].own_end = static_cast<std::uint32_t>(postings_.size());
    for (const std::uint32_t next : nodes_[node].next) {
      if (next != 0) lay_out(next);  // as deep as a code is long
    }
    nodes_[node].below_end = static_cast<std::uint32_t>(postings_.size());
  }
  [[nodiscard]] std::span<const Posting> own(std::uint32_t node) const {
    return std::span(postings_).subspan(nodes_[node].first, nodes_[node].own_end - nodes_[node].first);
  }
  // Every posting below the node, not those at it.
  [[nodiscard]] std::span<const Posting> below(std::uint32_t node) const {
    return std::span(postings_).subspan(nodes_[node].own_end, nodes_[node].below_end - nodes_[node].own_end);
  }
  // Beyond six digits each system numbers for itself: codes of another one may or may not be meant.
  template <class Maybe>
  void foreign(std::uint32_t node, CodeSystem system, Maybe maybe) const {
    for (const Posting& posting : below(node)) {
      if (posting.system != system) maybe(posting.unit);
    }
  }

  std::vector<Node> nodes_{1};
  std::vector<Posting> postings_;
  std::vector<std::vector<Posting>> added_{1};  // by node, until finish()
};

}  // namespace weir::rules
