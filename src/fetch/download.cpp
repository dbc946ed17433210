#include "fetch/download.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "fetch/files.hpp"
#include "fetch/pipe_guard.hpp"
#include "fetch/url.hpp"

namespace weir::fetch {
namespace {

using Clock = std::chrono::steady_clock;

constexpr long kOk = 200;
constexpr long kPartial = 206;
constexpr long kNotModified = 304;
constexpr long kBadRange = 416;

std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kBlank) - first + 1));
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// An unfinished transfer: its bytes in PATH.part, what they are of in PATH.part.json.
class Part {
 public:
  explicit Part(const Request& request)
      : path_(request.path + ".part"), note_(path_ + ".json"), url_(url_key(request.url)) {
    const auto text = read_file(note_);
    const nlohmann::json json = text ? nlohmann::json::parse(*text, nullptr, false) : nlohmann::json();
    struct stat status {};
    if (!json.is_object() || json.value("url", "") != url_ || ::stat(path_.c_str(), &status) != 0) return;
    validators_ = {.etag = json.value("etag", ""), .last_modified = json.value("last_modified", "")};
    size_ = static_cast<std::uint64_t>(status.st_size);
  }

  // The word for If-Range, when the bytes that are here may be gone on with. A weak ETag does not name bytes
  // (RFC 9110, 13.1.5).
  [[nodiscard]] std::string condition() const {
    if (size_ == 0) return {};
    if (!validators_.etag.empty()) return validators_.etag.starts_with("W/") ? "" : validators_.etag;
    return validators_.last_modified;
  }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

