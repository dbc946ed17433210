// An HTTPS server for tests on a free loopback port, with a certificate that it signed itself a moment ago.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include "fetch/loopback.hpp"
#include "fetch/pipe_guard.hpp"

namespace weir::test {

class TlsServer {
 public:
  // Gives `answer`, raw HTTP, to every request. `certificate` is written as PEM, for clients that trust it.
  TlsServer(std::string answer, const std::string& certificate) : answer_(std::move(answer)) {
    if (!make_certificate(certificate)) throw std::runtime_error("no certificate for the test server");
    thread_ = std::thread([this] {
      const fetch::PipeGuard guard;  // a client that refuses the certificate closes while the server writes
      serve();
    });
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  ~TlsServer() {
    stopping_ = true;
    thread_.join();
  }
  [[nodiscard]] std::string url(const std::string& path) const {
    return "https://" + listener_.host() + path;
  }
  [[nodiscard]] int answered() const { return answered_; }

 private:
  template <class T, void (*Free)(T*)>
  struct Delete {
    void operator()(T* thing) const noexcept { Free(thing); }
  };

  bool make_certificate(const std::string& path) {
    const std::unique_ptr<EVP_PKEY, Delete<EVP_PKEY, EVP_PKEY_free>> key(EVP_EC_gen("P-256"));
    const std::unique_ptr<X509, Delete<X509, X509_free>> certificate(X509_new());
    context_.reset(SSL_CTX_new(TLS_server_method()));
    if (!key || !certificate || !context_) return false;
    constexpr long kDay = 86'400;
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kDay);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("weir test"),
                               -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509V3_CTX extension;
    X509V3_set_ctx_nodb(&extension);
    X509V3_set_ctx(&extension, certificate.get(), certificate.get(), nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Delete<X509_EXTENSION, X509_EXTENSION_free>> names(
        X509V3_EXT_conf_nid(nullptr, &extension, NID_subject_alt_name, "IP:127.0.0.1"));
    if (!names || X509_add_ext(certificate.get(), names.get(), -1) != 1) return false;
    if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0) return false;
    std::FILE* file = std::fopen(path.c_str(), "w");
    if (file == nullptr) return false;
    const bool written = PEM_write_X509(file, certificate.get()) == 1;
    return std::fclose(file) == 0 && written &&
           SSL_CTX_use_certificate(context_.get(), certificate.get()) == 1 &&
           SSL_CTX_use_PrivateKey(context_.get(), key.get()) == 1;
  }

  void serve() {
    while (!stopping_) {
      const int socket = listener_.accept();
      if (socket < 0) continue;
      timeval patience{.tv_sec = 5, .tv_usec = 0};
      ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
      talk(socket);
      ::close(socket);
    }
  }

  void talk(int socket) {
    const std::unique_ptr<SSL, Delete<SSL, SSL_free>> tls(SSL_new(context_.get()));
    SSL_set_fd(tls.get(), socket);
    if (SSL_accept(tls.get()) != 1) return;  // the client did not trust us
    std::string head;
    char buffer[2048];
    while (head.find("\r\n\r\n") == std::string::npos) {
      const int count = SSL_read(tls.get(), buffer, sizeof buffer);
      if (count <= 0) return;
      head.append(buffer, static_cast<std::size_t>(count));
    }
    ++answered_;
    SSL_write(tls.get(), answer_.data(), static_cast<int>(answer_.size()));
    SSL_shutdown(tls.get());
  }

  std::string answer_;
  std::unique_ptr<SSL_CTX, Delete<SSL_CTX, SSL_CTX_free>> context_;
  Loopback listener_;
  std::atomic<bool> stopping_{false};
  std::atomic<int> answered_{0};
  std::thread thread_;
};

}  // namespace weir::test
