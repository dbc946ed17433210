#include "text/sound.hpp"

#include <array>
#include <bit>

#include "text/by_letter.hpp"

namespace weir::text {
namespace {

// One class a row; the order is free, 0 means "no sound".
enum Class : std::uint8_t {
  kNone,
  kVowel,
  kB,
  kP,
  kV,
  kF,
  kG,
  kH,
  kD,
  kT,
  kJ,
  kZ,
  kK,
  kL,
  kM,
  kN,
  kR,
  kS,
  kSh,
  kCh,
  kYod
};

struct Spelling {
  std::string_view letters;
  std::uint8_t sound;
  std::uint8_t second = kNone;
};

// By first letter, and then longest first where one begins another; what is not listed goes letter by letter.
constexpr std::array<Spelling, 31> kSpellings{
    {{"bh", kB},     {"ch", kCh},    {"cz", kCh},   {"cs", kCh},    {"ck", kK},    {"dsch", kJ},
     {"dzh", kJ},    {"dj", kJ},     {"dh", kD},    {"ff", kV},     {"gh", kG},    {"kh", kH},
     {"ks", kK, kS}, {"ph", kF},     {"qu", kK},    {"rh", kR},     {"shch", kSh}, {"schtsch", kSh},
     {"sch", kSh},   {"sh", kSh},    {"szcz", kSh}, {"sz", kSh},    {"tsch", kCh}, {"tch", kCh},
     {"th", kT},     {"ts", kT, kS}, {"tx", kCh},   {"tz", kT, kS}, {"wh", kV},    {"x", kK, kS},
     {"zh", kJ}}};
// Where those of a letter begin; those of the next letter follow.
constexpr std::array<std::uint8_t, 27> kFirstSpelling =
    first_by_letter(kSpellings, [](const Spelling& spelling) { return spelling.letters; });

constexpr std::array<std::uint8_t, 26> kLetters{kVowel, kB, kK,     kD, kVowel, kF,     kG,     kH, kVowel,
                                                kJ,     kK, kL,     kM, kN,     kVowel, kP,     kK, kR,
                                                kS,     kT, kVowel, kV, kV,     kK,     kVowel, kZ};

constexpr bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

class Key {
 public:
  void add(std::uint8_t sound) {
    constexpr int kMostClasses = 12;
    if (sound == kNone || sound == last_ || count_ == kMostClasses) {
      last_ = sound == kNone ? last_ : sound;
      return;
    }
    key_ |= static_cast<std::uint64_t>(sound) << (5 * count_);
    ++count_;
    last_ = sound;
  }
  // A vowel between two equal consonants keeps them apart ("mm" against "mam").
  void gap() { last_ = kNone; }
  [[nodiscard]] std::uint64_t value() const { return key_; }
  [[nodiscard]] bool empty() const { return count_ == 0; }

 private:
  std::uint64_t key_ = 0;
  int count_ = 0;
  std::uint8_t last_ = kNone;
};

}  // namespace

std::uint64_t sound_key(std::string_view token) noexcept {
  Key key;
  for (std::size_t i = 0; i < token.size();) {
    const char c = token[i];
    if (c < 'a' || c > 'z') return 0;
    const std::string_view rest = token.substr(i);
    // y, j and i before a vowel at the start are one sound: Yusuf, Jusuf, Iusuf.
    if (i == 0 && (c == 'y' || c == 'j' || c == 'i') && token.size() > 1 && is_vowel(token[1])) {
      key.add(kYod);
      i = 1;
      continue;
    }
    // "c" is s before e and i, else k.
    if (c == 'c' && rest.size() > 1 && (rest[1] == 'e' || rest[1] == 'i')) {
      key.add(kS);
      ++i;
      continue;
    }
    bool spelt = false;
    const auto letter = static_cast<std::size_t>(c - 'a');
    for (std::size_t k = kFirstSpelling[letter]; k < kFirstSpelling[letter + 1]; ++k) {
      const Spelling& spelling = kSpellings[k];
      if (begins(rest, spelling.letters)) {
        key.add(spelling.sound);
        key.add(spelling.second);
        i += spelling.letters.size();
        spelt = true;
        break;
      }
    }
    if (spelt) continue;
    const std::uint8_t sound = kLetters[static_cast<std::size_t>(c - 'a')];
    if (sound == kVowel) {
      if (key.empty()) key.add(kVowel);
      key.gap();
    } else {
      key.add(sound);
    }
    ++i;
  }
  return key.value();
}

int sound_length(std::uint64_t key) noexcept {
  return (static_cast<int>(std::bit_width(key)) + 4) / 5;
}

}  // namespace weir::text
