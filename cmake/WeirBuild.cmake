# How every target of Weir is built: warnings as errors, sanitizers, ccache, and helpers for tests, benches and fuzzers.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Paths relative to the tree, so that another clone finds what this one compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()
find_program(MOLD_PROGRAM mold)

add_library(weir_options INTERFACE)
target_compile_options(weir_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wimplicit-fallthrough
  -Wno-missing-field-initializers -Werror) # designated initialisers may leave members to their defaults
# GCC 12 sees overlaps that cannot be in inlined std::string code (its bug 105329).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  target_compile_options(weir_options INTERFACE -Wno-restrict)
endif()
if(WEIR_SANITIZE)
  add_compile_options(-fsanitize=${WEIR_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${WEIR_SANITIZE})
endif()
if(WEIR_BUILD_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "WEIR_BUILD_FUZZ needs clang: use the preset 'fuzz'")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# weir_test(NAME FILE...): one GoogleTest binary a room, named test_NAME; sees the internals in src/.
function(weir_test name)
  add_executable(test_${name} ${ARGN})
  target_link_libraries(test_${name} PRIVATE weir weir_options ${WEIR_LIBRARIES} GTest::gtest_main rapidcheck)
  target_include_directories(test_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(test_${name} PRIVATE
    WEIR_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
    WEIR_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    WEIR_SHARED_DATA="${PROJECT_SOURCE_DIR}/../shared/data")
  add_test(NAME ${name} COMMAND test_${name})
  # What libraries of others keep to the end is not ours to free, nor are their threads ours.
  set_tests_properties(${name} PROPERTIES ENVIRONMENT
    "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/leaks_of_others.supp;TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/races_of_others.supp")
endfunction()

# weir_bench(NAME FILE...): one Google Benchmark binary, named bench_NAME.
function(weir_bench name)
  add_executable(bench_${name} ${ARGN})
  target_link_libraries(bench_${name} PRIVATE weir weir_options ${WEIR_LIBRARIES} benchmark::benchmark)
  target_include_directories(bench_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/bench)
  target_compile_definitions(bench_${name} PRIVATE
    WEIR_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    WEIR_SHARED_DATA="${PROJECT_SOURCE_DIR}/../shared/data")
endfunction()

# weir_fuzz(NAME FILE...): one libFuzzer binary, named fuzz_NAME; its seeds lie in fuzz/corpus/NAME.
function(weir_fuzz name)
  add_executable(fuzz_${name} ${ARGN})
  target_link_libraries(fuzz_${name} PRIVATE weir weir_options ${WEIR_LIBRARIES})
  target_include_directories(fuzz_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/fuzz)
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
endfunction()
