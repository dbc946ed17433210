// weir compare: two names, or a file of pairs.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/csv_row.hpp"
#include "cli/out_file.hpp"
#include "cli/verbs.hpp"
#include "lists/byte_source.hpp"
#include "lists/csv.hpp"
#include "weir/engine.hpp"

namespace weir::cli {
namespace {

struct Options {
  std::vector<std::string> names;
  std::string schema = "unknown";
  std::string pairs;
  std::string out;
  std::optional<double> threshold;
  bool json = false;
};

int compare_two(const Options& options, Schema schema) {
  const Comparison result = compare_names(options.names[0], options.names[1], schema, options.threshold);
  if (options.json) {
    nlohmann::ordered_json json{{"name1", options.names[0]},
                                {"name2", options.names[1]},
                                {"score", result.score},
                                {"match", result.match}};
    for (const Evidence& item : result.evidence)
      json["evidence"].push_back({{"kind", item.kind}, {"text", item.text}, {"weight", item.weight}});
    fmt::print("{}\n", json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  } else {
    fmt::print("{:.4f}  {}\n", result.score, result.match ? "match" : "no match");
    for (const Evidence& item : result.evidence)
      fmt::print("  {:+5.1f}  {}: {}\n", item.weight, item.kind, item.text);
  }
  return result.match ? kHit : kNoHit;
}

// Columns schema,name1,name2 (any others are kept); the same plus score,match out, in the same order.
int compare_pairs(const Options& options, const Global& global) {
  auto file = lists::open_file(options.pairs);
  if (!file) {
    complain(file.error().text());
    return kNothingDone;
  }
  auto out = OutFile::open(options.out, OutMode::Beside);
  if (!out) {
    complain(out.error().text());
    return kNothingDone;
  }
  Rejects rejects(options.out);
  std::optional<std::size_t> schema_column;
  std::optional<std::size_t> left;
  std::optional<std::size_t> right;
  std::size_t width = 0;
  std::uint64_t pairs = 0;
  std::uint64_t matches = 0;
  const auto source = lists::as_utf8(std::move(*file));
  const auto reject = [&](std::uint64_t line, std::string field, std::string reason, std::string_view raw) {
    rejects.add({.file = options.pairs,
                 .line = line,
                 .field = std::move(field),
                 .reason = std::move(reason),
                 .record = lists::excerpt(raw)});
  };
  const auto read = lists::read_csv(
      *source, ',',
      {.record =
           [&](const lists::CsvRecord& record) {
             std::vector<std::string> fields = record.fields;
             if (width == 0) {
               width = fields.size();
               for (std::size_t i = 0; i < fields.size(); ++i) {
                 if (lists::trim(fields[i]) == "schema") schema_column = i;
                 if (lists::trim(fields[i]) == "name1") left = i;
                 if (lists::trim(fields[i]) == "name2") right = i;
               }
               fields.insert(fields.end(), {"score", "match"});
               if (left && right) print_csv_row(out->stream(), fields);
               return;
             }
             if (!left || !right) return;
             if (fields.size() != width) {
               reject(record.line, "", fmt::format("{} fields, expected {}", fields.size(), width),
                      record.raw);
               return;
             }
             const std::string word =
                 schema_column ? std::string(lists::trim(fields[*schema_column])) : options.schema;
             const auto schema = word.empty() ? std::optional(Schema::LegalEntity) : parse_schema(word);
             if (!schema) {
               reject(
                   record.line, "schema",
                   fmt::format(
                       "'{}' is no schema; expected person, organization, vessel, aircraft or unknown", word),
                   record.raw);
               return;
             }
             const Comparison result =
                 compare_names(fields[*left], fields[*right], *schema, options.threshold);
             ++pairs;
             matches += result.match ? 1 : 0;
             fields.push_back(fmt::format("{:.4f}", result.score));
             fields.emplace_back(result.match ? "true" : "false");
             print_csv_row(out->stream(), fields);
           },
       .broken = [&](std::uint64_t line, std::string reason,
                     std::string_view raw) { reject(line, "", std::move(reason), raw); }});
  if (!read || !left || !right) {
    complain(read ? options.pairs + ":1: no columns name1 and name2; expected a header row schema,name1,name2"
                  : read.error().text());
    return kNothingDone;
  }
  if (const auto written = out->finish(); !written) {
    complain(written.error().text());
    return kNothingDone;
  }
  say(global, fmt::format("{} pairs compared, {} match", pairs, matches));
  if (rejects.count() > 0) return kSomeRejected;
  return matches > 0 ? kHit : kNoHit;
}

}  // namespace

void add_compare(CLI::App& app, const Global& global, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("compare", "Are these two names one party's? With the reasons");
  verb->add_option("names", options->names, "NAME1 NAME2")->expected(0, 2);
  verb->add_option("--schema", options->schema, "person, organization, vessel, aircraft or unknown")
      ->capture_default_str();
  verb->add_option("--pairs", options->pairs,
                   "CSV with columns schema,name1,name2; comes out with score,match added");
  verb->add_option("-o,--out", options->out, "Where the compared pairs go (default: standard output)");
  verb->add_option("--threshold", options->threshold, "Score from which two names match (default: by schema)")
      ->check(CLI::Range(0.0, 1.0));
  verb->add_flag("--json", options->json, "Two names: answer as JSON");
  verb->footer(
      "Examples:\n"
      "  weir compare 'Юрий Петров' 'Yuriy PETROFF' --schema person\n"
      "  weir compare --pairs pairs.csv -o scored.csv");
  verb->callback([options, &global, &code] {
    const auto schema = parse_schema(options->schema);
    if (!schema) {
      complain("--schema " + options->schema +
               ": expected person, organization, vessel, aircraft or unknown");
      code = kWrongUse;
    } else if (!options->pairs.empty() && !options->names.empty()) {
      complain("compare takes two names or --pairs FILE, not both");
      code = kWrongUse;
    } else if (!options->pairs.empty()) {
      code = compare_pairs(*options, global);
    } else if (options->names.size() == 2) {
      code = compare_two(*options, *schema);
    } else {
      complain("compare needs two names, or --pairs FILE; see weir compare --help");
      code = kWrongUse;
    }
  });
}

}  // namespace weir::cli
