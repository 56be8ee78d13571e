// Making the table of scores, and giving it away (see scores_table.hpp).
#include "arrow/scores_table.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "arrow/given.hpp"
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

/// Sets the bits of rows `first` to before `last`, which are 0. Other threads may set those of
/// other rows.
template <class Each>
void set_bits(std::vector<std::uint8_t>& bits, std::size_t first, std::size_t last,
              const Each& is_set) {
  for (std::size_t at = first; at < last;) {
    const std::size_t end = std::min(at / 8 * 8 + 8, last);
    unsigned byte = 0;
    for (std::size_t i = at; i < end; ++i) byte |= unsigned{is_set(i)} << i % 8;
    std::atomic_ref(bits[at / 8])
        .fetch_or(static_cast<std::uint8_t>(byte), std::memory_order_relaxed);
    at = end;
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
  words tiers;
  std::vector<std::uint8_t> is_eligible, is_stable_known;  ///< bits
  std::vector<std::string> dimension_names;
  bool with_stable_through;
};

scores_table::scores_table(const engine& by, const table& subjects, bool with_stable_through)
    : subjects_(subjects),
      id_field_(subjects.find("subject_id")),
      content_(std::make_shared<content>(subjects.rows(), by.book().dimensions.size(),
                                         with_stable_through)) {
  content& it = *content_;
  for (const dimension& d : by.book().dimensions) it.dimension_names.push_back(d.id);
  for (const tier& t : by.book().tiers) it.tiers.add(t.id);
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

// It knows the content, and whether it has given its one chunk.
struct scores_table::stream final : given_table {
  explicit stream(std::shared_ptr<content> from) : it(std::move(from)) {}

  [[nodiscard]] ArrowSchema schema() const override {
    std::vector<ArrowSchema> columns;
    const std::string unit = metadata_of("unit", "hundredths of a point");
    columns.push_back(make_schema("subject_id", it->has_text_ids ? "U" : "l", false));
    columns.push_back(make_schema("eligible", "b", false));
    columns.push_back(make_schema("score", "i", true));
    columns.push_back(make_schema("tier", "i", true));
    adopt_dictionary(columns.back(), words::schema());
    columns.push_back(make_schema("total", "i", true, unit));
    for (const std::string& name : it->dimension_names) {
      columns.push_back(make_schema(name, "i", true, unit));
    }
    if (it->with_stable_through) columns.push_back(make_schema("stable_through", "tdD", true));
    ArrowSchema made = make_schema("", "+s", false);
    adopt(made, std::move(columns));
    return made;
  }

  [[nodiscard]] ArrowArray next() override {
    if (is_given) return {};
    const content& all = *it;
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
    adopt_dictionary(columns.back(), all.tiers.array(it));
    add({exists, all.total.data()});
    for (const unwritten<std::int32_t>& of_dimension : all.values) {
      add({exists, of_dimension.data()});
    }
    if (all.with_stable_through) {
      add({all.is_stable_known.data(), all.stable_through.data()});
    }
    ArrowArray made = make_array(it, all.count, {nullptr});
    adopt(made, std::move(columns));
    is_given = true;
    return made;
  }

  std::shared_ptr<content> it;
  bool is_given = false;
};

std::unique_ptr<given_table> scores_table::handed_over() {
  return std::make_unique<stream>(std::move(content_));
}

}  // namespace chengxin::arrow
