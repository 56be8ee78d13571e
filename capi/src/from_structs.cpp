// Facts given as structs, copied (see from_structs.hpp).
#include "from_structs.hpp"

#include <cmath>
#include <string_view>

#include "internal.hpp"

namespace chengxin::capi {
namespace {

// A value as the library holds it, with its text copied. A whole number stands for itself
// where a number is declared. What its type cannot hold is unreadable.
void keep_value(const cx_attribute& given, value_type declared, arena& memory, value& into) {
  switch (given.type) {
    case CX_VALUE_INTEGER:
      if (declared == value_type::number) {
        into = value::of(static_cast<double>(given.integer));
      } else {
        into = value::of(given.integer);
      }
      return;
    case CX_VALUE_NUMBER:
      into = std::isfinite(given.number) ? value::of(given.number) : value::unreadable();
      return;
    case CX_VALUE_STRING: into = value::of(memory.keep(view(given.text))); return;
    case CX_VALUE_BOOLEAN:
      into = given.integer == 0 || given.integer == 1 ? value::of(given.integer == 1)
                                                      : value::unreadable();
      return;
    default:
      if (given.integer < first_input_day.days || given.integer > last_input_day.days) {
        into = value::unreadable();
      } else {
        into = value::of(date{static_cast<std::int32_t>(given.integer)});
      }
  }
}

// Every member: others have used the place before.
void fill(prepared_record& made, case_facts& facts, const cx_record& given) {
  const rulebook& book = facts.engine.book();
  made.record_id = facts.memory.keep(view(given.record_id));
  const declared_category& known = facts.names->find_category(view(given.category));
  made.category = known.index;
  if (made.category < book.categories.size()) {
    const category& declared = book.categories[made.category];
    made.category_id = known.name.text;
    made.undeclared_attribute = !keep_attributes(
        facts.names->of_category(made.category), declared.attributes,
        attributes_of(given.attributes, given.attribute_count), facts.memory, made.attributes);
  } else {
    made.category_id = facts.memory.keep(view(given.category));
    made.attributes = nullptr;
    made.undeclared_attribute = false;
  }
  made.provider = facts.memory.keep(view(given.provider));
  made.matter = facts.memory.keep(view(given.matter));
  made.occurred_on = date{given.occurred_on};
  made.expires_on = date{given.expires_on};
  made.repaired_on = date{given.repaired_on};
  made.steps[static_cast<std::size_t>(repair_step::corrected)] = date{given.corrected_on};
  made.steps[static_cast<std::size_t>(repair_step::service)] = date{given.service_on};
  made.steps[static_cast<std::size_t>(repair_step::conduct)] = date{given.conduct_on};
  made.origin = static_cast<origin>(given.origin);
  made.status = static_cast<record_status>(given.status);
  made.standing = facts.engine.standing_of(made);
}

}  // namespace

bool keep_attributes(std::span<const declared_name> names,
                     const std::vector<attribute_declaration>& declared,
                     std::span<const cx_attribute> given, arena& memory, const value*& into) {
  const std::span<value> slots = memory.slots(names.size());
  into = slots.data();
  bool all_declared = true;
  std::size_t likely = 0;
  for (const cx_attribute& it : given) {
    const std::size_t slot = find_name(names, view(it.name), likely);
    if (slot == no_slot) {
      all_declared = false;
      continue;
    }
    keep_value(it, declared[slot].type, memory, slots[slot]);
    likely = slot + 1;
  }
  return all_declared;
}

void add_records(case_facts& facts, const cx_record* records, std::size_t count) {
  const std::size_t before = facts.records.size();
  const std::size_t after = before + count;
  if (facts.own_records.size() < after) facts.own_records.resize(after);
  const std::span<prepared_record> all(facts.own_records.data(), after);
  facts.records = all.first(before);  // where they are now
  cx_record copy = CX_RECORD_INIT;
  for (std::size_t i = 0; i < count; ++i) {
    fill(all[before + i], facts, *read_element(records, i, copy));
  }
  facts.records = all;
}

}  // namespace chengxin::capi
