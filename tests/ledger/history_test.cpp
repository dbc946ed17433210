// The history file: what is written comes back, damage is seen and does not spread.
#include "ledger/history.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "ledger/history_writer.hpp"
#include "ledger/invented.hpp"
#include "ledger/question_codec.hpp"
#include "match/words.hpp"
#include "text/analyse.hpp"

namespace weir::ledger {
namespace {

using testing::Invented;

PastQuestion full_question() {
  Invented invented(3);
  PastQuestion question = invented.question(1, {invented.entry(1)});
  question.party.gender = Gender::Female;
  question.party.names[0].parts = {{.role = NameRole::Family, .text = "Petrova"}};
  question.party.names[0].language = "ru";
  question.party.addresses = {{.full = "1 Main Street, Omsk", .city = "Omsk", .country = "ru"}};
  question.party.properties = {{.name = "position", .value = "director"}};
  question.outcome = PastOutcome::Hit;
  question.digest = Digest{1, 2, 3};
  question.line = RuleQuestion{
      .id = "L1",
      .codes = {{.digits = "854231",
                 .nomenclature = {.system = CodeSystem::Cn, .hs_edition = 2017},
                 .candidate = true}},
      .eccns = {"3A090.a"},
      .chemicals = {"cas:1-1-1"},
      .facts = {{.name = "tpp", .value = Number::ratio(4992, 7).value_or(Number(1))},
                {.name = "military", .value = true},
                {.name = "end_use", .value = std::string("research")}},
      .departure = {.country = "de"},
      .destination = {.country = "kg", .region = "kg-gb"},
      .transit = {{.country = "tr"}},
      .parties = {{.role = "consignee", .name = "X", .tags = {"list:us_bis_el"}, .country = "kg"}},
      .documents = {"licence 1"},
      .value = Number(125000),
      .currency = "EUR",
      .weight_kg = Number(-3)};
  return question;
}

void expect_same(const PastQuestion& a, const PastQuestion& b) {
  EXPECT_EQ(a.party.entry_id, b.party.entry_id);
  EXPECT_EQ(a.party.schema, b.party.schema);
  EXPECT_EQ(a.party.gender, b.party.gender);
  EXPECT_EQ(a.party.names, b.party.names);
  EXPECT_EQ(a.party.birth_dates, b.party.birth_dates);
  EXPECT_EQ(a.party.addresses, b.party.addresses);
  EXPECT_EQ(a.party.identifiers, b.party.identifiers);
  EXPECT_EQ(a.party.countries, b.party.countries);
  EXPECT_EQ(a.party.properties, b.party.properties);
  EXPECT_EQ(a.line, b.line);
  EXPECT_EQ(a.date, b.date);
  EXPECT_TRUE(a.context == b.context);
  EXPECT_EQ(a.outcome, b.outcome);
  EXPECT_EQ(a.digest, b.digest);
}

std::string segment_of(const std::vector<PastQuestion>& questions, std::uint64_t first,
                       std::uint64_t& previous) {
  SegmentBuilder builder;
  for (const PastQuestion& question : questions) EXPECT_TRUE(builder.add(question));
  return builder.finish(first, previous).value();
}

class TemporaryPath {
 public:
  TemporaryPath() : path_(::testing::TempDir() + "weir_history_" + std::to_string(::getpid())) {
    std::filesystem::remove(path_);
  }
  TemporaryPath(const TemporaryPath&) = delete;
  TemporaryPath& operator=(const TemporaryPath&) = delete;
  ~TemporaryPath() { std::filesystem::remove(path_); }
  [[nodiscard]] const std::string& get() const { return path_; }

