// The table of months, and whole columns of values (see plain_values.hpp).
// No vector is handed from function to function: what takes one is inlined.
#pragma GCC diagnostic ignored "-Wpsabi"
#include "population/plain_values.hpp"

#include <cstring>

namespace chengxin::io::rows {

months::months() noexcept {
  for (unsigned year = 0; year < years; ++year) {
    for (unsigned number = 1; number <= 12; ++number) {
      const date first = date::of(static_cast<int>(first_year + year), number, 1);
      all_[year * each_year + number] = {
          first.days, static_cast<std::uint32_t>(add_months(first, 1).days - first.days)};
    }
  }
}

// Not computed by the compiler: that took a second of every file that reads days.
const months all_months;

namespace {

/// A number of each of some cells.
template <std::size_t Width>
using numbers [[gnu::vector_size(Width * sizeof(std::uint64_t))]] = std::uint64_t;

template <class Kernel>
CHENGXIN_WIDEST void run_by_eights(const Kernel& kernel) {
  kernel.template operator()<8>();
}
template <class Kernel>
CHENGXIN_WIDE void run_by_fours(const Kernel& kernel) {
  kernel.template operator()<4>();
}
/// A kernel for so many cells at a time: the compiler makes poor parts of a vector that is wider
/// than the processor's. Preconditions: it has what it needs by value, and
/// CHENGXIN_INLINED_BODY is said of it.
template <class Kernel>
void run(std::size_t at_a_time, const Kernel& kernel) {
  if (at_a_time == 8) return run_by_eights(kernel);
  if (at_a_time == 4) return run_by_fours(kernel);
  kernel.template operator()<2>();
}

template <class Numbers>
CHENGXIN_INLINED void load(const std::uint64_t* from, Numbers& into) noexcept {
  std::memcpy(&into, from, sizeof into);
}
/// Each in fewer bits.
template <std::size_t Width, class T>
CHENGXIN_INLINED void store(const numbers<Width>& given, T* into) noexcept {
  using fewer_bits [[gnu::vector_size(Width * sizeof(T))]] = T;
  const fewer_bits fewer = __builtin_convertvector(given, fewer_bits);
  std::memcpy(into, &fewer, sizeof fewer);
}

// The bytes of cells' heads and tails that are their own, as short_text has them.
template <std::size_t Width>
CHENGXIN_INLINED void keep_own(const numbers<Width>& size, numbers<Width>& head,
                               numbers<Width>& tail) noexcept {
  using some = numbers<Width>;
  // With a sign, as every vector compares them; no size has one.
  using some_signed [[gnu::vector_size(sizeof(some))]] = std::int64_t;
  const some own = (some{} + ~std::uint64_t{0}) << ((0U - 8U * size) & 63U);
  const auto is_above = [&](std::int64_t least) CHENGXIN_INLINED_BODY {
    return reinterpret_cast<some>(reinterpret_cast<const some_signed&>(size) > least);
  };
  head &= is_above(8) & (own | is_above(15));
  tail &= is_above(0) & (own | is_above(7));
}

}  // namespace

std::size_t most_at_a_time() noexcept {
  static const std::size_t most = chengxin::detail::has_widest_vectors() ? 8
                                  : chengxin::detail::has_wide_vectors() ? 4
                                                                         : 2;
  return most;
}

void read_plain_days(const cell_column& of, date* into, std::size_t at_a_time) noexcept {
  alignas(64) std::array<std::uint64_t, cell_column::most> months,
      days;  // NOLINT(cppcoreguidelines-pro-type-member-init): written below
  run(at_a_time, [count = of.count, cells = &of, month = months.data(),
                  day = days.data()]<std::size_t Width>() CHENGXIN_INLINED_BODY {
    for (std::size_t r = 0; r < count; r += Width) {
      numbers<Width> head, tail, size;
      load(&cells->head[r], head);
      load(&cells->tail[r], tail);
      load(&cells->size[r], size);
      const auto found = find_day<numbers<Width>>(head, tail, size);
      store<Width>(found.month, month + r);
      store<Width>(found.day_number, day + r);
    }
  });
  for (std::size_t r = 0; r < of.count; ++r) into[r] = day_of({months[r], days[r]});
}

void read_plain_integers(const cell_column& of, std::int32_t* into,
                         std::size_t at_a_time) noexcept {
  run(at_a_time, [count = of.count, cells = &of, into]<std::size_t Width>() CHENGXIN_INLINED_BODY {
    for (std::size_t r = 0; r < count; r += Width) {
      numbers<Width> tail, size;
      load(&cells->tail[r], tail);
      load(&cells->size[r], size);
      store<Width>(find_integer<numbers<Width>>(tail, size), into + r);
    }
  });
}

void read_end_keys(const cell_column& of, std::uint32_t* into, std::size_t at_a_time) noexcept {
  run(at_a_time, [count = of.count, cells = &of, into]<std::size_t Width>() CHENGXIN_INLINED_BODY {
    for (std::size_t r = 0; r < count; r += Width) {
      numbers<Width> head, tail, size;
      load(&cells->head[r], head);
      load(&cells->tail[r], tail);
      load(&cells->size[r], size);
      keep_own<Width>(size, head, tail);
      store<Width>(end_key<numbers<Width>>(head, tail), into + r);
    }
  });
}

// Every word is compared, so that nothing depends on which it is.
void find_words(std::span<const short_text> words, const cell_column& of, std::uint8_t* into,
                std::size_t at_a_time) noexcept {
  run(at_a_time,
      [words, count = of.count, cells = &of, into]<std::size_t Width>() CHENGXIN_INLINED_BODY {
        for (std::size_t r = 0; r < count; r += Width) {
          numbers<Width> head, tail, size;
          load(&cells->head[r], head);
          load(&cells->tail[r], tail);
          load(&cells->size[r], size);
          numbers<Width> found = numbers<Width>{} + words.size();
          for (std::size_t i = 0; i < words.size(); ++i) {
            const short_text& it = words[i];
            // Where the sizes are the same, these bytes are the cell's own.
            const numbers<Width> differ = ((head ^ it.head) & short_text::head_masks[it.size]) |
                                          ((tail ^ it.tail) & short_text::tail_masks[it.size]) |
                                          (size ^ std::uint64_t{it.size});
            const auto is = where_zero<numbers<Width>>(differ);
            found = (found & ~is) | (i & is);
          }
          store<Width>(found, into + r);
        }
      });
}

}  // namespace chengxin::io::rows
