#include "fetch/store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "fetch/files.hpp"

namespace weir::fetch {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_json(const Generation& generation) {
  Json json{{"entries", generation.entries},
            {"names", generation.names},
            {"facts", generation.facts},
            {"rejects", generation.rejects},
            {"list_date", generation.list_date}};
  json["files"] = Json::object();
  for (const auto& [name, file] : generation.files) {
    json["files"][name] = {{"url", file.url},
                           {"etag", file.validators.etag},
                           {"last_modified", file.validators.last_modified},
                           {"bytes", file.bytes},
                           {"sha256", file.sha256},
                           {"fetched_at", file.fetched_at}};
  }
  return dump(json);
}

// A damaged note is as good as none: the files are fetched again.
std::optional<Generation> from_json(const std::string& text, std::string name) {
  try {
    const Json json = Json::parse(text);
    Generation out{.name = std::move(name),
                   .files = {},
                   .entries = json.at("entries"),
                   .names = json.at("names"),
                   .facts = json.at("facts"),
                   .rejects = json.at("rejects"),
                   .list_date = json.at("list_date")};
    for (const auto& [file, value] : json.at("files").items()) {
      out.files[file] = {.validators = {.etag = value.at("etag"), .last_modified = value.at("last_modified")},
                         .url = value.at("url"),
                         .bytes = value.at("bytes"),
                         .sha256 = value.at("sha256"),
                         .fetched_at = value.at("fetched_at")};
    }
    return out;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

// 2026-11-24T22:03:17Z -> 20261124T220317Z
std::string generation_name() {
  std::string name = utc_now();
  std::erase_if(name, [](char c) { return c == '-' || c == ':'; });
  return name;
}

bool is_part(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.ends_with(".part") || name.ends_with(".part.json");
}

}  // namespace

tl::expected<Store, Fault> Store::open(const std::string& folder) {
  if (auto made = make_folder(folder + "/lists"); !made) return tl::unexpected(std::move(made.error()));
  return Store(folder);
}

std::optional<Generation> Store::generation(const std::string& source, const char* link) const {
  std::error_code error;
  const fs::path target = fs::read_symlink(place(source) + "/" + link, error);
  if (error) return std::nullopt;
  const auto text = read_file(place(source) + "/" + target.string() + ".json");
  return text ? from_json(*text, target.string()) : std::nullopt;
}

std::optional<Generation> Store::current(const std::string& source) const {
  return generation(source, "current");
}
std::optional<Generation> Store::held(const std::string& source) const {
  return generation(source, "held");
}

std::optional<Checked> Store::checked(const std::string& source) const {
  const auto text = read_file(place(source) + "/checked.json");
  if (!text) return std::nullopt;
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto word = [&](const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  return Checked{.at = word("at"), .result = word("result")};
}

std::string Store::files_of(const std::string& source, const Generation& generation) const {
  return place(source) + "/" + generation.name;
}

std::vector<std::string> Store::sources() const {
  std::vector<std::string> out;
  std::error_code error;
  for (fs::directory_iterator it(folder_ + "/lists", error), end; !error && it != end; it.increment(error)) {
    std::string name = it->path().filename().string();
    if (current(name)) out.push_back(std::move(name));
  }
  std::sort(out.begin(), out.end());
  return out;
}

tl::expected<std::string, Fault> Store::incoming(const std::string& source) const {
  const std::string folder = place(source) + "/incoming";
  if (auto made = make_folder(folder); !made) return tl::unexpected(std::move(made.error()));
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    if (!is_part(it->path())) fs::remove_all(it->path(), ignored);
  }
  return folder;
}

void Store::drop_incoming(const std::string& source) const {
  std::error_code error;
  fs::remove_all(place(source) + "/incoming", error);
}

// Moves the incoming folder to its generation's name, its note first.
tl::expected<void, Fault> Store::settle(const std::string& source, Generation& generation) const {
  std::error_code error;
  const std::string wanted = generation_name();
  generation.name = wanted;
  for (int n = 2; fs::exists(files_of(source, generation), error); ++n)
    generation.name = fmt::format("{}-{}", wanted, n);
  if (auto noted = rewrite(source, generation); !noted) return noted;
  return move_into_place(place(source) + "/incoming", files_of(source, generation));
}

tl::expected<void, Fault> Store::accept_incoming(const std::string& source, Generation generation) const {
  if (auto settled = settle(source, generation); !settled) return settled;
  if (auto linked = replace_link(place(source) + "/current", generation.name); !linked) return linked;
  drop_held(source);
  return {};
}

tl::expected<void, Fault> Store::hold_incoming(const std::string& source, Generation generation) const {
  if (auto settled = settle(source, generation); !settled) return settled;
  if (auto linked = replace_link(place(source) + "/held", generation.name); !linked) return linked;
  tidy(source);
  return {};
}

tl::expected<void, Fault> Store::accept_held(const std::string& source) const {
  const auto waiting = held(source);
  if (!waiting) {
    return tl::unexpected(
        Fault{.kind = FaultKind::NotFound, .message = fmt::format("{}: no list is held back", source)});
  }
  if (auto linked = replace_link(place(source) + "/current", waiting->name); !linked) return linked;
  drop_held(source);
  return {};
}

void Store::drop_held(const std::string& source) const {
  std::error_code error;
  fs::remove(place(source) + "/held", error);
  tidy(source);
}

tl::expected<void, Fault> Store::rewrite(const std::string& source, const Generation& generation) const {
  return replace_file(files_of(source, generation) + ".json", to_json(generation));
}

tl::expected<void, Fault> Store::note_check(const std::string& source, const std::string& result) const {
  if (auto made = make_folder(place(source)); !made) return made;
  return replace_file(place(source) + "/checked.json", dump(Json{{"at", utc_now()}, {"result", result}}));
}

// Keeps the generations in force and held, and the newest of the others: the last good one.
void Store::tidy(const std::string& source) const {
  const auto in_force = current(source);
  const auto waiting = held(source);
  std::vector<std::string> others;
  std::error_code error;
  for (fs::directory_iterator it(place(source), error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    const bool is_generation = name.front() >= '0' && name.front() <= '9' && it->is_directory(error);
    if (is_generation && !(in_force && in_force->name == name) && !(waiting && waiting->name == name))
      others.push_back(name);
  }
  std::sort(others.begin(), others.end());
  if (!others.empty()) others.pop_back();
  for (const std::string& name : others) {
    std::error_code ignored;
    fs::remove_all(place(source) + "/" + name, ignored);
    fs::remove(place(source) + "/" + name + ".json", ignored);
  }
}

tl::expected<Lock, Fault> Lock::take(const std::string& folder) {
  const std::string path = folder + "/lock";
  constexpr mode_t kMode = 0644;
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
  if (descriptor < 0) {
    return tl::unexpected(Fault{.kind = FaultKind::Io,
                                .file = path,
                                .message = fmt::format("cannot open: {}", std::strerror(errno))});
  }
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return tl::unexpected(
        Fault{.kind = FaultKind::HeldBack, .file = path, .message = "another update is under way"});
  }
  return Lock(descriptor);
}

Lock::~Lock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace weir::fetch
