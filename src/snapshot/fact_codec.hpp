// A party's facts as bytes, as snapshots and histories write them alike. They differ in where a text goes:
// each brings an encoder with text(view), and a decoder whose text() gives it back.
//
// Thread-safety: value types, one thread each. Errors: good() of a decoder turns false at the first byte that
// is missing or value that is impossible, and stays so; what is read then means nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "snapshot/varint.hpp"
#include "weir/party.hpp"

namespace weir::snapshot {

class FactEncoder {
 public:
  explicit FactEncoder(std::string& out) : out_(out) {}

  void number(std::uint64_t value) { put_varint(out_, value); }
  void day(Day value) { put_signed(out_, value.time_since_epoch().count()); }
  template <class T, class Write>
  void list(const std::vector<T>& items, Write write) {
    number(items.size());
    for (const T& item : items) write(item);
  }

 protected:
  std::string& out_;
};

class FactDecoder {
 public:
  explicit FactDecoder(std::string_view bytes, std::size_t at = 0) : cursor_(bytes, at) {}

  std::uint64_t number() { return cursor_.varint(); }
  std::size_t count() { return cursor_.count(); }
  Day day() {
    const std::int64_t days = cursor_.signed_varint();
    constexpr std::int64_t kFarthest = 4'000'000;  // some eleven thousand years either way
    if (days < -kFarthest || days > kFarthest) good_ = false;
    return Day{std::chrono::days{good_ ? static_cast<int>(days) : 0}};
  }
  // The last day of an interval, from its length.
  Day last_day(Day first) {
    constexpr std::uint64_t kLongest = 1'000'000;  // days; an interval beyond that is corrupt
    const std::uint64_t length = number();
    if (length >= kLongest) good_ = false;
    return first + std::chrono::days{good_ ? static_cast<int>(length) : 0};
  }
  // An enumerator not above `last`.
  template <class Enum>
  Enum choice(Enum last) {
    const std::uint64_t value = number();
    if (value > static_cast<std::uint64_t>(last)) good_ = false;
    return good_ ? static_cast<Enum>(value) : Enum{};
  }
  template <class T, class Read>
  void list(std::vector<T>& items, Read read) {
    const std::size_t size = count();
    for (std::size_t i = 0; i < size && good(); ++i) items.push_back(read());
  }
  void fail() noexcept { good_ = false; }
  [[nodiscard]] bool good() const noexcept { return good_ && cursor_.ok(); }

 protected:
  Cursor cursor_;

 private:
  bool good_ = true;
};

template <class Out>
void encode(const NamePart& part, Out& out) {
  out.number(static_cast<std::uint64_t>(part.role));
  out.text(part.text);
}
template <class In>
void decode(NamePart& part, In& in) {
  part.role = in.choice(NameRole::Whole);
  part.text = in.text();
}

template <class Out>
void encode(const DateInterval& date, Out& out) {
  out.day(date.earliest);
  out.number(static_cast<std::uint64_t>((date.latest - date.earliest).count()));
  out.number(static_cast<std::uint64_t>(date.precision) | (date.circa ? 4U : 0U) |
             (date.gregorian_source ? 8U : 0U));
  out.text(date.text);
}
template <class In>
void decode(DateInterval& date, In& in) {
  date.earliest = in.day();
  date.latest = in.last_day(date.earliest);
  const std::uint64_t bits = in.number();
  date.precision = static_cast<DatePrecision>(bits & 3U);
  date.circa = (bits & 4U) != 0;
  date.gregorian_source = (bits & 8U) != 0;
  date.text = in.text();
}

template <class Out>
void encode(const Address& address, Out& out) {
  for (const std::string* field : {&address.full, &address.street, &address.city, &address.region,
                                   &address.postal_code, &address.country, &address.note})
    out.text(*field);
}
template <class In>
void decode(Address& address, In& in) {
  for (std::string* field : {&address.full, &address.street, &address.city, &address.region,
                             &address.postal_code, &address.country, &address.note})
    *field = in.text();
}

template <class Out>
void encode(const Identifier& identifier, Out& out) {
  out.number(static_cast<std::uint64_t>(identifier.type));
  out.text(identifier.value);
  out.text(identifier.country);
  out.text(identifier.note);
  out.number(static_cast<std::uint64_t>(identifier.verdict));
}
template <class In>
void decode(Identifier& identifier, In& in) {
  identifier.type = in.choice(IdentifierType::Website);
  identifier.value = in.text();
  identifier.country = in.text();
  identifier.note = in.text();
  identifier.verdict = in.choice(CheckVerdict::BadCheck);
}

template <class Out>
void encode(const CountryFact& fact, Out& out) {
  out.number(static_cast<std::uint64_t>(fact.link));
  out.text(fact.code);
  out.text(fact.text);
}
template <class In>
void decode(CountryFact& fact, In& in) {
  fact.link = in.choice(CountryLink::Flag);
  fact.code = in.text();
  fact.text = in.text();
}

template <class Out>
void encode(const Property& property, Out& out) {
  out.text(property.name);
  out.text(property.value);
}
template <class In>
void decode(Property& property, In& in) {
  property.name = in.text();
  property.value = in.text();
}

template <class Out>
void encode(const std::string& text, Out& out) {
  out.text(text);
}
template <class In>
void decode(std::string& text, In& in) {
  text = in.text();
}

template <class T, class Out>
void encode_all(const std::vector<T>& items, Out& out) {
  out.list(items, [&](const T& item) { encode(item, out); });
}
template <class T, class In>
void decode_all(std::vector<T>& items, In& in) {
  in.list(items, [&] {
    T item;
    decode(item, in);
    return item;
  });
}

}  // namespace weir::snapshot
