#include "fetch/url.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cstdlib>

namespace weir::fetch {
namespace {

constexpr std::string_view kHttps = "https://";
constexpr std::string_view kHttp = "http://";

// The part between "//" and the path: user, host and port.
std::string_view authority(std::string_view url) {
  const std::size_t start = url.find("//");
  if (start == std::string_view::npos) return {};
  const std::string_view rest = url.substr(start + 2);
  return rest.substr(0, rest.find_first_of("/?#"));
}

std::string_view host(std::string_view url) {
  std::string_view name = authority(url);
  if (const std::size_t at = name.rfind('@'); at != std::string_view::npos) name.remove_prefix(at + 1);
  if (name.starts_with('[')) return name.substr(0, name.find(']') + 1);
  return name.substr(0, name.find(':'));
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace

tl::expected<void, Fault> check_url(std::string_view url) {
  const auto refuse = [&](std::string_view why) {
    return tl::unexpected(
        Fault{.kind = FaultKind::BadArgument, .message = fmt::format("{}: {}", masked(url), why)});
  };
  const bool odd =
      std::any_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
  if (odd) return refuse("blanks and control characters have no place in an address");
  if (host(url).empty()) return refuse("expected an address such as https://host/path");
  if (url.starts_with(kHttps)) return {};
  const std::string_view name = host(url);
  const bool here = name == "localhost" || name == "127.0.0.1" || name == "[::1]";
  if (url.starts_with(kHttp) && here) return {};
  return refuse("expected https; plain http is taken from this machine only");
}

tl::expected<std::string, Fault> expand(std::string_view url) {
  std::string out;
  while (!url.empty()) {
    const std::size_t start = url.find("${");
    out += url.substr(0, start);
    if (start == std::string_view::npos) break;
    url.remove_prefix(start + 2);
    const std::size_t end = url.find('}');
    if (end == std::string_view::npos || end == 0)
      return tl::unexpected(Fault{.kind = FaultKind::BadArgument, .message = "'${' without a name and '}'"});
    const std::string name(url.substr(0, end));
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') {
      return tl::unexpected(Fault{.kind = FaultKind::NotFound,
                                  .message = fmt::format("the environment variable {} is not set", name)});
    }
    out += percent_encoded(value);
    url.remove_prefix(end + 1);
  }
  return out;
}

std::string masked(std::string_view url) {
  std::string out;
  const std::string_view login = authority(url);
  if (const std::size_t at = login.rfind('@'); at != std::string_view::npos) {
    const std::size_t start = url.find("//") + 2;
    out.append(url.substr(0, start)).append("***@");
    url.remove_prefix(start + at + 1);
  }
  const std::size_t query = url.find_first_of("?#");
  out += url.substr(0, query);
  if (query == std::string_view::npos) return out;
  // Names of parameters stay, they help to find the row; values go, and so does what has no name.
  for (url.remove_prefix(query); !url.empty();) {
    out += url.front();  // ? & ; or #
    url.remove_prefix(1);
    const std::string_view parameter = url.substr(0, url.find_first_of("?&;#"));
    const std::size_t equals = parameter.find('=');
    if (equals != std::string_view::npos) out.append(parameter.substr(0, equals + 1));
    if (!parameter.empty()) out += "***";
    url.remove_prefix(parameter.size());
  }
  return out;
}

std::string url_key(std::string_view url) {
  return fmt::format("{} {:016x}", masked(url), XXH3_64bits(url.data(), url.size()));
}

}  // namespace weir::fetch
