#include "accuracy/customers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "facts/dates.hpp"

namespace weir::accuracy {
namespace {

using Words = std::vector<std::string>;

// Frequencies of names fall about as 1 / (rank + 4)^0.9: steep at the head, long in the tail.
const std::string& draw(const Words& words, Random& random) {
  constexpr double kShift = 4;
  constexpr double kFall = 0.9;
  double total = 0;
  for (std::size_t i = 0; i < words.size(); ++i) total += std::pow(static_cast<double>(i) + kShift, -kFall);
  double at = random.unit() * total;
  for (std::size_t i = 0; i < words.size(); ++i) {
    at -= std::pow(static_cast<double>(i) + kShift, -kFall);
    if (at <= 0) return words[i];
  }
  return words.back();
}

const std::string& any(const Words& words, Random& random) {
  return words[random.below(words.size())];
}

Words split(std::string_view text, char by) {
  Words out(1);
  for (const char c : text) {
    if (c == by) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  for (std::string& word : out) {
    while (!word.empty() && word.front() == ' ') word.erase(0, 1);
    while (!word.empty() && word.back() == ' ') word.pop_back();
  }
  return out;
}

std::string female_ending(const std::string& family, const Words& endings) {
  for (const std::string& row : endings) {
    const std::size_t at = row.find('=');
    if (at != std::string::npos && family.ends_with(row.substr(0, at)))
      return family.substr(0, family.size() - at) + row.substr(at + 1);
  }
  return family;
}

}  // namespace

tl::expected<std::vector<CustomerMaker::Block>, std::string> CustomerMaker::read(const std::string& path) {
  std::ifstream in(path);
  if (!in) return tl::unexpected(path + ": cannot be read");
  std::vector<Block> blocks;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[') {
      const std::size_t end = line.find(']');
      const Words parts = split(std::string_view(line).substr(end + 1), ';');
      const double weight = parts.size() == 3 ? std::strtod(parts[0].c_str(), nullptr) : 0;
      if (end == std::string::npos || weight <= 0)
        return tl::unexpected(
            fmt::format("{}:{}: '[name] weight; countries; pattern' expected", path, number));
      blocks.push_back({.name = line.substr(1, end - 1),
                        .weight = weight,
                        .countries = split(parts[1], ' '),
                        .pattern = parts[2],
                        .lists = {}});
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || blocks.empty())
      return tl::unexpected(fmt::format("{}:{}: 'key: words' expected", path, number));
    const std::string key = line.substr(0, colon);
    const bool phrases = key == "trade" || key == "legal";
    Words words = split(line.substr(colon + 1), phrases ? '|' : ' ');
    if (!phrases) std::erase(words, std::string());
    blocks.back().lists[key] = std::move(words);
  }
  if (blocks.empty()) return tl::unexpected(path + ": no block");
  return blocks;
}

tl::expected<CustomerMaker, std::string> CustomerMaker::load(const std::string& folder) {
  CustomerMaker maker;
  auto people = read(folder + "/people.txt");
  if (!people) return tl::unexpected(people.error());
  auto companies = read(folder + "/companies.txt");
  if (!companies) return tl::unexpected(companies.error());
  maker.people_ = std::move(*people);
  maker.companies_ = std::move(*companies);
  for (Block& block : maker.people_) {
    // Where a culture has one list of given names only, it serves both.
    if (block.lists.count("female") == 0) block.lists["female"] = block.lists["male"];
    if (block.lists["male"].empty() || block.lists["family"].empty())
      return tl::unexpected(fmt::format("{}/people.txt: [{}] has no names", folder, block.name));
  }
  return maker;
}

const CustomerMaker::Block& CustomerMaker::pick(const std::vector<Block>& blocks, Random& random) {
  double total = 0;
  for (const Block& block : blocks) total += block.weight;
  double at = random.unit() * total;
  for (const Block& block : blocks) {
    at -= block.weight;
    if (at <= 0) return block;
  }
  return blocks.back();
}

Customer CustomerMaker::person(Random& random) const {
  const Block& block = pick(people_, random);
  const bool woman = random.below(2) == 0;
  const Words& given = block.lists.at(woman ? "female" : "male");
  const auto family = [&]() -> std::string {
    std::string name;
    const auto stems = block.lists.find("stems");
    // A third of the people of a culture have one of its rarer family names.
    if (stems != block.lists.end() && random.below(3) == 0) {
      name = any(stems->second, random) + any(block.lists.at("ends"), random);
    } else {
      name = draw(block.lists.at("family"), random);
    }
    const auto endings = block.lists.find("endings_f");
    return woman && endings != block.lists.end() ? female_ending(name, endings->second) : name;
  };
  std::string text;
  for (const char part : block.pattern) {
    std::string word;
    switch (part) {
      case 'G':
        word = draw(given, random);
        break;
      case 'M':
        if (random.below(3) == 0) word = draw(given, random);
        break;
      case 'F':
      case 'S':
        word = family();
        break;
      case 'P':
        if (random.below(3) != 0)
          word = draw(block.lists.at(woman ? "patronymic_f" : "patronymic_m"), random);
        break;
      case 'B':
        word = draw(block.lists.at("middle"), random);
        break;
      default:  // the spaces of the pattern
        break;
    }
    for (char& c : word) {
      if (c == '-' && block.name == "english") c = ' ';
    }
    if (word.empty()) continue;
    const bool joined = block.pattern.find(' ') == std::string::npos;
    if (!text.empty() && !joined) text += ' ';
    text += word;
  }
  Customer out;
  out.culture = block.name;
  out.party.schema = Schema::Person;
  out.party.gender = woman ? Gender::Female : Gender::Male;
  out.party.names.push_back(
      {.text = std::move(text), .kind = NameKind::Primary, .language = {}, .parts = {}});
  // Adults of 18 to 90 years at the beginning of 2026.
  constexpr std::size_t kDays = 26298;
  const Day born = std::chrono::sys_days(std::chrono::year(1936) / 1 / 1) +
                   std::chrono::days(static_cast<int>(random.below(kDays)));
  out.party.birth_dates.push_back({.earliest = born, .latest = born, .text = facts::iso_day(born)});
  const std::string& country = any(block.countries, random);
  out.party.countries.push_back({.link = CountryLink::Nationality, .code = country, .text = country});
  return out;
}

Customer CustomerMaker::company(Random& random) const {
  const Block& block = pick(companies_, random);
  std::string name;
  constexpr std::size_t kKinds = 10;
  const std::size_t kind = random.below(kKinds);
  const auto people = std::find_if(people_.begin(), people_.end(), [&](const Block& other) {
    return other.countries.front() == block.countries.front() && (other.name.find('-') == std::string::npos);
  });
  if (kind < 3 && people != people_.end()) {
    name = draw(people->lists.at("family"), random);
    if (kind == 0) name += " & " + draw(people->lists.at("family"), random);
  } else if (kind < 5) {
    for (std::size_t i = 0; i < 3; ++i) name += static_cast<char>('A' + random.below(26));
    if (block.name.find("cyrillic") != std::string::npos || block.name.find("han") != std::string::npos)
      name = any(block.lists.at("words"), random);
  } else if (kind < 7) {
    name = any(block.lists.at("words"), random);
    if (block.name.find("han") == std::string::npos) name += ' ';
    name += any(block.lists.at("words"), random);
  } else {
    name = any(block.lists.at("words"), random);
  }
  std::string text;
  const bool joined = block.pattern.find(' ') == std::string::npos;
  for (const char part : block.pattern) {
    std::string word;
    switch (part) {
      case 'N':
        word = name;
        break;
      case 'T':
        word = any(block.lists.at("trade"), random);
        break;
      case 'L':
        word = any(block.lists.at("legal"), random);
        break;
      case 'P':
        word = any(block.lists.at("places"), random);
        break;
      default:
        break;
    }
    if (word.empty()) continue;
    if (!text.empty() && !joined) text += ' ';
    text += word;
  }
  if (block.pattern.find('P') == std::string::npos && random.below(4) == 0)
    text = any(block.lists.at("places"), random) + " " + text;
  Customer out;
  out.culture = "company-" + block.name;
  out.party.schema = Schema::Company;
  out.party.names.push_back(
      {.text = std::move(text), .kind = NameKind::Primary, .language = {}, .parts = {}});
  const std::string& country = any(block.countries, random);
  out.party.countries.push_back({.link = CountryLink::Jurisdiction, .code = country, .text = country});
  return out;
}

Customer CustomerMaker::make(std::uint64_t number, std::uint64_t seed) const {
  Random random(stable_hash(fmt::format("customer {} {}", seed, number)));
  Customer out = random.below(5) == 0 ? company(random) : person(random);
  out.party.list = "customers";
  out.party.entry_id = std::to_string(number);
  return out;
}

}  // namespace weir::accuracy
