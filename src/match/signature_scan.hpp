// Which of many letter signatures are near one: the first filter of retrieval.
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace weir::match {

// Appends base + i for every signatures[i] that differs from `wanted` in at most `most_bits` bits, ascending.
// Runs on AVX-512 (VPOPCNTDQ) or AVX2 where the processor has them (the nibble table of Mula, Kurz and
// Lemire, "Faster Population Counts Using AVX2 Instructions", 2018), else on plain 64-bit words.
void scan_signatures(std::span<const std::uint64_t> signatures, std::uint64_t wanted, int most_bits,
                     std::uint32_t base, std::vector<std::uint32_t>& out);

// One way each, for the tests and benchmarks that compare them; false where the processor lacks the
// instructions.
bool scan_signatures_avx512(std::span<const std::uint64_t> signatures, std::uint64_t wanted, int most_bits,
                            std::uint32_t base, std::vector<std::uint32_t>& out);
bool scan_signatures_avx2(std::span<const std::uint64_t> signatures, std::uint64_t wanted, int most_bits,
                          std::uint32_t base, std::vector<std::uint32_t>& out);
// The plain loop: the reference, and what runs on other processors.
void scan_signatures_plain(std::span<const std::uint64_t> signatures, std::uint64_t wanted, int most_bits,
                           std::uint32_t base, std::vector<std::uint32_t>& out);
// "avx512", "avx2" or "plain": what scan_signatures uses here.
[[nodiscard]] std::string_view signature_scan_kind() noexcept;

}  // namespace weir::match
