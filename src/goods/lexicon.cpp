#include "goods/lexicon.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "tables/tables.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace weir::goods {
namespace {

// BM25F's parameters, tuned on the first half of bench/accuracy/goods/labelled.tsv.
constexpr float kSaturation = 1.2F;
struct FieldWeight {
  float weight;
  float length;  // how much a long field is worth less
};
constexpr std::array<FieldWeight, 3> kFields{{{2.2F, 0.35F}, {1.2F, 0.5F}, {0.35F, 0.5F}}};
constexpr char kBigramMark = '\x01';

template <class Visit>
void each_part(std::string_view text, char mark, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = text.find(mark);
    if (const std::string_view part = text.substr(0, end); !part.empty()) visit(part);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
}

struct DocFields {
  std::array<std::map<std::uint32_t, float>, 3> counts;
  std::array<float, 3> length{};
};

class Builder {
 public:
  explicit Builder(const Nomenclature& nomenclature) : nomenclature_(nomenclature) {}

  Lexicon build() {
    add_docs();
    fillers();
    describe_docs();
    glossary();
    abbreviations();
    weigh();
    families();
    context();
    return std::move(out_);
  }

 private:
  std::uint32_t stem_id(const std::string& stem) {
    const auto [at, fresh] =
        out_.stem_ids.try_emplace(stem, static_cast<std::uint32_t>(out_.stem_ids.size()));
    return at->second;
  }

  void add_docs() {
    const auto add = [&](const Nomenclature& table) {
      for (const auto& [code, text] : table.codes()) {
        if (code.size() != 6 || by_code_.contains(code)) continue;
        by_code_.emplace(code, static_cast<std::uint32_t>(out_.docs.size()));
        out_.docs.push_back({.code = code});
      }
    };
    add(nomenclature_);
    add(own_);
    fields_.resize(out_.docs.size());
  }

  void count(std::uint32_t doc, Field field, std::string_view text, float weight = 1) {
    words_.split(text, split_);
    auto& fields = fields_[doc];
    const auto index = static_cast<std::size_t>(field);
    for (const Word& word : split_.words) {
      if (word.kind == WordKind::Han) {
        std::vector<std::string> bigrams;
        han_bigrams(word.text, bigrams);
        constexpr float kBigramWeight = 0.5F;
        for (const std::string& bigram : bigrams)
          fields.counts[index][stem_id(bigram)] += kBigramWeight * weight;
        fields.length[index] += static_cast<float>(bigrams.size()) * kBigramWeight;
        continue;
      }
      if (out_.filler.contains(word.stem)) continue;
      fields.counts[index][stem_id(word.stem)] += weight;
      fields.length[index] += 1;
    }
  }

  void describe_docs() {
    for (std::uint32_t doc = 0; doc < out_.docs.size(); ++doc) {
      Doc& entry = out_.docs[doc];
      const std::string_view text = nomenclature_.text_of(entry.code);
      const std::string_view own = own_.text_of(entry.code);
      count(doc, Field::Own, text);
      if (own != text) count(doc, Field::Own, own);
      const std::string heading = entry.code.substr(0, 4);
      count(doc, Field::Heading, nomenclature_.text_of(heading));
      if (own_.text_of(heading) != nomenclature_.text_of(heading))
        count(doc, Field::Heading, own_.text_of(heading));
      const std::string folded = text::fold(own.empty() ? text : own);
      const std::string both = folded + " " + text::fold(text);
      entry.parts = folded.starts_with("parts") || both.find("; parts") != std::string::npos;
      entry.manual = both.find("not numerically") != std::string::npos ||
                     both.find("other than numerically") != std::string::npos;
      entry.nc = !entry.manual && both.find("numerically controlled") != std::string::npos;
    }
  }

  void glossary() {
    for (const auto& row : tables::rows("goods/glossary.tsv")) {
      if (row.size() != 4) {
        ++out_.skipped_rows;
        continue;
      }
      std::vector<std::uint32_t> docs;
      each_part(row[0], ' ', [&](std::string_view code) {
        const auto found = by_code_.find(code);
        if (found != by_code_.end()) docs.push_back(found->second);
      });
      if (docs.empty()) {
        ++out_.skipped_rows;
        continue;
      }
      for (std::size_t language = 1; language < row.size(); ++language) {
        if (row[language] == "-") continue;
        each_part(row[language], '|', [&](std::string_view text) { term(text, docs); });
      }
    }
  }

