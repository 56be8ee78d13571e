// Cutting tables into blocks (see cuts.hpp).
#include "arrow/cuts.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>
#include <string>

#include "arrow/messages.hpp"
#include "arrow/threads.hpp"
#include "chengxin/detail/wide.hpp"

namespace chengxin::arrow {
namespace {

// As many as fit into a processor's nearer cache; subjects by eights, unless eight have too
// many records.
constexpr std::size_t most_subjects = 384;
constexpr std::size_t most_records = 6144;
constexpr std::size_t step = 8;

/// Whether a column is of whole numbers that can be compared as they are.
bool is_comparable(const column& of) {
  return !of.has_dictionary && is_whole(of.rows.what()) && of.rows.what() != kind::uint64 &&
         !of.rows.has_nulls();
}

/// A whole number of any width.
template <class T>
std::int64_t widened(T number) noexcept {
  // NOLINTNEXTLINE(bugprone-signed-char-misuse): a small number, no character
  return static_cast<std::int64_t>(number);
}

std::int64_t number_at(const table& of, std::size_t field, std::size_t row) {
  const std::size_t chunk = of.chunk_of(row);
  return of.at(chunk, field).rows.whole(static_cast<std::int64_t>(row - of.first_row(chunk)));
}

/// Whether each number of some rows is at least as great as the one before it, or greater.
template <bool Greater>
bool does_rise(const table& of, std::size_t field, std::size_t first, std::size_t last) {
  std::int64_t before = first > 0 ? number_at(of, field, first - 1) : 0;
  bool rises = true;
  for (std::size_t row = first; row < last && rises;) {
    const std::size_t chunk = of.chunk_of(row);
    const std::size_t start = row - of.first_row(chunk);
    const std::size_t count = std::min(last, of.first_row(chunk + 1)) - row;
    const values& ids = of.at(chunk, field).rows;
    with_whole_type(ids.what(), [&](auto type) {
      const auto* const numbers = ids.data<decltype(type)>() + start;
      const std::int64_t number = widened(numbers[0]);
      rises = row == 0 || (Greater ? number > before : number >= before);
      before = widened(numbers[count - 1]);
      const int falls = chengxin::detail::widely([=]() CHENGXIN_INLINED_BODY {
        int found = 0;
        for (std::size_t i = 1; i < count; ++i) {
          found |= (Greater ? numbers[i] <= numbers[i - 1] : numbers[i] < numbers[i - 1]) ? 1 : 0;
        }
        return found;
      });
      rises = rises && falls == 0;
    });
    row += count;
  }
  return rises;
}

/// The same of all rows.
template <bool Greater>
bool does_rise(const table& of, std::size_t field, std::size_t threads) {
  for (std::size_t c = 0; c < of.chunks(); ++c) {
    if (of.first_row(c) < of.first_row(c + 1) && !is_comparable(of.at(c, field))) return false;
  }
  constexpr std::size_t some = std::size_t{1} << 19;
  const std::size_t parts = of.rows() / some + 1;
  std::atomic<std::size_t> next{0};
  std::atomic<bool> rises{true};
  in_threads(std::min(threads, parts), [&](bool) {
    for (std::size_t n = next++; n < parts && rises; n = next++) {
      if (!does_rise<Greater>(of, field, n * some, std::min((n + 1) * some, of.rows()))) {
        rises = false;
      }
    }
  });
  return rises;
}

/// The first row from `low` on for which is_before(row) is false, or `high`; for all before it
/// it is true. From a guess in steps twice as long each time, then by halves.
template <class IsBefore>
std::size_t first_not(const IsBefore& is_before, std::size_t low, std::size_t guess,
                      std::size_t high) {
  std::size_t reach = 64;
  if (guess < high && is_before(guess)) {
    low = guess + 1;
    while (low + reach < high && is_before(low + reach)) {
      low += reach + 1;
      reach *= 2;
    }
    high = std::min(low + reach, high);
  } else {
    high = guess;
    while (high - low > reach && !is_before(high - reach)) {
      high -= reach;
      reach *= 2;
    }
    if (high - low > reach) low = high - reach + 1;
  }
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (is_before(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/// Calls visit(i) for the numbers that differ from the one after them, and for the last.
/// `differs` is room that it needs. Precondition: count > 0.
template <class Number, class Visit>
void for_each_last(const Number* numbers, std::size_t count, std::vector<std::uint8_t>& differs,
                   const Visit& visit) {
  differs.resize(count + 64);
  std::uint8_t* const flags = differs.data();
  chengxin::detail::widely([=]() CHENGXIN_INLINED_BODY {
    // By values: bytes that are written could be any others.
    const Number* const some = numbers;
    std::uint8_t* const to = flags;
    const std::size_t last = count - 1;
    for (std::size_t i = 0; i < last; ++i) to[i] = some[i] != some[i + 1] ? 1 : 0;
    to[last] = 1;
    std::fill_n(to + last + 1, 63, std::uint8_t{0});
    return 0;
  });
  for (std::size_t at = 0; at < count; at += 64) {
    std::uint64_t bits = 0;
    for (std::size_t k = 0; k < 8; ++k) {
      // A factor that brings the lowest bit of each byte into the top one.
      constexpr std::uint64_t gather = 0x0102040810204080U;
      std::uint64_t eight = 0;
      std::memcpy(&eight, flags + at + 8 * k, 8);
      if constexpr (std::endian::native == std::endian::big) eight = __builtin_bswap64(eight);
      bits |= eight * gather >> 56U << 8 * k;
    }
    for (; bits != 0; bits &= bits - 1) {
      visit(at + static_cast<std::size_t>(std::countr_zero(bits)));
    }
  }
}

[[noreturn]] void fail_unknown(const table& records, std::size_t row, std::int64_t id) {
  fail_row(records, row, "subject_id",
           "is " + std::to_string(id) + ", who is not among the subjects");
}

}  // namespace

cutter::cutter(const table& subjects, const table& records, std::size_t threads)
    : subjects_(subjects),
      records_(records),
      subject_field_(find_ids(subjects)),
      record_field_(find_ids(records)),
      in_order_(does_rise<true>(subjects, subject_field_, threads) &&
                does_rise<false>(records, record_field_, threads) &&
                (subjects.rows() > 0 || records.rows() == 0)) {
  if (!in_order_) owners_ = find_owners(subjects, records);
}

bool cutter::next(cut& to) {
  {
    const std::lock_guard lock(mutex_);
    const std::size_t count = subjects_.rows();
    if (next_subject_ == count) return false;
    to.number = next_number_++;
    to.first = next_subject_;
    to.first_record = next_record_;
    // Not many more than will do, if all had as many records.
    const std::size_t enough = 2 * most_records * count / std::max<std::size_t>(records_.rows(), 1);
    const std::size_t some_eights = (enough / step + 1) * step;
    std::size_t some = std::min({most_subjects, some_eights, count - to.first});
    to.last_record = end_of_records(to.first + some);
    while (to.last_record - to.first_record > most_records && some > 1) {
      some = some > step ? (some / 2 + step - 1) / step * step : some / 2;
      to.last_record = end_of_records(to.first + some);
    }
    to.last = next_subject_ = to.first + some;
    next_record_ = to.last_record;
  }
  to.offsets.resize(to.last - to.first + 1);
  find_offsets(to);
  return true;
}

/// How many records the subjects before this one have.
std::size_t cutter::end_of_records(std::size_t last_subject) const {
  if (!in_order_) return owners_.offsets[last_subject];
  if (last_subject == subjects_.rows()) return records_.rows();
  const std::int64_t id = number_at(subjects_, subject_field_, last_subject);
  const auto is_before = [&](std::size_t row) {
    return number_at(records_, record_field_, row) < id;
  };
  const std::size_t rows = records_.rows();
  const double each = static_cast<double>(rows) / static_cast<double>(subjects_.rows());
  const auto some = static_cast<double>(last_subject - next_subject_);
  const std::size_t guess = next_record_ + static_cast<std::size_t>(some * each);
  return first_not(is_before, next_record_, std::min(guess, rows), rows);
}

void cutter::find_offsets(cut& to) const {
  const std::size_t count = to.last - to.first;
  if (!in_order_) {
    for (std::size_t s = 0; s <= count; ++s) {
      to.offsets[s] = owners_.offsets[to.first + s] - static_cast<std::uint32_t>(to.first_record);
    }
    return;
  }
  std::uint32_t* const ends = to.offsets.data() + 1;
  std::fill_n(to.offsets.data(), count + 1, 0U);
  const std::int64_t first_id = number_at(subjects_, subject_field_, to.first);
  const std::int64_t last_id = number_at(subjects_, subject_field_, to.last - 1);
  const bool is_dense =
      static_cast<std::uint64_t>(last_id) - static_cast<std::uint64_t>(first_id) == count - 1;
  if (!is_dense) {
    to.ids.resize(count);
    for (std::size_t s = 0; s < count; ++s) {
      to.ids[s] = number_at(subjects_, subject_field_, to.first + s);
    }
  }
  std::size_t at = 0;  // a subject, where they are not one after the other
  for (std::size_t row = to.first_record; row < to.last_record;) {
    const std::size_t chunk = records_.chunk_of(row);
    const std::size_t end = std::min(to.last_record, records_.first_row(chunk + 1));
    const values& ids = records_.at(chunk, record_field_).rows;
    with_whole_type(ids.what(), [&](auto type) {
      const auto* const numbers = ids.data<decltype(type)>() + (row - records_.first_row(chunk));
      // They rise: the first and the last say of all whether they are among the subjects.
      if (is_dense && widened(numbers[0]) >= first_id &&
          widened(numbers[end - row - 1]) <= last_id) {
        const std::size_t ends_at = row + 1 - to.first_record;
        for_each_last(numbers, end - row, to.differs, [&](std::size_t i) {
          ends[widened(numbers[i]) - first_id] = static_cast<std::uint32_t>(ends_at + i);
        });
        return;
      }
      for (std::size_t i = row; i < end; ++i) {
        const std::int64_t id = widened(numbers[i - row]);
        std::uint64_t owner = static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(first_id);
        if (!is_dense) {
          while (at < count && to.ids[at] < id) ++at;
          owner = at < count && to.ids[at] == id ? at : count;
        }
        if (owner >= count) fail_unknown(records_, i, id);
        ends[owner] = static_cast<std::uint32_t>(i + 1 - to.first_record);
      }
    });
    row = end;
  }
  for (std::size_t s = 1; s < count; ++s) ends[s] = std::max(ends[s], ends[s - 1]);
}

}  // namespace chengxin::arrow
