// A small HTTP server for tests, on a free port of the loopback address: it says what the test tells it to
// say, byte for byte, and can break off or fall silent in the middle.
#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "fetch/loopback.hpp"

namespace weir::test {

struct HttpRequest {
  std::string method;
  std::string path;                            // with its query
  std::map<std::string, std::string> headers;  // names in lower case
  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
};

class HttpServer {
 public:
  // What a handler answers with. The connection closes when the handler returns.
  class Reply {
   public:
    Reply(int socket, HttpServer& server) : socket_(socket), server_(server) {}
    // Raw bytes; false when the client has gone.
    bool send(std::string_view bytes) {
      while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
      }
      return true;
    }
    // A whole answer with its length.
    void answer(const std::string& status, std::string_view body, const std::string& headers = "") {
      send("HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nConnection: close\r\n" + headers + "\r\n");
      send(body);
    }
    // Says nothing more until the server stops or the time is over.
    void stall(std::chrono::milliseconds time) { server_.wait(time); }

   private:
    int socket_;
    HttpServer& server_;
  };
  using Handler = std::function<void(const HttpRequest&, Reply&)>;

  explicit HttpServer(Handler handler) : handler_(std::move(handler)) {
    acceptor_ = std::thread([this] { accept_all(); });
  }
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  ~HttpServer() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    stop_.notify_all();
    acceptor_.join();
    for (std::thread& worker : workers_) worker.join();
  }

  [[nodiscard]] std::string url(const std::string& path) const { return "http://" + listener_.host() + path; }
  [[nodiscard]] std::vector<HttpRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void accept_all() {
    for (;;) {
      const int socket = listener_.accept();
      {
        const std::lock_guard lock(mutex_);
        if (stopping_) {
          if (socket >= 0) ::close(socket);
          return;
        }
      }
      if (socket >= 0) workers_.emplace_back([this, socket] { serve(socket); });
    }
  }

  void serve(int socket) {
    std::string head;
    char buffer[4096];
    while (head.find("\r\n\r\n") == std::string::npos) {
      const ssize_t count = ::recv(socket, buffer, sizeof buffer, 0);
      if (count <= 0) break;
      head.append(buffer, static_cast<std::size_t>(count));
    }
    if (head.find("\r\n\r\n") != std::string::npos) {
      const HttpRequest request = parse(head);
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      Reply reply(socket, *this);
      handler_(request, reply);
    }
    ::shutdown(socket, SHUT_WR);
    // The rest of what the client says is read, so that closing does not reset what it has yet to read.
    timeval patience{.tv_sec = 0, .tv_usec = 100'000};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    while (::recv(socket, buffer, sizeof buffer, 0) > 0) {
    }
    ::close(socket);
  }

  static HttpRequest parse(const std::string& head) {
    HttpRequest request;
    std::size_t at = head.find("\r\n");
    const std::string first = head.substr(0, at);
    const std::size_t blank = first.find(' ');
    request.method = first.substr(0, blank);
    request.path = first.substr(blank + 1, first.rfind(' ') - blank - 1);
    while (at + 2 < head.size()) {
      const std::size_t end = head.find("\r\n", at + 2);
      const std::string line = head.substr(at + 2, end - at - 2);
      at = end;
      const std::size_t colon = line.find(':');
      if (colon == std::string::npos) break;
      std::string name = line.substr(0, colon);
      std::transform(name.begin(), name.end(), name.begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      request.headers[name] = line.substr(line.find_first_not_of(' ', colon + 1));
    }
    return request;
  }

  void wait(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    stop_.wait_for(lock, time, [this] { return stopping_; });
  }

  Handler handler_;
  Loopback listener_;
  std::thread acceptor_;
  std::vector<std::thread> workers_;  // touched by the acceptor, and by the destructor after it
  mutable std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::vector<HttpRequest> requests_;
};

}  // namespace weir::test
