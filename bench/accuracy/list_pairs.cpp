#include "accuracy/list_pairs.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "accuracy/changes.hpp"
#include "accuracy/plain_words.hpp"
#include "lists/load.hpp"

namespace weir::accuracy {
namespace {

// Words that say what kind of body it is: two names that differ in nothing else do not differ enough.
bool says_little(std::string_view word) {
  static const std::set<std::string_view> kWords{"co",      "company",     "ltd",
                                                 "limited", "llc",         "inc",
                                                 "corp",    "corporation", "sa",
                                                 "sarl",    "srl",         "gmbh",
                                                 "ag",      "jsc",         "ooo",
                                                 "oao",     "zao",         "pao",
                                                 "the",     "of",          "and",
                                                 "for",     "de",          "la",
                                                 "del",     "el",          "al",
                                                 "y",       "e",           "group",
                                                 "trading", "general",     "international",
                                                 "bin",     "ibn",         "abu",
                                                 "abd",     "abdul",       "van",
                                                 "von",     "da",          "dos",
                                                 "fze",     "plc",         "cv",
                                                 "s",       "a",           "m",
                                                 "v",       "mv",          "mt",
                                                 "i",       "ii",          "iii",
                                                 "jr",      "sr",          "haji",
                                                 "hajji",   "mullah",      "qari",
                                                 "maulavi", "sheikh",      "shaykh",
                                                 "dr"};
  return word.size() < 2 || kWords.count(word) != 0;
}

bool has_partner(const std::string& word, const std::vector<std::string>& others) {
  return std::any_of(others.begin(), others.end(),
                     [&](const std::string& other) { return may_be_one_word(word, other); });
}

// The rule review: each side has a telling word that cannot be any word of the other.
bool surely_other_names(std::string_view a, std::string_view b) {
  const std::vector<std::string> left = plain_words(a);
  const std::vector<std::string> right = plain_words(b);
  const auto tells = [](const std::vector<std::string>& words, const std::vector<std::string>& others) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return !says_little(word) && word.size() >= 3 && !has_partner(word, others);
    });
  };
  if (!tells(left, right) || !tells(right, left)) return false;
  // Joined words ("Nord Werk", "Nordwerk") have no partner word by word.
  std::string joined_left;
  std::string joined_right;
  for (const std::string& word : left) joined_left += word;
  for (const std::string& word : right) joined_right += word;
  return edits(joined_left, joined_right) * 5 > std::max(joined_left.size(), joined_right.size());
}

bool linked(const Party& a, const Party& b) {
  const auto names_other = [](const Party& from, const Party& to) {
    return std::any_of(from.linked_to.begin(), from.linked_to.end(), [&](const std::string& text) {
      return std::any_of(to.names.begin(), to.names.end(),
                         [&](const Name& name) { return trigram_dice(text, name.text) > 0.6; });
    });
  };
  if (names_other(a, b) || names_other(b, a)) return true;
  for (const Identifier& left : a.identifiers) {
    for (const Identifier& right : b.identifiers) {
      if (left.value == right.value) return true;
    }
  }
  for (const DateInterval& left : a.birth_dates) {
    for (const DateInterval& right : b.birth_dates) {
      if (left.precision == DatePrecision::ExactDay && left.earliest == right.earliest &&
          right.precision == DatePrecision::ExactDay)
        return true;
    }
  }
  return false;
}

bool one_kind(Schema a, Schema b) {
  const auto kind = [](Schema schema) {
    switch (schema) {
      case Schema::Person:
        return 0;
      case Schema::Vessel:
        return 1;
      case Schema::Airplane:
        return 2;
      default:
        return 3;
    }
  };
  return kind(a) == kind(b);
}

// The schema that a user would screen with: the lists' "LegalEntity" are organisations.
Schema asked_schema(Schema schema) {
  return schema == Schema::LegalEntity || schema == Schema::Company ? Schema::Organization : schema;
}

