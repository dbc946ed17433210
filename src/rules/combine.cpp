#include "rules/combine.hpp"

namespace weir::rules {
namespace {

// One body for every processor: the attribute of the caller decides which instructions it becomes.
[[gnu::always_inline]] inline void body(const Masks& masks, std::size_t words,
                                        std::uint64_t* __restrict out) noexcept {
  const std::uint64_t* __restrict certain = masks.certain;
  const std::uint64_t* __restrict possible = masks.possible;
  const std::uint64_t* __restrict open_eccns = masks.open_eccns;
  const std::uint64_t* __restrict open_codes = masks.open_codes;
  const std::uint64_t* __restrict comparable = masks.comparable;
  const std::uint64_t* __restrict to = masks.to;
  const std::uint64_t* __restrict from = masks.from;
  const std::uint64_t* __restrict origin = masks.origin;
  const std::uint64_t* __restrict active = masks.active;
  const std::uint64_t* __restrict party = masks.party;
  const std::uint64_t* __restrict via = masks.via;
  const std::uint64_t skip_party = masks.skip_party ? ~std::uint64_t{0} : 0;
  const std::uint64_t skip_via = masks.skip_via ? ~std::uint64_t{0} : 0;
  for (std::size_t w = 0; w < words; ++w) {
    const std::uint64_t goods = certain[w] | possible[w] | open_eccns[w] | (open_codes[w] & ~comparable[w]);
    out[w] =
        goods & to[w] & from[w] & origin[w] & active[w] & ~(party[w] & skip_party) & ~(via[w] & skip_via);
  }
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void combine_avx2(const Masks& masks, std::size_t words,
                                          std::uint64_t* out) noexcept {
  body(masks, words, out);
}
bool has_avx2() noexcept {
  static const bool kHas = __builtin_cpu_supports("avx2") != 0;
  return kHas;
}
#endif

}  // namespace

void combine_portable(const Masks& masks, std::size_t words, std::uint64_t* out) noexcept {
  body(masks, words, out);
}

void combine(const Masks& masks, std::size_t words, std::uint64_t* out) noexcept {
#if defined(__x86_64__)
  if (has_avx2()) {
    combine_avx2(masks, words, out);
    return;
  }
#endif
  combine_portable(masks, words, out);
}

}  // namespace weir::rules
