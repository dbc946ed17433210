// Rules: dated measures as data, and what they say about one shipment line.
//
// A measure has TARIC's shape: goods, areas, parties, ordered conditions, an effect; it holds from one day to
// another (valid time) and was known from some moment on (record time). decide() is a pure function of rules,
// question, day and moment: the same four give the same answer for ever. docs/rules.md describes the tables.
//
// Weir says what the tables it was given lead to. NO_HIT means that no measure in these tables was met; it is
// not a licence and nobody is cleared. Thread-safety: RuleSet and RuleEvaluator are immutable and shared
// freely. Errors: RuleSet::load throws weir::Error; decide() and evaluate() throw nothing but std::bad_alloc.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "weir/date.hpp"
#include "weir/number.hpp"
#include "weir/party.hpp"

namespace weir {

using Moment = std::chrono::sys_seconds;
inline constexpr Moment kLatestKnowledge{std::chrono::seconds{253402300799}};  // 9999-12-31T23:59:59Z

// In rising order: the greatest of all measures met (and undecided) is the decision's outcome.
enum class RuleOutcome : std::uint8_t { NoHit, NeedsFact, HumanReview, LicenceRequired, Prohibited };
[[nodiscard]] std::string_view rule_outcome_text(RuleOutcome outcome) noexcept;  // "LICENCE_REQUIRED", ...

enum class MeasureType : std::uint8_t { Prohibition, Licence, Authorisation, Tariff, Notice };
[[nodiscard]] std::string_view measure_type_text(MeasureType type) noexcept;  // "licence", ...

// How well a row is known: read in the primary source; in a secondary one; or only remembered.
enum class RuleStatus : std::uint8_t { Verified, Secondary, Unverified };
[[nodiscard]] std::string_view rule_status_text(RuleStatus status) noexcept;  // "verified", ...

enum class Truth : std::uint8_t { No, Unknown, Yes };

// ---- goods ----

// A tariff nomenclature: the system, and the edition of the Harmonized System that its first six digits
// follow. Codes of different editions are never compared.
enum class CodeSystem : std::uint8_t { Hs, Hts, Cn, ScheduleB };
struct Nomenclature {
  CodeSystem system = CodeSystem::Hs;
  std::uint16_t hs_edition = 2022;  // 2007, 2012, 2017, 2022

  friend bool operator==(const Nomenclature&, const Nomenclature&) = default;
};
// "HS-2022", "HS-2017", "HTS-2025", "CN-2024", "SB-2023": for a national system the year is the year of the
// edition, and the HS edition follows from it. nullopt for anything else.
[[nodiscard]] std::optional<Nomenclature> parse_nomenclature(std::string_view text);
[[nodiscard]] std::string nomenclature_text(Nomenclature nomenclature);

struct GoodsCode {
  std::string digits;  // 2 to 10 digits, no punctuation
  Nomenclature nomenclature;
  // One of several codes that the good may have (a concordance, a text classifier): a measure that takes some
  // of the candidates and not others is undecided.
  bool candidate = false;

  friend bool operator==(const GoodsCode&, const GoodsCode&) = default;
};

// ---- the question ----

using FactValue = std::variant<bool, Number, std::string>;
struct Fact {
  std::string name;  // "tpp", "performance_density", "marketed_for_data_centre", "end_use", ...
  FactValue value;   // in the unit that the fact table gives (RuleSet::facts)

  friend bool operator==(const Fact&, const Fact&) = default;
};

struct Place {
  std::string country;  // ISO 3166-1 alpha-2, lower case; empty = not said
  std::string region;   // ISO 3166-2, lower case ("ua-43"); empty = not said

  friend bool operator==(const Place&, const Place&) = default;
};

// What screening and ownership found out about one party of the shipment.
struct PartyFact {
  std::string role;  // "consignee", "end_user", "seller", ...; free text
  std::string name;  // for the explanation only
  // "list:us_bis_el", "programme:SDGT", "affiliate:us_bis_el" (owned 50 % or more), "affiliate_unknown:...".
  std::vector<std::string> tags;
  std::string country;  // as in Place

