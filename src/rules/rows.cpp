#include "rules/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/words.hpp"

namespace weir::rules {
namespace {

// The fields of one row, taken by name; what is left over at the end is unknown and an error.
class Fields {
 public:
  Fields(const RawRow& row, std::vector<RuleIssue>& issues) : row_(row), issues_(issues) {
    for (const RawField& field : row.fields) {
      if (!seen_.insert(field.key).second) error(field.key, "given twice");
    }
  }

  [[nodiscard]] bool ok() const noexcept { return ok_; }
  void error(std::string_view field, std::string message) {
    add(RuleIssueKind::Error, field, std::move(message));
  }
  void warning(std::string_view field, std::string message) {
    add(RuleIssueKind::Warning, field, std::move(message));
  }

  const RawField* take(std::string_view key) {
    seen_.erase(std::string(key));
    return row_.find(key);
  }
  std::string text(std::string_view key) {
    const RawField* field = take(key);
    if (field == nullptr || field->values.empty()) return {};
    if (field->values.size() != 1) {
      error(key, "expected one value, not a list");
      return {};
    }
    return std::string(trim(field->values.front()));
  }
  std::vector<std::string> list(std::string_view key) {
    std::vector<std::string> out;
    const RawField* field = take(key);
    if (field == nullptr) return out;
    for (const std::string& value : field->values) {
      if (trim(value).empty())
        error(key, "an empty value");
      else
        out.emplace_back(trim(value));
    }
    if (field->values.empty()) error(key, "an empty list; leave the field out where it does not apply");
    return out;
  }
  // read() turns a text into T or nullopt; `expected` says what would have been right.
  template <class T, class Read>
  std::optional<T> one(std::string_view key, Read read, std::string_view expected) {
    const std::string value = text(key);
    if (value.empty()) return std::nullopt;
    std::optional<T> out = read(value);
    if (!out) error(key, fmt::format("'{}'; expected {}", value.substr(0, 80), expected));
    return out;
  }
  template <class Read>
  std::vector<std::string> each(std::string_view key, Read read, std::string_view expected) {
    std::vector<std::string> out;
    for (const std::string& value : list(key)) {
      std::optional<std::string> normal = read(value);
      if (!normal) {
        error(key, fmt::format("'{}'; expected {}", value.substr(0, 80), expected));
        continue;
      }
      if (std::find(out.begin(), out.end(), *normal) != out.end())
        warning(key, fmt::format("'{}' is given twice", value));
      else
        out.push_back(std::move(*normal));
    }
    return out;
  }
  bool flag(std::string_view key) {
    const std::string value = text(key);
    if (!value.empty() && value != "true" && value != "false")
      error(key, fmt::format("'{}'; expected true or false", value.substr(0, 80)));
    return value == "true";
  }

  // What every dated row carries.
  template <class Row>
  void dated(Row& row) {
    constexpr std::string_view kDay = "a day that exists, from 1900-01-01 to 2199-12-31, as 2022-10-21";
    row.valid_from = one<Day>("valid_from", parse_rule_day, kDay);
    row.valid_to = one<Day>("valid_to", parse_rule_day, kDay);
    if (row.valid_from && row.valid_to && *row.valid_to < *row.valid_from)
      error("valid_to",
            fmt::format("{} is before valid_from {}", day_text(row.valid_to), day_text(row.valid_from)));
    const auto recorded =
        one<Moment>("recorded_at", parse_moment, "a day or a moment, as 2022-10-21 or 2022-10-21T13:30:00Z");
    if (recorded)
      row.recorded_at = *recorded;
    else if (row_.find("recorded_at") == nullptr)
      error("recorded_at", "missing; expected the day from which this row was known");
    cited(row);
  }
  template <class Row>
  void cited(Row& row) {
    row.citation = text("citation");
    if (row.citation.empty()) error("citation", "missing; expected the source of the rule");
    const auto status = one<RuleStatus>("status", parse_status, "verified, secondary or unverified");
    if (status)
      row.status = *status;
    else if (row_.find("status") == nullptr)
      error("status", "missing; expected verified, secondary or unverified");
    row.source = {row_.file, row_.line};
  }
  std::string id() {
    std::string value = text("id");
    if (!is_id(value))
      error("id", value.empty() ? "missing"
                                : fmt::format("'{}'; expected letters, digits, '-', '_' and '.', at most 120",
                                              value.substr(0, 80)));
    return value;
  }
  void finish() {
    for (const std::string& key : seen_)
      error(key, fmt::format("a row of kind '{}' has no such field", row_.kind));
  }

