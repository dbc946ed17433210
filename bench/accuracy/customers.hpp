// Invented ordinary customers: what a bank or an exporter would screen all day without any of them being
// listed.
//
// People come from pools of names per culture (customers/people.txt), companies from pools of words
// (customers/companies.txt), both drawn with falling frequency, so that common names come often and rare ones
// exist. Deterministic: customer i of a seed is always the same. Thread-safety: a CustomerMaker is immutable
// after load. Errors: load gives a message with file and line.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "accuracy/pairs.hpp"
#include "weir/party.hpp"

namespace weir::accuracy {

struct Customer {
  Party party;          // with birth date and country; entry_id is the number
  std::string culture;  // block of the pool file
};

class CustomerMaker {
 public:
  [[nodiscard]] static tl::expected<CustomerMaker, std::string> load(const std::string& folder);
  [[nodiscard]] Customer make(std::uint64_t number, std::uint64_t seed = 1) const;

 private:
  struct Block {
    std::string name;
    double weight = 0;
    std::vector<std::string> countries;
    std::string pattern;
    std::map<std::string, std::vector<std::string>> lists;
  };
  [[nodiscard]] static tl::expected<std::vector<Block>, std::string> read(const std::string& path);
  [[nodiscard]] static const Block& pick(const std::vector<Block>& blocks, Random& random);
  [[nodiscard]] Customer person(Random& random) const;
  [[nodiscard]] Customer company(Random& random) const;

  std::vector<Block> people_;
  std::vector<Block> companies_;
};

}  // namespace weir::accuracy
