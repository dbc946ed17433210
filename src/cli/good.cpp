// weir good: what a tariff code or an invoice's words may stand for.
#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/verbs.hpp"
#include "weir/goods.hpp"

namespace weir::cli {
namespace {

int good(const std::string& text) {
  const goods::Catalogue catalogue = goods::Catalogue::open();
  goods::Describer describer(catalogue);
  const auto answer = describer.describe(text);
  for (const auto& c : answer.candidates) {
    fmt::print("{} {:.2f} {}\n", c.code, c.score, c.text);
    for (const auto& w : c.why) fmt::print("      {:.2f} {} [{}] {}\n", w.weight, w.word, w.field, w.met);
  }
  return kNoHit;
}

}  // namespace

void add_good(CLI::App& app, const Global&, int& code) {
  auto text = std::make_shared<std::string>();
  CLI::App* verb = app.add_subcommand("good", "What a tariff code or a description of goods may stand for");
  verb->add_option("text", *text, "code or description")->required();
  verb->callback([text, &code] { code = good(*text); });
}

}  // namespace weir::cli
