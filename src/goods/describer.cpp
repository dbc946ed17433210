// Describer: a goods description -> ranked codes, each with the words that led there.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <unordered_map>

#include "goods/catalogue_state.hpp"
#include "text/utf8.hpp"

namespace weir::goods {
namespace {

// How much a word counts by where it stands. "Filter for oscilloscope" is about a filter.
constexpr float kHead = 1.35F;          // the noun that names the goods
constexpr float kAfterFor = 0.4F;       // behind "for", "для"; before 用
constexpr float kAfterWith = 0.5F;      // behind "with", "с"
constexpr float kAfterWithout = 0.05F;  // behind "without", "без"
constexpr float kLaterSegment = 0.85F;
constexpr float kBigram = 0.4F;
constexpr float kTermBonus = 0.9F;     // a whole glossary term in a row
constexpr float kScattered = 0.6F;     // its words in other order or with others between
constexpr float kFurtherTerm = 0.25F;  // a second term that meets the same code
constexpr float kAbbreviation = 0.8F;
// A code of parts for a text that says no parts, and the other way round.
constexpr float kPartsUnsaid = 0.7F;
constexpr float kPartsSaid = 1.25F;
constexpr float kNoPartsSaid = 0.7F;
// Numerical control, said or not.
constexpr float kNcSaid = 1.15F;
constexpr float kManualThoughNc = 0.4F;
constexpr float kNcUnsaid = 0.8F;
constexpr float kLeastScore = 2.2F;   // below it nothing is known
constexpr float kLeastShare = 0.22F;  // of the best candidate's score
constexpr std::size_t kMostReasons = 8;

float modifier(const std::string& word) noexcept {
  static const std::unordered_map<std::string_view, float> kModifiers{
      {"for", kAfterFor},     {"used", kAfterFor},
      {"to", kAfterFor},      {"with", kAfterWith},
      {"in", kAfterWith},     {"on", kAfterWith},
      {"of", 0.7F},           {"from", kAfterWith},
      {"by", kAfterWith},     {"without", kAfterWithout},
      {"not", 0.3F},          {"excluding", kAfterWithout},
      {"w/o", kAfterWithout}, {"для", kAfterFor},
      {"под", kAfterFor},     {"с", kAfterWith},
      {"со", kAfterWith},     {"к", kAfterFor},
      {"на", kAfterWith},     {"от", kAfterWith},
      {"без", kAfterWithout}, {"из", 0.6F},
      {"в", kAfterWith},      {"по", 0.7F}};
  const auto found = kModifiers.find(word);
  return found == kModifiers.end() ? 0 : found->second;
}

bool is_adjective(std::string_view word) noexcept {
  for (const std::string_view ending : {"ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его",
                                        "ых", "их", "ным", "ной", "ную"}) {
    if (word.size() > ending.size() + 4 && word.ends_with(ending)) return true;
  }
  return false;
}

bool says_parts(const std::string& stem) noexcept {
  return stem == "part" || stem == "spare" || stem == "запчаст" || stem == "част" || stem == "component" ||
         stem == "accessory" || stem == "комплектующ" || stem == "детал";
}
bool says_nc(const std::string& word) noexcept {
  return word == "cnc" || word == "nc" || word == "чпу" || word == "numerically";
}

// Adds up what leads to each code.
struct Accumulator {
  std::vector<float> score;
  std::vector<std::uint32_t> touched;
  // Views into the question's words, the lexicon or `kept`: most notes are of codes that nobody will see.
  struct Note {
    std::uint32_t doc;
    float weight;
    std::string_view word;
    std::string_view field;
    std::string_view met;
  };
  std::vector<Note> notes;
  std::deque<std::string> kept;

  void add(std::uint32_t doc, float weight, std::string_view word, std::string_view field,
           std::string_view met) {
    if (weight <= 0) return;
    if (score[doc] == 0) touched.push_back(doc);
    score[doc] += weight;
    notes.push_back({doc, weight, word, field, met});
  }
  void clear() {
    for (const std::uint32_t doc : touched) score[doc] = 0;
    touched.clear();
    notes.clear();
    kept.clear();
  }
};

std::string_view field_text(Field field) noexcept {
  return field == Field::Glossary ? "glossary" : field == Field::Own ? "nomenclature" : "heading";
}

struct HanMatch {
  std::size_t begin;
  std::size_t end;
  std::uint32_t term;
};

}  // namespace

struct Describer::State {
  explicit State(const Catalogue& all) : catalogue(all), lexicon(all.state().lexicon) {
    sums.score.resize(lexicon.docs.size());
  }

