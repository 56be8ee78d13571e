// What a condition may name and read: the attributes in scope, the facts of one
// record and one subject, and what evaluating them comes to.
// Never owns the facts: they are borrowed for the time of one evaluation.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/date.hpp"
#include "chengxin/value.hpp"

namespace chengxin::expression {

/// A declared attribute. Its position in a scope's list is its slot.
struct attribute {
  std::string name;
  value_type type = value_type::integer;
};

/// What an expression may name. Null `record`: it may name only `subject`; null
/// `subject`: the subject has its built-in names and no attributes.
struct scope {
  const std::vector<attribute>* record = nullptr;
  const std::vector<attribute>* subject = nullptr;
};

/// The record that an expression reads. `attributes` is indexed by slot, one
/// for each attribute in scope; each is absent or of its declared type.
struct record_facts {
  std::span<const value> attributes;
  date occurred_on;
  std::string_view provider;
  std::string_view origin;
  std::string_view category;
};

/// The subject that an expression reads. `age` is in full years on the day of
/// the assessment, absent without a birth date.
struct subject_facts {
  std::span<const value> attributes;
  std::optional<int> age;
  std::string_view residency;
};

/// What a condition comes to (SPECIFICATION 3, conditions).
enum class truth : std::uint8_t { no, yes, undetermined };

/// Why a condition is undetermined. program::describe puts it into words.
struct cause {
  enum class kind : std::uint8_t {
    absent_record_attribute,
    absent_subject_attribute,
    absent_age,
    integer_overflow,
    division_by_zero,
  };
  kind what = kind::integer_overflow;
  /// The attribute's slot, where an attribute is absent; otherwise 0.
  std::uint32_t slot = 0;

  friend bool operator==(const cause&, const cause&) = default;
};

/// An attribute that an expression names, be it only in has().
struct used_attribute {
  std::uint32_t slot = 0;
  std::string name;
};

}  // namespace chengxin::expression
