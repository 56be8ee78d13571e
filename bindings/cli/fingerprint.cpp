// chengxin fingerprint: the identity of a rulebook's contents.
// Never gives one to a rulebook that is refused.
#include "commands.hpp"
#include "inputs.hpp"

namespace cli {
namespace {

constexpr command_text text{
    "fingerprint", "[FILE]",
    "Writes the fingerprint of a rulebook, or of the built-in one: the SHA-256 of its\n"
    "canonical JSON (RFC 8785). Layout and the order of members do not change it.",
    "chengxin fingerprint my-city.json",
    "  0  done\n"
    "  1  the rulebook is refused\n"
    "  2  wrong usage\n"
    "  3  the system could not read or write"};

}  // namespace

int fingerprint(const arguments& given) {
  command_options options(text);
  options.positional("file", "FILE");
  if (!options.read(given)) return 0;
  const handle<cx_rulebook> book = load_rulebook(options.text("file"));
  output out("-");
  out.write(std::string(view(cx_rulebook_fingerprint(book.get()))) + '\n');
  out.finish();
  return 0;
}

}  // namespace cli