  friend bool operator==(const PartyFact&, const PartyFact&) = default;
};

// One line of a shipment.
struct RuleQuestion {
  std::string id;
  std::vector<GoodsCode> codes;    // empty = not said
  std::vector<std::string> eccns;  // "3A090.a", "EAR99"; empty = not said
  std::vector<std::string>
      chemicals;            // "cas:41661-47-6", "class:4-piperidone-carbamate"; empty = no chemical
  std::vector<Fact> facts;  // a fact that is not here is not known
  Place departure;          // where the goods leave
  Place destination;        // where they finally go
  Place origin;             // where they were made
  std::vector<Place> transit;
  std::vector<PartyFact> parties;
  std::vector<std::string> documents;  // licences and certificates at hand; what is not here is not at hand
  std::optional<Number> value;         // customs value of the line
  std::string currency;                // ISO 4217
  std::optional<Number> weight_kg;

  friend bool operator==(const RuleQuestion&, const RuleQuestion&) = default;
};

// ---- the tables ----

struct MeasureCondition {
  std::string when;  // expression; empty = always
  RuleOutcome effect = RuleOutcome::NoHit;
  std::string policy;  // licence review policy, where the condition changes it
  std::string text;    // for people

  friend bool operator==(const MeasureCondition&, const MeasureCondition&) = default;
};

// Part of a duty: a percentage of a base, or an amount for each unit of a quantity.
struct DutyPart {
  Number rate;           // 25 for "25 %", or the amount
  bool percent = true;   // else `rate` is money in `currency` for each `base`
  std::string base;      // "value", "value_and_duties", or a number fact ("metal_value", "weight_kg")
  std::string currency;  // of an amount

  friend bool operator==(const DutyPart&, const DutyPart&) = default;
};

// One row: a version of a measure. Rows with the same id are versions of one measure; for any day the row
// with the latest record time that covers the day holds, and hides the others.
struct Measure {
  std::string id;
  std::string title;
  std::string regime;  // "us-ear", "eu-833", "us-tariff", ...
  std::string group;   // for stacking and lifting
  MeasureType type = MeasureType::Notice;
  RuleOutcome effect = RuleOutcome::NoHit;
  // Goods: any of these four; all four empty = all goods.
  std::vector<GoodsCode> codes;  // prefixes
  std::vector<std::string> code_sets;
  std::vector<std::string> eccns;
  std::vector<std::string> chemicals;
  // Places: country codes, region codes, area ids or "*"; empty = everywhere.
  std::vector<std::string> to, not_to, from, not_from, origin, not_origin, via;
  std::vector<std::string> parties;  // tags, of which any party must have any; empty = all parties
  std::string when;                  // expression over facts; empty = always
  std::vector<MeasureCondition> conditions;
  std::string policy;
  std::vector<DutyPart> duties;
  std::vector<std::string> lifts;  // measure ids or groups whose effect this authorisation takes away
  bool suspended = false;          // the measure does not apply while this row holds
  std::optional<Day> valid_from;   // inclusive; empty = since ever
  std::optional<Day> valid_to;     // inclusive; empty = until further notice
  Moment recorded_at{};
  std::string citation;
  RuleStatus status = RuleStatus::Unverified;
  std::string note;
  SourceRef source;  // table and line
};

// A row that gives goods an export control number by their parameters ("TPP >= 4800" -> 3A090.a.1).
struct Classification {
  std::string eccn;
  std::string title;
  std::string when;
  std::optional<Day> valid_from, valid_to;
  Moment recorded_at{};
  std::string citation;
  RuleStatus status = RuleStatus::Unverified;
  std::string note;
  SourceRef source;
};

struct CodeSetEntry {
  std::string set;  // "chpl"
  GoodsCode code;
  std::string tag;   // "3.A"
  std::string text;  // short description
  bool out = false;  // the code is not in the set while this row holds
  std::optional<Day> valid_from, valid_to;
  Moment recorded_at{};
  std::string citation;
  RuleStatus status = RuleStatus::Unverified;
  SourceRef source;
};

struct AreaMember {
  std::string area;    // "us-country-group-e1"
  std::string member;  // country, region or another area
  bool out = false;    // the member is not in the area while this row holds
  std::optional<Day> valid_from, valid_to;
  Moment recorded_at{};
  std::string citation;
  RuleStatus status = RuleStatus::Unverified;
  std::string note;
  SourceRef source;
};

enum class FactKind : std::uint8_t { Flag, Number, Text };
struct FactDefinition {
  std::string name;
  FactKind kind = FactKind::Flag;
  std::string unit;                  // "GB/s"; empty = none
  std::string ask;                   // the question to put to a customer or engineer
  std::vector<std::string> choices;  // of a text; empty = any
  SourceRef source;
};

// A substance or class of substances, and the wider classes whose wording takes it in.
struct ChemicalDefinition {
  std::string id;  // "cas:79099-07-3" or "class:..."
  std::string name;
  std::vector<std::string> classes;
  std::string citation;
  RuleStatus status = RuleStatus::Unverified;
  SourceRef source;
};

// In which order duties are laid on each other, and which do not add up.
struct StackRule {
  std::string id;
  std::vector<std::string> order;                  // measure groups, in the order in which they are laid on
  std::vector<std::vector<std::string>> first_of;  // of these groups only the first that is met counts
  std::vector<std::string> to;                     // destination countries or areas
  std::optional<Day> valid_from, valid_to;
  Moment recorded_at{};
  std::string citation;
  RuleStatus status = RuleStatus::Unverified;
  SourceRef source;
};

enum class RuleIssueKind : std::uint8_t { Error, Warning };
struct RuleIssue {
  RuleIssueKind kind = RuleIssueKind::Error;
  std::string file;
  std::uint64_t line = 0;
  std::string field;
  std::string message;

