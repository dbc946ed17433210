#include "text/bearers.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "tables/cells.hpp"
#include "tables/tables.hpp"
#include "text/names.hpp"
#include "text/word_table.hpp"

namespace weir::text {
namespace {

// Among one people, 0..1.
struct Share {
  std::uint8_t people = 0;
  float given = 0;
  float family = 0;
};
using Shares = std::vector<Share>;

void raise(Shares& shares, const Share& least) {
  const auto same = [&](const Share& share) { return share.people == least.people; };
  auto own = std::find_if(shares.begin(), shares.end(), same);
  if (own == shares.end()) own = shares.insert(own, {.people = least.people});
  own->given = std::max(own->given, least.given);
  own->family = std::max(own->family, least.family);
}

class NameShares {
 public:
  NameShares() {
    for (const auto& row : tables::rows("names/name_shares.tsv")) {
      if (row.size() == 4) add_row(row);
    }
    add_spellings();
  }

  [[nodiscard]] const Shares* find(std::string_view word) const noexcept { return of_word_.find(word); }
  [[nodiscard]] std::span<const float> populations() const noexcept { return populations_; }
  [[nodiscard]] bool firms(std::size_t people) const noexcept { return peoples_[people] == "firms"; }
  [[nodiscard]] bool title(std::string_view word) const noexcept { return titles_.find(word) != nullptr; }

 private:
  static float number(std::string_view text) { return std::strtof(std::string(text).c_str(), nullptr); }

  std::uint8_t people_of(std::string_view name, std::string_view millions) {
    const auto at = std::find(peoples_.begin(), peoples_.end(), name);
    const auto people = static_cast<std::uint8_t>(at - peoples_.begin());
    if (at == peoples_.end()) {
      constexpr float kMillion = 1e6F;
      peoples_.push_back(name);
      populations_.push_back(number(millions) * kMillion);
    }
    return people;
  }

  void add_row(const std::vector<std::string_view>& row) {
    const std::uint8_t people = people_of(row[0], row[1]);
    const bool given = row[2] == "g";
    const bool firms = row[0] == "firms";
    tables::each_word(row[3], [&](std::string_view item) {
      if (item.empty()) return;  // two spaces
      const std::size_t colon = std::min(item.find(':'), item.size() - 1);
      const std::string_view name = item.substr(0, colon);
      if (row[2] == "t") {
        titles_[name] = true;
        return;
      }
      constexpr float kThousand = 1000;
      const float share = number(item.substr(colon + 1)) / kThousand;
      const Share least{.people = people, .given = given ? share : 0, .family = given ? 0 : share};
      raise(of_word_[name], least);
      if (given || firms) return;
      const bool adjective = name.ends_with("ski");  // Kowalska beside Kowalski, Ivanova beside Ivanov
      std::string womans = std::string(name.substr(0, name.size() - (adjective ? 1 : 0))) + "a";
      if (gender_opposites(name, womans)) raise(of_word_[arena_.emplace_back(std::move(womans))], least);
    });
  }

  // A word is as common as the commonest spelling of its name.
  void add_spellings() {
    std::vector<std::pair<std::string_view, Shares>> listed;
    of_word_.each([&](std::string_view word, const Shares& shares) { listed.emplace_back(word, shares); });
    for (const auto& [word, shares] : listed) {
      const NameWord name = name_word(word);
      for (const std::uint16_t cluster : name_clusters(name)) {
        for (const std::string_view other : cluster_words(cluster)) {
          if (name_relation(name, name_word(other)) != NameRelation::Spelling) continue;
          Shares& own = of_word_[other];
          for (const Share& share : shares) raise(own, share);
        }
      }
    }
  }

  std::vector<std::string_view> peoples_;
  std::vector<float> populations_;
  WordTable<Shares> of_word_;
  WordTable<bool> titles_;
  std::deque<std::string> arena_;  // words that stand in no table
};

}  // namespace

namespace {
const NameShares& names() {
  static const NameShares kNames;
  return kNames;
}
}  // namespace

bool is_inherited_title(std::string_view word) noexcept {
  return names().title(word);
}

float bearers(std::span<const WordPair> words, Bearers kind) noexcept {
  const NameShares& shares_of = names();
  constexpr std::size_t kMostWords = 8;
  if (words.empty() || words.size() > kMostWords) return 0;
  std::array<std::array<const Shares*, 2>, kMostWords> found;  // NOLINT: as many as there are words are set
  for (std::size_t i = 0; i < words.size(); ++i) {
    found[i] = {shares_of.find(words[i][0]), shares_of.find(words[i][1])};
    if (found[i][0] == nullptr && found[i][1] == nullptr) return 0;
  }
  float people = 0;
  const std::span<const float> populations = shares_of.populations();
  for (std::size_t p = 0; p < populations.size(); ++p) {
    if (shares_of.firms(p) != (kind == Bearers::Firms)) continue;
    float all_given = 1;
    float one_family = 0;  // the best of them as the family name
    for (std::size_t i = 0; i < words.size(); ++i) {
      Share share;
      for (const Shares* shares : found[i]) {
        if (shares == nullptr) continue;
        for (const Share& one : *shares) {
          if (one.people != p) continue;
          share.given = std::max(share.given, one.given);
          share.family = std::max(share.family, one.family);
        }
      }
      one_family = std::max(one_family * share.given, all_given * share.family);
      all_given *= share.given;
    }
    people += populations[p] * one_family;
  }
  return people;
}

}  // namespace weir::text
