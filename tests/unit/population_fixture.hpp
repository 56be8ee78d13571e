// A small rulebook and the rows that its tests read: subjects and records as
// text, in either format.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/io/population.hpp"

namespace rows_fixture {

using namespace chengxin;

inline attribute_declaration attribute_of(std::string name, value_type type) {
  attribute_declaration made;
  made.name = std::move(name);
  made.type = type;
  return made;
}

inline category category_of(std::string id, nature of) {
  category made;
  made.id = std::move(id);
  made.nature = of;
  made.origins.insert(origin::platform);
  return made;
}

inline rule rule_of(std::string id, std::string dimension, std::string category, points value) {
  rule made;
  made.id = std::move(id);
  made.dimension = std::move(dimension);
  made.cite = {{"measures", "11"}};
  made.categories = {std::move(category)};
  made.points = value;
  made.valid_months = 24;
  return made;
}

inline std::vector<attribute_declaration> all_types() {
  std::vector<attribute_declaration> made = {
      attribute_of("hours", value_type::integer), attribute_of("rate", value_type::number),
      attribute_of("place", value_type::string), attribute_of("night", value_type::boolean),
      attribute_of("since", value_type::date)};
  made[0].min = 0;
  made[0].max = 8784;
  return made;
}

/// `volunteer` (good, an attribute of each type), `late` (bad, `court` alone may
/// certify it, the attribute `amount`), `penalty` (barred).
inline rulebook small_book() {
  rulebook book;
  book.id = "small";
  book.version = "1";
  book.jurisdiction = "350400";
  book.effective_from = date::of(2026, 1, 1);
  book.basis = {{"measures", {"办法", "Measures"}}};
  book.base = points::whole(500);
  book.max_score = 1000;
  book.min_age = 18;
  book.residencies.insert(residency::registered);
  book.capacities.insert(capacity::full);
  book.subject_attributes = {
      attribute_of("education", value_type::string), attribute_of("children", value_type::integer),
      attribute_of("height", value_type::number), attribute_of("member", value_type::boolean),
      attribute_of("graduated_on", value_type::date)};
  book.subject_attributes[0].values = {"school", "college"};
  book.subject_attributes[1].min = 0;
  book.subject_attributes[1].max = 20;
  book.dimensions = {{"positive", {}, {}, {}, points::whole(100), false},
                     {"negative", {}, {}, points::whole(-100), {}, false},
                     {"repair", {}, {}, {}, points::whole(100), true}};
  book.categories = {category_of("volunteer", nature::good), category_of("late", nature::bad)};
  book.categories[0].attributes = all_types();
  book.categories[0].matter = true;
  book.categories[1].attributes = {attribute_of("amount", value_type::number)};
  book.categories[1].providers = {"court"};
  book.barred = {{"penalty", {}, {{"measures", "3"}}}};
  book.rules = {rule_of("R1", "positive", "volunteer", points::whole(2)),
                rule_of("R2", "negative", "late", points::whole(-10))};
  book.tiers = {{"A", {}, {}, 600}, {"B", {}, {}, 0}};
  return book;
}

inline engine engine_for(rulebook book) {
  result<engine> made = engine::compile(std::make_shared<const rulebook>(std::move(book)));
  if (!made) throw std::logic_error(made.failure().message);
  return *std::move(made);
}

inline const engine& small_engine() {
  static const engine made = engine_for(small_book());
  return made;
}

inline result<io::population> read(std::string_view subjects, std::string_view records,
                                   io::row_format format = io::row_format::csv,
                                   const io::read_options& options = {},
                                   const engine& with = small_engine()) {
  const char* const ending = format == io::row_format::csv ? ".csv" : ".jsonl";
  const auto subjects_source = io::from_memory(subjects, std::string("subjects") + ending);
  const auto records_source = io::from_memory(records, std::string("records") + ending);
  return io::read_population(with, *subjects_source, format, *records_source, format, options);
}

}  // namespace rows_fixture
