// Thai and Lao by the Royal Thai General System (1999), syllable by syllable, and by the custom of families.
//
// Thai writes some vowels before the consonant that they follow in speech and leaves others out; the rules
// here read a consonant, what stands around it, and the next consonant as the end of the syllable when no
// vowel of its own follows.
#include <algorithm>
#include <array>
#include <string>

#include "tables/tables.hpp"
#include "text/names.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"
#include "text/word_table.hpp"

namespace weir::text {
namespace {

struct Consonant {
  char32_t letter;
  std::string_view initial;
  std::string_view final;
};
constexpr std::array<Consonant, 44> kThai{{
    {U'ก', "k", "k"},  {U'ข', "kh", "k"},  {U'ฃ', "kh", "k"}, {U'ค', "kh", "k"}, {U'ฅ', "kh", "k"},
    {U'ฆ', "kh", "k"}, {U'ง', "ng", "ng"}, {U'จ', "ch", "t"}, {U'ฉ', "ch", ""},  {U'ช', "ch", "t"},
    {U'ซ', "s", "t"},  {U'ฌ', "ch", ""},   {U'ญ', "y", "n"},  {U'ฎ', "d", "t"},  {U'ฏ', "t", "t"},
    {U'ฐ', "th", "t"}, {U'ฑ', "th", "t"},  {U'ฒ', "th", "t"}, {U'ณ', "n", "n"},  {U'ด', "d", "t"},
    {U'ต', "t", "t"},  {U'ถ', "th", "t"},  {U'ท', "th", "t"}, {U'ธ', "th", "t"}, {U'น', "n", "n"},
    {U'บ', "b", "p"},  {U'ป', "p", "p"},   {U'ผ', "ph", ""},  {U'ฝ', "f", ""},   {U'พ', "ph", "p"},
    {U'ฟ', "f", "p"},  {U'ภ', "ph", "p"},  {U'ม', "m", "m"},  {U'ย', "y", "i"},  {U'ร', "r", "n"},
    {U'ล', "l", "n"},  {U'ว', "w", "o"},   {U'ศ', "s", "t"},  {U'ษ', "s", "t"},  {U'ส', "s", "t"},
    {U'ห', "h", ""},   {U'ฬ', "l", "n"},   {U'อ', "", ""},    {U'ฮ', "h", ""},
}};

const Consonant* thai_consonant(char32_t c) {
  if (c < U'ก' || c > U'ฮ') return nullptr;
  for (const Consonant& consonant : kThai) {
    if (consonant.letter == c) return &consonant;
  }
  return nullptr;
}

bool is_tone(char32_t c) {
  return c >= U'่' && c <= U'๋';
}
bool before_vowel(char32_t c) {
  return c >= U'เ' && c <= U'ไ';
}
bool written_vowel(char32_t c) {
  return c == U'ะ' || c == U'า' || c == U'ำ' || (c >= U'ั' && c <= U'ู') || c == U'็';
}

// Letters without tone marks; a letter with the silencing mark (thanthakhat) goes, with its vowel.
std::u32string spoken(std::string_view token) {
  std::u32string out;
  for (std::size_t at = 0; at < token.size();) {
    char32_t c = next_point(token, at);
    // Lao letters lie in the order of Thai, 0x80 higher.
    if (c >= 0x0E80 && c <= 0x0EFF) c -= 0x80;
    if (c == U'์') {
      if (!out.empty() && (out.back() == U'ิ' || out.back() == U'ุ')) out.pop_back();
      const char32_t silent = out.empty() ? U'\0' : out.back();
      if (!out.empty()) out.pop_back();
      // The mark on ร or ณ silences the consonant before it too, behind another final: จันทร์, ศาสตร์.
      if ((silent == U'ร' || silent == U'ณ') && out.size() > 2 && thai_consonant(out.back()) != nullptr &&
          thai_consonant(out[out.size() - 2]) != nullptr)
        out.pop_back();
      continue;
    }
    if (!is_tone(c)) out.push_back(c);
  }
  return out;
}

class Reader {
 public:
  // `customary`: as families spell themselves, with p and t for ph and th, j, ee and oo.
  Reader(std::u32string text, bool customary) : text_(std::move(text)), customary_(customary) {}

  std::string run() {
    while (at_ < text_.size()) syllable();
    return out_;
  }

 private:
  [[nodiscard]] std::string_view sound_of(const Consonant& consonant) const {
    if (!customary_) return consonant.initial;
    if (consonant.letter == U'จ') return "j";
    if (consonant.initial == "ph") return "p";
    return consonant.initial == "th" ? "t" : consonant.initial;
  }
  [[nodiscard]] char32_t peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : U'\0';
  }
  [[nodiscard]] bool starts_syllable(std::size_t ahead) const {
    // The consonant there has a vowel of its own.
    const char32_t next = peek(ahead + 1);
    return written_vowel(next) ||
           (next == U'อ' && !written_vowel(peek(ahead + 2)) && thai_consonant(peek(ahead + 2)) != nullptr);
  }

