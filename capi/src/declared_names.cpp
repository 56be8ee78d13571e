// The table of declared names (see declared_names.hpp).
#include "declared_names.hpp"

#include <limits>

namespace chengxin::capi {
namespace {

static_assert(CX_VALUE_INTEGER == static_cast<int>(value_type::integer) &&
                  CX_VALUE_BOOLEAN == static_cast<int>(value_type::boolean) &&
                  CX_VALUE_DATE == static_cast<int>(value_type::date),
              "declared_attribute::surely_fits() compares them");

declared_attribute declared_as(const attribute_declaration& from) {
  using whole = std::numeric_limits<std::int64_t>;
  declared_attribute made{{from.name, ends_of(from.name)}, from.type};
  switch (from.type) {
    case value_type::integer:
      made.least = from.min.value_or(whole::min());
      made.most = from.max.value_or(whole::max());
      break;
    case value_type::boolean:
      made.least = 0;
      made.most = 1;
      break;
    case value_type::date:
      made.least = first_input_day.days;
      made.most = last_input_day.days;
      break;
    case value_type::number:
    case value_type::string: break;
  }
  return made;
}

}  // namespace

declared_names::declared_names(const engine& engine) {
  const rulebook& book = engine.book();
  std::size_t room = 2;
  while (room < 4 * (book.categories.size() + book.barred.size() + 1)) room *= 2;
  categories_.resize(room);
  mask_ = room - 1;
  std::size_t attributes = book.subject_attributes.size();
  for (const category& it : book.categories) attributes += it.attributes.size();
  attributes_.reserve(attributes);  // where they are, they stay
  of_subject_ = add(book.subject_attributes);
  for (const category& it : book.categories) {
    add({{it.id, ends_of(it.id)},
         engine.find_category(it.id),
         !it.providers.has_value(),
         it.origins,
         add(it.attributes)});
  }
  for (const barred_category& it : book.barred) {
    add({{it.category, ends_of(it.category)}, engine.find_category(it.category), false, {}, {}});
  }
}

void declared_names::add(const declared_category& made) noexcept {
  if (made.name.text.empty()) return;  // no record can name it
  std::size_t at = place_of(made.name.ends, made.name.text.size());
  while (!categories_[at].name.text.empty()) at = (at + 1) & mask_;
  categories_[at] = made;
}

std::span<const declared_attribute> declared_names::add(
    const std::vector<attribute_declaration>& declared) {
  const std::size_t first = attributes_.size();
  for (const attribute_declaration& it : declared) attributes_.push_back(declared_as(it));
  return std::span(attributes_).subspan(first);
}

}  // namespace chengxin::capi
