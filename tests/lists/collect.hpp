// What the tests of all readers need: a sink that keeps everything, and short ways to run a reader.
#pragma once

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "facts/dates.hpp"
#include "lists/byte_source.hpp"
#include "lists/format.hpp"
#include "lists/reader.hpp"

namespace weir::lists::test {

struct Collected final : Sink {
  std::vector<Party> parties;
  std::vector<Reject> rejects;
  tl::expected<ListInfo, Fault> info = ListInfo{};
  void party(Party&& party) override { parties.push_back(std::move(party)); }
  void reject(Reject&& reject) override { rejects.push_back(std::move(reject)); }
  [[nodiscard]] std::size_t whole_rejects() const {
    return static_cast<std::size_t>(
        std::count_if(rejects.begin(), rejects.end(), [](const Reject& r) { return r.whole; }));
  }
};

inline std::string test_file(const std::string& name) {
  std::ifstream in(std::string(WEIR_SOURCE_DIR "/tests/lists/data/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

using Reader = std::function<tl::expected<ListInfo, Fault>(ByteSource&, const ListInfo&, Sink&)>;

// Bytes as the loader gives them: as they are for XML, as UTF-8 else.
inline std::unique_ptr<Collected> run_bytes(const Reader& reader, std::string_view bytes, bool xml = false) {
  auto out = std::make_unique<Collected>();
  auto source = from_memory("test", bytes);
  if (!xml) source = as_utf8(std::move(source));
  const ListInfo info{.list_id = "list", .title = "List"};
  out->info = reader(*source, info, *out);
  return out;
}

inline std::unique_ptr<Collected> run_file(const Reader& reader, const std::string& name, bool xml = false) {
  return run_bytes(reader, test_file(name), xml);
}

inline std::string texts(const std::vector<Name>& names, NameKind kind) {
  std::string out;
  for (const Name& name : names) {
    if (name.kind == kind) out += (out.empty() ? "" : "|") + name.text;
  }
  return out;
}

inline std::string property(const Party& party, std::string_view name) {
  std::string out;
  for (const Property& each : party.properties) {
    if (each.name == name) out += (out.empty() ? "" : "|") + each.value;
  }
  return out;
}

inline std::string identifier(const Party& party, IdentifierType type) {
  std::string out;
  for (const Identifier& each : party.identifiers) {
    if (each.type != type) continue;
    out += (out.empty() ? "" : "|") + each.value;
    if (!each.country.empty()) out += "/" + each.country;
  }
  return out;
}

inline std::string countries(const Party& party, CountryLink link) {
  std::string out;
  for (const CountryFact& each : party.countries) {
    if (each.link == link) out += (out.empty() ? "" : "|") + each.code;
  }
  return out;
}

inline std::string dates(const Party& party) {
  std::string out;
  for (const DateInterval& each : party.birth_dates) out += (out.empty() ? "" : "|") + facts::describe(each);
  return out;
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace weir::lists::test