 private:
  void add(RuleIssueKind kind, std::string_view key, std::string message) {
    const RawField* field = row_.find(key);
    if (kind == RuleIssueKind::Error) ok_ = false;
    issues_.push_back(
        {kind, row_.file, field == nullptr ? row_.line : field->line, std::string(key), std::move(message)});
  }

  const RawRow& row_;
  std::vector<RuleIssue>& issues_;
  std::set<std::string> seen_;
  bool ok_ = true;
};

std::optional<std::string> place_or_area(std::string_view text) {
  if (text == "*") return "*";
  // Two letters are always a country: an area cannot be called so, and a wrong code must not pass as one.
  if (text.size() == 2 || (text.size() > 3 && text.size() <= 6 && text[2] == '-')) {
    if (auto place = normal_place(text)) return place;
    if (text.size() == 2) return std::nullopt;
  }
  if (!is_id(text)) return std::nullopt;
  return std::string(text);
}

std::optional<std::string> party_tag(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon + 1 == text.size() || text.size() > 200)
    return std::nullopt;
  return std::string(text);
}

std::optional<std::string> id_word(std::string_view text) {
  return is_id(text) ? std::optional<std::string>(text) : std::nullopt;
}

constexpr std::string_view kPlaceForm = "a country (ru), a region (ua-43), an area or *";
constexpr std::string_view kNomenclatureForm =
    "HS-2007, HS-2012, HS-2017, HS-2022, or HTS-, CN- or SB- and a year from 2007 on";

void read_codes(Fields& fields, std::string_view key, Nomenclature nomenclature,
                std::vector<GoodsCode>& out) {
  for (std::string& digits : fields.each(
           key, [&](std::string_view text) { return code_digits(text, nomenclature); },
           fmt::format(
               "a code of {} with 2, 4 or 6 digits (7 to 10 in a national system) in a chapter that exists",
               nomenclature_text(nomenclature))))
    out.push_back({std::move(digits), nomenclature, false});
}

void read_measure(const RawRow& raw, RuleSet::State& state, std::vector<RuleIssue>& issues) {
  Fields fields(raw, issues);
  Measure row;
  row.id = fields.id();
  row.title = fields.text("title");
  if (row.title.empty()) fields.error("title", "missing; expected a short name for people");
  row.regime = fields.text("regime");
  row.group = fields.text("group");
  const auto type = fields.one<MeasureType>("type", parse_measure_type,
                                            "prohibition, licence, authorisation, tariff or notice");
  if (type)
    row.type = *type;
  else if (raw.find("type") == nullptr)
    fields.error("type", "missing; expected prohibition, licence, authorisation, tariff or notice");
  constexpr std::string_view kEffects = "prohibited, licence_required, human_review or none";
  row.effect = fields.one<RuleOutcome>("effect", parse_effect, kEffects).value_or(default_effect(row.type));
  const Nomenclature nomenclature =
      fields.one<Nomenclature>("nomenclature", parse_nomenclature, kNomenclatureForm)
          .value_or(Nomenclature{});
  if (raw.find("hs") != nullptr && raw.find("nomenclature") == nullptr)
    fields.error("nomenclature", fmt::format("missing beside hs; expected {}", kNomenclatureForm));
  read_codes(fields, "hs", nomenclature, row.codes);
  row.code_sets = fields.list("sets");
  row.eccns = fields.each("eccn", normal_eccn_pattern, "a control number such as 3A090.a, 3A*, EAR99 or *");
  row.chemicals =
      fields.each("chemicals", normal_chemical, "cas:NUMBER with a right check digit, or class:NAME");
  row.to = fields.each("to", place_or_area, kPlaceForm);
  row.not_to = fields.each("not_to", place_or_area, kPlaceForm);
  row.from = fields.each("from", place_or_area, kPlaceForm);
  row.not_from = fields.each("not_from", place_or_area, kPlaceForm);
  row.origin = fields.each("origin", place_or_area, kPlaceForm);
  row.not_origin = fields.each("not_origin", place_or_area, kPlaceForm);
  row.via = fields.each("via", place_or_area, kPlaceForm);
  row.parties =
      fields.each("parties", party_tag, "KIND:VALUE, such as list:us_bis_el or end_user@country:ru");
  row.when = fields.text("when");
  row.policy = fields.text("policy");
  for (const std::string& text : fields.list("duty")) {
    if (auto duty = parse_duty(text))
      row.duties.push_back(std::move(*duty));
    else
      fields.error("duty", fmt::format("'{}'; expected '25% of value' or '0.46 USD per weight_kg'",
                                       text.substr(0, 80)));
  }
  row.lifts = fields.each("lifts", id_word, "the id or group of a measure");
  row.suspended = fields.flag("suspended");
  row.note = fields.text("note");
  fields.dated(row);
  fields.finish();
  if (row.type == MeasureType::Tariff && row.duties.empty() && !row.suspended)
    fields.error("duty", "missing; a tariff lays on a duty");
  if (row.type != MeasureType::Tariff && !row.duties.empty())
    fields.error("duty", "only a tariff lays on a duty");
  if (row.type == MeasureType::Authorisation && row.lifts.empty() && !row.suspended)
    fields.error("lifts", "missing; an authorisation takes away the effect of another measure");
  if (row.type != MeasureType::Authorisation && !row.lifts.empty())
    fields.error("lifts", "only an authorisation lifts other measures");
  bool ok = fields.ok();
  for (const RawRow& inner : raw.conditions) {
    Fields part(inner, issues);
    MeasureCondition condition;
    condition.when = part.text("when");
    const auto effect = part.one<RuleOutcome>("effect", parse_effect, kEffects);
    if (effect)
      condition.effect = *effect;
    else if (inner.find("effect") == nullptr)
      part.error("effect", fmt::format("missing; expected {}", kEffects));
    condition.policy = part.text("policy");
    condition.text = part.text("text");
    part.finish();
    ok = ok && part.ok();
    if (!row.conditions.empty() && row.conditions.back().when.empty())
      part.warning("when", "never reached: the condition before it always holds");
    row.conditions.push_back(std::move(condition));
  }
  if (!row.conditions.empty() && row.type == MeasureType::Tariff) {
    fields.error("condition", "a tariff has no conditions; use when, or a row of its own for each case");
    ok = false;
  }
  if (ok) state.measures.push_back(std::move(row));
}

void read_classification(const RawRow& raw, RuleSet::State& state, std::vector<RuleIssue>& issues) {
  Fields fields(raw, issues);
  Classification row;
  const auto eccn = fields.one<std::string>("id", normal_eccn, "a control number such as 3A090.a.1");
  if (eccn)
    row.eccn = *eccn;
  else if (raw.find("id") == nullptr)
    fields.error("id", "missing; expected a control number such as 3A090.a.1");
  row.title = fields.text("title");
  row.when = fields.text("when");
  if (row.when.empty()) fields.error("when", "missing; expected a test of parameters");
  row.note = fields.text("note");
  fields.dated(row);
  fields.finish();
  if (fields.ok()) state.classifications.push_back(std::move(row));
}

void read_area(const RawRow& raw, RuleSet::State& state, std::vector<RuleIssue>& issues) {
  Fields fields(raw, issues);
  AreaMember row;
  row.area = fields.id();
  if (row.area.size() == 2 || normal_place(row.area))
    fields.error("id",
                 fmt::format("'{}' looks like a country or region; an area needs another name", row.area));
  std::vector<std::string> members = fields.each("members", place_or_area, kPlaceForm);
  for (std::string& member : fields.each("member", place_or_area, kPlaceForm))
    members.push_back(std::move(member));
  if (members.empty()) fields.error("members", "missing; expected countries, regions or areas");
  row.out = fields.flag("out");
  row.note = fields.text("note");
  fields.dated(row);
  fields.finish();
  if (!fields.ok()) return;
  for (std::string& member : members) {
    row.member = std::move(member);
    state.areas.push_back(row);
  }
}

void read_code_set(const RawRow& raw, RuleSet::State& state, std::vector<RuleIssue>& issues) {
  Fields fields(raw, issues);
  CodeSetEntry row;
  row.set = fields.id();
  const auto nomenclature = fields.one<Nomenclature>("nomenclature", parse_nomenclature, kNomenclatureForm);
  if (!nomenclature && raw.find("nomenclature") == nullptr)
    fields.error("nomenclature", fmt::format("missing; expected {}", kNomenclatureForm));
  std::vector<GoodsCode> codes;
  read_codes(fields, "codes", nomenclature.value_or(Nomenclature{}), codes);
  read_codes(fields, "code", nomenclature.value_or(Nomenclature{}), codes);
  if (codes.empty() && raw.find("codes") == nullptr && raw.find("code") == nullptr)
    fields.error("codes", "missing; expected goods codes");
  row.tag = fields.text("tag");
  row.text = fields.text("text");
  row.out = fields.flag("out");
  fields.dated(row);
  fields.finish();
  if (!fields.ok()) return;
  for (GoodsCode& code : codes) {
    row.code = std::move(code);
    state.code_sets.push_back(row);
  }
}

void read_fact(const RawRow& raw, RuleSet::State& state, std::vector<RuleIssue>& issues) {
  Fields fields(raw, issues);
  FactDefinition row;
  row.name = fields.text("id");
  if (!is_fact_name(row.name))
    fields.error("id", fmt::format("'{}'; expected small letters, digits and '_', a letter first",
                                   row.name.substr(0, 80)));
  constexpr std::string_view kReserved[] = {"and", "or", "not", "in", "true", "false"};
  if (std::find(std::begin(kReserved), std::end(kReserved), row.name) != std::end(kReserved))
    fields.error("id", fmt::format("'{}' is a word of the expression language", row.name));
  const std::string kind = fields.text("kind");
  if (kind == "flag")
    row.kind = FactKind::Flag;
  else if (kind == "number")
    row.kind = FactKind::Number;
  else if (kind == "text")
    row.kind = FactKind::Text;
  else
    fields.error("kind", fmt::format("'{}'; expected flag, number or text", kind.substr(0, 80)));
  row.unit = fields.text("unit");
  row.ask = fields.text("ask");
  if (row.ask.empty()) fields.error("ask", "missing; expected the question that finds the fact out");
  if (raw.find("choices") != nullptr) row.choices = fields.list("choices");
  fields.finish();
  row.source = {raw.file, raw.line};
  if (fields.ok()) state.facts.push_back(std::move(row));
}

void read_chemical(const RawRow& raw, RuleSet::State& state, std::vector<RuleIssue>& issues) {
  Fields fields(raw, issues);
  ChemicalDefinition row;
  constexpr std::string_view kForm = "cas:NUMBER with a right check digit, or class:NAME";
  row.id = fields.one<std::string>("id", normal_chemical, kForm).value_or("");
  if (row.id.empty() && raw.find("id") == nullptr)
    fields.error("id", fmt::format("missing; expected {}", kForm));
  row.name = fields.text("name");
  if (raw.find("classes") != nullptr)
    row.classes = fields.each(
        "classes",
        [](std::string_view text) {
          auto id = normal_chemical(text);
          return id && id->starts_with("class:") ? id : std::nullopt;
        },
        "class:NAME");
  fields.cited(row);
  fields.finish();
  if (fields.ok()) state.chemicals.push_back(std::move(row));
}

void read_stack(const RawRow& raw, RuleSet::State& state, std::vector<RuleIssue>& issues) {
  Fields fields(raw, issues);
  StackRule row;
  row.id = fields.id();
  row.order = fields.each("order", id_word, "the group of a measure");
  for (const std::string& alternatives :
       fields.list("first_of").empty() ? std::vector<std::string>{} : raw.find("first_of")->values) {
    std::vector<std::string>& groups = row.first_of.emplace_back();
    std::string_view rest = alternatives;
    while (true) {
      const std::size_t end = rest.find('|');
      const std::string_view group = trim(rest.substr(0, end));
      if (!is_id(group))
        fields.error("first_of", fmt::format("'{}'; expected groups of measures", alternatives));
      groups.emplace_back(group);
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
    if (groups.size() < 2) fields.error("first_of", "expected at least two groups in each list");
  }
  row.to = fields.each("to", place_or_area, kPlaceForm);
  fields.dated(row);
  fields.finish();
  if (fields.ok()) state.stacks.push_back(std::move(row));
}

void read_term(const RawRow& raw, RuleSet::State& state, std::vector<RuleIssue>& issues) {
  Fields fields(raw, issues);
  Term row;
  row.name = fields.text("id");
  if (!is_fact_name(row.name))
    fields.error("id", fmt::format("'{}'; expected small letters, digits and '_'", row.name.substr(0, 80)));
  row.text = fields.text("as");
  if (row.text.empty()) fields.error("as", "missing; expected an expression");
  fields.finish();
  row.source = {raw.file, raw.line};
  if (fields.ok()) state.terms.push_back(std::move(row));
}

using FieldList = std::vector<std::pair<std::string, std::string>>;

template <class Row>
void add_dates(const Row& row, FieldList& out) {
  out.emplace_back("valid_from", day_text(row.valid_from));
  out.emplace_back("valid_to", day_text(row.valid_to));
  out.emplace_back("recorded_at", moment_text(row.recorded_at));
  out.emplace_back("citation", row.citation);
  out.emplace_back("status", rule_status_text(row.status));
}

// Order within a scope list says nothing.
std::string set_text(std::vector<std::string> values) {
  std::sort(values.begin(), values.end());
  return join(values, "; ");
}

}  // namespace

void read_rows(const std::vector<RawRow>& raw, RuleSet::State& state, std::vector<RuleIssue>& issues) {
  for (const RawRow& row : raw) {
    if (row.kind == "measure")
      read_measure(row, state, issues);
    else if (row.kind == "eccn")
      read_classification(row, state, issues);
    else if (row.kind == "area")
      read_area(row, state, issues);
    else if (row.kind == "code_set")
      read_code_set(row, state, issues);
    else if (row.kind == "fact")
      read_fact(row, state, issues);
    else if (row.kind == "chemical")
      read_chemical(row, state, issues);
    else if (row.kind == "stack")
      read_stack(row, state, issues);
    else
      read_term(row, state, issues);
  }
}

std::optional<DutyPart> parse_duty(std::string_view text) {
  text = trim(text);
  DutyPart out;
  const std::size_t percent = text.find('%');
  if (percent != std::string_view::npos) {
    const auto rate = Number::parse(trim(text.substr(0, percent)));
    std::string_view rest = trim(text.substr(percent + 1));
    if (!rate || *rate < Number(0) || !rest.starts_with("of ")) return std::nullopt;
    rest = trim(rest.substr(3));
    if (!is_fact_name(rest)) return std::nullopt;
    out.rate = *rate;
    out.base = rest;
    return out;
  }
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto rate = Number::parse(text.substr(0, space));
  std::string_view rest = trim(text.substr(space));
  if (!rate || *rate < Number(0) || rest.size() < 9) return std::nullopt;
  out.percent = false;
  out.rate = *rate;
  out.currency = rest.substr(0, 3);
  for (const char c : out.currency) {
    if (c < 'A' || c > 'Z') return std::nullopt;
  }
  rest = rest.substr(3);
  if (!rest.starts_with(" per ")) return std::nullopt;
  rest = trim(rest.substr(5));
  if (!is_fact_name(rest)) return std::nullopt;
  out.base = rest;
  return out;
}

std::string duty_text(const DutyPart& duty) {
  return duty.percent ? fmt::format("{}% of {}", duty.rate.text(18), duty.base)
                      : fmt::format("{} {} per {}", duty.rate.text(18), duty.currency, duty.base);
}

FieldList row_fields(const Measure& row) {
  FieldList out;
  out.emplace_back("id", row.id);
  out.emplace_back("title", row.title);
  out.emplace_back("regime", row.regime);
  out.emplace_back("group", row.group);
  out.emplace_back("type", measure_type_text(row.type));
  out.emplace_back("effect", effect_word(row.effect));
  std::vector<std::string> codes;
  for (const GoodsCode& code : row.codes) codes.push_back(code_text(code));
  out.emplace_back("hs", set_text(std::move(codes)));
  out.emplace_back("sets", set_text(row.code_sets));
  out.emplace_back("eccn", set_text(row.eccns));
  out.emplace_back("chemicals", set_text(row.chemicals));
  out.emplace_back("to", set_text(row.to));
  out.emplace_back("not_to", set_text(row.not_to));
  out.emplace_back("from", set_text(row.from));
  out.emplace_back("not_from", set_text(row.not_from));
  out.emplace_back("origin", set_text(row.origin));
  out.emplace_back("not_origin", set_text(row.not_origin));
  out.emplace_back("via", set_text(row.via));
  out.emplace_back("parties", set_text(row.parties));
  out.emplace_back("when", row.when);
  std::string conditions;
  for (const MeasureCondition& condition : row.conditions)
    conditions += fmt::format("[{} -> {}; {}; {}]", condition.when, effect_word(condition.effect),
                              condition.policy, condition.text);
  out.emplace_back("condition", std::move(conditions));
  out.emplace_back("policy", row.policy);
  std::vector<std::string> duties;
  for (const DutyPart& duty : row.duties) duties.push_back(duty_text(duty));
  out.emplace_back("duty", join(duties, "; "));
  out.emplace_back("lifts", set_text(row.lifts));
  out.emplace_back("suspended", row.suspended ? "true" : "");
  add_dates(row, out);
  out.emplace_back("note", row.note);
  return out;
}

FieldList row_fields(const Classification& row) {
  FieldList out{{"id", row.eccn}, {"title", row.title}, {"when", row.when}};
  add_dates(row, out);
  out.emplace_back("note", row.note);
  return out;
}

FieldList row_fields(const CodeSetEntry& row) {
  FieldList out{{"id", row.set},
                {"code", code_text(row.code)},
                {"tag", row.tag},
                {"text", row.text},
                {"out", row.out ? "true" : ""}};
  add_dates(row, out);
  return out;
}

FieldList row_fields(const AreaMember& row) {
  FieldList out{{"id", row.area}, {"member", row.member}, {"out", row.out ? "true" : ""}};
  add_dates(row, out);
  out.emplace_back("note", row.note);
  return out;
}

FieldList row_fields(const FactDefinition& row) {
  return {{"id", row.name},
          {"kind", row.kind == FactKind::Flag     ? "flag"
                   : row.kind == FactKind::Number ? "number"
                                                  : "text"},
          {"unit", row.unit},
          {"ask", row.ask},
          {"choices", join(row.choices, "; ")}};
}

FieldList row_fields(const ChemicalDefinition& row) {
  return {{"id", row.id},
          {"name", row.name},
          {"classes", set_text(row.classes)},
          {"citation", row.citation},
          {"status", std::string(rule_status_text(row.status))}};
}

FieldList row_fields(const StackRule& row) {
  FieldList out{{"id", row.id}, {"order", join(row.order, "; ")}};
  std::vector<std::string> lists;
  for (const auto& groups : row.first_of) lists.push_back(join(groups, "|"));
  out.emplace_back("first_of", join(lists, "; "));
  out.emplace_back("to", set_text(row.to));
  add_dates(row, out);
  return out;
}

FieldList row_fields(const Term& row) {
  return {{"id", row.name}, {"as", row.text}};
}

}  // namespace weir::rules
