// A goods description -> words that compare: folded, stemmed (Snowball for Russian, Harman's S-stemmer for
// English), cut at punctuation into segments; Han text as runs of characters.
//
// Thread-safety: one Words per thread (Snowball keeps scratch memory). Errors: none; texts are cut at
// kMostTextBytes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sb_stemmer;

namespace weir::goods {

inline constexpr std::size_t kMostTextBytes = 4096;

enum class WordKind : std::uint8_t { Latin, Cyrillic, Number, Mixed, Han, Other };

struct Word {
  std::string text;  // folded
  std::string stem;  // what is compared; for Han the run itself
  WordKind kind = WordKind::Other;
  std::uint16_t segment = 0;  // counts the pieces between commas, brackets and line ends
  std::uint16_t chunk = 0;    // index of the chunk it stands in
};

struct SplitText {
  std::vector<Word> words;
  std::vector<std::string> chunks;  // between blanks and commas, punctuation inside kept: "74hc595-sop16"
  std::vector<std::uint16_t> chunk_segment;
};

class Words {
 public:
  Words();
  ~Words();
  Words(Words&&) noexcept;
  Words& operator=(Words&&) noexcept;

  void split(std::string_view text, SplitText& out);
  [[nodiscard]] std::string stem(std::string_view folded, WordKind kind);

 private:
  struct Freed {
    void operator()(sb_stemmer* stemmer) const noexcept;
  };
  std::unique_ptr<sb_stemmer, Freed> russian_;
  std::unordered_map<std::string, std::string> stems_;
};

}  // namespace weir::goods
