// Languages by the letters that only they have.
#include <array>

#include "text/romanise.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

bool has_any(std::string_view text, std::u32string_view letters) {
  for (std::size_t at = 0; at < text.size();) {
    if (letters.find(next_point(text, at)) != std::u32string_view::npos) return true;
  }
  return false;
}

// ъ as a vowel (Първанов) is Bulgarian; before a soft vowel (Подъячев) it is Russian.
bool has_vowel_hard_sign(std::string_view text) {
  constexpr std::u32string_view kSoft = U"еёюяи";
  for (std::size_t at = 0; at < text.size();) {
    if (next_point(text, at) != U'ъ' || at >= text.size()) continue;
    std::size_t peek = at;
    const char32_t next = next_point(text, peek);
    if (next >= U'а' && next <= U'я' && kSoft.find(next) == std::u32string_view::npos) return true;
  }
  return false;
}

std::string_view cyrillic_language(std::string_view text) {
  if (has_any(text, U"ѓќѕ")) return "mk";
  if (has_any(text, U"ђћљњџј")) return "sr";
  if (has_any(text, U"їєґ")) return "uk";
  if (has_any(text, U"ұәһ")) return "kk";
  if (has_any(text, U"ӣӯҷ")) return "tg";
  if (has_any(text, U"ҳ")) return "uz";
  if (has_any(text, U"ў")) return has_any(text, U"қғ") ? "uz" : (has_any(text, U"иъщ") ? "uz" : "be");
  if (has_any(text, U"қғ")) return has_any(text, U"іңөү") ? "kk" : "uz";
  if (has_any(text, U"ң")) return has_any(text, U"і") ? "kk" : "ky";
  if (has_any(text, U"өү")) return has_any(text, U"і") ? "kk" : "mn";
  if (has_any(text, U"і")) return has_any(text, U"ыэ") ? "be" : "uk";
  // Endings and given names that Ukrainian writes without a letter of its own.
  for (const std::string_view sign :
       {"ський", "цький", "зький", "володимир", "олександр", "олексі", "микол", "дмитр", "петро ", "михайл",
        "павло", "василь", "олена", "тетян", "катерин", "ганна ", "наталія", "юрій", "андрій"}) {
    if (text.find(sign) != std::string_view::npos && !has_any(text, U"ыэъё")) return "uk";
  }
  if (has_vowel_hard_sign(text)) return "bg";
  if (has_any(text, U"ыэё")) return "ru";
  return {};
}

std::string_view arabic_language(std::string_view text) {
  // The kaf and yeh of Persian keyboards are folded away; what is left still tells.
  if (has_any(text, U"ټډړږښڼځڅېۍ")) return "ps";
  if (has_any(text, U"ٹڈڑںھ")) return "ur";
  if (has_any(text, U"پچژگ")) return "fa";
  return {};
}

// Kana, and the legal forms and words that only Japanese companies have.
std::string_view han_language(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (script_of(next_point(text, at)) == Script::Kana) return "ja";
  }
  // Characters that only Japan shortened so.
  if (has_any(text, U"鉱鉄検験険転伝経済図囲団売続駅滝沢浜広気薬楽総応従歯戦発覚銭釈")) return "ja";
  for (const std::string_view sign : {"株式", "(株)", "有限会社", "合同会社", "製作所", "工業所", "商事",
                                      "財団法人", "社団法人", "県", "鉄", "銀行株"}) {
    if (text.find(sign) != std::string_view::npos) return "ja";
  }
  return {};
}

}  // namespace

std::string_view guess_language(std::string_view folded, Script script) {
  if (script == Script::Cyrillic) return cyrillic_language(folded);
  if (script == Script::Arabic) return arabic_language(folded);
  if (script == Script::Han || script == Script::Kana) return han_language(folded);
  return {};
}

}  // namespace weir::text
