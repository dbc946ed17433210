#include "ownership/picture.hpp"

#include <fmt/format.h>
#include <graphviz/gvc.h>

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <tuple>

namespace weir::ownership {
namespace {

// A quoted string of DOT. A backslash starts Graphviz's own escapes (\N is the node's name), so it is
// doubled.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) >= ' ') {
      out.push_back(c);
    }
  }
  return out + '"';
}

// Long names on several lines, cut at blanks.
std::string wrapped(std::string_view text) {
  constexpr std::size_t kWidth = 26;
  std::string out;
  std::size_t column = 0;
  for (const char c : text) {
    if (c == ' ' && column >= kWidth) {
      out.push_back('\n');
      column = 0;
      continue;
    }
    out.push_back(c);
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++column;
  }
  return out;
}

struct Node {
  std::string label;
  std::string style;
};

constexpr std::string_view kListed =
    "style=\"filled,rounded\",fillcolor=\"#b3261e\",fontcolor=\"white\",color=\"#7a1712\"";
constexpr std::string_view kProbable =
    "style=\"filled,rounded,dashed\",fillcolor=\"#f9dedc\",color=\"#b3261e\"";
constexpr std::string_view kOwned = "style=\"filled,rounded\",fillcolor=\"#ffd8a8\",color=\"#c26401\"";
constexpr std::string_view kReview = "style=\"filled,rounded\",fillcolor=\"#fff3bf\",color=\"#9c7a00\"";
constexpr std::string_view kOpen = "style=\"filled,rounded,dashed\",fillcolor=\"#e7e9ee\",color=\"#5c6370\"";
constexpr std::string_view kNot = "style=\"filled,rounded\",fillcolor=\"white\",color=\"#5c6370\"";

std::string_view style_of(OwnershipStatus status) {
  switch (status) {
    case OwnershipStatus::Listed:
      return kListed;
    case OwnershipStatus::Owned:
      return kOwned;
    case OwnershipStatus::HumanReview:
      return kReview;
    case OwnershipStatus::NotDetermined:
      return kOpen;
    default:
      return kNot;
  }
}

std::string edge_label(const CountedStake& stake) {
  const bool share = stake.max > 0 && (stake.kind != StakeKind::Consolidation || stake.min > 0);
  std::string label = share ? share_text(stake.min, stake.max) : std::string(stake_kind_text(stake.kind));
  if (share && stake.kind == StakeKind::Votes) label += " of votes";
  if (!stake.dates.empty()) label += "\n" + stake.dates;
  return label;
}

}  // namespace

