// One row of a CSV for spreadsheets.
//
// Thread-safety: one writer per stream. Errors: the stream's own.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace weir::cli {

// A field that a spreadsheet would run as a formula is made text (OWASP, CSV injection).
void print_csv_row(std::FILE* out, const std::vector<std::string>& fields);

}  // namespace weir::cli
