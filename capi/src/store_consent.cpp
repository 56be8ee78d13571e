// Consents, disclosures, a resident's acts, and the log of a store.
// Never decides who may be told what: the store does.
#include "chengxin/io/store_json.hpp"
#include "store.hpp"

using namespace chengxin::capi;
namespace io = chengxin::io;

namespace {

template <class List>
cx_status give_json(const chengxin::result<List>& made, cx_buffer* out, cx_error* err) {
  if (!made) return fail_store(err, made.failure());
  std::string text;
  io::append_json(text, *made);
  *out = make_buffer(text);
  return CX_OK;
}

cx_status done(const chengxin::result<bool>& made, cx_error* err) {
  return made ? CX_OK : fail_store(err, made.failure());
}

// A buffer that is made before the ledger is written, since memory may be short, and given
// when that is done.
class ready_buffer {
public:
  ready_buffer() = default;
  ~ready_buffer() { cx_buffer_dispose(&made_); }
  ready_buffer(const ready_buffer&) = delete;
  ready_buffer& operator=(const ready_buffer&) = delete;
  void make(std::string_view text) { made_ = make_buffer(text); }
  [[nodiscard]] cx_buffer give() noexcept { return std::exchange(made_, CX_BUFFER_INIT); }

private:
  cx_buffer made_ = CX_BUFFER_INIT;
};

// Answers by `ask`, which takes what is to be done before anything is written, in both
// forms. The answer is kept in the store, since texts are lent.
template <class Ask>
cx_status give(cx_store& store, const Ask& ask, cx_disclosure* out, cx_buffer* json,
               cx_error* err) {
  ready_buffer text;
  chengxin::result<chengxin::disclosure> made = ask([&](const chengxin::disclosure& told) {
    if (json == nullptr) return;
    std::string written;
    io::append_json(written, told);
    text.make(written);
  });
  if (!made) return fail_store(err, made.failure());
  store.disclosed = std::move(*made);
  const chengxin::disclosure& told = store.disclosed;
  if (json != nullptr) *json = text.give();
  if (out == nullptr) return CX_OK;
  cx_disclosure full = CX_DISCLOSURE_INIT;
  full.denial = static_cast<std::int32_t>(told.why);
  if (!told.granted()) {
    full.denial_name = lend(chengxin::denial_names[static_cast<std::size_t>(told.why)]);
  }
  full.as_of = told.as_of.days;
  if (told.entitled) full.entitled = *told.entitled ? 1 : 0;
  if (told.score) {
    full.has_score = 1;
    full.score = *told.score;
  }
  if (told.tier) full.tier_id = lend(*told.tier);
  if (told.report) full.report = lend(*told.report);
  write_struct(out, full);
  return CX_OK;
}

}  // namespace

cx_status cx_store_grant(cx_store* store, const cx_consent_request* request, cx_buffer* out,
                         cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (out == nullptr) return misuse(err, "out is NULL");
    cx_consent_request known = CX_CONSENT_REQUEST_INIT;
    if (!read_options(request, known)) return misuse(err, "request is NULL or of no known size");
    if (!is_scope(known.scope)) return misuse(err, "scope is not a CX_SCOPE constant");
    if (!is_text(known.subject_id) || !is_text(known.grantee) || !is_text(known.use) ||
        !is_text(known.evidence)) {
      return misuse(err, "a text of the request is NULL");
    }
    chengxin::consent_request asked;
    asked.subject_id = view(known.subject_id);
    asked.grantee = view(known.grantee);
    asked.use = view(known.use);
    asked.scope = static_cast<chengxin::scope>(known.scope);
    asked.first_day = chengxin::date{known.first_day};
    asked.last_day = chengxin::date{known.last_day};
    asked.evidence = view(known.evidence);
    ready_buffer text;
    const chengxin::result<std::string> id =
        on.grant(asked, [&](const std::string& made) { text.make(made); });
    if (!id) return fail_store(err, id.failure());
    *out = text.give();
    return CX_OK;
  });
}

cx_status cx_store_revoke(cx_store* store, const char* consent_id, size_t size, int32_t* revoked,
                          cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(consent_id, size)) return misuse(err, "consent_id is NULL");
    const chengxin::result<bool> made = on.revoke(view(consent_id, size));
    if (made && revoked != nullptr) *revoked = *made ? 1 : 0;
    return done(made, err);
  });
}

