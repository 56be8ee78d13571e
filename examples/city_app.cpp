// A small city app over a store: residents enrol, facts are imported, a library asks
// whether it may lend without a deposit, the resident sees who asked and revokes.
//
//   example_city_app FILE     makes FILE, which must not exist
//
// The clock is the program's own, so that the output is always the same; leave it out.
#include <chengxin/io/source.hpp>
#include <chengxin/store.hpp>
#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>

namespace {

template <class T>
T must(chengxin::result<T> given) {
  if (!given) {
    std::cerr << given.failure().message << " [" << given.failure().code << "]\n";
    std::exit(1);
  }
  return std::move(*given);
}

constexpr std::string_view residents =
    "subject_id,birth_date,residency,capacity,enrolled_on\n"
    "wang,1990-04-01,registered,full,2020-01-01\n"
    "li,1985-11-20,habitual,full,2020-01-01\n";

constexpr std::string_view facts =
    "record_id,subject_id,category,provider,occurred_on,origin,status\n"
    "r1,li,N-TRF-DUI,gongan-jiaojing,2026-03-01,platform,active\n";

void show(const chengxin::disclosure& answer) {
  if (answer.granted()) {
    std::cout << "library: " << (*answer.entitled ? "yes, no deposit" : "a deposit is needed")
              << '\n';
  } else {
    std::cout << "library: denied, " << chengxin::denial_names[static_cast<std::size_t>(answer.why)]
              << '\n';
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: example_city_app FILE\n";
    return 2;
  }
  const std::string path = arguments[1];
  chengxin::store_create_options made;
  made.test_clock = true;  // for this example: a real store goes by the system's clock
  static_cast<void>(must(chengxin::store::create(path, made)));

  chengxin::moment now = *chengxin::parse_moment("2026-06-01T09:00:00+08:00");
  chengxin::store_options options;
  options.clock = [&now] { return now; };
  chengxin::store store = must(chengxin::store::open(path, options));

  const auto people = chengxin::io::from_memory(residents, "residents");
  const auto records = chengxin::io::from_memory(facts, "facts");
  const chengxin::import_summary told =
      must(store.import({people.get(), chengxin::io::row_format::csv},
                        {records.get(), chengxin::io::row_format::csv}));
  std::cout << told.subjects_new << " residents, " << told.records_new << " record\n";

  for (const char* who : {"wang", "li"}) {
    const chengxin::store_score score = must(store.score(who));
    std::cout << who << ": " << score.score << ", " << score.tier << '\n';
  }

  chengxin::consent_request consent;
  consent.subject_id = "li";
  consent.grantee = "city-library";
  consent.use = "library.deposit_free";
  consent.scope = chengxin::scope::entitled;
  consent.first_day = *chengxin::parse_date("2026-06-01");
  consent.last_day = *chengxin::parse_date("2026-12-31");
  consent.evidence = "app:consent/1";
  const std::string id = must(store.grant(consent));

  chengxin::disclosure_request question;
  question.subject_id = "li";
  question.grantee = "city-library";
  question.use = "library.deposit_free";
  question.scope = chengxin::scope::entitled;
  now.milliseconds += 60'000;
  show(must(store.disclose(question)));

  now.milliseconds += 60'000;
  for (const chengxin::log_entry& asked : must(store.log("li"))) {
    std::cout << "li sees: " << to_string(asked.at) << ' ' << asked.grantee << " asked for "
              << asked.use << " and was told " << asked.told << '\n';
  }
  static_cast<void>(must(store.revoke(id)));
  show(must(store.disclose(question)));
  std::cout << "the ledger is " << (must(store.verify()).ok ? "whole" : "broken") << '\n';
  return 0;
}
