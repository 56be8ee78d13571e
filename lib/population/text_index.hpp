// Texts numbered from 0 in the order in which they are added: how subjects,
// categories, providers and attribute names are found again.
// Never owns a text: each must live as long as the index.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "population/big_pages.hpp"
#include "population/text_hash.hpp"

namespace chengxin::io::rows {

class text_index {
public:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }
  [[nodiscard]] std::string_view operator[](std::uint32_t number) const noexcept {
    return texts_[number];
  }

  [[nodiscard]] static std::size_t hash_of(std::string_view text) noexcept {
    return static_cast<std::size_t>(text_hash(text));
  }

  /// Has the memory brought near that a look-up will need soon. Among many texts
  /// it takes longer than the search.
  void bring_near(std::size_t hash) const noexcept {
    if (!places_.empty()) __builtin_prefetch(&places_[hash & (places_.size() - 1)]);
  }

  /// The number of a text, or none.
  [[nodiscard]] std::uint32_t find(std::string_view text) const noexcept {
    return find(text, hash_of(text));
  }

  /// The same, its hash known.
  [[nodiscard]] std::uint32_t find(std::string_view text, std::size_t hash) const noexcept {
    if (places_.empty()) return none;
    const std::size_t mask = places_.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      const place& here = places_[at];
      if (here.number == none || (here.tag == tag_of(hash) && is_at(here, text))) {
        return here.number;
      }
    }
  }

  /// Forgets all texts.
  void clear() noexcept {
    texts_.clear();
    for (place& it : places_) it.number = none;
  }

  /// Gives the next number to a text. Precondition: find(text) is none.
  std::uint32_t add(std::string_view text) { return add(text, hash_of(text)); }

  /// The same, its hash known.
  std::uint32_t add(std::string_view text, std::size_t hash) {
    if (2 * (texts_.size() + 1) > places_.size()) grow(texts_.size() + 1);
    const auto number = static_cast<std::uint32_t>(texts_.size());
    texts_.push_back(text);
    put(number, hash);
    return number;
  }

  /// Makes room for so many texts.
  void reserve(std::size_t count) {
    texts_.reserve(count);
    if (2 * count > places_.size()) grow(count);
  }

private:
  // One line of the processor's cache, with all that a look-up needs: the text
  // itself, unless it is long.
  struct alignas(64) place {
    static constexpr std::size_t longest = 52;
    std::uint32_t number = none;
    std::uint32_t tag = 0;
    std::uint32_t size = 0;
    char text[longest];
  };
  static_assert(sizeof(place) == 64);

  [[nodiscard]] static std::uint32_t tag_of(std::size_t hash) noexcept {
    return static_cast<std::uint32_t>(hash >> (std::numeric_limits<std::size_t>::digits / 2));
  }

  [[nodiscard]] bool is_at(const place& here, std::string_view text) const noexcept {
    if (here.size != text.size()) return false;
    if (text.size() > place::longest) return texts_[here.number] == text;
    return std::string_view(here.text, here.size) == text;
  }

  void put(std::uint32_t number, std::size_t hash) noexcept {
    const std::string_view text = texts_[number];
    const std::size_t mask = places_.size() - 1;
    std::size_t at = hash & mask;
    while (places_[at].number != none) at = (at + 1) & mask;
    place& taken = places_[at];
    taken.number = number;
    taken.tag = tag_of(hash);
    taken.size = static_cast<std::uint32_t>(text.size());
    if (text.size() <= place::longest) text.copy(taken.text, text.size());
  }

  void grow(std::size_t count) {
    std::size_t places = std::max<std::size_t>(places_.size(), 64);
    while (2 * count > places) places *= 2;
    places_ = {};
    places_.resize(places);
    for (std::uint32_t number = 0; number < texts_.size(); ++number) {
      put(number, hash_of(texts_[number]));
    }
  }

  std::vector<std::string_view> texts_;
  // As many as a power of two, at most half of them taken.
  std::vector<place, big_page_allocator<place>> places_;
};

}  // namespace chengxin::io::rows
