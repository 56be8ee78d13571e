// Asking a store for scores, reports, timelines and changes.
// Never computes: the store does.
#include "chengxin/io/store_json.hpp"
#include "store.hpp"

using namespace chengxin::capi;

namespace {

template <class Text>
cx_status give_text(const chengxin::result<Text>& made, cx_buffer* out, cx_error* err) {
  if (!made) return fail_store(err, made.failure());
  *out = make_buffer(*made);
  return CX_OK;
}

}  // namespace

cx_status cx_store_score(cx_store* store, const char* subject_id, size_t size, cx_day as_of,
                         cx_moment known_at, cx_store_figures* out, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size)) return misuse(err, "subject_id is NULL");
    if (!can_write(out)) return misuse(err, "out is NULL or has no struct_size");
    const chengxin::result<chengxin::store_score> found =
        on.score(view(subject_id, size), question_of(as_of, known_at));
    if (!found) return fail_store(err, found.failure());
    cx_store_figures full = CX_STORE_FIGURES_INIT;
    full.as_of = found->as_of.days;
    full.eligible = found->eligible ? 1 : 0;
    full.stable_through = found->stable_through ? found->stable_through->days : CX_NO_DAY;
    full.score = found->score;
    full.total = found->total.cents;
    full.tier_id = lend(found->tier);
    full.fingerprint = lend(found->fingerprint);
    full.from_cache = found->from_cache ? 1 : 0;
    store->dimensions.clear();
    for (const chengxin::dimension_value& it : found->dimensions) {
      store->dimensions.push_back({lend(it.id), it.value.cents});
    }
    full.dimensions = store->dimensions.data();
    full.dimension_count = store->dimensions.size();
    write_struct(out, full);
    return CX_OK;
  });
}

cx_status cx_store_scores(cx_store* store, cx_day as_of, cx_moment known_at,
                          int32_t with_stable_through, cx_write_function write, void* write_context,
                          uint64_t* not_held, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (write == nullptr) return misuse(err, "write is NULL");
    if (with_stable_through != 0 && with_stable_through != 1) {
      return misuse(err, "with_stable_through is neither 0 nor 1");
    }
    const chengxin::result<std::uint64_t> left_out = on.scores(
        question_of(as_of, known_at), with_stable_through == 1, [&](std::string_view bytes) {
          return write(write_context, bytes.data(), bytes.size()) == 0;
        });
    if (!left_out) return fail_store(err, left_out.failure());
    if (not_held != nullptr) *not_held = *left_out;
    return CX_OK;
  });
}

cx_status cx_store_score_csv(cx_store* store, const char* subject_id, size_t size, cx_day as_of,
                             cx_moment known_at, int32_t with_stable_through, cx_buffer* out,
                             cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size) || out == nullptr) {
      return misuse(err, "subject_id or out is NULL");
    }
    if (with_stable_through != 0 && with_stable_through != 1) {
      return misuse(err, "with_stable_through is neither 0 nor 1");
    }
    return give_text(on.score_csv(view(subject_id, size), question_of(as_of, known_at),
                                  with_stable_through == 1),
                     out, err);
  });
}

cx_status cx_store_refresh(cx_store* store, const cx_refresh_options* options, uint64_t* computed,
                           uint64_t* already_valid, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    constexpr std::int32_t most_threads = 1024;
    cx_refresh_options known = CX_REFRESH_OPTIONS_INIT;
    if (options != nullptr && !read_options(options, known)) return misuse(err, "bad options");
    if (known.reserved != 0 || known.threads < 0 || known.threads > most_threads) {
      return misuse(err, "reserved is not 0, or threads is not from 0 to 1024");
    }
    chengxin::refresh_options how;
    how.as_of = optional_day(known.as_of);
    how.threads = static_cast<unsigned>(known.threads);
    if (known.progress != nullptr) {
      how.progress = [&known](std::uint64_t done, std::uint64_t total) {
        return known.progress(known.progress_context, done, total) == 0;
      };
    }
    const chengxin::result<chengxin::refresh_summary> told = on.refresh(how);
    if (!told) return fail_store(err, told.failure());
    if (computed != nullptr) *computed = told->computed;
    if (already_valid != nullptr) *already_valid = told->already_valid;
    return CX_OK;
  });
}

cx_status cx_store_explain(cx_store* store, const char* subject_id, size_t size, cx_day as_of,
                           cx_moment known_at, int32_t format, int32_t language, cx_buffer* out,
                           cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size) || out == nullptr)
      return misuse(err, "subject_id or out is NULL");
    if (format < CX_FORMAT_TEXT || format > CX_FORMAT_HTML) {
      return misuse(err, "format is not a CX_FORMAT constant");
    }
    if (language != CX_LANGUAGE_ZH && language != CX_LANGUAGE_EN) {
      return misuse(err, "language is not a CX_LANGUAGE constant");
    }
    return give_text(on.explain(view(subject_id, size), question_of(as_of, known_at),
                                static_cast<chengxin::store::report_format>(format),
                                static_cast<chengxin::io::language>(language)),
                     out, err);
  });
}

cx_status cx_store_timeline(cx_store* store, const char* subject_id, size_t size, cx_day from,
                            cx_day to, cx_moment known_at, cx_buffer* out, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size) || out == nullptr)
      return misuse(err, "subject_id or out is NULL");
    return give_text(on.timeline(view(subject_id, size), chengxin::date{from}, chengxin::date{to},
                                 moment_of(known_at)),
                     out, err);
  });
}

cx_status cx_store_explain_change(cx_store* store, const char* subject_id, size_t size,
                                  cx_day from_as_of, cx_moment from_known_at, cx_day to_as_of,
                                  cx_moment to_known_at, cx_buffer* out, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size) || out == nullptr)
      return misuse(err, "subject_id or out is NULL");
    const chengxin::result<chengxin::explained_change> made =
        on.explain_change(view(subject_id, size), question_of(from_as_of, from_known_at),
                          question_of(to_as_of, to_known_at));
    if (!made) return fail_store(err, made.failure());
    std::string text;
    chengxin::io::append_json(text, *made);
    *out = make_buffer(text);
    return CX_OK;
  });
}
