// The table of declared names (see declared_names.hpp).
#include "declared_names.hpp"

namespace chengxin::capi {

declared_names::declared_names(const engine& engine) {
  const rulebook& book = engine.book();
  std::size_t room = 2;
  while (room < 2 * (book.categories.size() + book.barred.size() + 1)) room *= 2;
  categories_.resize(room);
  mask_ = room - 1;
  add_names(book.subject_attributes);
  for (const category& it : book.categories) {
    add_category(it.id, engine.find_category(it.id));
    first_of_.push_back(names_.size());
    add_names(it.attributes);
  }
  first_of_.push_back(names_.size());
  for (const barred_category& it : book.barred) {
    add_category(it.category, engine.find_category(it.category));
  }
}

void declared_names::add_category(std::string_view id, std::uint32_t index) noexcept {
  if (id.empty()) return;  // no record can name it
  const text_ends ends = ends_of(id);
  std::size_t at = place_of(ends, id.size());
  while (!categories_[at].name.text.empty()) at = (at + 1) & mask_;
  categories_[at] = {{id, ends}, index};
}

void declared_names::add_names(const std::vector<attribute_declaration>& declared) {
  for (const attribute_declaration& it : declared) {
    names_.push_back({it.name, ends_of(it.name)});
  }
}

}  // namespace chengxin::capi
