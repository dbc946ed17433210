// The what-if report as one HTML page without any outside resource.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ledger/whatif.hpp"

namespace weir::ledger {
namespace {

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// At most `most` characters of UTF-8, for labels in charts; the table has the whole.
std::string shorten(std::string_view text, std::size_t most) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) continue;
    if (++characters > most) return std::string(text.substr(0, at)) + "…";
  }
  return std::string(text);
}

// "12,345": thousands apart, as people read them.
std::string grouped(std::string digits) {
  std::size_t end = digits.find('.');
  if (end == std::string::npos) end = digits.size();
  const std::size_t begin = digits.starts_with('-') ? 1 : 0;
  for (std::size_t at = end; at > begin + 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string money(const Tally& tally) {
  std::string out;
  for (const auto& [currency, sum] : tally.value)
    out += fmt::format("{}{} {}", out.empty() ? "" : " + ", grouped(sum.rounded(0)), escape(currency));
  if (tally.value_overflow) out += " (and more than can be counted)";
  return out.empty() ? "–" : out;
}

using Row = std::pair<std::string, Tally>;

// One bar a row, its label on the left and its count behind it; the same scale for all.
std::string bars(const std::string& title, const std::vector<Row>& rows) {
  constexpr int kLabel = 210;
  constexpr int kWidth = 420;
  constexpr int kRow = 26;
  std::uint64_t most = 1;
  for (const Row& row : rows) most = std::max(most, row.second.lines);
  const int height = static_cast<int>(rows.size()) * kRow + 8;
  std::string out = fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n",
                                kLabel + kWidth + 90, height, escape(title));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const int y = static_cast<int>(i) * kRow + 4;
    const double width = std::max(
        2.0, std::round(static_cast<double>(rows[i].second.lines) * kWidth / static_cast<double>(most)));
    out += fmt::format(
        "<g><title>{}: {} lines, {}</title><text x=\"{}\" y=\"{}\" class=\"label\" "
        "text-anchor=\"end\">{}</text>"
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\" class=\"bar\"/>"
        "<text x=\"{}\" y=\"{}\" class=\"count\">{}</text></g>\n",
        escape(rows[i].first), rows[i].second.lines, money(rows[i].second), kLabel - 8, y + 16,
        escape(shorten(rows[i].first, 28)), kLabel, y, width, kRow - 6, kLabel + width + 8, y + 16,
        grouped(std::to_string(rows[i].second.lines)));
  }
  return out + "</svg>\n";
}

// Columns over the months, without gaps: a month in which nothing was caught is a column of no height.
std::string columns(const std::vector<Row>& rows) {
  constexpr int kHeight = 200;
  constexpr int kBase = 220;
  constexpr int kWidth = 720;
  std::uint64_t most = 1;
  for (const Row& row : rows) most = std::max(most, row.second.lines);
  const double step =
      static_cast<double>(kWidth) / static_cast<double>(std::max<std::size_t>(rows.size(), 1));
  const std::size_t every =
      std::max<std::size_t>(1, (rows.size() + 11) / 12);  // as many labels as there is room
  std::string out =
      fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Lines caught by month\">\n",
                  kWidth + 20, kBase + 30);
  out += fmt::format("<line x1=\"10\" x2=\"{}\" y1=\"{}\" y2=\"{}\" class=\"axis\"/>\n", kWidth + 10, kBase,
                     kBase);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double height =
        std::round(static_cast<double>(rows[i].second.lines) * kHeight / static_cast<double>(most));
    const double x = 10 + step * static_cast<double>(i);
    const double width = std::max(2.0, std::min(step - 4, 60.0));
    out += fmt::format(
        "<g><title>{}: {} lines, {}</title><rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
        "height=\"{:.1f}\" rx=\"2\" "
        "class=\"bar\"/>",
        rows[i].first, rows[i].second.lines, money(rows[i].second), x + (step - width) / 2, kBase - height,
        width, height);
    if (rows[i].second.lines > 0 && rows.size() <= 24) {
      out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" class=\"count\" text-anchor=\"middle\">{}</text>",
                         x + step / 2, kBase - height - 5, grouped(std::to_string(rows[i].second.lines)));
    }
    if (i % every == 0) {
      out += fmt::format("<text x=\"{:.1f}\" y=\"{}\" class=\"label\" text-anchor=\"middle\">{}</text>",
                         x + step / 2, kBase + 18, rows[i].first);
    }
    out += "</g>\n";
  }
  return out + "</svg>\n";
}

