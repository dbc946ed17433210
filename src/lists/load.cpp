#include "lists/load.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <set>

#include "lists/bis_dpl.hpp"
#include "lists/byte_source.hpp"
#include "lists/csl_csv.hpp"
#include "lists/csl_json.hpp"
#include "lists/csv.hpp"
#include "lists/eu_fsf_xml.hpp"
#include "lists/format.hpp"
#include "lists/ftm_json.hpp"
#include "lists/ofac_advanced_xml.hpp"
#include "lists/ofac_sdn_xml.hpp"
#include "lists/party_parts.hpp"
#include "lists/uk_csv.hpp"
#include "lists/uk_xml.hpp"
#include "lists/un_xml.hpp"
#include "lists/user_csv.hpp"

namespace weir::lists {
namespace {

namespace fs = std::filesystem;

struct Found {
  std::string path;
  std::string given_id;
  Detected kind;
};

// Files that make one list.
struct Bundle {
  ListInfo info;
  Format format = Format::Unknown;
  std::vector<Found> files;
};

// Counts and checksums what passes through.
class Measured final : public ByteSource {
 public:
  explicit Measured(std::unique_ptr<ByteSource> inner)
      : inner_(std::move(inner)), state_(XXH3_createState(), &XXH3_freeState) {
    XXH3_64bits_reset(state_.get());
  }
  tl::expected<std::size_t, Fault> read(char* buffer, std::size_t capacity) override {
    auto count = inner_->read(buffer, capacity);
    if (count) {
      bytes_ += *count;
      XXH3_64bits_update(state_.get(), buffer, *count);
    }
    return count;
  }
  [[nodiscard]] const std::string& name() const noexcept override { return inner_->name(); }
  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }
  [[nodiscard]] std::string checksum() const {
    return fmt::format("{:016x}", XXH3_64bits_digest(state_.get()));
  }

 private:
  std::unique_ptr<ByteSource> inner_;
  std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state_;
  std::uint64_t bytes_ = 0;
};

class Loader {
 public:
  Loader(const std::map<std::string, std::string>& columns, const LoadHandler& handler)
      : columns_(columns), handler_(handler) {}

  void add(const LoadInput& input) {
    std::error_code error;
    if (!fs::is_directory(input.path, error)) {
      add_file(input.path, input.list_id, true);
      return;
    }
    std::vector<std::string> paths;
    for (fs::recursive_directory_iterator
             it(input.path, fs::directory_options::skip_permission_denied, error),
         end;
         !error && it != end; it.increment(error)) {
      if (it->is_regular_file(error)) paths.push_back(it->path().string());
    }
    if (error) handler_.problem({.kind = FaultKind::Io, .file = input.path, .message = error.message()});
    std::sort(paths.begin(), paths.end());
    for (const std::string& path : paths) add_file(path, input.list_id, false);
  }

  void read_all() {
    name_lists();
    for (const Bundle& bundle : bundles_) read(bundle);
  }

 private:
  void add_file(const std::string& path, const std::string& id, bool asked_for) {
    const auto head = file_head(path);
    if (!head) {
      handler_.problem(head.error());
      return;
    }
    const Detected kind = detect(*head, columns_);
    if (kind.format == Format::Unknown) {
      // A folder may hold other things; a file that was named must be a list.
      if (asked_for) {
        handler_.problem({.kind = FaultKind::BadFormat,
                          .file = path,
                          .message = "not a list format that Weir knows; `weir compile --help` names them"});
      } else {
        handler_.note(path + ": no list format that Weir knows, left out");
      }
      return;
    }
    const fs::path file(path);
    const std::string name = file.filename().string();
    Bundle* bundle = nullptr;
    if (kind.format == Format::OfacCsv) {
      const std::string list = default_list(kind.format, name).list_id;
      const std::string folder = file.parent_path().string();
      for (Bundle& other : bundles_) {
        const Found& first = other.files.front();
        const bool same_place = fs::path(first.path).parent_path().string() == folder && first.given_id == id;
        const bool free = std::none_of(other.files.begin(), other.files.end(),
                                       [&](const Found& f) { return f.kind.part == kind.part; });
        if (other.format == Format::OfacCsv && other.info.list_id == list && same_place && free)
          bundle = &other;
      }
    }
    if (bundle == nullptr) {
      bundles_.push_back({.info = default_list(kind.format, name), .format = kind.format});
      bundle = &bundles_.back();
    }
    bundle->files.push_back({.path = path, .given_id = id, .kind = kind});
  }

  // Two inputs of one list id would mix; the second is named after its folder.
  void name_lists() {
    std::set<std::string> taken;
    for (Bundle& bundle : bundles_) {
      const Found& first = bundle.files.front();
      if (!first.given_id.empty()) {
        if (bundle.format == Format::UserCsv) bundle.info.title = first.given_id;
        bundle.info.list_id = first.given_id;
      } else if (bundle.format == Format::UserCsv) {
        bundle.info.list_id = fs::path(first.path).stem().string();
        bundle.info.title = bundle.info.list_id;
      }
      const std::string wanted = bundle.info.list_id;
      if (taken.count(bundle.info.list_id) != 0)
        bundle.info.list_id += "@" + fs::path(first.path).parent_path().filename().string();
      for (int n = 2; taken.count(bundle.info.list_id) != 0; ++n)
        bundle.info.list_id = fmt::format("{}@{}", wanted, n);
      if (bundle.info.list_id != wanted)
        handler_.note(fmt::format("{}: list {} is there already; this one is called {}", first.path, wanted,
                                  bundle.info.list_id));
      taken.insert(bundle.info.list_id);
    }
  }

