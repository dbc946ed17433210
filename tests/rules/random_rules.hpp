// Random rule tables and questions, for tests that hold a fast way against a slow one.
//
// Thread-safety: one Draw per thread. Errors: none; the tables may hold two versions for the same days, which
// tables of a user may not.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "rules/helpers.hpp"
#include "rules/words.hpp"

namespace weir::rules {

// Everything is drawn from small pools, so that scopes meet, miss and stay open about equally often.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class List>
  auto of(const List& list) {
    return list[below(list.size())];
  }
  std::string date() { return fmt::format("202{}-0{}-1{}", below(5), 1 + below(9), below(9)); }
  template <class List>
  std::string some(const List& list, std::size_t most) {
    std::vector<std::string> out;
    for (std::size_t i = 0, n = 1 + below(most); i < n; ++i) {
      std::string next(of(list));
      if (std::find(out.begin(), out.end(), next) == out.end()) out.push_back(std::move(next));
    }
    return "[\"" + join(out, "\", \"") + "\"]";
  }

 private:
  std::mt19937_64 engine_;
};

inline const std::vector<std::string> kCodes{"85", "8542", "854231", "854232", "8541", "84", "845710", "90"};
inline const std::vector<std::string> kNational{"85423110", "8542311011", "85423290", "8542"};
inline const std::vector<std::string> kPlaces{"ru", "by", "cn", "ua", "ua-43", "zone", "ring", "*"};
inline const std::vector<std::string> kCountries{"ru", "by", "cn", "ua", "de", "kz", "", "us"};
inline const std::vector<std::string> kEccns{"3A090", "3A090.a", "3A090.a.1", "3A*",
                                             "*",     "EAR99",   "5A002",     "3*"};
inline const std::vector<std::string> kDeclared{"3A090", "3A090.a.1", "EAR99", "5A002.a", "3A001", "9A012"};
inline const std::vector<std::string> kTests{"tpp >= 4800",
                                             "civil",
                                             "not civil",
                                             "use = 'military'",
                                             "tpp >= 4800 or (tpp >= 1600 and civil)",
                                             "to:zone",
                                             "from:us or origin:us or civil",
                                             "eccn:3A090 and not to:ring",
                                             "hs:8542 or set:codes/x",
                                             "document:permit",
                                             "chemical:class:family",
                                             "value > 100 and currency = 'USD'",
                                             "party:list:x",
                                             "via:ru",
                                             "true",
                                             "false"};
inline const std::vector<std::string> kTags{"list:x", "list:y", "affiliate:x", "country:zone",
                                            "buyer@list:x"};

inline std::string dates(Draw& draw) {
  std::string out = "recorded_at = \"" + draw.date() + "\"\ncitation = \"C\"\nstatus = \"verified\"\n";
  std::string from = draw.date();
  std::string to = draw.date();
  if (to < from) std::swap(from, to);
  if (draw.chance(70)) out += "valid_from = \"" + from + "\"\n";
  if (draw.chance(50)) out += "valid_to = \"" + to + "\"\n";
  return out;
}

