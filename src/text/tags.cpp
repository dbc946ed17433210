#include "text/tags.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tables/tables.hpp"

namespace weir::text {
namespace {

constexpr std::array<std::pair<std::string_view, std::uint8_t>, 8> kTagNames{{{"legal", kLegal},
                                                                              {"title", kTitle},
                                                                              {"particle", kParticle},
                                                                              {"generic", kGeneric},
                                                                              {"ship", kTitle},
                                                                              {"suffix", kSuffix},
                                                                              {"place", kPlace},
                                                                              {"number", kNumber}}};

struct Words {
  std::unordered_map<std::string_view, WordTag> tags;
  Words() {
    std::unordered_map<std::string_view, std::uint16_t> classes;
    for (const auto& row : tables::rows("names/name_words.tsv")) {
      if (row.size() < 2) continue;
      WordTag& tag = tags[row[0]];
      tag.flags |= flag_of(row[1]);
      if (row.size() > 2 && !row[2].empty()) {
        const auto next = static_cast<std::uint16_t>(classes.size() + 1);
        tag.class_id = classes.try_emplace(row[2], next).first->second;
      }
    }
  }
};

struct Forms {
  // First word -> forms that start with it, longest first.
  struct Form {
    std::vector<std::string_view> words;
    std::string_view name;
  };
  std::unordered_map<std::string_view, std::vector<Form>> by_first;
  Forms() {
    for (const auto& row : tables::rows("names/org_forms.tsv")) {
      if (row.size() < 2) continue;
      Form form{.words = {}, .name = row[1]};
      for (std::size_t at = 0; at < row[0].size();) {
        const std::size_t end = std::min(row[0].find(' ', at), row[0].size());
        form.words.push_back(row[0].substr(at, end - at));
        at = end + 1;
      }
      by_first[form.words.front()].push_back(std::move(form));
    }
    for (auto& [first, forms] : by_first) {
      std::stable_sort(forms.begin(), forms.end(),
                       [](const Form& a, const Form& b) { return a.words.size() > b.words.size(); });
    }
  }
};

}  // namespace

WordTag tag_of(std::string_view word) noexcept {
  static const Words kWords;
  const auto found = kWords.tags.find(word);
  return found == kWords.tags.end() ? WordTag{} : found->second;
}

std::uint8_t flag_of(std::string_view tag) noexcept {
  for (const auto& [name, flag] : kTagNames) {
    if (name == tag) return flag;
  }
  return 0;
}

std::string flags_text(std::uint8_t flags) {
  if ((flags & kLegal) != 0) return "legal form";
  if ((flags & kTitle) != 0) return "title";
  if ((flags & kParticle) != 0) return "particle";
  if ((flags & kNumber) != 0) return "number";
  if ((flags & kInitial) != 0) return "initial";
  if ((flags & kSuffix) != 0) return "suffix";
  if ((flags & kPlace) != 0) return "place";
  if ((flags & kGeneric) != 0) return "generic word";
  return {};
}

LegalForm legal_form_at(std::span<const std::string_view> words) {
  static const Forms kForms;
  if (words.empty()) return {};
  const auto found = kForms.by_first.find(words.front());
  if (found == kForms.by_first.end()) return {};
  for (const Forms::Form& form : found->second) {
    if (form.words.size() <= words.size() &&
        std::equal(form.words.begin(), form.words.end(), words.begin())) {
      return {.words = form.words.size(), .name = form.name};
    }
  }
  return {};
}

}  // namespace weir::text