std::string picture_dot(std::span<const OwnershipFinding> findings, const std::string& title) {
  std::map<std::string, Node> nodes;  // by id, or name where there is no id
  std::set<std::tuple<std::string, std::string, std::string>> edges;
  const auto key = [](const std::string& id, const std::string& name) { return id.empty() ? name : id; };
  std::size_t dark = 0;
  for (const OwnershipFinding& finding : findings) {
    for (const OwnershipRoot& root : finding.roots) {
      std::string label = wrapped(root.entity);
      const std::string entry =
          root.list + (root.list.empty() || root.entry_id.empty() ? "" : " ") + root.entry_id;
      label += root.certain ? "\nlisted" : fmt::format("\nlisted? score {:.2f}", root.score);
      if (!entry.empty()) label += ": " + entry;
      nodes.try_emplace(key(root.entity_id, root.entity),
                        Node{.label = label, .style = std::string(root.certain ? kListed : kProbable)});
    }
  }
  for (const OwnershipFinding& finding : findings) {
    for (const OwnershipStep& step : finding.steps) {
      const std::string owned = key(step.entity_id, step.entity);
      const bool last = step.entity_id == finding.entity_id && step.entity == finding.entity;
      Node& node = nodes[owned];
      if (node.label.empty() || last) {
        if (node.style != kListed) {
          std::string reason = step.text;
          if (const std::size_t rule = reason.find(" (the rule"); rule != std::string::npos)
            reason[rule] = '\n';
          node.label = wrapped(step.entity) + "\n" + reason;
          node.style = style_of(finding.status);
          if (last) node.style += ",penwidth=2.5";
        }
      }
      for (const CountedStake& stake : step.stakes) {
        std::string owner = key(stake.owner_id, stake.owner);
        if (stake.owner_id.empty() && stake.owner == "(not disclosed)") {
          owner = fmt::format("dark {}", ++dark);
          nodes[owner] = {.label = "not disclosed", .style = std::string(kOpen)};
        }
        Node& from = nodes[owner];
        if (from.label.empty())
          from = {.label = wrapped(stake.owner) + "\n" + stake.owner_state,
                  .style = std::string(style_of(finding.status))};
        edges.insert({owner, owned, edge_label(stake)});
      }
    }
  }
  std::string out = "digraph ownership {\n  rankdir=TB; bgcolor=white; nodesep=0.45; ranksep=0.65;\n";
  out += fmt::format("  label={}; labelloc=t; fontname=\"DejaVu Sans\"; fontsize=13;\n", quoted(title));
  out +=
      "  node [shape=box, fontname=\"DejaVu Sans\", fontsize=11, margin=\"0.18,0.10\"];\n"
      "  edge [fontname=\"DejaVu Sans\", fontsize=10, color=\"#5c6370\"];\n";
  for (const auto& [id, node] : nodes)
    out += fmt::format("  {} [label={},{}];\n", quoted("n" + id), quoted(node.label), node.style);
  for (const auto& [from, to, label] : edges)
    out += fmt::format("  {} -> {} [label={}];\n", quoted("n" + from), quoted("n" + to), quoted(label));
  return out + "}\n";
}

tl::expected<std::string, Fault> picture_svg(std::span<const OwnershipFinding> findings,
                                             const std::string& title) {
  std::size_t stakes = 0;
  for (const OwnershipFinding& finding : findings) {
    for (const OwnershipStep& step : finding.steps) stakes += step.stakes.size();
  }
  const auto fault = [](FaultKind kind, std::string message) {
    return tl::unexpected(Fault{.kind = kind, .message = std::move(message)});
  };
  if (stakes == 0) return fault(FaultKind::BadArgument, "there is no chain of stakes to draw");
  if (stakes > kMostPictureStakes) {
    return fault(
        FaultKind::BadArgument,
        fmt::format("{} stakes are too many for a picture (at most {}); name one party with --entity", stakes,
                    kMostPictureStakes));
  }
  const std::string dot = picture_dot(findings, title);
  static std::mutex one_at_a_time;
  const std::scoped_lock lock(one_at_a_time);
  agseterr(AGMAX);  // messages are ours to give
  const std::unique_ptr<GVC_t, int (*)(GVC_t*)> context(gvContext(), gvFreeContext);
  const std::unique_ptr<Agraph_t, int (*)(Agraph_t*)> graph(agmemread(dot.c_str()), agclose);
  if (!context || !graph) return fault(FaultKind::Io, "Graphviz does not take the picture's text");
  if (gvLayout(context.get(), graph.get(), "dot") != 0)
    return fault(FaultKind::Io, "Graphviz has no layout 'dot'; install the package graphviz and run dot -c");
  char* bytes = nullptr;
  unsigned size = 0;
  const int failed = gvRenderData(context.get(), graph.get(), "svg", &bytes, &size);
  std::string out;
  if (failed == 0 && bytes != nullptr) out.assign(bytes, size);
  if (bytes != nullptr) gvFreeRenderData(bytes);
  gvFreeLayout(context.get(), graph.get());
  if (out.empty()) return fault(FaultKind::Io, "Graphviz has no output 'svg'; install the package graphviz");
  return out;
}

}  // namespace weir::ownership