  void term(std::string_view text, const std::vector<std::uint32_t>& docs) {
    for (const std::uint32_t doc : docs) count(doc, Field::Glossary, text);
    words_.split(text, split_);
    if (split_.words.empty()) return;
    Term entry{.text = std::string(text), .docs = docs};
    if (split_.words.size() == 1 && split_.words.front().kind == WordKind::Han) {
      const std::string& han = split_.words.front().text;
      const auto [at, fresh] = out_.han_terms.try_emplace(han, static_cast<std::uint32_t>(out_.terms.size()));
      out_.longest_han = std::max(out_.longest_han, han.size());
      if (!fresh) {
        auto& known = out_.terms[at->second].docs;
        known.insert(known.end(), docs.begin(), docs.end());
        return;
      }
      out_.terms.push_back(std::move(entry));
      return;
    }
    for (const Word& word : split_.words) {
      if (!out_.filler.contains(word.stem)) entry.stems.push_back(stem_id(word.stem));
    }
    if (!entry.stems.empty()) out_.terms.push_back(std::move(entry));
  }

  void abbreviations() {
    for (const auto& row : tables::rows("goods/abbreviations.tsv")) {
      if (row.size() != 2) {
        ++out_.skipped_rows;
        continue;
      }
      std::vector<std::string> full;
      each_part(row[1], ' ', [&](std::string_view word) { full.emplace_back(word); });
      each_part(row[0], '|',
                [&](std::string_view word) { out_.abbreviations.emplace(text::fold(word), full); });
    }
  }

  void weigh() {
    const std::size_t stems = out_.stem_ids.size();
    std::vector<std::uint32_t> frequency(stems, 0);
    std::array<float, 3> average{};
    for (const DocFields& doc : fields_) {
      std::unordered_set<std::uint32_t> seen;
      for (std::size_t field = 0; field < kFields.size(); ++field) {
        average[field] += doc.length[field];
        // The heading's words are shared by all below it: they say nothing of rarity.
        if (field == static_cast<std::size_t>(Field::Heading)) continue;
        for (const auto& [stem, count] : doc.counts[field]) seen.insert(stem);
      }
      for (const std::uint32_t stem : seen) ++frequency[stem];
    }
    const auto total = static_cast<float>(std::max<std::size_t>(fields_.size(), 1));
    for (float& length : average) length = std::max(length / total, 1.0F);
    out_.idf.resize(stems);
    for (std::size_t stem = 0; stem < stems; ++stem) {
      const auto n = static_cast<float>(frequency[stem]);
      out_.idf[stem] = std::log(1.0F + (total - n + 0.5F) / (n + 0.5F));
    }
    out_.postings.resize(stems);
    for (std::uint32_t doc = 0; doc < fields_.size(); ++doc) {
      std::map<std::uint32_t, std::array<float, 3>> parts;
      for (std::size_t field = 0; field < kFields.size(); ++field) {
        const float norm =
            1 - kFields[field].length + kFields[field].length * fields_[doc].length[field] / average[field];
        for (const auto& [stem, count] : fields_[doc].counts[field])
          parts[stem][field] += kFields[field].weight * count / norm;
      }
      for (const auto& [stem, weights] : parts) {
        const float sum = weights[0] + weights[1] + weights[2];
        const auto best = std::max_element(weights.begin(), weights.end()) - weights.begin();
        out_.postings[stem].push_back({.doc = doc,
                                       .impact = out_.idf[stem] * sum / (kSaturation + sum),
                                       .field = static_cast<Field>(best)});
      }
    }
    out_.terms_by_stem.resize(stems);
    for (std::uint32_t i = 0; i < out_.terms.size(); ++i) {
      Term& term = out_.terms[i];
      if (term.stems.empty()) {
        // A Han term is as rare as the codes that have it are few, and the longer the surer.
        const auto n = static_cast<float>(term.docs.size());
        const auto characters = static_cast<float>(term.text.size()) / 3;
        term.weight =
            std::log(1.0F + (total - n + 0.5F) / (n + 0.5F)) * (0.55F + 0.15F * std::min(characters, 6.0F));
        continue;
      }
      std::uint32_t rarest = term.stems.front();
      for (const std::uint32_t stem : term.stems) {
        term.weight += out_.idf[stem];
        if (out_.idf[stem] > out_.idf[rarest]) rarest = stem;
      }
      out_.terms_by_stem[rarest].push_back(i);
    }
  }

