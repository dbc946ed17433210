#include "ledger/question_index.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "facts/identifiers.hpp"
#include "match/words.hpp"
#include "snapshot/hashing.hpp"
#include "tables/tables.hpp"
#include "text/analyse.hpp"

namespace weir::ledger {
namespace {

template <class T>
std::string raw(const std::vector<T>& items) {
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T)};
}

template <class T>
std::span<const T> rows(std::string_view bytes) {
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

LineRow line_row(const RuleQuestion& line, Day date, std::uint32_t record) {
  LineRow row{.record = record, .day = static_cast<std::int32_t>(date.time_since_epoch().count())};
  if (line.codes.size() != 1 || line.codes.front().candidate) row.flags |= LineRow::kOpenCode;
  if (!line.eccns.empty() || !line.chemicals.empty() || !line.facts.empty())
    row.flags |= LineRow::kOtherGoods;
  if (!line.codes.empty()) {
    const GoodsCode& code = line.codes.front();
    row.edition = code.nomenclature.hs_edition;
    row.digits = static_cast<std::uint8_t>(std::min(code.digits.size(), row.code.size()));
    std::copy_n(code.digits.begin(), row.digits, row.code.begin());
  }
  // A region of another country leaves the destination open, as one that is not said.
  const Place& to = line.destination;
  if (to.country.size() == 2 && (to.region.empty() || to.region.starts_with(to.country)))
    std::copy_n(line.destination.country.begin(), 2, row.destination.begin());
  return row;
}

std::string make_fingerprint() {
  // Tables and version tell most changes; the readings of some names tell the rest, such as a development
  // build whose code differs while its version does not.
  constexpr std::array<std::string_view, 12> kProbes{
      "Ivan PETROV-Vodkin",       "Иван Сергеевич Петров",
      "ТОО «Завод № 5»",          "محمد عبد الرحمن",
      "중앙무역은행 김정은",      "山田太郎 株式会社",
      "华为技术有限公司",         "Γεώργιος Παπαδόπουλος",
      "Al-Haj Abu Bakr, Jr. III", "Nordwerk Trading GmbH & Co. KG",
      "O'Brien van der Berg",     "M/V NEPTUNE 7"};
  std::uint64_t hash = tables::fingerprint("names/");
  for (const std::string_view probe : kProbes) {
    for (const Schema schema : {Schema::LegalEntity, Schema::Person, Schema::Company, Schema::Vessel}) {
      for (const text::Form& form : text::analyse(probe, schema).forms) {
        for (const text::Token& token : form) {
          hash = XXH3_64bits_withSeed(token.text.data(), token.text.size(),
                                      hash + token.flags + (token.guessed ? 0x100U : 0U));
        }
      }
    }
  }
  return fmt::format("{}-{:016x}", WEIR_VERSION, hash);
}

}  // namespace

const std::string& analysis_fingerprint() {
  static const std::string fingerprint = make_fingerprint();
  return fingerprint;
}

std::uint32_t IndexBuilder::word(std::string_view text, const WordFacts& facts) {
  key_.assign(text).append(reinterpret_cast<const char*>(&facts), sizeof facts);
  const auto [found, added] = numbers_.try_emplace(key_, static_cast<std::uint32_t>(words_.size()));
  if (added) {
    words_.push_back(&found->first);
    counts_.push_back(0);
    last_.push_back(0xFFFFFFFFU);
  }
  if (last_[found->second] != records_) {
    last_[found->second] = records_;
    ++counts_[found->second];
  }
  return found->second;
}

void IndexBuilder::add(const PastQuestion& question) {
  // shape_ holds the records as FORMS will, but with words in the order of their first use; finish() gives
  // frequent words small numbers.
  const Party& party = question.party;
  shape_.push_back(static_cast<std::uint32_t>(party.schema));
  shape_.push_back(static_cast<std::uint32_t>((party.birth_dates.empty() ? 0 : kHasBirthDate) |
                                              (party.countries.empty() ? 0 : kHasCountry) |
                                              (party.addresses.empty() ? 0 : kHasAddress)));
  shape_.push_back(static_cast<std::uint32_t>(party.names.size()));
  for (const Name& name : party.names) {
    const text::AnalysedName analysed = text::analyse(name.text, party.schema);
    shape_.push_back(static_cast<std::uint32_t>(analysed.forms.size()));
    for (const text::Form& form : analysed.forms) {
      shape_.push_back(static_cast<std::uint32_t>(form.size()));
      const std::vector<match::Word> words = match::words_of(form);
      for (std::size_t w = 0; w < form.size(); ++w) {
        const text::Token& token = form[w];
        const WordFacts facts{.class_id = token.class_id,
                              .name = token.name,
                              .skeleton = static_cast<std::uint8_t>(token.guessed)};
        shape_.push_back(word(token.text, facts));
        shape_.push_back(words[w].flags);
      }
    }
  }
  for (const Identifier& identifier : party.identifiers) {
    const std::string normal = facts::normal_identifier(identifier.type, identifier.value);
    if (!normal.empty())
      identifiers_.push_back({.hash = snapshot::hash_identifier(normal), .record = records_});
  }
  if (question.line) lines_.push_back(line_row(*question.line, question.date, records_));
  ++records_;
}

