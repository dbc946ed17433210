#include "inputs/decoding.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>
#include <vector>

namespace weir::inputs {
namespace {

constexpr std::size_t kDeclaration = 4096;
constexpr std::size_t kSample = 64U << 10U;

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// Counts what the bytes do not spell and leaves U+FFFD, as ICU's own handler does.
void count_bad_bytes(const void* context, UConverterToUnicodeArgs* args, const char* bytes,
                     std::int32_t length, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;
  if (context != nullptr) ++*static_cast<std::size_t*>(const_cast<void*>(context));
  UCNV_TO_U_CALLBACK_SUBSTITUTE(nullptr, args, bytes, length, reason, status);
}

class ConvertedSource final : public lists::ByteSource {
 public:
  ConvertedSource(std::string name, std::string_view bytes, Converter from, Converter to)
      : name_(std::move(name)), rest_(bytes), from_(std::move(from)), to_(std::move(to)), pivot_(kPivot) {
    pivot_read_ = pivot_write_ = pivot_.data();
  }

  tl::expected<std::size_t, Fault> read(char* buffer, std::size_t capacity) override {
    char* target = buffer;
    const char* source = rest_.data();
    UErrorCode status = U_ZERO_ERROR;
    ucnv_convertEx(to_.get(), from_.get(), &target, buffer + capacity, &source, rest_.data() + rest_.size(),
                   pivot_.data(), &pivot_read_, &pivot_write_, pivot_.data() + pivot_.size(), first_ ? 1 : 0,
                   1, &status);
    first_ = false;
    rest_.remove_prefix(static_cast<std::size_t>(source - rest_.data()));
    if (U_FAILURE(status) != 0 && status != U_BUFFER_OVERFLOW_ERROR) {
      return tl::unexpected<Fault>(
          Fault{FaultKind::BadFormat, name_, 0, "", std::string("cannot decode: ") + u_errorName(status)});
    }
    return static_cast<std::size_t>(target - buffer);
  }
  const std::string& name() const noexcept override { return name_; }

