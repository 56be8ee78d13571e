// A synthetic city: residents and records drawn from a rulebook, for trials,
// tests and measurements. Nobody in it exists. Never uses real data, a clock or
// the standard library's random numbers: the same options give the same bytes on
// every machine. Declarations only.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "chengxin/date.hpp"
#include "chengxin/engine.hpp"
#include "chengxin/io/population.hpp"
#include "chengxin/result.hpp"

namespace chengxin::io {

/// Takes the next bytes of a file, some hundred kilobytes at a time. Gives the
/// error that ends the work, if any.
using byte_writer = std::function<std::optional<error>(std::string_view bytes)>;

/// Told from time to time how many residents of how many are made.
using synthesis_progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct synthesis_options {
  std::uint64_t subjects = 1000;
  std::uint64_t seed = 1;
  row_format format = row_format::csv;
  /// How many bad rows of every kind are strewn in (SPECIFICATION 7); they are
  /// no part of the city: without them the other rows are the same.
  std::uint32_t bad_rows = 0;
  /// The day around which the city lives: most records lie in the six years
  /// before it, a few after it.
  date as_of = date::of(2026, 2, 28);
};

struct synthesis_summary {
  std::uint64_t subjects = 0;  ///< good rows written
  std::uint64_t records = 0;   ///< good rows written, about ten for each subject
  std::uint64_t bad_rows = 0;  ///< in both files together
};

/// Writes a city's two files. The rulebook decides what can occur: its
/// categories, barred ones too, its attributes and their domains, providers and
/// origins. What it cannot bring about does not occur. Every resident is drawn
/// from the seed and their own number, so that a larger city begins with the
/// smaller one. Errors: `invalid_option` where more than 99,999,999 subjects are
/// asked for, and whatever a writer gives. Bounds: constant memory. Thread-safe.
[[nodiscard]] result<synthesis_summary> synthesize(const engine& engine,
                                                   const synthesis_options& options,
                                                   const byte_writer& subjects,
                                                   const byte_writer& records,
                                                   const synthesis_progress& progress = {});

}  // namespace chengxin::io
