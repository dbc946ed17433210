// What makes a snapshot safe to read without further checks: every index lies inside its target, every run
// ends where the next begins, every probe ends.
//
// The loops have no branches and no early exit, so that compilers make vector code of them.
#include <algorithm>
#include <bit>

#include "snapshot/view.hpp"
#include "text/analyse.hpp"

namespace weir::snapshot {
namespace {

using Words = std::span<const std::uint32_t>;
using Check = std::function<bool(std::size_t, std::size_t)>;

Words part(Words words, std::size_t first, std::size_t last) {
  return words.subspan(first, last - first);
}

// Every value, under the mask, is below `limit`.
Check all_below(Words words, std::uint64_t limit, std::uint32_t mask = 0xFFFFFFFFU) {
  return [=](std::size_t first, std::size_t last) {
    std::uint32_t highest = 0;
    for (const std::uint32_t value : part(words, first, last)) highest = std::max(highest, value & mask);
    return first == last || highest < limit;
  };
}

// No value is above the one after it.
Check ascending(Words heads) {
  return [=](std::size_t first, std::size_t last) {
    std::uint32_t descents = 0;
    for (std::size_t i = first; i < std::min(last, heads.size() - 1); ++i)
      descents += static_cast<std::uint32_t>(heads[i + 1] < heads[i]);
    return descents == 0;
  };
}

// A row of `rows` counts as wrong when any of its conditions does.
template <class Row, class Wrong>
Check no_row(std::span<const Row> rows, Wrong wrong) {
  return [=](std::size_t first, std::size_t last) {
    std::uint64_t count = 0;
    for (std::size_t i = first; i < last; ++i) count += static_cast<std::uint64_t>(wrong(rows, i));
    return count == 0;
  };
}

// First and last of the starts of runs in a target of `size` rows.
bool spans(Words heads, std::size_t size) {
  return !heads.empty() && heads.front() == 0 && heads.back() == size;
}
bool spans_buckets(Words heads, std::size_t size) {
  return spans(heads, size) && std::has_single_bit(heads.size() - 1);  // one bucket at least
}

}  // namespace

std::optional<Section> View::wrong_size() const {
  if (forms_.empty() || forms_.back().first_token != form_tokens_.size()) return Section::Forms;
  if (tokens_.empty() || tokens_.back().first_posting != postings_.size()) return Section::Tokens;
  const std::size_t tokens = token_count();
  // A probe ends at an empty slot; each token fills one slot at most (element_check), so one stays empty.
  if (!std::has_single_bit(token_hash_.size()) || token_hash_.size() <= tokens) return Section::TokenHash;
  if (std::find(token_hash_.begin(), token_hash_.end(), kNone) == token_hash_.end())
    return Section::TokenHash;
  if (signatures_.size() != tokens) return Section::Signatures;
  if (!spans_buckets(sound_heads_, sound_rows_.size())) return Section::SoundHeads;
  if (!spans_buckets(run_heads_, run_rows_.size())) return Section::RunHeads;
  if (!spans(anchor_heads_, anchor_rows_.size()) || anchor_heads_.size() != tokens + 1)
    return Section::AnchorHeads;
  return std::nullopt;
}

Check View::element_check(Section section) const {
  const std::size_t names = names_.size();
  const std::size_t parties = parties_.size();
  const std::size_t tokens = token_count();
  const std::size_t forms = form_count();
  switch (section) {
    case Section::Parties:
      return no_row(parties_, [lists = meta_->lists.size(), names, details = details_.size()](auto rows,
                                                                                              std::size_t i) {
        const PartyRow& row = rows[i];
        return static_cast<int>(row.list >= lists) |
               static_cast<int>(row.schema > static_cast<std::uint8_t>(Schema::Address)) |
               static_cast<int>(row.gender > static_cast<std::uint8_t>(Gender::Other)) |
               static_cast<int>(row.details > details) |
               static_cast<int>(std::uint64_t{row.first_name} + row.name_count > names);
      });
    case Section::Names:
      return no_row(names_, [parties, forms](auto rows, std::size_t i) {
        const NameRow& row = rows[i];
        return static_cast<int>(row.party >= parties) |
               static_cast<int>(std::uint64_t{row.first_form} + row.form_count > forms) |
               static_cast<int>(row.kind > static_cast<std::uint8_t>(NameKind::Original));
      });
    case Section::Forms:
      return no_row(forms_, [names](auto rows, std::size_t i) {
        if (i + 1 == rows.size()) return 0;  // the sentinel; wrong_size() has looked at it
        return static_cast<int>(rows[i].name >= names) |
               static_cast<int>(rows[i].first_token > rows[i + 1].first_token);
      });
    case Section::Tokens:
      return no_row(tokens_, [](auto rows, std::size_t i) {
        if (i + 1 == rows.size()) return 0;
        return static_cast<int>(rows[i].first_posting > rows[i + 1].first_posting) |
               static_cast<int>(rows[i].length > rows[i + 1].length) | static_cast<int>(rows[i].length == 0) |
               static_cast<int>(rows[i].length > text::kMaxTokenBytes);
      });
    case Section::Identifiers:
      return no_row(identifiers_, [parties](auto rows, std::size_t i) {
        const bool last = i + 1 == rows.size();
        return static_cast<int>(rows[i].party >= parties) |
               static_cast<int>(!last && rows[i].hash > rows[i + !last].hash);
      });
    case Section::FormTokens:
      return all_below(form_tokens_, tokens, kTokenMask);
    case Section::Postings:
      return all_below(postings_, names);
    case Section::TokenHash:
      return [slots = token_hash_, tokens](std::size_t first, std::size_t last) {
        // Empty slots hold kNone: + 1 turns it into 0 and every index into one that is at most the count.
        std::uint32_t highest = 0;
        for (const std::uint32_t slot : part(slots, first, last)) highest = std::max(highest, slot + 1);
        return highest <= tokens;
      };
    case Section::SoundHeads:
      return ascending(sound_heads_);
    case Section::SoundRows:
      return all_below(sound_rows_, tokens, kTokenMask);
    case Section::AnchorHeads:
      return ascending(anchor_heads_);
    case Section::AnchorRows:
      return all_below(anchor_rows_, forms);
    case Section::RunHeads:
      return ascending(run_heads_);
    case Section::RunRows:
      return all_below(run_rows_, names);
    case Section::Meta:
    case Section::Strings:
    case Section::Details:
    case Section::Signatures:
      break;  // bytes whose readers check their own bounds, or values that are no indexes
  }
  return {};
}

}  // namespace weir::snapshot
