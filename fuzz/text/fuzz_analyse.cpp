// Any bytes as a name of any kind: no crash, the contract of analyse() holds, folding is idempotent.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "text/analyse.hpp"
#include "text/fold.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace weir;
  if (size == 0) return 0;
  constexpr Schema kSchemas[]{Schema::Person, Schema::Company, Schema::LegalEntity, Schema::Vessel};
  const Schema schema = kSchemas[data[0] % 4];
  const std::string_view name(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string folded = text::fold(name);
  if (text::fold(folded) != folded) std::abort();
  const text::AnalysedName analysed = text::analyse(name, schema);
  if (analysed.forms.size() > text::kMaxForms) std::abort();
  for (const text::Form& form : analysed.forms) {
    if (form.empty() || form.size() > text::kMaxTokens) std::abort();
    for (const text::Token& token : form) {
      if (token.text.empty() || token.text.size() > text::kMaxTokenBytes) std::abort();
      for (const char c : token.text) {
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) std::abort();
      }
    }
  }
  return 0;
}