  // Initial consonants: one, or a true cluster (kr, pl, khw), or a silent ห or ท before another.
  void initial(bool vowel_in_front) {
    const char32_t c = peek();
    const Consonant* first = thai_consonant(c);
    if (first == nullptr) return;
    ++at_;
    const char32_t second = peek();
    const bool liquid = second == U'ร' || second == U'ล' || second == U'ว';
    const bool stop = std::u32string_view(U"กขคตปผพท").find(c) != std::u32string_view::npos;
    const bool lead = c == U'ห' && std::u32string_view(U"งญนมยรลว").find(second) != std::u32string_view::npos;
    const bool vowel_after = written_vowel(peek(1));
    // ทร, สร and ศร are "s".
    const bool sibilant = second == U'ร' && (c == U'ท' || c == U'ส' || c == U'ศ');
    if (sibilant && (vowel_after || vowel_in_front)) {
      ++at_;
      out_ += "s";
    } else if (lead && (vowel_after || vowel_in_front || thai_consonant(peek(1)) != nullptr)) {
      out_ += thai_consonant(second)->initial;
      ++at_;
    } else if (stop && liquid && (vowel_after || vowel_in_front) && !(second == U'ว' && peek(1) == U'\0')) {
      out_ += sound_of(*first);
      out_ += sound_of(*thai_consonant(second));
      ++at_;
    } else {
      out_ += sound_of(*first);
    }
  }

  // A consonant that closes the syllable: it has no vowel of its own and none stands in front of it.
  void final_consonant() {
    const Consonant* next = thai_consonant(peek());
    if (next == nullptr || next->final.empty() || starts_syllable(0)) return;
    if (peek() == U'อ') return;
    out_ += customary_ && next->letter == U'ว' ? "w" : next->final;
    ++at_;
    // A silent vowel sign or ร behind the final: ชาติ, จักร.
    if (peek() == U'ิ' && at_ + 1 == text_.size()) ++at_;
    if (peek() == U'ร' && at_ + 1 == text_.size()) ++at_;
  }

