// Which codes exist and what they cover: Weir's own table of HS-2022, or a whole nomenclature that the user
// has; and what became of the codes of HS-2017.
//
// Thread-safety: immutable after load. Errors: Fault of the file; rows that are no code are skipped and
// counted.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "weir/error.hpp"

namespace weir::goods {

class Nomenclature {
 public:
  // The table that ships.
  [[nodiscard]] static Nomenclature built_in();
  // CSV with a header row that has "hscode" (or "code", "hs6") and "description"; others are ignored.
  [[nodiscard]] static tl::expected<Nomenclature, Fault> load(const std::string& path);

  [[nodiscard]] std::string_view text_of(std::string_view code) const;  // 4 or 6 digits; empty when not there
  // Has this heading (4 digits) any subheading here? A code of a heading that has none cannot be judged.
  [[nodiscard]] bool covers(std::string_view heading) const;
  [[nodiscard]] bool complete() const noexcept { return complete_; }
  // All six-digit codes that begin with `prefix`, in order.
  [[nodiscard]] std::vector<std::string_view> below(std::string_view prefix) const;
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& codes() const noexcept {
    return codes_;
  }
  [[nodiscard]] const std::string& source() const noexcept { return source_; }
  [[nodiscard]] std::uint64_t skipped() const noexcept { return skipped_; }

 private:
  std::map<std::string, std::string, std::less<>> codes_;
  std::string source_;
  bool complete_ = false;
  std::uint64_t skipped_ = 0;
};

// One row of data/goods/hs2017_hs2022.tsv.
struct Concorded {
  std::string_view from;  // HS-2017
  std::string_view to;    // HS-2022
  std::string_view what;  // that goes there
  bool verified = false;
  bool lives_on = false;  // the old code itself goes on, with a narrower scope
  std::string_view citation;
};

class Concordance {
 public:
  [[nodiscard]] static const Concordance& built_in();
  [[nodiscard]] std::vector<Concorded> from_2017(std::string_view code) const;
  // The rows by which this code of HS-2022 came to be: not empty and without `code` itself when it is new.
  [[nodiscard]] std::vector<Concorded> to_2022(std::string_view code) const;

 private:
  std::multimap<std::string_view, Concorded> by_old_;
  std::multimap<std::string_view, Concorded> by_new_;
};

// 01..97 but 77, which the Harmonized System keeps free. 98 and 99 are left to national use.
[[nodiscard]] bool chapter_exists(std::string_view two_digits) noexcept;

}  // namespace weir::goods
