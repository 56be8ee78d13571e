// chengxin store purge, verify, head, stats.
// Never mends what does not fit.
#include "failure.hpp"
#include "progress.hpp"
#include "store.hpp"

namespace cli {
namespace {

void declare_file(command_options& options) {
  options.positional("DB", "DB");
}

void declare_purge(command_options& options) {
  declare_file(options);
  options.value("months", "N", "for how many months it has had no effect, 0 to 1200");
}

int run_purge(cx_store* store, const command_options& options) {
  std::uint64_t records = 0;
  cx_error error = CX_ERROR_INIT;
  const auto months = static_cast<std::int32_t>(options.number("months", 0, 1200, 0));
  check(cx_store_purge(store, months, &records, &error), error);
  say_line("{\"records\":" + std::to_string(records) + '}');
  return 0;
}

void declare_verify(command_options& options) {
  declare_file(options);
  options.value("expect", "HEAD", "a head that was kept elsewhere; the file may have grown since");
}

int run_verify(cx_store* store, const command_options& options) {
  const std::string expected = options.text("expect");
  cx_verify_options how = CX_VERIFY_OPTIONS_INIT;
  how.expected = lend(expected);
  cx_verification found = CX_VERIFICATION_INIT;
  buffer json;
  cx_error error = CX_ERROR_INIT;
  {
    progress bar("verifying");
    how.progress = progress::report;
    how.progress_context = &bar;
    check(cx_store_verify(store, &how, &found, json.out(), &error), error);
  }
  say_line(json.view());
  return static_cast<int>(found.ok != 0 ? exit_status::done : exit_status::not_whole);
}

int run_head(cx_store* store, const command_options&) {
  buffer head;
  cx_error error = CX_ERROR_INIT;
  check(cx_store_head(store, head.out(), &error), error);
  say_line(head.view());
  return 0;
}

int run_stats(cx_store* store, const command_options&) {
  buffer json;
  cx_error error = CX_ERROR_INIT;
  check(cx_store_statistics(store, nullptr, json.out(), &error), error);
  say_line(json.view());
  return 0;
}

}  // namespace

const std::vector<store_command>& proof_commands() {
  static const std::vector<store_command> commands{
      {"purge",
       "DB --months N",
       "Erases negative records that can have had no effect under any rulebook of the\n"
       "store for more than so many months.",
       "chengxin store purge city.db --months 12",
       declare_purge,
       {"months"},
       run_purge},
      {"verify",
       "DB [--expect HEAD] [options]",
       "Walks the whole ledger and names the first entry that does not fit. With a head\n"
       "that was kept elsewhere it also finds a file that was cut short or rewritten.",
       "chengxin store verify city.db --expect 3a7b…",
       declare_verify,
       {},
       run_verify},
      {"head",
       "DB",
       "Writes the last entry's digest, for safe keeping elsewhere.",
       "chengxin store head city.db",
       declare_file,
       {},
       run_head},
      {"stats",
       "DB",
       "Writes how much the store holds, and what became of its cache.",
       "chengxin store stats city.db",
       declare_file,
       {},
       run_stats},
  };
  return commands;
}

}  // namespace cli
