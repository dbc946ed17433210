// Downloads against a server that behaves badly in every way we could think of.
#include "fetch/download.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "fetch/http_server.hpp"
#include "fetch/scratch.hpp"

namespace weir::fetch {
namespace {

using test::content;
using test::HttpRequest;
using test::HttpServer;
using test::Scratch;
using Reply = HttpServer::Reply;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Short times, so that tests are quick; loopback only, so that no test ever talks to another machine.
Limits quick() {
  return {.connect = milliseconds(2'000),
          .stalled = seconds(1),
          .slowest = 1'000,
          .whole = seconds(20),
          .attempts = 3,
          .pause = milliseconds(5),
          .longest_pause = milliseconds(50),
          .redirects = 5,
          .this_machine_only = true};
}

constexpr std::uint64_t kMegabyte = 1'000'000;

class Download : public testing::Test {
 protected:
  tl::expected<Fetched, Fault> get(const std::string& url, const Validators& known = {},
                                   const Limits& limits = quick(), std::uint64_t most = kMegabyte) const {
    return download({.url = url, .path = scratch_ / "list", .known = known, .most_bytes = most}, limits);
  }
  [[nodiscard]] std::string list() const { return scratch_ / "list"; }
  [[nodiscard]] bool there() const { return std::filesystem::exists(list()); }
  Scratch scratch_;
};

std::string pattern(std::size_t size) {
  std::string out;
  while (out.size() < size) out += std::to_string(out.size()) + "\n";
  out.resize(size);
  return out;
}

TEST_F(Download, BringsTheFileAndItsValidators) {
  const HttpServer server([](const HttpRequest&, Reply& reply) {
    reply.answer("200 OK", "a,b\n", "ETag: \"v1\"\r\nLast-Modified: Tue, 03 Nov 2026 10:00:00 GMT\r\n");
  });
  const auto fetched = get(server.url("/list"));
  ASSERT_TRUE(fetched) << fetched.error().text();
  EXPECT_TRUE(fetched->changed);
  EXPECT_EQ(fetched->bytes, 4U);
  EXPECT_EQ(fetched->validators, (Validators{"\"v1\"", "Tue, 03 Nov 2026 10:00:00 GMT"}));
  EXPECT_EQ(content(list()), "a,b\n");
  EXPECT_EQ(server.requests().front().header("user-agent").substr(0, 5), "weir/");
  EXPECT_FALSE(std::filesystem::exists(list() + ".part"));
  EXPECT_FALSE(std::filesystem::exists(list() + ".part.json"));
}

TEST_F(Download, AnEmptyFileIsAFile) {
  const HttpServer server([](const HttpRequest&, Reply& reply) { reply.answer("200 OK", ""); });
  ASSERT_TRUE(get(server.url("/list")));
  EXPECT_TRUE(there());
  EXPECT_EQ(content(list()), "");
}

TEST_F(Download, AsksConditionallyAndUnderstandsNotModified) {
  const HttpServer server([](const HttpRequest& request, Reply& reply) {
    if (request.header("if-none-match") == "\"v1\"")
      return reply.send("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"), void();
    reply.answer("200 OK", "new");
  });
  const auto same = get(server.url("/list"), {"\"v1\"", "Tue, 03 Nov 2026 10:00:00 GMT"});
  ASSERT_TRUE(same) << same.error().text();
  EXPECT_FALSE(same->changed);
  EXPECT_FALSE(there());
  EXPECT_EQ(server.requests().front().header("if-modified-since"), "Tue, 03 Nov 2026 10:00:00 GMT");
  const auto changed = get(server.url("/list"), {"\"v0\"", ""});
  ASSERT_TRUE(changed);
  EXPECT_TRUE(changed->changed);
}

TEST_F(Download, NotModifiedThatNobodyAskedForIsAnError) {
  const HttpServer server(
      [](const HttpRequest&, Reply& reply) { reply.send("HTTP/1.1 304 Not Modified\r\n\r\n"); });
  EXPECT_FALSE(get(server.url("/list")));
  EXPECT_FALSE(there());
}

TEST_F(Download, GoesOnAfterACutWhenTheServerVouchesForTheFile) {
  const std::string body = pattern(200'000);
  std::atomic<int> calls{0};
  const HttpServer server([&](const HttpRequest& request, Reply& reply) {
    const std::string validator = "ETag: \"v1\"\r\nConnection: close\r\n";
    if (calls++ == 0) {
      reply.send("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n" + validator + "\r\n");
      reply.send(std::string_view(body).substr(0, 120'000));
      return;
    }
    EXPECT_EQ(request.header("if-range"), "\"v1\"");
    const std::size_t from = std::stoul(request.header("range").substr(6));
    EXPECT_GT(from, 0U);
    reply.send("HTTP/1.1 206 Partial Content\r\nContent-Length: " + std::to_string(body.size() - from) +
               "\r\nContent-Range: bytes " + std::to_string(from) + "-199999/200000\r\n" + validator +
               "\r\n");
    reply.send(std::string_view(body).substr(from));
  });
  const auto fetched = get(server.url("/list"));
  ASSERT_TRUE(fetched) << fetched.error().text();
  EXPECT_EQ(fetched->attempts, 2U);
  EXPECT_GT(fetched->resumed_at, 0U);
  EXPECT_EQ(content(list()), body);
}

TEST_F(Download, GoesOnInTheNextRun) {
  const std::string body = pattern(50'000);
  std::atomic<bool> whole{false};
  const HttpServer server([&](const HttpRequest& request, Reply& reply) {
    if (!whole) {
      reply.send("HTTP/1.1 200 OK\r\nContent-Length: 50000\r\nETag: \"v1\"\r\n\r\n");
      reply.send(std::string_view(body).substr(0, 20'000));
      return;
    }
    const std::string range = request.header("range");
    EXPECT_NE(range, "");
    const std::size_t from = range.empty() ? 0 : std::stoul(range.substr(6));
    reply.answer("206 Partial Content", std::string_view(body).substr(from),
                 "ETag: \"v1\"\r\nContent-Range: bytes " + std::to_string(from) + "-49999/50000\r\n");
  });
  Limits once = quick();
  once.attempts = 1;
  EXPECT_FALSE(get(server.url("/list"), {}, once));
  EXPECT_FALSE(there());
  whole = true;
  const auto fetched = get(server.url("/list"), {}, once);
  ASSERT_TRUE(fetched) << fetched.error().text();
  EXPECT_EQ(fetched->resumed_at, 20'000U);
  EXPECT_EQ(content(list()), body);
}

TEST_F(Download, StartsAgainWhenTheFileHasChangedMeanwhile) {
  std::atomic<int> calls{0};
  const HttpServer server([&](const HttpRequest&, Reply& reply) {
    if (calls++ == 0) {
      reply.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nETag: \"v1\"\r\n\r\n" + std::string(500, 'a'));
      return;
    }
    reply.answer("200 OK", std::string(800, 'b'), "ETag: \"v2\"\r\n");  // If-Range did not hold
  });
  const auto fetched = get(server.url("/list"));
  ASSERT_TRUE(fetched) << fetched.error().text();
  EXPECT_EQ(content(list()), std::string(800, 'b'));
  EXPECT_EQ(fetched->validators.etag, "\"v2\"");
}

TEST_F(Download, AWeakEtagIsNoProofThatBytesAreTheSame) {
  std::atomic<int> calls{0};
  const HttpServer server([&](const HttpRequest& request, Reply& reply) {
    EXPECT_EQ(request.header("range"), "");
    if (calls++ == 0) {
      reply.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nETag: W/\"v1\"\r\n\r\n" + std::string(500, 'a'));
      return;
    }
    reply.answer("200 OK", std::string(1000, 'b'));
  });
  ASSERT_TRUE(get(server.url("/list")));
  EXPECT_EQ(content(list()), std::string(1000, 'b'));
}

TEST_F(Download, APieceThatDoesNotFitIsNotGluedOn) {
  std::atomic<int> calls{0};
  const HttpServer server([&](const HttpRequest&, Reply& reply) {
    switch (calls++) {
      case 0:
        reply.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nETag: \"v1\"\r\n\r\n" + std::string(500, 'a'));
        break;
      case 1:  // another place than was asked for
        reply.answer("206 Partial Content", std::string(900, 'x'), "Content-Range: bytes 100-999/1000\r\n");
        break;
      default:
        reply.answer("200 OK", std::string(1000, 'b'));
    }
  });
  const auto fetched = get(server.url("/list"));
  ASSERT_TRUE(fetched) << fetched.error().text();
  EXPECT_EQ(content(list()), std::string(1000, 'b'));
}

TEST_F(Download, ARangeThatIsNotSatisfiableStartsAgain) {
  std::atomic<int> calls{0};
  const HttpServer server([&](const HttpRequest& request, Reply& reply) {
    if (calls++ == 0) {
      reply.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nETag: \"v1\"\r\n\r\n" + std::string(500, 'a'));
    } else if (!request.header("range").empty()) {
      reply.answer("416 Range Not Satisfiable", "");
    } else {
      reply.answer("200 OK", "short");
    }
  });
  ASSERT_TRUE(get(server.url("/list")));
  EXPECT_EQ(content(list()), "short");
}

TEST_F(Download, GivesUpOnAServerThatAlwaysBreaksOff) {
  const HttpServer server([](const HttpRequest&, Reply& reply) {
    reply.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + std::string(10, 'a'));
  });
  const auto fetched = get(server.url("/list"));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().kind, FaultKind::Network);
  EXPECT_EQ(server.requests().size(), 3U);
  EXPECT_NE(fetched.error().message.find("3 attempts"), std::string::npos) << fetched.error().text();
  EXPECT_FALSE(there());
}

TEST_F(Download, BrokenChunksAreACut) {
  const HttpServer server([](const HttpRequest&, Reply& reply) {
    reply.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nwo");
  });
  EXPECT_FALSE(get(server.url("/list")));
  EXPECT_FALSE(there());
}

TEST_F(Download, ALengthThatIsTooShortCutsTheFile) {
  // The bytes after the stated length are no part of the answer; the check of the list has to notice.
  const HttpServer server([](const HttpRequest&, Reply& reply) {
    reply.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcdefgh");
  });
  ASSERT_TRUE(get(server.url("/list")));
  EXPECT_EQ(content(list()), "abcd");
}

TEST_F(Download, ASilentServerIsLeft) {
  const HttpServer server([](const HttpRequest&, Reply& reply) {
    reply.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc");
    reply.stall(seconds(30));
  });
  Limits limits = quick();
  limits.attempts = 1;
  const auto start = std::chrono::steady_clock::now();
  const auto fetched = get(server.url("/list"), {}, limits);
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().kind, FaultKind::Network);
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(10));
}

TEST_F(Download, AServerThatDripsIsLeftAtTheEndOfTheWholeTime) {
  const HttpServer server([](const HttpRequest&, Reply& reply) {
    reply.send("HTTP/1.1 200 OK\r\n\r\n");
    while (reply.send(std::string(2'000, 'x'))) reply.stall(milliseconds(50));
  });
  Limits limits = quick();
  limits.whole = seconds(2);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(get(server.url("/list"), {}, limits));
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(10));
}

TEST_F(Download, AnEndlessBodyStopsAtTheSizeLimit) {
  const HttpServer server([](const HttpRequest&, Reply& reply) {
    reply.send("HTTP/1.1 200 OK\r\n\r\n");
    while (reply.send(std::string(60'000, 'x'))) {
    }
  });
  const auto fetched = get(server.url("/list"));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().kind, FaultKind::TooLarge);
  EXPECT_EQ(server.requests().size(), 1U);
  EXPECT_FALSE(there());
  EXPECT_FALSE(std::filesystem::exists(list() + ".part"));
}

TEST_F(Download, AStatedSizeAboveTheLimitIsRefusedAtOnce) {
  const HttpServer server([](const HttpRequest&, Reply& reply) {
    reply.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nabc");
  });
  const auto fetched = get(server.url("/list"));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().kind, FaultKind::TooLarge);
}

TEST_F(Download, PassingErrorsAreTriedAgainAndLastingOnesAreNot) {
  for (const auto& [status, tries] : std::map<std::string, std::size_t>{{"404 Not Found", 1},
                                                                        {"403 Forbidden", 1},
                                                                        {"410 Gone", 1},
                                                                        {"204 No Content", 1},
                                                                        {"500 Oops", 3},
                                                                        {"503 Busy", 3},
                                                                        {"429 Slow Down", 3}}) {
    const HttpServer server(
        [&](const HttpRequest&, Reply& reply) { reply.answer(status, "<html>sorry</html>"); });
    const auto fetched = get(server.url("/list"));
    ASSERT_FALSE(fetched) << status;
    EXPECT_EQ(server.requests().size(), tries) << status;
    EXPECT_NE(fetched.error().message.find(status.substr(0, 3)), std::string::npos) << fetched.error().text();
    EXPECT_FALSE(there()) << status;
  }
}

TEST_F(Download, RecoversFromAPassingError) {
  std::atomic<int> calls{0};
  const HttpServer server([&](const HttpRequest&, Reply& reply) {
    if (calls++ == 0) return reply.answer("503 Busy", "", "Retry-After: 0\r\n");
    reply.answer("200 OK", "list");
  });
  const auto fetched = get(server.url("/list"));
  ASSERT_TRUE(fetched) << fetched.error().text();
  EXPECT_EQ(fetched->attempts, 2U);
  EXPECT_EQ(content(list()), "list");
}

TEST_F(Download, ALongRetryAfterIsReportedNotWaitedFor) {
  const HttpServer server(
      [](const HttpRequest&, Reply& reply) { reply.answer("429 Slow Down", "", "Retry-After: 3600\r\n"); });
  const auto fetched = get(server.url("/list"));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(server.requests().size(), 1U);
  EXPECT_NE(fetched.error().message.find("3600 s"), std::string::npos) << fetched.error().text();
}

TEST_F(Download, AnEndlessErrorPageEnds) {
  const HttpServer server([](const HttpRequest&, Reply& reply) {
    reply.send("HTTP/1.1 404 Not Found\r\n\r\n");
    while (reply.send(std::string(60'000, 'x'))) {
    }
  });
  const auto fetched = get(server.url("/list"));
  ASSERT_FALSE(fetched);
  EXPECT_NE(fetched.error().message.find("404"), std::string::npos) << fetched.error().text();
}

TEST_F(Download, FollowsRedirectsWithinBounds) {
  const HttpServer server([](const HttpRequest& request, Reply& reply) {
    if (request.path == "/old") return reply.answer("302 Found", "moved", "Location: /new\r\n");
    reply.answer("200 OK", "list");
  });
  ASSERT_TRUE(get(server.url("/old")));
  EXPECT_EQ(content(list()), "list");
}

TEST_F(Download, ALoopOfRedirectsEnds) {
  const HttpServer server(
      [](const HttpRequest&, Reply& reply) { reply.answer("302 Found", "", "Location: /again\r\n"); });
  ASSERT_FALSE(get(server.url("/again")));
  EXPECT_EQ(server.requests().size(), 6U);
}

TEST_F(Download, RedirectsToOtherSchemesAndMachinesAreRefused) {
  for (const std::string target :
       {"file:///etc/passwd", "ftp://127.0.0.1/list", "gopher://127.0.0.1/", "smb://127.0.0.1/x",
        "http://192.0.2.1/list", "http://169.254.169.254/latest/meta-data"}) {
    const HttpServer server([&](const HttpRequest&, Reply& reply) {
      reply.answer("302 Found", "", "Location: " + target + "\r\n");
    });
    EXPECT_FALSE(get(server.url("/list"))) << target;
    EXPECT_FALSE(there()) << target;
  }
}

TEST_F(Download, GarbageInsteadOfHttpIsAnError) {
  using namespace std::string_literals;
  for (const std::string& garbage :
       {"\0\1\2\3 no http at all\r\n\r\n"s, "HTTP/9.9 999 ???\r\n\r\n"s, "SSH-2.0-OpenSSH\r\n"s, ""s}) {
    const HttpServer server([&](const HttpRequest&, Reply& reply) { reply.send(garbage); });
    EXPECT_FALSE(get(server.url("/list")));
    EXPECT_FALSE(there());
  }
}

TEST_F(Download, HugeHeadersAreRefused) {
  const HttpServer server([](const HttpRequest&, Reply& reply) {
    reply.send("HTTP/1.1 200 OK\r\n");
    while (reply.send("X-Padding: " + std::string(60'000, 'x') + "\r\n")) {
    }
  });
  EXPECT_FALSE(get(server.url("/list")));
  EXPECT_FALSE(there());
}

TEST_F(Download, NobodyAtHome) {
  std::string url;
  {
    const HttpServer gone([](const HttpRequest&, Reply&) {});
    url = gone.url("/list");
  }
  const auto fetched = get(url);
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().kind, FaultKind::Network);
}

TEST_F(Download, PlainHttpToOtherMachinesIsRefusedBeforeAnyConnection) {
  for (const char* url :
       {"http://192.0.2.1/list", "http://localhost.example/list", "ftp://127.0.0.1/list",
        "file:///etc/passwd", "/etc/passwd", "https://", "https:///list", "http://127.0.0.1@192.0.2.1/"}) {
    const auto fetched = get(url);
    ASSERT_FALSE(fetched) << url;
    EXPECT_EQ(fetched.error().kind, FaultKind::BadArgument) << url;
  }
}

TEST_F(Download, TlsThatIsNoneIsRefused) {
  const HttpServer server([](const HttpRequest&, Reply& reply) { reply.answer("200 OK", "list"); });
  std::string url = server.url("/list");
  url.replace(0, 4, "https");
  ASSERT_FALSE(get(url));
  EXPECT_FALSE(there());
}

TEST_F(Download, TokensAreSentButNeitherShownNorStored) {
  ::setenv("WEIR_TEST_TOKEN", "s3cr&t", 1);
  const HttpServer server([](const HttpRequest&, Reply& reply) {
    reply.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nETag: \"v1\"\r\n\r\nabc");
  });
  const auto fetched = get(server.url("/list?token=${WEIR_TEST_TOKEN}&kind=xml"));
  ::unsetenv("WEIR_TEST_TOKEN");
  ASSERT_FALSE(fetched);
  EXPECT_EQ(server.requests().front().path, "/list?token=s3cr%26t&kind=xml");
  EXPECT_EQ(fetched.error().text().find("s3cr"), std::string::npos) << fetched.error().text();
  EXPECT_NE(fetched.error().text().find("token=***"), std::string::npos) << fetched.error().text();
  EXPECT_EQ(content(list() + ".part.json").find("s3cr"), std::string::npos);
}

}  // namespace
}  // namespace weir::fetch
