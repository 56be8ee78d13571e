// Escapes for JSON and terminals, over text that may be hostile.
// Never allocates beyond the text it appends to.
#include "text.hpp"

#include <cstdint>

#include "internal.hpp"
#include "report/visible.hpp"

namespace chengxin::capi {
namespace {

using io::report::character;

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::uint32_t not_a_character = 0xFFFD;

void append_hex(std::string& out, std::uint32_t number) {
  for (unsigned i = 4; i-- > 0;) out += "0123456789abcdef"[(number >> (4U * i)) & 0xFU];
}

}  // namespace

std::string excerpt(std::string_view text) {
  constexpr std::size_t most = 64;
  std::string shown = io::report::visible(text.substr(0, most));
  if (text.size() > most) shown += "...";
  return shown;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (character c; !text.empty(); text.remove_prefix(c.size)) {
    c = io::report::first_character(text);
    if (c.code == not_a_character) {
      out += replacement;
    } else if (c.code == '"' || c.code == '\\') {
      out += '\\';
      out += text.front();
    } else if (c.code == '\n') {
      out += "\\n";
    } else if (io::report::acts_unseen(c.code)) {
      out += "\\u";
      append_hex(out, c.code);
    } else {
      out += text.substr(0, c.size);
    }
  }
  out += '"';
}

}  // namespace chengxin::capi

using namespace chengxin::capi;

cx_status cx_escape_controls(const char* text, size_t size, cx_buffer* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (!is_text(text, size) || out == nullptr) return misuse(err, "text or out is NULL");
    *out = make_buffer(chengxin::io::report::visible(view(text, size)));
    return CX_OK;
  });
}
