// Making the table of scores, and giving it away (see scores_table.hpp).
#include "arrow/scores_table.hpp"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "population/big_pages.hpp"

namespace chengxin::arrow {
namespace {

/// A column that is written whole before it is read: nobody fills it with zeros first.
template <class T>
class unwritten {
public:
  explicit unwritten(std::size_t count)
      : bytes_(count * sizeof(T)),
        data_(static_cast<T*>(io::rows::allocate_block(bytes_, alignof(T)))) {}
  ~unwritten() { io::rows::free_block(data_, bytes_, alignof(T)); }
  unwritten(const unwritten&) = delete;
  unwritten& operator=(const unwritten&) = delete;

  [[nodiscard]] T* data() const noexcept { return data_; }
  [[nodiscard]] T& operator[](std::size_t i) const noexcept { return data_[i]; }

private:
  std::size_t bytes_;
  T* data_;
};

std::size_t bytes_for_bits(std::size_t bits) noexcept {
  return (bits + 7) / 8;
}

/// Sets the bits of rows `first` to before `last`. Precondition: `first` is one of eight.
template <class Each>
void set_bits(std::vector<std::uint8_t>& bits, std::size_t first, std::size_t last,
              const Each& is_set) {
  for (std::size_t at = first; at < last; at += 8) {
    unsigned byte = 0;
    for (std::size_t i = at; i < std::min(at + 8, last); ++i) {
      byte |= unsigned{is_set(i)} << (i - at);
    }
    bits[at / 8] = static_cast<std::uint8_t>(byte);
  }
}

}  // namespace

struct scores_table::content {
  content(std::size_t count_, std::size_t dimensions, bool with_stable_through_)
      : count(count_),
        score(room()),
        total(room()),
        tier(room()),
        stable_through(with_stable_through_ ? room() : 1),
        ids(room() + 1),
        is_eligible(bytes_for_bits(room())),
        is_stable_known(bytes_for_bits(room())),
        with_stable_through(with_stable_through_) {
    for (std::size_t d = 0; d < dimensions; ++d) values.emplace_back(room());
  }
  /// Never without a buffer.
  [[nodiscard]] std::size_t room() const noexcept { return count > 0 ? count : 1; }

