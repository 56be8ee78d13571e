// Everyone's score by the C++ library itself. The digest that all languages print is
// the SHA-256 of these lines: score SUBJECTS.csv RECORDS.csv | sha256sum
#include <chengxin/io/population.hpp>
#include <chengxin/io/rulebook.hpp>

#include <cstdio>
#include <iostream>

namespace {

int failed(const chengxin::error& why) {
  std::cerr << why.message << " [" << why.code << "]\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  namespace io = chengxin::io;
  if (argc != 3) {
    std::cerr << "usage: score SUBJECTS.csv RECORDS.csv\n";
    return 2;
  }
  const auto loaded = io::load_rulebook(io::builtin_rulebook_json());
  if (!loaded.book) return 1;
  const auto engine = chengxin::engine::compile(loaded.book);
  if (!engine) return failed(engine.failure());
  const auto subjects = io::open_file(argv[1]);
  if (!subjects) return failed(subjects.failure());
  const auto records = io::open_file(argv[2]);
  if (!records) return failed(records.failure());
  const auto population =
      io::read_population(*engine, **subjects, io::row_format::csv, **records, io::row_format::csv);
  if (!population) return failed(population.failure());

  const chengxin::date day = chengxin::date::of(2026, 2, 28);
  chengxin::assessment outcome;  // one for everybody: its memory is kept
  io::record_memory memory;      // likewise
  for (std::size_t i = 0; i < population->size(); ++i) {
    const chengxin::prepared_subject& who = population->subject(i);
    const auto facts = population->records(i, memory);
    if (!engine->assess(who, facts, day, chengxin::depth::figures, outcome)) {
      std::cerr << "the rulebook is not effective on that day\n";
      return 1;
    }
    std::cout << who.subject_id;
    if (outcome.eligible) {
      std::cout << ",true," << outcome.score << ',' << engine->book().tiers[outcome.tier].id
                << '\n';
    } else {
      std::cout << ",false,,\n";
    }
  }
  return std::cout.flush() ? 0 : 1;
}
