#include "screen/shipment_flags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "lists/csv.hpp"
#include "tables/tables.hpp"
#include "text/fold.hpp"

namespace weir::screen {
namespace {

std::string country_of(const inputs::ShipmentParty& party) {
  for (const CountryFact& fact : party.party.countries) {
    if (!fact.code.empty()) return fact.code;
  }
  return {};
}

const std::string& name_of(const inputs::ShipmentParty& party) {
  return party.party.names.front().text;
}

std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = text.find(';');
    if (const auto item = lists::trim(text.substr(0, end)); !item.empty()) out.push_back(text::fold(item));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return out;
}

// "3;30;2500" -> its numbers; what is none is left out.
std::vector<double> numbers_of(std::string_view text) {
  std::vector<double> out;
  for (const std::string& item : list_of(text)) {
    const auto number = Number::parse(item);
    if (number)
      out.push_back(static_cast<double>(number->numerator()) / static_cast<double>(number->denominator()));
  }
  return out;
}

// The word as a word of its own; anywhere for scripts that write without blanks.
bool has_word(std::string_view folded, std::string_view word) {
  const bool ascii = text::is_ascii(word);
  for (std::size_t at = folded.find(word); at != std::string_view::npos; at = folded.find(word, at + 1)) {
    const auto letter = [&](std::size_t i) {
      const auto c = static_cast<unsigned char>(folded[i]);
      return (c >= 'a' && c <= 'z') || c >= 0x80U;
    };
    const bool starts = at == 0 || !letter(at - 1);
    const bool ends = at + word.size() >= folded.size() || !letter(at + word.size());
    if (!ascii ? static_cast<unsigned char>(word.front()) >= 0xE0U || starts : starts && ends) return true;
  }
  return false;
}

bool any_listed(const std::vector<LineFinding>& lines) {
  return std::any_of(lines.begin(), lines.end(), [](const LineFinding& line) { return !line.tier.empty(); });
}

class Finder {
 public:
  Finder(const FlagTable& table, const inputs::Shipment& shipment, const std::vector<LineFinding>& lines,
         const RuleSet& rules, Day day, const FileFacts& file)
      : table_(table), shipment_(shipment), lines_(lines), rules_(rules), day_(day), file_(file) {
    listed_ = any_listed(lines);
  }

  void goods() {
    for (std::size_t i = 0; i < shipment_.lines.size(); ++i) {
      const LineGoods& found = *lines_[i].goods;
      const inputs::ShipmentLine& line = shipment_.lines[i];
      if (found.vague)
        add("vague_description", line.text.empty()
                                     ? fmt::format("line {} has no description", i + 1)
                                     : fmt::format("line {}: \"{}\"", i + 1, shortened(line.text)));
      if (!found.code.problems.empty())
        add("code_impossible", fmt::format("line {}: {}", i + 1, found.code.problems.front()));
      if (line.code.empty()) add("code_missing", fmt::format("line {}", i + 1));
      if (!found.old_code_reason.empty())
        add("code_old_edition", fmt::format("line {}: {}, {}; asked as {}", i + 1, line.code,
                                            found.old_code_reason, fmt::join(found.codes, ", ")));
      for (const LineChemical& chemical : found.chemicals) {
        if (chemical.what.rejected)
          add("chemical_unreadable",
              fmt::format("line {}: \"{}\": {}", i + 1, shortened(chemical.what.written),
                          chemical.what.rejected->message));
      }
      mismatch(i, line, found);
      if (!line.value || *line.value == Number(0)) add("no_value", fmt::format("line {}", i + 1));
    }
  }

  void places() {
    if (const FlagRow* row = in_force("chpl_transshipment"); row != nullptr && listed_) {
      const std::string country = watched(row->parameter, true);
      if (!country.empty())
        add("chpl_transshipment", fmt::format("{}, tier {}", facts::country_name(country), best_tier()));
    }
    if (const FlagRow* row = in_force("roundabout_route"); row != nullptr && !listed_) {
      for (const std::string& place : shipment_.via) {
        if (in_area(rules_, row->parameter, {.country = place}, day_) == Truth::Yes)
          add("roundabout_route", facts::country_name(place));
      }
    }
    std::set<std::string> involved(shipment_.via.begin(), shipment_.via.end());
    involved.insert({shipment_.from, shipment_.to});
    for (const inputs::ShipmentParty& party : shipment_.parties) {
      if (party.role != "payer" && party.role != "bank") involved.insert(country_of(party));
    }
    for (const inputs::ShipmentParty& party : shipment_.parties) {
      const std::string country = country_of(party);
      if (country.empty()) continue;
      if ((party.role == "payer" || party.role == "bank") && !involved.contains(country))
        add("third_country_payment",
            fmt::format("{} \"{}\" in {}", party.role, name_of(party), facts::country_name(country)));
      if (party.role == "consignee" && !shipment_.to.empty() && country != shipment_.to)
        add("consignee_elsewhere", fmt::format("consignee in {}, goods to {}", facts::country_name(country),
                                               facts::country_name(shipment_.to)));
    }
  }

