// Stores of the C interface: moments, making, opening, closing, snapshots.
// Never knows what stands in one.
#include "store.hpp"

#include <array>
#include <cstring>
#include <memory>
#include <utility>

using namespace chengxin::capi;

namespace chengxin::capi {

cx_status status_of_store(std::string_view code) noexcept {
  constexpr std::array<std::pair<std::string_view, cx_status>, 17> known{{
      {"busy", CX_ERROR_BUSY},
      {"damaged", CX_ERROR_DAMAGED},
      {"not_a_store", CX_ERROR_DAMAGED},
      {"newer_format", CX_ERROR_DAMAGED},
      {"io_error", CX_ERROR_IO},
      {"disk_full", CX_ERROR_IO},
      {"read_only", CX_ERROR_IO},
      {"cannot_open", CX_ERROR_IO},
      {"stopped", CX_ERROR_STOPPED},
      {"not_effective", CX_ERROR_NOT_EFFECTIVE},
      {"unknown_subject", CX_ERROR_NOT_FOUND},
      {"unknown_record", CX_ERROR_NOT_FOUND},
      {"unknown_consent", CX_ERROR_NOT_FOUND},
      {"unknown_use", CX_ERROR_NOT_FOUND},
      {"internal", CX_ERROR_INTERNAL},
      {"no_memory", CX_ERROR_NO_MEMORY},
      {"rulebook_refused", CX_ERROR_RULEBOOK},
  }};
  for (const auto& [name, status] : known) {
    if (name == code) return status;
  }
  return CX_ERROR_INPUT;
}

namespace {

// A path or the name of a VFS, for functions that end at a NUL.
bool holds_nul(std::string_view text) noexcept {
  return text.find('\0') != std::string_view::npos;
}

// Into a handle that was there before the file was.
cx_status give(chengxin::result<chengxin::store> opened, std::unique_ptr<cx_store> made,
               cx_store** out, cx_error* err) {
  if (!opened) return fail_store(err, opened.failure());
  made->store.emplace(std::move(*opened));
  *out = made.release();
  return CX_OK;
}

bool is_flag(std::int32_t value) noexcept {
  return value == 0 || value == 1;
}

}  // namespace
}  // namespace chengxin::capi

cx_status cx_moment_parse(const char* text, size_t size, cx_moment* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (!is_text(text, size) || out == nullptr) return misuse(err, "text or out is NULL");
    const std::optional<chengxin::moment> read = chengxin::parse_moment(view(text, size));
    if (!read) {
      return fail(err, {CX_ERROR_INPUT, "invalid_moment",
                        "expected a moment such as 2026-02-28T08:00:00.000Z"});
    }
    *out = read->milliseconds;
    return CX_OK;
  });
}

cx_status cx_moment_format(cx_moment moment, char* out, size_t capacity, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    constexpr size_t needed = 25;
    constexpr cx_moment first = -62'167'219'200'000;  // 0000-01-01T00:00:00.000Z
    constexpr cx_moment last = 253'402'300'799'999;   // 9999-12-31T23:59:59.999Z
    if (out == nullptr || capacity < needed) return misuse(err, "out is smaller than 25 bytes");
    if (moment < first || moment > last) return misuse(err, "moment is not of the years 0 to 9999");
    const std::string text = chengxin::to_string(chengxin::moment{moment});
    std::memcpy(out, text.c_str(), text.size() + 1);
    return CX_OK;
  });
}

cx_status cx_store_create(const char* path, size_t path_size,
                          const cx_store_create_options* options, cx_store** out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (!is_text(path, path_size) || out == nullptr) return misuse(err, "path or out is NULL");
    cx_store_create_options known = CX_STORE_CREATE_OPTIONS_INIT;
    if (options != nullptr && !read_options(options, known)) return misuse(err, "bad options");
    if (known.digest != CX_DIGEST_SHA256 && known.digest != CX_DIGEST_SM3) {
      return misuse(err, "digest is not a CX_DIGEST constant");
    }
    if (known.reserved != 0 || !is_flag(known.test_clock)) {
      return misuse(err, "reserved is not 0, or test_clock neither 0 nor 1");
    }
    if (!is_text(known.vfs) || holds_nul(view(known.vfs)) || holds_nul(view(path, path_size))) {
      return misuse(err, "the path or the VFS's name is NULL or holds a NUL");
    }
    chengxin::store_create_options how;
    how.digest = static_cast<chengxin::chain_digest>(known.digest);
    how.test_clock = known.test_clock != 0;
    how.vfs = view(known.vfs);
    auto made = std::make_unique<cx_store>();
    return give(chengxin::store::create(std::string(view(path, path_size)), how), std::move(made),
                out, err);
  });
}

cx_status cx_store_open(const char* path, size_t path_size, const cx_store_options* options,
                        cx_store** out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (!is_text(path, path_size) || out == nullptr) return misuse(err, "path or out is NULL");
    cx_store_options known = CX_STORE_OPTIONS_INIT;
    if (options != nullptr && !read_options(options, known)) return misuse(err, "bad options");
    if (known.reserved != 0 || !is_flag(known.read_only) || known.wait_milliseconds < 0) {
      return misuse(err, "reserved, read_only or wait_milliseconds is out of its bounds");
    }
    if (!is_text(known.vfs) || holds_nul(view(known.vfs)) || holds_nul(view(path, path_size))) {
      return misuse(err, "the path or the VFS's name is NULL or holds a NUL");
    }
    chengxin::store_options how;
    how.read_only = known.read_only != 0;
    how.wait_milliseconds = known.wait_milliseconds;
    how.vfs = view(known.vfs);
    if (known.clock != nullptr) {
      how.clock = [told = known.clock, context = known.clock_context] {
        return chengxin::moment{told(context)};
      };
    }
    auto made = std::make_unique<cx_store>();
    return give(chengxin::store::open(std::string(view(path, path_size)), how), std::move(made),
                out, err);
  });
}

void cx_store_free(cx_store* store) {
  delete store;
}

cx_status cx_store_begin_snapshot(cx_store* store, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    const chengxin::result<bool> begun = on.begin_snapshot();
    return begun ? CX_OK : fail_store(err, begun.failure());
  });
}

void cx_store_end_snapshot(cx_store* store) {
  if (store != nullptr && !store->in_call) store->store->end_snapshot();
}
