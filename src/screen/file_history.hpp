// What a whole file of shipments shows that no single record does: split orders, surges, customers that turn
// up late, many firms at one address.
//
// A first reading of the file notes each shipment in a few words; the second asks. Keys are folded names,
// addresses and six-digit codes. Thread-safety: immutable once finish() was called. Errors: none. Memory:
// some 60 bytes a goods line; beyond kMostNotes lines nothing more is noted, and complete() says so.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "inputs/shipment.hpp"

namespace weir::screen {

inline constexpr std::size_t kMostNotes = 20'000'000;

// Shipments of one good to one customer within some days, each below a value, together at or above it.
struct SplitOrder {
  std::size_t shipments = 0;
  double total = 0;
  std::string currency;
  Day first{}, last{};
  friend bool operator==(const SplitOrder&, const SplitOrder&) = default;
};

// Parameters of the checks; those of a check that is switched off do not matter.
struct FileChecks {
  std::size_t split_least = 3;  // shipments
  int split_days = 30;
  double split_below = 0;  // value of each
  int base_year = 2021;    // of a surge
};

struct Surge {
  double before = 0;  // value of the base year
  double now = 0;     // value of the shipment's year, up to and with its day
  std::string currency;
  friend bool operator==(const Surge&, const Surge&) = default;
};

// What the flags of one shipment rest on in the rest of its file: with these a decision can be repeated
// without the file. Empty where the file says nothing, or no flag of the day asks for it.
struct FileFacts {
  struct Address {
    std::size_t party = 0;            // of Shipment::parties
    std::size_t names = 0;            // at its address in the whole file
    std::vector<std::string> others;  // some of them
    friend bool operator==(const Address&, const Address&) = default;
  };
  struct Split {
    std::size_t line = 0;  // of Shipment::lines
    SplitOrder order;
    friend bool operator==(const Split&, const Split&) = default;
  };
  struct Growth {
    std::size_t line = 0;  // of Shipment::lines
    Surge surge;
    friend bool operator==(const Growth&, const Growth&) = default;
  };
  std::optional<Day> first_trade;  // of the customer
  std::vector<Address> addresses;
  std::vector<Split> splits;
  std::vector<Growth> surges;
  friend bool operator==(const FileFacts&, const FileFacts&) = default;
};

class FileHistory {
 public:
  explicit FileHistory(const FileChecks& checks) : checks_(checks) {}
  void note(const inputs::Shipment& shipment);
  void finish();

  [[nodiscard]] bool complete() const noexcept { return notes_ < kMostNotes; }
  // First day on which the customer (consignee or buyer) occurs; empty when the file does not reach back
  // before `since`, so that nothing follows from it.
  [[nodiscard]] std::optional<Day> first_trade(std::string_view customer, Day since) const;
  // Other names at the same address, at most `most`.
  [[nodiscard]] std::vector<std::string> others_at(std::string_view address, std::string_view name,
                                                   std::size_t most) const;
  [[nodiscard]] std::size_t names_at(std::string_view address) const;
  [[nodiscard]] std::optional<SplitOrder> split_order(const inputs::Shipment& shipment,
                                                      const inputs::ShipmentLine& line) const;
  // By customer, code and currency; empty when the file has nothing of the base year or nothing for the code.
  [[nodiscard]] std::optional<Surge> surge(const inputs::Shipment& shipment,
                                           const inputs::ShipmentLine& line) const;

 private:
  static constexpr std::uint32_t kNone = ~0U;
  struct Order {
    Day day{};
    std::uint64_t shipment = 0;  // hash of its id
    double value = 0;
    double running = 0;           // of its year, up to and with this one
    std::uint32_t split = kNone;  // of Orders::splits
  };
  struct Orders {
    std::vector<Order> all;  // by day and shipment once finished
    std::vector<SplitOrder> splits;
    double base = 0;  // value of the base year
  };
  static std::string order_key(std::string_view customer, std::string_view code, std::string_view currency);
  void find_splits(Orders& orders) const;

  FileChecks checks_;
  std::unordered_map<std::string, Orders> orders_;
  std::unordered_map<std::string, Day> customers_;                                 // folded name -> first day
  std::unordered_map<std::string, std::map<std::string, std::string>> addresses_;  // -> folded name, name
  bool has_base_ = false;
  std::optional<Day> earliest_;
  std::size_t notes_ = 0;
};

// The customer of a shipment: the consignee, else the buyer, else the end user; empty when there is none.
[[nodiscard]] std::string_view customer_of(const inputs::Shipment& shipment);

}  // namespace weir::screen