  void read(const Bundle& bundle) {
    class ListSink final : public Sink {
     public:
      ListSink(const LoadHandler& handler, const std::string& list) : handler_(handler), list_(list) {}
      void party(Party&& party) override {
        // No name is that long; what is, is a broken file, and costly to compare.
        auto& names = party.names;
        const auto too_long = [](const Name& name) { return name.text.size() > kMaxNameBytes; };
        if (std::none_of(names.begin(), names.end(), too_long)) return handler_.party(std::move(party));
        const bool all = std::all_of(names.begin(), names.end(), too_long);
        for (const Name& name : names) {
          if (!too_long(name)) continue;
          reject({.file = party.source.file,
                  .line = party.source.line,
                  .field = "name",
                  .reason =
                      fmt::format("the name has {} bytes, the most is {}", name.text.size(), kMaxNameBytes),
                  .record = excerpt(name.text),
                  .whole = all});
          if (all) return;
        }
        names.erase(std::remove_if(names.begin(), names.end(), too_long), names.end());
        settle_primary(party);
        handler_.party(std::move(party));
      }
      void reject(Reject&& reject) override { handler_.reject(list_, std::move(reject)); }

     private:
      const LoadHandler& handler_;
      const std::string& list_;
    } sink(handler_, bundle.info.list_id);

    handler_.list(bundle.info);
    // By part for OFAC; one source otherwise.
    std::array<std::unique_ptr<ByteSource>, 4> sources;
    std::vector<std::pair<const Found*, Measured*>> measured;
    for (const Found& found : bundle.files) {
      auto file = open_file(found.path);
      if (!file) {
        handler_.problem(file.error());
        continue;
      }
      auto counting = std::make_unique<Measured>(std::move(*file));
      measured.emplace_back(&found, counting.get());
      auto& slot = sources[static_cast<std::size_t>(found.kind.part)];
      slot = is_xml(bundle.format) ? std::unique_ptr<ByteSource>(std::move(counting))
                                   : as_utf8(std::move(counting));
    }
    const auto result = read_format(bundle, sources, sink);
    if (result) {
      handler_.list(*result);
      for (const std::string& note : result->notes) handler_.note(note);
    } else {
      handler_.problem(result.error());
    }
    for (const auto& [found, counting] : measured) {
      handler_.file({.path = found->path,
                     .list_id = bundle.info.list_id,
                     .format = std::string(format_name(bundle.format)),
                     .bytes = counting->bytes(),
                     .checksum = counting->checksum()});
    }
  }

  tl::expected<ListInfo, Fault> read_format(const Bundle& bundle,
                                            std::array<std::unique_ptr<ByteSource>, 4>& sources, Sink& sink) {
    if (bundle.format == Format::OfacCsv) {
      return read_ofac_csv({.primary = sources[static_cast<std::size_t>(OfacPart::Primary)].get(),
                            .addresses = sources[static_cast<std::size_t>(OfacPart::Addresses)].get(),
                            .aliases = sources[static_cast<std::size_t>(OfacPart::Aliases)].get()},
                           bundle.info, sink);
    }
    ByteSource* source = sources[0].get();
    if (source == nullptr) return bundle.info;  // its fault was reported when it was opened
    switch (bundle.format) {
      case Format::BisDpl:
        return read_bis_dpl(*source, bundle.info, sink);
      case Format::UnXml:
        return read_un_xml(*source, bundle.info, sink);
      case Format::OfacSdnXml:
        return read_ofac_sdn_xml(*source, bundle.info, sink);
      case Format::OfacAdvancedXml:
        return read_ofac_advanced_xml(*source, bundle.info, sink);
      case Format::EuFsfXml:
        return read_eu_fsf_xml(*source, bundle.info, sink);
      case Format::UkOfsiCsv:
      case Format::UkListCsv:
        return read_uk_csv(*source, bundle.info, sink);
      case Format::UkListXml:
        return read_uk_xml(*source, bundle.info, sink);
      case Format::CslCsv:
        return read_csl_csv(*source, bundle.info, sink);
      case Format::CslJson:
        return read_csl_json(*source, bundle.info, sink);
      case Format::FtmJson: {
        // Its entities point at each other: a first pass over the file of its own.
        auto first = open_file(bundle.files.front().path);
        if (!first) return tl::unexpected(first.error());
        const auto text = as_utf8(std::move(*first));
        return read_ftm_json(*text, *source, bundle.info, sink);
      }
      default: {
        auto info = read_user_csv(*source, {.list_id = bundle.info.list_id, .columns = columns_}, sink);
        if (info) info->title = bundle.info.title;
        return info;
      }
    }
  }

  const std::map<std::string, std::string>& columns_;
  const LoadHandler& handler_;
  std::vector<Bundle> bundles_;
};

}  // namespace

void load_lists(const std::vector<LoadInput>& inputs, const std::map<std::string, std::string>& columns,
                const LoadHandler& handler) {
  Loader loader(columns, handler);
  for (const LoadInput& input : inputs) loader.add(input);
  loader.read_all();
}

}  // namespace weir::lists