  void parties() {
    const inputs::ShipmentParty* sender = nullptr;
    bool end_user = false;
    for (const inputs::ShipmentParty& party : shipment_.parties) {
      end_user = end_user || party.role == "end_user";
      if (party.role == "consignor") sender = &party;
      if (const FlagRow* row = in_force("chpl_new_customer");
          row != nullptr && listed_ && party.registered_on && party.role != "consignor") {
        const auto since = facts::parse_day(row->parameter);
        if (since && *party.registered_on >= *since)
          add("chpl_new_customer", fmt::format("{} \"{}\", registered {}", party.role, name_of(party),
                                               facts::iso_day(*party.registered_on)));
      }
      if (const FlagRow* row = in_force("forwarder_consignee");
          row != nullptr && (party.role == "consignee" || party.role == "end_user") &&
          !has_other_end_user(party)) {
        const std::string folded = text::fold(name_of(party));
        for (const std::string& word : list_of(row->parameter)) {
          if (!has_word(folded, word)) continue;
          add("forwarder_consignee", fmt::format("{} \"{}\"", party.role, name_of(party)));
          break;
        }
      }
      if (const FlagRow* row = in_force("postal_box"); row != nullptr && !party.party.addresses.empty()) {
        const std::string folded = text::fold(party.party.addresses.front().full);
        for (const std::string& word : list_of(row->parameter)) {
          if (!has_word(folded, word)) continue;
          add("postal_box", fmt::format("{}: \"{}\"", party.role, party.party.addresses.front().full));
          break;
        }
      }
    }
    for (const inputs::ShipmentParty& party : shipment_.parties) {
      if (sender != nullptr && party.role == "consignee" &&
          text::fold(name_of(party)) == text::fold(name_of(*sender)))
        add("same_party", name_of(party));
    }
    for (const std::string_view role : {"consignee", "payer", "end_user"}) {
      const inputs::ShipmentParty* first = nullptr;
      for (const inputs::ShipmentParty& party : shipment_.parties) {
        if (party.role != role) continue;
        if (first == nullptr) {
          first = &party;
        } else if (text::fold(name_of(party)) != text::fold(name_of(*first))) {
          add("changed_party", fmt::format("{} \"{}\" and \"{}\"", role, name_of(*first), name_of(party)));
        }
      }
    }
    if (listed_ && !end_user && shipment_.end_use.empty())
      add("chpl_no_end_user", fmt::format("tier {}", best_tier()));
  }

  void context(const std::vector<goods::ContextWord>& words) {
    std::set<std::string> kinds;
    std::string named;
    bool hidden = false;
    for (const goods::ContextWord& word : words) {
      if (word.kind == "end_use_hidden") {
        hidden = true;
        continue;
      }
      if (word.kind == "intermediary") continue;  // forwarder_consignee looks at the role, too
      if (kinds.insert(word.word).second)
        named += fmt::format("{}\"{}\" ({})", named.empty() ? "" : ", ", word.word, word.kind);
    }
    if (!named.empty()) add("context_words", named);
    if (hidden) add("end_use_hidden", "");
  }

  // What the other shipments of the file show.
  void file() {
    if (const FlagRow* row = in_force("chpl_first_trade"); row != nullptr && listed_ && file_.first_trade) {
      const auto since = facts::parse_day(row->parameter);
      if (since && *file_.first_trade >= *since)
        add("chpl_first_trade",
            fmt::format("\"{}\", first on {}", customer_of(shipment_), facts::iso_day(*file_.first_trade)));
    }
    for (const auto& [line, split] : file_.splits)
      add("split_orders",
          fmt::format("line {}: {} shipments from {} to {}, together {}{:.2f}", line + 1, split.shipments,
                      facts::iso_day(split.first), facts::iso_day(split.last),
                      split.currency.empty() ? "" : split.currency + " ", split.total));
    if (const FlagRow* row = in_force("order_surge"); row != nullptr) {
      for (const FileFacts::Growth& growth : file_.surges) surge(growth, *row);
    }
    const FlagRow* row = in_force("shared_address");
    const auto least = row == nullptr ? std::nullopt : Number::parse(row->parameter);
    if (!least) return;
    for (const FileFacts::Address& at : file_.addresses) {
      if (at.party >= shipment_.parties.size() || Number(static_cast<std::int64_t>(at.names)) < *least)
        continue;
      const inputs::ShipmentParty& party = shipment_.parties[at.party];
      if (party.party.addresses.empty()) continue;
      add("shared_address",
          fmt::format("{} \"{}\" and {} more at \"{}\": {}", party.role, name_of(party), at.names - 1,
                      shortened(party.party.addresses.front().full), fmt::join(at.others, ", ")));
    }
  }

