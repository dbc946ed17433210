#include "screen/text_scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "match/evidence.hpp"
#include "snapshot/hashing.hpp"
#include "text/fold.hpp"
#include "text/rarity.hpp"
#include "text/tags.hpp"
#include "text/utf8.hpp"

namespace weir::screen {
namespace {

constexpr std::size_t kReach = 24;          // words to either side that a name may take
constexpr std::size_t kWindow = 1U << 14U;  // words kept before the oldest are dropped
constexpr double kSingleWord = -1.5;        // nats: one word alone names many things
constexpr double kTwoCharacters = -1.5;

// Words that must stand in the text.
bool must_stand(std::uint32_t packed) {
  const std::uint32_t flags = packed >> snapshot::kTokenBits;
  return (flags & (text::kLegal | text::kTitle | text::kParticle | text::kSuffix)) == 0;
}

// The words round a place on one line, the place in brackets.
std::string quote_of(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kContext = 70;  // bytes
  std::size_t from = begin > kContext ? begin - kContext : 0;
  std::size_t to = std::min(text.size(), end + kContext);
  const auto inside = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  while (from < begin && inside(from)) ++from;
  while (to > end && inside(to)) --to;
  std::string out;
  const auto append = [&](std::string_view part) {
    for (const char c : part) {
      const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
      if (!blank) {
        out.push_back(c);
      } else if (!out.empty() && out.back() != ' ') {
        out.push_back(' ');
      }
    }
  };
  append(text.substr(from, begin - from));
  out.push_back('[');
  append(text.substr(begin, end - begin));
  out.push_back(']');
  append(text.substr(end, to - end));
  return out;
}

}  // namespace

TextScan::TextScan(const snapshot::View& snapshot)
    : snapshot_(snapshot), cache_(snapshot), near_(snapshot.token_count(), 0) {}

bool TextScan::has_id(std::size_t index, std::uint32_t id) const {
  const auto ids = cache_.ids(cache_.entry(words_[index].entry));
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

void TextScan::add_place(const Place& place) {
  if (place.weight >= least_weight_) places_.push_back(place);
}

void TextScan::verify_form(std::size_t index, std::uint32_t id, std::uint32_t form) {
  const std::uint32_t name = snapshot_.form_name(form);
  const snapshot::NameRow& row = snapshot_.names()[name];
  const auto schema = static_cast<Schema>(snapshot_.parties()[row.party].schema);
  const bool any_order = schema == Schema::Person || schema == Schema::LegalEntity;
  // The words that must stand in the text, and which of them the anchor is.
  std::array<std::uint32_t, kReach> wanted{};
  std::size_t count = 0;
  std::size_t anchor = 0;
  for (const std::uint32_t packed : snapshot_.form_words(form)) {
    if (!must_stand(packed)) continue;
    if (count == wanted.size()) return;
    if ((packed & snapshot::kTokenMask) == id) anchor = count;
    wanted[count++] = packed & snapshot::kTokenMask;
  }
  if (count == 0) return;
  const bool single = count == 1;
  if (single) {
    // One word that is on several names says nothing by itself, and a weak alias of one word neither (OFAC
    // FAQ 122).
    constexpr std::size_t kMostNames = 4;
    if (snapshot_.postings(id).size() > kMostNames || static_cast<NameKind>(row.kind) == NameKind::Weak)
      return;
    // "Abu Ismail" is not "Ismail": particles and titles must stand too where there is but one other word.
    count = 0;
    for (const std::uint32_t packed : snapshot_.form_words(form)) {
      if ((packed >> snapshot::kTokenBits & text::kLegal) != 0) continue;
      if (count == wanted.size()) return;
      if ((packed & snapshot::kTokenMask) == id) anchor = count;
      wanted[count++] = packed & snapshot::kTokenMask;
    }
  }
  std::array<std::size_t, kReach> where{};
  where.fill(words_.size());
  where[anchor] = index;
  const auto near = [&](std::size_t from, std::size_t to) {
    // No paragraph lies between the two words.
    for (std::size_t i = from + 1; i <= to; ++i) {
      if (words_[i].raw.after_break) return false;
    }
    return true;
  };
  const auto taken = [&](std::size_t at) {
    return std::find(where.begin(), where.begin() + static_cast<std::ptrdiff_t>(count), at) !=
           where.begin() + static_cast<std::ptrdiff_t>(count);
  };
  if (any_order) {
    const std::size_t reach = count + 1;
    for (std::size_t w = 0; w < count; ++w) {
      if (w == anchor) continue;
      // The nearest place that is free.
      for (std::size_t step = 1; step <= reach && where[w] == words_.size(); ++step) {
        for (const bool after : {true, false}) {
          if (!after && index < step) continue;
          const std::size_t at = after ? index + step : index - step;
          if (at >= words_.size() || taken(at) || !has_id(at, wanted[w])) continue;
          if (near(std::min(at, index), std::max(at, index))) {
            where[w] = at;
            break;
          }
        }
      }
      if (where[w] == words_.size()) return;
    }
  } else {
    // In order, at most one other word between two of the name.
    constexpr std::size_t kGap = 2;
    for (std::size_t w = anchor; w-- > 0;) {
      const std::size_t next = where[w + 1];
      for (std::size_t step = 1; step <= kGap && step <= next; ++step) {
        if (has_id(next - step, wanted[w]) && near(next - step, next)) {
          where[w] = next - step;
          break;
        }
      }
      if (where[w] == words_.size()) return;
    }
    for (std::size_t w = anchor + 1; w < count; ++w) {
      for (std::size_t step = 1; step <= kGap && where[w - 1] + step < words_.size(); ++step) {
        const std::size_t at = where[w - 1] + step;
        if (has_id(at, wanted[w]) && near(where[w - 1], at)) {
          where[w] = at;
          break;
        }
      }
      if (where[w] == words_.size()) return;
    }
  }
  const auto [first, last] =
      std::minmax_element(where.begin(), where.begin() + static_cast<std::ptrdiff_t>(count));
  if (*last - *first + 1 > count + 1 + count / 2) return;  // too scattered
  bool all_common = true;
  bool all_upper = true;
  for (std::size_t w = 0; w < count; ++w) {
    const WordCache::Entry& entry = cache_.entry(words_[where[w]].entry);
    all_common = all_common && entry.common;
    all_upper = all_upper && entry.upper;
  }
  if (all_common && (single || !all_upper)) return;
  if (single && !all_upper) return;
  match::words_of(snapshot_, form, form_words_);
  float rarity = 0;
  for (const match::Word& word : form_words_) {
    if (match::finds(word) && (word.flags & text::kGeneric) == 0) rarity += word.rarity;
  }
  double weight = match::name_weight({.similarity = 1, .rarity = rarity});
  if (single) weight += kSingleWord;
  if (all_common) weight += kSingleWord;
  std::vector<Evidence> alias;
  match::judge_alias(static_cast<NameKind>(row.kind), alias);
  weight += match::total_weight(alias);
  add_place({.begin = words_[*first].raw.offset,
             .end = words_[*last].raw.offset + words_[*last].raw.length,
             .name = name,
             .form = form,
             .weight = weight});
}

void TextScan::mark_window(std::size_t index) {
  ++window_;
  const std::size_t first = index > kReach ? index - kReach : 0;
  const std::size_t last = std::min(words_.size(), index + kReach + 1);
  for (std::size_t i = first; i < last; ++i) {
    for (const std::uint32_t id : cache_.ids(cache_.entry(words_[i].entry))) near_[id] = window_;
  }
}

bool TextScan::all_near(std::uint32_t form) const {
  const std::span<const std::uint32_t> words = snapshot_.form_words(form);
  return std::all_of(words.begin(), words.end(), [&](std::uint32_t packed) {
    return !must_stand(packed) || near_[packed & snapshot::kTokenMask] == window_;
  });
}

void TextScan::verify(std::size_t index) {
  const WordCache::Entry& entry = cache_.entry(words_[index].entry);
  if (!entry.anchors) return;
  bool marked = false;
  for (const std::uint32_t id : cache_.ids(entry)) {
    const std::span<const std::uint32_t> forms = snapshot_.anchored_forms(id);
    // Where many names hang on one word, the words round it are marked once, and a name with a word that is
    // not among them is passed over.
    constexpr std::size_t kMany = 4;
    if (forms.size() > kMany && !marked) {
      mark_window(index);
      marked = true;
    }
    for (const std::uint32_t form : forms) {
      if (marked && !all_near(form)) continue;
      verify_form(index, id, form);
    }
  }
}

// Names in Han or kana: at each character, the names that start with it and the next.
void TextScan::scan_run(std::string_view text, const RawWord& run) {
  const std::string_view bytes = text.substr(run.offset, run.length);
  std::size_t at = 0;
  char32_t before = text::next_point(bytes, at);
  std::size_t start = 0;
  while (at < bytes.size()) {
    const std::size_t second = at;
    const char32_t c = text::next_point(bytes, at);
    for (const std::uint32_t name : snapshot_.run_rows(snapshot::hash_run(before, c))) {
      const std::string wanted = text::fold(snapshot_.string(snapshot_.names()[name].text));
      const std::string_view here = text.substr(run.offset + start);
      // Names of several parts ("…（香港）有限公司") go on behind the run: compare with the text itself.
      if (!here.starts_with(wanted)) continue;
      constexpr std::size_t kTwo = 6;  // bytes of two Han characters
      const std::uint32_t kind = snapshot_.names()[name].kind;
      std::vector<Evidence> alias;
      match::judge_alias(static_cast<NameKind>(kind), alias);
      double weight =
          match::name_weight({.similarity = 1, .rarity = text::kUnknownRarity}) + match::total_weight(alias);
      if (wanted.size() <= kTwo) weight += kTwoCharacters;
      add_place({.begin = run.offset + start,
                 .end = run.offset + start + wanted.size(),
                 .name = name,
                 .form = snapshot::kNone,
                 .weight = weight});
    }
    start = second;
    before = c;
  }
}

// Of places of one party that overlap, the best (then the longest) stays; of other parties at the same place
// all stay.
void TextScan::keep_best() {
  const auto party = [&](const Place& place) { return snapshot_.names()[place.name].party; };
  std::sort(places_.begin(), places_.end(), [&](const Place& a, const Place& b) {
    if (party(a) != party(b)) return party(a) < party(b);
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.weight != b.weight) return a.weight > b.weight;
    return a.end > b.end;
  });
  std::vector<Place> kept;
  for (const Place& place : places_) {
    if (!kept.empty() && party(kept.back()) == party(place) && place.begin < kept.back().end) {
      Place& last = kept.back();
      const bool better = place.weight > last.weight ||
                          (place.weight == last.weight && place.end - place.begin > last.end - last.begin);
      if (better) last = place;
      continue;
    }
    kept.push_back(place);
  }
  // In the order of the text.
  std::sort(kept.begin(), kept.end(), [](const Place& a, const Place& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end > b.end;
    return a.weight > b.weight;
  });
  // What lies within a longer and no weaker mention is a part of that name ("Ismail Abdul" of "Ismail Abdul
  // Salah Haniya").
  places_.clear();
  std::size_t cover = 0;  // index + 1 in places_ of the mention that reaches farthest
  for (const Place& place : kept) {
    if (cover > 0) {
      const Place& longer = places_[cover - 1];
      const bool within = place.begin >= longer.begin && place.end <= longer.end &&
                          place.end - place.begin < longer.end - longer.begin;
      if (within && place.weight <= longer.weight) continue;
    }
    places_.push_back(place);
    if (cover == 0 || place.end > places_[cover - 1].end) cover = places_.size();
  }
}

const std::vector<Place>& TextScan::find_places(std::string_view text, double least_weight) {
  places_.clear();
  words_.clear();
  least_weight_ = least_weight;
  if (cache_.full()) cache_.clear();
  RawWords reader(text);
  RawWord raw;
  std::size_t verified = 0;
  while (reader.next(raw)) {
    if (text::runs_together(raw.script)) {
      scan_run(text, raw);
      continue;
    }
    words_.push_back({.raw = raw, .entry = cache_.find(text.substr(raw.offset, raw.length), raw.script)});
    if (words_.size() < kWindow) continue;
    // All but the last few have their neighbours; the window keeps the words that later ones may look back
    // at.
    for (; verified + kReach < words_.size(); ++verified) verify(verified);
    const std::size_t drop = verified > kReach ? verified - kReach : 0;
    words_.erase(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(drop));
    verified -= drop;
    if (cache_.full()) {
      cache_.clear();
      for (Word& word : words_)
        word.entry = cache_.find(text.substr(word.raw.offset, word.raw.length), word.raw.script);
    }
  }
  for (; verified < words_.size(); ++verified) verify(verified);
  keep_best();
  return places_;
}

Mention TextScan::make_mention(std::string_view text, const Place& place) const {
  const snapshot::NameRow& row = snapshot_.names()[place.name];
  Mention mention{.offset = place.begin,
                  .length = place.end - place.begin,
                  .quote = quote_of(text, place.begin, place.end)};
  const std::string_view listed = snapshot_.string(row.text);
  const std::string found(text.substr(place.begin, place.end - place.begin));
  mention.hit = {.matched_name = std::string(listed),
                 .matched_kind = static_cast<NameKind>(row.kind),
                 .query_name = found,
                 .score = match::logistic(place.weight)};
  if (auto entry = snapshot_.party(row.party)) {
    mention.hit.list = std::move(entry->list);
    mention.hit.entry_id = std::move(entry->entry_id);
    mention.hit.schema = entry->schema;
    mention.hit.name = entry->names.empty() ? std::string(listed) : entry->names.front().text;
    mention.hit.programmes = std::move(entry->programmes);
    mention.hit.source = std::move(entry->source);
  }
  std::vector<Evidence>& evidence = mention.hit.evidence;
  std::string read;
  if (place.form != snapshot::kNone) {
    for (const std::uint32_t packed : snapshot_.form_words(place.form)) {
      if (must_stand(packed))
        read += (read.empty() ? "" : " ") + std::string(snapshot_.token_text(packed & snapshot::kTokenMask));
    }
  }
  evidence.push_back({.kind = "name",
                      .text = read.empty()
                                  ? fmt::format("the text has {} character by character", listed)
                                  : fmt::format("the text has all words of the listed name: {}", read),
                      .weight = place.weight});
  std::vector<Evidence> alias;
  match::judge_alias(static_cast<NameKind>(row.kind), alias);
  for (Evidence& item : alias) {
    evidence.front().weight -= item.weight;
    evidence.push_back(std::move(item));
  }
  return mention;
}

std::vector<Mention> TextScan::scan(std::string_view text, const ScreenOptions& options) {
  const double threshold = options.threshold.value_or(default_threshold(Schema::LegalEntity));
  // logistic(w) >= threshold, solved for w; a threshold of 0 or 1 has no finite answer.
  constexpr double kEdge = 1e-9;
  const double p = std::clamp(threshold, kEdge, 1 - kEdge);
  const std::vector<Place>& places = find_places(text, std::log(p / (1 - p)));
  std::vector<Mention> out;
  std::size_t line = 1;
  std::size_t column = 1;
  std::size_t at = 0;
  for (const Place& place : places) {
    for (; at < place.begin; ++at) {
      if (text[at] == '\n') {
        ++line;
        column = 1;
      } else if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) {
        ++column;  // not within a character
      }
    }
    Mention mention = make_mention(text, place);
    mention.line = line;
    mention.column = column;
    out.push_back(std::move(mention));
  }
  return out;
}

}  // namespace weir::screen
