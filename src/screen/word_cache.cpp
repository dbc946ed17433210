#include "screen/word_cache.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "screen/common_words.hpp"
#include "snapshot/hashing.hpp"
#include "text/fold.hpp"
#include "text/romanise.hpp"
#include "text/tags.hpp"
#include "text/utf8.hpp"

namespace weir::screen {
namespace {

constexpr std::size_t kFirstSlots = 1U << 15U;

bool starts_upper(std::string_view word) {
  std::size_t at = 0;
  const auto first = static_cast<UChar32>(text::next_point(word, at));
  return u_islower(first) == 0;
}

// Korean puts particles behind a name without a space: up to two syllables.
std::vector<std::string> without_particles(std::string_view word) {
  std::vector<std::string> out;
  constexpr std::size_t kSyllable = 3;  // bytes
  for (std::size_t cut = 1; cut <= 2 && word.size() > (cut + 1) * kSyllable; ++cut)
    out.emplace_back(word.substr(0, word.size() - cut * kSyllable));
  return out;
}

}  // namespace

std::vector<std::string> nominatives(std::string_view word) {
  struct Ending {
    std::string_view from;
    std::array<std::string_view, 2> to;
  };
  // Longest first within one stem is not needed: every ending that fits is tried.
  static constexpr std::array<Ending, 17> kEndings{{{"а", {"", ""}},
                                                    {"у", {"", "а"}},
                                                    {"ом", {"", ""}},
                                                    {"ым", {"", "ый"}},
                                                    {"ем", {"ь", "й"}},
                                                    {"е", {"", "а"}},
                                                    {"ой", {"а", "ая"}},
                                                    {"ого", {"ий", "ый"}},
                                                    {"ому", {"ий", "ый"}},
                                                    {"им", {"ий", ""}},
                                                    {"ы", {"а", ""}},
                                                    {"и", {"а", "я"}},
                                                    {"ю", {"й", "я"}},
                                                    {"я", {"й", "ь"}},
                                                    {"ую", {"ая", ""}},
                                                    {"ей", {"я", ""}},
                                                    {"ову", {"ов", ""}}}};
  std::vector<std::string> out;
  constexpr std::size_t kShortestStem = 6;  // bytes: three letters
  for (const Ending& ending : kEndings) {
    if (!word.ends_with(ending.from) || word.size() < ending.from.size() + kShortestStem) continue;
    const std::string_view stem = word.substr(0, word.size() - ending.from.size());
    for (const std::string_view to : ending.to) {
      std::string form = std::string(stem) + std::string(to);
      if (std::find(out.begin(), out.end(), form) == out.end()) out.push_back(std::move(form));
    }
  }
  return out;
}

WordCache::WordCache(const snapshot::View& snapshot)
    : snapshot_(snapshot), slots_(kFirstSlots, snapshot::kNone) {}

void WordCache::clear() {
  slots_.assign(kFirstSlots, snapshot::kNone);
  entries_.clear();
  ids_.clear();
  arena_.clear();
}

void WordCache::add_id(std::string_view latin, Entry& entry) {
  const std::uint32_t id = snapshot_.find_token(latin);
  if (id == snapshot::kNone) return;
  const auto known = std::find(ids_.begin() + entry.first, ids_.end(), id);
  if (known != ids_.end()) return;
  ids_.push_back(id);
  ++entry.count;
  entry.anchors = entry.anchors || !snapshot_.anchored_forms(id).empty();
}

WordCache::Entry WordCache::make(std::string_view word, text::Script script, std::uint64_t hash) {
  Entry entry{.hash = hash,
              .text = static_cast<std::uint32_t>(arena_.size()),
              .length = static_cast<std::uint32_t>(word.size()),
              .first = static_cast<std::uint32_t>(ids_.size())};
  arena_.append(word);
  entry.upper = starts_upper(word);
  constexpr std::size_t kLongest = 120;
  if (word.size() > kLongest) return entry;  // base64, hex dumps: no name
  std::string folded = text::fold(word);
  std::erase(folded, '\'');
  if (folded.size() > 2 && word.size() > 2 && word[word.size() - 1] == 's') {
    // "Petrov's": the English genitive.
    const bool genitive =
        word[word.size() - 2] == '\'' || word.substr(0, word.size() - 1).ends_with("\u2019");
    if (genitive) add_id(std::string_view(folded).substr(0, folded.size() - 1), entry);
  }
  const auto add_readings = [&](std::string_view form) {
    for (const text::Reading& reading : text::romanise(form, script, Schema::LegalEntity)) {
      if (reading.words.size() == 1) add_id(reading.words.front(), entry);
    }
  };
  if (script == text::Script::Latin && text::is_ascii(folded)) {
    add_id(folded, entry);
    if (const std::string expanded = text::fold_expanded(word); !expanded.empty()) add_id(expanded, entry);
  } else {
    add_readings(folded);
    if (script == text::Script::Cyrillic) {
      for (const std::string& form : nominatives(folded)) add_readings(form);
    }
    if (script == text::Script::Hangul && entry.count == 0) {
      for (const std::string& form : without_particles(folded)) add_readings(form);
    }
  }
  entry.flags = text::tag_of(folded).flags;
  entry.common = script == text::Script::Latin ? common_word(folded) : entry.flags != 0;
  return entry;
}

std::uint32_t WordCache::find(std::string_view word, text::Script script) {
  const std::uint64_t hash = snapshot::hash_text(word);
  std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot] != snapshot::kNone; slot = (slot + 1) & mask) {
    const Entry& known = entries_[slots_[slot]];
    if (known.hash == hash && std::string_view(arena_).substr(known.text, known.length) == word)
      return slots_[slot];
  }
  const auto index = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back(make(word, script, hash));
  slots_[slot] = index;
  if (entries_.size() * 2 > slots_.size()) {
    slots_.assign(slots_.size() * 2, snapshot::kNone);
    mask = slots_.size() - 1;
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
      std::size_t place = entries_[i].hash & mask;
      while (slots_[place] != snapshot::kNone) place = (place + 1) & mask;
      slots_[place] = i;
    }
  }
  return index;
}

}  // namespace weir::screen
