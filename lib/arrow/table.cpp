// Reading a stream into a table (see table.hpp).
#include "arrow/table.hpp"

#include <algorithm>
#include <limits>
#include <string>

namespace chengxin::arrow {
namespace {

constexpr std::size_t most_rows = std::numeric_limits<std::uint32_t>::max() - 1;

kind kind_of(std::string_view format) noexcept {
  if (format.size() == 1) {
    switch (format[0]) {
      case 'n': return kind::nothing;
      case 'b': return kind::boolean;
      case 'c': return kind::int8;
      case 'C': return kind::uint8;
      case 's': return kind::int16;
      case 'S': return kind::uint16;
      case 'i': return kind::int32;
      case 'I': return kind::uint32;
      case 'l': return kind::int64;
      case 'L': return kind::uint64;
      case 'f': return kind::float32;
      case 'g': return kind::float64;
      case 'u': return kind::text;
      case 'U': return kind::large_text;
      default: return kind::other;
    }
  }
  if (format == "vu") return kind::text_view;
  if (format == "tdD") return kind::date32;
  if (format == "tdm") return kind::date64;
  // Without a time zone: in another one it might be another day.
  if (format == "tss:") return kind::timestamp_s;
  if (format == "tsm:") return kind::timestamp_ms;
  if (format == "tsu:") return kind::timestamp_us;
  if (format == "tsn:") return kind::timestamp_ns;
  return kind::other;
}

[[noreturn]] void fail_stream(std::string_view table, ArrowArrayStream& from, int status) {
  const char* const told = from.get_last_error == nullptr ? nullptr : from.get_last_error(&from);
  fail("arrow_stream",
       "the stream of the " + std::string(table) +
           " failed: " + (told != nullptr ? std::string(told) : "error " + std::to_string(status)));
}

std::size_t buffers_of(kind what) noexcept {
  if (what == kind::nothing) return 0;
  return what == kind::text || what == kind::large_text ? 3 : 2;
}

/// Whether an array has what its schema says.
bool fits(const ArrowArray& array, kind what) noexcept {
  if (array.length < 0 || array.offset < 0) return false;
  const auto buffers = static_cast<std::int64_t>(buffers_of(what));
  if (array.n_buffers < buffers || (buffers > 0 && array.buffers == nullptr)) return false;
  return array.length == 0 || buffers < 2 || array.buffers[1] != nullptr;
}

bool names_places(const column& of, std::int64_t rows) noexcept {
  for (std::int64_t row = 0; row < rows; ++row) {
    if (of.rows.is_null(row)) continue;
    const std::int64_t place = of.rows.whole(row);
    if (place < 0 || place >= of.dictionary_size) return false;
  }
  return true;
}

class released_stream {
public:
  explicit released_stream(ArrowArrayStream& it) noexcept : it_(it) {}
  ~released_stream() {
    if (it_.release != nullptr) it_.release(&it_);
  }
  released_stream(const released_stream&) = delete;
  released_stream& operator=(const released_stream&) = delete;

private:
  ArrowArrayStream& it_;
};

}  // namespace

table::table(std::string_view name, ArrowArrayStream& from) : name_(name) {
  const released_stream done(from);
  if (from.release == nullptr || from.get_schema == nullptr || from.get_next == nullptr) {
    fail("arrow_stream", "the stream of the " + std::string(name) + " was released before");
  }
  try {
    read_schema(from);
    read_chunks(from);
  } catch (...) {
    for (ArrowArray& it : arrays_) it.release(&it);
    if (schema_.release != nullptr) schema_.release(&schema_);
    throw;
  }
}

table::~table() {
  for (ArrowArray& it : arrays_) it.release(&it);
  if (schema_.release != nullptr) schema_.release(&schema_);
}

std::size_t table::find(std::string_view field) const noexcept {
  for (std::size_t f = 0; f < fields_.size(); ++f) {
    if (fields_[f].name == field) return f;
  }
  return no_field;
}

std::size_t table::chunk_of(std::size_t row) const noexcept {
  const auto after = std::upper_bound(first_rows_.begin(), first_rows_.end(), row);
  return static_cast<std::size_t>(after - first_rows_.begin()) - 1;
}

void table::read_schema(ArrowArrayStream& from) {
  const int status = from.get_schema(&from, &schema_);
  if (status != 0) {
    schema_.release = nullptr;
    fail_stream(name_, from, status);
  }
  if (std::string_view(schema_.format) != "+s") {
    fail("column", "the " + std::string(name_) +
                       " are no table: expected a struct of columns (+s), " + "found " +
                       schema_.format);
  }
  for (std::int64_t c = 0; c < schema_.n_children; ++c) {
    const ArrowSchema& child = *schema_.children[c];
    field& made = fields_.emplace_back();
    made.name = child.name == nullptr ? "" : child.name;
    made.format = child.format;
    made.what = kind_of(made.format);
    if (child.dictionary != nullptr) {
      made.has_dictionary = true;
      made.index = made.what;
      made.what = kind_of(child.dictionary->format);
      made.format = child.dictionary->format;
    }
    for (std::size_t f = 0; f + 1 < fields_.size(); ++f) {
      if (fields_[f].name != made.name) continue;
      fail("column", "the " + std::string(name_) + " have two columns `" + made.name + "`");
    }
  }
}

void table::read_chunks(ArrowArrayStream& from) {
  while (true) {
    ArrowArray chunk{};
    const int status = from.get_next(&from, &chunk);
    if (status != 0) fail_stream(name_, from, status);
    if (chunk.release == nullptr) return;
    try {
      arrays_.push_back(chunk);
    } catch (...) {
      chunk.release(&chunk);
      throw;
    }
    add_chunk(arrays_.back());
  }
}

void table::add_chunk(const ArrowArray& chunk) {
  const auto refuse = [&](const std::string& why) {
    fail("arrow_stream", "the stream of the " + std::string(name_) + " gives a chunk " + why);
  };
  if (chunk.n_children != static_cast<std::int64_t>(fields_.size()) || chunk.length < 0) {
    refuse("that does not fit its schema");
  }
  if (chunk.null_count > 0) refuse("with a row that is null as a whole");
  first_rows_.push_back(first_rows_.back() + static_cast<std::size_t>(chunk.length));
  if (first_rows_.back() > most_rows) {
    fail("too_many", "the " + std::string(name_) + " have more than 4294967294 rows");
  }
  for (std::size_t f = 0; f < fields_.size(); ++f) {
    const field& known = fields_[f];
    const ArrowArray& child = *chunk.children[f];
    const kind stored = known.has_dictionary ? known.index : known.what;
    if (stored == kind::other || known.what == kind::other) {  // perhaps nobody asks for it
      columns_.emplace_back();
      continue;
    }
    if (!fits(child, stored) || child.length < chunk.offset + chunk.length ||
        (known.has_dictionary &&
         (child.dictionary == nullptr || !fits(*child.dictionary, known.what)))) {
      refuse("whose column `" + known.name + "` does not fit its schema");
    }
    columns_.emplace_back(known, child, chunk.offset);
    if (!known.has_dictionary) continue;
    if (!is_whole(known.index)) refuse("whose dictionary of `" + known.name + "` has no numbers");
    if (!names_places(columns_.back(), chunk.length)) {
      refuse("whose column `" + known.name + "` names a place that its dictionary has not");
    }
  }
}

}  // namespace chengxin::arrow
