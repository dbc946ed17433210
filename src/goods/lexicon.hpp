// The index behind Describer: which words lead to which codes, and the tables of part numbers, vague words
// and words of context.
//
// Scoring is BM25F (Robertson, Zaragoza and Taylor 2004) over three fields of a code: glossary, own
// description, heading's description. What does not depend on the question is computed once, here.
// Thread-safety: immutable. Errors: none; rows of the shipped tables that cannot be used are skipped (a test
// counts them).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "goods/nomenclature.hpp"
#include "goods/part_pattern.hpp"
#include "goods/words.hpp"
#include "weir/date.hpp"
#include "weir/goods.hpp"

namespace weir::goods {

enum class Field : std::uint8_t { Glossary, Own, Heading };

struct Posting {
  std::uint32_t doc = 0;
  float impact = 0;               // idf x saturated weighted frequency
  Field field = Field::Glossary;  // that gives most of it
};

// A term of the glossary.
struct Term {
  std::string text;                  // as the table has it
  std::vector<std::uint32_t> stems;  // in order; empty for Han terms
  float weight = 0;                  // sum of the stems' idf
  std::vector<std::uint32_t> docs;   // likeliest first
};

struct Doc {
  std::string code;
  bool parts = false;   // "Parts of ..."
  bool nc = false;      // numerically controlled
  bool manual = false;  // not numerically controlled
};

struct PartFamily {
  PartPattern pattern;
  std::vector<std::uint32_t> docs;
  std::string family;
  float weight = 0;
  std::vector<std::string> context;  // stems, of which one must be in the text; empty = none needed
};

struct ContextTerm {
  std::vector<std::string> stems;  // contiguous words; empty for a Han term
  std::string text;
  std::string kind;
  std::string note;
  std::string status;
};

struct Lexicon {
  std::vector<Doc> docs;
  std::unordered_map<std::string, std::uint32_t> stem_ids;
  std::vector<std::vector<Posting>> postings;  // by stem
  std::vector<float> idf;                      // by stem
  std::vector<Term> terms;
  std::vector<std::vector<std::uint32_t>> terms_by_stem;  // by their rarest stem
  std::unordered_map<std::string, std::uint32_t> han_terms;
  std::size_t longest_han = 0;  // bytes
  std::vector<PartFamily> families;
  std::array<std::vector<std::uint32_t>, 256> families_by_byte;
  std::unordered_map<std::string, std::vector<std::string>> abbreviations;  // folded -> words
  std::unordered_set<std::string> vague;                                    // stems, and Han words
  std::unordered_set<std::string> filler;                                   // stems, and Han words
  std::vector<ContextTerm> context;
  std::unordered_map<std::string, std::vector<std::uint32_t>> context_by_stem;  // by first stem
  std::unordered_map<std::string, std::uint32_t> context_han;
  std::size_t longest_context_han = 0;
  std::size_t skipped_rows = 0;

  [[nodiscard]] static Lexicon build(const Nomenclature& nomenclature);
};

// Bigrams of a run of Han characters, marked so that they are no other word's stem.
void han_bigrams(std::string_view run, std::vector<std::string>& out);

}  // namespace weir::goods