  std::size_t count;
  // The columns, as they are written.
  unwritten<std::int32_t> score, total;
  unwritten<std::uint32_t> tier;
  unwritten<date> stable_through;
  std::deque<unwritten<std::int32_t>> values;  ///< by dimension
  // The identifiers.
  bool has_text_ids = false;
  unwritten<std::int64_t> ids;  ///< whole numbers, or where texts begin
  std::string id_bytes;
  // The tiers' ids.
  std::vector<std::int32_t> tier_offsets{0};
  std::string tier_bytes;
  std::vector<std::uint8_t> is_eligible, is_stable_known;  ///< bits
  std::vector<std::string> dimension_names;
  bool with_stable_through;
};

namespace {

using content_ptr = std::shared_ptr<void>;

/// What one ArrowArray or ArrowSchema owns besides its share of the content.
struct holder {
  content_ptr share;
  std::vector<const void*> buffers;
  std::vector<ArrowArray> arrays;
  std::vector<ArrowArray*> array_pointers;
  std::vector<ArrowSchema> schemas;
  std::vector<ArrowSchema*> schema_pointers;
  std::unique_ptr<ArrowArray> dictionary;
  std::unique_ptr<ArrowSchema> dictionary_schema;
  std::string name, format, metadata;
};

void release_array(ArrowArray* it) {
  for (std::int64_t c = 0; c < it->n_children; ++c) {
    if (it->children[c]->release != nullptr) it->children[c]->release(it->children[c]);
  }
  if (it->dictionary != nullptr && it->dictionary->release != nullptr) {
    it->dictionary->release(it->dictionary);
  }
  delete static_cast<holder*>(it->private_data);
  it->release = nullptr;
}

void release_schema(ArrowSchema* it) {
  for (std::int64_t c = 0; c < it->n_children; ++c) {
    if (it->children[c]->release != nullptr) it->children[c]->release(it->children[c]);
  }
  if (it->dictionary != nullptr && it->dictionary->release != nullptr) {
    it->dictionary->release(it->dictionary);
  }
  delete static_cast<holder*>(it->private_data);
  it->release = nullptr;
}

ArrowArray make_array(content_ptr share, std::size_t length, std::vector<const void*> buffers) {
  auto held = std::make_unique<holder>();
  held->share = std::move(share);
  held->buffers = std::move(buffers);
  ArrowArray made{};
  made.length = static_cast<std::int64_t>(length);
  made.null_count = held->buffers[0] == nullptr ? 0 : -1;
  made.n_buffers = static_cast<std::int64_t>(held->buffers.size());
  made.buffers = held->buffers.data();
  made.release = release_array;
  made.private_data = held.release();
  return made;
}

ArrowSchema make_schema(std::string name, std::string format, bool nullable,
                        std::string metadata = {}) {
  auto held = std::make_unique<holder>();
  held->name = std::move(name);
  held->format = std::move(format);
  held->metadata = std::move(metadata);
  ArrowSchema made{};
  made.format = held->format.c_str();
  made.name = held->name.c_str();
  made.metadata = held->metadata.empty() ? nullptr : held->metadata.data();
  made.flags = nullable ? ARROW_FLAG_NULLABLE : 0;
  made.release = release_schema;
  made.private_data = held.release();
  return made;
}

/// One key and one value, as the interface has them.
std::string metadata_of(std::string_view key, std::string_view value) {
  std::string made;
  const auto number = [&](std::size_t n) {
    const auto small = static_cast<std::int32_t>(n);
    made.append(reinterpret_cast<const char*>(&small), sizeof small);
  };
  number(1);
  number(key.size());
  made += key;
  number(value.size());
  made += value;
  return made;
}

// A struct whose children are given; they are its own from here on.
void adopt(ArrowArray& parent, std::vector<ArrowArray> children) {
  auto* const held = static_cast<holder*>(parent.private_data);
  held->arrays = std::move(children);
  for (ArrowArray& it : held->arrays) held->array_pointers.push_back(&it);
  parent.n_children = static_cast<std::int64_t>(held->arrays.size());
  parent.children = held->array_pointers.data();
}
void adopt(ArrowSchema& parent, std::vector<ArrowSchema> children) {
  auto* const held = static_cast<holder*>(parent.private_data);
  held->schemas = std::move(children);
  for (ArrowSchema& it : held->schemas) held->schema_pointers.push_back(&it);
  parent.n_children = static_cast<std::int64_t>(held->schemas.size());
  parent.children = held->schema_pointers.data();
}

}  // namespace

scores_table::scores_table(const engine& by, const table& subjects, bool with_stable_through)
    : subjects_(subjects),
      id_field_(subjects.find("subject_id")),
      content_(std::make_shared<content>(subjects.rows(), by.book().dimensions.size(),
                                         with_stable_through)) {
  content& it = *content_;
  for (const dimension& d : by.book().dimensions) it.dimension_names.push_back(d.id);
  for (const tier& t : by.book().tiers) {
    it.tier_bytes += t.id;
    it.tier_offsets.push_back(static_cast<std::int32_t>(it.tier_bytes.size()));
  }
  it.has_text_ids = is_text(subjects.fields()[id_field_].what);
  if (!it.has_text_ids) return;
  it.ids[0] = 0;
  for (std::size_t c = 0; c < subjects.chunks(); ++c) {
    const column& ids = subjects.at(c, id_field_);
    for (std::size_t row = subjects.first_row(c); row < subjects.first_row(c + 1); ++row) {
      const std::int64_t place = ids.place(static_cast<std::int64_t>(row - subjects.first_row(c)));
      it.id_bytes += ids.plain().text(place);
      it.ids[row + 1] = static_cast<std::int64_t>(it.id_bytes.size());
    }
  }
}

scores_table::~scores_table() = default;

score_columns scores_table::from(std::size_t first, std::size_t last, rows& by) {
  content& it = *content_;
  score_columns made;
  if (by.room < last - first) {
    by.room = last - first;
    by.eligible = std::make_unique<bool[]>(by.room);
  }
  made.eligible = by.eligible.get();
  made.score = it.score.data() + first;
  made.total = it.total.data() + first;
  made.tier = it.tier.data() + first;
  if (it.with_stable_through) made.stable_through = it.stable_through.data() + first;
  by.values.clear();
  for (const unwritten<std::int32_t>& of_dimension : it.values) {
    by.values.push_back(of_dimension.data() + first);
  }
  made.values = by.values;
  return made;
}

void scores_table::finish(std::size_t first, std::size_t last, const rows& by) {
  content& it = *content_;
  set_bits(it.is_eligible, first, last, [&](std::size_t i) { return by.eligible[i - first]; });
  for (std::size_t i = first; i < last; ++i) {
    if (it.tier[i] == no_index) it.tier[i] = 0;
  }
  if (it.with_stable_through) {
    set_bits(it.is_stable_known, first, last,
             [&](std::size_t i) { return it.stable_through[i] != no_day; });
  }
  if (!it.has_text_ids) copy_ids(first, last);
}

void scores_table::copy_ids(std::size_t first, std::size_t last) {
  std::int64_t* const to = content_->ids.data();
  while (first < last) {
    const std::size_t chunk = subjects_.chunk_of(first);
    const column& ids = subjects_.at(chunk, id_field_);
    const std::size_t end = std::min(last, subjects_.first_row(chunk + 1));
    const auto row = static_cast<std::int64_t>(first - subjects_.first_row(chunk));
    // Those of 64 bits without a sign may be too large.
    if (!ids.has_dictionary && ids.rows.what() != kind::uint64) {
      with_whole_type(ids.rows.what(), [&](auto type) {
        const auto* const numbers = ids.rows.data<decltype(type)>() + row;
        std::copy(numbers, numbers + (end - first), to + first);
      });
    } else {
      for (std::size_t i = first; i < end; ++i) {
        to[i] = ids.plain().whole(ids.place(row + static_cast<std::int64_t>(i - first)));
      }
    }
    first = end;
  }
}

// The stream: it knows the content, and whether it has given its one chunk.
struct scores_table::stream {
  std::shared_ptr<content> it;
  bool is_given = false;

