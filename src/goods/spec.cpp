#include "goods/spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "goods/toml_table.hpp"

namespace weir::goods {
namespace {

void add(std::vector<Fact>& facts, std::string name, const std::optional<Number>& value) {
  if (value) facts.push_back({std::move(name), *value});
}
void add(std::vector<Fact>& facts, std::string name, std::optional<bool> value) {
  if (value) facts.push_back({std::move(name), *value});
}

std::optional<Number> scaled(const std::optional<Number>& value, std::int64_t by_top,
                             std::int64_t by_bottom) {
  if (!value) return {};
  return value->times(*Number::ratio(by_top, by_bottom));
}

// ---- chips ----

// The greatest rate x bit length of each processing unit, summed over the units.
std::optional<Number> total_processing_performance(TomlTable& chip, SpecItem& item,
                                                   std::vector<SpecProblem>& problems) {
  const toml::array* rates = chip.tables("rate");
  if (rates == nullptr) return {};
  struct Best {
    Number tpp;
    std::string text;
    Number copies = 1;
  };
  std::map<std::string, Best> units;
  bool sparse_only = false;
  bool broken = false;
  std::size_t index = 0;
  for (const toml::node& node : *rates) {
    TomlTable rate(*node.as_table(), fmt::format("{}.rate[{}]", chip.path(), index++), problems);
    const std::size_t before = problems.size();
    const std::string format = rate.text("format");
    const std::string unit = rate.text("unit");
    const auto bits = rate.count("bits");
    const auto dense = rate.quantity("dense", Dimension::Rate);
    const auto macs = rate.quantity("mac", Dimension::Rate);
    const auto sparse = rate.quantity("sparse", Dimension::Rate);
    const auto copies = rate.count("units");
    rate.finish();
    broken = broken || problems.size() != before;
    if (!bits || *bits == Number(0)) {
      rate.problem("", "no bit length; expected bits = 16 or the like");
      broken = true;
      continue;
    }
    if (dense && macs) {
      rate.problem(
          "mac", "both dense and mac are given; one multiply-accumulate counts as two operations, give one");
      broken = true;
      continue;
    }
    const auto operations = dense ? dense : macs ? macs->times(Number(2)) : std::nullopt;
    if (!operations) {
      if (sparse) {
        sparse_only = true;
        item.notes.push_back(
            fmt::format("{}: only a sparse rate is given; the dense rate counts, and it is not always half "
                        "of the sparse one",
                        format.empty() ? rate.path() : format));
      } else {
        rate.problem("", "no rate; expected dense = \"312 TFLOPS\" (or mac = \"156 TOPS\")");
        broken = true;
      }
      continue;
    }
    if (sparse && *sparse < *operations)
      rate.problem("sparse", "the sparse rate is below the dense one; are the two exchanged?");
    const auto tpp = operations->times(*bits);
    if (!tpp) {
      rate.problem("", "the product of rate and bit length is too large to be held exactly");
      broken = true;
      continue;
    }
    Best& best = units[unit];
    const std::string text =
        fmt::format("{} TOPS x {} bit = {}{}", operations->text(), bits->text(), tpp->text(),
                    format.empty() ? "" : fmt::format(" ({}, dense)", format));
    item.arithmetic.push_back(text);
    if (best.text.empty() || *tpp > best.tpp) {
      best.tpp = *tpp;
      best.text = text;
    }
    if (copies) best.copies = *copies;
  }
  if (sparse_only)
    item.notes.emplace_back(
        "TPP stays unknown while a dense rate is missing: the missing one could be the greatest");
  if (units.empty() || sparse_only || broken) return {};
  std::optional<Number> sum = Number(0);
  for (const auto& [name, best] : units) {
    const auto part = best.tpp.times(best.copies);
    sum = sum && part ? sum->plus(*part) : std::nullopt;
    if (best.copies != Number(1) && part)
      item.arithmetic.push_back(fmt::format("{} units of {}: {}", best.copies.text(),
                                            name.empty() ? "the same kind" : name, part->text()));
  }
  if (sum)
    item.arithmetic.push_back(
        fmt::format("TPP = {} (greatest over bit lengths, summed over units)", sum->text()));
  return sum;
}

SpecItem read_chip(TomlTable& chip, std::vector<SpecProblem>& problems) {
  SpecItem item{.kind = "chip", .line = chip.line(), .eccn_prefixes = {"3A090", "4A090", "3A991", "5A992"}};
  item.name = chip.text("name");
  std::vector<Fact> facts;
  const auto tpp = total_processing_performance(chip, item, problems);
  add(facts, "tpp", tpp);
  const auto area = chip.quantity("die_area", Dimension::Area);
  if (area && *area == Number(0)) {
    item.notes.emplace_back(
        "the die area is zero, so performance density is not known; the applicable die area of "
        "the logic dies is needed");
  } else if (tpp && area) {
    const auto density = tpp->over(*area);
    add(facts, "performance_density", density);
    if (density)
      item.arithmetic.push_back(
          fmt::format("performance density = {} / {} mm2 = {}", tpp->text(), area->text(), density->text(4)));
  }
  add(facts, "io_bandwidth_gbs", chip.quantity("io_bandwidth", Dimension::Bandwidth));
  add(facts, "dram_bandwidth_gbs", chip.quantity("dram_bandwidth", Dimension::Bandwidth));
  add(facts, "marketed_for_data_centre", chip.flag("marketed_for_data_centre"));
  add(facts, "contains_3a090_ic", chip.flag("contains_3a090_ic"));
  add(facts, "advanced_logic_ic", chip.flag("advanced_logic_ic"));
  add(facts, "approved_designer_datasheet", chip.flag("approved_designer_datasheet"));
  add(facts, "approved_packager", chip.flag("approved_packager"));
  add(facts, "transistor_count_bn", chip.count("transistor_count_billion"));
  chip.finish();
  item.cases.push_back({.name = "", .facts = std::move(facts)});
  return item;
}

SpecItem read_hbm(TomlTable& hbm) {
  SpecItem item{.kind = "hbm", .line = hbm.line(), .eccn_prefixes = {"3A090.c"}};
  item.name = hbm.text("name");
  std::vector<Fact> facts;
  const auto bandwidth = hbm.quantity("bandwidth", Dimension::Bandwidth);
  const auto area = hbm.quantity("package_area", Dimension::Area);
  if (bandwidth && area && *area != Number(0)) {
    const auto density = bandwidth->over(*area);
    add(facts, "hbm_bandwidth_density", density);
    if (density)
      item.arithmetic.push_back(fmt::format("memory bandwidth density = {} GB/s / {} mm2 = {}",
                                            bandwidth->text(), area->text(), density->text(4)));
  }
  hbm.finish();
  item.cases.push_back({.name = "", .facts = std::move(facts)});
  return item;
}

// ---- machine tools ----

// A figure counts only under the standard that the rule names.
std::optional<Number> by_standard(TomlTable& table, SpecItem& item, std::string_view key,
                                  std::string_view standard, const std::string& where) {
  const auto value = table.quantity(key, Dimension::Length);
  const std::string standard_key = fmt::format("{}_standard", key);
  const std::string given = table.text(standard_key);
  if (!value) return {};
  if (given.empty()) {
    item.notes.push_back(fmt::format("{}: the {} is given without its standard; expected {} = \"{}\"", where,
                                     key, standard_key, standard));
    return {};
  }
  if (given != standard) {
    item.notes.push_back(fmt::format(
        "{}: the {} is by {}; the rule asks for {}, and figures of different standards are not compared",
        where, key, given, standard));
    return {};
  }
  return value;
}

void axis_facts(TomlTable& table, SpecItem& item, std::vector<Fact>& facts, const std::string& where) {
  add(facts, "upr_um", by_standard(table, item, "repeatability", "ISO 230-2:2014", where));
  add(facts, "positioning_accuracy_um", by_standard(table, item, "accuracy", "ISO 230-2:1988", where));
  add(facts, "travel_length_m", scaled(table.quantity("travel", Dimension::Length), 1, 1'000'000));
}

SpecItem read_machine_tool(TomlTable& machine, std::vector<SpecProblem>& problems) {
  SpecItem item{.kind = "machine_tool", .line = machine.line(), .eccn_prefixes = {"2B001", "2B201", "2B991"}};
  item.name = machine.text("name");
  std::vector<Fact> common;
  const std::string kind = machine.text("type");
  if (!kind.empty()) {
    static constexpr std::array<std::string_view, 7> kKinds{
        "turning", "milling", "jig_boring", "grinding", "edm", "water_jet_laser", "deep_hole"};
    if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end()) {
      machine.problem("type", fmt::format("'{}'; expected one of {}", kind, fmt::join(kKinds, ", ")));
    } else {
      common.push_back({"machine_tool_kind", kind});
    }
  }
  add(common, "contouring_axes", machine.count("contouring_axes"));
  add(common, "linear_axes", machine.count("linear_axes"));
  add(common, "rotary_axes", machine.count("rotary_axes"));
  add(common, "turning_diameter_mm",
      scaled(machine.quantity("turning_diameter", Dimension::Length), 1, 1000));
  add(common, "min_increment_mm", scaled(machine.quantity("min_increment", Dimension::Length), 1, 1000));
  add(common, "numerically_controlled", machine.flag("numerically_controlled"));
  if (const toml::array* axes = machine.tables("axis")) {
    std::size_t index = 0;
    for (const toml::node& node : *axes) {
      TomlTable axis(*node.as_table(), fmt::format("{}.axis[{}]", machine.path(), index++), problems);
      const std::string name = axis.text("name");
      const std::string where = "axis " + (name.empty() ? std::to_string(index) : name);
      SpecCase one{.name = where, .facts = common};
      axis_facts(axis, item, one.facts, where);
      axis.finish();
      item.cases.push_back(std::move(one));
    }
  }
  SpecCase whole{.name = "", .facts = common};
  axis_facts(machine, item, whole.facts, "machine");
  machine.finish();
  if (item.cases.empty()) item.cases.push_back(std::move(whole));
  return item;
}

// ---- unmanned aircraft ----

SpecItem read_uav(TomlTable& uav) {
  SpecItem item{.kind = "uav", .line = uav.line(), .eccn_prefixes = {"9A012", "9A120", "9A112"}};
  item.name = uav.text("name");
  std::vector<Fact> facts;
  add(facts, "uav_endurance_min", uav.quantity("endurance", Dimension::Time));
  add(facts, "uav_gust_takeoff_kmh", uav.quantity("takeoff_gusts", Dimension::Speed));
  add(facts, "uav_range_km", scaled(uav.quantity("range", Dimension::Length), 1, 1'000'000'000));
  add(facts, "uav_payload_kg", uav.quantity("payload", Dimension::Mass));
  add(facts, "uav_aerosol_litres", uav.quantity("spray_tank", Dimension::Volume));
  if (std::any_of(facts.begin(), facts.end(), [](const Fact& f) { return f.name == "uav_range_km"; }))
    item.notes.emplace_back(
        "range is the greatest that any payload allows: a smaller payload trades for range, which "
        "a person must judge");
  uav.finish();
  item.cases.push_back({.name = "", .facts = std::move(facts)});
  return item;
}

// toml++ 3.3 takes it for granted (TOML_ASSUME) that a name follows the brackets of a table; with anything
// else its behaviour is undefined. The line of such a header, or 0. A specification has no arrays of arrays
// that could look like one.
std::uint64_t bad_header(std::string_view toml) {
  constexpr std::string_view kBlanks = " \t";
  std::uint64_t line = 0;
  while (!toml.empty()) {
    ++line;
    const std::size_t end = std::min(toml.find('\n'), toml.size());
    std::string_view row = toml.substr(0, end);
    toml.remove_prefix(std::min(end + 1, toml.size()));
    row.remove_prefix(std::min(row.find_first_not_of(kBlanks), row.size()));
    if (!row.starts_with('[')) continue;
    row.remove_prefix(std::min(row.find_first_not_of("[ \t"), row.size()));
    if (row.empty()) return line;
    const char c = row.front();
    const bool name = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-' || c == '"' || c == '\'' || c == ']';
    if (!name) return line;
  }
  return 0;
}

}  // namespace

tl::expected<Spec, Fault> read_spec(std::string_view toml, const std::string& file) {
  if (toml.size() > kMostSpecBytes) {
    return tl::unexpected(Fault{
        .kind = FaultKind::TooLarge,
        .file = file,
        .message = fmt::format("{} bytes; a specification has at most {}", toml.size(), kMostSpecBytes)});
  }
  if (const std::uint64_t line = bad_header(toml); line != 0) {
    return tl::unexpected(
        Fault{.kind = FaultKind::BadFormat,
              .file = file,
              .line = line,
              .message = "not TOML: a table's name begins with a letter, a digit, '_', '-' or a quote"});
  }
  const toml::parse_result parsed = toml::parse(toml, file);
  if (!parsed) {
    return tl::unexpected(Fault{.kind = FaultKind::BadFormat,
                                .file = file,
                                .line = parsed.error().source().begin.line,
                                .message = fmt::format("not TOML: {}", parsed.error().description())});
  }
  Spec spec;
  for (const auto& [key, value] : parsed.table()) {
    const std::string kind(key.str());
    const toml::node& node = value;  // clang 14 lets no lambda take a structured binding
    const auto one = [&](const toml::table& table, const std::string& path) {
      TomlTable view(table, path, spec.problems);
      if (kind == "chip") {
        spec.items.push_back(read_chip(view, spec.problems));
      } else if (kind == "hbm") {
        spec.items.push_back(read_hbm(view));
      } else if (kind == "machine_tool") {
        spec.items.push_back(read_machine_tool(view, spec.problems));
      } else if (kind == "uav") {
        spec.items.push_back(read_uav(view));
      } else {
        spec.problems.push_back({.line = node.source().begin.line,
                                 .key = kind,
                                 .message =
                                     "not a table that Weir knows; expected [chip], [hbm], [machine_tool] or "
                                     "[uav], or several with double brackets"});
      }
    };
    if (const auto* table = node.as_table()) {
      one(*table, kind);
    } else if (const auto* array = node.as_array(); array != nullptr && array->is_array_of_tables()) {
      std::size_t index = 0;
      for (const toml::node& element : *array) one(*element.as_table(), fmt::format("{}[{}]", kind, index++));
    } else {
      spec.problems.push_back({.line = node.source().begin.line,
                               .key = kind,
                               .message = "not a table; expected [chip], [hbm], [machine_tool] or [uav]"});
    }
  }
  std::stable_sort(spec.items.begin(), spec.items.end(),
                   [](const SpecItem& a, const SpecItem& b) { return a.line < b.line; });
  return spec;
}

}  // namespace weir::goods