// Are the two names of one entry near enough that a person who sees only them could tell? By letters alone
// where both are Latin; another script is romanisation, hence near by nature.
bool near_by_name(std::string_view a, std::string_view b) {
  if (!is_latin(a) || !is_latin(b)) return true;
  const std::vector<std::string> left = plain_words(a);
  const std::vector<std::string> right = plain_words(b);
  std::size_t partners = 0;
  std::size_t telling_left = 0;
  for (const std::string& word : left) {
    if (says_little(word)) continue;
    ++telling_left;
    partners += has_partner(word, right) ? 1U : 0U;
  }
  const auto telling_right = static_cast<std::size_t>(
      std::count_if(right.begin(), right.end(), [](const std::string& word) { return !says_little(word); }));
  const std::size_t fewer = std::min(telling_left, telling_right);
  if (fewer == 0) return false;
  // One-word names of two different words, or a single shared word out of many, are other names.
  return partners >= fewer && partners * 2 >= std::max(telling_left, telling_right) &&
         (fewer >= 2 || std::max(telling_left, telling_right) == 1);
}

std::string key_of(const Party& party) {
  return party.list + "/" + party.entry_id;
}

void add_positive(const Party& party, std::string_view left, std::string_view right, std::string set,
                  std::string change, std::vector<Pair>& out) {
  const std::string_view right_script = main_script(right);
  out.push_back({.schema = asked_schema(party.schema),
                 .left = std::string(left),
                 .right = std::string(right),
                 .same = true,
                 .set = std::move(set),
                 .change = std::move(change),
                 .script = std::string(right_script == "latin" ? main_script(left) : right_script),
                 .note = key_of(party),
                 .split = split_of(key_of(party))});
}

std::vector<std::string> blank_parted(std::string_view name) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find(' ', at), name.size());
    if (end > at) out.emplace_back(name.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// How many primary names have a word.
using Frequencies = std::unordered_map<std::string, std::size_t>;

// Place of the word that tells the name from others: the rarest that is long enough.
std::optional<std::size_t> telling_place(const std::vector<std::string>& words,
                                         const Frequencies& frequencies) {
  std::optional<std::size_t> best;
  std::size_t fewest = 4;  // names; a word that more names share does not tell
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::vector<std::string> plain = plain_words(words[i]);
    if (plain.size() != 1 || plain[0].size() < 4 || says_little(plain[0])) continue;
    const auto found = frequencies.find(plain[0]);
    if (found != frequencies.end() && found->second < fewest) {
      fewest = found->second;
      best = i;
    }
  }
  return best;
}

// The party's name with one word taken from `donor`: a relative with another given name, a namesake of
// another family, the same trade under another name. nullopt where the rules cannot be sure.
std::optional<Change> exchanged(const Party& party, const Party& donor, const Frequencies& frequencies,
                                Random& random) {
  std::vector<std::string> words = blank_parted(party.names.front().text);
  const std::vector<std::string> others = blank_parted(donor.names.front().text);
  std::size_t place = 0;
  std::size_t from = 0;
  std::string change;
  if (party.schema == Schema::Person) {
    if (words.size() < 2 || words.size() > 3 || others.size() < 2 || others.size() > 3) return std::nullopt;
    const bool given = random.below(2) == 0;
    place = given ? 0 : words.size() - 1;
    from = given ? 0 : others.size() - 1;
    change = given ? "other-given" : "other-family";
  } else {
    // In a long name no single word tells: it may be one body, differently described.
    constexpr std::size_t kMostWords = 4;
    if (words.size() > kMostWords) return std::nullopt;
    const auto own = telling_place(words, frequencies);
    const auto other = telling_place(others, frequencies);
    if (!own || !other) return std::nullopt;
    place = *own;
    from = *other;
    change = "other-telling-word";
  }
  const std::vector<std::string> fresh = plain_words(others[from]);
  const std::vector<std::string> old = plain_words(words[place]);
  if (fresh.size() != 1 || old.size() != 1 || fresh[0].size() < 3 || old[0].size() < 3) return std::nullopt;
  if (says_little(fresh[0]) || says_little(old[0])) return std::nullopt;
  const std::vector<std::string> all = plain_words(party.names.front().text);
  if (has_partner(fresh[0], all)) return std::nullopt;
  words[place] = others[from];
  std::string name;
  for (const std::string& word : words) name += (name.empty() ? "" : " ") + word;
  return Change{std::move(name), std::move(change)};
}

}  // namespace

