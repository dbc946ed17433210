// Keeps SIGPIPE from ending the program while a network library writes to a connection that the other side
// closed.
//
// With CURLOPT_NOSIGNAL libcurl leaves SIGPIPE to its caller; OpenSSL writes without MSG_NOSIGNAL. The signal
// is blocked in this thread alone, one that came meanwhile is taken away, and the mask is as before at the
// end. Thread-safety: one a thread at a time. Errors: none.
#pragma once

#include <csignal>
#include <ctime>

namespace weir::fetch {

class PipeGuard {
 public:
  PipeGuard() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  PipeGuard(const PipeGuard&) = delete;
  PipeGuard& operator=(const PipeGuard&) = delete;
  ~PipeGuard() {
    if (!was_pending_) {
      const timespec at_once{};
      while (sigtimedwait(&pipe_, nullptr, &at_once) == SIGPIPE) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_{};
  sigset_t before_{};
  bool was_pending_ = false;
};

}  // namespace weir::fetch