  [[nodiscard]] std::string text() const;  // "file:12: error: to: ..."
};

class RuleSet {
 public:
  struct State;

  // The tables that ship with Weir.
  [[nodiscard]] static RuleSet built_in();
  // Files and folders (*.toml, *.tsv, *.csv) on top of the built-in tables: a file with the name of a
  // built-in table replaces it. Throws weir::Error that quotes the first error where there is any;
  // check_rules() gives them all.
  [[nodiscard]] static RuleSet load(const std::vector<std::string>& paths, bool with_built_in = true);

  // Of content alone: equal rows give equal ids, whatever files they came from, in whatever order.
  [[nodiscard]] const std::string& id() const noexcept;
  [[nodiscard]] std::span<const Measure> measures() const noexcept;  // in the order of their tables
  [[nodiscard]] std::span<const Classification> classifications() const noexcept;
  [[nodiscard]] std::span<const CodeSetEntry> code_sets() const noexcept;
  [[nodiscard]] std::span<const AreaMember> areas() const noexcept;
  [[nodiscard]] std::span<const FactDefinition> facts() const noexcept;
  [[nodiscard]] std::span<const ChemicalDefinition> chemicals() const noexcept;
  [[nodiscard]] std::span<const StackRule> stacks() const noexcept;

  [[nodiscard]] const State& state() const noexcept { return *state_; }
  explicit RuleSet(std::shared_ptr<const State> state) : state_(std::move(state)) {}

 private:
  std::shared_ptr<const State> state_;
};

// All errors and warnings of a user's tables, in the order of files and lines.
[[nodiscard]] std::vector<RuleIssue> check_rules(const std::vector<std::string>& paths,
                                                 bool with_built_in = true);

// ---- the answer ----

struct RuleStep {
  Truth truth = Truth::No;
  std::string text;  // "tpp = 4992 >= 4800", "destination cn is in us-country-group-d5 (unverified)"

  friend bool operator==(const RuleStep&, const RuleStep&) = default;
};

struct MeasureFinding {
  std::string id;
  std::string title;
  MeasureType type = MeasureType::Notice;
  Truth state = Truth::No;  // Yes = met, No = not met, Unknown = undecided
  // Met: its effect. Undecided: the worst it can come to. Not met: NoHit.
  RuleOutcome effect = RuleOutcome::NoHit;
  std::string policy;              // licence review policy
  std::string lifted_by;           // id of the authorisation that takes the effect away
  std::vector<RuleStep> why;       // what was tested, with values
  std::vector<std::string> needs;  // facts without which it stays undecided
  std::string citation;
  // The weaker of the row's own status and of what it rests on (area, code set, classification).
  RuleStatus status = RuleStatus::Unverified;
  std::optional<Day> valid_from, valid_to;
  Moment recorded_at{};
  SourceRef source;
};

struct NeededFact {
  std::string name;
  std::string ask;
  std::vector<std::string> measures;  // ids of those that wait for it
};

struct DutyLine {
  std::string measure;
  std::string text;              // "25 % of value 1000"
  std::optional<Number> amount;  // empty where the base is not known
  std::string currency;
  std::string
      not_counted;  // why a duty that is met is not added ("us-232-steel takes its place"); else empty
};

struct RuleDecision {
  std::string id;  // of the question
  RuleOutcome outcome = RuleOutcome::NoHit;
  RuleOutcome worst = RuleOutcome::NoHit;  // if every undecided measure turned out met
  std::vector<MeasureFinding> findings;    // met, then undecided, then not met; most restrictive first
  std::vector<NeededFact> needs;
  std::vector<DutyLine> duties;      // in the order in which they are laid on
  std::optional<Number> total_duty;  // empty when there is no duty, or one is unknown
  bool rests_on_unverified = false;  // a finding that made the outcome is not verified
  std::vector<std::string> notes;
  std::string rules;  // content id of the rule set
  Day valid_date{};
  Moment known_at{};