  void families() {
    constexpr std::size_t kColumns = 5;
    for (const auto& row : tables::rows("goods/part_patterns.tsv")) {
      auto pattern = row.size() == kColumns ? PartPattern::parse(text::fold(row[0])) : std::nullopt;
      if (!pattern) {
        ++out_.skipped_rows;
        continue;
      }
      PartFamily family{.pattern = std::move(*pattern), .family = std::string(row[2]), .weight = 0};
      for (const char c : row[3]) family.weight = family.weight * 10 + static_cast<float>(c - '0');
      each_part(row[1], ' ', [&](std::string_view code) {
        const auto found = by_code_.find(code);
        if (found != by_code_.end()) family.docs.push_back(found->second);
      });
      if (row[4] != "-") {
        each_part(row[4], '|', [&](std::string_view word) {
          words_.split(word, split_);
          for (const Word& part : split_.words) family.context.push_back(part.stem);
        });
      }
      if (family.docs.empty()) {
        ++out_.skipped_rows;
        continue;
      }
      const auto index = static_cast<std::uint32_t>(out_.families.size());
      for (std::size_t byte = 0; byte < 256; ++byte) {
        if (family.pattern.first_bytes()[byte]) out_.families_by_byte[byte].push_back(index);
      }
      out_.families.push_back(std::move(family));
    }
  }

  void fillers() {
    for (const auto& row : tables::rows("goods/vague_words.tsv")) {
      if (row.size() != 3) {
        ++out_.skipped_rows;
        continue;
      }
      auto& set = row[2] == "vague" ? out_.vague : out_.filler;
      each_part(row[1], '|', [&](std::string_view text) {
        words_.split(text, split_);
        for (const Word& word : split_.words) set.insert(word.stem.empty() ? word.text : word.stem);
        // Han runs have no stem of their own; the whole run is the word.
        if (split_.words.size() == 1 && split_.words.front().kind == WordKind::Han)
          set.insert(split_.words.front().text);
      });
    }
  }

  void context() {
    constexpr std::size_t kColumns = 8;
    for (const auto& row : tables::rows("goods/context_words.tsv")) {
      if (row.size() != kColumns) {
        ++out_.skipped_rows;
        continue;
      }
      each_part(row[1], '|', [&](std::string_view text) {
        ContextTerm term{.text = std::string(text),
                         .kind = std::string(row[2]),
                         .note = std::string(row[3]),
                         .status = std::string(row[6])};
        words_.split(text, split_);
        const auto index = static_cast<std::uint32_t>(out_.context.size());
        if (split_.words.size() == 1 && split_.words.front().kind == WordKind::Han) {
          const std::string& han = split_.words.front().text;
          out_.longest_context_han = std::max(out_.longest_context_han, han.size());
          if (!out_.context_han.try_emplace(han, index).second) return;
        } else {
          for (const Word& word : split_.words) term.stems.push_back(word.stem);
          if (term.stems.empty()) return;
          out_.context_by_stem[term.stems.front()].push_back(index);
        }
        out_.context.push_back(std::move(term));
      });
    }
  }

  const Nomenclature& nomenclature_;
  const Nomenclature own_ = Nomenclature::built_in();
  Lexicon out_;
  Words words_;
  SplitText split_;
  std::map<std::string, std::uint32_t, std::less<>> by_code_;
  std::vector<DocFields> fields_;
};

}  // namespace

void han_bigrams(std::string_view run, std::vector<std::string>& out) {
  std::size_t previous = 0;
  std::size_t at = 0;
  if (run.empty()) return;
  text::next_point(run, at);
  while (at < run.size()) {
    const std::size_t middle = at;
    text::next_point(run, at);
    out.push_back(kBigramMark + std::string(run.substr(previous, at - previous)));
    previous = middle;
  }
}

Lexicon Lexicon::build(const Nomenclature& nomenclature) {
  return Builder(nomenclature).build();
}

}  // namespace weir::goods
