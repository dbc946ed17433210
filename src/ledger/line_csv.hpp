// Shipment lines from a CSV file, as past questions: the plain way to get lines into a history.
//
// Columns by title: id, date (of the line), code, nomenclature (default HS-2022), eccn, departure,
// destination, origin (ISO 3166-1 alpha-2 or a country's name), value, currency, weight_kg, counterparty.
// Only date and one of code and eccn must be there. Thread-safety: one thread a call. Errors: Fault BadFormat
// when a needed column is missing; a row with a bad field is a reject that names it.
#pragma once

#include <functional>

#include <tl/expected.hpp>

#include "ledger/past_question.hpp"
#include "lists/reader.hpp"

namespace weir::ledger {

struct LineHandler {
  std::function<void(PastQuestion&&)> line;
  std::function<void(lists::Reject&&)> reject;
};

[[nodiscard]] tl::expected<void, Fault> read_lines_csv(lists::ByteSource& source, const LineHandler& handler);

}  // namespace weir::ledger
