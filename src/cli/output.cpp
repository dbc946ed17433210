#include "cli/output.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "cli/csv_row.hpp"
#include "facts/dates.hpp"
#include "ledger/decision_digest.hpp"
#include "ledger/question_json.hpp"

namespace weir::cli {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) {
  constexpr double kDigits = 1e4;
  return std::round(value * kDigits) / kDigits;
}

Json to_json(const Hit& hit) {
  Json evidence = Json::array();
  for (const Evidence& item : hit.evidence)
    evidence.push_back({{"kind", item.kind}, {"text", item.text}, {"weight", rounded(item.weight)}});
  return {{"list", hit.list},
          {"entry_id", hit.entry_id},
          {"schema", schema_name(hit.schema)},
          {"name", hit.name},
          {"matched_name", hit.matched_name},
          {"matched_kind", name_kind_text(hit.matched_kind)},
          {"query_name", hit.query_name},
          {"score", rounded(hit.score)},
          {"programmes", hit.programmes},
          {"evidence", std::move(evidence)},
          {"source", {{"file", hit.source.file}, {"line", hit.source.line}}}};
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json to_json(const Decision& decision) {
  Json hits = Json::array();
  for (const Hit& hit : decision.hits) hits.push_back(to_json(hit));
  return {{"id", decision.id},
          {"outcome", outcome_text(decision.outcome)},
          {"hits", std::move(hits)},
          {"snapshot", decision.snapshot},
          {"rules", nullptr}};
}

class JsonLines final : public DecisionWriter {
 public:
  explicit JsonLines(std::FILE* out) : out_(out) {}
  void decision(const Decision& decision, std::string_view) override {
    fmt::print(out_, "{}\n", dump(to_json(decision)));
  }
  void answer(const Decision& decision, const Party& question, const ScreenOptions& options,
              const OwnersAsked* owners) override {
    fmt::print(out_, "{}\n", decision_line(decision, question, options, owners));
  }
  void mention(const std::string& document, const Mention& mention, const std::string& snapshot) override {
    const Json json{{"id", document},
                    {"outcome", "HIT"},
                    {"offset", mention.offset},
                    {"length", mention.length},
                    {"line", mention.line},
                    {"column", mention.column},
                    {"page", mention.page == 0 ? Json(nullptr) : Json(mention.page)},
                    {"quote", mention.quote},
                    {"hits", Json::array({to_json(mention.hit)})},
                    {"snapshot", snapshot},
                    {"rules", nullptr}};
    fmt::print(out_, "{}\n", dump(json));
  }

 private:
  std::FILE* out_;
};

std::string reasons(const Hit& hit) {
  std::string out;
  for (const Evidence& item : hit.evidence)
    out += fmt::format("{}{} [{:+.1f}]", out.empty() ? "" : " | ", item.text, item.weight);
  return out;
}

class Csv final : public DecisionWriter {
 public:
  explicit Csv(std::FILE* out) : out_(out) {
    row({"id", "query_name", "outcome", "score", "list", "entry_id", "name", "matched_name", "matched_kind",
         "programmes", "evidence", "line", "quote"});
  }
  void decision(const Decision& decision, std::string_view question) override {
    if (decision.hits.empty())
      row({decision.id, std::string(question), std::string(outcome_text(decision.outcome)), "", "", "", "",
           "", "", "", "", "", ""});
    for (const Hit& hit : decision.hits) hit_row(decision.id, hit, "", "");
  }
  void mention(const std::string& document, const Mention& mention, const std::string&) override {
    hit_row(document, mention.hit, std::to_string(mention.line), mention.quote);
  }

 private:
  void hit_row(const std::string& id, const Hit& hit, const std::string& line, const std::string& quote) {
    row({id, hit.query_name, "HIT", fmt::format("{:.4f}", hit.score), hit.list, hit.entry_id, hit.name,
         hit.matched_name, std::string(name_kind_text(hit.matched_kind)),
         fmt::format("{}", fmt::join(hit.programmes, "; ")), reasons(hit), line, quote});
  }
  void row(const std::vector<std::string>& fields) { print_csv_row(out_, fields); }
  std::FILE* out_;
};

class Table final : public DecisionWriter {
 public:
  Table(std::FILE* out, bool colours) : out_(out), colours_(colours) {}
  void decision(const Decision& decision, std::string_view question) override {
    if (decision.hits.empty()) {
      fmt::print(out_, "{}NO_HIT{}  {}  {}\n", code("2"), code("0"), decision.id, question);
      return;
    }
    for (const Hit& hit : decision.hits) print_hit(decision.id, hit);
  }
  void mention(const std::string& document, const Mention& mention, const std::string&) override {
    print_hit(fmt::format("{}:{}:{}{}", document, mention.line, mention.column,
                          mention.page == 0 ? "" : fmt::format(" (page {})", mention.page)),
              mention.hit);
    fmt::print(out_, "        in \"{}\"\n", mention.quote);
  }

 private:
  [[nodiscard]] std::string code(std::string_view number) const {
    return colours_ ? fmt::format("\033[{}m", number) : std::string{};
  }
  void print_hit(const std::string& id, const Hit& hit) {
    fmt::print(out_, "{}HIT {:.2f}{}  {}  {}{}{}\n", code("1;31"), hit.score, code("0"), id, code("1"),
               hit.query_name, code("0"));
    fmt::print(out_, "        {} {} [{}]: {}", hit.list, hit.entry_id, fmt::join(hit.programmes, ", "),
               hit.name);
    if (hit.matched_name != hit.name)
      fmt::print(out_, ", by its {} {}", name_kind_text(hit.matched_kind), hit.matched_name);
    fmt::print(out_, "  ({}:{})\n", hit.source.file, hit.source.line);
    for (const Evidence& item : hit.evidence)
      fmt::print(out_, "        {:+5.1f}  {}: {}\n", item.weight, item.kind, item.text);
  }
  std::FILE* out_;
  bool colours_;
};

}  // namespace

std::string decision_line(const Decision& decision, const Party& question, const ScreenOptions& options,
                          const OwnersAsked* owners) {
  Json json = to_json(decision);
  json["engine"] = ledger::engine_name();
  json["options"] = ledger::options_to_json(options);
  if (owners != nullptr) {
    json["owners_on"] = facts::iso_day(owners->day);
    json["owners"] = owners->basis;
  }
  json["question"] = ledger::question_to_json(question);
  return dump(json);
}

void DecisionWriter::answer(const Decision& party_decision, const Party& question, const ScreenOptions&,
                            const OwnersAsked*) {
  decision(party_decision, question.names.empty() ? std::string_view{} : question.names.front().text);
}

std::unique_ptr<DecisionWriter> make_writer(OutputFormat format, std::FILE* out, bool colours) {
  switch (format) {
    case OutputFormat::Csv:
      return std::make_unique<Csv>(out);
    case OutputFormat::Table:
      return std::make_unique<Table>(out, colours);
    case OutputFormat::JsonLines:
      break;
  }
  return std::make_unique<JsonLines>(out);
}

}  // namespace weir::cli