 private:
  std::string path_;
};

TEST(HistoryCodec, AQuestionComesBackWhole) {
  const PastQuestion question = full_question();
  std::string bytes;
  encode_question(question, 0, bytes);
  const auto back = decode_question(bytes, {question.context});
  ASSERT_TRUE(back);
  expect_same(question, *back);
  // Cut anywhere it is refused.
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_question(std::string_view(bytes).substr(0, size), {question.context})) << size;
  EXPECT_FALSE(decode_question(bytes, {}));
}

TEST(HistoryFile, AppendedQuestionsComeBackInOrderAndTheFileIsPrivate) {
  const TemporaryPath path;
  Invented invented(5);
  std::vector<PastQuestion> questions;
  for (std::size_t i = 0; i < 700; ++i) questions.push_back(invented.question(i, {}));
  questions.push_back(full_question());
  for (std::size_t run = 0; run < 3; ++run) {
    auto writer = HistoryWriter::open(path.get());
    ASSERT_TRUE(writer) << writer.error().text();
    // A second writer is kept out.
    const auto second = HistoryWriter::open(path.get());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, FaultKind::HeldBack);
    for (std::size_t i = run; i < questions.size(); i += 3) ASSERT_TRUE(writer->add(questions[i]));
    ASSERT_TRUE(writer->finish());
  }
  struct stat status {};
  ASSERT_EQ(::stat(path.get().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  const auto history = History::open(path.get());
  ASSERT_TRUE(history) << history.error().text();
  EXPECT_TRUE(history->damage().empty());
  EXPECT_EQ(history->segments().size(), 3U);
  EXPECT_EQ(history->records(), questions.size());
  for (std::size_t run = 0; run < 3; ++run) {
    const Segment& segment = history->segments()[run];
    RecordReader reader(segment);
    for (std::uint32_t record = 0; record < segment.records(); ++record) {
      const auto question = reader.read(record);
      ASSERT_TRUE(question);
      expect_same(questions[run + std::size_t{record} * 3], *question);
    }
  }
}

// Forms and postings against the obvious way: analyse every name again.
TEST(HistoryIndex, AgreesWithAFreshAnalysis) {
  Invented invented(11);
  std::vector<PastQuestion> questions;
  for (std::size_t i = 0; i < 400; ++i) questions.push_back(invented.question(i, {}));
  std::uint64_t previous = 0;
  const auto history = History::from_bytes("t", history_header() + segment_of(questions, 0, previous));
  ASSERT_TRUE(history);
  const Segment& segment = history->segments().at(0);
  EXPECT_FALSE(segment.reindexed());
  const IndexView& index = segment.index();
  std::vector<std::vector<std::uint32_t>> records(index.words());
  IndexView::FormReader reader(index);
  for (std::uint32_t record = 0; record < questions.size(); ++record) {
    std::vector<std::string> expected;
    for (const Name& name : questions[record].party.names) {
      for (const text::Form& form : text::analyse(name.text, questions[record].party.schema).forms) {
        std::string words;
        for (const match::Word& word : match::words_of(form))
          words += std::string(word.text) + "/" + std::to_string(word.flags) + " ";
        expected.push_back(words);
      }
    }
    std::vector<std::string> found;
    reader.each_form(record, [&](Schema schema, std::uint8_t facts, std::span<const FormWord> form) {
      EXPECT_EQ(schema, questions[record].party.schema);
      EXPECT_EQ((facts & kHasBirthDate) != 0, !questions[record].party.birth_dates.empty());
      std::string words;
      for (const FormWord& word : form) {
        words += std::string(index.word(word.word)) + "/" + std::to_string(word.flags) + " ";
        if (records[word.word].empty() || records[word.word].back() != record)
          records[word.word].push_back(record);
      }
      found.push_back(words);
    });
    ASSERT_EQ(found, expected) << record;
  }
  for (std::uint32_t word = 0; word < index.words(); ++word) {
    std::vector<std::uint32_t> postings;
    index.each_posting(word, [&](std::uint32_t record) { postings.push_back(record); });
    EXPECT_EQ(postings, records[word]) << index.word(word);
  }
}

TEST(HistoryFile, DamageToOneSegmentLeavesTheOthers) {
  Invented invented(6);
  std::vector<PastQuestion> questions;
  for (std::size_t i = 0; i < 30; ++i) questions.push_back(invented.question(i, {}));
  std::uint64_t previous = 0;
  const std::string head = history_header();
  const std::string first = segment_of(questions, 0, previous);
  const std::string second = segment_of(questions, 30, previous);
  const std::string third = segment_of(questions, 60, previous);
  std::size_t unseen = 0;
  std::size_t tried = 0;
  for (std::size_t at = 0; at < second.size(); at += 11, ++tried) {
    std::string altered = second;
    altered[at] = static_cast<char>(altered[at] ^ 0x40);
    std::string bytes = head;
    bytes.append(first).append(altered).append(third);
    const auto history = History::from_bytes("t", bytes);
    ASSERT_TRUE(history) << at;
    if (history->damage().empty()) {
      // Only the padding between sections and the reserved field carry nothing.
      EXPECT_EQ(second[at], '\0') << at;
      ++unseen;
      continue;
    }
    EXPECT_EQ(history->segments().size(), 2U) << at;
    EXPECT_EQ(history->segments().back().first_record(), 60U);
    EXPECT_EQ(history->damage().front().kind, FaultKind::Corrupt);
  }
  EXPECT_LT(unseen * 20, tried);
}

TEST(HistoryFile, ASegmentTakenOutOrMovedIsReported) {
  Invented invented(6);
  std::uint64_t previous = 0;
  const std::string head = history_header();
  const std::string first = segment_of({invented.question(1, {})}, 0, previous);
  const std::string second = segment_of({invented.question(2, {})}, 1, previous);
  const std::string third = segment_of({invented.question(3, {})}, 2, previous);
  EXPECT_TRUE(History::from_bytes("t", head + first + second + third)->damage().empty());
  for (const std::string& bytes : {head + first + third, head + second + first, head + first + first}) {
    const auto history = History::from_bytes("t", bytes);
    ASSERT_TRUE(history);
    EXPECT_FALSE(history->damage().empty());
  }
}

TEST(HistoryFile, ACutEndIsReportedAndRepairedByTheNextWriter) {
  const TemporaryPath path;
  Invented invented(8);
  for (std::size_t run = 0; run < 2; ++run) {
    auto writer = HistoryWriter::open(path.get());
    ASSERT_TRUE(writer);
    for (std::size_t i = 0; i < 20; ++i) ASSERT_TRUE(writer->add(invented.question(i, {})));
    ASSERT_TRUE(writer->finish());
  }
  const auto whole = std::filesystem::file_size(path.get());
  const std::uint64_t one = History::open(path.get())->segments().at(1).first_record();
  EXPECT_EQ(one, 20U);
  for (const std::uintmax_t cut : {whole - 1, whole - 64, whole - 1000}) {
    std::filesystem::resize_file(path.get(), cut);
    {
      const auto history = History::open(path.get());
      ASSERT_TRUE(history);
      EXPECT_EQ(history->segments().size(), 1U);
      EXPECT_TRUE(history->cut_short());
      EXPECT_EQ(history->damage().size(), 1U);
    }
    auto writer = HistoryWriter::open(path.get());
    ASSERT_TRUE(writer) << writer.error().text();
    EXPECT_GT(writer->removed(), 0U);
    EXPECT_EQ(writer->records(), 20U);
    for (std::size_t i = 0; i < 20; ++i) ASSERT_TRUE(writer->add(invented.question(i, {})));
    ASSERT_TRUE(writer->finish());
    EXPECT_TRUE(History::open(path.get())->damage().empty());
    EXPECT_EQ(History::open(path.get())->records(), 40U);
  }
}

TEST(HistoryFile, OtherFilesAreRefusedWithAClearError) {
  EXPECT_EQ(History::open("/nowhere/at/all").error().kind, FaultKind::NotFound);
  for (const std::string& bytes :
       {std::string("WEIRSNAP and more"), std::string("WEIRHIST"), std::string("PK\3\4")}) {
    const auto history = History::from_bytes("other", bytes);
    ASSERT_FALSE(history);
    EXPECT_EQ(history.error().kind, FaultKind::Corrupt);
  }
  std::string later = history_header();
  later[8] = 9;
  EXPECT_NE(History::from_bytes("t", later).error().message.find("format 9"), std::string::npos);
  // A writer adds nothing to what is no history.
  const TemporaryPath path;
  std::ofstream(path.get()) << "id,name\n1,Ivan\n";
  EXPECT_FALSE(HistoryWriter::open(path.get()));
  std::ifstream file(path.get());
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), "id,name\n1,Ivan\n");
}

}  // namespace
}  // namespace weir::ledger