  [[nodiscard]] ArrowSchema schema() const {
    std::vector<ArrowSchema> columns;
    const std::string unit = metadata_of("unit", "hundredths of a point");
    columns.push_back(make_schema("subject_id", it->has_text_ids ? "U" : "l", false));
    columns.push_back(make_schema("eligible", "b", false));
    columns.push_back(make_schema("score", "i", true));
    ArrowSchema tier = make_schema("tier", "i", true);
    auto* const held = static_cast<holder*>(tier.private_data);
    held->dictionary_schema = std::make_unique<ArrowSchema>(make_schema("", "u", false));
    tier.dictionary = held->dictionary_schema.get();
    columns.push_back(tier);
    columns.push_back(make_schema("total", "i", true, unit));
    for (const std::string& name : it->dimension_names) {
      columns.push_back(make_schema(name, "i", true, unit));
    }
    if (it->with_stable_through) columns.push_back(make_schema("stable_through", "tdD", true));
    ArrowSchema made = make_schema("", "+s", false);
    adopt(made, std::move(columns));
    return made;
  }

  [[nodiscard]] ArrowArray chunk() const {
    content& all = *it;
    const void* const exists = all.is_eligible.data();
    std::vector<ArrowArray> columns;
    const auto add = [&](std::vector<const void*> buffers) {
      columns.push_back(make_array(it, all.count, std::move(buffers)));
    };
    if (all.has_text_ids) {
      add({nullptr, all.ids.data(), all.id_bytes.data()});
    } else {
      add({nullptr, all.ids.data()});
    }
    add({nullptr, exists});
    add({exists, all.score.data()});
    add({exists, all.tier.data()});
    auto* const held = static_cast<holder*>(columns.back().private_data);
    held->dictionary = std::make_unique<ArrowArray>(
        make_array(it, all.tier_offsets.size() - 1,
                   {nullptr, all.tier_offsets.data(), all.tier_bytes.data()}));
    columns.back().dictionary = held->dictionary.get();
    add({exists, all.total.data()});
    for (const unwritten<std::int32_t>& of_dimension : all.values)
      add({exists, of_dimension.data()});
    if (all.with_stable_through) {
      add({all.is_stable_known.data(), all.stable_through.data()});
    }
    ArrowArray made = make_array(it, all.count, {nullptr});
    adopt(made, std::move(columns));
    return made;
  }

  template <class Body>
  static int guarded(const Body& body) noexcept {
    try {
      body();
      return 0;
    } catch (...) {
      return ENOMEM;
    }
  }
  static stream& of(ArrowArrayStream* from) noexcept {
    return *static_cast<stream*>(from->private_data);
  }
};

void scores_table::give(ArrowArrayStream& out) {
  auto made = std::make_unique<stream>();
  made->it = std::move(content_);
  out.get_schema = [](ArrowArrayStream* from, ArrowSchema* into) {
    return stream::guarded([&] { *into = stream::of(from).schema(); });
  };
  out.get_next = [](ArrowArrayStream* from, ArrowArray* into) {
    stream& it = stream::of(from);
    *into = ArrowArray{};
    if (it.is_given) return 0;
    return stream::guarded([&] {
      *into = it.chunk();
      it.is_given = true;
    });
  };
  out.get_last_error = [](ArrowArrayStream*) -> const char* { return "out of memory"; };
  out.release = [](ArrowArrayStream* from) {
    delete static_cast<stream*>(from->private_data);
    from->release = nullptr;
  };
  out.private_data = made.release();
}

}  // namespace chengxin::arrow