  tl::expected<void, Fault> begin(const Validators& validators) {
    validators_ = validators;
    size_ = 0;
    file_.reset(std::fopen(path_.c_str(), "wbe"));
    if (!file_)
      return tl::unexpected(Fault{.kind = FaultKind::Io, .file = path_, .message = "cannot be written"});
    const nlohmann::json json{
        {"url", url_}, {"etag", validators.etag}, {"last_modified", validators.last_modified}};
    return replace_file(note_, json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
  tl::expected<void, Fault> go_on() {
    file_.reset(std::fopen(path_.c_str(), "abe"));
    if (!file_)
      return tl::unexpected(Fault{.kind = FaultKind::Io, .file = path_, .message = "cannot be written"});
    return {};
  }
  bool add(std::string_view bytes) {
    if (!file_ || std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return false;
    size_ += bytes.size();
    return true;
  }
  // Flushes; an open file that cannot be flushed has lost bytes.
  bool close() {
    std::FILE* file = file_.release();
    return file == nullptr || std::fclose(file) == 0;
  }
  void drop() {
    close();
    std::remove(path_.c_str());
    std::remove(note_.c_str());
    size_ = 0;
    validators_ = {};
  }
  tl::expected<void, Fault> finish(const std::string& target) {
    if (!close())
      return tl::unexpected(Fault{.kind = FaultKind::Io, .file = path_, .message = "cannot be written"});
    std::remove(note_.c_str());
    if (auto synced = sync_file(path_); !synced) return synced;
    return move_into_place(path_, target);
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };
  std::string path_;
  std::string note_;
  std::string url_;  // its key: a token must not reach the disk
  Validators validators_;
  std::uint64_t size_ = 0;
  std::unique_ptr<std::FILE, Close> file_;
};

// What one attempt sees of the answer.
struct Attempt {
  const Request& request;
  const Limits& limits;
  Part& part;
  bool asked_range = false;
  CURL* curl = nullptr;
  std::map<std::string, std::string> headers;  // of the last answer, names in lower case
  bool body_started = false;
  bool takes_body = false;
  bool restart = false;  // the server's range does not fit; from the start, please
  std::optional<Fault> fault;

  [[nodiscard]] long status() const {
    long code = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    return code;
  }
  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
  [[nodiscard]] Validators validators() const {
    return {.etag = header("etag"), .last_modified = header("last-modified")};
  }
  [[nodiscard]] Fault too_large() const {
    return {.kind = FaultKind::TooLarge,
            .message = fmt::format("{}: larger than the {} MB that the table of sources allows",
                                   masked(request.url), request.most_bytes / 1'000'000)};
  }

  bool start_body() {
    body_started = true;
    const long code = status();
    if (code != kOk && code != kPartial) return true;  // an error's page is read and forgotten
    takes_body = true;
    const std::uint64_t there = code == kPartial ? part.size() : 0;
    if (const auto length = number(header("content-length"));
        length && *length > request.most_bytes - std::min(there, request.most_bytes)) {
      fault = too_large();
      return false;
    }
    tl::expected<void, Fault> ready;
    if (code == kPartial) {
      const std::string expected = fmt::format("bytes {}-", part.size());
      if (!asked_range || !header("content-range").starts_with(expected)) {
        restart = true;
        return false;
      }
      ready = part.go_on();
    } else {
      ready = part.begin(validators());
    }
    if (!ready) fault = std::move(ready.error());
    return ready.has_value();
  }

  bool take(std::string_view bytes) {
    if (!body_started && !start_body()) return false;
    if (!takes_body) {
      // An error page without an end would hold us as long as it likes.
      constexpr std::size_t kMostErrorPage = 1U << 20U;
      error_page_bytes += bytes.size();
      return error_page_bytes <= kMostErrorPage;
    }
    if (part.size() + bytes.size() > request.most_bytes) {
      fault = too_large();
      return false;
    }
    if (part.add(bytes)) return true;
    fault =
        Fault{.kind = FaultKind::Io, .file = part.path(), .message = "cannot be written (is the disk full?)"};
    return false;
  }
  std::size_t error_page_bytes = 0;
};

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
  const std::size_t length = size * count;
  return static_cast<Attempt*>(user)->take({data, length}) ? length : 0;
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
  auto& attempt = *static_cast<Attempt*>(user);
  const std::string_view line(data, size * count);
  if (line.starts_with("HTTP/")) attempt.headers.clear();  // the answer after a redirect
  constexpr std::size_t kMostHeaders = 256;
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && attempt.headers.size() < kMostHeaders) {
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    attempt.headers[name] = trimmed(line.substr(colon + 1));
  }
  return size * count;
}

int on_progress(void* user, curl_off_t total, curl_off_t now, curl_off_t, curl_off_t) {
  const auto& attempt = *static_cast<Attempt*>(user);
  if (attempt.request.progress)
    attempt.request.progress(static_cast<std::uint64_t>(now), static_cast<std::uint64_t>(total));
  return 0;
}

// Opens sockets to loopback addresses only.
curl_socket_t open_here(void*, curlsocktype, curl_sockaddr* address) {
  bool here = false;
  if (address->family == AF_INET) {
    const auto* four = reinterpret_cast<const sockaddr_in*>(&address->addr);
    constexpr unsigned kLoopbackNet = 127;
    here = ntohl(four->sin_addr.s_addr) >> 24U == kLoopbackNet;
  } else if (address->family == AF_INET6) {
    const auto* six = reinterpret_cast<const sockaddr_in6*>(&address->addr);
    here = IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
  }
  return here ? ::socket(address->family, address->socktype, address->protocol) : CURL_SOCKET_BAD;
}

struct Outcome {
  CURLcode code = CURLE_OK;
  long status = 0;
  std::string message;  // libcurl's own words
};

Outcome perform(Attempt& attempt, const std::string& url, Clock::time_point deadline) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), &curl_easy_cleanup);
  if (!handle) return {.code = CURLE_FAILED_INIT, .message = "libcurl cannot be initialised"};
  CURL* curl = handle.get();
  attempt.curl = curl;
  const Limits& limits = attempt.limits;
  curl_slist* headers = nullptr;
  const auto add_header = [&](const std::string& line) {
    headers = curl_slist_append(headers, line.c_str());
  };
  const std::string condition = attempt.part.condition();
  attempt.asked_range = !condition.empty();
  if (attempt.asked_range) {
    curl_easy_setopt(curl, CURLOPT_RANGE, fmt::format("{}-", attempt.part.size()).c_str());
    add_header("If-Range: " + condition);
  } else {
    if (!attempt.request.known.etag.empty()) add_header("If-None-Match: " + attempt.request.known.etag);
    if (!attempt.request.known.last_modified.empty())
      add_header("If-Modified-Since: " + attempt.request.known.last_modified);
  }
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> owned(headers, &curl_slist_free_all);
  std::array<char, CURL_ERROR_SIZE> error{};
  const bool secure = url.starts_with("https://");
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error.data());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "weir/" WEIR_VERSION);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, static_cast<long>(limits.redirects));
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!limits.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, limits.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits.slowest));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.stalled.count()));
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, std::max<long>(1, static_cast<long>(left)));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &attempt);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &attempt);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &on_progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &attempt);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  if (limits.this_machine_only) {
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &open_here);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
  }
  Outcome outcome;
  const PipeGuard guard;
  outcome.code = curl_easy_perform(curl);
  outcome.status = attempt.status();
  outcome.message = error[0] != '\0' ? error.data() : curl_easy_strerror(outcome.code);
  // An error page that was too long to read: the status says it all.
  constexpr long kFirstError = 400;
  if (outcome.code == CURLE_WRITE_ERROR && attempt.body_started && !attempt.takes_body &&
      outcome.status >= kFirstError)
    outcome.code = CURLE_OK;
  // An empty file has no call of on_body.
  if (outcome.code == CURLE_OK && !attempt.body_started && outcome.status == kOk && !attempt.start_body())
    outcome.code = CURLE_WRITE_ERROR;
  return outcome;
}

