#include "accuracy/plain_words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>

namespace weir::accuracy {
namespace {

// Bare letters of U+00C0..U+017F, two characters each; '.' for none.
constexpr std::string_view kBare =
    "a.a.a.a.a.a.aec.e.e.e.e.i.i.i.i.d.n.o.o.o.o.o...o.u.u.u.u.y.thss"
    "a.a.a.a.a.a.aec.e.e.e.e.i.i.i.i.d.n.o.o.o.o.o...o.u.u.u.u.y.thy."
    "a.a.a.a.a.a.c.c.c.c.c.c.c.c.d.d.d.d.e.e.e.e.e.e.e.e.e.e.g.g.g.g."
    "g.g.g.g.h.h.h.h.i.i.i.i.i.i.i.i.i.i.ijijj.j.k.k.k.l.l.l.l.l.l.l."
    "l.l.l.n.n.n.n.n.n.n.n.n.o.o.o.o.o.o.oeoer.r.r.r.r.r.s.s.s.s.s.s."
    "s.s.t.t.t.t.t.t.u.u.u.u.u.u.u.u.u.u.u.u.w.w.y.y.y.z.z.z.z.z.z.s.";
static_assert(kBare.size() == 2 * (0x180 - 0xC0));

std::uint32_t next(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  std::uint32_t point = lead & (more == 3 ? 0x07U : more == 2 ? 0x0FU : 0x1FU);
  for (; more > 0 && at < text.size(); --more)
    point = (point << 6U) | (static_cast<unsigned char>(text[at++]) & 0x3FU);
  return point;
}

}  // namespace

std::vector<std::string> plain_words(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto end = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t start = at;
    const std::uint32_t point = next(name, at);
    if (point < 0x80) {
      const char c = static_cast<char>(point);
      if (c >= 'A' && c <= 'Z') {
        word += static_cast<char>(c - 'A' + 'a');
      } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        word += c;
      } else if (c != '\'' && c != '`') {
        end();
      }
    } else if (point >= 0xC0 && point < 0x180) {
      const std::string_view bare = kBare.substr(2 * (point - 0xC0), 2);
      if (bare[0] != '.') word += bare[0];
      if (bare[1] != '.') word += bare[1];
    } else if (point == 0x2019 || point == 0x2018 || point == 0x02BC) {
      continue;
    } else if (point < 0xC0 || (point >= 0x2000 && point < 0x2070) || (point >= 0x3000 && point < 0x3004) ||
               point == 0x30FB) {
      end();
    } else {
      word.append(name.substr(start, at - start));
    }
  }
  end();
  return words;
}

std::string_view main_script(std::string_view name) {
  bool han = false;
  for (std::size_t at = 0; at < name.size();) {
    const std::uint32_t point = next(name, at);
    if (point >= 0x370 && point < 0x400) return "greek";
    if (point >= 0x400 && point < 0x530) return "cyrillic";
    if (point >= 0x530 && point < 0x590) return "armenian";
    if (point >= 0x590 && point < 0x600) return "hebrew";
    if ((point >= 0x600 && point < 0x780) || (point >= 0xFB50 && point < 0xFE00)) return "arabic";
    if (point >= 0x900 && point < 0x980) return "devanagari";
    if (point >= 0x980 && point < 0xA00) return "bengali";
    if (point >= 0xA00 && point < 0xA80) return "gurmukhi";
    if (point >= 0xA80 && point < 0xB00) return "gujarati";
    if (point >= 0xB80 && point < 0xC00) return "tamil";
    if (point >= 0xC00 && point < 0xC80) return "telugu";
    if (point >= 0xE00 && point < 0xE80) return "thai";
    if (point >= 0xE80 && point < 0xF00) return "lao";
    if (point >= 0x1000 && point < 0x10A0) return "burmese";
    if (point >= 0x10A0 && point < 0x1100) return "georgian";
    if (point >= 0x1200 && point < 0x1400) return "ethiopic";
    if (point >= 0x1780 && point < 0x1800) return "khmer";
    if (point >= 0x3040 && point < 0x3100) return "kana";
    if ((point >= 0xAC00 && point < 0xD7B0) || (point >= 0x1100 && point < 0x1200)) return "hangul";
    if ((point >= 0x3400 && point < 0xA000) || (point >= 0x20000 && point < 0x30000)) han = true;
  }
  return han ? "han" : "latin";
}

bool is_latin(std::string_view name) {
  return main_script(name) == "latin";
}

std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] =
          std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

std::string skeleton(std::string_view word) {
  static constexpr std::array<std::array<std::string_view, 2>, 22> kMerge{
      {{"tsch", "c"}, {"sch", "s"}, {"sh", "s"}, {"ch", "c"}, {"zh", "z"}, {"kh", "h"},
       {"gh", "g"},   {"ph", "f"},  {"th", "t"}, {"dh", "d"}, {"ck", "k"}, {"ts", "c"},
       {"tz", "c"},   {"dj", "z"},  {"ou", "u"}, {"q", "k"},  {"x", "ks"}, {"w", "v"},
       {"j", "z"},    {"p", "b"},   {"c", "k"},  {"g", "g"}}};
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    std::string_view unit = word.substr(at, 1);
    std::size_t used = 1;
    for (const auto& [from, to] : kMerge) {
      if (word.substr(at).starts_with(from)) {
        unit = to;
        used = from.size();
        break;
      }
    }
    at += used;
    for (const char c : unit) {
      if (std::string_view("aeiouyh").find(c) != std::string_view::npos && !(c == 'h' && out.empty()))
        continue;
      if (out.empty() || out.back() != c) out += c;
    }
  }
  return out;
}

double trigram_dice(std::string_view a, std::string_view b) {
  const auto grams = [](std::string_view name) {
    std::set<std::string> out;
    for (const std::string& word : plain_words(name)) {
      const std::string padded = "  " + word + " ";
      for (std::size_t i = 0; i + 3 <= padded.size(); ++i) out.insert(padded.substr(i, 3));
    }
    return out;
  };
  const std::set<std::string> left = grams(a);
  const std::set<std::string> right = grams(b);
  if (left.empty() || right.empty()) return 0;
  std::size_t common = 0;
  for (const std::string& gram : left) common += right.count(gram);
  return 2.0 * static_cast<double>(common) / static_cast<double>(left.size() + right.size());
}

bool may_be_one_word(std::string_view a, std::string_view b) {
  if (a == b || a.starts_with(b) || b.starts_with(a)) return true;  // also initials
  const std::size_t longest = std::max(a.size(), b.size());
  if (edits(a, b) * 3 <= longest) return true;
  const std::string left = skeleton(a);
  const std::string right = skeleton(b);
  if (left.empty() || right.empty()) return edits(a, b) <= 2;
  return left == right || (left.size() >= 3 && right.size() >= 3 && edits(left, right) <= 1);
}

}  // namespace weir::accuracy
