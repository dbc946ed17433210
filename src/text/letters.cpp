#include "text/letters.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <unordered_map>
#include <vector>

#include "tables/tables.hpp"
#include "text/utf8.hpp"
#include "text/word_table.hpp"

namespace weir::text {
namespace {

struct Scheme {
  WordTable<std::string_view> letters;  // with their "^" and "$"
  // Most letters in one rule that starts with this one.
  std::unordered_map<char32_t, std::size_t> longest;

  void add(std::string_view rule, std::string_view latin) {
    letters[rule] = latin;
    std::size_t at = rule.front() == '^' ? 1 : 0;
    const char32_t first = next_point(rule, at);
    std::size_t count = 1;
    while (at < rule.size() && rule[at] != '$') {
      next_point(rule, at);
      ++count;
    }
    std::size_t& most = longest[first];
    most = std::max(most, count);
  }
};

class Schemes {
 public:
  Schemes() {
    for (const auto& row : tables::rows("names/letters.tsv")) {
      if (row.size() < 2 || row[1].empty()) continue;
      Scheme& scheme = all_[row[0]];
      const std::string_view latin = row.size() > 2 ? row[2] : std::string_view{};
      if (row[1] == "<") {
        if (const auto base = all_.find(latin); base != all_.end()) scheme = base->second;
      } else {
        scheme.add(row[1], latin);
      }
    }
  }
  [[nodiscard]] const Scheme* find(std::string_view name) const {
    const auto found = all_.find(name);
    return found == all_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::string_view, Scheme> all_;
};

const Schemes& schemes() {
  static const Schemes kSchemes;
  return kSchemes;
}

// The rule for letters [begin, end) of a token, the ones that ask for its start or end first.
const std::string_view* rule_at(const Scheme& scheme, std::string_view token, std::size_t begin,
                                std::size_t end, std::string& buffer) {
  const std::string_view letters = token.substr(begin, end - begin);
  if (begin == 0) {
    buffer.assign(1, '^').append(letters);
    if (const std::string_view* latin = scheme.letters.find(buffer)) return latin;
  }
  if (end == token.size() && begin > 0) {
    buffer.assign(letters).push_back('$');
    if (const std::string_view* latin = scheme.letters.find(buffer)) return latin;
  }
  return scheme.letters.find(letters);
}

}  // namespace

std::string spell(std::string_view token, std::string_view scheme_name) {
  std::string out;
  const Scheme* scheme = schemes().find(scheme_name);
  if (scheme == nullptr) return out;
  std::string buffer;
  for (std::size_t at = 0; at < token.size();) {
    std::size_t next = at;
    const char32_t first = next_point(token, next);
    if (first < 0x80) {
      out.push_back(static_cast<char>(first));
      at = next;
      continue;
    }
    const auto longest = scheme->longest.find(first);
    if (longest == scheme->longest.end()) {
      at = next;
      continue;
    }
    // Ends of the letters at hand, then the longest that a rule has.
    constexpr std::size_t kMost = 6;
    std::size_t ends[kMost];
    std::size_t count = 0;
    for (std::size_t end = next; count < std::min(longest->second, kMost);) {
      ends[count++] = end;
      if (end >= token.size()) break;
      next_point(token, end);
    }
    const std::string_view* latin = nullptr;
    std::size_t end = next;
    while (count > 0 && latin == nullptr) {
      end = ends[--count];
      latin = rule_at(*scheme, token, at, end, buffer);
    }
    if (latin != nullptr) out += *latin;
    at = latin != nullptr ? end : next;
  }
  return out;
}

const std::string_view* letter(std::string_view scheme_name, std::string_view letters) {
  const Scheme* scheme = schemes().find(scheme_name);
  return scheme == nullptr ? nullptr : scheme->letters.find(letters);
}

}  // namespace weir::text
