// Names analysed per second, by script. Names are invented.
#include <benchmark/benchmark.h>

#include <array>
#include <string_view>

#include "text/analyse.hpp"
#include "text/fold.hpp"

namespace {

using namespace weir;

template <std::size_t kCount>
void run(benchmark::State& state, const std::array<std::string_view, kCount>& names, Schema schema) {
  benchmark::DoNotOptimize(text::analyse(names[0], schema));  // tables are built by the first call
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(text::analyse(names[i], schema));
    i = i + 1 == kCount ? 0 : i + 1;
  }
  state.SetItemsProcessed(state.iterations());
}

void latin_person(benchmark::State& state) {
  run<4>(state, {"Ivan Petrovsky", "Maria Elena Gonzales", "John R. Smithson", "Karim al-Nasiri"},
         Schema::Person);
}
void latin_company(benchmark::State& state) {
  run<4>(state,
         {"Nordwerk Trading GmbH", "Sea Star Shipping Co., Ltd.", "Delta Plant No. 5 LLC", "Acme Intl Corp"},
         Schema::Company);
}
void latin_with_marks(benchmark::State& state) {
  run<4>(state, {"Jürgen Müller", "Łukasz Żak", "Nguyễn Văn Hà", "Ağaoğlu Işık"}, Schema::Person);
}
void cyrillic_person(benchmark::State& state) {
  run<4>(state, {"Юрий Щукин", "Сергей Петрович Орлов", "Володимир Гнатюк", "Қайрат Жұмабаев"},
         Schema::Person);
}
void han_person(benchmark::State& state) {
  run<4>(state, {"王小明", "陳大文", "佐藤健一", "諸葛明"}, Schema::Person);
}
void han_company(benchmark::State& state) {
  run<2>(state, {"上海东方贸易有限公司", "海星機械有限公司"}, Schema::Company);
}
void arabic_person(benchmark::State& state) {
  run<4>(state, {"عبد الرحمن الناصر", "محمد بن خالد", "حسین کریمی", "سمير حداد"}, Schema::Person);
}
void hangul_person(benchmark::State& state) {
  run<2>(state, {"김현우", "박 정수"}, Schema::Person);
}
void fold_latin(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(text::fold("Sea Star Shipping Co., Ltd."));
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(latin_person);
BENCHMARK(latin_company);
BENCHMARK(latin_with_marks);
BENCHMARK(cyrillic_person);
BENCHMARK(han_person);
BENCHMARK(han_company);
BENCHMARK(arabic_person);
BENCHMARK(hangul_person);
BENCHMARK(fold_latin);

}  // namespace

BENCHMARK_MAIN();
