#include "chem/in_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "chem/identifier.hpp"
#include "chem/structure.hpp"
#include "text/fold.hpp"

namespace weir::chem {
namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) noexcept {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_blank(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
// Kana, Han, Hangul and other letters from U+0800 on: scripts that need no blanks.
bool is_dense(char c) noexcept {
  return static_cast<unsigned char>(c) >= 0xE0U;
}

// Does one of these words stand within the few characters before `at`?
bool said_before(std::string_view text, std::size_t at, std::string_view word) {
  constexpr std::size_t kNear = 14;
  const std::size_t start = at > kNear ? at - kNear : 0;
  std::string before(text.substr(start, at - start));
  for (char& c : before)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  const std::size_t found = before.rfind(word);
  if (found == std::string::npos) return false;
  if (found > 0 && is_letter(before[found - 1])) return false;
  // "CAS No. " and "CAS:" lead up to the number; another number or a word of its own does not.
  const std::string_view between = std::string_view(before).substr(found + word.size());
  return std::none_of(between.begin(), between.end(), is_digit) &&
         (between.empty() || !is_letter(between.front()));
}

// The end of a CAS number that begins at `at`, or `at`.
std::size_t cas_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kLeast = 2;
  constexpr std::size_t kMost = 7;
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end - at < kLeast || end - at > kMost || end + 4 > text.size()) return at;
  if (text[end] != '-' || !is_digit(text[end + 1]) || !is_digit(text[end + 2]) || text[end + 3] != '-' ||
      end + 4 >= text.size() || !is_digit(text[end + 4]))
    return at;
  end += 5;
  if (end < text.size() && (is_digit(text[end]) || is_letter(text[end]) || text[end] == '-')) return at;
  return end;
}

// Without a word before it a structure must look like nothing else: atoms of the organic subset alone, and
// either a ring or a branch with a double bond.
bool looks_like_smiles(std::string_view token) {
  constexpr std::size_t kShortest = 8;
  if (token.size() < kShortest || !smiles_complaint(token).empty()) return false;
  constexpr std::string_view kAtoms = "CNOSPFIBHcnosplr";
  bool bracket = false;
  std::size_t carbons = 0;
  std::size_t letters = 0;
  bool branch = false;
  bool ring = false;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const char c = token[i];
    if (c == '[') bracket = true;
    if (c == ']') bracket = false;
    if (bracket) continue;
    if (is_letter(c)) {
      ++letters;
      if (kAtoms.find(c) == std::string_view::npos) return false;
      if (c == 'l' && (i == 0 || token[i - 1] != 'C')) return false;
      if (c == 'r' && (i == 0 || token[i - 1] != 'B')) return false;
      carbons += c == 'C' || c == 'c' ? 1 : 0;
    }
    branch = branch || c == '=' || c == '(';
    ring =
        ring || (is_digit(c) && i > 0 && (token[i - 1] == 'c' || token[i - 1] == 'C' || token[i - 1] == 'N'));
  }
  return carbons >= 3 && carbons * 2 >= letters && (token.find('=') != std::string_view::npos || ring) &&
         branch;
}

std::string_view without_punctuation(std::string_view token) {
  while (!token.empty() && (token.back() == ',' || token.back() == ';' || token.back() == '.'))
    token.remove_suffix(1);
  return token;
}

template <class Visit>
void each_token(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && is_blank(text[at])) ++at;
    std::size_t end = at;
    while (end < text.size() && !is_blank(text[end])) ++end;
    if (end > at) visit(text.substr(at, end - at), at);
    at = end;
  }
}

// "acetyl fentanyl" is another substance than fentanyl: a word that changes a structure stands before it.
bool is_chemical_prefix(std::string_view word) {
  static constexpr std::array<std::string_view, 9> kEnds{"yl",  "oyl", "oxy",  "oro", "omo",
                                                         "odo", "nor", "thio", "aza"};
  return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) {
    return word.size() >= end.size() && word.substr(word.size() - end.size()) == end;
  });
}

}  // namespace

std::vector<Piece> pieces_in(std::string_view text) {
  text = text.substr(0, kMostSmilesBytes);
  std::vector<Piece> out;
  each_token(text, [&](std::string_view token, std::size_t at) {
    const std::string_view bare = without_punctuation(token);
    std::string_view structure = bare;
    constexpr std::string_view kLabel = "smiles";
    bool said = said_before(text, at, kLabel);
    if (structure.size() > kLabel.size() + 1 &&
        (structure[kLabel.size()] == ':' || structure[kLabel.size()] == '=') &&
        text::fold(structure.substr(0, kLabel.size())) == kLabel) {
      structure.remove_prefix(kLabel.size() + 1);
      said = true;
    }
    if (structure.empty()) return;
    if (looks_like_inchikey(bare)) {
      out.push_back({.text = std::string(bare), .as = WrittenAs::InchiKey});
    } else if ((said && structure.size() > 1 && std::any_of(structure.begin(), structure.end(), is_letter)) ||
               looks_like_smiles(structure)) {
      out.push_back({.text = std::string(structure), .as = WrittenAs::Smiles, .said = said});
    }
  });
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    const bool inside = at > 0 && (is_digit(text[at - 1]) || is_letter(text[at - 1]) || text[at - 1] == '-');
    const std::size_t end = inside ? at : cas_end(text, at);
    if (end > at) {
      const bool said = said_before(text, at, "cas");
      const std::string_view number = text.substr(at, end - at);
      if (said || read_cas(number))
        out.push_back({.text = std::string(number), .as = WrittenAs::Cas, .said = said});
      at = end - 1;
      continue;
    }
    while (at + 1 < text.size() && is_digit(text[at + 1])) ++at;
  }
  return out;
}

