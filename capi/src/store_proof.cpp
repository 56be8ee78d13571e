// Purging, tidying, and what a store proves of itself.
// Never mends what does not fit.
#include "chengxin/io/store_json.hpp"
#include "store.hpp"

using namespace chengxin::capi;
namespace io = chengxin::io;

cx_status cx_store_purge(cx_store* store, int32_t months, uint64_t* records, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    constexpr std::int32_t most_months = 1200;
    if (months < 0 || months > most_months) return misuse(err, "months is not from 0 to 1200");
    const chengxin::result<chengxin::purge_summary> made = on.purge(months);
    if (!made) return fail_store(err, made.failure());
    if (records != nullptr) *records = made->records;
    return CX_OK;
  });
}

cx_status cx_store_tidy(cx_store* store, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    const chengxin::result<bool> made = on.tidy();
    return made ? CX_OK : fail_store(err, made.failure());
  });
}

cx_status cx_store_head(cx_store* store, cx_buffer* out, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (out == nullptr) return misuse(err, "out is NULL");
    const chengxin::result<std::string> made = on.head();
    if (!made) return fail_store(err, made.failure());
    *out = make_buffer(*made);
    return CX_OK;
  });
}

cx_status cx_store_verify(cx_store* store, const cx_verify_options* options, cx_verification* out,
                          cx_buffer* json, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    cx_verify_options known = CX_VERIFY_OPTIONS_INIT;
    if (options != nullptr && !read_options(options, known)) return misuse(err, "bad options");
    if (known.reserved != 0 || !is_text(known.expected)) {
      return misuse(err, "reserved is not 0, or expected is NULL");
    }
    if (out != nullptr && !can_write(out)) return misuse(err, "out has no struct_size");
    std::optional<std::string_view> expected;
    if (known.expected.size != 0) expected = view(known.expected);
    std::function<bool(std::uint64_t, std::uint64_t)> progress;
    if (known.progress != nullptr) {
      progress = [&known](std::uint64_t done, std::uint64_t total) {
        return known.progress(known.progress_context, done, total) == 0;
      };
    }
    chengxin::result<chengxin::verification> made = on.verify(expected, progress);
    if (!made) return fail_store(err, made.failure());
    store->verified = std::move(*made);
    const chengxin::verification& told = store->verified;
    if (json != nullptr) {
      std::string text;
      io::append_json(text, told);
      *json = make_buffer(text);
    }
    if (out == nullptr) return CX_OK;
    cx_verification full = CX_VERIFICATION_INIT;
    full.ok = told.ok ? 1 : 0;
    full.entries = told.entries;
    full.entry = told.entry;
    full.head = lend(told.head);
    full.why = lend(told.why);
    write_struct(out, full);
    return CX_OK;
  });
}

cx_status cx_store_statistics(cx_store* store, cx_statistics* out, cx_buffer* json, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (out != nullptr && !can_write(out)) return misuse(err, "out has no struct_size");
    const chengxin::result<chengxin::store_statistics> made = on.statistics();
    if (!made) return fail_store(err, made.failure());
    if (json != nullptr) {
      std::string text;
      io::append_json(text, *made);
      *json = make_buffer(text);
    }
    if (out == nullptr) return CX_OK;
    cx_statistics full = CX_STATISTICS_INIT;
    full.subjects = made->subjects;
    full.records = made->records;
    full.versions = made->versions;
    full.entries = made->entries;
    full.cached_scores = made->cached_scores;
    full.hits = made->hits;
    full.absent = made->absent;
    full.newer_data = made->newer_data;
    full.past_stable_through = made->past_stable_through;
    full.other_rulebook = made->other_rulebook;
    write_struct(out, full);
    return CX_OK;
  });
}
