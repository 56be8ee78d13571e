// chengxin verify: everything that is wrong with a rulebook.
// Never changes it.
#include "commands.hpp"
#include "inputs.hpp"

namespace cli {
namespace {

constexpr command_text text{
    "verify", "FILE [options]",
    "Checks a rulebook and tells everything that is wrong with it, one finding a\n"
    "line: FILE:LINE:COLUMN: error|warning: MESSAGE [CODE]. Says nothing about a\n"
    "rulebook without findings.",
    "chengxin verify my-city.json --format json",
    "  0  no errors (there may be warnings)\n"
    "  1  the rulebook has errors\n"
    "  2  wrong usage\n"
    "  3  the system could not read or write"};

}  // namespace

int verify(const arguments& given) {
  command_options options(text);
  options.value("format", "FORMAT", "text (default) or json, an array of the same")
      .positional("file", "FILE");
  if (!options.read(given)) return 0;
  options.require({"file"});
  const auto format = static_cast<std::int32_t>(options.choice("format", {"text", "json"}));

  const std::string path = options.text("file");
  const std::string json = read_rulebook_file(path);
  const handle<cx_findings> findings = verify_rulebook(json);
  buffer told;
  cx_error error = CX_ERROR_INIT;
  check(cx_findings_text(findings.get(), path.data(), path.size(), format, told.out(), &error),
        error);
  output out("-");
  out.write(told.view());
  if (format == CX_FORMAT_JSON) out.write("\n");
  out.finish();
  return static_cast<int>(cx_findings_errors(findings.get()) == 0 ? exit_status::done
                                                                  : exit_status::refused);
}

}  // namespace cli