  const Catalogue& catalogue;
  const Lexicon& lexicon;
  Words words;
  SplitText split;
  Accumulator sums;
  std::vector<float> roles;  // by word
  bool parts_said = false;
  bool nc_said = false;

  // ---- where each word stands ----

  void weigh_words() {
    roles.assign(split.words.size(), 1);
    parts_said = false;
    nc_said = false;
    for (std::size_t first = 0; first < split.words.size();) {
      std::size_t last = first;
      while (last < split.words.size() && split.words[last].segment == split.words[first].segment) ++last;
      weigh_segment(first, last);
      first = last;
    }
  }

  void weigh_segment(std::size_t first, std::size_t last) {
    float factor = split.words[first].segment == 0 ? 1.0F : kLaterSegment;
    const float start = factor;
    std::size_t head = last;
    bool russian_head = false;
    bool specified = false;  // figures follow the name of the goods: what comes behind them is detail
    for (std::size_t i = first; i < last; ++i) {
      const Word& word = split.words[i];
      parts_said = parts_said || says_parts(word.stem);
      nc_said = nc_said || says_nc(word.text);
      if (const float change = modifier(word.text); change > 0) {
        factor = std::min(factor, start * change);
        roles[i] = 0;
        continue;
      }
      roles[i] = factor;
      if (factor < start || lexicon.filler.contains(word.stem) || lexicon.vague.contains(word.stem)) continue;
      if (word.kind == WordKind::Number || word.kind == WordKind::Mixed) specified = specified || head < last;
      if (word.kind == WordKind::Latin && !specified) head = i;  // English: the last noun
      if (word.kind == WordKind::Cyrillic && !russian_head && !is_adjective(word.text)) {
        head = i;  // Russian: the first
        russian_head = true;
      }
    }
    if (head < last) roles[head] *= kHead;
  }

  // ---- evidence ----

  void add_words() {
    for (std::size_t i = 0; i < split.words.size(); ++i) {
      const Word& word = split.words[i];
      if (roles[i] == 0) continue;
      if (word.kind == WordKind::Han) {
        add_han(word, roles[i]);
        continue;
      }
      // A bare number says how many or how big; as a part number or a value it is met by a pattern.
      if (word.kind == WordKind::Number || lexicon.filler.contains(word.stem)) continue;
      const float vague = lexicon.vague.contains(word.stem) ? 0.35F : 1.0F;
      add_stem(word.stem, word.text, roles[i] * vague);
      if (const auto full = lexicon.abbreviations.find(word.text); full != lexicon.abbreviations.end()) {
        // A spelling that the index has itself is counted once; its twin only helps to complete terms.
        const bool known = lexicon.stem_ids.contains(word.stem);
        for (const std::string& long_word : full->second) {
          const WordKind kind = word.kind == WordKind::Cyrillic ? WordKind::Cyrillic : WordKind::Latin;
          const std::string stem = words.stem(long_word, kind);
          if (!known) {
            add_stem(stem, word.text, roles[i] * kAbbreviation);
          } else if (const auto found = lexicon.stem_ids.find(stem); found != lexicon.stem_ids.end()) {
            float& present = weight_of[found->second];
            present = std::max(present, roles[i] * kAbbreviation);
          }
        }
      }
    }
  }

  void add_stem(const std::string& stem, std::string_view word, float role) {
    const auto found = lexicon.stem_ids.find(stem);
    if (found == lexicon.stem_ids.end()) return;
    float& present = weight_of[found->second];
    present = std::max(present, role);
    for (const Posting& posting : lexicon.postings[found->second])
      sums.add(posting.doc, posting.impact * role, word, field_text(posting.field), found->first);
  }

