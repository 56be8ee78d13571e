// One row as it was given, whatever the format: its members' texts before
// anything is decoded, and the readers that yield rows.
// Never decides whether a row makes sense (row_check.hpp does).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/result.hpp"
#include "population/line_reader.hpp"
#include "population/plain_row.hpp"
#include "population/text_index.hpp"

namespace chengxin::io::rows {

/// How a member was given. A cell of CSV may be of any type; JSON says more.
enum class shape : std::uint8_t { absent, cell, string, number, boolean, compound };

/// Stands for a member that is nowhere in the row.
inline constexpr std::uint32_t no_place = std::numeric_limits<std::uint32_t>::max();

/// A member as it was given. `text` is unescaped; a number or boolean is as it
/// was spelt. `place` is for row_reader::offset_of.
struct given {
  std::string_view text;
  std::uint32_t place = no_place;
  shape what = shape::absent;
};

struct given_attribute {
  std::string_view name;
  std::uint32_t number = text_index::none;  ///< in the names that the reader was given
  given value;
};

/// A member that rows of one kind may have.
struct member {
  std::string_view name;
  bool required = false;
};

inline constexpr std::size_t most_members = 13;

/// A row. Its texts borrow from its reader until the next row is read.
struct row {
  std::array<given, most_members> members;  ///< by the list of members
  std::vector<given_attribute> attributes;  ///< in the row's order
};

/// Why a row is bad. `offset` counts bytes into the row's own text.
struct row_fault {
  std::string_view code;  ///< of static storage
  std::string reason;
  std::size_t offset = 0;
};

/// How every member is called that holds attributes.
inline constexpr std::string_view attributes_member = "attributes";

/// Reads rows one after another from one source.
class row_reader {
public:
  enum class step : std::uint8_t { row, bad, end, failed };

  virtual ~row_reader() = default;

  /// Reads the next row into `into`. At `bad` fault() says why it could not be
  /// read, at `failed` failure() says why the source gives nothing more.
  virtual step next(row& into) = 0;

  /// What the columns hold, where there are any and rows may be plain; else nothing.
  [[nodiscard]] virtual std::span<const plain_column> plain_columns() const noexcept { return {}; }
  /// The next rows, where they are plain and at hand; else false, and next() gives them.
  [[nodiscard]] virtual bool next_plain(plain_run&) { return false; }
  /// So many of the rows that next_plain() has just given come again, the last ones.
  virtual void put_back_plain(std::size_t) noexcept {}

  /// Where the member with this place begins, in bytes of text().
  [[nodiscard]] virtual std::size_t offset_of(std::uint32_t place) const noexcept = 0;

  /// The last row's own text, without the end of its last line.
  [[nodiscard]] virtual std::string_view text() const noexcept = 0;

  /// How many bytes of the source lie before the next row.
  [[nodiscard]] virtual std::uint64_t consumed() const noexcept = 0;

  /// Where the last row came from, and whether it may go on in more text.
  [[nodiscard]] virtual const line_reader& lines() const noexcept = 0;

  /// Goes on with rows in memory: see line_reader::restart().
  virtual void restart(std::string_view text) = 0;

  /// A reader of rows of the same form from another source, which has no header.
  [[nodiscard]] virtual std::unique_ptr<row_reader> another(source& from,
                                                            reading& progress) const = 0;

  [[nodiscard]] std::uint64_t line() const noexcept { return line_; }
  [[nodiscard]] const row_fault& fault() const noexcept { return fault_; }
  [[nodiscard]] const error& failure() const noexcept { return failure_; }

protected:
  std::uint64_t line_ = 0;  // where the last row begins, from 1
  row_fault fault_;
  error failure_;
};

}  // namespace chengxin::io::rows
