// Catalogue: which codes a written code may stand for.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "goods/catalogue_state.hpp"
#include "goods/code.hpp"
#include "weir/error.hpp"

namespace weir::goods {
namespace {

constexpr std::size_t kHeading = 4;
constexpr std::size_t kSubheading = 6;

// Adds what the code of HS-2017 became. False when the table has no row for it.
bool add_concorded(CodeAnswer& answer, std::string_view code, const Catalogue& catalogue) {
  const auto rows = Concordance::built_in().from_2017(code);
  for (const Concorded& row : rows) {
    answer.candidates.push_back({.code = std::string(row.to),
                                 .text = std::string(catalogue.text_of(row.to)),
                                 .tier = std::string(catalogue.tier_of(row.to)),
                                 .from = std::string(code),
                                 .why = rows.size() == 1
                                            ? fmt::format("HS-2017 {} became it: {}", dotted(code), row.what)
                                            : fmt::format("one of {} that HS-2017 {} became: {}", rows.size(),
                                                          dotted(code), row.what),
                                 .unverified = !row.verified});
  }
  if (!rows.empty() && std::any_of(answer.candidates.begin(), answer.candidates.end(),
                                   [](const HsCandidate& c) { return c.unverified; }))
    answer.notes.emplace_back("the concordance from HS-2017 to HS-2022 is recalled, not verified");
  return !rows.empty();
}

// A code that only HS-2022 has: all the rows that lead to it come from others.
bool is_new_in_2022(std::string_view code) {
  const auto rows = Concordance::built_in().to_2022(code);
  return !rows.empty() &&
         std::none_of(rows.begin(), rows.end(), [&](const Concorded& row) { return row.from == code; }) &&
         Concordance::built_in().from_2017(code).empty();
}

std::string old_codes(std::string_view code) {
  std::string out;
  for (const Concorded& row : Concordance::built_in().to_2022(code))
    out += (out.empty() ? "" : ", ") + dotted(row.from);
  return out;
}

}  // namespace

std::string_view tariff_system_text(TariffSystem system) noexcept {
  switch (system) {
    case TariffSystem::Hs:
      return "Harmonized System";
    case TariffSystem::Cn:
      return "Combined Nomenclature (EU)";
    case TariffSystem::Taric:
      return "TARIC (EU)";
    case TariffSystem::Hts:
      return "HTS (United States)";
    case TariffSystem::ScheduleB:
      return "Schedule B (United States)";
    case TariffSystem::TnVed:
      return "TN VED (Eurasian Economic Union)";
    case TariffSystem::ChinaTariff:
      return "tariff of China";
    case TariffSystem::Unsaid:
      break;
  }
  return "system not said";
}

Catalogue::Catalogue(std::unique_ptr<State> state) : state_(std::move(state)) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

Catalogue Catalogue::open(const CatalogueOptions& options) {
  std::string path = options.nomenclature;
  if (path.empty()) {
    if (const char* own = std::getenv("WEIR_NOMENCLATURE"); own != nullptr) path = own;
  }
  auto state = std::make_unique<State>();
  if (path.empty()) {
    state->nomenclature = Nomenclature::built_in();
  } else {
    auto loaded = Nomenclature::load(path);
    if (!loaded) throw Error(loaded.error());
    state->nomenclature = std::move(*loaded);
  }
  state->tiers = options.tiers;
  state->lexicon = Lexicon::build(state->nomenclature);
  return Catalogue(std::move(state));
}

bool Catalogue::looks_like_code(std::string_view text) {
  return goods::looks_like_code(text);
}

std::string_view Catalogue::text_of(std::string_view code) const {
  if (const std::string_view own = state_->nomenclature.text_of(code); !own.empty()) return own;
  return state_->nomenclature.text_of(code.substr(0, std::min(kHeading, code.size())));
}

std::string_view Catalogue::tier_of(std::string_view code) const {
  const auto found = state_->tiers.find(code.substr(0, std::min(kSubheading, code.size())));
  return found == state_->tiers.end() ? std::string_view{} : std::string_view(found->second);
}

const std::string& Catalogue::source() const noexcept {
  return state_->nomenclature.source();
}

CodeAnswer Catalogue::code(std::string_view written, HsEdition edition) const {
  CodeAnswer answer{.written = std::string(written), .edition = edition};
  const auto read = read_code(written);
  if (!read) {
    answer.problems.push_back(read.error().message);
    return answer;
  }
  answer.digits = read->digits;
  answer.system = read->system;
  if (!read->note.empty()) answer.notes.push_back(read->note);
  const std::string_view digits = answer.digits;
  const Nomenclature& table = state_->nomenclature;
  const auto add = [&](std::string_view code, std::string why) {
    answer.candidates.push_back({.code = std::string(code),
                                 .text = std::string(text_of(code)),
                                 .tier = std::string(tier_of(code)),
                                 .why = std::move(why)});
  };

  if (!chapter_exists(digits.substr(0, 2))) {
    answer.problems.push_back(
        fmt::format("chapter {} does not exist; chapters run from 01 to 97 without 77", digits.substr(0, 2)));
    return answer;
  }
  if (digits.size() % 2 == 1) {
    // A spreadsheet drops the leading zero of chapters 01 to 09.
    const std::string padded = "0" + answer.digits;
    const std::string six = padded.substr(0, kSubheading);
    if (padded.size() >= kSubheading && !table.text_of(six).empty())
      add(six, fmt::format("if a leading zero was lost: {}", dotted(padded)));
    if (digits.size() > kSubheading)
      answer.notes.push_back(fmt::format(
          "{} digits: no system has codes of that length; the first six are used", digits.size()));
  }
  const std::string_view heading = digits.substr(0, kHeading);
  if (digits.size() < kSubheading) {
    std::vector<std::string> below;
    for (const std::string_view code : table.below(digits)) below.emplace_back(code);
    answer.known = !below.empty() || !table.text_of(heading).empty();
    for (const std::string& code : below) add(code, fmt::format("below {}", dotted(digits)));
    if (below.empty()) {
      if (table.complete()) {
        answer.problems.push_back(fmt::format("{} does not exist in HS-2022", dotted(digits)));
      } else {
        answer.notes.push_back(
            fmt::format("{} was not checked: the table in use ({}) has no codes below it; --nomenclature "
                        "loads a whole one",
                        dotted(digits), table.source()));
      }
    } else {
      answer.notes.push_back(
          fmt::format("{} digits only: six are needed to tell which goods are meant", digits.size()));
    }
    return answer;
  }

  const std::string_view six = digits.substr(0, kSubheading);
  const std::string national =
      digits.size() > kSubheading
          ? fmt::format("first six digits of {}; the digits behind them are national", dotted(digits))
          : std::string("the code itself");
  if (edition == HsEdition::Hs2017) {
    if (add_concorded(answer, six, *this)) {
      answer.known = true;
      return answer;
    }
    if (is_new_in_2022(six)) {
      answer.problems.push_back(fmt::format("{} does not exist in HS-2017; it came with HS-2022 (from {})",
                                            dotted(six), old_codes(six)));
      return answer;
    }
    if (!table.text_of(six).empty()) {
      answer.known = true;
      add(six, national + "; HS-2022 took it over unchanged as far as Weir's table goes");
      answer.candidates.back().from = std::string(six);
      return answer;
    }
  } else if (!table.text_of(six).empty()) {
    answer.known = true;
    add(six, national);
    return answer;
  } else if (!Concordance::built_in().from_2017(six).empty()) {
    answer.problems.push_back(fmt::format(
        "{} does not exist in HS-2022; it is a code of HS-2017 (say so with --from-version HS2017)",
        dotted(six)));
    add_concorded(answer, six, *this);
    return answer;
  }
  if (table.covers(heading) && table.complete()) {
    answer.problems.push_back(
        fmt::format("{} does not exist in HS-{}", dotted(six), static_cast<unsigned>(edition)));
    for (const std::string_view code : table.below(heading))
      add(code, fmt::format("in the same heading {}", heading));
  } else {
    add(six, national);
    answer.notes.push_back(fmt::format(
        "{} was not checked: the table in use ({}) does not have it; --nomenclature loads a whole one",
        dotted(six), table.source()));
  }
  return answer;
}

}  // namespace weir::goods
