// Which subject has which id, by the place in their list. Small, since fresh memory costs more
// than most look-ups: records mostly come in the order of the subjects. Never has an id of its
// own.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>
#include <vector>

#include "chengxin/facts.hpp"
#include "population/big_pages.hpp"
#include "population/text_hash.hpp"
#include "population/text_index.hpp"

namespace chengxin::io::rows {

class subject_index {
public:
  static constexpr std::uint32_t none = text_index::none;

  /// Of the subjects of a list. Borrows it.
  explicit subject_index(const std::vector<prepared_subject>& of) noexcept : of_(of) {}
  ~subject_index() { delete near_.load(); }
  subject_index(const subject_index&) = delete;
  subject_index& operator=(const subject_index&) = delete;

  [[nodiscard]] std::size_t size() const noexcept { return of_.size(); }
  [[nodiscard]] std::string_view operator[](std::uint32_t number) const noexcept {
    return of_[number].subject_id;
  }
  [[nodiscard]] static std::size_t hash_of(std::string_view text) noexcept {
    return text_index::hash_of(text);
  }

  /// Has the memory brought near that a look-up will need soon.
  void bring_near(std::size_t hash) const noexcept {
    if (const text_index* const near = near_.load(std::memory_order_acquire)) {
      near->bring_near(hash);
    } else if (!places_.empty()) {
      __builtin_prefetch(&places_[hash & (places_.size() - 1)]);
    }
  }

  /// The number of an id, or none.
  [[nodiscard]] std::uint32_t find(std::string_view text) const noexcept {
    return find(text, hash_of(text));
  }
  /// The same, its hash known.
  [[nodiscard]] std::uint32_t find(std::string_view text, std::size_t hash) const noexcept {
    if (const text_index* const near = near_.load(std::memory_order_acquire)) {
      return near->find(text, hash);
    }
    if (places_.empty()) return none;
    const std::size_t mask = places_.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      const place& here = places_[at];
      if (here.number == none || (here.tag == tag_of(hash) && (*this)[here.number] == text)) {
        return here.number;
      }
    }
  }

  /// Says after how many look-ups they have become many: then the ids are put where one takes
  /// a single access to memory. For any number of threads at once, when all have been added.
  void was_asked(std::size_t times) const {
    if (size() < least_size || times < size() / 16) return;
    // Read first: to write would take the memory from all others, at every look-up.
    if (is_made_.load(std::memory_order_relaxed) || is_made_.exchange(true)) return;
    auto made = std::make_unique<text_index>();
    made->reserve(size());
    for (const prepared_subject& it : of_) made->add(it.subject_id);
    near_.store(made.release(), std::memory_order_release);
  }

  /// Forgets all ids. The list becomes empty too.
  void clear() noexcept {
    delete near_.exchange(nullptr);
    is_made_ = false;
    for (place& it : places_) it.number = none;
  }

  /// Adds the id of the list's last subject, by its hash. Preconditions: all others were added,
  /// no other has it, and nobody was_asked().
  void add_last(std::size_t hash) {
    const auto number = static_cast<std::uint32_t>(size() - 1);
    if (2 * size() > places_.size()) grow(size(), number);
    put(number, hash);
  }

  /// Makes room for so many.
  void reserve(std::size_t count) {
    if (2 * count > places_.size()) grow(count, static_cast<std::uint32_t>(size()));
  }

private:
  /// Fewer stay in the processor's own memory as they are.
  static constexpr std::size_t least_size = std::size_t{1} << 12U;

  struct place {
    std::uint32_t number = none;
    std::uint32_t tag = 0;
  };

  [[nodiscard]] static std::uint32_t tag_of(std::size_t hash) noexcept {
    return static_cast<std::uint32_t>(hash >> (std::numeric_limits<std::size_t>::digits / 2));
  }

  void put(std::uint32_t number, std::size_t hash) noexcept {
    const std::size_t mask = places_.size() - 1;
    std::size_t at = hash & mask;
    while (places_[at].number != none) at = (at + 1) & mask;
    places_[at] = {number, tag_of(hash)};
  }

  // Room for so many, and the ids of the subjects before `end` put where they are then.
  void grow(std::size_t count, std::uint32_t end) {
    std::size_t places = std::max<std::size_t>(places_.size(), 64);
    while (2 * count > places) places *= 2;
    places_ = {};
    places_.resize(places);
    for (std::uint32_t number = 0; number < end; ++number) put(number, hash_of((*this)[number]));
  }

  const std::vector<prepared_subject>& of_;
  // As many as a power of two, at most half of them taken.
  std::vector<place, big_page_allocator<place>> places_;
  mutable std::atomic<bool> is_made_ = false;
  mutable std::atomic<const text_index*> near_ = nullptr;  // owned
};

}  // namespace chengxin::io::rows
