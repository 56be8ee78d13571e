// The handles of the C interface as C++ objects, and its failures as exceptions.
// Never does more than one call of the C interface at a time.
#pragma once

#include <chengxin.h>

#include <memory>
#include <string>
#include <string_view>

#include "failure.hpp"

namespace cli {

struct handle_deleter {
  void operator()(cx_rulebook* handle) const noexcept { cx_rulebook_free(handle); }
  void operator()(cx_engine* handle) const noexcept { cx_engine_free(handle); }
  void operator()(cx_population* handle) const noexcept { cx_population_free(handle); }
  void operator()(cx_findings* handle) const noexcept { cx_findings_free(handle); }
  void operator()(cx_case* handle) const noexcept { cx_case_free(handle); }
  void operator()(cx_assessment* handle) const noexcept { cx_assessment_free(handle); }
  void operator()(cx_timeline* handle) const noexcept { cx_timeline_free(handle); }
  void operator()(cx_store* handle) const noexcept { cx_store_free(handle); }
  void operator()(cx_import* handle) const noexcept { cx_import_free(handle); }
};
template <class Handle>
using handle = std::unique_ptr<Handle, handle_deleter>;

/// Text that the library allocated.
class buffer {
public:
  buffer() = default;
  ~buffer() { cx_buffer_dispose(&content_); }
  buffer(const buffer&) = delete;
  buffer& operator=(const buffer&) = delete;

  [[nodiscard]] cx_buffer* out() noexcept { return &content_; }
  [[nodiscard]] std::string_view view() const noexcept {
    return content_.size == 0 ? std::string_view() : std::string_view(content_.data, content_.size);
  }

private:
  cx_buffer content_ = CX_BUFFER_INIT;
};

[[nodiscard]] inline std::string_view view(cx_string text) noexcept {
  return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}
[[nodiscard]] inline cx_string lend(std::string_view text) noexcept {
  return {text.data(), text.size()};
}

/// Text that may be shown on a terminal.
[[nodiscard]] inline std::string printable(std::string_view text) {
  buffer shown;
  if (cx_escape_controls(text.data(), text.size(), shown.out(), nullptr) != CX_OK) {
    throw failure{exit_status::system_error, "out of memory"};
  }
  return std::string(shown.view());
}

[[nodiscard]] inline exit_status exit_status_of(cx_status status) noexcept {
  switch (status) {
    case CX_OK: return exit_status::done;
    case CX_ERROR_RULEBOOK:
    case CX_ERROR_NOT_EFFECTIVE: return exit_status::refused;
    case CX_ERROR_INPUT:
    case CX_ERROR_NOT_FOUND: return exit_status::bad_input;
    default: return exit_status::system_error;
  }
}

/// Throws what a call of the library reported, if it failed.
inline void check(cx_status status, const cx_error& error) {
  if (status == CX_OK) return;
  std::string message;
  if (error.where[0] != '\0') message = printable(error.where) + ": ";
  message += printable(error.message) + " [" + error.code + ']';
  throw failure{exit_status_of(status), message};
}

}  // namespace cli
