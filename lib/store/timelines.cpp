// A subject's timeline, each day under the rulebook effective on it (see store.hpp).
#include <algorithm>
#include <deque>

#include "chengxin/io/report.hpp"
#include "chengxin/timeline_through.hpp"
#include "store/content.hpp"

namespace chengxin {
namespace storage {
namespace {

/// Days that follow one another, and either all have a rulebook or none has.
struct run_of_days {
  date from;
  date through;
  std::vector<timeline_period> periods;  ///< none: no rulebook is effective
};

/// The runs of [from, to]. `prepared` is what they borrow.
std::vector<run_of_days> find_runs(session& on, computation& with, std::int64_t position, date from,
                                   date to, std::deque<prepared_person>& prepared) {
  std::vector<run_of_days> runs;
  for (date day = from; day <= to;) {
    const standard* const by = on.books().find(day, position);
    const date last = std::min(to, on.books().effective_through(day, position));
    if (runs.empty() || by == nullptr || runs.back().periods.empty()) {
      runs.push_back({day, last, {}});
    }
    runs.back().through = last;
    if (by != nullptr) {
      prepared_person& facts = prepared.emplace_back();
      prepare(by->engine, with.who, facts);
      runs.back().periods.push_back({&by->engine, &facts.subject, facts.records, day, last});
    }
    day = last + 1;
  }
  return runs;
}

void append(std::string& out, const run_of_days& run) {
  if (run.periods.empty()) {
    out += R"({"from":")" + to_string(run.from) + R"(","through":")" + to_string(run.through) +
           R"(","eligible":null,"score":null,"total":null,"tier":null,"dimensions":{},)"
           R"("causes":[],"why":"not_effective"})";
    return;
  }
  const result<timeline_through> made = make_timeline_through(run.periods, run.from, run.through);
  if (!made) throw failure{made.failure()};
  std::string segments;
  io::append_timeline_through_json(segments, *made, run.periods);
  out.append(segments, 1, segments.size() - 2);  // an array's members
}

}  // namespace
}  // namespace storage

using storage::fail;

result<std::string> store::timeline(std::string_view subject_id, date from, date to,
                                    std::optional<moment> known_at) {
  return storage::attempt([&] {
    storage::session& session = content_->session;
    if (to < from) {
      fail("empty_interval", "expected a last day that is not before the first, " +
                                 to_string(from) + "; found " + to_string(to));
    }
    if (from < first_input_day || to > last_input_day) {
      fail("day_not_allowed", "expected days from 1900-01-01 to 2199-12-31");
    }
    const storage::transaction whole(session.file(), storage::transaction::kind::read);
    const storage::resolved_question asked = storage::resolve_day(session, {from, known_at});
    storage::computation& with = content_->computation;
    storage::load_for(session, subject_id, asked, with);

    std::deque<storage::prepared_person> prepared;
    const std::vector<storage::run_of_days> runs =
        storage::find_runs(session, with, asked.position, from, to, prepared);
    if (prepared.empty()) storage::fail_not_effective(from);
    std::string text;
    for (const storage::run_of_days& run : runs) {
      text += text.empty() ? '[' : ',';
      storage::append(text, run);
    }
    return text + ']';
  });
}

}  // namespace chengxin
