// How misuse_test.cpp calls a function wrongly: each of its arguments in turn is made wrong in
// every way of its kind, and the rest stay right. Never knows a function of chengxin.h by name.
#pragma once

#include <chengxin.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <tuple>

#include "misuse_arguments.hpp"

namespace misuse {

inline std::atomic<long> calls{0};
inline std::atomic<int> failures{0};

/// Calls functions wrongly. For one thread.
class caller {
public:
  std::function<void()> before = [] {};  ///< each call

  /// A function that can fail; `right` is what it gives where nothing is wrong.
  template <class Function, class... Arguments>
  void misuses(const char* name, cx_status right, Function* function, Arguments... arguments) {
    name_ = name;
    right_ = right;
    const auto call = [&](cx_error* err) {
      return std::apply([&](auto... all) { return function(all..., err); },
                        std::tuple_cat(arguments.passed()...));
    };
    const auto restore = [&] { (arguments.restore(), ...); };
    const auto untouched = [&] { return (arguments.untouched() && ...); };
    const auto discard = [&] { (arguments.discard(), ...); };
    const auto each = [&](auto& argument) {
      ++argument_;
      for (way_ = 0; way_ < argument.wrongs(); ++way_) {
        for (const std::uint32_t size : error_sizes) {
          restore();
          const answer expected = argument.spoil(way_);
          check(size, expected, call, untouched);
          if (succeeded_) {
            if constexpr (requires { argument.kept_to_itself(); }) {
              if (!argument.kept_to_itself()) complain("wrote beyond what it knows");
            }
            discard();
          }
        }
      }
    };
    argument_ = 0;
    (each(arguments), ...);
    restore();
    argument_ = way_ = 0;
    check(sizeof(cx_error), answer::right, call, untouched);
    if (succeeded_) discard();
  }

  /// A getter: NULL and what does not exist give nothing.
  template <class Function, class... Arguments>
  void asks(const char* name, Function* function, Arguments... arguments) {
    name_ = name;
    argument_ = 0;
    const auto each = [&](auto& argument) {
      ++argument_;
      for (way_ = 0; way_ < argument.wrongs(); ++way_) {
        (arguments.restore(), ...);
        argument.spoil(way_);
        ++calls;
        if (!is_nothing(std::apply(function, std::tuple_cat(arguments.passed()...)))) {
          complain("gives something");
        }
      }
    };
    (each(arguments), ...);
  }

  /// A function that gives nothing back, asked to do it to nothing.
  template <class T>
  void frees(void (*function)(T*)) {
    ++calls;
    function(nullptr);
  }

private:
  // None; one that has room for its size alone; for its status; for a part of its texts; whole.
  static constexpr std::uint32_t error_sizes[] = {UINT32_MAX, 0, 4, 8, 100, sizeof(cx_error)};

  static bool is_nothing(cx_string it) { return it.size == 0; }
  static bool is_nothing(std::int64_t it) { return it == 0 || it == -1; }
  static bool is_nothing(std::uint64_t it) { return it == 0; }
  static bool is_nothing(std::int32_t it) { return it == 0; }

  void check(std::uint32_t error_size, answer expected,
             const std::function<cx_status(cx_error*)>& call,
             const std::function<bool()>& untouched) {
    before();
    cx_error err = CX_ERROR_INIT;
    std::memset(&err, 'm', sizeof err);
    err.struct_size = error_size;
    const cx_error unused = err;
    const cx_status status = call(error_size == UINT32_MAX ? nullptr : &err);
    ++calls;
    succeeded_ = status == CX_OK;
    const bool fits =
        expected == answer::misused   ? status == CX_ERROR_MISUSE
        : expected == answer::refused ? status == CX_ERROR_MISUSE || status == CX_ERROR_INPUT
        : expected == answer::right   ? status == right_
                                      : status != CX_ERROR_INTERNAL && status != CX_ERROR_NO_MEMORY;
    if (!fits) complain(cx_status_name(status));
    if (!succeeded_ && !untouched()) complain("an out-parameter was touched");
    const bool is_told = !succeeded_ && error_size != UINT32_MAX && error_size >= 8;
    if (is_told && err.status != status) complain("err tells something else");
    if (is_told && error_size == sizeof err && !(is_text(err.code) && is_text(err.message))) {
      complain("err has no code or no message");
    }
    if (!is_told && std::memcmp(&err, &unused, sizeof err) != 0) complain("err was touched");
    const auto* const bytes = reinterpret_cast<const unsigned char*>(&err);
    if (error_size < sizeof err &&
        !std::all_of(bytes + std::max<std::uint32_t>(error_size, 4), bytes + sizeof err,
                     [](unsigned char it) { return it == 'm'; })) {
      complain("err was written beyond its size");
    }
  }

  template <std::size_t N>
  static bool is_text(const char (&told)[N]) {
    return told[0] != '\0' && std::memchr(told, '\0', N) != nullptr;
  }

  void complain(const char* what) {
    ++failures;
    std::fprintf(stderr, "%s, argument %zu, way %zu: %s\n", name_, argument_, way_, what);
  }

  const char* name_ = "";
  std::size_t argument_ = 0;  ///< from 1; 0: none is wrong
  std::size_t way_ = 0;
  cx_status right_ = CX_OK;
  bool succeeded_ = false;
};

}  // namespace misuse
