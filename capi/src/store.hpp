// What the functions of a store share: the handle, and how its errors are told.
// Never lets two calls work on one store at once.
#pragma once

#include <chengxin.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/store.hpp"
#include "internal.hpp"

struct cx_store {
  std::optional<chengxin::store> store;
  bool in_call = false;
  // What the last call lent.
  std::vector<cx_dimension_value> dimensions;
  chengxin::disclosure disclosed;
  chengxin::verification verified;
};

struct cx_import {
  chengxin::import_summary summary;
};

namespace chengxin::capi {

/// The status that goes with an error's code.
[[nodiscard]] cx_status status_of_store(std::string_view code) noexcept;
inline cx_status fail_store(cx_error* err, const error& failure) noexcept {
  return fail(err, {status_of_store(failure.code), failure.code, failure.message});
}

/// Runs a body on a store that no other call is at work on.
template <class Body>
cx_status call(cx_store* store, cx_error* err, const Body& body) noexcept {
  return guard(err, [&]() -> cx_status {
    if (store == nullptr) return misuse(err, "store is NULL");
    if (store->in_call) return misuse(err, "a call on this store is under way");
    struct marked {
      explicit marked(bool& flag) noexcept : flag_(flag) { flag_ = true; }
      ~marked() { flag_ = false; }
      marked(const marked&) = delete;
      marked& operator=(const marked&) = delete;
      bool& flag_;
    };
    const marked under_way(store->in_call);
    return body(*store->store);
  });
}

[[nodiscard]] inline std::optional<moment> moment_of(cx_moment at) noexcept {
  return at == CX_NO_MOMENT ? std::nullopt : std::optional(moment{at});
}
[[nodiscard]] inline std::optional<date> optional_day(cx_day day) noexcept {
  return day == CX_NO_DAY ? std::nullopt : std::optional(date{day});
}
[[nodiscard]] inline question question_of(cx_day as_of, cx_moment known_at) noexcept {
  return {optional_day(as_of), moment_of(known_at)};
}

/// Whether a scope is one that there is.
[[nodiscard]] inline bool is_scope(std::int32_t scope) noexcept {
  return scope >= CX_SCOPE_ENTITLED && scope <= CX_SCOPE_REPORT;
}

}  // namespace chengxin::capi
