// Decisions on paper: JSON lines for machines, CSV for spreadsheets, a table for people.
//
// Thread-safety: one writer per stream. Errors: good() turns false when the stream does.
#pragma once

#include <cstdio>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "weir/decision.hpp"
#include "weir/engine.hpp"

namespace weir::cli {

// Who owns the party was asked, too: for that day, by what OwnersAtHand::basis says.
struct OwnersAsked {
  Day day{};
  const nlohmann::ordered_json& basis;
};

class DecisionWriter {
 public:
  DecisionWriter() = default;
  DecisionWriter(const DecisionWriter&) = delete;
  DecisionWriter& operator=(const DecisionWriter&) = delete;
  virtual ~DecisionWriter() = default;
  // `question` is the name that was asked for.
  virtual void decision(const Decision& decision, std::string_view question) = 0;
  // The answer to a party's question, with all that a replay needs where the format has room for it.
  // `owners`: null where they were not asked.
  virtual void answer(const Decision& decision, const Party& question, const ScreenOptions& options,
                      const OwnersAsked* owners);
  virtual void mention(const std::string& document, const Mention& mention, const std::string& snapshot) = 0;
};

// One JSON line: what `weir screen` writes for a party and `weir replay` must find again.
[[nodiscard]] std::string decision_line(const Decision& decision, const Party& question,
                                        const ScreenOptions& options, const OwnersAsked* owners = nullptr);

enum class OutputFormat : unsigned char { JsonLines, Csv, Table };
[[nodiscard]] std::unique_ptr<DecisionWriter> make_writer(OutputFormat format, std::FILE* out, bool colours);

}  // namespace weir::cli