std::string table(const std::string& heading, const std::vector<Row>& rows) {
  std::string out = fmt::format(
      "<table><thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"n\">Lines</th>"
      "<th scope=\"col\" class=\"n\">Value</th></tr></thead><tbody>\n",
      heading);
  for (const Row& row : rows) {
    out += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
                       escape(row.first), grouped(std::to_string(row.second.lines)), money(row.second));
  }
  return out + "</tbody></table>\n";
}

std::vector<Row> by_count(const std::map<std::string, Tally>& tallies, std::size_t most) {
  std::vector<Row> rows(tallies.begin(), tallies.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.second.lines > b.second.lines; });
  if (rows.size() > most) rows.resize(most);
  return rows;
}

// All months from the first to the last.
std::vector<Row> months(const std::map<std::string, Tally>& tallies) {
  std::vector<Row> rows;
  if (tallies.empty()) return rows;
  std::string month = tallies.begin()->first;
  const std::string last = tallies.rbegin()->first;
  constexpr std::size_t kMost = 1200;
  while (rows.size() < kMost) {
    const auto found = tallies.find(month);
    rows.emplace_back(month, found == tallies.end() ? Tally{} : found->second);
    if (month == last) break;
    int year = std::stoi(month.substr(0, 4));
    int number = std::stoi(month.substr(5)) + 1;
    if (number > 12) {
      number = 1;
      ++year;
    }
    month = fmt::format("{:04}-{:02}", year, number);
  }
  return rows;
}

constexpr std::string_view kStyle =
    R"(:root{color-scheme:light dark;--ink:#1d2733;--dim:#566473;--paper:#fff;--card:#f4f6f8;--line:#cfd6dd;--bar:#2a6fbb}
@media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--dim:#a3b0bd;--paper:#12171d;--card:#1b232c;--line:#36424f;--bar:#69a9ee}}
*{box-sizing:border-box}body{margin:0 auto;max-width:60rem;padding:1.5rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"DejaVu Sans",sans-serif}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}p{margin:.4rem 0}.dim{color:var(--dim);font-size:.9rem;overflow-wrap:anywhere}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.75rem;margin:1.25rem 0;padding:0}
.facts div{background:var(--card);border-radius:.5rem;padding:.75rem 1rem}.facts dt{color:var(--dim);font-size:.85rem}.facts dd{margin:0;font-size:1.25rem;font-weight:600;overflow-wrap:anywhere}
svg{width:100%;height:auto;display:block;background:var(--card);border-radius:.5rem;padding:.75rem}.bar{fill:var(--bar)}.axis{stroke:var(--line)}.label{fill:var(--ink);font-size:13px}.count{fill:var(--dim);font-size:12px}
table{border-collapse:collapse;width:100%;margin:.75rem 0;font-size:.92rem}th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;font-weight:400;overflow-wrap:anywhere}thead th{font-weight:600;color:var(--dim)}.n{text-align:right;font-variant-numeric:tabular-nums}
details{margin:.5rem 0}summary{cursor:pointer;color:var(--dim)}.wide{overflow-x:auto}
)";

std::string section(const std::string& title, const std::string& heading, const std::string& chart,
                    const std::vector<Row>& rows) {
  return fmt::format("<section><h2>{}</h2>\n{}<details><summary>As a table</summary>{}</details></section>\n",
                     title, chart, table(heading, rows));
}

}  // namespace

