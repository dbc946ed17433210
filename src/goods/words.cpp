#include "goods/words.hpp"

#include <libstemmer.h>

#include <algorithm>

#include "text/fold.hpp"
#include "text/script.hpp"
#include "text/utf8.hpp"

namespace weir::goods {
namespace {

constexpr std::size_t kMostWords = 512;
constexpr std::size_t kMostWordBytes = 80;
constexpr std::size_t kMostStems = 1U << 16U;

bool ends_segment(char32_t c) noexcept {
  constexpr std::u32string_view kEnds = U",;()[]{}|\n\r:\u3001\u3002\uFF0C\uFF1B\u300C\u300D\u3010\u3011";
  return kEnds.find(c) != std::u32string_view::npos;
}

bool parts_chunks(char32_t c) noexcept {
  constexpr std::u32string_view kBlanks = U" \t\"'\u00AB\u00BB\u201C\u201D\u3000\u00A0*=<>!?";
  return kBlanks.find(c) != std::u32string_view::npos || ends_segment(c);
}

WordKind kind_of(text::Script script) noexcept {
  switch (script) {
    case text::Script::Latin:
      return WordKind::Latin;
    case text::Script::Cyrillic:
      return WordKind::Cyrillic;
    case text::Script::Digit:
      return WordKind::Number;
    default:
      return WordKind::Other;
  }
}

// Harman 1991, "How effective is suffixing?": plurals only.
std::string s_stem(std::string_view word) {
  std::string out(word);
  constexpr std::size_t kShortest = 4;
  if (out.size() < kShortest || out.back() != 's') return out;
  const std::string_view view = out;
  if (view.ends_with("ies") && !view.ends_with("eies") && !view.ends_with("aies")) {
    out.replace(out.size() - 3, 3, "y");
  } else if (view.ends_with("sses") || view.ends_with("ches") || view.ends_with("shes") ||
             view.ends_with("xes")) {
    out.erase(out.size() - 2);
  } else if (!view.ends_with("us") && !view.ends_with("ss") && !view.ends_with("is")) {
    out.pop_back();
  }
  return out;
}

}  // namespace

void Words::Freed::operator()(sb_stemmer* stemmer) const noexcept {
  sb_stemmer_delete(stemmer);
}

Words::Words() : russian_(sb_stemmer_new("russian", "UTF_8")) {}
Words::~Words() = default;
Words::Words(Words&&) noexcept = default;
Words& Words::operator=(Words&&) noexcept = default;

std::string Words::stem(std::string_view folded, WordKind kind) {
  if (kind == WordKind::Latin) return s_stem(folded);
  if (kind != WordKind::Cyrillic || !russian_) return std::string(folded);
  std::string key(folded);
  if (const auto found = stems_.find(key); found != stems_.end()) return found->second;
  // One spelling for е and ё.
  std::string plain;
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = text::next_point(folded, at);
    text::append_point(plain, c == U'\u0451' ? U'\u0435' : c);
  }
  // Until nothing changes, so that "радиомодемы" and "радиомодем" (whose own end looks like a verb's) meet.
  std::string out = std::move(plain);
  constexpr int kMostRounds = 3;
  for (int round = 0; round < kMostRounds; ++round) {
    const auto* symbols = reinterpret_cast<const sb_symbol*>(out.data());
    const sb_symbol* stemmed = sb_stemmer_stem(russian_.get(), symbols, static_cast<int>(out.size()));
    if (stemmed == nullptr) break;
    std::string shorter(reinterpret_cast<const char*>(stemmed),
                        static_cast<std::size_t>(sb_stemmer_length(russian_.get())));
    constexpr std::size_t kShortest = 6;  // bytes: three letters
    if (shorter == out || shorter.size() < kShortest) break;
    out = std::move(shorter);
  }
  if (stems_.size() >= kMostStems) stems_.clear();
  stems_.emplace(std::move(key), out);
  return out;
}

void Words::split(std::string_view text, SplitText& out) {
  out.words.clear();
  out.chunks.clear();
  out.chunk_segment.clear();
  if (text.size() > kMostTextBytes) {
    std::size_t cut = kMostTextBytes;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    text = text.substr(0, cut);
  }
  const std::string folded = text::fold(text);
  std::uint16_t segment = 0;
  bool segment_used = false;
  std::string chunk;
  std::string word;
  WordKind kind = WordKind::Other;
  bool has_digit = false;

  const auto end_word = [&] {
    if (!word.empty() && word.size() <= kMostWordBytes && out.words.size() < kMostWords) {
      const WordKind final_kind =
          has_digit && kind != WordKind::Number && kind != WordKind::Han ? WordKind::Mixed : kind;
      out.words.push_back({.text = word,
                           .stem = stem(word, final_kind),
                           .kind = final_kind,
                           .segment = segment,
                           .chunk = static_cast<std::uint16_t>(out.chunks.size())});
      segment_used = true;
    }
    word.clear();
    has_digit = false;
    kind = WordKind::Other;
  };
  const auto end_chunk = [&] {
    end_word();
    while (!chunk.empty() && (chunk.back() == '.' || chunk.back() == '-' || chunk.back() == '/'))
      chunk.pop_back();
    if (!chunk.empty() && chunk.size() <= kMostWordBytes && out.chunks.size() < kMostWords) {
      out.chunks.push_back(chunk);
      out.chunk_segment.push_back(segment);
    }
    chunk.clear();
  };
  const auto end_segment = [&] {
    end_chunk();
    if (segment_used && segment < UINT16_MAX) ++segment;
    segment_used = false;
  };

  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t start = at;
    const char32_t c = text::next_point(folded, at);
    const std::string_view bytes = std::string_view(folded).substr(start, at - start);
    if (parts_chunks(c)) {
      if (ends_segment(c)) {
        end_segment();
      } else {
        end_chunk();
      }
      continue;
    }
    const text::Script script = text::script_of(c);
    const bool han = script == text::Script::Han;
    if (han != (kind == WordKind::Han) && (!word.empty() || !chunk.empty())) {
      if (han || kind == WordKind::Han) end_chunk();
    }
    if (han) {
      kind = WordKind::Han;
      word.append(bytes);
      continue;
    }
    chunk.append(bytes);
    if (script == text::Script::Other) {
      end_word();
      continue;
    }
    const WordKind own = kind_of(script);
    if (own == WordKind::Number) {
      if (word.empty()) kind = WordKind::Number;
      has_digit = true;
    } else {
      if (kind == WordKind::Number) has_digit = true;
      // A word keeps the script of its first letter; look-alike letters of another do not cut it.
      if (kind == WordKind::Number || kind == WordKind::Other) kind = own;
    }
    word.append(bytes);
  }
  end_chunk();
}

}  // namespace weir::goods