  // Terms of the glossary whose words are all there.
  void add_terms() {
    bonuses.clear();
    for (const auto& [stem, role] : weight_of) {
      for (const std::uint32_t index : lexicon.terms_by_stem[stem]) {
        const Term& term = lexicon.terms[index];
        float weakest = role;
        bool all = true;
        for (const std::uint32_t other : term.stems) {
          const auto found = weight_of.find(other);
          if (found == weight_of.end()) {
            all = false;
            break;
          }
          weakest = std::min(weakest, found->second);
        }
        if (!all) continue;
        // A term in a row is one thing: its first word says how much it counts ("battery for drone" as a term
        // is about the battery).
        const bool row = term.stems.size() > 1 && in_a_row(term);
        const float shape = term.stems.size() == 1 ? 0.7F : row ? 1.0F : kScattered;
        float share = kTermBonus * shape * (row ? weight_of.at(term.stems.front()) : weakest);
        for (const std::uint32_t doc : term.docs) {
          bonuses.push_back({doc, index, term.weight * share});
          share *= 0.7F;
        }
      }
    }
    // Of several terms that meet a code (spellings, a term within a term) the best counts, the others a
    // little.
    std::sort(bonuses.begin(), bonuses.end(), [](const Bonus& a, const Bonus& b) {
      return a.doc != b.doc ? a.doc < b.doc : a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
    });
    for (std::size_t i = 0; i < bonuses.size(); ++i) {
      const bool best = i == 0 || bonuses[i - 1].doc != bonuses[i].doc;
      const std::string& text = lexicon.terms[bonuses[i].term].text;
      sums.add(bonuses[i].doc, bonuses[i].weight * (best ? 1 : kFurtherTerm), text, "glossary", text);
    }
  }

  // Fillers ("for", "для") between the words do not part them.
  bool in_a_row(const Term& term) const {
    for (std::size_t first = 0; first < split.words.size(); ++first) {
      std::size_t met = 0;
      for (std::size_t i = first; i < split.words.size() && met < term.stems.size(); ++i) {
        const auto found = lexicon.stem_ids.find(split.words[i].stem);
        if (found != lexicon.stem_ids.end() && found->second == term.stems[met]) {
          ++met;
        } else if (met == 0 || !lexicon.filler.contains(split.words[i].stem)) {
          break;
        }
      }
      if (met == term.stems.size()) return true;
    }
    return false;
  }

  void add_han(const Word& word, float role) {
    const std::string& run = word.text;
    std::vector<HanMatch> matches;
    for (std::size_t begin = 0; begin < run.size();) {
      std::size_t end = begin;
      while (end < run.size() && end - begin < lexicon.longest_han) {
        text::next_point(run, end);
        const auto found = lexicon.han_terms.find(run.substr(begin, end - begin));
        if (found != lexicon.han_terms.end()) matches.push_back({begin, end, found->second});
      }
      text::next_point(run, begin);
    }
    // Only matches that lie in no longer one.
    std::vector<HanMatch> widest;
    for (const HanMatch& match : matches) {
      const bool inside = std::any_of(matches.begin(), matches.end(), [&](const HanMatch& other) {
        return other.begin <= match.begin && other.end >= match.end &&
               other.end - other.begin > match.end - match.begin;
      });
      if (!inside) widest.push_back(match);
    }
    // Of two that overlap the longer is the word, of two as long the first: 波导|管, not 波|导管.
    std::vector<HanMatch> words_met;
    for (const HanMatch& match : widest) {
      const bool loses = std::any_of(widest.begin(), widest.end(), [&](const HanMatch& other) {
        const bool overlap = other.begin < match.end && match.begin < other.end;
        const std::size_t own = match.end - match.begin;
        const std::size_t theirs = other.end - other.begin;
        return overlap && (theirs > own || (theirs == own && other.begin < match.begin));
      });
      if (!loses) words_met.push_back(match);
    }
    std::size_t last_end = 0;
    for (const HanMatch& match : words_met) last_end = std::max(last_end, match.end);
    parts_said = parts_said || run.find("配件") != std::string::npos ||
                 run.find("零件") != std::string::npos || run.find("部件") != std::string::npos;
    nc_said = nc_said || run.find("数控") != std::string::npos;
    // What stands before 用 ("for use in") says for what, not what.
    const std::size_t use = run.find("用");
    const auto used_for = [&](std::size_t end) {
      constexpr std::size_t kBytes = 3;  // of 用
      return use != std::string::npos && use > 0 && end <= use &&
             (use + kBytes == run.size() || last_end > use + kBytes);
    };
    for (const HanMatch& match : words_met) {
      const Term& term = lexicon.terms[match.term];
      float weight = role * (match.end == last_end ? kHead : 0.8F);
      if (used_for(match.end)) weight *= kAfterFor;
      float share = kTermBonus * 1.6F * weight;
      for (const std::uint32_t doc : term.docs) {
        sums.add(doc, term.weight * share, term.text, "glossary", term.text);
        share *= 0.7F;
      }
    }
    std::vector<std::string> bigrams;
    han_bigrams(run, bigrams);
    for (const std::string& bigram : bigrams) {
      const auto found = lexicon.stem_ids.find(bigram);
      if (found == lexicon.stem_ids.end()) continue;
      const std::string_view pair = std::string_view(found->first).substr(1);
      for (const Posting& posting : lexicon.postings[found->second])
        sums.add(posting.doc, posting.impact * role * kBigram, pair, "glossary", pair);
    }
  }

