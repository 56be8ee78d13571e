// The store's answers as JSON (see io/store_json.hpp).
#include "chengxin/io/store_json.hpp"

#include <optional>

#include "report/appender.hpp"
#include "report/json_string.hpp"
#include "store/told.hpp"

namespace chengxin {
namespace {

using io::report::appender;

/// Members one after another, between braces.
class object {
public:
  explicit object(appender& to) : to_(to) { to_.character('{'); }
  ~object() { to_.character('}'); }
  object(const object&) = delete;
  object& operator=(const object&) = delete;

  void name(std::string_view name) {
    if (!is_first_) to_.character(',');
    is_first_ = false;
    io::report::append_json_string(to_, name);
    to_.character(':');
  }
  void text(std::string_view member, std::string_view value) {
    name(member);
    io::report::append_json_string(to_, value);
  }
  void number(std::string_view member, std::uint64_t value) {
    name(member);
    to_.integer(static_cast<std::int64_t>(value));
  }
  void integer(std::string_view member, std::int64_t value) {
    name(member);
    to_.integer(value);
  }
  void boolean(std::string_view member, bool value) {
    name(member);
    to_.raw(value ? "true" : "false");
  }
  void day(std::string_view member, date value) { text(member, to_string(value)); }
  void decimal(std::string_view member, std::optional<points> value) {
    name(member);
    if (value) {
      to_.decimal(*value);
    } else {
      to_.raw("null");
    }
  }
  void raw(std::string_view member, std::string_view json) {
    name(member);
    to_.raw(json);
  }

private:
  appender& to_;
  bool is_first_ = true;
};

/// A list of objects, each written by `write`.
template <class List, class Write>
void append_list(appender& to, const List& list, const Write& write) {
  to.character('[');
  bool is_first = true;
  for (const auto& it : list) {
    if (!is_first) to.character(',');
    is_first = false;
    object made(to);
    write(made, it);
  }
  to.character(']');
}

void append_figures(object& to, const disclosure& told) {
  if (told.entitled) to.boolean("entitled", *told.entitled);
  if (told.tier) to.text("tier", *told.tier);
  if (told.score) to.integer("score", *told.score);
}

void append_side(object& to, const explained_side& side) {
  to.day("as_of", side.as_of);
  to.text("known_at", to_string(side.known_at));
  to.decimal("total", side.total);
}

}  // namespace

namespace storage {

void append_told(std::string& out, const disclosure& answer) {
  appender to(out);
  object whole(to);
  append_figures(whole, answer);
}

}  // namespace storage

namespace io {

void append_json(std::string& out, const import_summary& told) {
  appender to(out);
  object whole(to);
  whole.name("subjects");
  {
    object subjects(to);
    subjects.number("new", told.subjects_new);
    subjects.number("changed", told.subjects_changed);
    subjects.number("same", told.subjects_same);
  }
  whole.name("records");
  object records(to);
  records.number("new", told.records_new);
  records.number("changed", told.records_changed);
  records.number("same", told.records_same);
  records.number("held_back", told.held_back);
  records.number("barred", told.barred);
  records.number("bad", told.bad);
}

void append_json(std::string& out, const disclosure& told) {
  appender to(out);
  object whole(to);
  whole.text("verdict", told.granted() ? "granted" : "denied");
  if (!told.granted()) {
    whole.text("reason", denial_names[static_cast<std::size_t>(told.why)]);
    return;
  }
  if (!told.use.empty()) whole.text("use", told.use);
  whole.day("as_of", told.as_of);
  append_figures(whole, told);
  if (told.report) whole.raw("report", *told.report);
}

void append_json(std::string& out, const std::vector<consent>& listed) {
  appender to(out);
  append_list(to, listed, [&](object& made, const consent& it) {
    made.text("id", it.id);
    made.text("grantee", it.grantee);
    made.text("use", it.use);
    made.text("scope", scope_names[static_cast<std::size_t>(it.scope)]);
    made.day("from", it.first_day);
    made.day("until", it.last_day);
    if (it.revoked_at) {
      made.text("revoked_at", to_string(*it.revoked_at));
    } else {
      made.raw("revoked_at", "null");
    }
    made.text("evidence", it.evidence);
  });
}

void append_json(std::string& out, const std::vector<log_entry>& listed) {
  appender to(out);
  append_list(to, listed, [&](object& made, const log_entry& it) {
    made.text("at", to_string(it.at));
    if (it.authentication.empty()) {
      made.text("grantee", it.grantee);
      made.text("use", it.use);
    } else {
      made.text("authentication", it.authentication);
    }
    made.text("scope", scope_names[static_cast<std::size_t>(it.scope)]);
    made.day("as_of", it.as_of);
    made.text("verdict", it.why == denial::none ? "granted" : "denied");
    if (it.why != denial::none) {
      made.text("reason", denial_names[static_cast<std::size_t>(it.why)]);
    }
    made.raw("told", it.told);
  });
}

void append_json(std::string& out, const explained_change& told) {
  appender to(out);
  object whole(to);
  whole.name("from");
  {
    object side(to);
    append_side(side, told.from);
  }
  whole.name("to");
  {
    object side(to);
    append_side(side, told.to);
  }
  whole.name("parts");
  append_list(to, told.parts, [&](object& made, const explained_part& it) {
    made.text("what", change_part_names[static_cast<std::size_t>(it.what)]);
    if (!it.record_id.empty()) made.text("record", it.record_id);
    made.decimal("points", it.value);
  });
  if (!told.why.empty()) whole.text("why", told.why);
}

void append_json(std::string& out, const verification& told) {
  appender to(out);
  object whole(to);
  whole.boolean("ok", told.ok);
  if (told.ok) {
    whole.number("entries", told.entries);
    whole.text("head", told.head);
    return;
  }
  if (told.entry != 0) {
    whole.number("entry", told.entry);
  } else {
    whole.raw("entry", "null");
  }
  whole.text("why", told.why);
}

void append_json(std::string& out, const store_statistics& told) {
  appender to(out);
  object whole(to);
  whole.number("subjects", told.subjects);
  whole.number("records", told.records);
  whole.number("versions", told.versions);
  whole.number("cached_scores", told.cached_scores);
  whole.number("hits", told.hits);
  whole.name("misses");
  object misses(to);
  misses.number("absent", told.absent);
  misses.number("newer_data", told.newer_data);
  misses.number("past_stable_through", told.past_stable_through);
  misses.number("other_rulebook", told.other_rulebook);
}

}  // namespace io
}  // namespace chengxin