  // "NEEDS_FACT(eccn)", "PROHIBITED", ...
  [[nodiscard]] std::string outcome_text() const;
};

struct DecideOptions {
  bool not_met = true;  // list the measures in force that are not met, too
};

// What do the rules of `valid_date`, as they were known at `known_at`, say to this? The plain interpreter: it
// looks at every row in turn and explains each.
[[nodiscard]] RuleDecision decide(const RuleSet& rules, const RuleQuestion& question, Day valid_date,
                                  Moment known_at = kLatestKnowledge, const DecideOptions& options = {});

struct ClassFinding {
  std::string eccn;
  std::string title;
  Truth state = Truth::No;
  std::vector<RuleStep> why;  // each inequality with its values
  std::vector<std::string> needs;
  std::string citation;
  RuleStatus status = RuleStatus::Unverified;
  std::optional<Day> valid_from, valid_to;
};

// The control numbers that parameters lead to on that day: all rows in force, met or not.
[[nodiscard]] std::vector<ClassFinding> classify(const RuleSet& rules, std::span<const Fact> facts,
                                                 Day valid_date, Moment known_at = kLatestKnowledge);

// The entries of a code set that take in this code on that day; Unknown for a code of another HS edition or
// one that is too short to say.
struct CodeSetHit {
  const CodeSetEntry* entry = nullptr;  // lives as long as the rule set
  Truth state = Truth::No;
};
[[nodiscard]] std::vector<CodeSetHit> find_in_code_set(const RuleSet& rules, std::string_view set,
                                                       const GoodsCode& code, Day valid_date,
                                                       Moment known_at = kLatestKnowledge);

// Is the place in the area on that day? Unknown where the area takes in only part of the country.
[[nodiscard]] Truth in_area(const RuleSet& rules, std::string_view area, const Place& place, Day valid_date,
                            Moment known_at = kLatestKnowledge);

// ---- many questions ----

// What evaluate() finds: rows by index into RuleSet::measures(). Every other row is not met.
struct RuleVerdict {
  RuleOutcome outcome = RuleOutcome::NoHit;
  RuleOutcome worst = RuleOutcome::NoHit;
  std::vector<std::uint32_t> met;        // rising
  std::vector<std::uint32_t> undecided;  // rising
};

// Rules as known at one moment, compiled to code tries and bitmaps. Gives the same met, undecided, outcome
// and worst as decide(), a hundred to a thousand times faster; a property test compares the two.
class RuleEvaluator {
 public:
  explicit RuleEvaluator(RuleSet rules, Moment known_at = kLatestKnowledge);
  RuleEvaluator(RuleEvaluator&&) noexcept;
  RuleEvaluator& operator=(RuleEvaluator&&) noexcept;
  ~RuleEvaluator();

  // `verdict` is overwritten; reuse it to save allocations. Any number of threads, each with its own verdict.
  void evaluate(const RuleQuestion& question, Day valid_date, RuleVerdict& verdict) const;
  [[nodiscard]] const RuleSet& rules() const noexcept;

 private:
  struct Compiled;
  std::unique_ptr<const Compiled> compiled_;
};

// ---- two rule sets ----

enum class RuleChange : std::uint8_t { Added, Removed, Changed };
struct RuleDifference {
  RuleChange change = RuleChange::Added;
  std::string kind;  // "measure", "area", "code_set", "classification", "stack", "chemical", "fact"
  std::string id;
  std::vector<std::string> fields;    // that differ, as "field: before -> after"
  std::vector<std::string> measures;  // ids of the measures that it touches
};
// By identity (id, valid_from, recorded_at). With a date: only what differs on that day.
[[nodiscard]] std::vector<RuleDifference> diff_rules(const RuleSet& before, const RuleSet& after,
                                                     std::optional<Day> date = {});

}  // namespace weir
