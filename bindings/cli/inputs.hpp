// What most commands begin with: a rulebook, an engine, subjects and records.
// Never goes on after a bad row, unless bad rows are to be written to a file.
#pragma once

#include <optional>
#include <string>

#include "handles.hpp"
#include "options.hpp"
#include "output.hpp"

namespace cli {

/// Declares --rulebook.
void add_rulebook_option(command_options& options);
/// Everything there is to say about a rulebook's text. Throws exit status 3.
[[nodiscard]] handle<cx_findings> verify_rulebook(const std::string& json);

/// A subject of a population, to be assessed.
[[nodiscard]] handle<cx_case> make_case(const cx_engine& engine, const cx_population& population,
                                        std::uint64_t index);

/// Declares --rulebook, --subjects, --records, --rejects and --out.
void add_population_options(command_options& options);

/// The text of a rulebook file. Throws exit status 3.
[[nodiscard]] std::string read_rulebook_file(const std::string& path);

/// A rulebook from a file, or the built-in one where the path is empty. Throws
/// exit status 1 after telling all that is wrong with it.
[[nodiscard]] handle<cx_rulebook> load_rulebook(const std::string& path);

[[nodiscard]] handle<cx_engine> make_engine(const cx_rulebook& rulebook);

/// Throws exit status 1 where the rulebook is not effective on a day.
void require_effective(const cx_rulebook& rulebook, cx_day day);

/// Reads what --subjects and --records name. Without --rejects, bad rows are
/// told and exit status 2 is thrown. `only_subject` may be empty; 0 threads are as many as
/// the machine has cores. With `scores_alone`, which may be null, nothing but these scores
/// may be asked for.
[[nodiscard]] handle<cx_population> read_population(const cx_engine& engine,
                                                    const command_options& options,
                                                    const std::string& only_subject,
                                                    std::uint32_t threads,
                                                    const cx_score_options* scores_alone);

/// What a command writes about a population: its answer to --out and, with
/// --rejects, the bad rows, both put in place together.
class answer {
public:
  answer(const command_options& options, const cx_population& population);
  [[nodiscard]] output& out() noexcept { return out_; }
  void put_in_place();

private:
  const cx_population& population_;
  bool only_one_subject_;
  output out_;
  std::optional<output> rejects_;
  std::string rejects_path_;
};

/// A subject's position. Throws exit status 2 where there is none.
[[nodiscard]] std::uint64_t find_subject(const cx_population& population, const std::string& id,
                                         const command_options& options);

}  // namespace cli
