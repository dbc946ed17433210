// Given names and surnames that are one name in several spellings and languages, and what a word tells about
// gender. From data/names/given_names.tsv and family_names.tsv (docs/names.md).
//
// Thread-safety: immutable, built once. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "weir/party.hpp"

namespace weir::text {

// How two different words are one name, the loosest first.
enum class NameRelation : std::uint8_t {
  None,
  Equivalent,  // another language's form: Ivan, John, Juan; 陈 as Chen and Chan
  Nickname,    // short or pet form of one language: Aleksandr, Sasha; William, Bill
  Spelling     // one name spelt otherwise: Mohammed, Muhamad; Kim, Gim
};

// Number of a word in the tables, 0 when it is in none: look it up once, keep it with the word. Folded words
// in any script.
using NameWord = std::uint16_t;
[[nodiscard]] NameWord name_word(std::string_view folded) noexcept;
// Two words of the tables; the closest relation that they have in any cluster.
[[nodiscard]] NameRelation name_relation(NameWord a, NameWord b) noexcept;
// Has some cluster the words as forms of two languages, whatever closer relation they have: Sun and Son, 孙
// in Chinese and in Korean, beside spellings of one Korean syllable.
[[nodiscard]] bool may_be_of_two_languages(NameWord a, NameWord b) noexcept;
[[nodiscard]] std::string_view name_relation_text(NameRelation relation) noexcept;  // "nickname"

// The clusters that a word is in, and the words of one cluster: for finding "Sasha" by "Aleksandr".
[[nodiscard]] std::span<const std::uint16_t> name_clusters(NameWord word) noexcept;
[[nodiscard]] std::span<const std::string_view> cluster_words(std::uint16_t cluster) noexcept;

// Latin spellings of a word in another script as its people write them, the commonest first; at most five.
[[nodiscard]] std::span<const std::string_view> customary_spellings(std::string_view folded) noexcept;

// As the table of given names has it; Unknown for other words, and names of both.
[[nodiscard]] Gender gender_of_name(NameWord word) noexcept;

// What one word tells: a given name of one gender, a patronymic (Ivanovna), a surname's ending (Volkova,
// Papadopoulou, -dottir), bint, Mrs. Unknown when it tells nothing. `folded` Latin or Cyrillic.
[[nodiscard]] Gender gender_of(std::string_view folded) noexcept;

// "volkov" and "volkova", "tolstoy" and "tolstaya", "ivanovich" and "ivanovna": one family or father, a man
// and a woman.
[[nodiscard]] bool gender_opposites(std::string_view a, std::string_view b) noexcept;

// One family's name as a woman bears it and as her family does: Zaitseva, Zaitsev; Dvorakova, Dvorak;
// Kazlauskiene, Kazlauskas. Registers abroad write either for her.
[[nodiscard]] bool womans_surname(std::string_view a, std::string_view b) noexcept;
// The same of surnames in the tables, by whatever spelling: Zaytseva, Zaitsev.
[[nodiscard]] bool womans_surname(NameWord a, NameWord b) noexcept;
// The cluster of the same surname as the other gender bears it; `cluster` itself where there is none.
[[nodiscard]] std::uint16_t family_cluster(std::uint16_t cluster) noexcept;
// All that womans_surname() takes for one with this word, but for those of the tables.
[[nodiscard]] std::vector<std::string> womans_surnames(std::string_view folded);

// Patronymics of East Slavic, Turkic and Icelandic custom, also shortened in speech (Ivanych).
[[nodiscard]] bool is_patronymic(std::string_view folded) noexcept;

}  // namespace weir::text
