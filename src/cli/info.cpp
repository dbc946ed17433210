// weir info: what a snapshot holds.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/verbs.hpp"
#include "snapshot/view.hpp"

namespace weir::cli {
namespace {

struct Options {
  std::string snapshot;
  bool json = false;
  bool verify = false;
};

// Opening has checked every byte and every index; this also reads every record back. Counts those that cannot
// be.
std::uint64_t unreadable(const snapshot::View& view) {
  std::uint64_t bad = 0;
  for (std::uint32_t i = 0; i < view.parties().size(); ++i) {
    const auto party = view.party(i);
    if (party) continue;
    if (bad == 0) complain(fmt::format("party {}: {}", i, party.error().text()));
    ++bad;
  }
  return bad;
}

int info(const Options& options) {
  const auto view = snapshot::View::open(options.snapshot);
  if (!view) {
    complain(view.error().text());
    return kNothingDone;
  }
  const snapshot::Meta& meta = view->meta();
  const std::uint64_t bad = options.verify ? unreadable(*view) : 0;
  const int code = bad == 0 ? kNoHit : kNothingDone;
  if (options.json) {
    nlohmann::ordered_json json = nlohmann::ordered_json::parse(to_json(meta));
    json["id"] = view->id();
    json["bytes"] = view->file_size();
    json["parties"] = view->parties().size();
    json["names"] = view->names().size();
    if (options.verify) json["unreadable_parties"] = bad;
    fmt::print("{}\n", json.dump(2));
    return code;
  }
  fmt::print("snapshot  {}\nbuilt by  {}\nsize      {:.1f} MB, {} parties, {} names, {:.0f} bytes a name\n\n",
             view->id(), meta.built_by, static_cast<double>(view->file_size()) / 1e6, view->parties().size(),
             view->names().size(),
             static_cast<double>(view->file_size()) /
                 static_cast<double>(std::max<std::size_t>(view->names().size(), 1)));
  fmt::print("{:<28} {:<12} {:>8} {:>8} {:>8}  {}\n", "list", "date", "parties", "names", "rejects", "title");
  for (const snapshot::ListMeta& list : meta.lists) {
    fmt::print("{:<28} {:<12} {:>8} {:>8} {:>8}  {}\n", list.id, list.date.empty() ? "-" : list.date,
               list.parties, list.names, list.rejects, list.title);
  }
  fmt::print("\n{:<28} {:<10} {:>10}  {:<16}  {}\n", "list", "format", "bytes", "xxh3", "file");
  for (const snapshot::FileMeta& file : meta.files) {
    fmt::print("{:<28} {:<10} {:>10}  {:<16}  {}\n", file.list, file.format, file.bytes, file.checksum,
               file.name);
  }
  if (options.verify)
    fmt::print("\nverified: checksums and indexes agree, {} of {} parties read back\n",
               view->parties().size() - bad, view->parties().size());
  return code;
}

}  // namespace

void add_info(CLI::App& app, const Global&, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("info", "Lists, dates, counts, rejects and id of a snapshot");
  verb->add_option("snapshot", options->snapshot, "Snapshot file")->required();
  verb->add_flag("--json", options->json, "As JSON");
  verb->add_flag("--verify", options->verify, "Read every record back, too (checksums are always checked)");
  verb->footer("Examples:\n  weir info lists.weir\n  weir info lists.weir --json --verify");
  verb->callback([options, &code] { code = info(*options); });
}

}  // namespace weir::cli
