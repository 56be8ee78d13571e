// What the bodies of the C interface share: the handles, the barrier that no
// exception passes, and how a failure is told.
// Never part of the interface; a handle's insides are nobody else's.
#pragma once

#include <chengxin.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "chengxin/engine.hpp"
#include "chengxin/io/population.hpp"
#include "chengxin/rulebook.hpp"
#include "declared_names.hpp"
#include "description.hpp"
#include "first_size.hpp"

struct cx_rulebook {
  std::shared_ptr<const chengxin::rulebook> book;
  chengxin::capi::description parts;
};

struct cx_engine {
  chengxin::engine engine;
  std::shared_ptr<const chengxin::capi::declared_names> names;
};

struct cx_population {
  chengxin::engine engine;  // its own share, so that handles may be freed in any order
  std::shared_ptr<const chengxin::io::population> content;
  std::optional<std::string> only;                    // the one subject whose records were kept
  std::optional<chengxin::io::scored_as_read> alone;  // the scores that it was read for
};

namespace chengxin::capi {

/// A failure on its way into a cx_error. Borrows its texts.
struct failure {
  cx_status status = CX_ERROR_INTERNAL;
  std::string_view code;
  std::string_view message;
  std::string_view where = {};
  position at = {};
};

/// Fills as much of *err as its struct_size says there is, and gives the status.
cx_status fail(cx_error* err, const failure& what) noexcept;

/// A failure that only a defect of the calling program explains.
inline cx_status misuse(cx_error* err, std::string_view message) noexcept {
  return fail(err, {CX_ERROR_MISUSE, "misuse", message});
}

/// Runs a body that gives a cx_status; turns whatever it throws into one.
template <class Body>
cx_status guard(cx_error* err, const Body& body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return fail(err, {CX_ERROR_NO_MEMORY, "no_memory", "out of memory"});
  } catch (const std::exception& unexpected) {
    return fail(err, {CX_ERROR_INTERNAL, "internal", unexpected.what()});
  } catch (...) {
    return fail(err, {CX_ERROR_INTERNAL, "internal", "an exception of an unknown type"});
  }
}

/// Copies a text into a buffer for the caller. Throws std::bad_alloc.
[[nodiscard]] cx_buffer make_buffer(std::string_view text);

/// "2026-01-01", or the number of days where that is beyond the years 0 to 9999.
[[nodiscard]] std::string day_text(cx_day day);

/// Whether a pointer and a length make a text.
[[nodiscard]] inline bool is_text(const char* data, std::size_t size) noexcept {
  return data != nullptr || size == 0;
}
[[nodiscard]] inline bool is_text(cx_string text) noexcept {
  return is_text(text.data, text.size);
}

[[nodiscard]] inline std::string_view view(cx_string text) noexcept {
  return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}
[[nodiscard]] inline std::string_view view(const char* data, std::size_t size) noexcept {
  return view(cx_string{data, size});
}
[[nodiscard]] inline cx_string lend(std::string_view text) noexcept {
  return {text.data(), text.size()};
}
[[nodiscard]] inline cx_bilingual lend(const bilingual& text) noexcept {
  return {lend(text.zh), lend(text.en)};
}

/// Copies options that begin with `struct_size`: members that the caller does
/// not know keep their defaults. False where the size is below that of the first
/// release, or where members that this library does not know are not zero.
template <class Options>
[[nodiscard]] bool read_options(const Options* given, Options& into) noexcept {
  if (given == nullptr || given->struct_size < first_size<Options>) return false;
  const std::size_t size = given->struct_size;
  const auto* bytes = reinterpret_cast<const unsigned char*>(given);
  for (std::size_t i = sizeof(Options); i < size; ++i) {
    if (bytes[i] != 0) return false;
  }
  std::memcpy(&into, given, std::min(size, sizeof(Options)));
  return true;
}

/// Fills in a struct of the caller's that begins with `struct_size`, as far as it
/// goes. False where it is NULL or smaller than that of the first release.
template <class Struct>
[[nodiscard]] bool can_write(const Struct* out) noexcept {
  return out != nullptr && out->struct_size >= first_size<Struct>;
}
template <class Struct>
void write_struct(Struct* out, Struct full) noexcept {
  full.struct_size = out->struct_size;
  std::memcpy(out, &full, std::min<std::size_t>(out->struct_size, sizeof full));
}

/// A bad row, its texts lent.
[[nodiscard]] cx_bad_row lend_bad_row(const io::bad_row& row) noexcept;

/// Whether a day is one that inputs may name (SPECIFICATION 1.4).
[[nodiscard]] inline bool is_input_day(cx_day day) noexcept {
  return day >= first_input_day.days && day <= last_input_day.days;
}

/// CX_ERROR_INPUT where the day is not one that inputs may name, and
/// CX_ERROR_NOT_EFFECTIVE where the day is outside the rulebook's period, else CX_OK.
cx_status check_effective(const rulebook& book, cx_day day, cx_error* err);

}  // namespace chengxin::capi
