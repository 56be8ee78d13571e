// Text that comes from elsewhere, made fit for the place where it is shown.
// Never changes what such a text means to a program: scores are written exactly.
#pragma once

#include <string>
#include <string_view>

namespace chengxin::capi {

/// The beginning of a text, fit for a message: on one line, printable.
[[nodiscard]] std::string excerpt(std::string_view text);

/// Appends `text` as a JSON string; what is not UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace chengxin::capi
