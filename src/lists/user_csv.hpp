// A plain CSV of parties: a user's own list, or customers to be screened.
//
// A header row names the columns; data/names/csv_columns.tsv says which titles are known, and `columns` adds
// to it. Several aliases, dates or numbers in one field are separated by ';' or '|'. Columns that are not
// known become properties under their own title. Thread-safety: one thread a call. Errors: Fault BadFormat
// when there is no header row with a name column; bad rows are rejects, and a bad date or schema rejects that
// field alone.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "lists/reader.hpp"

namespace weir::lists {

struct UserCsvOptions {
  std::string list_id = "own_list";
  std::map<std::string, std::string> columns;  // title in the file -> column of Weir
  char delimiter = '\0';                       // '\0' = found from the header row
};

[[nodiscard]] tl::expected<ListInfo, Fault> read_user_csv(ByteSource& source, const UserCsvOptions& options,
                                                          Sink& sink);
[[nodiscard]] bool looks_like_user_csv(std::string_view head,
                                       const std::map<std::string, std::string>& columns = {});

}  // namespace weir::lists
