// Which names of a snapshot are worth scoring against a question's name.
//
// Each word of the question finds the dictionary words that the scorer would take for it: itself, all within
// the allowed edits (one pass over the letter signatures), those that sound alike, words of the same meaning,
// initials, the parts or the whole of a joined word. Their postings are walked through, those on the fewest
// names first; once what the rest could add up to cannot suffice, no name is taken up that no earlier word
// met (Turtle and Flood, "Query Evaluation: Strategies and Optimizations", 1995). Common words weigh less as
// evidence, so names that meet in common words alone need more of them, and are mostly never looked at. What
// remains is bounded word by word, as the score would count it. Nothing is lost but by the score itself:
// bench/accuracy measures it against an exhaustive scan.
//
// Thread-safety: one Retriever per thread; the snapshot is shared. Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "match/distance.hpp"
#include "match/token_index.hpp"
#include "match/weights.hpp"
#include "match/words.hpp"
#include "snapshot/view.hpp"

namespace weir::match {

// A name that may be alike enough, and the most that name_weight() of it and the question can be.
struct Candidate {
  std::uint32_t name = 0;
  float weight = 0;
};

// What a name must weigh for its party to be a hit, by what is known of the party besides its names.
class Needs {
 public:
  Needs() = default;
  Needs(const Needs&) = delete;
  Needs& operator=(const Needs&) = delete;
  virtual ~Needs() = default;
  [[nodiscard]] virtual double weight(std::uint32_t name) = 0;
  // Of all names.
  [[nodiscard]] virtual double least_weight() = 0;
};

class Retriever {
 public:
  // `index` is of the same snapshot; without one the retriever makes its own.
  explicit Retriever(const snapshot::View& snapshot, std::shared_ptr<const TokenIndex> index = nullptr);
  ~Retriever();
  Retriever(Retriever&&) noexcept = default;
  Retriever(const Retriever&) = delete;
  Retriever& operator=(const Retriever&) = delete;
  Retriever& operator=(Retriever&&) = delete;

  // Looks up the words of all forms of a question that are new at once, which is quicker than one by one. Not
  // needed before candidates().
  void look_up(std::span<const std::vector<Word>> forms);
  // Names (indexes, in no particular order) whose similarity may reach `least` (0..1). The span is valid
  // until the next call.
  [[nodiscard]] std::span<const std::uint32_t> candidates(std::span<const Word> words, Schema schema,
                                                          float least);
  // The same without those that cannot weigh what they need to.
  [[nodiscard]] std::span<const Candidate> candidates(std::span<const Word> words, Schema schema, float least,
                                                      Needs& needs);

 private:
  struct Found {
    std::uint32_t token = 0;
    float similarity = 0;  // as words of people
    float of_bodies = 0;   // as words of companies and organisations
  };
  // A listed word that words of the question found, or names that write one of them in two.
  struct Term {
    std::span<const std::uint32_t> names;
    std::uint32_t token = 0;  // none where names write its word in several
    std::uint32_t words = 0;  // of the question, as bits
    float similarity = 0;
    float rarity = 0;          // that it adds to a name's, at most
    std::uint64_t weight = 0;  // in names, at most, in steps of TokenIndex
    bool whole = false;        // meets all of its words at once, not one of them
    bool apart = false;        // names that write its word in several
  };
  // Listed words that the question writes in one: all the places where they stand.
  struct RunFound {
    std::span<const JoinedRuns::Run> runs;
    float similarity = 0;
  };
  // One of them, and the question's word; in a form, where it stands.
  struct Apart {
    std::span<const std::uint32_t> words;
    std::size_t first = 0;
    std::size_t word = 0;
    float similarity = 0;
  };
  // The most that the similarity of two names and the rarity of the words that meet can be.
  struct Bound {
    float similarity = 0;
    float rarity = 0;
    bool whole = true;  // no word that says something need be left over
  };
  // What of the question must be met.
  class Share {
   public:
    Share() = default;
    Share(Schema schema, float least, double least_weight, float total, float sought, std::size_t weak_words,
          float weak_rarity)
        : schema_(schema),
          least_(least),
          least_weight_(least_weight),
          total_(total),
          unsought_(total - sought),
          weak_words_(weak_words),
          weak_rarity_(weak_rarity) {}
    // Of a name that meets words of weight `met`, counted as far as they are alike `covered`, so rare
    // together, and so many. `telling`: some are left over that a firm's name does not leave out.
    struct Judgement {
      float cover = 0;   // of the question, at most
      float needed = 0;  // similarity
      // Where the listed name is covered whole.
      [[nodiscard]] bool suffices() const noexcept {
        return weights::kWorse * cover + (1 - weights::kWorse) >= needed;
      }
      // How much of the listed name must be covered.
      [[nodiscard]] float needed_of_listed() const noexcept;
    };
    [[nodiscard]] Judgement judge(float met, float covered, float rarity, std::size_t words,
                                  bool telling) const;
    [[nodiscard]] std::size_t weak_words() const noexcept { return weak_words_; }