void NameFinder::add(std::string_view name, std::size_t row) {
  const std::string folded = text::fold(name);
  if (std::any_of(folded.begin(), folded.end(), is_dense)) {
    const auto at = std::find_if(scripts_.begin(), scripts_.end(),
                                 [&](const Script& other) { return other.name.size() < folded.size(); });
    scripts_.insert(at, {folded, row});
    return;
  }
  const std::string key = fold_name(folded);
  if (key.size() <= kShortName) return;
  names_.emplace(key, row);
  starts_[static_cast<unsigned char>(key.front())] = true;
  longest_ = std::max(longest_, key.size());
}

void NameFinder::add_doubt(std::string_view word, std::string reason) {
  doubts_.emplace_back(text::fold(word), std::move(reason));
}

std::string NameFinder::doubt_in(std::string_view folded) const {
  for (const auto& [word, reason] : doubts_) {
    const bool dense = is_dense(word.front());
    for (std::size_t at = folded.find(word); at != std::string_view::npos; at = folded.find(word, at + 1)) {
      const auto part = [&](std::size_t i) {
        return is_letter(folded[i]) || static_cast<unsigned char>(folded[i]) >= 0x80U;
      };
      const std::size_t end = at + word.size();
      if (dense || ((at == 0 || !part(at - 1)) && (end >= folded.size() || !part(end))))
        return fmt::format("\"{}\" stands beside it: {}", word, reason);
    }
  }
  return {};
}

std::vector<NamedSubstance> NameFinder::find(std::string_view written) const {
  std::vector<NamedSubstance> out;
  if (names_.empty() && scripts_.empty()) return out;
  std::string text = text::fold(written.substr(0, kMostSmilesBytes));
  std::string all;
  struct Token {
    std::string_view raw;
    std::string key;
  };
  std::vector<Token> tokens;
  each_token(text, [&](std::string_view token, std::size_t) {
    // Part of a list, "fentanyl/xylazine": each is a word.
    for (std::size_t at = 0; at <= token.size();) {
      const std::size_t end = std::min(token.find_first_of("/;|", at), token.size());
      if (end > at) tokens.push_back({token.substr(at, end - at), {}});
      at = end + 1;
    }
  });
  const auto key_of = [&](Token& token) -> const std::string& {
    if (token.key.empty()) token.key = fold_name(token.raw);
    return token.key;
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    // Brackets and quotes before a name fall away with folding.
    const char first = tokens[i].raw.front();
    if ((is_letter(first) || is_digit(first) || static_cast<unsigned char>(first) >= 0x80U) &&
        !starts_[static_cast<unsigned char>(first)] && static_cast<unsigned char>(first) < 0x80U)
      continue;
    if (const std::string& key = key_of(tokens[i]);
        key.empty() || !starts_[static_cast<unsigned char>(key.front())])
      continue;
    all.clear();
    std::size_t last = i;
    const std::size_t* row = nullptr;
    for (std::size_t j = i; j < tokens.size(); ++j) {
      all += key_of(tokens[j]);
      if (all.size() > longest_) break;
      if (const auto found = names_.find(all); found != names_.end()) {
        row = &found->second;
        last = j;
      }
      if (tokens[j].raw.back() == ',' || tokens[j].raw.back() == ':') break;
    }
    if (row == nullptr) continue;
    NamedSubstance one{.row = *row};
    for (std::size_t j = i; j <= last; ++j) one.written.append(j == i ? "" : " ").append(tokens[j].raw);
    if (i > 0 && tokens[i - 1].raw.back() != ',' && is_chemical_prefix(key_of(tokens[i - 1])))
      one.doubt = fmt::format("\"{}\" stands before it: it may be part of another substance's name",
                              tokens[i - 1].raw);
    out.push_back(std::move(one));
    i = last;
  }
  for (const Script& script : scripts_) {
    const std::size_t at = text.find(script.name);
    if (at == std::string::npos) continue;
    const char before = at == 0 ? ' ' : text[at - 1];
    if (before != '-' && !is_letter(before) && !is_digit(before)) {
      NamedSubstance one{.row = script.row, .written = script.name};
      if (at > 0 && static_cast<unsigned char>(before) >= 0x80U)
        one.doubt = "other characters stand right before it: it may be part of another substance's name";
      out.push_back(std::move(one));
    }
    text.replace(at, script.name.size(), script.name.size(), ' ');  // what is found is not found within again
  }
  if (out.empty()) return out;
  const std::string doubt = doubt_in(text::fold(written.substr(0, kMostSmilesBytes)));
  for (NamedSubstance& one : out)
    if (one.doubt.empty()) one.doubt = doubt;
  return out;
}

}  // namespace weir::chem
