// Version of the library and of the formats that it reads and writes.
// Never holds anything that a program could switch at run time.
#pragma once

#include <cstdint>
#include <string_view>

#define CHENGXIN_VERSION_MAJOR 0
#define CHENGXIN_VERSION_MINOR 1
#define CHENGXIN_VERSION_PATCH 0
#define CHENGXIN_VERSION_STRING "0.1.0"

namespace chengxin {

/// The library's version, as every assessment carries it (SPECIFICATION 6).
inline constexpr std::string_view version = CHENGXIN_VERSION_STRING;

/// The only rulebook format that this version reads (SPECIFICATION 3).
inline constexpr std::string_view rulebook_format = "chengxin-rulebook/1";

}  // namespace chengxin
