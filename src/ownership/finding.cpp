// Findings as text.
#include <fmt/format.h>

#include <algorithm>

#include "weir/ownership.hpp"

namespace weir {

std::string_view stake_kind_text(StakeKind kind) noexcept {
  switch (kind) {
    case StakeKind::Ownership:
      return "ownership";
    case StakeKind::Shares:
      return "shares";
    case StakeKind::Votes:
      return "votes";
    case StakeKind::Branch:
      return "branch of";
    case StakeKind::Consolidation:
      return "consolidates the accounts";
    case StakeKind::Board:
      return "appoints the board";
    case StakeKind::Director:
      return "on the board";
    case StakeKind::Influence:
      return "influence or control";
  }
  return {};
}

std::string_view ownership_status_text(OwnershipStatus status) noexcept {
  switch (status) {
    case OwnershipStatus::NotOwned:
      return "NOT_OWNED";
    case OwnershipStatus::NoRule:
      return "NO_RULE_IN_FORCE";
    case OwnershipStatus::NotDetermined:
      return "NOT_DETERMINED";
    case OwnershipStatus::HumanReview:
      return "HUMAN_REVIEW";
    case OwnershipStatus::Owned:
      return "OWNED";
    case OwnershipStatus::Listed:
      return "LISTED";
  }
  return {};
}

std::string share_text(std::uint64_t share) {
  constexpr std::uint64_t kUnits = kWhole / 100;
  constexpr int kDecimals = 7;
  std::string decimals = fmt::format("{:0{}}", share % kUnits, kDecimals);
  while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
  return fmt::format("{}{}{} %", share / kUnits, decimals.empty() ? "" : ".", decimals);
}

std::string share_text(std::uint64_t min, std::uint64_t max) {
  return min == max ? share_text(min) : share_text(min) + " to " + share_text(max);
}

namespace {

bool shows_share(const CountedStake& stake) {
  return stake.max > 0 && (stake.kind != StakeKind::Consolidation || stake.min > 0);
}

std::string stake_words(const CountedStake& stake) {
  if (!shows_share(stake)) return std::string(stake_kind_text(stake.kind));
  const std::string share = share_text(stake.min, stake.max);
  return stake.kind == StakeKind::Ownership || stake.kind == StakeKind::Shares
             ? share
             : fmt::format("{} {}", share, stake_kind_text(stake.kind));
}

std::string root_words(const OwnershipRoot& root) {
  std::string out = root.entity;
  std::string entry = root.list;
  if (!root.entry_id.empty()) entry += (entry.empty() ? "" : " ") + root.entry_id;
  if (!entry.empty()) out += fmt::format(" [{}]", entry);
  if (!root.certain) out += fmt::format(", listed only probably: score {:.2f}", root.score);
  return out;
}

}  // namespace

std::string ownership_summary(const OwnershipFinding& finding) {
  std::string out = fmt::format("{} under {}", ownership_status_text(finding.status), finding.regime);
  if (finding.steps.empty() || finding.status <= OwnershipStatus::NoRule) return out;
  out += ": ";
  const OwnershipStep& last = finding.steps.back();
  if (last.held_max > 0) {
    out += fmt::format("{} held by ", share_text(last.held_min, last.held_max));
  }
  for (std::size_t i = 0; i < last.stakes.size(); ++i) {
    const CountedStake& stake = last.stakes[i];
    out +=
        fmt::format("{}{} ({}, {})", i == 0 ? "" : "; ", stake.owner, stake_words(stake), stake.owner_state);
  }
  const bool deeper = finding.steps.size() > 1;
  if (deeper && !finding.roots.empty()) {
    out += "; the chain begins with ";
    for (std::size_t i = 0; i < finding.roots.size(); ++i)
      out += (i == 0 ? "" : "; ") + root_words(finding.roots[i]);
  }
  return out;
}

std::string explain_chain(const OwnershipFinding& finding) {
  std::string out;
  if (finding.status == OwnershipStatus::Listed) {
    for (const OwnershipRoot& root : finding.roots)
      out += fmt::format("    is listed: {}\n", root_words(root));
  }
  std::size_t number = 0;
  for (const OwnershipStep& step : finding.steps) {
    out += fmt::format("    {}. {}: {}\n", ++number, step.entity, step.text);
    for (const CountedStake& stake : step.stakes) {
      out += fmt::format("         {} ({}): {}{}{}\n", stake.owner, stake.owner_state, stake_words(stake),
                         stake.dates.empty() ? "" : ", " + stake.dates,
                         stake.source.line == 0
                             ? std::string{}
                             : fmt::format("  [{}:{}]", stake.source.file, stake.source.line));
    }
    if (step.more_stakes > 0) out += fmt::format("         and {} more stakes\n", step.more_stakes);
  }
  if (finding.shortened) out += "    The chain is longer than shown.\n";
  if (finding.status != OwnershipStatus::Listed) {
    for (const OwnershipRoot& root : finding.roots) {
      if (!root.certain) out += fmt::format("    {}\n", root_words(root));
    }
  }
  return out;
}

std::string explain_rule(const OwnershipFinding& finding) {
  std::string out = fmt::format("    Rule of {}: {}{}{}\n", finding.regime, finding.rule,
                                finding.in_force.empty() ? "" : ", in force ", finding.in_force);
  out += fmt::format("    Source ({}): {}\n", finding.verification, finding.citation);
  if (!finding.note.empty()) out += fmt::format("    Note: {}\n", finding.note);
  return out;
}

std::string explain(const OwnershipFinding& finding) {
  return fmt::format("{}  {}  under {} ({})\n", ownership_status_text(finding.status), finding.entity,
                     finding.regime, finding.title) +
         explain_chain(finding) + explain_rule(finding);
}

}  // namespace weir
