// Cyrillic: the schemes that the language's names are written by.
#include <algorithm>
#include <array>
#include <span>

#include "text/letters.hpp"
#include "text/names.hpp"
#include "text/romanise.hpp"

namespace weir::text {
namespace {

struct Habit {
  std::string_view language;
  std::array<std::string_view, kMaxReadings> schemes;  // the likeliest first
};

// Names from one country also travel in its neighbour's spelling, so each list ends in the Russian ways.
constexpr std::array<Habit, 11> kHabits{{
    {"ru", {"ru", "ru-icao", "ru-fr", "ru-de", "ru-iso", "ru-pl"}},
    {"uk", {"uk-press", "uk", "uk-ru", "ru", "ru-icao", "uk-pl"}},
    {"be", {"be-press", "be", "be-ru", "ru-icao", "ru", "ru-pl"}},
    {"bg", {"bg", "bg-old", "ru", "ru-iso", ""}},
    {"sr", {"sr", "sr-press", "ru-de", "", ""}},
    {"mk", {"mk", "sr-press", "", "", ""}},
    {"kk", {"kk", "kk-bgn", "kk-2021", "ru-icao", ""}},
    {"ky", {"ky", "ky-ru", "ru-icao", "", ""}},
    {"uz", {"uz", "uz-ru", "ru-icao", "", ""}},
    {"tg", {"tg", "tg-ru", "ru-icao", "", ""}},
    {"mn", {"mn", "mn-2", "ru", "", ""}},
}};
// Nothing tells the language: Russian by number of names, Bulgarian and Serbian as far as they differ.
constexpr Habit kUnknown{"", {"ru", "ru-icao", "sr", "ru-fr", "ru-de", "ru-pl"}};

const Habit& habit_of(std::string_view language) {
  const auto* known = std::find_if(kHabits.begin(), kHabits.end(),
                                   [&](const Habit& habit) { return habit.language == language; });
  return known == kHabits.end() ? kUnknown : *known;
}

}  // namespace

std::vector<std::string> all_cyrillic_spellings(std::string_view name, std::string_view language) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view scheme) {
    std::string spelt = spell(name, scheme);
    if (!spelt.empty() && std::find(out.begin(), out.end(), spelt) == out.end())
      out.push_back(std::move(spelt));
  };
  for (const std::string_view scheme : habit_of(language).schemes) {
    if (!scheme.empty()) add(scheme);
  }
  // By way of Russian names of the whole former Union travel in all of its schemes.
  for (const std::string_view scheme : {"ru-bgn", "ru-fr", "ru-de", "ru-pl"}) add(scheme);
  return out;
}

std::vector<std::string> romanise_cyrillic(std::string_view token, std::string_view language) {
  if (language.empty()) language = guess_language(token, Script::Cyrillic);
  const Habit& habit = habit_of(language);
  std::vector<std::string> out;
  out.reserve(kMaxReadings);
  // Equal spellings stay: form k of a name takes reading k of each word, so that standards do not mix.
  for (const std::string_view scheme : habit.schemes) {
    if (!scheme.empty()) out.push_back(spell(token, scheme));
  }
  // Known names first as their people write them (Александр: Aleksandr, Ганна: Hanna).
  if (const auto known_spellings = customary_spellings(token); !known_spellings.empty())
    out.front() = known_spellings.front();
  return out;
}

}  // namespace weir::text
