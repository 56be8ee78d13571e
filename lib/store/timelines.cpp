// A subject's timeline, each day under the rulebook effective on it (see store.hpp).
#include <algorithm>
#include <deque>

#include "chengxin/io/report.hpp"
#include "chengxin/timeline_through.hpp"
#include "store/content.hpp"

namespace chengxin {

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
    const storage::resolved_question asked = storage::resolve(session, {from, known_at});
    storage::computation& with = content_->computation;
    storage::load_for(session, subject_id, asked, with);

    std::deque<storage::prepared_person> prepared;  // what the periods borrow
    std::vector<timeline_period> periods;
    for (date day = from; day <= to;) {
      const storage::standard& by = session.books().effective(day, asked.position);
      const date last = std::min(to, session.books().effective_through(day, asked.position));
      storage::prepared_person& facts = prepared.emplace_back();
      storage::prepare(by.engine, with.who, facts);
      periods.push_back({&by.engine, &facts.subject, facts.records, day, last});
      day = last + 1;
    }
    const result<timeline_through> made = make_timeline_through(periods, from, to);
    if (!made) throw storage::failure{made.failure()};
    std::string text;
    io::append_timeline_through_json(text, *made, periods);
    return text;
  });
}

}  // namespace chengxin
