#include "accuracy/screening.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <unordered_set>

#include "accuracy/changes.hpp"
#include "accuracy/plain_words.hpp"
#include "snapshot/builder.hpp"

namespace weir::accuracy {

tl::expected<snapshot::View, std::string> snapshot_of(const std::vector<Party>& parties) {
  snapshot::Builder builder;
  for (const Party& party : parties) {
    if (auto added = builder.add(party); !added) return tl::unexpected(added.error().text());
  }
  auto view = snapshot::View::from_bytes("evaluation", builder.to_bytes());
  if (!view) return tl::unexpected(view.error().text());
  return std::move(*view);
}

namespace {

// The words of a name in order of the alphabet, so that "Petrov Ivan" equals "Ivan Petrov".
std::string sorted_words(std::string_view name) {
  std::vector<std::string> words = plain_words(name);
  std::sort(words.begin(), words.end());
  std::string out;
  for (const std::string& word : words) out += word + " ";
  return out;
}

}  // namespace

CustomerResult screen_customers(const Engine& engine, const std::vector<Party>& listed,
                                const CustomerMaker& maker, std::size_t count, std::uint64_t seed) {
  CustomerResult out;
  std::unordered_set<std::string> listed_names;
  for (const Party& party : listed) {
    for (const Name& name : party.names) {
      if (name.kind != NameKind::Weak) listed_names.insert(sorted_words(name.text));
    }
  }
  std::vector<Customer> customers;
  customers.reserve(count);
  for (std::size_t i = 0; i < count; ++i) customers.push_back(maker.make(i, seed));
  Screener screener(engine);
  const auto start = std::chrono::steady_clock::now();
  std::vector<Decision> by_name;
  by_name.reserve(count);
  for (const Customer& customer : customers) {
    Party bare;
    bare.entry_id = customer.party.entry_id;
    bare.schema = customer.party.schema;
    bare.names = customer.party.names;
    by_name.push_back(screener.screen(bare, {.threshold = {}, .top = 1}));
  }
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  for (std::size_t i = 0; i < count; ++i) {
    const Customer& customer = customers[i];
    out.namesakes += listed_names.count(sorted_words(customer.party.names.front().text));
    const Decision full = screener.screen(customer.party, {.threshold = {}, .top = 1});
    AlertCount& culture = out.by_culture[customer.culture];
    for (AlertCount* counts : {&out.all, &culture}) {
      ++counts->customers;
      counts->by_name += by_name[i].hits.empty() ? 0U : 1U;
      counts->with_facts += full.hits.empty() ? 0U : 1U;
    }
    for (const bool facts : {false, true}) {
      const Decision& decision = facts ? full : by_name[i];
      if (decision.hits.empty()) continue;
      out.alerts.push_back({.customer = customer.party.names.front().text,
                            .culture = customer.culture,
                            .listed = decision.hits.front().matched_name,
                            .score = decision.hits.front().score,
                            .with_facts = facts,
                            .split = split_of(customer.party.names.front().text)});
    }
  }
  return out;
}

ChangedResult screen_changed(const Engine& engine, const std::vector<Party>& parties, std::size_t most) {
  ChangedResult out;
  if (parties.empty()) return out;
  Screener screener(engine);
  const std::size_t step = std::max<std::size_t>(1, parties.size() / most);
  for (std::size_t p = 0; p < parties.size(); p += step) {
    const Party& party = parties[p];
    const std::string& name = party.names.front().text;
    if (!is_latin(name)) continue;
    const std::string key = party.list + "/" + party.entry_id;
    Random random(stable_hash("changed" + key));
    std::vector<Change> changes;
    if (auto change = mistype(name, random)) {
      change->change = "typo-1";
      changes.push_back(std::move(*change));
    }
    if (auto change = mistype_twice(name, random)) changes.push_back(std::move(*change));
    for (Change& change : reword(name, party.schema, random)) changes.push_back(std::move(change));
    for (Change& change : respell(name, random)) changes.push_back(std::move(change));
    for (const Change& change : changes) {
      if (change.name == name) continue;
      Party question;
      question.schema = party.schema;
      question.names.push_back({.text = change.name, .kind = NameKind::Primary, .language = {}, .parts = {}});
      const Decision decision = screener.screen(question, {.threshold = {}, .top = 1000});
      const bool found = std::any_of(decision.hits.begin(), decision.hits.end(), [&](const Hit& hit) {
        return hit.list == party.list && hit.entry_id == party.entry_id;
      });
      for (FoundCount* counts : {&out.all, &out.by_change[change.change]}) {
        ++counts->asked;
        counts->found += found ? 1U : 0U;
      }
      if (!found && split_of(key) == Split::Fit)
        out.missed.push_back(fmt::format("{} | {} | {} [{}] {} {:.3f}", change.change, change.name, name, key,
                                         schema_name(party.schema),
                                         compare_names(change.name, name, party.schema).score));
    }
  }
  std::sort(out.missed.begin(), out.missed.end());
  return out;
}

}  // namespace weir::accuracy
