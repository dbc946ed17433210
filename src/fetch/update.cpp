#include "fetch/update.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "fetch/files.hpp"
#include "fetch/url.hpp"
#include "snapshot/view.hpp"

namespace weir::fetch {
namespace {

namespace fs = std::filesystem;

std::vector<lists::LoadInput> inputs_of(const std::string& source, const std::string& folder,
                                        const std::map<std::string, FileState>& files) {
  std::vector<lists::LoadInput> inputs;
  for (const auto& [name, file] : files) inputs.push_back({.path = folder + "/" + name, .list_id = source});
  return inputs;
}

// Reads the files as lists. Empty when they are what the table says; else why not.
std::optional<std::string> look_into(const Source& source, const std::string& folder,
                                     Generation& generation) {
  std::optional<std::string> wrong;
  std::map<std::string, std::string> formats;  // by path
  lists::load_lists(inputs_of(source.id, folder, generation.files), {},
                    {.list =
                         [&](const lists::ListInfo& info) {
                           if (!info.date.empty()) generation.list_date = info.date;
                         },
                     .file = [&](const lists::LoadedFile& file) { formats[file.path] = file.format; },
                     .party =
                         [&](Party&& party) {
                           ++generation.entries;
                           generation.names += party.names.size();
                           generation.facts +=
                               party.addresses.size() + party.birth_dates.size() + party.identifiers.size();
                         },
                     .reject = [&](const std::string&, lists::Reject&&) { ++generation.rejects; },
                     .problem =
                         [&](const Fault& fault) {
                           Fault named = fault;
                           named.file = fs::path(fault.file).filename().string();
                           if (!wrong) wrong = named.text();
                         },
                     .note = [](const std::string&) {}});
  if (wrong) return wrong;
  for (const SourceFile& file : source.files) {
    const std::string& format = formats[folder + "/" + file.name];
    if (file.format != "-" && format != file.format)
      return fmt::format("{}: it reads as {}, expected {}", file.name, format.empty() ? "nothing" : format,
                         file.format);
  }
  if (generation.entries == 0) return "the files hold no entry";
  return std::nullopt;
}

// "80 entries where there were 100: 20 % fewer"; empty when no more than a tenth is lost.
std::string lost(std::string_view what, std::uint64_t now, std::uint64_t before) {
  if (static_cast<double>(now) >= static_cast<double>(before) * (1 - kMostLost)) return {};
  const double share = 100.0 * static_cast<double>(before - now) / static_cast<double>(before);
  return fmt::format("{} {} where there were {}: {:.0f} % fewer", now, what, before, share);
}

// Why a list that can be read should still wait for a person; empty when it need not. A file of aliases or of
// addresses that was cut leaves the entries as many as they were, so names and facts are counted, too.
std::string doubts(const Source& source, const Generation& fresh, const std::optional<Generation>& before) {
  if (before) {
    for (const std::string& doubt :
         {lost("entries", fresh.entries, before->entries), lost("names", fresh.names, before->names),
          lost("addresses, dates and identifiers", fresh.facts, before->facts)}) {
      if (!doubt.empty()) return doubt;
    }
  }
  if (fresh.entries < source.least)
    return fmt::format("{} entries, expected {} at least", fresh.entries, source.least);
  return {};
}

class Update {
 public:
  Update(const Store& store, const Source& source, const UpdateOptions& options)
      : store_(store),
        source_(source),
        options_(options),
        before_(store.current(source.id)),
        held_(store.held(source.id)) {
    report_.source = source.id;
    report_.before = before_ ? before_->entries : 0;
  }

  Report run() {
    for (const SourceFile& file : source_.files) {
      const auto url = expand(file.url);
      if (!url)
        return finish(url.error().kind == FaultKind::NotFound ? Result::Skipped : Result::Failed,
                      url.error().message);
    }
    const auto folder = store_.incoming(source_.id);
    if (!folder) return finish(Result::Failed, folder.error().text());
    folder_ = *folder;
    bool changed = !known() || known()->files.size() != source_.files.size();
    for (const SourceFile& file : source_.files) {
      const auto news = fetch(file);
      if (!news) return finish(Result::Failed, news.error().text());
      changed = changed || *news;
    }
    return changed ? judge() : nothing_new();
  }

