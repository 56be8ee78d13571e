// The canonical form of a JSON value (RFC 8785).
#pragma once

#include <string>

#include "json/document.hpp"

namespace chengxin::json {

/// Preconditions: no object repeats a name, and a double can hold every number.
[[nodiscard]] std::string canonical(const node& value);

}  // namespace chengxin::json