std::string what_if_html(const WhatIf& result, const std::string& title) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" "
      "content=\"width=device-width,initial-scale=1\"><title>{}</title>\n<style>{}</style></head>"
      "<body><main>\n<h1>{}</h1>\n<p class=\"dim\">Weir what-if. Rules {} against {}. Each line is judged "
      "for its day; caught "
      "means that the outcome is graver under the proposal.</p>\n",
      escape(title), kStyle, escape(title), escape(result.rules_before.substr(0, 12)),
      escape(result.rules_after.substr(0, 12)));
  out += fmt::format(
      "<dl class=\"facts\"><div><dt>Lines caught</dt><dd>{}</dd></div><div><dt>of shipment "
      "lines</dt><dd>{}</dd></div>"
      "<div><dt>Value caught</dt><dd>{}</dd></div><div><dt>Counterparties</dt><dd>{}</dd></div>"
      "<div><dt>Lines made milder</dt><dd>{}</dd></div></dl>\n",
      grouped(std::to_string(result.caught.lines)), grouped(std::to_string(result.lines)),
      money(result.caught), grouped(std::to_string(result.by_party.size())),
      grouped(std::to_string(result.released)));
  if (result.caught.lines == 0) {
    out += "<p>The proposal would have caught no line of this history.</p>\n";
  } else {
    const std::vector<Row> by_month = months(result.by_month);
    out += section("By month", "Month", columns(by_month), by_month);
    const std::vector<Row> tiers(result.by_tier.begin(), result.by_tier.end());
    out += section("By tier of the goods", "Tier", bars("Lines caught by tier", tiers), tiers);
    constexpr std::size_t kBars = 15;
    constexpr std::size_t kRows = 500;
    out +=
        section(result.by_party.size() > kBars ? fmt::format("The {} counterparties with most lines", kBars)
                                               : std::string("By counterparty"),
                "Counterparty", bars("Lines caught by counterparty", by_count(result.by_party, kBars)),
                by_count(result.by_party, kRows));
    const std::vector<Row> measures = by_count(result.by_measure, kRows);
    out += section("By measure", "Measure",
                   bars("Lines caught by measure", by_count(result.by_measure, kBars)), measures);
  }
  out +=
      "<section><h2>How outcomes move</h2><div class=\"wide\"><table><thead><tr><th scope=\"col\">Now</th>";
  constexpr std::array<RuleOutcome, 5> kOutcomes{RuleOutcome::NoHit, RuleOutcome::NeedsFact,
                                                 RuleOutcome::HumanReview, RuleOutcome::LicenceRequired,
                                                 RuleOutcome::Prohibited};
  for (const RuleOutcome outcome : kOutcomes)
    out += fmt::format("<th scope=\"col\" class=\"n\">{}</th>", rule_outcome_text(outcome));
  out += "</tr></thead><tbody>\n";
  for (const RuleOutcome before : kOutcomes) {
    out += fmt::format("<tr><th scope=\"row\">{}</th>", rule_outcome_text(before));
    for (const RuleOutcome after : kOutcomes) {
      const std::uint64_t count =
          result.outcomes[static_cast<std::size_t>(before)][static_cast<std::size_t>(after)];
      out += fmt::format("<td class=\"n\">{}</td>", count == 0 ? "·" : grouped(std::to_string(count)));
    }
    out += "</tr>\n";
  }
  out +=
      "</tbody></table></div><p class=\"dim\">Rows: outcome under the rules as they are; columns: under the "
      "proposal.</p></section>\n<section><h2>What the proposal changes</h2><ul>\n";
  for (const RuleDifference& difference : result.differences) {
    const std::string_view word = difference.change == RuleChange::Added     ? "new"
                                  : difference.change == RuleChange::Removed ? "gone"
                                                                             : "changed";
    out += fmt::format("<li>{} {} {}", word, escape(difference.kind), escape(difference.id));
    for (const std::string& field : difference.fields)
      out += "<br><span class=\"dim\">" + escape(field) + "</span>";
    out += "</li>\n";
  }
  out +=
      "</ul></section>\n<p class=\"dim\">What rule tables lead to, not legal advice. A line that is not "
      "caught is not "
      "cleared. The report names counterparties: handle it as personal data.</p>\n</main></body></html>\n";
  return out;
}

}  // namespace weir::ledger