 private:
  // What the publisher's answer is compared with: the newest list that is here, in force or held.
  [[nodiscard]] const std::optional<Generation>& known() const { return held_ ? held_ : before_; }

  // True when the file's bytes are new. The file lies in the incoming folder afterwards.
  tl::expected<bool, Fault> fetch(const SourceFile& file) {
    const FileState* old = nullptr;
    if (known()) {
      const auto found = known()->files.find(file.name);
      if (found != known()->files.end() && found->second.url == url_key(file.url)) old = &found->second;
    }
    const std::string old_path =
        old == nullptr ? "" : store_.files_of(source_.id, *known()) + "/" + file.name;
    std::error_code error;
    if (old != nullptr && !fs::exists(old_path, error)) old = nullptr;
    Request request{.url = file.url,
                    .path = folder_ + "/" + file.name,
                    .known = old == nullptr ? Validators{} : old->validators,
                    .most_bytes = file.most_bytes};
    if (options_.progress) {
      request.progress = [&](std::uint64_t done, std::uint64_t total) {
        options_.progress(source_.id, file.name, done, total);
      };
    }
    const auto fetched = download(request, options_.limits);
    if (!fetched) return tl::unexpected(fetched.error());
    if (!fetched->changed) {
      fs::create_hard_link(old_path, request.path, error);
      if (error) fs::copy_file(old_path, request.path, error);
      if (error)
        return tl::unexpected(Fault{.kind = FaultKind::Io, .file = request.path, .message = error.message()});
      fresh_.files[file.name] = *old;
      return false;
    }
    report_.fetched_bytes += fetched->bytes - fetched->resumed_at;
    auto sum = sha256_of(request.path);
    if (!sum) return tl::unexpected(std::move(sum.error()));
    const bool news = old == nullptr || old->sha256 != *sum;
    fresh_.files[file.name] = {.validators = fetched->validators,
                               .url = url_key(file.url),
                               .bytes = fetched->bytes,
                               .sha256 = std::move(*sum),
                               .fetched_at = news ? utc_now() : old->fetched_at};
    return news;
  }

  Report judge() {
    if (auto wrong = look_into(source_, folder_, fresh_)) return finish(Result::Failed, *wrong);
    tell(fresh_);
    const std::string doubt = doubts(source_, fresh_, before_);
    if (options_.dry_run) return finish(doubt.empty() ? Result::WouldUpdate : Result::WouldHold, doubt);
    if (!doubt.empty()) {
      if (auto put = store_.hold_incoming(source_.id, fresh_); !put)
        return finish(Result::Failed, put.error().text());
      return finish(Result::HeldBack, doubt);
    }
    if (auto put = store_.accept_incoming(source_.id, fresh_); !put)
      return finish(Result::Failed, put.error().text());
    return finish(Result::Updated, "");
  }

  Report nothing_new() {
    Generation same = *known();
    same.files = fresh_.files;  // validators may be new although the bytes are not
    if (!options_.dry_run) {
      if (auto kept = store_.rewrite(source_.id, same); !kept)
        return finish(Result::Failed, kept.error().text());
    }
    tell(same);
    if (!held_) return finish(Result::Unchanged, "");
    return finish(options_.dry_run ? Result::WouldHold : Result::HeldBack, doubts(source_, same, before_));
  }

  void tell(const Generation& generation) {
    report_.entries = generation.entries;
    report_.rejects = generation.rejects;
    report_.list_date = generation.list_date;
  }

  Report finish(Result result, std::string message) {
    report_.result = result;
    report_.message = std::move(message);
    if (result == Result::HeldBack || result == Result::WouldHold)
      report_.message += fmt::format("; `weir update --accept {}` takes it", source_.id);
    // A failed transfer's parts stay for the next attempt; a file that is whole and no list does not.
    if (result != Result::Failed) store_.drop_incoming(source_.id);
    if (!options_.dry_run && result != Result::Skipped) {
      const std::string note = report_.message.empty()
                                   ? std::string(result_text(result))
                                   : fmt::format("{}: {}", result_text(result), report_.message);
      if (auto noted = store_.note_check(source_.id, note); !noted && report_.message.empty())
        report_.message = noted.error().text();
    }
    return std::move(report_);
  }

