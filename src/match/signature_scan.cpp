#include "match/signature_scan.hpp"

#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace weir::match {
namespace {

using Signatures = std::span<const std::uint64_t>;

#if defined(__x86_64__)
void push_bits(unsigned bits, std::uint32_t first, std::vector<std::uint32_t>& out) {
  for (; bits != 0; bits &= bits - 1)
    out.push_back(first + static_cast<std::uint32_t>(std::countr_zero(bits)));
}

__attribute__((target("avx512f,avx512vpopcntdq"))) void scan_512(Signatures signatures, std::uint64_t wanted,
                                                                 int most_bits, std::uint32_t base,
                                                                 std::vector<std::uint32_t>& out) {
  constexpr std::size_t kLanes = 8;
  const __m512i want = _mm512_set1_epi64(static_cast<long long>(wanted));
  const __m512i most = _mm512_set1_epi64(most_bits);
  std::size_t i = 0;
  for (; i + kLanes <= signatures.size(); i += kLanes) {
    const __m512i have = _mm512_loadu_si512(signatures.data() + i);
    const __m512i bits = _mm512_popcnt_epi64(_mm512_xor_si512(have, want));
    const __mmask8 near = _mm512_cmple_epi64_mask(bits, most);
    if (near != 0) push_bits(near, base + static_cast<std::uint32_t>(i), out);
  }
  scan_signatures_plain(signatures.subspan(i), wanted, most_bits, base + static_cast<std::uint32_t>(i), out);
}

__attribute__((target("avx2"))) void scan_256(Signatures signatures, std::uint64_t wanted, int most_bits,
                                              std::uint32_t base, std::vector<std::uint32_t>& out) {
  constexpr std::size_t kLanes = 4;
  const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,  //
                                         0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i low = _mm256_set1_epi8(0x0F);
  const __m256i want = _mm256_set1_epi64x(static_cast<long long>(wanted));
  const __m256i limit = _mm256_set1_epi64x(most_bits + 1);
  std::size_t i = 0;
  for (; i + kLanes <= signatures.size(); i += kLanes) {
    const __m256i have = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(signatures.data() + i));
    const __m256i differ = _mm256_xor_si256(have, want);
    const __m256i nibbles =
        _mm256_add_epi8(_mm256_shuffle_epi8(table, _mm256_and_si256(differ, low)),
                        _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(differ, 4), low)));
    const __m256i bits = _mm256_sad_epu8(nibbles, _mm256_setzero_si256());
    const int near = _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpgt_epi64(limit, bits)));
    if (near != 0) push_bits(static_cast<unsigned>(near), base + static_cast<std::uint32_t>(i), out);
  }
  scan_signatures_plain(signatures.subspan(i), wanted, most_bits, base + static_cast<std::uint32_t>(i), out);
}

bool has_avx512() {
  static const bool kHas =
      __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vpopcntdq") != 0;
  return kHas;
}
bool has_avx2() {
  static const bool kHas = __builtin_cpu_supports("avx2") != 0;
  return kHas;
}
#endif

}  // namespace

void scan_signatures_plain(Signatures signatures, std::uint64_t wanted, int most_bits, std::uint32_t base,
                           std::vector<std::uint32_t>& out) {
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    if (std::popcount(signatures[i] ^ wanted) <= most_bits)
      out.push_back(base + static_cast<std::uint32_t>(i));
  }
}

#if defined(__x86_64__)
bool scan_signatures_avx512(Signatures signatures, std::uint64_t wanted, int most_bits, std::uint32_t base,
                            std::vector<std::uint32_t>& out) {
  if (!has_avx512()) return false;
  scan_512(signatures, wanted, most_bits, base, out);
  return true;
}

bool scan_signatures_avx2(Signatures signatures, std::uint64_t wanted, int most_bits, std::uint32_t base,
                          std::vector<std::uint32_t>& out) {
  if (!has_avx2()) return false;
  scan_256(signatures, wanted, most_bits, base, out);
  return true;
}

std::string_view signature_scan_kind() noexcept {
  return has_avx512() ? "avx512" : has_avx2() ? "avx2" : "plain";
}
#else
bool scan_signatures_avx512(Signatures, std::uint64_t, int, std::uint32_t, std::vector<std::uint32_t>&) {
  return false;
}
bool scan_signatures_avx2(Signatures, std::uint64_t, int, std::uint32_t, std::vector<std::uint32_t>&) {
  return false;
}
std::string_view signature_scan_kind() noexcept {
  return "plain";
}
#endif

void scan_signatures(Signatures signatures, std::uint64_t wanted, int most_bits, std::uint32_t base,
                     std::vector<std::uint32_t>& out) {
  if (scan_signatures_avx512(signatures, wanted, most_bits, base, out)) return;
  if (scan_signatures_avx2(signatures, wanted, most_bits, base, out)) return;
  scan_signatures_plain(signatures, wanted, most_bits, base, out);
}

}  // namespace weir::match
