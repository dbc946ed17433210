// Screens one name against a snapshot: screen_party lists.weir "Arkadi Zelentsoff"
#include <cstdio>

#include <weir/engine.hpp>
#include <weir/error.hpp>

int main(int argc, char** argv) try {
  if (argc != 3) return std::fprintf(stderr, "usage: screen_party SNAPSHOT NAME\n"), 2;
  const weir::Engine engine = weir::Engine::open(argv[1]);
  weir::Screener screener(engine);  // one a thread
  weir::Party customer{.entry_id = "C-1", .schema = weir::Schema::Person, .names = {{.text = argv[2]}}};
  for (const weir::Hit& hit : screener.screen(customer).hits) {
    std::printf("%.2f  %s %s  %s\n", hit.score, hit.list.c_str(), hit.entry_id.c_str(),
                hit.matched_name.c_str());
    for (const weir::Evidence& reason : hit.evidence)
      std::printf("      %+.1f %s\n", reason.weight, reason.text.c_str());
  }
} catch (const weir::Error& error) {
  return std::fprintf(stderr, "%s\n", error.what()), 4;
}
