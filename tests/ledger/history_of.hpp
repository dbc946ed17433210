// A history in memory, in so many segments, as several runs would write it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "ledger/history.hpp"
#include "ledger/history_writer.hpp"

namespace weir::ledger::testing {

inline History history_of(const std::vector<PastQuestion>& questions, std::size_t segments) {
  std::string bytes = history_header();
  std::uint64_t previous = 0;
  std::uint64_t first = 0;
  SegmentBuilder builder;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    EXPECT_TRUE(builder.add(questions[i]));
    if (i + 1 == questions.size() || (i + 1) % (questions.size() / segments + 1) == 0) {
      const std::uint32_t count = builder.records();
      bytes += builder.finish(first, previous).value();
      first += count;
    }
  }
  auto history = History::from_bytes("test", bytes);
  EXPECT_TRUE(history) << history.error().text();
  EXPECT_TRUE(history->damage().empty());
  EXPECT_EQ(history->records(), questions.size());
  return std::move(*history);
}

}  // namespace weir::ledger::testing
