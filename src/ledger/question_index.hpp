// The index of a segment: which past questions have a word or an identifier, and the comparable forms of each
// question's names.
//
// Thread-safety: IndexBuilder one thread; IndexView is immutable. Errors: an index whose numbers point
// outside their targets reads as if the place were empty and good() of the reader says so; the section's
// checksums have been tested before.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/history_format.hpp"
#include "ledger/past_question.hpp"
#include "snapshot/varint.hpp"

namespace weir::ledger {

// Changes whenever names may be analysed differently: the index of another analysis is not used.
[[nodiscard]] const std::string& analysis_fingerprint();

using SectionBytes = std::map<HistorySection, std::string>;

class IndexBuilder {
 public:
  void add(const PastQuestion& question);
  [[nodiscard]] std::uint32_t records() const noexcept { return records_; }
  // The sections WordHeads to Lines. Finishes the builder.
  [[nodiscard]] SectionBytes finish();

 private:
  std::uint32_t word(std::string_view text, const WordFacts& facts);

  std::uint32_t records_ = 0;
  std::unordered_map<std::string, std::uint32_t> numbers_;  // text, then the bytes of its WordFacts
  std::string key_;
  std::vector<const std::string*> words_;  // keys of numbers_
  std::vector<std::uint32_t> counts_;      // records a word
  std::vector<std::uint32_t> last_;        // last record that has the word
  std::vector<std::uint32_t> shape_;       // per record: schema, names, forms, words; see add()
  std::vector<IdentifierPosting> identifiers_;
  std::vector<LineRow> lines_;
};

// One word of a form, as FORMS has it.
struct FormWord {
  std::uint32_t word = 0;
  std::uint8_t flags = 0;
};

class IndexView {
 public:
  IndexView() = default;
  // `sections` by kind - 1; they must outlive the view.
  IndexView(std::uint32_t records, const std::array<std::string_view, kHistorySections>& sections);

  [[nodiscard]] std::uint32_t words() const noexcept {
    return word_heads_.empty() ? 0 : static_cast<std::uint32_t>(word_heads_.size() - 1);
  }
  [[nodiscard]] std::string_view word(std::uint32_t number) const noexcept;
  [[nodiscard]] WordFacts facts(std::uint32_t number) const noexcept {
    return number < word_facts_.size() ? word_facts_[number] : WordFacts{};
  }
  [[nodiscard]] std::span<const IdentifierPosting> identifiers() const noexcept { return identifiers_; }
  [[nodiscard]] std::span<const LineRow> lines() const noexcept { return lines_; }

  // visit(record) for each record that has the word.
  template <class Visit>
  void each_posting(std::uint32_t number, Visit visit) const {
    if (number >= words() || std::size_t{number} + 1 >= posting_heads_.size()) return;
    const std::uint32_t begin = posting_heads_[number];
    const std::uint32_t end = posting_heads_[number + 1];
    if (begin > end || end > postings_.size()) return;
    snapshot::Cursor cursor(postings_.substr(begin, end - begin));
    std::uint64_t record = 0;
    while (cursor.position() < end - begin) {
      record += cursor.varint();
      if (!cursor.ok() || record >= records_) return;
      visit(static_cast<std::uint32_t>(record));
    }
  }

  // Walks FORMS from the 16th-record mark at or before a record; records must be asked in rising order to be
  // cheap. visit(schema, facts, form) for each form.
  class FormReader {
   public:
    explicit FormReader(const IndexView& view) : view_(view) {}
    template <class Visit>
    void each_form(std::uint32_t record, Visit visit) {
      std::string_view body;
      if (!seek(record, body)) return;
      snapshot::Cursor cursor(body);
      const std::string_view first = cursor.take(2);
      if (first.empty()) return;
      const auto schema = static_cast<std::uint8_t>(first[0]);
      const auto facts = static_cast<std::uint8_t>(first[1]);
      if (schema > static_cast<std::uint8_t>(Schema::Address)) return;
      const std::size_t names = cursor.count();
      for (std::size_t n = 0; n < names && cursor.ok(); ++n) {
        const std::size_t forms = cursor.count();
        for (std::size_t f = 0; f < forms && cursor.ok(); ++f) {
          const std::size_t count = cursor.count();
          form_.clear();
          for (std::size_t w = 0; w < count && cursor.ok(); ++w) {
            const std::uint64_t packed = cursor.varint();
            FormWord word{.word = static_cast<std::uint32_t>(packed >> 1U)};
            if ((packed & 1U) != 0) {
              const std::string_view flags = cursor.take(1);
              if (!flags.empty()) word.flags = static_cast<std::uint8_t>(flags[0]);
            }
            if (word.word < view_.words()) form_.push_back(word);
          }
          if (cursor.ok()) visit(static_cast<Schema>(schema), facts, std::span<const FormWord>(form_));
        }
      }
    }

   private:
    bool seek(std::uint32_t record, std::string_view& body);
    const IndexView& view_;
    std::uint32_t next_ = 0;
    std::size_t at_ = 0;
    bool placed_ = false;
    std::vector<FormWord> form_;
  };

 private:
  std::uint32_t records_ = 0;
  std::span<const std::uint32_t> word_heads_;
  std::string_view words_;
  std::span<const WordFacts> word_facts_;
  std::span<const std::uint32_t> form_heads_;
  std::string_view forms_;
  std::span<const std::uint32_t> posting_heads_;
  std::string_view postings_;
  std::span<const IdentifierPosting> identifiers_;
  std::span<const LineRow> lines_;
};

}  // namespace weir::ledger