  void syllable() {
    const char32_t c = peek();
    if (c < 0x80) {
      if ((c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z')) out_.push_back(static_cast<char>(c));
      ++at_;
      return;
    }
    if (before_vowel(c)) {
      ++at_;
      const std::size_t mark = out_.size();
      initial(true);
      if (out_.size() == mark && thai_consonant(peek()) == nullptr && peek() != U'\0' &&
          text_[at_ - 1] != U'อ')
        return;
      front_vowel(c);
      return;
    }
    if (thai_consonant(c) != nullptr) {
      if (c == U'ร' && peek(1) == U'ร') {  // รร: "an", or "a" before a final
        at_ += 2;
        out_ += thai_consonant(peek()) != nullptr && !starts_syllable(0) ? "a" : "an";
        final_consonant();
        return;
      }
      initial(false);
      inner_vowel();
      return;
    }
    ++at_;  // a stray sign
  }

  void front_vowel(char32_t front) {
    if (front == U'แ') {
      if (peek() == U'ะ' || peek() == U'็') ++at_;
      out_ += "ae";
    } else if (front == U'โ') {
      if (peek() == U'ะ') ++at_;
      out_ += "o";
    } else if (front == U'ใ' || front == U'ไ') {
      out_ += "ai";
      if (peek() == U'ย') ++at_;
      return;
    } else if (peek() == U'ี' && peek(1) == U'ย') {
      at_ += 2;
      out_ += "ia";
    } else if (peek() == U'ื' && peek(1) == U'อ') {
      at_ += 2;
      out_ += "uea";
    } else if (peek() == U'า') {
      ++at_;
      if (peek() == U'ะ') {
        ++at_;
        out_ += "o";
      } else {
        out_ += "ao";
      }
      return;
    } else if (peek() == U'อ' || peek() == U'ิ') {
      ++at_;
      out_ += "oe";
    } else if (peek() == U'ย') {
      ++at_;
      out_ += "oei";
      return;
    } else {
      if (peek() == U'็' || peek() == U'ะ') ++at_;
      out_ += "e";
    }
    final_consonant();
  }

  void inner_vowel() {
    const char32_t c = peek();
    switch (c) {
      case U'ะ':
        ++at_;
        out_ += "a";
        return;
      case U'ั':
        ++at_;
        if (peek() == U'ว') {
          ++at_;
          if (peek() == U'ะ') ++at_;
          out_ += "ua";
          return;
        }
        out_ += "a";
        final_consonant();
        return;
      case U'า':
        ++at_;
        out_ += "a";
        final_consonant();
        return;
      case U'ำ':
        ++at_;
        out_ += "am";
        return;
      case U'ิ':
      case U'ี':
        ++at_;
        out_ += customary_ && c == U'ี' ? "ee" : "i";
        final_consonant();
        return;
      case U'ึ':
      case U'ื':
        ++at_;
        if (peek() == U'อ') ++at_;
        out_ += "ue";
        final_consonant();
        return;
      case U'ุ':
      case U'ู':
        ++at_;
        out_ += customary_ && c == U'ู' ? "oo" : "u";
        final_consonant();
        return;
      case U'อ':
        ++at_;
        out_ += "o";
        final_consonant();
        return;
      case U'ว':
        if (thai_consonant(peek(1)) != nullptr && !starts_syllable(1)) {
          ++at_;
          out_ += "ua";
          final_consonant();
          return;
        }
        break;
      case U'็':
        ++at_;
        out_ += "o";
        final_consonant();
        return;
      case U'ร':
        if (peek(1) == U'ร') {
          at_ += 2;
          const bool closes = thai_consonant(peek()) != nullptr && !starts_syllable(0);
          out_ += closes ? "a" : "an";
          if (closes) final_consonant();
          return;
        }
        if (at_ + 1 == text_.size()) {  // -อร, -กร, -พร: "on"
          ++at_;
          out_ += customary_ ? "orn" : "on";
          return;
        }
        break;
      default:
        break;
    }
    // No vowel is written: "o" before a final, "a" where the consonant stands alone.
    if (thai_consonant(peek()) != nullptr && !starts_syllable(0) && peek() != U'อ') {
      const bool front_next = before_vowel(peek(1));
      const bool end = at_ + 1 == text_.size();
      if (end || front_next || thai_consonant(peek(1)) != nullptr) {
        out_ += "o";
        final_consonant();
        return;
      }
    }
    if (at_ < text_.size()) out_ += "a";
  }

  std::u32string text_;
  bool customary_;
  std::size_t at_ = 0;
  std::string out_;
};

// Elements of names by the table, the longest first, and what lies between by the rules.
std::string by_parts(std::string_view token, bool customary) {
  static const WordTable<std::string_view> kParts = [] {
    WordTable<std::string_view> parts;
    for (const auto& row : tables::rows("names/thai_parts.tsv")) {
      if (row.size() >= 2) parts[row[0]] = row[1];
    }
    return parts;
  }();
  constexpr std::size_t kSign = 3;      // bytes
  constexpr std::size_t kLongest = 45;  // fifteen signs
  std::string out;
  std::size_t unread = 0;
  const auto sign_at = [&](std::size_t at) { return at < token.size() ? next_point(token, at) : U'\0'; };
  const auto read = [&](std::size_t end) {
    if (end > unread) out += Reader(spoken(token.substr(unread, end - unread)), customary).run();
    if (end == unread + kSign && end < token.size() && thai_consonant(sign_at(unread)) != nullptr)
      out += "a";  // a consonant alone before an element: ป-กรณ์
  };
  // A syllable may end there: no vowel sign or mark follows, nor a last consonant alone.
  const auto ends = [&](std::size_t at) {
    if (at + kSign == token.size()) return false;
    const char32_t next = sign_at(at);
    return next == U'\0' || thai_consonant(next) != nullptr || before_vowel(next);
  };
  for (std::size_t at = 0; at < token.size();) {
    const bool begins = at < kSign || !before_vowel(sign_at(at - kSign));
    std::size_t length = std::min(kLongest, token.size() - at);
    const std::string_view* spellings = nullptr;
    for (; begins && length >= 2 * kSign; length -= kSign) {
      spellings = ends(at + length) ? kParts.find(token.substr(at, length)) : nullptr;
      if (spellings != nullptr) break;
    }
    if (spellings == nullptr) {
      next_point(token, at);
      continue;
    }
    read(at);
    const std::size_t first = std::min(spellings->find(' '), spellings->size());
    out +=
        customary || first == spellings->size() ? spellings->substr(0, first) : spellings->substr(first + 1);
    at += length;
    unread = at;
  }
  read(token.size());
  return out;
}

}  // namespace

std::vector<std::string> romanise_thai(std::string_view token) {
  std::vector<std::string> out;
  for (const std::string_view spelling : customary_spellings(token)) out.emplace_back(spelling);
  if (!out.empty()) return out;
  std::string reading = by_parts(token, false);
  if (reading.empty()) return out;
  out.push_back(reading);
  const auto add = [&](std::string spelling) {
    if (std::find(out.begin(), out.end(), spelling) == out.end()) out.push_back(std::move(spelling));
  };
  std::string family = by_parts(token, true);
  add(family);
  std::replace(family.begin(), family.end(), 'w', 'v');
  add(std::move(family));
  // The first consonants of the one custom, the vowels of the other.
  std::string plain;
  for (std::size_t i = 0; i < reading.size(); ++i) {
    if (reading[i] == 'h' && i > 0 && (reading[i - 1] == 'p' || reading[i - 1] == 't')) continue;
    plain.push_back(reading[i]);
  }
  add(std::move(plain));
  return out;
}

}  // namespace weir::text
