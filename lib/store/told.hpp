// What the log keeps of an answer. Never a report's content.
#pragma once

#include <string>

#include "chengxin/store.hpp"

namespace chengxin::storage {

/// Appends {"entitled": …, "tier": …, "score": …}, of these what was told.
void append_told(std::string& out, const disclosure& answer);

}  // namespace chengxin::storage
