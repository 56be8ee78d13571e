// Rulebooks and engines of the C interface.
// Never reads a file: rulebooks come as text.
#include "chengxin/io/rulebook.hpp"

#include "internal.hpp"

using namespace chengxin::capi;

namespace {

template <class Text>
cx_string lend_of(const cx_rulebook* rulebook, Text chengxin::rulebook::*member) noexcept {
  return rulebook == nullptr ? cx_string{nullptr, 0} : lend((*rulebook->book).*member);
}

cx_status load(std::string_view json, cx_rulebook** out, cx_error* err) {
  chengxin::io::loaded_rulebook loaded = chengxin::io::load_rulebook(json);
  if (loaded.book == nullptr) {
    for (const chengxin::diagnostic& finding : loaded.findings) {
      if (finding.level != chengxin::severity::error) continue;
      return fail(
          err, {CX_ERROR_RULEBOOK, finding.code, finding.message, finding.pointer, finding.where});
    }
    return fail(err, {CX_ERROR_INTERNAL, "internal", "a rulebook was refused without a reason"});
  }
  description parts = describe_parts(*loaded.book);
  *out = std::make_unique<cx_rulebook>(cx_rulebook{std::move(loaded.book), std::move(parts)})
             .release();
  return CX_OK;
}

}  // namespace

cx_status cx_rulebook_load(const char* json, size_t size, cx_rulebook** out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (!is_text(json, size) || out == nullptr) return misuse(err, "json or out is NULL");
    return load(view(json, size), out, err);
  });
}

cx_status cx_rulebook_builtin(cx_rulebook** out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (out == nullptr) return misuse(err, "out is NULL");
    return load(chengxin::io::builtin_rulebook_json(), out, err);
  });
}

void cx_rulebook_free(cx_rulebook* rulebook) {
  delete rulebook;
}

cx_string cx_rulebook_id(const cx_rulebook* rulebook) {
  return lend_of(rulebook, &chengxin::rulebook::id);
}

cx_string cx_rulebook_version(const cx_rulebook* rulebook) {
  return lend_of(rulebook, &chengxin::rulebook::version);
}

cx_string cx_rulebook_fingerprint(const cx_rulebook* rulebook) {
  return lend_of(rulebook, &chengxin::rulebook::fingerprint);
}

cx_string cx_rulebook_builtin_json(void) {
  return lend(chengxin::io::builtin_rulebook_json());
}

cx_status cx_rulebook_canonical(const char* json, size_t size, cx_buffer* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (!is_text(json, size) || out == nullptr) return misuse(err, "json or out is NULL");
    const chengxin::result<std::string> text = chengxin::io::canonical_json(view(json, size));
    if (!text) return fail(err, {CX_ERROR_INPUT, text.failure().code, text.failure().message});
    *out = make_buffer(*text);
    return CX_OK;
  });
}

cx_status cx_engine_new(const cx_rulebook* rulebook, cx_engine** out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (rulebook == nullptr || out == nullptr) return misuse(err, "rulebook or out is NULL");
    chengxin::result<chengxin::engine> made = chengxin::engine::compile(rulebook->book);
    if (!made) return fail(err, {CX_ERROR_RULEBOOK, made.failure().code, made.failure().message});
    auto names = std::make_shared<declared_names>(*made);
    *out = std::make_unique<cx_engine>(cx_engine{std::move(*made), std::move(names)}).release();
    return CX_OK;
  });
}

void cx_engine_free(cx_engine* engine) {
  delete engine;
}