 private:
  static constexpr std::size_t kPivot = 4096;
  std::string name_;
  std::string_view rest_;
  Converter from_;
  Converter to_;
  std::vector<char16_t> pivot_;
  char16_t* pivot_read_ = nullptr;
  char16_t* pivot_write_ = nullptr;
  bool first_ = true;
};

bool has_bom(std::string_view bytes) {
  return bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

Converter open_converter(const std::string& charset) {
  if (charset.empty() || charset.size() > 40) return nullptr;
  UErrorCode status = U_ZERO_ERROR;
  // The encodings of web pages are those of WHATWG, which reads gb2312 and gbk as their superset.
  std::string name = charset;
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (name == "gb2312" || name == "gbk" || name == "gb_2312-80" || name == "x-gbk") name = "gb18030";
  if (name == "ks_c_5601-1987" || name == "euc-kr") name = "windows-949";
  if (name == "iso-8859-9") name = "windows-1254";
  Converter converter(ucnv_open(name.c_str(), &status));
  return U_SUCCESS(status) != 0 ? std::move(converter) : nullptr;
}

// Encodings that lists::as_utf8() reads, better since it repairs mixtures.
bool read_by_repair(UConverter* converter) {
  UErrorCode status = U_ZERO_ERROR;
  const char* name = ucnv_getName(converter, &status);
  if (U_FAILURE(status) != 0 || name == nullptr) return true;
  static constexpr std::array<std::string_view, 5> kNames = {"UTF-8", "US-ASCII", "ISO-8859-1",
                                                             "ibm-5348_P100-1997", "UTF-7"};
  // UTF-16 and UTF-32 need a BOM or show their zero bytes; a page whose declaration could be read byte by
  // byte is neither.
  const std::string_view text(name);
  return std::find(kNames.begin(), kNames.end(), text) != kNames.end() || text.starts_with("UTF-16") ||
         text.starts_with("UTF-32");
}

struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};
using Detector = std::unique_ptr<UCharsetDetector, CloseDetector>;

// True when most letters beyond ASCII are no UTF-8, and there are enough of them to tell which set they are
// of.
bool is_not_utf8(std::string_view sample) {
  constexpr std::ptrdiff_t kLeast = 16;
  const auto beyond = std::count_if(sample.begin(), sample.end(),
                                    [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (beyond < kLeast) return false;
  std::size_t repaired = 0;
  const auto source = lists::as_utf8(lists::from_memory("", sample), &repaired);
  std::array<char, 4096> buffer{};
  for (auto count = source->read(buffer.data(), buffer.size()); count && *count != 0;) {
    count = source->read(buffer.data(), buffer.size());
  }
  return repaired * 2 > static_cast<std::size_t>(beyond);
}

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace

std::string declared_charset(std::string_view html) {
  std::string head(html.substr(0, kDeclaration));
  std::transform(head.begin(), head.end(), head.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const std::string_view text(head);
  const auto value_after = [&text](std::size_t at) -> std::string {
    while (at < text.size() && is_blank(text[at])) ++at;
    if (at >= text.size() || text[at] != '=') return {};
    ++at;
    while (at < text.size() && (is_blank(text[at]) || text[at] == '"' || text[at] == '\'')) ++at;
    const std::size_t end = std::min(text.find_first_of("\"'; \t\r\n/>?", at), text.size());
    return std::string(text.substr(at, end - at));
  };
  if (text.starts_with("<?xml")) {
    const std::string_view declaration = text.substr(0, text.find("?>"));
    const std::size_t at = declaration.find("encoding");
    if (at != std::string_view::npos) return value_after(at + std::string_view("encoding").size());
  }
  constexpr std::string_view kWord = "charset";
  for (std::size_t meta = text.find("<meta"); meta != std::string_view::npos;
       meta = text.find("<meta", meta + 1)) {
    const std::size_t end = std::min(text.find('>', meta), text.size());
    const std::size_t at = text.find(kWord, meta);
    if (at != std::string_view::npos && at < end) return value_after(at + kWord.size());
  }
  return {};
}

std::string likely_charset(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSample);
  if (has_bom(sample) || !is_not_utf8(sample)) return {};
  UErrorCode status = U_ZERO_ERROR;
  const Detector detector(ucsdet_open(&status));
  if (U_FAILURE(status) != 0) return {};
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  ucsdet_enableInputFilter(detector.get(), 1);  // letters of tags say nothing of the text
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) != 0 || match == nullptr) return {};
  const char* name = ucsdet_getName(match, &status);
  const std::int32_t confidence = ucsdet_getConfidence(match, &status);
  if (U_FAILURE(status) != 0 || name == nullptr) return {};
  // In percent. Between the Latin sets ICU's guesses are close to each other, and CP1252 is the likeliest by
  // far.
  constexpr std::int32_t kLeastConfidence = 30;
  constexpr std::int32_t kLeastLatinConfidence = 60;
  static constexpr std::array<std::string_view, 5> kLatin = {"ISO-8859-2", "windows-1250", "ISO-8859-9",
                                                             "windows-1254", "IBM424_rtl"};
  const bool latin = std::find(kLatin.begin(), kLatin.end(), name) != kLatin.end();
  return confidence >= (latin ? kLeastLatinConfidence : kLeastConfidence) ? std::string(name) : std::string();
}

std::unique_ptr<lists::ByteSource> decoded(std::string name, std::string_view bytes,
                                           const std::string& charset, std::size_t* repaired) {
  if (!has_bom(bytes)) {
    Converter from = open_converter(charset);
    if (from && !read_by_repair(from.get())) {
      UErrorCode status = U_ZERO_ERROR;
      Converter to(ucnv_open("UTF-8", &status));
      ucnv_setToUCallBack(from.get(), count_bad_bytes, repaired, nullptr, nullptr, &status);
      if (U_SUCCESS(status) != 0) {
        return std::make_unique<ConvertedSource>(std::move(name), bytes, std::move(from), std::move(to));
      }
    }
  }
  return lists::as_utf8(lists::from_memory(std::move(name), bytes), repaired);
}

}  // namespace weir::inputs
