// goods_accuracy [LABELLED.tsv] [--nomenclature FILE] [--errors tune|test]: how often the right subheading is
// first, or among the first five. Rows with odd numbers are the half that the classifier may be tuned on,
// rows with even numbers the test.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tables/tables.hpp"
#include "weir/error.hpp"
#include "weir/goods.hpp"

namespace {

struct Count {
  int all = 0;
  int first = 0;
  int five = 0;
  int heading = 0;  // the first candidate is at least in the right heading (4 digits)
  int vague = 0;
  int vague_found = 0;
  int vague_wrong = 0;  // called vague, but it names goods
};

double percent(int part, int whole) {
  return whole == 0 ? 0 : 100.0 * part / whole;
}

bool accepts(std::string_view label, std::string_view code) {
  return label.find(code) != std::string_view::npos;
}

}  // namespace

int main(int argc, char** argv) {
  std::string file = WEIR_SOURCE_DIR "/bench/accuracy/goods/labelled.tsv";
  std::string errors;
  weir::goods::CatalogueOptions options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--nomenclature" && i + 1 < argc) {
      options.nomenclature = argv[++i];
    } else if (argument == "--errors" && i + 1 < argc) {
      errors = argv[++i];
    } else {
      file = argument;
    }
  }
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  const std::string bytes = text.str();
  try {
    const auto catalogue = weir::goods::Catalogue::open(options);
    weir::goods::Describer describer(catalogue);
    std::map<std::string, Count> counts;
    int row_number = 0;
    for (const auto& row : weir::tables::split_rows(bytes)) {
      if (row.size() != 3) {
        fmt::print(stderr, "a row has {} columns, not 3\n", row.size());
        return 1;
      }
      const std::string half = ++row_number % 2 == 1 ? "tune" : "test";
      const std::string_view label = row[1];
      const auto answer = describer.describe(row[2], 5);
      const bool vague = label == "vague";
      bool first = false;
      bool five = false;
      bool heading = false;
      for (std::size_t i = 0; i < answer.candidates.size(); ++i) {
        const std::string& code = answer.candidates[i].code;
        if (accepts(label, code)) {
          five = true;
          first = first || i == 0;
        }
        if (i == 0 && label.find(code.substr(0, 4)) != std::string_view::npos) heading = true;
      }
      for (const std::string& key : {half + " all", half + " " + std::string(row[0])}) {
        Count& count = counts[key];
        if (vague) {
          ++count.vague;
          count.vague_found += answer.vague ? 1 : 0;
          continue;
        }
        ++count.all;
        count.first += first ? 1 : 0;
        count.five += five ? 1 : 0;
        count.heading += heading ? 1 : 0;
        count.vague_wrong += answer.vague ? 1 : 0;
      }
      if (half == errors && (vague ? !answer.vague : !first)) {
        fmt::print("{} {}: {}\n", five ? "late " : "wrong", label, row[2]);
        for (const auto& candidate : answer.candidates) {
          fmt::print("    {} {:.1f} ", candidate.code, candidate.score);
          for (const auto& why : candidate.why) fmt::print(" {}={:.1f}[{}]", why.word, why.weight, why.field);
          fmt::print("\n");
        }
      }
    }
    fmt::print("nomenclature: {}\n", catalogue.source());
    fmt::print("{:<10} {:>5} {:>8} {:>8} {:>10} {:>12} {:>12}\n", "half", "n", "top-1 %", "top-5 %",
               "heading %", "vague found", "vague wrong");
    for (const auto& [key, count] : counts)
      fmt::print("{:<10} {:>5} {:>8.1f} {:>8.1f} {:>10.1f} {:>9}/{:<2} {:>12}\n", key, count.all,
                 percent(count.first, count.all), percent(count.five, count.all),
                 percent(count.heading, count.all), count.vague_found, count.vague, count.vague_wrong);
  } catch (const weir::Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
  return 0;
}