  std::vector<RedFlag> take() {
    std::stable_sort(out_.begin(), out_.end(),
                     [](const RedFlag& a, const RedFlag& b) { return a.review > b.review; });
    return std::move(out_);
  }

 private:
  const FlagRow* in_force(std::string_view id) const { return table_.find(id, day_); }

  // A flag is raised once; further places are added to its text.
  void add(std::string_view id, const std::string& found) {
    constexpr std::size_t kLongest = 400;
    for (RedFlag& flag : out_) {
      if (flag.id != id) continue;
      if (flag.text.size() < kLongest && !found.empty()) flag.text += "; " + found;
      return;
    }
    const FlagRow* row = in_force(id);
    if (row == nullptr) return;
    out_.push_back({.id = std::string(id),
                    .review = row->review,
                    .text = found.empty() ? row->text : row->text + ": " + found,
                    .ask = row->ask,
                    .status = row->status,
                    .citation = row->citation});
  }

  void surge(const FileFacts::Growth& growth, const FlagRow& row) {
    const std::vector<double> limits = numbers_of(row.parameter);
    const Surge& found = growth.surge;
    if (limits.size() != 3 || found.now < limits[2] || found.now < limits[1] * found.before) return;
    add("order_surge", fmt::format("line {}: {} {:.0f} this year up to this day, {:.0f} in {:.0f}",
                                   growth.line + 1, found.currency, found.now, found.before, limits[0]));
  }

  static std::string shortened(std::string_view text) { return lists::excerpt(text, 80); }

  void mismatch(std::size_t index, const inputs::ShipmentLine& line, const LineGoods& found) {
    const FlagRow* row = in_force("code_text_mismatch");
    if (row == nullptr || found.code.candidates.empty() || found.candidates.empty() || line.text.empty())
      return;
    const auto least = Number::parse(row->parameter);
    const double needed =
        least ? static_cast<double>(least->numerator()) / static_cast<double>(least->denominator()) : 0;
    if (found.candidates.front().score < needed) return;
    const std::string heading = found.code.digits.substr(0, 4);
    for (const goods::TextCandidate& candidate : found.candidates) {
      if (candidate.code.starts_with(heading)) return;
    }
    for (const goods::HsCandidate& candidate : found.code.candidates) {
      for (const goods::TextCandidate& text : found.candidates) {
        if (text.code.substr(0, 4) == candidate.code.substr(0, 4)) return;
      }
    }
    add("code_text_mismatch",
        fmt::format("line {}: code {}, but \"{}\" reads like {} ({})", index + 1, line.code,
                    shortened(line.text), found.candidates.front().code, found.candidates.front().text));
  }

  // Is this forwarder only in between, because another party is the end user?
  bool has_other_end_user(const inputs::ShipmentParty& party) const {
    return std::any_of(
        shipment_.parties.begin(), shipment_.parties.end(), [&](const inputs::ShipmentParty& other) {
          return other.role == "end_user" && &other != &party && name_of(other) != name_of(party);
        });
  }

  std::string watched(const std::string& area, bool with_parties) const {
    std::vector<std::string> places{shipment_.to};
    places.insert(places.end(), shipment_.via.begin(), shipment_.via.end());
    if (with_parties) {
      for (const inputs::ShipmentParty& party : shipment_.parties) {
        if (party.role == "consignee" || party.role == "notify" || party.role == "buyer")
          places.push_back(country_of(party));
      }
    }
    for (const std::string& place : places) {
      if (!place.empty() && place != shipment_.from &&
          in_area(rules_, area, {.country = place}, day_) == Truth::Yes)
        return place;
    }
    return {};
  }

