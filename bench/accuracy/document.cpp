#include "accuracy/document.hpp"

namespace weir::accuracy {

tl::expected<std::string, std::string> with_sections(const std::string& page,
                                                     const std::map<std::string, std::string>& sections) {
  std::string out = page;
  for (const auto& [name, text] : sections) {
    const std::string begin = "<!-- weir_accuracy " + name + " -->";
    const std::string end = "<!-- /weir_accuracy " + name + " -->";
    const std::size_t from = out.find(begin);
    if (from == std::string::npos) continue;
    const std::size_t to = out.find(end, from);
    if (to == std::string::npos) return tl::unexpected("the marker '" + end + "' is missing");
    out.replace(from + begin.size(), to - from - begin.size(), "\n\n" + text + "\n");
  }
  return out;
}

}  // namespace weir::accuracy
