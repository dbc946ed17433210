# Libraries, all Debian 12 packages (the list with package names is .ci/packages.txt).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS uc i18n data)
find_package(EXPAT REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(fmt REQUIRED)
find_package(simdjson REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(LIBXML2 REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(POPPLER REQUIRED IMPORTED_TARGET poppler-cpp)
pkg_check_modules(GRAPHVIZ REQUIRED IMPORTED_TARGET libgvc libcgraph) # pictures of chains of stakes
find_path(LIBCSV_INCLUDE csv.h REQUIRED)
find_library(LIBCSV_LIBRARY csv REQUIRED)
add_library(weir_libcsv INTERFACE)
target_link_libraries(weir_libcsv INTERFACE ${LIBCSV_LIBRARY})
target_include_directories(weir_libcsv SYSTEM INTERFACE ${LIBCSV_INCLUDE})

find_path(STEMMER_INCLUDE libstemmer.h REQUIRED)
find_library(STEMMER_LIBRARY stemmer REQUIRED)
add_library(weir_stemmer INTERFACE)
target_link_libraries(weir_stemmer INTERFACE ${STEMMER_LIBRARY})
target_include_directories(weir_stemmer SYSTEM INTERFACE ${STEMMER_INCLUDE})
find_path(TOMLPLUSPLUS_INCLUDE toml++/toml.h REQUIRED) # header-only use

set(WEIR_LIBRARIES
  Threads::Threads ICU::uc ICU::i18n ICU::data EXPAT::EXPAT CURL::libcurl OpenSSL::Crypto fmt::fmt simdjson::simdjson
  nlohmann_json::nlohmann_json tl::expected PkgConfig::XXHASH PkgConfig::ZSTD PkgConfig::LIBXML2 PkgConfig::POPPLER PkgConfig::GRAPHVIZ weir_libcsv weir_stemmer)

if(WEIR_BUILD_TESTS)
  find_package(GTest REQUIRED)
  find_path(RAPIDCHECK_INCLUDE rapidcheck.h REQUIRED)
  find_library(RAPIDCHECK_LIBRARY rapidcheck REQUIRED)
  add_library(rapidcheck INTERFACE)
  target_link_libraries(rapidcheck INTERFACE ${RAPIDCHECK_LIBRARY})
  target_include_directories(rapidcheck SYSTEM INTERFACE ${RAPIDCHECK_INCLUDE})
endif()
if(WEIR_BUILD_BENCH)
  find_package(benchmark REQUIRED)
endif()
