// The engine: a rulebook compiled once, then used to assess any number of
// residents (SPECIFICATION 4). Never reads a clock, a file or a name by text
// while it assesses, and never allocates beyond the result.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/assessment.hpp"
#include "chengxin/detail/assess.hpp"
#include "chengxin/detail/compile.hpp"
#include "chengxin/detail/compiled.hpp"
#include "chengxin/detail/horizon.hpp"
#include "chengxin/detail/standing.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/result.hpp"
#include "chengxin/rulebook.hpp"

namespace chengxin {

/// A compiled rulebook. Immutable; a copy shares it. Every member function is
/// const and safe to call from any number of threads at once.
class engine {
public:
  /// Compiles a rulebook. Errors: `rulebook_refused`, with the first thing wrong
  /// (verify() lists all).
  static result<engine> compile(std::shared_ptr<const rulebook> book) {
    result<std::shared_ptr<const detail::compiled>> made = detail::compile(std::move(book));
    if (!made) return made.failure();
    return engine(std::move(*made));
  }

  [[nodiscard]] const rulebook& book() const noexcept { return *compiled_->book; }

  /// The position of a category in rulebook::categories; barred_category_index
  /// for a barred one, unknown_category for one that is not named.
  [[nodiscard]] std::uint32_t find_category(std::string_view id) const noexcept {
    const auto found = compiled_->category_by_id.find(id);
    return found == compiled_->category_by_id.end() ? unknown_category : found->second;
  }

  /// How many values a prepared record of this category has.
  [[nodiscard]] std::size_t attribute_count(std::uint32_t category) const noexcept {
    return category < book().categories.size() ? book().categories[category].attributes.size() : 0;
  }

  /// What a record's disposition is whatever the day, leaving aside `duplicate`;
  /// `counted` where only the day decides. Reads everything but `standing`.
  [[nodiscard]] disposition standing_of(const prepared_record& record) const noexcept {
    return detail::standing_of(*compiled_, record);
  }

  /// Prepares a record, its standing included (`duplicate` aside: see
  /// mark_duplicates). Borrows the record's texts, and `slots`, which must hold
  /// attribute_count() values and live as long as the result.
  [[nodiscard]] prepared_record prepare(const record& given,
                                        std::span<value> slots) const noexcept {
    return detail::prepare_record(*compiled_, given, slots);
  }

  /// Prepares a subject. Borrows as above; `slots` holds
  /// rulebook::subject_attributes.size() values. Errors: `invalid_attribute`.
  [[nodiscard]] result<prepared_subject> prepare(const subject& given,
                                                 std::span<value> slots) const {
    return detail::prepare_subject(*compiled_, given, slots);
  }

  /// Assesses one resident on one day. False, and `out` untouched, where the day
  /// is outside the rulebook's effective period. `records` are in input order.
  [[nodiscard]] bool assess(const prepared_subject& subject,
                            std::span<const prepared_record> records, date day, depth how,
                            assessment& out) const {
    if (!book().is_effective(day)) return false;
    if (how == depth::figures) {
      detail::assessor<depth::figures>(*compiled_, subject, records, day, out).run();
    } else {
      detail::assessor<depth::everything>(*compiled_, subject, records, day, out).run();
    }
    return true;
  }

  /// The last day to which all days from `today.as_of` on are alike, at most the
  /// rulebook's last effective day; nothing where no later day differs
  /// (SPECIFICATION 5). `today` is an assessment of the same facts, `scratch` a
  /// second assessment for its use.
  [[nodiscard]] std::optional<date> stable_through(const prepared_subject& subject,
                                                   std::span<const prepared_record> records,
                                                   const assessment& today,
                                                   assessment& scratch) const {
    date day = today.as_of;
    while (const std::optional<date> next = next_event(subject, records, day)) {
      day = *next;
      if (!assess(subject, records, day, depth::figures, scratch)) break;
      if (!alike(today, scratch)) return day - 1;
    }
    return book().effective_until;
  }

  /// The first day after `day` on which anything about this resident can change
  /// by itself. Nothing where nothing ever does.
  [[nodiscard]] std::optional<date> next_event(const prepared_subject& subject,
                                               std::span<const prepared_record> records,
                                               date day) const noexcept {
    return detail::next_event(*compiled_, subject, records, day);
  }

  /// What the rulebook was compiled to, for those who work on many residents at once.
  [[nodiscard]] const detail::compiled& compiled() const noexcept { return *compiled_; }

private:
  explicit engine(std::shared_ptr<const detail::compiled> made) : compiled_(std::move(made)) {}

  std::shared_ptr<const detail::compiled> compiled_;
};

/// Marks as `duplicate` each record of one subject that bears the record_id of an
/// earlier one (SPECIFICATION 4, step 1). `records` are in input order.
inline void mark_duplicates(std::span<prepared_record> records) {
  std::vector<std::size_t> scratch;
  detail::mark_duplicates(records, scratch);
}
/// The same in memory of the caller's, for one who does it again and again.
inline void mark_duplicates(std::span<prepared_record> records, std::vector<std::size_t>& scratch) {
  detail::mark_duplicates(records, scratch);
}

}  // namespace chengxin
