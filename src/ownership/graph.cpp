#include "ownership/graph.hpp"

#include <xxhash.h>

#include <algorithm>
#include <utility>

namespace weir::ownership {
namespace {

std::uint64_t hash_of(std::string_view text) noexcept {
  return XXH3_64bits(text.data(), text.size());
}

}  // namespace

Graph::Graph() = default;
Graph::Graph(Graph&&) noexcept = default;
Graph& Graph::operator=(Graph&&) noexcept = default;
Graph::~Graph() = default;

Graph Graph::copy() const {
  Graph out(*this);
  out.chunks_.push_back(
      std::make_shared<std::string>());  // what is new to the copy goes into a text of its own
  return out;
}

const char* Graph::keep(std::string_view text) {
  constexpr std::size_t kChunk = 1U << 20U;
  if (chunks_.empty() || chunks_.back()->capacity() - chunks_.back()->size() < text.size()) {
    chunks_.push_back(std::make_shared<std::string>());
    chunks_.back()->reserve(std::max(kChunk, text.size()));
  }
  std::string& chunk = *chunks_.back();
  const std::size_t at = chunk.size();
  chunk.append(text);  // within its capacity: earlier texts stay where they are
  return chunk.data() + at;
}

void Graph::grow_table() {
  constexpr std::size_t kFirst = 1024;
  std::vector<std::uint32_t> wider(std::max(kFirst, table_.size() * 2), 0);
  const std::size_t mask = wider.size() - 1;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    std::size_t at = hash_of(rows_[i].key_text()) & mask;
    while (wider[at] != 0) at = (at + 1) & mask;
    wider[at] = static_cast<std::uint32_t>(i + 1);
  }
  table_ = std::move(wider);
}

EntityIndex Graph::entity(std::string_view key) {
  if ((rows_.size() + 1) * 2 > table_.size()) grow_table();
  const std::size_t mask = table_.size() - 1;
  std::size_t at = hash_of(key) & mask;
  for (; table_[at] != 0; at = (at + 1) & mask) {
    if (rows_[table_[at] - 1].key_text() == key) return table_[at] - 1;
  }
  rows_.push_back({.key = keep(key), .key_size = static_cast<std::uint32_t>(key.size())});
  table_[at] = static_cast<std::uint32_t>(rows_.size());
  return static_cast<EntityIndex>(rows_.size() - 1);
}

std::optional<EntityIndex> Graph::find(std::string_view key) const {
  if (table_.empty()) return std::nullopt;
  const std::size_t mask = table_.size() - 1;
  for (std::size_t at = hash_of(key) & mask; table_[at] != 0; at = (at + 1) & mask) {
    if (rows_[table_[at] - 1].key_text() == key) return table_[at] - 1;
  }
  return std::nullopt;
}

void Graph::set_name(EntityIndex entity, std::string_view name) {
  rows_[entity].name = keep(name);
  rows_[entity].name_size = static_cast<std::uint32_t>(name.size());
}

const EntityFacts* Graph::known_facts(EntityIndex entity) const {
  const auto found = facts_.find(entity);
  return found == facts_.end() ? nullptr : &found->second;
}

std::string_view Graph::name(EntityIndex entity) const noexcept {
  const Row& row = rows_[entity];
  return row.name_size != 0 ? std::string_view(row.name, row.name_size) : row.key_text().substr(1);
}

std::uint16_t Graph::add_file(std::string name) {
  constexpr std::size_t kMostFiles = std::numeric_limits<std::uint16_t>::max();
  if (files_.size() < kMostFiles) files_.push_back(std::move(name));
  return static_cast<std::uint16_t>(files_.size() - 1);
}

StakeIndex Graph::add_stake(const Stake& stake) {
  const auto index = static_cast<StakeIndex>(stake_count());
  if (!frozen()) {
    stakes_.push_back(stake);
    return index;
  }
  Late late{.stake = stake};
  const auto link = [&](std::unordered_map<EntityIndex, StakeIndex>& heads, EntityIndex entity) {
    const auto [head, fresh] = heads.try_emplace(entity, index);
    return fresh ? kNone : std::exchange(head->second, index);
  };
  if (stake.owner != kUndisclosed) late.next_out = link(late_by_owner_, stake.owner);
  late.next_in = link(late_by_owned_, stake.owned);
  late_.push_back(late);
  return index;
}

void Graph::freeze() {
  // Counting sort by owner; stakes without a named owner go to the end.
  const std::size_t entities = rows_.size();
  std::vector<StakeIndex> heads(entities + 2, 0);
  const auto bucket = [&](const Stake& stake) -> std::size_t {
    return stake.owner == kUndisclosed ? entities : stake.owner;
  };
  for (const Stake& stake : stakes_) ++heads[bucket(stake) + 1];
  for (std::size_t i = 1; i < heads.size(); ++i) heads[i] += heads[i - 1];
  {
    std::vector<StakeIndex> next(heads.begin(), heads.end() - 1);
    std::vector<Stake> ordered(stakes_.size());
    for (const Stake& stake : stakes_) ordered[next[bucket(stake)]++] = stake;
    stakes_ = std::move(ordered);
  }
  heads.pop_back();
  out_heads_ = std::move(heads);
  in_heads_.assign(entities + 1, 0);
  for (const Stake& stake : stakes_) ++in_heads_[stake.owned + 1];
  for (std::size_t i = 1; i < in_heads_.size(); ++i) in_heads_[i] += in_heads_[i - 1];
  in_index_.resize(stakes_.size());
  std::vector<StakeIndex> next(in_heads_.begin(), in_heads_.end() - 1);
  for (std::size_t i = 0; i < stakes_.size(); ++i)
    in_index_[next[stakes_[i].owned]++] = static_cast<StakeIndex>(i);
}

}  // namespace weir::ownership
