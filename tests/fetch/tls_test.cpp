// Certificates are checked, and https stays https.
#include <gtest/gtest.h>

#include <filesystem>

#include "fetch/download.hpp"
#include "fetch/http_server.hpp"
#include "fetch/scratch.hpp"
#include "fetch/tls_server.hpp"

namespace weir::fetch {
namespace {

using test::HttpServer;
using test::Scratch;
using test::TlsServer;

constexpr std::uint64_t kMegabyte = 1'000'000;

Limits trusting(const std::string& certificate) {
  Limits limits;
  limits.attempts = 1;
  limits.connect = std::chrono::milliseconds(5'000);
  limits.whole = std::chrono::seconds(20);
  limits.this_machine_only = true;
  limits.ca_file = certificate;
  return limits;
}

TEST(Tls, ACertificateThatNobodyVouchesForIsRefused) {
  const Scratch scratch;
  const TlsServer server("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nlist",
                         scratch / "ca.pem");
  const auto refused = download(
      {.url = server.url("/"), .path = scratch / "list", .known = {}, .most_bytes = kMegabyte}, trusting(""));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, FaultKind::Network);
  EXPECT_NE(refused.error().text().find("certificate"), std::string::npos) << refused.error().text();
  EXPECT_EQ(server.answered(), 0);
  EXPECT_FALSE(std::filesystem::exists(scratch / "list"));
}

TEST(Tls, ACertificateThatTheUserTrustsIsTaken) {
  const Scratch scratch;
  const TlsServer server("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nlist",
                         scratch / "ca.pem");
  const auto fetched =
      download({.url = server.url("/"), .path = scratch / "list", .known = {}, .most_bytes = kMegabyte},
               trusting(scratch / "ca.pem"));
  ASSERT_TRUE(fetched) << fetched.error().text();
  EXPECT_EQ(test::content(scratch / "list"), "list");
  EXPECT_EQ(server.answered(), 1);
}

TEST(Tls, ACertificateForAnotherHostIsRefused) {
  const Scratch scratch;
  const TlsServer server("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nlist",
                         scratch / "ca.pem");
  std::string url = server.url("/");
  url.replace(url.find("127.0.0.1"), 9, "localhost");
  EXPECT_FALSE(download({.url = url, .path = scratch / "list", .known = {}, .most_bytes = kMegabyte},
                        trusting(scratch / "ca.pem")));
  EXPECT_EQ(server.answered(), 0);
}

TEST(Tls, ARedirectDoesNotLeaveHttps) {
  const Scratch scratch;
  const HttpServer plain(
      [](const test::HttpRequest&, HttpServer::Reply& reply) { reply.answer("200 OK", "list"); });
  const TlsServer server("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\nLocation: " +
                             plain.url("/list") + "\r\n\r\n",
                         scratch / "ca.pem");
  EXPECT_FALSE(
      download({.url = server.url("/"), .path = scratch / "list", .known = {}, .most_bytes = kMegabyte},
               trusting(scratch / "ca.pem")));
  EXPECT_EQ(server.answered(), 1);
  EXPECT_TRUE(plain.requests().empty());
  EXPECT_FALSE(std::filesystem::exists(scratch / "list"));
}

}  // namespace
}  // namespace weir::fetch