std::vector<Party> load_real_parties(const std::string& data, const std::vector<std::string>& folders) {
  std::vector<lists::LoadInput> inputs;
  for (const std::string& folder : folders) {
    const std::string path = data + "/" + folder;
    if (std::filesystem::exists(path)) inputs.push_back({.path = path, .list_id = {}});
  }
  std::vector<Party> parties;
  lists::load_lists(inputs, {},
                    {.list = [](const lists::ListInfo&) {},
                     .file = [](const lists::LoadedFile&) {},
                     .party = [&](Party&& party) { parties.push_back(std::move(party)); },
                     .reject = [](const std::string&, lists::Reject&&) {},
                     .problem = [](const Fault&) {},
                     .note = [](const std::string&) {}});
  return parties;
}

std::vector<Neighbour> hard_negatives(const std::vector<Party>& parties) {
  // Words -> primary names; the rarest words of a name lead to its neighbours.
  std::unordered_map<std::string, std::vector<std::size_t>> by_word;
  std::vector<std::vector<std::string>> words(parties.size());
  for (std::size_t p = 0; p < parties.size(); ++p) {
    words[p] = plain_words(parties[p].names.front().text);
    std::sort(words[p].begin(), words[p].end());
    words[p].erase(std::unique(words[p].begin(), words[p].end()), words[p].end());
    for (const std::string& word : words[p]) by_word[word].push_back(p);
  }
  std::vector<Neighbour> out;
  for (std::size_t p = 0; p < parties.size(); ++p) {
    std::vector<std::string> order = words[p];
    std::sort(order.begin(), order.end(), [&](const std::string& a, const std::string& b) {
      const std::size_t left = by_word[a].size();
      const std::size_t right = by_word[b].size();
      return left != right ? left < right : a < b;
    });
    std::map<std::size_t, double> seen;
    constexpr std::size_t kMostCandidates = 400;
    for (const std::string& word : order) {
      if (by_word[word].size() < 2 || says_little(word)) continue;
      for (const std::size_t other : by_word[word]) {
        if (other != p && parties[other].list == parties[p].list &&
            one_kind(parties[other].schema, parties[p].schema))
          seen.emplace(other, 0);
        if (seen.size() >= kMostCandidates) break;
      }
      if (seen.size() >= kMostCandidates) break;
    }
    std::vector<std::pair<double, std::size_t>> ranked;
    for (const auto& [other, unused] : seen) {
      ranked.emplace_back(trigram_dice(parties[p].names.front().text, parties[other].names.front().text),
                          other);
    }
    std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    for (const auto& candidate : ranked) {
      const std::size_t other = candidate.second;
      const std::string& left = parties[p].names.front().text;
      const std::string& right = parties[other].names.front().text;
      if (!surely_other_names(left, right) || linked(parties[p], parties[other])) continue;
      // An alias that equals the other's name makes them namesakes.
      const bool namesake = std::any_of(parties[p].names.begin(), parties[p].names.end(), [&](const Name& a) {
        return std::any_of(parties[other].names.begin(), parties[other].names.end(),
                           [&](const Name& b) { return trigram_dice(a.text, b.text) > 0.8; });
      });
      if (namesake) continue;
      out.push_back({.party = p, .other = other, .name = left, .other_name = right});
      break;
    }
  }
  return out;
}

