// list_server FOLDER PORT_FILE: serves the files of FOLDER on a free loopback port, which it writes to
// PORT_FILE, until its standard input ends. For the test of `weir update`. FOLDER/NAME.status holds another
// status line.
#include <cstdio>
#include <filesystem>
#include <functional>
#include <iostream>

#include "fetch/http_server.hpp"
#include "fetch/scratch.hpp"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string folder = argv[1];
  const weir::test::HttpServer server(
      [&](const weir::test::HttpRequest& request, weir::test::HttpServer::Reply& reply) {
        const std::string path = folder + request.path.substr(0, request.path.find('?'));
        if (std::filesystem::exists(path + ".status"))
          return reply.answer(weir::test::content(path + ".status"), "sorry");
        if (!std::filesystem::exists(path)) return reply.answer("404 Not Found", "nothing here");
        const std::string body = weir::test::content(path);
        const std::string etag = "\"" + std::to_string(std::hash<std::string>{}(body)) + "\"";
        if (request.header("if-none-match") == etag) {
          reply.send("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
          return;
        }
        reply.answer("200 OK", body, "ETag: " + etag + "\r\n");
      });
  const std::string url = server.url("");
  const std::string ready = std::string(argv[2]) + ".new";
  weir::test::write(ready, url.substr(url.rfind(':') + 1));
  std::filesystem::rename(ready, argv[2]);
  while (std::cin.get() != EOF) {
  }
}
