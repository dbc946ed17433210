// Writes small PDF files for tests: pages of lines in any script, without fonts inside (a ToUnicode map is
// enough to read text).
#pragma once

#include <string>
#include <vector>

namespace weir::inputs::testing {

class PdfBuilder {
 public:
  // `lines` from top to bottom; UTF-16 code units of the Basic Multilingual Plane, in the order in which they
  // are drawn.
  void page(const std::vector<std::u16string>& lines) {
    std::string content = "BT /F1 12 Tf 72 750 Td 16 TL\n";
    for (const std::u16string& line : lines) {
      content += "<";
      for (const char16_t unit : line) content += hex(unit);
      content += "> Tj T*\n";
    }
    contents_.push_back(content + "ET");
  }

  // Makes the file ask for a password.
  void encrypt() { encrypted_ = true; }

  [[nodiscard]] std::string bytes() const {
    std::vector<std::string> objects;
    const std::size_t first_page = 7;
    std::string kids;
    for (std::size_t i = 0; i < contents_.size(); ++i) kids += std::to_string(first_page + i * 2) + " 0 R ";
    objects.push_back("<</Type/Catalog/Pages 2 0 R>>");
    objects.push_back("<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(contents_.size()) +
                      "/MediaBox[0 0 595 842]>>");
    objects.push_back(
        "<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 "
        "R>>");
    objects.push_back(
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Test/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        "/Supplement 0>>/FontDescriptor 5 0 R/DW 600>>");
    objects.push_back(
        "<</Type/FontDescriptor/FontName/Test/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent "
        "900/Descent "
        "-200/CapHeight 700/StemV 80>>");
    // Codes are the characters themselves, in ranges of one first byte as the format demands.
    std::string map =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n";
    for (unsigned high = 0; high < 256; ++high) {
      if (high % 64 == 0) map += "64 beginbfrange\n";
      const std::string start = hex(static_cast<char16_t>(high << 8U));
      map += "<" + start + "> <" + hex(static_cast<char16_t>(high << 8U | 0xFFU)) + "> <" + start + ">\n";
      if (high % 64 == 63) map += "endbfrange\n";
    }
    map += "endcmap end end";
    objects.push_back(stream(map));
    for (const std::string& content : contents_) {
      objects.push_back("<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents " +
                        std::to_string(objects.size() + 2) + " 0 R>>");
      objects.push_back(stream(content));
    }
    std::string out = "%PDF-1.4\n";
    std::vector<std::size_t> offsets;
    for (std::size_t i = 0; i < objects.size(); ++i) {
      offsets.push_back(out.size());
      out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::size_t table = out.size();
    out += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets) {
      const std::string digits = std::to_string(offset);
      out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    out += "trailer\n<</Size " + std::to_string(objects.size() + 1) + "/Root 1 0 R";
    if (encrypted_) {
      const std::string key(64, '5');  // 32 bytes that no empty password gives
      out += "/Encrypt<</Filter/Standard/V 1/R 2/O<" + key + ">/U<" + key + ">/P -4>>/ID[<00><00>]";
    }
    return out + ">>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  }

 private:
  static std::string hex(char16_t unit) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    return {kDigits[unit >> 12U & 15U], kDigits[unit >> 8U & 15U], kDigits[unit >> 4U & 15U],
            kDigits[unit & 15U]};
  }
  static std::string stream(const std::string& data) {
    return "<</Length " + std::to_string(data.size()) + ">>stream\n" + data + "\nendstream";
  }

  std::vector<std::string> contents_;
  bool encrypted_ = false;
};

}  // namespace weir::inputs::testing
