// What differs between two rule sets, and which measures it touches.
#include "rules/helpers.hpp"

namespace weir::rules {
namespace {

std::string area(const char* members) {
  return std::string("[[area]]\nid = \"zone\"\nmembers = [") + members +
         "]\nrecorded_at = 2020-01-01\ncitation = \"C\"\nstatus = \"verified\"\n";
}

TEST(Diff, RowsAddedRemovedChangedAndWhatTheyTouch) {
  const RuleSet before = rules_of(area("\"ru\"") + measure("a", "type = \"licence\"\nto = [\"zone\"]") +
                                  measure("b", "type = \"licence\"\nto = [\"cn\"]"));
  const RuleSet after =
      rules_of(area("\"ru\", \"by\"") + measure("a", "type = \"prohibition\"\nto = [\"zone\"]") +
               measure("c", "type = \"licence\"\nto = [\"kp\"]\nvalid_from = 2025-01-01"));
  EXPECT_TRUE(diff_rules(before, before).empty());
  const auto differences = diff_rules(before, after);
  ASSERT_EQ(differences.size(), 4U);
  EXPECT_EQ(differences[0].change, RuleChange::Changed);
  EXPECT_EQ(differences[0].id, "a");
  EXPECT_EQ(differences[0].fields, (std::vector<std::string>{"type: licence -> prohibition",
                                                             "effect: licence_required -> prohibited"}));
  EXPECT_EQ(differences[1].change, RuleChange::Added);
  EXPECT_EQ(differences[1].id, "c from 2025-01-01");
  EXPECT_EQ(differences[2].change, RuleChange::Removed);
  EXPECT_EQ(differences[2].id, "b");
  EXPECT_EQ(differences[3].id, "zone by");
  EXPECT_EQ(differences[3].measures, std::vector<std::string>{"a"});
  // On a day before the new measure begins, it is no difference.
  EXPECT_EQ(diff_rules(before, after, day("2024-12-31")).size(), 3U);
  EXPECT_EQ(diff_rules(before, after, day("2025-01-01")).size(), 4U);
}

}  // namespace
}  // namespace weir::rules
