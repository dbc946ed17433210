// Errors that leave the public API.
//
// Weir's rooms return tl::expected<T, weir::Fault>; the public facade (weir/engine.hpp) turns a Fault into
// this exception. Thread-safety: value types, no shared state.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace weir {

enum class FaultKind : std::uint8_t {
  NotFound,     // a file or source that should be there is not
  Io,           // the operating system refused a read or a write
  BadFormat,    // bytes that are not what the format asks for
  Corrupt,      // a snapshot whose checksum, size or structure is wrong
  TooLarge,     // a limit that protects memory was reached
  BadArgument,  // the caller asked for something impossible
  Network,      // a list could not be fetched
  HeldBack,     // a fetched list looks wrong (it shrank, or does not parse) and waits for a person's word
};

// What went wrong and where. `line` counts from 1; 0 means "no line applies".
struct Fault {
  FaultKind kind = FaultKind::BadFormat;
  std::string file;
  std::uint64_t line = 0;
  std::string field;
  std::string message;  // what was found and what was expected, in one sentence

  // "file:line: field: message", leaving out the parts that are empty.
  [[nodiscard]] std::string text() const {
    std::string out = file;
    if (line != 0) {
      out += ':';
      out += std::to_string(line);
    }
    if (!out.empty()) out += ": ";
    if (!field.empty()) out.append(field).append(": ");
    return out += message;
  }
};

class Error : public std::runtime_error {
 public:
  explicit Error(Fault fault) : std::runtime_error(fault.text()), fault_(std::move(fault)) {}
  [[nodiscard]] const Fault& fault() const noexcept { return fault_; }

 private:
  Fault fault_;
};

}  // namespace weir
