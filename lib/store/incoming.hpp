// Reading rows of records ahead of the ledger: checked, packed, salted and
// digested, a chunk at a time. Never touches the file of the store.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "chengxin/store.hpp"
#include "population/fact_memory.hpp"
#include "population/record_rows.hpp"
#include "population/row_source.hpp"
#include "store/import.hpp"

namespace chengxin::storage {

/// Some records, sorted by owner and, of each, in input order, and what became of
/// the rows between them.
struct incoming_chunk {
  io::rows::fact_memory memory;
  std::vector<incoming_record> records;
  std::vector<io::bad_row> bad_rows;
  std::uint64_t bad = 0;
  std::uint64_t barred = 0;
  std::uint64_t held_back = 0;
  std::uint64_t consumed = 0;  ///< bytes of the source
  bool is_last = false;
};

/// What is said of the owner of a row.
struct owner {
  std::int64_t key = 0;
  bool is_held_back = false;
};

class incoming_reader {
public:
  struct surroundings {
    const engine* reading_by = nullptr;  ///< whose attributes' names rows are matched with
    std::function<owner(std::string_view subject_id)> owner_of;
    /// Asked of bad rows alone: whether the record was purged, whether its owner has withdrawn.
    std::function<bool(std::string_view subject_id, std::string_view record_id)> is_purged;
    std::function<bool(std::string_view subject_id)> has_withdrawn;
    /// Whether a row that cannot be taken apart may be of one who was erased.
    bool holds_anything_back = false;
    std::function<bool(std::string_view category)> is_barred;
    std::vector<std::string> barred;  ///< all that may be, to be looked for in unreadable rows
    digest::algorithm digest_by = digest::algorithm::sha256;
    std::size_t keep_bad_rows = 0;
  };

  /// Throws what opening the rows gives.
  incoming_reader(const import_source& from, surroundings around);

  /// Reads the next chunk. Throws `io_error` and the like.
  [[nodiscard]] std::unique_ptr<incoming_chunk> next();

private:
  void take(const io::rows::row& row, incoming_chunk& into);
  void refuse_unread(incoming_chunk& into);
  void refuse(incoming_chunk& into, std::string_view code, const std::string& reason,
              std::size_t offset, bool shows_row = true);
  [[nodiscard]] owner owner_of(std::string_view subject_id);
  [[nodiscard]] bool is_barred(std::string_view category);

  io::source& from_;
  surroundings around_;
  io::rows::attribute_names names_;
  io::rows::reading progress_;
  std::unique_ptr<io::rows::row_reader> reader_;
  salt_source salts_;
  chain digests_;
  std::string last_owner_id_;
  owner last_owner_;
  std::unordered_map<std::string, bool> barred_;
  std::vector<stored_attribute> attributes_;  // scratch
  std::string packed_attributes_;             // scratch
  std::string body_;                          // scratch
  std::size_t kept_bad_rows_ = 0;
  std::size_t at_once_ = 0;  ///< records of the last chunk, at most
};

// What is said of a bad row in place of what is wrong in it, where that is nobody's business.
inline constexpr std::string_view unreadable = "the row cannot be read";
inline constexpr std::string_view untakeable = "the row cannot be taken";

/// The attributes of a row, as they are kept.
void gather_attributes(const io::rows::row& row, std::vector<stored_attribute>& into);

}  // namespace chengxin::storage