   private:
    Schema schema_ = Schema::LegalEntity;
    float least_ = 0;
    double least_weight_ = 0;
    float total_ = 0;
    float unsought_ = 0;
    // Initials, titles and particles, which may meet words that nobody looked up.
    std::size_t weak_words_ = 0;
    float weak_rarity_ = 0;
  };

  void gather(std::span<const Word> words, Schema schema, float least, double least_weight);
  void find(const Word& word, std::size_t index);
  [[nodiscard]] const std::vector<Found>& alike(const Word& word);
  [[nodiscard]] const std::vector<std::uint32_t>& abbreviations(const Word& word);
  using Near = std::vector<std::uint32_t>;  // tokens
  // A word that is looked up.
  struct Lookup {
    explicit Lookup(const Word& of);
    Word word;
    OsaFrom edits;
    std::uint16_t sound = 0;
    unsigned traits = 0;
    std::size_t from = 0;  // of those near, the first of the length that is scanned
    Near near;
  };
  [[nodiscard]] static std::string key_of(const Word& word);
  void scan_lengths(std::span<Lookup> lookups);
  void add_alike(const Word& word, const Near& near, std::vector<Found>& out);
  template <class Keep>
  void keep_near(Near& near, std::size_t length, std::size_t from, Keep keep);
  void add_wholes(std::span<const Word> words);
  template <class Visit>
  void visit_near(const Near& near, Visit visit) const;
  [[nodiscard]] const std::vector<Found>& wholes_alike(std::span<const Word> parts);
  void add_whole(std::span<const Word> parts, std::size_t first);
  void add_marks(std::span<const Word> words);
  void add_acronym_of_names(std::uint32_t token);
  void meets_several(std::uint32_t name) {
    several_names_.push_back(name);
    writes_apart_.add(name);
  }
  void add_apart(const Word& word, std::size_t index);
  [[nodiscard]] const std::vector<RunFound>& runs_alike(const Word& word);
  void scan_runs(const Word& word, bool skeleton, std::vector<RunFound>& out);
  void add_found(std::uint32_t token, std::size_t word, float similarity, float rarity, bool whole = false);
  void mark(std::uint32_t token, std::size_t word, float similarity, float rarity, bool whole = false);
  // What meeting the token can add to the rarity of a name.
  [[nodiscard]] float rarity_of(std::uint32_t token) const;
  void make_terms();
  [[nodiscard]] std::size_t terms_that_open() const;
  void collect(std::size_t opening);
  void select_likely();
  static constexpr std::size_t kBits = 16;  // of the question's words; those behind share the last
  static constexpr std::uint32_t kAllBits = (std::uint32_t{1} << kBits) - 1;
  // Of the words that a term meets by how much it is alike to them: what a name meets is kept as bits of each
  // level, the lower one's where it meets them at any.
  static constexpr std::size_t kLevels = 3;
  [[nodiscard]] static std::size_t level_of(const Term& term) noexcept {
    constexpr float kAlike = 0.70F;  // more than a slip
    constexpr float kClose = 0.87F;
    return static_cast<std::size_t>(term.similarity >= kAlike) +
           static_cast<std::size_t>(term.similarity >= kClose);
  }
  [[nodiscard]] static std::uint64_t met_at(std::uint32_t words, std::size_t level) noexcept {
    std::uint64_t met = words;
    for (std::size_t l = 1; l <= level; ++l) met |= std::uint64_t{words} << (l * kBits);
    return met;
  }
  static constexpr std::size_t kWeightBit = kLevels * kBits;
  static constexpr std::uint64_t kAllLevels = (std::uint64_t{1} << kWeightBit) - 1;
  template <class Visit>
  void each_candidate(std::span<const Word> words, Schema schema, Visit visit);
  template <class Visit>
  void visit_names(std::span<const std::uint32_t> names, Visit visit) const;
  [[nodiscard]] bool meets_enough(std::uint32_t name) const;
  [[nodiscard]] bool is_marked(std::uint32_t token) const noexcept {
    return (marked_[token / kWordBits] >> (token % kWordBits) & 1U) != 0;
  }
  void touch_mark(std::uint32_t token);
  void touch(std::uint32_t name) {
    if (is_touched_.has(name)) return;
    is_touched_.add(name);
    touched_.push_back(name);
    met_[name] = 0;
  }
  [[nodiscard]] Bound bound_of_name(std::span<const Word> words, std::uint32_t name, Schema schema);
  [[nodiscard]] std::span<const Apart> aparts_of(std::uint32_t form);
  [[nodiscard]] Bound bound_of_form(std::span<const Word> words, std::uint32_t form, Schema schema);
  // What a name's words look like.
  struct Letters {
    std::size_t words = 0;
    std::array<std::uint16_t, text::kMaxTokens> heads;   // TokenIndex::head_of; the first `words` are set
    std::array<std::uint8_t, text::kMaxTokens> lengths;  // likewise
    std::array<std::uint8_t, text::kMaxTokens> flags;    // likewise
  };
  // May one of the `open_wholes` words, as bits, be the acronym of words of the other from an open one on?
  [[nodiscard]] static bool may_abbreviate(const Letters& wholes, std::uint64_t open_wholes,
                                           const Letters& parts, std::uint64_t open_parts);
  [[nodiscard]] Letters letters_of(std::uint32_t form) const;
  // A word of one name that is the acronym of words of the other, the first of them and how many.
  struct Acronym {
    std::size_t whole = 0;
    std::size_t first = 0;
    std::size_t count = 0;
    float similarity = 0;  // at most
    float rarity = 0;
  };
  static void find_acronyms(std::span<const Word> wholes, std::span<const Word> parts,
                            std::vector<Acronym>& out);
  [[nodiscard]] bool abbreviate_others(std::span<const Word> words, std::uint64_t open_words,
                                       std::uint32_t form, std::uint64_t open_listed);
  [[nodiscard]] float meets_weak(std::span<const Word> words, std::uint32_t token, Schema schema);