  // Whole chunks, pairs of chunks ("NU 205", "100 nF") and the pieces of a chunk at slashes.
  void add_part_numbers() {
    const auto& chunks = split.chunks;
    std::vector<std::pair<std::string, std::uint32_t>> done;  // family met -> once is enough
    for (std::size_t i = 0; i < chunks.size(); ++i) {
      float role = 1;
      for (std::size_t w = 0; w < split.words.size(); ++w) {
        if (split.words[w].chunk == i) {
          // A part number behind "for" names what the goods are for.
          if (roles[w] > 0 && roles[w] < 0.6F) role = 0.5F;
          break;
        }
      }
      try_part(chunks[i], role);
      if (const std::size_t slash = chunks[i].find('/'); slash != std::string::npos && slash > 2)
        try_part(chunks[i].substr(0, slash), role);
      if (i + 1 < chunks.size() && split.chunk_segment[i] == split.chunk_segment[i + 1] &&
          chunks[i].size() <= 10 && chunks[i + 1].size() <= 16)
        try_part(chunks[i] + chunks[i + 1], role);
    }
  }

  void try_part(const std::string& chunk, float role) {
    if (chunk.size() < 2) return;
    if (std::none_of(chunk.begin(), chunk.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
        chunk.size() < 3)
      return;
    float best = 0;
    const PartFamily* family = nullptr;
    for (const std::uint32_t index : lexicon.families_by_byte[static_cast<unsigned char>(chunk.front())]) {
      const PartFamily& candidate = lexicon.families[index];
      if (candidate.weight <= best || !candidate.pattern.matches(chunk) || !has_context(candidate)) continue;
      best = candidate.weight;
      family = &candidate;
    }
    if (family == nullptr) return;
    const std::string_view word = sums.kept.emplace_back(chunk);
    float share = best * role;
    for (const std::uint32_t doc : family->docs) {
      // Two hits of one family (a chunk and its pair with the next) count once.
      const bool known =
          std::any_of(sums.notes.begin(), sums.notes.end(), [&](const Accumulator::Note& note) {
            return note.doc == doc && note.field == "part number" && note.met == family->family;
          });
      if (!known) sums.add(doc, share, word, "part number", family->family);
      share *= 0.7F;
    }
  }

  bool has_context(const PartFamily& family) const {
    if (family.context.empty()) return true;
    for (const Word& word : split.words) {
      for (const std::string& wanted : family.context) {
        if (word.kind == WordKind::Han ? word.text.find(wanted) != std::string::npos : word.stem == wanted)
          return true;
      }
      if (const auto full = lexicon.abbreviations.find(word.text); full != lexicon.abbreviations.end()) {
        for (const std::string& long_word : full->second) {
          if (std::find(family.context.begin(), family.context.end(), long_word) != family.context.end())
            return true;
        }
      }
    }
    return false;
  }

  // ---- the answer ----

  float adjusted(std::uint32_t index) const {
    const Doc& doc = lexicon.docs[index];
    float score = sums.score[index];
    if (doc.parts) {
      score *= parts_said ? kPartsSaid : kPartsUnsaid;
    } else if (parts_said) {
      score *= kNoPartsSaid;
    }
    if (nc_said) {
      score *= doc.nc ? kNcSaid : doc.manual ? kManualThoughNc : 1.0F;
    } else if (doc.nc) {
      score *= kNcUnsaid;
    }
    return score;
  }

  // Nothing but vague words, fillers and numbers, and at least one vague word or nothing at all.
  void judge_vagueness(TextAnswer& answer) {
    bool all = true;
    for (const Word& word : split.words) {
      if (word.kind == WordKind::Number) continue;
      if (word.kind == WordKind::Han) {
        if (!segment_vague(word.text, answer.vague_words)) all = false;
        continue;
      }
      if (lexicon.vague.contains(word.stem)) {
        answer.vague_words.push_back(word.text);
      } else if (!lexicon.filler.contains(word.stem)) {
        all = false;
      }
    }
    answer.vague = all;
    if (!all) answer.vague_words.clear();
  }

  // Longest match over the vague and filler words; false when something else is left.
  bool segment_vague(std::string_view run, std::vector<std::string>& found) const {
    constexpr std::size_t kLongest = 24;  // bytes
    while (!run.empty()) {
      std::size_t taken = 0;
      for (std::size_t length = std::min(run.size(), kLongest); length > 0; --length) {
        const std::string word(run.substr(0, length));
        const bool vague = lexicon.vague.contains(word);
        if (vague || lexicon.filler.contains(word)) {
          if (vague) found.push_back(word);
          taken = length;
          break;
        }
      }
      if (taken == 0) return false;
      run.remove_prefix(taken);
    }
    return true;
  }

  std::vector<ContextWord> context_words() const {
    std::vector<ContextWord> out;
    const auto add = [&](std::uint32_t index) {
      const ContextTerm& term = lexicon.context[index];
      const bool known =
          std::any_of(out.begin(), out.end(), [&](const ContextWord& w) { return w.word == term.text; });
      if (!known) out.push_back({term.text, term.kind, term.note, term.status});
    };
    for (std::size_t i = 0; i < split.words.size(); ++i) {
      const Word& word = split.words[i];
      if (word.kind == WordKind::Han) {
        for (std::size_t begin = 0; begin < word.text.size();) {
          std::size_t end = begin;
          while (end < word.text.size() && end - begin < lexicon.longest_context_han) {
            text::next_point(word.text, end);
            const auto found = lexicon.context_han.find(word.text.substr(begin, end - begin));
            if (found != lexicon.context_han.end()) add(found->second);
          }
          text::next_point(word.text, begin);
        }
        continue;
      }
      const auto first = lexicon.context_by_stem.find(word.stem);
      if (first == lexicon.context_by_stem.end()) continue;
      for (const std::uint32_t index : first->second) {
        const auto& stems = lexicon.context[index].stems;
        std::size_t met = 0;
        while (met < stems.size() && i + met < split.words.size() && split.words[i + met].stem == stems[met])
          ++met;
        if (met == stems.size()) add(index);
      }
    }
    return out;
  }

  struct Bonus {
    std::uint32_t doc;
    std::uint32_t term;
    float weight;
  };
  std::vector<Bonus> bonuses;
  std::unordered_map<std::uint32_t, float> weight_of;  // stem -> greatest role in this text
};

Describer::Describer(const Catalogue& catalogue) : state_(std::make_unique<State>(catalogue)) {}
Describer::Describer(Describer&&) noexcept = default;
Describer& Describer::operator=(Describer&&) noexcept = default;
Describer::~Describer() = default;

std::vector<ContextWord> Describer::context(std::string_view text) {
  state_->words.split(text, state_->split);
  return state_->context_words();
}

TextAnswer Describer::describe(std::string_view text, std::size_t top) {
  State& state = *state_;
  TextAnswer answer{.text = std::string(text)};
  state.words.split(text, state.split);
  state.judge_vagueness(answer);
  answer.context = state.context_words();
  if (answer.vague) return answer;
  state.sums.clear();
  state.weight_of.clear();
  state.weigh_words();
  state.add_words();
  state.add_terms();
  state.add_part_numbers();

  std::vector<std::pair<float, std::uint32_t>> ranked;
  for (const std::uint32_t doc : state.sums.touched) ranked.emplace_back(state.adjusted(doc), doc);
  const std::size_t kept = std::min(top, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept), ranked.end(),
                    [](const auto& a, const auto& b) {
                      return a.first != b.first ? a.first > b.first : a.second < b.second;
                    });
  for (std::size_t i = 0; i < kept; ++i) {
    const auto [score, doc] = ranked[i];
    if (score < kLeastScore || score < kLeastShare * ranked.front().first) break;
    const std::string& code = state.lexicon.docs[doc].code;
    TextCandidate candidate{.code = code,
                            .text = std::string(state.catalogue.text_of(code)),
                            .tier = std::string(state.catalogue.tier_of(code)),
                            .score = std::round(score * 100) / 100};
    for (const auto& note : state.sums.notes) {
      if (note.doc == doc)
        candidate.why.push_back(
            {std::string(note.word), std::string(note.field), std::string(note.met), note.weight});
    }
    std::stable_sort(candidate.why.begin(), candidate.why.end(),
                     [](const TextReason& a, const TextReason& b) { return a.weight > b.weight; });
    if (candidate.why.size() > kMostReasons) candidate.why.resize(kMostReasons);
    answer.candidates.push_back(std::move(candidate));
  }
  return answer;
}

}  // namespace weir::goods