// Worth another attempt: the network's or the server's passing troubles.
bool passing(const Outcome& outcome) {
  switch (outcome.code) {
    case CURLE_OK:
      break;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return true;
    default:
      return false;
  }
  static constexpr std::array<long, 7> kBusy{408, 425, 429, 500, 502, 503, 504};
  return std::find(kBusy.begin(), kBusy.end(), outcome.status) != kBusy.end();
}

// Seconds that the server asks for; a date in Retry-After is taken as a whole pause.
std::optional<std::chrono::milliseconds> asked_pause(const Attempt& attempt,
                                                     std::chrono::milliseconds longest) {
  const std::string text = attempt.header("retry-after");
  if (text.empty()) return std::nullopt;
  const auto seconds = number(text);
  constexpr std::uint64_t kAge = 1'000'000;
  return seconds ? std::chrono::milliseconds(std::min(*seconds, kAge) * 1000) : longest;
}

}  // namespace

tl::expected<Fetched, Fault> download(const Request& request, const Limits& limits) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::string shown = masked(request.url);
  const auto network = [&](std::string message) {
    return tl::unexpected(
        Fault{.kind = FaultKind::Network, .message = fmt::format("{}: {}", shown, message)});
  };
  if (ready != CURLE_OK) return network("libcurl cannot be initialised");
  if (auto good = check_url(request.url); !good) return tl::unexpected(std::move(good.error()));
  const auto url = expand(request.url);
  if (!url) return tl::unexpected(url.error());

  const Clock::time_point deadline = Clock::now() + limits.whole;
  Part part(request);
  std::chrono::milliseconds pause = limits.pause;
  std::string last;
  Fetched fetched;
  for (unsigned number_of = 1; number_of <= std::max(1U, limits.attempts); ++number_of) {
    fetched.attempts = number_of;
    fetched.resumed_at = part.condition().empty() ? 0 : part.size();
    Attempt attempt{.request = request, .limits = limits, .part = part};
    const Outcome outcome = perform(attempt, *url, deadline);
    const bool flushed = part.close();
    if (attempt.fault) {
      if (attempt.fault->kind == FaultKind::TooLarge) part.drop();
      return tl::unexpected(std::move(*attempt.fault));
    }
    if (!flushed)
      return tl::unexpected(Fault{
          .kind = FaultKind::Io, .file = part.path(), .message = "cannot be written (is the disk full?)"});
    if (outcome.code == CURLE_OK && outcome.status == kNotModified && !attempt.asked_range &&
        !request.known.empty()) {
      return Fetched{.changed = false, .validators = request.known, .attempts = number_of};
    }
    if (outcome.code == CURLE_OK && (outcome.status == kOk || outcome.status == kPartial) &&
        attempt.takes_body) {
      if (outcome.status == kOk) fetched.resumed_at = 0;
      fetched.validators = attempt.validators();
      fetched.bytes = part.size();
      if (auto finished = part.finish(request.path); !finished)
        return tl::unexpected(std::move(finished.error()));
      return fetched;
    }
    if (attempt.restart || outcome.status == kBadRange) {
      // The pieces do not fit together: from the start, at once.
      part.drop();
      last = "the server's answer to a request for the rest of the file does not fit";
      continue;
    }
    last = outcome.code == CURLE_OK ? fmt::format("the server answers with status {}", outcome.status)
                                    : outcome.message;
    if (!passing(outcome)) {
      if (outcome.code == CURLE_OK) part.drop();
      return network(last);
    }
    if (number_of == limits.attempts) break;
    const auto asked = asked_pause(attempt, limits.longest_pause);
    if (asked && *asked > limits.longest_pause) {
      return network(fmt::format("{}, and asks to come back after {} s", last,
                                 std::chrono::duration_cast<std::chrono::seconds>(*asked).count()));
    }
    const auto rest = std::min(asked.value_or(pause), limits.longest_pause);
    if (Clock::now() + rest >= deadline) return network(last + "; no time left for another attempt");
    std::this_thread::sleep_for(rest);
    pause = std::min(pause * 2, limits.longest_pause);
  }
  return network(fmt::format("{} ({} attempts)", last, fetched.attempts));
}

}  // namespace weir::fetch
