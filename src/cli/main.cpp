// weir: the command line. Each verb has its own file.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "cli/verbs.hpp"
#include "weir/error.hpp"

int main(int argc, char** argv) {
  weir::cli::Global global;
  int code = weir::cli::kNoHit;
  CLI::App app{"May this pass, on this date, under the trade controls in force, and why?"};
  app.name("weir");
  app.set_version_flag("--version", "weir " WEIR_VERSION);
  app.add_flag("-q,--quiet", global.quiet, "No progress and no notes on stderr; errors stay");
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(
      "Exit status: 0 no hit, 10 at least one hit, 2 wrong use, 3 some input rejected, 4 nothing could be "
      "done.\n"
      "Weir reports hits; it gives no legal advice and never clears anyone.");
  weir::cli::add_verbs(app, global, code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::RequiredError& error) {
    // CLI11 says that a verb is missing where a word is none.
    if (const auto words = app.remaining(); !words.empty() && app.get_subcommands().empty()) {
      weir::cli::complain(words.front() + ": no such verb; weir --help names them");
      return weir::cli::kWrongUse;
    }
    app.exit(error);
    return weir::cli::kWrongUse;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? weir::cli::kNoHit : weir::cli::kWrongUse;
  } catch (const weir::Error& error) {
    weir::cli::complain(error.what());
    return weir::cli::kNothingDone;
  } catch (const std::exception& error) {
    weir::cli::complain(error.what());
    return weir::cli::kNothingDone;
  }
  // A full disk behind standard output must not look like success.
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    weir::cli::complain("standard output could not be written");
    return weir::cli::kNothingDone;
  }
  return code;
}
