// Facts given as structs, copied (see from_structs.hpp).
#include "from_structs.hpp"

#include <array>
#include <cmath>
#include <string_view>

#include "fact_rules.hpp"
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

// What is left of engine::standing_of where nothing else is amiss.
constexpr std::array<disposition, record_status_names.size()> standing_by_status{
    disposition::counted, disposition::disputed, disposition::counted, disposition::revoked};

// Puts records, one after another, where others may have been before. Looks at each
// while it is at hand, so that it is read once.
class record_copier {
public:
  explicit record_copier(case_facts& facts) noexcept
      : memory_(facts.memory), names_(*facts.names), engine_(facts.engine) {}

  // False where the record is not sound. Throws std::bad_alloc.
  bool copy(const cx_record& given, prepared_record& made) {
    quick_look look;
    look_at_members(given, look);
    if (look.failed()) return false;
    const declared_category& known = names_.find_category(view(given.category));
    bool surely_fits = false;
    made.category = known.index;
    if (known.index < barred_category_index) {
      made.category_id = known.name.text;
      if (!copy_attributes(given, known.attributes, made, surely_fits)) return false;
    } else {
      look_at(given.attributes, given.attribute_count, look);
      if (look.failed()) return false;
      made.category_id = memory_.keep(view(given.category));
      made.attributes = nullptr;
      made.undeclared_attribute = false;
    }
    made.record_id = memory_.keep(view(given.record_id));
    made.provider = memory_.keep(view(given.provider));
    made.matter = memory_.keep(view(given.matter));
    made.occurred_on = date{given.occurred_on};
    made.expires_on = date{given.expires_on};
    made.repaired_on = date{given.repaired_on};
    made.steps[static_cast<std::size_t>(repair_step::corrected)] = date{given.corrected_on};
    made.steps[static_cast<std::size_t>(repair_step::service)] = date{given.service_on};
    made.steps[static_cast<std::size_t>(repair_step::conduct)] = date{given.conduct_on};
    made.origin = static_cast<origin>(given.origin);
    made.status = static_cast<record_status>(given.status);
    const bool nothing_amiss =
        surely_fits && known.any_provider && known.origins.contains(made.origin);
    made.standing = nothing_amiss ? standing_by_status[static_cast<std::size_t>(made.status)]
                                  : engine_.standing_of(made);
    return true;
  }

private:
  // False where one is not sound.
  bool copy_attributes(const cx_record& from, std::span<const declared_attribute> declared,
                       prepared_record& made, bool& surely_fits) {
    quick_look look;
    look.list("attributes", from.attributes, from.attribute_count);
    if (look.failed()) return false;
    const std::span<value> slots = memory_.slots(declared.size());
    std::size_t fitting = 0;
    std::size_t likely = 0;
    made.attributes = slots.data();
    made.undeclared_attribute = false;
    for (const cx_attribute& it : attributes_of(from.attributes, from.attribute_count)) {
      if (!is_text(it.name)) return false;  // it is not to be read
      const std::size_t slot = find_name(declared, view(it.name), likely);
      if (slot == no_slot) {
        look_at(from.attributes, it, look);
        made.undeclared_attribute = true;
      } else {
        // Its name is UTF-8, as is all of a rulebook, and was there before if its slot
        // is taken.
        look.choice("attributes.type", it.type, CX_VALUE_DATE);
        look_at_value(it, look);
        look.once("attributes.name", !slots[slot].is_absent());
        fitting += static_cast<std::size_t>(declared[slot].surely_fits(it));
      }
      if (look.failed()) return false;
      if (slot != no_slot) keep_value(it, declared[slot].type, memory_, slots[slot]);
      likely = slot + 1;
    }
    surely_fits = fitting == declared.size() && !made.undeclared_attribute;
    return true;
  }

  arena& memory_;
  const declared_names& names_;
  const engine& engine_;
};

}  // namespace

bool keep_attributes(std::span<const declared_attribute> declared,
                     std::span<const cx_attribute> given, arena& memory, const value*& into) {
  const std::span<value> slots = memory.slots(declared.size());
  into = slots.data();
  bool all_declared = true;
  std::size_t likely = 0;
  for (const cx_attribute& it : given) {
    const std::size_t slot = find_name(declared, view(it.name), likely);
    if (slot == no_slot) {
      all_declared = false;
      continue;
    }
    keep_value(it, declared[slot].type, memory, slots[slot]);
    likely = slot + 1;
  }
  return all_declared;
}

bool add_records(case_facts& facts, const cx_record* records, std::size_t count) {
  const std::size_t before = facts.records.size();
  const std::size_t after = before + count;
  if (facts.own_records.size() < after) facts.own_records.resize(after);
  const std::span<prepared_record> all(facts.own_records.data(), after);
  facts.records = all.first(before);  // where they are now
  const arena::mark mark = facts.memory.here();
  record_copier copier(facts);
  cx_record copy = CX_RECORD_INIT;
  for (std::size_t i = 0; i < count; ++i) {
    const cx_record* const known = read_element(records, i, copy);
    if (known != nullptr && copier.copy(*known, all[before + i])) continue;
    facts.memory.go_back(mark);
    return false;
  }
  facts.records = all;
  return true;
}

}  // namespace chengxin::capi
