// The lists of a rulebook's description (see description.hpp).
#include "description.hpp"

#include "internal.hpp"

namespace chengxin::capi {
namespace {

std::vector<cx_string> lend_all(const std::vector<std::string>& texts) {
  std::vector<cx_string> all;
  all.reserve(texts.size());
  for (const std::string& text : texts) all.push_back(lend(text));
  return all;
}

std::vector<cx_citation> lend_all(const std::vector<citation>& citations) {
  std::vector<cx_citation> all;
  all.reserve(citations.size());
  for (const citation& it : citations) all.push_back({lend(it.basis), lend(it.article)});
  return all;
}

std::vector<std::vector<cx_string>> values_of(const std::vector<attribute_declaration>& declared) {
  std::vector<std::vector<cx_string>> all;
  all.reserve(declared.size());
  for (const attribute_declaration& it : declared) all.push_back(lend_all(it.values));
  return all;
}

part_lists lists_of(const rule& it) {
  part_lists made;
  made.citations = lend_all(it.cite);
  made.categories = lend_all(it.categories);
  if (const auto* table = std::get_if<table_points>(&it.points)) {
    for (const table_row& row : table->rows) {
      made.rows.push_back({lend(row.when), row.value.cents});
    }
  }
  for (const decay_step& step : it.decay) {
    made.decay.push_back({step.after_months, step.percent, 0});
  }
  for (const absence_step& step : it.steps) {
    made.steps.push_back({step.months, 0, step.value.cents});
  }
  return made;
}

}  // namespace

description describe_parts(const rulebook& book) {
  description made;
  for (const category& it : book.categories) {
    part_lists& lists = made.categories.emplace_back();
    lists.citations = lend_all(it.cite);
    if (it.providers) lists.providers = lend_all(*it.providers);
    made.category_values.push_back(values_of(it.attributes));
  }
  for (const barred_category& it : book.barred) {
    made.barred.emplace_back().citations = lend_all(it.cite);
  }
  for (const rule& it : book.rules) made.rules.push_back(lists_of(it));
  for (const ceiling& it : book.ceilings) {
    part_lists& lists = made.ceilings.emplace_back();
    lists.citations = lend_all(it.cite);
    lists.categories = lend_all(it.categories);
  }
  for (const use& it : book.uses) made.uses.emplace_back().citations = lend_all(it.cite);
  made.subject_values = values_of(book.subject_attributes);
  return made;
}

}  // namespace chengxin::capi