SectionBytes IndexBuilder::finish() {
  using snapshot::put_varint;
  const std::size_t count = words_.size();
  std::vector<std::uint32_t> order(count);  // by rank: the word's first number
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return counts_[a] > counts_[b]; });
  std::vector<std::uint32_t> rank(count);
  for (std::uint32_t i = 0; i < count; ++i) rank[order[i]] = i;

  SectionBytes out;
  std::vector<std::uint32_t> heads;
  std::string& words = out[HistorySection::Words];
  std::string& facts = out[HistorySection::WordFacts];
  for (const std::uint32_t number : order) {
    heads.push_back(static_cast<std::uint32_t>(words.size()));
    const std::string_view key = *words_[number];
    words += key.substr(0, key.size() - sizeof(WordFacts));
    facts += key.substr(key.size() - sizeof(WordFacts));
  }
  heads.push_back(static_cast<std::uint32_t>(words.size()));
  out[HistorySection::WordHeads] = raw(heads);

  // Postings first as plain numbers, word after word.
  std::vector<std::size_t> next(count + 1, 0);
  for (std::size_t i = 0; i < count; ++i) next[i + 1] = next[i] + counts_[order[i]];
  std::vector<std::size_t> begin(next.begin(), next.end());
  std::vector<std::uint32_t> postings(next.back());
  std::vector<std::uint32_t> form_heads;
  std::string& forms = out[HistorySection::Forms];
  std::string body;
  const std::uint32_t* at = shape_.data();
  for (std::uint32_t record = 0; record < records_; ++record) {
    if (record % kFormStride == 0) form_heads.push_back(static_cast<std::uint32_t>(forms.size()));
    body.clear();
    body.push_back(static_cast<char>(*at++));
    body.push_back(static_cast<char>(*at++));
    const std::uint32_t names = *at++;
    put_varint(body, names);
    for (std::uint32_t n = 0; n < names; ++n) {
      const std::uint32_t form_count = *at++;
      put_varint(body, form_count);
      for (std::uint32_t f = 0; f < form_count; ++f) {
        const std::uint32_t word_count = *at++;
        put_varint(body, word_count);
        for (std::uint32_t w = 0; w < word_count; ++w) {
          const std::uint32_t word = rank[*at++];
          const std::uint32_t flags = *at++;
          put_varint(body, std::uint64_t{word} * 2 + (flags != 0 ? 1 : 0));
          if (flags != 0) body.push_back(static_cast<char>(flags));
          if (next[word] == begin[word] || postings[next[word] - 1] != record)
            postings[next[word]++] = record;
        }
      }
    }
    put_varint(forms, body.size());
    forms += body;
  }
  out[HistorySection::FormHeads] = raw(form_heads);

  heads.clear();
  std::string& bytes = out[HistorySection::Postings];
  for (std::size_t i = 0; i < count; ++i) {
    heads.push_back(static_cast<std::uint32_t>(bytes.size()));
    std::uint32_t before = 0;
    for (std::size_t p = begin[i]; p < next[i]; ++p) {
      put_varint(bytes, postings[p] - before);
      before = postings[p];
    }
  }
  heads.push_back(static_cast<std::uint32_t>(bytes.size()));
  out[HistorySection::PostingHeads] = raw(heads);

  std::sort(identifiers_.begin(), identifiers_.end(),
            [](const IdentifierPosting& a, const IdentifierPosting& b) {
              return a.hash != b.hash ? a.hash < b.hash : a.record < b.record;
            });
  out[HistorySection::Identifiers] = raw(identifiers_);
  out[HistorySection::Lines] = raw(lines_);
  return out;
}

IndexView::IndexView(std::uint32_t records, const std::array<std::string_view, kHistorySections>& sections)
    : records_(records) {
  const auto bytes = [&](HistorySection kind) { return sections[static_cast<std::size_t>(kind) - 1]; };
  word_heads_ = rows<std::uint32_t>(bytes(HistorySection::WordHeads));
  words_ = bytes(HistorySection::Words);
  word_facts_ = rows<WordFacts>(bytes(HistorySection::WordFacts));
  form_heads_ = rows<std::uint32_t>(bytes(HistorySection::FormHeads));
  forms_ = bytes(HistorySection::Forms);
  posting_heads_ = rows<std::uint32_t>(bytes(HistorySection::PostingHeads));
  postings_ = bytes(HistorySection::Postings);
  identifiers_ = rows<IdentifierPosting>(bytes(HistorySection::Identifiers));
  lines_ = rows<LineRow>(bytes(HistorySection::Lines));
}

std::string_view IndexView::word(std::uint32_t number) const noexcept {
  if (number >= words()) return {};
  const std::uint32_t begin = word_heads_[number];
  const std::uint32_t end = word_heads_[number + 1];
  if (begin > end || end > words_.size()) return {};
  return words_.substr(begin, end - begin);
}

bool IndexView::FormReader::seek(std::uint32_t record, std::string_view& body) {
  if (record >= view_.records_) return false;
  const std::uint32_t mark = record / kFormStride;
  // Go on from where the reader is when that is nearer than the mark.
  if (!placed_ || next_ > record || next_ < mark * kFormStride) {
    if (mark >= view_.form_heads_.size()) return false;
    at_ = view_.form_heads_[mark];
    next_ = mark * kFormStride;
    placed_ = true;
  }
  for (;; ++next_) {
    snapshot::Cursor cursor(view_.forms_, at_);
    const std::size_t length = cursor.count();
    body = cursor.take(length);
    if (!cursor.ok()) {
      placed_ = false;
      return false;
    }
    at_ = cursor.position();
    if (next_ == record) {
      ++next_;
      return true;
    }
  }
}

}  // namespace weir::ledger
