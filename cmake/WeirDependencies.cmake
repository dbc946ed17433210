# Libraries, all Debian 12 packages (the list with package names is scripts/packages.txt).
#
# This file is installed, too: find_package(weir) reads it to find what the static library links. So every target in WEIR_LIBRARIES must be
# an imported one.
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
# weir_plain_library(TARGET HEADER LIBRARY): an imported target for a library without a package file of its own.
function(weir_plain_library target header library)
  find_path(${target}_INCLUDE ${header} REQUIRED)
  find_library(${target}_LIBRARY ${library} REQUIRED)
  if(NOT TARGET ${target})
    add_library(${target} INTERFACE IMPORTED GLOBAL)
    target_link_libraries(${target} INTERFACE ${${target}_LIBRARY})
    target_include_directories(${target} SYSTEM INTERFACE ${${target}_INCLUDE})
  endif()
endfunction()
weir_plain_library(weir_libcsv csv.h csv)
weir_plain_library(weir_stemmer libstemmer.h stemmer)
pkg_check_modules(GRAPHVIZ REQUIRED IMPORTED_TARGET libgvc libcgraph) # pictures of chains of stakes
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
