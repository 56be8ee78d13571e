// chengxin rulebook: the built-in rulebook, to read or to begin one's own with.
// Never changes a byte of it.
#include "commands.hpp"
#include "inputs.hpp"

namespace cli {
namespace {

constexpr command_text text{"rulebook", "[options]",
                            "Writes the built-in rulebook, as it stands in the sources.",
                            "chengxin rulebook > my-city.json",
                            "  0  done\n"
                            "  2  wrong usage\n"
                            "  3  the system could not write"};

}  // namespace

int rulebook(const arguments& given) {
  command_options options(text);
  if (!options.read(given)) return 0;
  output out("-");
  out.write(view(cx_rulebook_builtin_json()));
  out.finish();
  return 0;
}

}  // namespace cli