  std::string best_tier() const {
    std::string best;
    for (const LineFinding& line : lines_) {
      if (!line.tier.empty() && (best.empty() || line.tier < best)) best = line.tier;
    }
    return best;
  }

  const FlagTable& table_;
  const inputs::Shipment& shipment_;
  const std::vector<LineFinding>& lines_;
  const RuleSet& rules_;
  Day day_;
  const FileFacts& file_;
  bool listed_ = false;
  std::vector<RedFlag> out_;
};

}  // namespace

FlagTable FlagTable::built_in() {
  return parse(tables::bytes("goods/red_flags.tsv"));
}

FlagTable FlagTable::parse(std::string_view tsv) {
  FlagTable out;
  constexpr std::size_t kColumns = 9;
  for (const auto& row : tables::split_rows(tsv)) {
    if (row.size() != kColumns) {
      ++out.skipped_;
      continue;
    }
    FlagRow flag{.id = std::string(row[0]),
                 .review = row[1] == "review",
                 .parameter = std::string(row[2]),
                 .text = std::string(row[3]),
                 .ask = std::string(row[4]),
                 .status = std::string(row[7]),
                 .citation = std::string(row[8])};
    bool good = true;
    for (const auto& [text, day] : {std::pair{row[5], &flag.valid_from}, std::pair{row[6], &flag.valid_to}}) {
      if (text == "-") continue;
      *day = facts::parse_day(text);
      good = good && day->has_value();
    }
    if (good) {
      out.rows_.push_back(std::move(flag));
    } else {
      ++out.skipped_;
    }
  }
  return out;
}

const FlagRow* FlagTable::find(std::string_view id, Day day) const {
  for (const FlagRow& row : rows_) {
    if (row.id == id && (!row.valid_from || *row.valid_from <= day) &&
        (!row.valid_to || day <= *row.valid_to))
      return &row;
  }
  return nullptr;
}

FileChecks file_checks(const FlagTable& table) {
  FileChecks out;
  for (const FlagRow& row : table.rows()) {
    const std::vector<double> numbers = numbers_of(row.parameter);
    if (row.id == "split_orders" && numbers.size() == 3) {
      out.split_least = static_cast<std::size_t>(std::max(numbers[0], 2.0));
      out.split_days = static_cast<int>(numbers[1]);
      out.split_below = numbers[2];
    }
    if (row.id == "order_surge" && numbers.size() == 3) out.base_year = static_cast<int>(numbers[0]);
  }
  return out;
}

FileFacts file_facts(const FileHistory& history, const FlagTable& table, const inputs::Shipment& shipment,
                     const std::vector<LineFinding>& lines, Day day) {
  FileFacts out;
  const std::string_view customer = customer_of(shipment);
  if (const FlagRow* row = table.find("chpl_first_trade", day);
      row != nullptr && any_listed(lines) && !customer.empty()) {
    if (const auto since = facts::parse_day(row->parameter))
      out.first_trade = history.first_trade(customer, *since);
  }
  const bool splits = table.find("split_orders", day) != nullptr;
  const bool surges = table.find("order_surge", day) != nullptr;
  for (std::size_t i = 0; i < shipment.lines.size(); ++i) {
    if (auto split = splits ? history.split_order(shipment, shipment.lines[i]) : std::nullopt)
      out.splits.push_back({i, std::move(*split)});
    if (!surges || lines[i].tier.empty()) continue;
    if (auto surge = history.surge(shipment, shipment.lines[i])) out.surges.push_back({i, std::move(*surge)});
  }
  if (table.find("shared_address", day) == nullptr) return out;
  for (std::size_t i = 0; i < shipment.parties.size(); ++i) {
    const inputs::ShipmentParty& party = shipment.parties[i];
    if (party.party.addresses.empty() || party.role == "forwarder" || party.role == "carrier") continue;
    const std::string& address = party.party.addresses.front().full;
    const std::size_t names = history.names_at(address);
    constexpr std::size_t kShown = 3;
    if (names > 1) out.addresses.push_back({i, names, history.others_at(address, name_of(party), kShown)});
  }
  return out;
}

std::vector<RedFlag> find_flags(const FlagTable& table, const inputs::Shipment& shipment,
                                const std::vector<LineFinding>& lines,
                                const std::vector<goods::ContextWord>& context, const RuleSet& rules, Day day,
                                const FileFacts& file) {
  Finder finder(table, shipment, lines, rules, day, file);
  finder.goods();
  finder.places();
  finder.parties();
  finder.context(context);
  finder.file();
  return finder.take();
}

}  // namespace weir::screen
