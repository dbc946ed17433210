// Arbitrary parties for property tests: every field takes every kind of value it may have.
#pragma once

#include <rapidcheck.h>

#include <string>

#include "weir/party.hpp"

namespace weir::test {

inline rc::Gen<Day> any_day() {
  return rc::gen::map(rc::gen::inRange(-1'000'000, 1'000'000),
                      [](int days) { return Day{std::chrono::days{days}}; });
}
template <class Enum>
rc::Gen<Enum> up_to(Enum last) {
  return rc::gen::map(rc::gen::inRange(0, static_cast<int>(last) + 1),
                      [](int value) { return static_cast<Enum>(value); });
}
// Any bytes, words of names, or something long.
inline rc::Gen<std::string> any_text() {
  return rc::gen::oneOf(
      rc::gen::arbitrary<std::string>(),
      rc::gen::element<std::string>("", "Arkady", "Зеленцов", "زيلينتسوف", "泽连佐夫", "O'Neil-Smith",
                                    "GmbH & Co. KG", "No. 5", "\xFF\xFE broken"),
      rc::gen::map(rc::gen::inRange(100, 5'000),
                   [](int size) { return std::string(static_cast<std::size_t>(size), 'x'); }));
}
inline rc::Gen<std::string> any_country() {
  return rc::gen::element<std::string>("", "ru", "ir", "kp", "cn");
}

inline rc::Gen<Party> any_party() {
  using rc::gen::build;
  using rc::gen::container;
  using rc::gen::set;
  const auto part =
      build<NamePart>(set(&NamePart::role, up_to(NameRole::Whole)), set(&NamePart::text, any_text()));
  const auto name = build<Name>(set(&Name::text, any_text()), set(&Name::kind, up_to(NameKind::Original)),
                                set(&Name::language, rc::gen::element<std::string>("", "en", "ru", "zh")),
                                set(&Name::parts, container<std::vector<NamePart>>(part)));
  const auto date =
      rc::gen::map(rc::gen::tuple(any_day(), rc::gen::inRange(0, 50'000), up_to(DatePrecision::Range),
                                  rc::gen::arbitrary<bool>(), rc::gen::arbitrary<bool>(), any_text()),
                   [](const std::tuple<Day, int, DatePrecision, bool, bool, std::string>& t) {
                     return DateInterval{std::get<0>(t), std::get<0>(t) + std::chrono::days{std::get<1>(t)},
                                         std::get<2>(t), std::get<3>(t),
                                         std::get<4>(t), std::get<5>(t)};
                   });
  const auto address = build<Address>(set(&Address::full, any_text()), set(&Address::street, any_text()),
                                      set(&Address::city, any_text()), set(&Address::region, any_text()),
                                      set(&Address::postal_code, any_text()),
                                      set(&Address::country, any_country()), set(&Address::note, any_text()));
  const auto identifier = build<Identifier>(
      set(&Identifier::type, up_to(IdentifierType::Website)), set(&Identifier::value, any_text()),
      set(&Identifier::country, any_country()), set(&Identifier::note, any_text()),
      set(&Identifier::verdict, up_to(CheckVerdict::BadCheck)));
  const auto country =
      build<CountryFact>(set(&CountryFact::link, up_to(CountryLink::Flag)),
                         set(&CountryFact::code, any_country()), set(&CountryFact::text, any_text()));
  const auto property = build<Property>(set(&Property::name, any_text()), set(&Property::value, any_text()));
  const auto maybe_day =
      rc::gen::oneOf(rc::gen::just(std::optional<Day>()),
                     rc::gen::map(any_day(), [](Day day) { return std::optional<Day>(day); }));
  const auto source = build<SourceRef>(set(&SourceRef::file, any_text()),
                                       set(&SourceRef::line, rc::gen::arbitrary<std::uint64_t>()));
  return build<Party>(
      set(&Party::list, rc::gen::element<std::string>("us_ofac_sdn", "un_sc_sanctions", "own")),
      set(&Party::entry_id, any_text()), set(&Party::schema, up_to(Schema::Address)),
      set(&Party::gender, up_to(Gender::Other)),
      set(&Party::names, rc::gen::nonEmpty(container<std::vector<Name>>(name))),
      set(&Party::birth_dates, container<std::vector<DateInterval>>(date)),
      set(&Party::addresses, container<std::vector<Address>>(address)),
      set(&Party::identifiers, container<std::vector<Identifier>>(identifier)),
      set(&Party::countries, container<std::vector<CountryFact>>(country)),
      set(&Party::programmes, container<std::vector<std::string>>(any_text())),
      set(&Party::listed_on, maybe_day), set(&Party::updated_on, maybe_day),
      set(&Party::expires_on, maybe_day),
      set(&Party::linked_to, container<std::vector<std::string>>(any_text())),
      set(&Party::properties, container<std::vector<Property>>(property)), set(&Party::source, source));
}

}  // namespace weir::test
