// Facts given as structs, copied into a case's own memory.
// Never changes the facts that were there.
#pragma once

#include <chengxin.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "arena.hpp"
#include "case.hpp"
#include "chengxin/rulebook.hpp"
#include "chengxin/value.hpp"
#include "declared_names.hpp"

namespace chengxin::capi {

/// Attributes, of which there may be none.
[[nodiscard]] inline std::span<const cx_attribute> attributes_of(const cx_attribute* first,
                                                                 std::size_t count) noexcept {
  return count == 0 ? std::span<const cx_attribute>() : std::span(first, count);
}

/// Values of sound attributes in the order of their declarations. False where one is not
/// declared. Throws std::bad_alloc.
bool keep_attributes(std::span<const declared_attribute> declared,
                     std::span<const cx_attribute> given, arena& memory, const value*& into);

/// An element of an array whose elements are of the size that the caller knows: itself
/// where that is ours, else a copy in `into`. Null where it is of another size.
[[nodiscard]] inline const cx_record* read_element(const cx_record* all, std::size_t index,
                                                   cx_record& into) noexcept {
  const std::size_t size = all->struct_size;
  if (size == sizeof into) return all[index].struct_size == size ? all + index : nullptr;
  const auto* bytes = reinterpret_cast<const unsigned char*>(all) + index * size;
  std::uint32_t own_size = 0;
  std::memcpy(&own_size, bytes, sizeof own_size);
  if (own_size != size) return nullptr;
  for (std::size_t i = sizeof into; i < size; ++i) {
    if (bytes[i] != 0) return nullptr;
  }
  std::memcpy(&into, bytes, std::min(size, sizeof into));
  return &into;
}

/// Adds records, all of them or none: none, and false, where one of them is not sound
/// (fact_check.hpp) or not of the size of the first. Throws std::bad_alloc, and none is
/// added.
[[nodiscard]] bool add_records(case_facts& facts, const cx_record* records, std::size_t count);

}  // namespace chengxin::capi
