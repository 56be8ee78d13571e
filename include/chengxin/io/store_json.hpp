// What a store answers, as JSON on one line (lib/store/STORE.md). Declarations only.
#pragma once

#include <string>
#include <vector>

#include "chengxin/store.hpp"

namespace chengxin::io {

// Each appends one JSON value, without an end of line. Thread-safe.
void append_json(std::string& out, const import_summary& told);
void append_json(std::string& out, const disclosure& told);
void append_json(std::string& out, const std::vector<consent>& listed);
void append_json(std::string& out, const std::vector<log_entry>& listed);
void append_json(std::string& out, const explained_change& told);
void append_json(std::string& out, const verification& told);
void append_json(std::string& out, const store_statistics& told);

}  // namespace chengxin::io
