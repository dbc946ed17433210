// Invented parties, lists and past questions for the ledger's tests and benchmarks: the same seed gives the
// same.
//
// Thread-safety: one Invented per thread. Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "facts/dates.hpp"
#include "ledger/past_question.hpp"
#include "weir/party.hpp"

namespace weir::ledger::testing {

inline constexpr std::array<std::string_view, 48> kGiven{
    "Ivan",    "Aleksandr", "Sergey",  "Dmitri", "Mohammed", "Muhammad", "Ahmad",   "Ali",
    "Hassan",  "Husayn",    "Maria",   "Elena",  "Olga",     "Fatima",   "Khadija", "John",
    "William", "Robert",    "Michael", "James",  "Juan",     "Jose",     "Carlos",  "Pedro",
    "Wei",     "Xiaoming",  "Jianguo", "Mei",    "Yuki",     "Hiroshi",  "Jong Un", "Chol",
    "Min Jae", "Anna",      "Marina",  "Viktor", "Yuri",     "Oleg",     "Abdul",   "Abd al-Rahman",
    "Omar",    "Khalid",    "Иван",    "Сергей", "محمد",     "احمد",     "小明",    "建国"};
inline constexpr std::array<std::string_view, 52> kFamily{
    "Petrov",   "Petrova",  "Sidorov", "Volkov", "Volkova",    "Kuznetsov", "Ivanov",  "Zelentsov",
    "Hassan",   "al-Masri", "Haddad",  "Khalil", "Rahman",     "Hussein",   "Smith",   "Johnson",
    "Miller",   "Baker",    "Garcia",  "Lopez",  "Martinez",   "Hernandez", "Wang",    "Li",
    "Zhang",    "Chen",     "Kim",     "Park",   "Choi",       "Tanaka",    "Suzuki",  "Novak",
    "Kowalski", "Schmidt",  "Mueller", "Rossi",  "Ferrari",    "Dubois",    "O'Brien", "MacDonald",
    "Nguyen",   "Tran",     "Bobrov",  "Lukash", "Stepanenko", "Bondar",    "Петров",  "Волков",
    "المصري",   "王",       "张",      "Gromyko"};
inline constexpr std::array<std::string_view, 34> kThing{
    "Trading", "Shipping",  "Bank",   "Nordwerk", "Zenit",   "Polyus",     "Vostok", "Orient",  "Global",
    "Star",    "Petroleum", "Steel",  "Avia",     "Machine", "Technology", "Invest", "Holding", "Energy",
    "Marine",  "Logistics", "Delta",  "Sigma",    "Kavkaz",  "Sever",      "Pearl",  "Golden",  "Falcon",
    "Neptune", "Завод",     "Восток", "Arsenal",  "Optik",   "Radar",      "Turbo"};
inline constexpr std::array<std::string_view, 9> kForm{"LLC", "Ltd",      "GmbH", "OOO", "JSC",
                                                       "FZE", "Co., Ltd", "S.A.", ""};
inline constexpr std::array<std::string_view, 8> kCountry{"ru", "ir", "cn", "ae", "tr", "de", "us", "kp"};

class Invented {
 public:
  explicit Invented(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  bool chance(double share) { return std::uniform_real_distribution<double>(0, 1)(random_) < share; }
  template <class Items>
  std::string_view one(const Items& items) {
    return items[below(items.size())];
  }

  // Pronounceable and on no list, so that there are rare words.
  std::string invented_word() {
    constexpr std::array<std::string_view, 16> kStart{"Ka", "Mo", "Ste", "Bra", "Zu", "Li",  "Fe", "Ro",
                                                      "Va", "Pe", "Dar", "No",  "Ti", "Gor", "Sa", "Hu"};
    constexpr std::array<std::string_view, 12> kMiddle{"li", "ran", "mo", "vi", "ste", "ka",
                                                       "ro", "du",  "ne", "bo", "zi",  "ta"};
    constexpr std::array<std::string_view, 12> kEnd{"nov", "ski", "man", "ez",  "dze", "yan",
                                                    "ko",  "vic", "sen", "ova", "li",  "ur"};
    std::string out(one(kStart));
    for (std::size_t i = 0, count = 1 + below(3); i < count; ++i) out += one(kMiddle);
    return out += one(kEnd);
  }

  std::string person() {
    std::string out(one(kGiven));
    if (chance(0.3)) out += " " + std::string(one(kGiven));
    if (chance(0.1) && out[0] >= 'A' && out[0] <= 'Z') out = out.substr(0, 1) + ".";
    out += ' ';
    out += chance(0.35) ? invented_word() : std::string(one(kFamily));
    return out;
  }
  std::string company() {
    std::string out = chance(0.5) ? invented_word() : std::string(one(kThing));
    for (std::size_t i = 0, count = 1 + below(2); i < count; ++i) out += " " + std::string(one(kThing));
    if (chance(0.15)) out += " No. " + std::to_string(1 + below(9));
    const std::string_view form = one(kForm);
    if (!form.empty()) out += " " + std::string(form);
    return out;
  }

  // What a typist or another office makes of a name.
  std::string mutate(std::string name) {
    switch (below(6)) {
      case 0: {  // a letter exchanged
        if (const std::size_t at = below(name.size()); name[at] >= 'a' && name[at] <= 'z')
          name[at] = static_cast<char>('a' + below(26));
        break;
      }
      case 1:  // a letter dropped
        if (const std::size_t at = below(name.size()); name[at] >= 'a' && name[at] <= 'z') name.erase(at, 1);
        break;
      case 2:  // words exchanged
        if (const std::size_t at = name.find(' '); at != std::string::npos)
          name = name.substr(at + 1) + " " + name.substr(0, at);
        break;
      case 3:  // words joined
        if (const std::size_t at = name.find(' '); at != std::string::npos) name.erase(at, 1);
        break;
      case 4:  // first word to its letter
        if (const std::size_t at = name.find(' ');
            at != std::string::npos && name[0] >= 'A' && name[0] <= 'Z')
          name = name.substr(0, 1) + ". " + name.substr(at + 1);
        break;
      default:
        break;
    }
    return name;
  }

  DateInterval birth_date() {
    const Day day = Day{std::chrono::days{-7000 + static_cast<int>(below(20000))}};
    return {.earliest = day, .latest = day, .text = "invented"};
  }
  Identifier passport() {
    return {.type = IdentifierType::Passport,
            .value = std::to_string(710000000 + below(5000000)),
            .country = "ru"};
  }

  Party entry(std::size_t number) {
    Party party{.list = chance(0.8) ? "list_a" : "list_b", .entry_id = "E" + std::to_string(number)};
    const bool person_entry = chance(0.6);
    party.schema = person_entry ? Schema::Person : chance(0.5) ? Schema::Company : Schema::LegalEntity;
    party.names.push_back({.text = person_entry ? person() : company()});
    for (std::size_t i = 0, count = below(3); i < count; ++i) {
      party.names.push_back({.text = chance(0.6)    ? mutate(party.names[0].text)
                                     : person_entry ? person()
                                                    : company(),
                             .kind = chance(0.2) ? NameKind::Weak : NameKind::Alias});
    }
    if (person_entry && chance(0.7)) party.birth_dates.push_back(birth_date());
    if (chance(0.6))
      party.countries.push_back({.link = CountryLink::Nationality, .code = std::string(one(kCountry))});
    if (chance(0.3)) party.identifiers.push_back(passport());
    party.programmes.push_back(chance(0.5) ? "PROG-A" : "PROG-B");
    party.source = {.file = "invented.csv", .line = number + 2};
    return party;
  }

  // A change of one fact.
  void change(Party& party) {
    switch (below(6)) {
      case 0:
        party.names[below(party.names.size())].text = party.schema == Schema::Person ? person() : company();
        break;
      case 1:
        party.names.push_back({.text = mutate(party.names[0].text), .kind = NameKind::Alias});
        break;
      case 2:
        if (party.names.size() > 1) party.names.pop_back();
        party.birth_dates.assign(1, birth_date());
        break;
      case 3:
        party.identifiers.assign(1, passport());
        break;
      case 4:
        party.programmes.assign(1, "PROG-C");
        break;
      default:
        party.names[below(party.names.size())].kind = NameKind::Weak;
        party.birth_dates.clear();
        break;
    }
  }

  // A question: often something like one of `entries`.
  PastQuestion question(std::size_t number, const std::vector<Party>& entries) {
    PastQuestion out;
    Party& party = out.party;
    party.list = "question";
    party.entry_id = "Q" + std::to_string(number);
    if (!entries.empty() && chance(0.4)) {
      const Party& like = entries[below(entries.size())];
      party.schema = chance(0.8) ? like.schema : Schema::LegalEntity;
      party.names.push_back({.text = mutate(like.names[below(like.names.size())].text)});
      if (chance(0.4)) party.birth_dates = like.birth_dates;
      if (chance(0.4)) party.countries = like.countries;
      if (chance(0.2)) party.identifiers = like.identifiers;
      if (chance(0.05)) party.names.front().text = invented_word();  // known by its identifier alone
    } else {
      const bool is_person = chance(0.6);
      party.schema = is_person ? Schema::Person : Schema::Company;
      party.names.push_back({.text = is_person ? person() : company()});
      if (is_person && chance(0.5)) party.birth_dates.push_back(birth_date());
      if (chance(0.5)) party.countries.push_back({.code = std::string(one(kCountry))});
      if (chance(0.1)) party.identifiers.push_back(passport());
    }
    if (chance(0.1)) party.names.push_back({.text = person(), .kind = NameKind::Alias});
    out.date = Day{std::chrono::days{20000 + static_cast<int>(below(700))}};
    out.context = {.snapshot = "0123456789abcdef0123456789abcdef", .engine = "weir test"};
    if (chance(0.1)) out.context.options.threshold = 0.5;
    return out;
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace weir::ledger::testing
