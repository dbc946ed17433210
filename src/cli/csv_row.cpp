#include "cli/csv_row.hpp"

#include <csv.h>

#include <string_view>

namespace weir::cli {

void print_csv_row(std::FILE* out, const std::vector<std::string>& fields) {
  bool first = true;
  for (const std::string& field : fields) {
    if (!first) std::fputc(',', out);
    first = false;
    const bool formula =
        !field.empty() && std::string_view("=+-@\t\r").find(field[0]) != std::string_view::npos;
    const std::string safe = formula ? "'" + field : field;
    csv_fwrite(out, safe.data(), safe.size());
  }
  std::fputc('\n', out);
}

}  // namespace weir::cli
