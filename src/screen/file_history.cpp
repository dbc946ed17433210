#include "screen/file_history.hpp"

#include <xxhash.h>

#include <algorithm>
#include <utility>

#include "goods/code.hpp"
#include "text/fold.hpp"

namespace weir::screen {
namespace {

constexpr char kMark = '\x1F';
constexpr std::size_t kMostAtOneAddress = 1000;
constexpr std::size_t kShortestAddress = 8;  // "Dubai" is no address

double value_of(const Number& number) {
  return static_cast<double>(number.numerator()) / static_cast<double>(number.denominator());
}

// Six digits when the code has them; else the words, so that goods without a code are held apart.
std::string goods_key(const inputs::ShipmentLine& line) {
  constexpr std::size_t kSubheading = 6;
  if (const auto read = goods::read_code(line.code); read && read->digits.size() >= kSubheading)
    return read->digits.substr(0, kSubheading);
  return text::fold(line.text);
}

int year_of(Day day) {
  return static_cast<int>(std::chrono::year_month_day{day}.year());
}

std::uint64_t id_of(const inputs::Shipment& shipment) {
  return XXH3_64bits(shipment.id.data(), shipment.id.size());
}

}  // namespace

std::string_view customer_of(const inputs::Shipment& shipment) {
  for (const std::string_view role : {"consignee", "buyer", "end_user"}) {
    for (const inputs::ShipmentParty& party : shipment.parties) {
      if (party.role == role) return party.party.names.front().text;
    }
  }
  return {};
}

std::string FileHistory::order_key(std::string_view customer, std::string_view code,
                                   std::string_view currency) {
  std::string key = text::fold(customer);
  key.append(1, kMark).append(code).append(1, kMark).append(currency);
  return key;
}

void FileHistory::note(const inputs::Shipment& shipment) {
  for (const inputs::ShipmentParty& party : shipment.parties) {
    if (party.party.addresses.empty() || party.role == "forwarder" || party.role == "carrier") continue;
    const std::string address = text::fold(party.party.addresses.front().full);
    if (address.size() < kShortestAddress) continue;
    auto& names = addresses_[address];
    const std::string& name = party.party.names.front().text;
    if (names.size() < kMostAtOneAddress) names.emplace(text::fold(name), name);
  }
  if (!shipment.date) return;
  const Day day = *shipment.date;
  const std::string_view customer = customer_of(shipment);
  if (!earliest_ || day < *earliest_) earliest_ = day;
  if (customer.empty()) return;
  const auto [at, fresh] = customers_.try_emplace(text::fold(customer), day);
  if (!fresh) at->second = std::min(at->second, day);
  has_base_ = has_base_ || year_of(day) == checks_.base_year;
  const std::uint64_t id = id_of(shipment);
  for (const inputs::ShipmentLine& line : shipment.lines) {
    if (!line.value || notes_ >= kMostNotes) continue;
    ++notes_;
    orders_[order_key(customer, goods_key(line), line.currency)].all.push_back(
        {.day = day, .shipment = id, .value = value_of(*line.value)});
  }
}

void FileHistory::finish() {
  for (auto& [key, orders] : orders_) {
    std::stable_sort(orders.all.begin(), orders.all.end(), [](const Order& a, const Order& b) {
      return std::pair(a.day, a.shipment) < std::pair(b.day, b.shipment);
    });
    int year = 0;
    double running = 0;
    for (Order& order : orders.all) {
      const int of = year_of(order.day);
      running = of == year ? running + order.value : order.value;
      year = of;
      order.running = running;
      if (of == checks_.base_year) orders.base += order.value;
    }
    find_splits(orders);
  }
}

// A window slides over the orders below the value; each order gets the first window that holds enough of
// them.
void FileHistory::find_splits(Orders& orders) const {
  std::vector<Order*> small;
  for (Order& order : orders.all) {
    if (order.value < checks_.split_below) small.push_back(&order);
  }
  const auto window = std::chrono::days{checks_.split_days};
  std::unordered_map<std::uint64_t, std::size_t> lines;  // shipment in the window -> its lines there
  double total = 0;
  std::size_t end = 0;
  std::size_t marked = 0;
  for (std::size_t first = 0; first < small.size(); ++first) {
    for (; end < small.size() && small[end]->day <= small[first]->day + window; ++end) {
      ++lines[small[end]->shipment];
      total += small[end]->value;
    }
    if (lines.size() >= checks_.split_least && total >= checks_.split_below && end > marked) {
      orders.splits.push_back({.shipments = lines.size(),
                               .total = total,
                               .first = small[first]->day,
                               .last = small[end - 1]->day});
      for (marked = std::max(marked, first); marked < end; ++marked)
        small[marked]->split = static_cast<std::uint32_t>(orders.splits.size() - 1);
    }
    total -= small[first]->value;
    if (const auto own = lines.find(small[first]->shipment); --own->second == 0) lines.erase(own);
  }
}

std::optional<Day> FileHistory::first_trade(std::string_view customer, Day since) const {
  if (!earliest_ || *earliest_ >= since) return {};
  const auto found = customers_.find(text::fold(customer));
  return found == customers_.end() ? std::optional<Day>{} : found->second;
}

std::size_t FileHistory::names_at(std::string_view address) const {
  const auto found = addresses_.find(text::fold(address));
  return found == addresses_.end() ? 0 : found->second.size();
}

std::vector<std::string> FileHistory::others_at(std::string_view address, std::string_view name,
                                                std::size_t most) const {
  std::vector<std::string> out;
  const auto found = addresses_.find(text::fold(address));
  if (found == addresses_.end()) return out;
  const std::string own = text::fold(name);
  for (const auto& [folded, written] : found->second) {
    if (out.size() >= most) break;
    if (folded != own) out.push_back(written);
  }
  return out;
}

std::optional<SplitOrder> FileHistory::split_order(const inputs::Shipment& shipment,
                                                   const inputs::ShipmentLine& line) const {
  if (!shipment.date || !line.value) return {};
  const auto found = orders_.find(order_key(customer_of(shipment), goods_key(line), line.currency));
  if (found == orders_.end()) return {};
  const std::pair own(*shipment.date, id_of(shipment));
  const auto& all = found->second.all;
  auto at = std::lower_bound(all.begin(), all.end(), own, [](const Order& order, const auto& wanted) {
    return std::pair(order.day, order.shipment) < wanted;
  });
  for (; at != all.end() && std::pair(at->day, at->shipment) == own; ++at) {
    if (at->split == kNone || at->value != value_of(*line.value)) continue;
    SplitOrder out = found->second.splits[at->split];
    out.currency = line.currency;
    return out;
  }
  return {};
}

std::optional<Surge> FileHistory::surge(const inputs::Shipment& shipment,
                                        const inputs::ShipmentLine& line) const {
  if (!shipment.date || !has_base_ || year_of(*shipment.date) <= checks_.base_year) return {};
  const auto found = orders_.find(order_key(customer_of(shipment), goods_key(line), line.currency));
  if (found == orders_.end()) return {};
  const auto& all = found->second.all;
  const auto after = std::upper_bound(all.begin(), all.end(), *shipment.date,
                                      [](Day day, const Order& order) { return day < order.day; });
  if (after == all.begin() || year_of(std::prev(after)->day) != year_of(*shipment.date)) return {};
  return Surge{.before = found->second.base, .now = std::prev(after)->running, .currency = line.currency};
}

}  // namespace weir::screen
