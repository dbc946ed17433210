// A user's own CSV of stakes.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "lists/csv.hpp"
#include "ownership/csv_titles.hpp"
#include "ownership/readers.hpp"

namespace weir::ownership {
namespace {

std::optional<StakeKind> kind_of(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, StakeKind>, 21> kKinds{
      {{"", StakeKind::Ownership},
       {"ownership", StakeKind::Ownership},
       {"shares", StakeKind::Shares},
       {"capital", StakeKind::Shares},
       {"equity", StakeKind::Shares},
       {"shareholding", StakeKind::Shares},
       {"votes", StakeKind::Votes},
       {"voting", StakeKind::Votes},
       {"voting rights", StakeKind::Votes},
       {"branch", StakeKind::Branch},
       {"consolidation", StakeKind::Consolidation},
       {"consolidates", StakeKind::Consolidation},
       {"parent", StakeKind::Consolidation},
       {"board", StakeKind::Board},
       {"appoints board", StakeKind::Board},
       {"board appointment", StakeKind::Board},
       {"director", StakeKind::Director},
       {"influence", StakeKind::Influence},
       {"significant influence", StakeKind::Influence},
       {"control", StakeKind::Influence},
       {"other control", StakeKind::Influence}}};
  std::string key;
  for (const char c : lists::trim(text)) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    key.push_back(lower == '_' || lower == '-' ? ' ' : lower);
  }
  for (const auto& [word, kind] : kKinds) {
    if (word == key) return kind;
  }
  return std::nullopt;
}

enum Column : std::size_t { kOwner, kOwnerId, kOwned, kOwnedId, kShare, kMin, kMax, kFrom, kTo, kKind };
constexpr std::array<std::string_view, 10> kColumns{"owner", "owner_id", "owned", "owned_id", "share",
                                                    "min",   "max",      "from",  "to",       "kind"};

class Rows {
 public:
  Rows(const std::map<std::string, std::string>& columns, GraphBuilder& builder)
      : own_(columns), builder_(builder) {}

  // Empty when the row can be the header.
  std::string header(const std::vector<std::string>& fields) {
    titles_ = TitleIndex(fields, own_);
    if (!titles_.has("owner") && !titles_.has("owner_id")) return "no column is known as owner or owner_id";
    if (!titles_.has("owned") && !titles_.has("owned_id")) return "no column is known as owned or owned_id";
    for (std::size_t i = 0; i < kColumns.size(); ++i) places_[i] = titles_.place(kColumns[i]);
    return {};
  }

  void row(const lists::CsvRecord& record) {
    const auto cell = [&](Column column) { return TitleIndex::cell_at(record.fields, places_[column]); };
    StakeDraft draft{.line = record.line, .record = record.raw};
    if (record.fields.size() > titles_.count()) {
      builder_.reject(
          record.line, "",
          fmt::format("{} fields where the header row has {}", record.fields.size(), titles_.count()),
          record.raw);
      return;
    }
    const auto kind = kind_of(cell(kKind));
    if (!kind) {
      builder_.reject(record.line, "kind",
                      fmt::format("'{}'; expected shares, votes, ownership, board, director, influence, "
                                  "consolidation or branch",
                                  cell(kKind)),
                      record.raw);
      return;
    }
    draft.kind = *kind;
    if (!share(cell(kShare), cell(kMin), cell(kMax), draft)) return;
    draft.from = cell(kFrom);
    draft.to = cell(kTo);
    const auto owned = party("owned", cell(kOwnedId), cell(kOwned), draft);
    if (!owned) return;
    if (*owned == kUndisclosed) {
      builder_.reject(record.line, "owned", "the owned party has to be named", record.raw);
      return;
    }
    draft.owned = *owned;
    const auto owner = party("owner", cell(kOwnerId), cell(kOwner), draft);
    if (!owner) return;
    draft.owner = *owner;
    builder_.add(draft);
  }

 private:
  bool share(std::string_view whole, std::string_view min, std::string_view max, StakeDraft& draft) {
    const bool control = draft.kind == StakeKind::Board || draft.kind == StakeKind::Director ||
                         draft.kind == StakeKind::Influence;
    if (whole.empty() && min.empty() && max.empty()) {
      // Not said: any share for a stake, none for a link of control, all for a branch.
      draft.share = control ? ShareRange{.min = 0, .max = 0} : ShareRange{};
      if (draft.kind == StakeKind::Branch) draft.share = {.min = kWhole, .max = kWhole};
      return true;
    }
    const auto read = [&](std::string_view field, std::string_view text, ShareRange& into) {
      const auto range = parse_share(text);
      if (!range) {
        builder_.reject(draft.line, std::string(field), range.error(), draft.record);
        return false;
      }
      into = *range;
      return true;
    };
    if (!whole.empty()) {
      if (whole == "?" || GraphBuilder::means_undisclosed(whole)) return true;
      if (!read("share", whole, draft.share)) return false;
    }
    ShareRange bound;
    if (!min.empty()) {
      if (!read("min", min, bound)) return false;
      draft.share.min = bound.min;
    }
    if (!max.empty()) {
      if (!read("max", max, bound)) return false;
      draft.share.max = bound.max;
    }
    if (draft.share.min > draft.share.max) {
      builder_.reject(draft.line, "min", "the least share is above the greatest", draft.record);
      return false;
    }
    return true;
  }

  // Nothing, and a reject, when neither id nor name says who it is.
  std::optional<EntityIndex> party(std::string_view field, std::string_view id, std::string_view name,
                                   const StakeDraft& draft) {
    if (!id.empty()) {
      const EntityIndex entity = builder_.by_id(id, draft.line, false);
      if (!name.empty()) builder_.describe(entity, name);
      return entity;
    }
    if (name.empty()) {
      builder_.reject(draft.line, std::string(field),
                      "empty; expected a name or an id, or 'undisclosed' for an owner who is not known",
                      draft.record);
      return std::nullopt;
    }
    if (GraphBuilder::means_undisclosed(name)) return kUndisclosed;
    const EntityIndex entity = builder_.by_name(name);
    if (entity == kUndisclosed) {
      builder_.reject(draft.line, std::string(field), "the name has no letters", draft.record);
      return std::nullopt;
    }
    return entity;
  }

  const std::map<std::string, std::string>& own_;
  GraphBuilder& builder_;
  TitleIndex titles_;
  std::array<std::size_t, kColumns.size()> places_{};
};

}  // namespace

tl::expected<void, Fault> read_stakes_csv(lists::ByteSource& source,
                                          const std::map<std::string, std::string>& columns,
                                          GraphBuilder& builder) {
  Rows rows(columns, builder);
  return read_titled_csv(
      source, [&](const std::vector<std::string>& fields) { return rows.header(fields); },
      [&](const lists::CsvRecord& record) { rows.row(record); }, builder);
}

}  // namespace weir::ownership
