// Version, statuses, buffers and days of the C interface.
// Never knows a rulebook's contents beyond the period it is effective in.
#include <cstddef>
#include <cstdlib>

#include "chengxin/config.hpp"
#include "chengxin/date.hpp"
#include "internal.hpp"

namespace chengxin::capi {
namespace {

// Copies what fits, never half a character, and ends it with NUL.
template <std::size_t N>
void copy_text(char (&into)[N], std::string_view text) noexcept {
  std::size_t size = std::min(text.size(), N - 1);
  if (size < text.size()) {
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  }
  if (size > 0) std::memcpy(into, text.data(), size);
  into[size] = '\0';
}

// How much of a cx_error of `size` bytes may be filled: whole members, so that no
// text lacks its NUL.
std::size_t whole_members(std::size_t size) noexcept {
  for (const std::size_t end :
       {sizeof(cx_error), offsetof(cx_error, message), offsetof(cx_error, where),
        offsetof(cx_error, code), offsetof(cx_error, column), offsetof(cx_error, line)}) {
    if (size >= end) return end;
  }
  return offsetof(cx_error, status);
}

}  // namespace

cx_status fail(cx_error* err, const failure& what) noexcept {
  if (err == nullptr || err->struct_size < sizeof err->struct_size) return what.status;
  cx_error full = CX_ERROR_INIT;
  full.struct_size = err->struct_size;
  full.status = what.status;
  full.line = what.at.line;
  full.column = what.at.column;
  copy_text(full.code, what.code);
  copy_text(full.where, what.where);
  copy_text(full.message, what.message);
  std::memcpy(err, &full, whole_members(err->struct_size));
  return what.status;
}

cx_buffer make_buffer(std::string_view text) {
  auto* data = static_cast<char*>(std::malloc(text.size() + 1));
  if (data == nullptr) throw std::bad_alloc();
  if (!text.empty()) std::memcpy(data, text.data(), text.size());
  data[text.size()] = '\0';
  return {data, text.size()};
}

cx_status check_effective(const rulebook& book, cx_day day, cx_error* err) {
  if (book.is_effective(date{day}) && !is_input_day(day)) {
    return fail(err, {CX_ERROR_INPUT, "invalid_date",
                      "expected a day from 1900-01-01 to 2199-12-31, not " + day_text(day)});
  }
  if (book.is_effective(date{day})) return CX_OK;
  std::string message = "rulebook " + book.id + ' ' + book.version + " is effective from " +
                        day_text(book.effective_from.days);
  if (book.effective_until) message += " to " + day_text(book.effective_until->days);
  message += ", not on " + day_text(day);
  return fail(err, {CX_ERROR_NOT_EFFECTIVE, "not_effective", message});
}

}  // namespace chengxin::capi

using namespace chengxin::capi;

const char* cx_version(void) {
  return CHENGXIN_VERSION_STRING;
}

int32_t cx_abi_version(void) {
  return CX_ABI_VERSION;
}

const char* cx_status_name(cx_status status) {
  switch (status) {
    case CX_OK: return "CX_OK";
    case CX_ERROR_MISUSE: return "CX_ERROR_MISUSE";
    case CX_ERROR_NO_MEMORY: return "CX_ERROR_NO_MEMORY";
    case CX_ERROR_INTERNAL: return "CX_ERROR_INTERNAL";
    case CX_ERROR_RULEBOOK: return "CX_ERROR_RULEBOOK";
    case CX_ERROR_NOT_EFFECTIVE: return "CX_ERROR_NOT_EFFECTIVE";
    case CX_ERROR_INPUT: return "CX_ERROR_INPUT";
    case CX_ERROR_NOT_FOUND: return "CX_ERROR_NOT_FOUND";
    case CX_ERROR_IO: return "CX_ERROR_IO";
    case CX_ERROR_STOPPED: return "CX_ERROR_STOPPED";
    case CX_ERROR_BUSY: return "CX_ERROR_BUSY";
    case CX_ERROR_DAMAGED: return "CX_ERROR_DAMAGED";
    default: return "CX_UNKNOWN";
  }
}

void cx_buffer_dispose(cx_buffer* buffer) {
  if (buffer == nullptr) return;
  std::free(buffer->data);
  *buffer = CX_BUFFER_INIT;
}
