// Customers and changed names against the real lists, as a user would screen them.
//
// Thread-safety: one thread a call. Errors: a message.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "accuracy/customers.hpp"
#include "accuracy/pairs.hpp"
#include "snapshot/view.hpp"
#include "weir/engine.hpp"

namespace weir::accuracy {

[[nodiscard]] tl::expected<snapshot::View, std::string> snapshot_of(const std::vector<Party>& parties);

struct AlertCount {
  std::size_t customers = 0;
  std::size_t by_name = 0;     // customers with an alert by the name alone
  std::size_t with_facts = 0;  // with birth date, country and gender given
};

struct Alert {
  std::string customer;
  std::string culture;
  std::string listed;
  double score = 0;
  bool with_facts = false;
  Split split = Split::Fit;
};

struct CustomerResult {
  AlertCount all;
  std::map<std::string, AlertCount> by_culture;
  std::vector<Alert> alerts;  // the best of each customer
  std::size_t namesakes = 0;  // customers who bear a listed name or alias word for word, in whatever order
  double seconds = 0;         // of the screening by name alone
};
[[nodiscard]] CustomerResult screen_customers(const Engine& engine, const std::vector<Party>& listed,
                                              const CustomerMaker& maker, std::size_t count,
                                              std::uint64_t seed = 1);

struct FoundCount {
  std::size_t asked = 0;
  std::size_t found = 0;
};
struct ChangedResult {
  std::map<std::string, FoundCount> by_change;
  FoundCount all;
  std::vector<std::string> missed;  // of the fit split; each with its schema and the score of the two names
};
// Changed names of listed parties, at most `most` of them; found when the party's own entry is among the
// hits.
[[nodiscard]] ChangedResult screen_changed(const Engine& engine, const std::vector<Party>& parties,
                                           std::size_t most);

}  // namespace weir::accuracy