  const Store& store_;
  const Source& source_;
  const UpdateOptions& options_;
  std::optional<Generation> before_;  // in force
  std::optional<Generation> held_;
  std::string folder_;
  Generation fresh_;
  Report report_;
};

}  // namespace

std::string_view result_text(Result result) noexcept {
  switch (result) {
    case Result::Updated:
      return "updated";
    case Result::Unchanged:
      return "unchanged";
    case Result::WouldUpdate:
      return "would update";
    case Result::WouldHold:
      return "would hold back";
    case Result::HeldBack:
      return "held back";
    case Result::Accepted:
      return "accepted";
    case Result::Failed:
      return "failed";
    case Result::Skipped:
      break;
  }
  return "skipped";
}

Report update(const Store& store, const Source& source, const UpdateOptions& options) {
  return Update(store, source, options).run();
}

Report accept(const Store& store, const std::string& source) {
  Report report{.source = source};
  const auto before = store.current(source);
  const auto waiting = store.held(source);
  report.before = before ? before->entries : 0;
  if (auto accepted = store.accept_held(source); !accepted) {
    report.message = accepted.error().message;
    return report;
  }
  report.result = Result::Accepted;
  report.entries = waiting->entries;
  report.rejects = waiting->rejects;
  report.list_date = waiting->list_date;
  if (auto noted = store.note_check(source, "accepted"); !noted) report.message = noted.error().text();
  return report;
}

namespace {

// Sources that have a list in force, in the order of the table, then the others by name.
std::vector<std::string> compile_order(const Store& store, const std::vector<Source>& sources) {
  std::vector<std::string> order;
  for (const Source& source : sources) {
    if (store.current(source.id)) order.push_back(source.id);
  }
  for (const std::string& other : store.sources()) {
    if (std::find(order.begin(), order.end(), other) == order.end()) order.push_back(other);
  }
  return order;
}

// What a snapshot of these sources is made of, one generation a line.
std::string recipe(const Store& store, const std::vector<std::string>& order) {
  std::string out;
  for (const std::string& source : order) out += source + "\t" + store.current(source)->name + "\n";
  return out;
}

}  // namespace

bool compile_is_due(const Store& store, const std::vector<Source>& sources) {
  const auto order = compile_order(store, sources);
  if (order.empty()) return false;
  const auto made_of = read_file(store.recipe());
  // A snapshot of another Weir's format is made anew.
  return !made_of || *made_of != recipe(store, order) || !snapshot::View::open(store.snapshot());
}

tl::expected<Compiled, Fault> compile_current(const Store& store, const std::vector<Source>& sources,
                                              const CompileHandler& handler) {
  const auto order = compile_order(store, sources);
  std::vector<lists::LoadInput> inputs;
  for (const std::string& source : order) {
    const auto generation = store.current(source);
    for (auto& input : inputs_of(source, store.files_of(source, *generation), generation->files))
      inputs.push_back(std::move(input));
  }
  const std::string next = store.folder() + "/next.weir";
  auto compiled = compile_lists(inputs, {}, next, handler);
  if (!compiled) return compiled;
  if (const auto view = snapshot::View::open(next); !view) return tl::unexpected(view.error());
  std::error_code error;
  const std::string spare = store.previous_snapshot() + ".new";
  fs::remove(spare, error);
  fs::create_hard_link(store.snapshot(), spare, error);
  if (!error) {
    if (auto kept = move_into_place(spare, store.previous_snapshot()); !kept)
      return tl::unexpected(kept.error());
  }
  if (auto put = move_into_place(next, store.snapshot()); !put) return tl::unexpected(put.error());
  if (auto noted = replace_file(store.recipe(), recipe(store, order)); !noted)
    return tl::unexpected(noted.error());
  return compiled;
}

}  // namespace weir::fetch