cx_status cx_store_consents(cx_store* store, const char* subject_id, size_t size, cx_buffer* out,
                            cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size) || out == nullptr)
      return misuse(err, "subject_id or out is NULL");
    return give_json(on.consents(view(subject_id, size)), out, err);
  });
}

cx_status cx_store_disclose(cx_store* store, const cx_disclosure_request* request,
                            cx_disclosure* out, cx_buffer* json, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    cx_disclosure_request known = CX_DISCLOSURE_REQUEST_INIT;
    if (!read_options(request, known)) return misuse(err, "request is NULL or of no known size");
    if (!is_scope(known.scope)) return misuse(err, "scope is not a CX_SCOPE constant");
    if (out != nullptr && !can_write(out)) return misuse(err, "out has no struct_size");
    if (known.reserved != 0 || !is_text(known.subject_id) || !is_text(known.grantee) ||
        !is_text(known.use)) {
      return misuse(err, "reserved is not 0, or a text of the request is NULL");
    }
    chengxin::disclosure_request asked;
    asked.subject_id = view(known.subject_id);
    asked.grantee = view(known.grantee);
    asked.use = view(known.use);
    asked.scope = static_cast<chengxin::scope>(known.scope);
    asked.as_of = optional_day(known.as_of);
    return give(
        *store, [&](const auto& before) { return on.disclose(asked, before); }, out, json, err);
  });
}

cx_status cx_store_self(cx_store* store, const char* subject_id, size_t size,
                        const char* authentication, size_t authentication_size, cx_disclosure* out,
                        cx_buffer* json, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size) || !is_text(authentication, authentication_size)) {
      return misuse(err, "subject_id or authentication is NULL");
    }
    if (out != nullptr && !can_write(out)) return misuse(err, "out has no struct_size");
    return give(
        *store,
        [&](const auto& before) {
          return on.self(view(subject_id, size), view(authentication, authentication_size), before);
        },
        out, json, err);
  });
}

cx_status cx_store_log(cx_store* store, const char* subject_id, size_t size, cx_buffer* out,
                       cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size) || out == nullptr)
      return misuse(err, "subject_id or out is NULL");
    return give_json(on.log(view(subject_id, size)), out, err);
  });
}

cx_status cx_store_object(cx_store* store, const char* subject_id, size_t size,
                          const char* record_id, size_t record_size, const char* text,
                          size_t text_size, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size) || !is_text(record_id, record_size) ||
        !is_text(text, text_size)) {
      return misuse(err, "subject_id, record_id or text is NULL");
    }
    return done(
        on.object(view(subject_id, size), view(record_id, record_size), view(text, text_size)),
        err);
  });
}

cx_status cx_store_decide(cx_store* store, const char* subject_id, size_t size,
                          const char* record_id, size_t record_size, int32_t upheld,
                          const char* evidence, size_t evidence_size, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size) || !is_text(record_id, record_size) ||
        !is_text(evidence, evidence_size)) {
      return misuse(err, "subject_id, record_id or evidence is NULL");
    }
    if (upheld != 0 && upheld != 1) return misuse(err, "upheld is neither 0 nor 1");
    return done(on.decide(view(subject_id, size), view(record_id, record_size), upheld == 1,
                          view(evidence, evidence_size)),
                err);
  });
}

cx_status cx_store_withdraw(cx_store* store, const char* subject_id, size_t size,
                            const char* evidence, size_t evidence_size, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size) || !is_text(evidence, evidence_size)) {
      return misuse(err, "subject_id or evidence is NULL");
    }
    return done(on.withdraw(view(subject_id, size), view(evidence, evidence_size)), err);
  });
}

cx_status cx_store_enrol(cx_store* store, const char* subject_id, size_t size, const char* evidence,
                         size_t evidence_size, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size) || !is_text(evidence, evidence_size)) {
      return misuse(err, "subject_id or evidence is NULL");
    }
    return done(on.enrol(view(subject_id, size), view(evidence, evidence_size)), err);
  });
}

cx_status cx_store_erase(cx_store* store, const char* subject_id, size_t size, const char* evidence,
                         size_t evidence_size, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size) || !is_text(evidence, evidence_size)) {
      return misuse(err, "subject_id or evidence is NULL");
    }
    return done(on.erase(view(subject_id, size), view(evidence, evidence_size)), err);
  });
}