  const snapshot::View& snapshot_;
  std::shared_ptr<const TokenIndex> index_;
  // Which of the current query's words a touched name meets, as bits of each level, and above them what its
  // words weigh that meet; and which names are touched: the latter are asked for far more often, and stay in
  // a near cache.
  std::vector<std::uint64_t> met_;
  TokenIndex::Names is_touched_;
  std::uint32_t query_ = 0;
  std::uint32_t assumed_ = 0;           // words that every touched name is taken to meet
  std::vector<std::uint32_t> touched_;  // names that meet a word that may open
  std::vector<std::uint32_t> likely_;   // those of them that may suffice
  // Do names that meet exactly these of the question's words suffice? What was found out of the current
  // query's, each at one place: many names meet the same few words.
  struct Verdict {
    std::uint64_t met = 0;
    std::uint32_t query = 0;
    bool apart = false;  // names that write a word apart
    // By the listed words: the most that those of a name may weigh that find names, and how much more for
    // each step that the others weigh or those that met.
    float most_sought = 0;
    float for_each = 0;
  };
  static constexpr std::size_t kVerdicts = 1024;
  [[nodiscard]] Verdict judge(std::uint64_t met, bool apart) const;
  // The words that may be an acronym of the name's.
  [[nodiscard]] std::uint32_t acronyms_in(std::uint32_t name) const;
  void drop_unlikely_acronyms();
  std::vector<Verdict> verdicts_ = std::vector<Verdict>(kVerdicts);
  struct NameOfAcronym {
    std::uint32_t name = 0;
    float similarity = 0;  // of the acronym and its words, at most
  };
  std::vector<std::uint32_t> several_names_;  // names of which several words meet one, or one word twice
  std::vector<NameOfAcronym> acronyms_of_;    // names with an acronym of the question's words
  std::vector<std::uint32_t> acronyms_;       // those of them that may suffice
  // Of the form that is bounded: the question's words in one of its own, and the other way round.
  std::vector<Acronym> of_question_;
  std::vector<Acronym> of_form_;
  std::vector<std::uint32_t> result_;
  std::vector<Candidate> candidates_;
  Near near_;
  std::vector<Lookup> lookups_;
  // What words of earlier questions found: names of a customer file repeat their words.
  static constexpr std::size_t kMostCached = 1U << 16U;
  std::unordered_map<std::string, std::vector<Found>> cache_;
  std::unordered_map<std::string, std::vector<Found>> whole_cache_;  // of words written as one
  std::unordered_map<std::string, std::vector<std::uint32_t>> abbreviation_cache_;
  std::vector<std::uint32_t> first_of_length_;  // token; one more than the longest
  std::vector<std::uint32_t> found_;            // tokens, each once
  std::vector<Term> terms_;
  std::vector<Apart> aparts_;               // of the current query
  std::vector<Apart> form_aparts_;          // scratch
  std::vector<std::uint32_t> apart_names_;  // of each word that finds names, one after the other
  TokenIndex::Names writes_apart_;          // names with any of them, and several_names_
  // The terms that they make: the names from `first` to the next one's.
  struct ApartTerm {
    std::size_t first = 0;
    std::size_t word = 0;
    float similarity = 0;
    float rarity = 0;
  };
  std::vector<ApartTerm> apart_terms_;
  // What words of earlier questions are alike to: runs of listed words.
  std::unordered_map<std::string, std::vector<RunFound>> run_cache_;
  // Of the question's words.
  std::vector<float> word_weights_;
  std::array<float, kBits> sought_{};  // weights of those that find names, by bit
  std::uint32_t asked_ = 0;            // these words, as bits
  // Those that may be an acronym of listed words, which is not looked up where these are not all of a name's
  // first or last: with their letters. The short ones as bits.
  struct MaybeAcronym {
    TokenIndex::Acronym acronym;
    std::size_t bit = 0;
    float similarity = 0;  // at most
  };
  std::vector<MaybeAcronym> maybe_acronyms_;
  std::uint32_t short_acronyms_ = 0;
  std::uint32_t heavy_ = 0;    // those of them that contradict when they are left over
  std::uint32_t telling_ = 0;  // of these, what a firm's name does not leave out
  // The most that listed words are alike to each and as rare.
  struct Most {
    std::array<float, kBits> similarity{};  // where it is no slip
    std::array<float, kBits> rarity{};
    std::uint32_t slips = 0;     // words that a slip parts from some, as bits
    bool add(const Term& term);  // anything that was not there
  };
  std::array<std::array<Most, 2>, kLevels> most_{};  // [level or less][written apart, too]
  // What names that meet so much come to at most.
  struct Sum {
    float met = 0;      // weights of the question's words
    float covered = 0;  // counted as far as they are alike
    float rarity = 0;
    float lightest = 0;  // of the question's words
    std::size_t words = 0;
    std::size_t strong = 0;
    std::uint32_t open = 0;  // the question's words that are left over, as bits
  };
  // By the most that each of the words is alike, of which at most one may be a slip.
  template <class MostOf>
  [[nodiscard]] Sum sum_up(std::uint32_t words, MostOf most_of) const;
  Letters letters_;
  Share share_;
  Schema schema_ = Schema::LegalEntity;
  // What the current query's words found, by token.
  struct Mark {
    std::uint32_t query = 0;
    std::uint32_t words = 0;  // bits
    float similarity = 0;     // the most that it is alike to any of them
    float rarity = 0;         // of the rarest of them
    bool found = false;       // by a word that finds names
    bool exact = false;       // one of them
    bool whole = false;       // stands for two of them at once
  };
  std::vector<Mark> marks_;
  // Which tokens have a mark of the current query: few, so that this stays in the nearest cache.
  static constexpr std::size_t kWordBits = 64;
  std::vector<std::uint64_t> marked_;
  std::vector<std::uint32_t> marked_tokens_;
  std::vector<std::uint32_t> token_stamp_;
  std::uint32_t stamp_ = 0;
  std::vector<Word> listed_;  // scratch
  // What meets_weak() found for listed words of the current query, each at one place: the same words come
  // again and again.
  struct WeakMeeting {
    std::uint32_t query = 0;
    std::uint32_t token = 0;
    float similarity = 0;
  };
  static constexpr std::size_t kWeakMeetings = 1024;
  std::vector<WeakMeeting> weak_meetings_ = std::vector<WeakMeeting>(kWeakMeetings);
};

}  // namespace weir::match