std::vector<Pair> list_pairs(const std::vector<Party>& parties) {
  std::vector<Pair> out;
  std::unordered_map<std::size_t, std::string> neighbour_of;
  constexpr std::size_t kThin = 2;  // every second entry: enough, and the run stays short
  for (const Neighbour& neighbour : hard_negatives(parties)) {
    neighbour_of.emplace(neighbour.party, neighbour.other_name);
    if (stable_hash("negative" + key_of(parties[neighbour.party])) % kThin != 0) continue;
    out.push_back({.schema = asked_schema(parties[neighbour.party].schema),
                   .left = neighbour.name,
                   .right = neighbour.other_name,
                   .same = false,
                   .set = "aliases",
                   .change = "nearest-other",
                   .script = std::string(main_script(neighbour.name)),
                   .note = key_of(parties[neighbour.party]) + " / " + key_of(parties[neighbour.other]),
                   .split = split_of(key_of(parties[neighbour.party]))});
  }
  Frequencies frequencies;
  for (const Party& party : parties) {
    for (const std::string& word : plain_words(party.names.front().text)) ++frequencies[word];
  }
  for (std::size_t p = 0; p < parties.size(); ++p) {
    const Party& party = parties[p];
    const std::string& primary = party.names.front().text;
    Random random(stable_hash(key_of(party)));
    Random donors(stable_hash("donor" + key_of(party)));
    constexpr std::size_t kDonors = 20;
    for (std::size_t attempt = 0; attempt < kDonors && is_latin(primary); ++attempt) {
      const Party& donor = parties[donors.below(parties.size())];
      if (!one_kind(donor.schema, party.schema) || !is_latin(donor.names.front().text)) continue;
      const auto change = exchanged(party, donor, frequencies, donors);
      if (!change) continue;
      out.push_back({.schema = asked_schema(party.schema),
                     .left = change->name,
                     .right = primary,
                     .same = false,
                     .set = "exchanged",
                     .change = change->change,
                     .script = "latin",
                     .note = key_of(party) + " with a word of " + key_of(donor),
                     .split = split_of(key_of(party))});
      break;
    }
    std::size_t aliases = 0;
    constexpr std::size_t kMostAliases = 2;  // of one entry, so that the much-named do not rule the set
    for (std::size_t n = 1; n < party.names.size() && aliases < kMostAliases; ++n) {
      const Name& name = party.names[n];
      if (name.kind == NameKind::Weak || name.kind == NameKind::Former) continue;
      if (name.text == primary) continue;
      const bool near = near_by_name(primary, name.text);
      add_positive(party, primary, name.text, near ? "aliases" : "aliases-far", near ? "alias" : "alias-far",
                   out);
      ++aliases;
    }
    if (!is_latin(primary)) continue;
    const auto negative = [&](const Change& change, std::string set) {
      // The changed name must stay apart from its neighbour: the same change on a negative.
      const auto neighbour = neighbour_of.find(p);
      if (neighbour == neighbour_of.end()) return;
      out.push_back({.schema = asked_schema(party.schema),
                     .left = change.name,
                     .right = neighbour->second,
                     .same = false,
                     .set = std::move(set),
                     .change = change.change,
                     .script = "latin",
                     .note = key_of(party),
                     .split = split_of(key_of(party))});
    };
    const auto both = [&](const Change& change, const std::string& set) {
      if (change.name == primary) return;
      add_positive(party, change.name, primary, set, change.change, out);
      negative(change, set);
    };
    if (const auto change = p % 2 == 0 ? mistype(primary, random) : mistype_twice(primary, random))
      both(*change, "typos");
    const std::vector<Change> changes = reword(primary, party.schema, random);
    if (!changes.empty()) both(changes[random.below(changes.size())], "words");
    for (const Change& change : respell(primary, random)) both(change, "spellings");
  }
  return out;
}

}  // namespace weir::accuracy
