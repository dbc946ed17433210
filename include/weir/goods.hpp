// What a thing is: a tariff code or an invoice's words -> codes of the Harmonized System, with the reasons.
//
// A code only ever suggests: it decides no export control number, and a candidate is not a classification.
// Thread-safety: a Catalogue is immutable and shared freely; a Describer holds the scratch memory of one
// thread. Errors: weir::Error from Catalogue::open(); bad codes and vague texts are answers, not errors.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "weir/date.hpp"

namespace weir::goods {

// Whose code it was said to be. All of them begin with six digits of the Harmonized System.
enum class TariffSystem : std::uint8_t { Unsaid, Hs, Cn, Taric, Hts, ScheduleB, TnVed, ChinaTariff };
[[nodiscard]] std::string_view tariff_system_text(TariffSystem system) noexcept;  // "HTS (United States)"

enum class HsEdition : std::uint16_t { Hs2017 = 2017, Hs2022 = 2022 };

// A six-digit code that the question's code or words may stand for.
struct HsCandidate {
  std::string code;         // six digits, HS-2022
  std::string text;         // short description, from the nomenclature in use
  std::string tier;         // on the Common High Priority List ("1", "3.A"), or empty
  std::string from;         // code of HS-2017 that it was concorded from, or empty
  std::string why;          // "is the code's first six digits", "one of 4 that 8541.40 became: photodiodes"
  bool unverified = false;  // rests on a concordance row that is not verified
};

struct CodeAnswer {
  std::string written;
  std::string digits;  // 4 to 10; empty when the text is no code
  TariffSystem system = TariffSystem::Unsaid;
  HsEdition edition = HsEdition::Hs2022;  // that the answer took the code to be of
  bool known = false;                     // the first six digits (or the heading) exist in that edition
  std::vector<std::string> problems;      // what is wrong with the code
  std::vector<std::string> notes;         // what was assumed, what could not be checked
  std::vector<HsCandidate> candidates;
};

// A word of the text, where it was found again and what it counted for.
struct TextReason {
  std::string word;   // as written in the text, normalised
  std::string field;  // "glossary", "nomenclature", "heading", "part number", "unit"
  std::string met;    // the term, description word or part family it met
  double weight = 0;
};

struct TextCandidate {
  std::string code;
  std::string text;
  std::string tier;
  double score = 0;  // BM25F; only the order and the ratio to the first mean something
  std::vector<TextReason> why;
};

// A word that says who will use the goods or for what: evidence for a person, never a verdict.
struct ContextWord {
  std::string word;  // as in the table
  std::string kind;  // "military_end_use", "state_defence", "nuclear", ...
  std::string note;
  std::string status;  // of the table's row
  friend bool operator==(const ContextWord&, const ContextWord&) = default;
};

struct TextAnswer {
  std::string text;
  bool vague = false;  // nothing but words that name no goods: a red flag of its own
  std::vector<std::string> vague_words;
  std::vector<TextCandidate> candidates;  // best first
  std::vector<ContextWord> context;
};

struct CatalogueOptions {
  // A whole nomenclature (CSV with the columns hscode and description, HS-2022); empty: the environment's
  // WEIR_NOMENCLATURE, and without it the table that ships with Weir.
  std::string nomenclature;
  // code -> tier of the Common High Priority List on the day that is asked about; find_in_code_set() of
  // weir/rules.hpp is where it comes from.
  std::map<std::string, std::string, std::less<>> tiers;
};

class Catalogue {
 public:
  [[nodiscard]] static Catalogue open(const CatalogueOptions& options = {});
  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;
  ~Catalogue();

  // The code as written, with any punctuation and any system's name before it.
  [[nodiscard]] CodeAnswer code(std::string_view written, HsEdition edition = HsEdition::Hs2022) const;
  // True when code() is to be asked, not a Describer.
  [[nodiscard]] static bool looks_like_code(std::string_view text);
  // Short description of a code of four or six digits, or empty.
  [[nodiscard]] std::string_view text_of(std::string_view code) const;
  [[nodiscard]] std::string_view tier_of(std::string_view code) const;
  // "bundled table, 731 codes" or the file's name.
  [[nodiscard]] const std::string& source() const noexcept;

  struct State;
  [[nodiscard]] const State& state() const noexcept { return *state_; }

 private:
  explicit Catalogue(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// One thread's way to ask what words mean. The catalogue must outlive it.
class Describer {
 public:
  explicit Describer(const Catalogue& catalogue);
  Describer(Describer&&) noexcept;
  Describer& operator=(Describer&&) noexcept;
  ~Describer();

  // English, Chinese, Russian, mixed. Texts beyond 4 kB are cut.
  [[nodiscard]] TextAnswer describe(std::string_view text, std::size_t top = 5);
  // Only the words of context: for names, end-use statements, remarks.
  [[nodiscard]] std::vector<ContextWord> context(std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weir::goods