inline std::string random_tables(Draw& draw, std::size_t count) {
  std::string out;
  for (int i = 0; i < 6; ++i)
    out += fmt::format(
               "[[area]]\nid = \"{}\"\nmembers = {}\nout = {}\n", i < 4 ? "zone" : "ring",
               draw.some(std::vector<std::string>{"ru", "by", "ua", "ua-43", "kz", i < 4 ? "ring" : "cn"}, 3),
               draw.chance(20)) +
           dates(draw);
  for (int i = 0; i < 5; ++i)
    out += fmt::format("[[code_set]]\nid = \"codes\"\ntag = \"{}\"\ncodes = {}\nnomenclature = \"{}\"\n",
                       draw.chance(70) ? "x" : "y", draw.some(kCodes, 3),
                       draw.chance(70) ? "HS-2022" : "HS-2017") +
           dates(draw);
  out +=
      "[[code_set]]\nid = \"codes\"\ntag = \"x\"\ncodes = [\"0101\"]\nnomenclature = "
      "\"HS-2022\"\nrecorded_at = "
      "2020-01-01\ncitation = \"C\"\nstatus = \"verified\"\n";
  out +=
      "[[chemical]]\nid = \"cas:79-03-8\"\nname = \"N\"\nclasses = [\"class:family\"]\ncitation = "
      "\"C\"\nstatus = "
      "\"verified\"\n[[chemical]]\nid = \"class:family\"\nname = \"N\"\nclasses = [\"class:wide\"]\ncitation "
      "= "
      "\"C\"\nstatus = \"verified\"\n";
  for (const char* eccn : {"3A090.a.1", "3A090.a.2", "3A090.b"})
    out += fmt::format("[[eccn]]\nid = \"{}\"\ntitle = \"T\"\nwhen = \"{}\"\n", eccn,
                       draw.of(std::vector<std::string>{"tpp >= 4800", "tpp >= 1600 and civil",
                                                        "tpp < 100 or use = 'military'", "not civil"})) +
           dates(draw);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t kind = draw.below(10);
    const char* type = kind < 3   ? "licence"
                       : kind < 5 ? "prohibition"
                       : kind < 7 ? "notice"
                       : kind < 9 ? "authorisation"
                                  : "tariff";
    out += fmt::format("[[measure]]\nid = \"m{}\"\ntitle = \"T\"\ntype = \"{}\"\ngroup = \"g{}\"\n",
                       draw.below(count), type, draw.below(3));
    if (draw.chance(40)) {
      const bool national = draw.chance(20);
      out += fmt::format("hs = {}\nnomenclature = \"{}\"\n", draw.some(national ? kNational : kCodes, 2),
                         national          ? draw.chance(50) ? "HTS-2023" : "CN-2023"
                         : draw.chance(80) ? "HS-2022"
                                           : "HS-2017");
    }
    if (draw.chance(20)) out += fmt::format("sets = [\"{}\"]\n", draw.chance(50) ? "codes" : "codes/x");
    if (draw.chance(25)) out += "eccn = " + draw.some(kEccns, 2) + "\n";
    if (draw.chance(10)) out += "chemicals = [\"class:wide\"]\n";
    for (const char* scope : {"to", "not_to", "from", "origin", "not_origin"}) {
      if (draw.chance(scope[0] == 't' ? 60 : 15))
        out += fmt::format("{} = {}\n", scope, draw.some(kPlaces, 2));
    }
    if (draw.chance(5)) out += "via = [\"zone\"]\n";
    if (draw.chance(10)) out += "parties = " + draw.some(kTags, 2) + "\n";
    if (draw.chance(50)) out += fmt::format("when = \"{}\"\n", draw.of(kTests));
    if (draw.chance(10)) out += "suspended = true\n";
    if (kind >= 9) out += "duty = [\"10% of value\"]\n";
    if (kind >= 7 && kind < 9) out += fmt::format("lifts = [\"g{}\"]\n", draw.below(3));
    out += dates(draw);
    if (kind < 9) {
      for (std::size_t c = draw.below(3); c > 0; --c)
        out += fmt::format(
            "[[measure.condition]]\nwhen = \"{}\"\neffect = \"{}\"\n", draw.of(kTests),
            draw.of(std::vector<std::string>{"none", "human_review", "licence_required", "prohibited"}));
    }
  }
  return out;
}

inline Place random_place(Draw& draw) {
  Place out{draw.of(kCountries), ""};
  if (draw.chance(20)) out = {"ua", draw.chance(50) ? "ua-43" : "ua-30"};
  if (draw.chance(2)) out.country = "USA";  // not a code: as any country that no rule names
  return out;
}

inline RuleQuestion random_question(Draw& draw) {
  RuleQuestion out;
  const std::size_t codes = draw.chance(70) ? 1 : draw.below(4);
  for (std::size_t i = 0; i < codes; ++i) {
    const bool national = draw.chance(30);
    std::string digits(draw.of(national ? kNational : kCodes));
    if (draw.chance(5)) digits = draw.chance(50) ? "" : "85x2";
    out.codes.push_back({digits,
                         {national ? draw.chance(50) ? CodeSystem::Hts : CodeSystem::Cn : CodeSystem::Hs,
                          static_cast<std::uint16_t>(draw.chance(80)   ? 2022
                                                     : draw.chance(90) ? 2017
                                                                       : 1999)},
                         draw.chance(30)});
  }
  for (std::size_t i = draw.below(3); i > 0; --i) out.eccns.emplace_back(draw.of(kDeclared));
  if (draw.chance(20)) out.chemicals.emplace_back(draw.chance(50) ? "cas:79-03-8" : "class:other");
  out.destination = random_place(draw);
  out.departure = random_place(draw);
  out.origin = random_place(draw);
  if (draw.chance(20)) out.transit.push_back(random_place(draw));
  if (draw.chance(30)) {
    PartyFact party{draw.chance(50) ? "buyer" : "seller", "", {}, std::string(draw.of(kCountries))};
    party.tags.emplace_back(draw.of(kTags));
    out.parties.push_back(std::move(party));
  }
  if (draw.chance(20)) out.documents.emplace_back("permit");
  if (draw.chance(30)) out.facts.push_back({"tpp", Number(static_cast<std::int64_t>(draw.below(6000)))});
  if (draw.chance(5)) out.facts.push_back({"tpp", std::string("much")});
  if (draw.chance(40)) out.facts.push_back({"civil", draw.chance(50)});
  if (draw.chance(30)) out.facts.push_back({"use", std::string(draw.chance(50) ? "civil" : "military")});
  if (draw.chance(50)) out.value = Number(static_cast<std::int64_t>(draw.below(200)));
  if (draw.chance(50)) out.currency = draw.chance(70) ? "USD" : "EUR";
  return out;
}

// The facts that the random tables ask.
inline const std::string kRandomFacts =
    "[[fact]]\nid = \"tpp\"\nkind = \"number\"\nask = \"?\"\n[[fact]]\nid = \"civil\"\nkind = \"flag\"\nask "
    "= \"?\"\n[[fact]]\nid = \"use\"\nkind = \"text\"\nask = \"?\"\n";

}  // namespace weir::rules
