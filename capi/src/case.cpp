// Cases of the C interface: one resident's facts, put together.
// Never changes facts that an assessment still shares.
#include "case.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <string>
#include <utility>

#include "chengxin/detail/standing.hpp"
#include "fact_check.hpp"
#include "from_structs.hpp"
#include "internal.hpp"

namespace chengxin::capi {
namespace {

bool is_shared(const std::shared_ptr<case_facts>& facts) noexcept {
  if (facts.use_count() > 1) return true;
  // Whoever shared it last has let go: see all that they did before.
  std::atomic_thread_fence(std::memory_order_acquire);
  return false;
}

// Facts of nobody, to be filled in.
case_facts& begin(cx_case& given) {
  if (is_shared(given.facts)) {
    if (given.spare == nullptr || is_shared(given.spare)) {
      given.spare = std::make_shared<case_facts>(given.facts->engine, given.facts->names);
    }
    std::swap(given.facts, given.spare);
  }
  given.facts->clear();
  given.unmarked = false;
  return *given.facts;
}

value keep(arena& memory, const value& given) {
  const bool has_text = given.is_present() && given.type() == value_type::string;
  return has_text ? value::of(memory.keep(given.string())) : given;
}

const value* keep(arena& memory, const value* given, std::size_t count) {
  const std::span<value> slots = memory.slots(count);
  for (std::size_t i = 0; i < count; ++i) slots[i] = keep(memory, given[i]);
  return slots.data();
}

// The same facts in memory of their own.
std::shared_ptr<case_facts> copy_of(const case_facts& from) {
  auto made = std::make_shared<case_facts>(from.engine, from.names);
  arena& memory = made->memory;
  const rulebook& book = from.engine.book();
  made->own_subject = *from.subject;
  made->own_subject.subject_id = memory.keep(from.subject->subject_id);
  made->own_subject.attributes =
      keep(memory, from.subject->attributes, book.subject_attributes.size());
  made->subject = &made->own_subject;
  made->own_records.assign(from.records.begin(), from.records.end());
  for (prepared_record& it : made->own_records) {
    it.record_id = memory.keep(it.record_id);
    it.provider = memory.keep(it.provider);
    it.matter = memory.keep(it.matter);
    if (it.category < book.categories.size()) {
      it.category_id = book.categories[it.category].id;
      it.attributes = keep(memory, it.attributes, from.engine.attribute_count(it.category));
    } else {
      it.category_id = memory.keep(it.category_id);
      it.attributes = nullptr;
    }
  }
  made->records = made->own_records;
  made->has_subject = true;
  return made;
}

// Facts of the same resident, to which records may be added. What was there lives on in
// `before`, since the records may borrow from it.
case_facts& resume(cx_case& given, std::shared_ptr<case_facts>& before) {
  const case_facts& now = *given.facts;
  const bool own = now.records.empty() || now.records.data() == now.own_records.data();
  if (!own || is_shared(given.facts)) before = std::exchange(given.facts, copy_of(now));
  return *given.facts;
}

cx_status fail_fact(cx_error* err, const fact_fault& fault, std::string_view where) {
  const cx_status status = fault.code == "misuse" ? CX_ERROR_MISUSE : CX_ERROR_INPUT;
  return fail(err, {status, fault.code, fault.message, where});
}

// Tells the first fault of records of which one has a fault.
cx_status fail_record(cx_error* err, const cx_record* records, std::size_t count) {
  cx_record copy = CX_RECORD_INIT;
  for (std::size_t i = 0; i < count; ++i) {
    const cx_record* const known = read_element(records, i, copy);
    fact_fault fault{"misuse", "struct_size", "the elements of records are not of one struct_size"};
    if (known != nullptr) fault = fault_of(*known);
    if (fault.code.empty()) continue;
    return fail_fact(err, fault, "records[" + std::to_string(i) + "]." + std::string(fault.member));
  }
  return misuse(err, "records changed while they were read");
}

}  // namespace

void case_facts::clear() noexcept {
  has_subject = false;
  subject = nullptr;
  records = {};
  memory.clear();
  population.reset();
}

const case_facts& ready(const cx_case& given) {
  if (given.unmarked) {
    // Only this case has added records since they were last shared.
    case_facts& facts = *given.facts;
    mark_duplicates(std::span(facts.own_records).first(facts.records.size()), facts.order);
    given.unmarked = false;
  }
  return *given.facts;
}

}  // namespace chengxin::capi

using namespace chengxin::capi;

cx_status cx_case_new(const cx_engine* engine, cx_case** out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (engine == nullptr || out == nullptr) return misuse(err, "engine or out is NULL");
    auto made = std::make_unique<cx_case>();
    made->facts = std::make_shared<case_facts>(engine->engine, engine->names);
    *out = made.release();
    return CX_OK;
  });
}

void cx_case_free(cx_case* facts) {
  delete facts;
}

cx_status cx_case_set_subject(cx_case* facts, const cx_subject* subject, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (facts == nullptr) return misuse(err, "facts is NULL");
    cx_subject known = CX_SUBJECT_INIT;
    if (!read_options(subject, known)) {
      return misuse(err, "subject is NULL or has no struct_size");
    }
    if (!is_sound(known)) {
      const fact_fault fault = fault_of(known);
      return fail_fact(err, fault, fault.member);
    }
    // Its attributes are held to the rulebook before anything is forgotten.
    const auto& declared = facts->facts->engine.book().subject_attributes;
    facts->checked.clear();
    const chengxin::value* slots = nullptr;
    const auto given = attributes_of(known.attributes, known.attribute_count);
    if (!keep_attributes(facts->facts->names->of_subject(), given, facts->checked, slots)) {
      return fail(err, {CX_ERROR_INPUT, "invalid_attribute",
                        "an attribute is given that the rulebook does not declare", "attributes"});
    }
    for (std::size_t slot = 0; slot < declared.size(); ++slot) {
      if (chengxin::detail::value_fits(declared[slot], slots[slot])) continue;
      return fail(err, {CX_ERROR_INPUT, "invalid_attribute",
                        "attribute `" + declared[slot].name +
                            "` is missing, of another type or outside its declared domain",
                        "attributes"});
    }
    // What is given may borrow from the facts that are forgotten now.
    const std::string_view id = facts->checked.keep(view(known.subject_id));
    case_facts& into = begin(*facts);
    chengxin::prepared_subject& made = into.own_subject;
    made.subject_id = into.memory.keep(id);
    made.attributes = keep(into.memory, slots, declared.size());
    made.birth_date = chengxin::date{known.birth_date};
    made.enrolled_on = chengxin::date{known.enrolled_on};
    made.residency = static_cast<chengxin::residency>(known.residency);
    made.capacity = static_cast<chengxin::capacity>(known.capacity);
    into.subject = &made;
    into.has_subject = true;
    return CX_OK;
  });
}

cx_status cx_case_add_records(cx_case* facts, const cx_record* records, size_t count,
                              cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (facts == nullptr || (records == nullptr && count != 0)) {
      return misuse(err, "facts or records is NULL");
    }
    if (!facts->facts->has_subject) return misuse(err, "the case has no subject");
    if (count == 0) return CX_OK;
    if (records->struct_size < first_size<cx_record>) {
      return misuse(err, "records[0] has no struct_size");
    }
    std::shared_ptr<case_facts> before;
    if (!add_records(resume(*facts, before), records, count)) {
      return fail_record(err, records, count);
    }
    facts->unmarked = true;
    return CX_OK;
  });
}

cx_status cx_case_read_json(cx_case* facts, const char* subject, size_t subject_size,
                            const char* records, size_t records_size, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (facts == nullptr || !is_text(subject, subject_size) || !is_text(records, records_size)) {
      return misuse(err, "facts, subject or records is NULL");
    }
    case_facts& into = begin(*facts);
    if (!into.reader) into.reader.emplace(into.engine);
    const auto wrong = into.reader->read(view(subject, subject_size), view(records, records_size));
    if (wrong) {
      const chengxin::position at{static_cast<std::uint32_t>(wrong->line), wrong->column};
      return fail(err, {CX_ERROR_INPUT, wrong->code, wrong->reason, wrong->file, at});
    }
    into.subject = &into.reader->subject();
    into.records = into.reader->records();
    into.has_subject = true;
    return CX_OK;
  });
}

cx_status cx_case_take(cx_case* facts, const cx_population* population, uint64_t index,
                       cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (facts == nullptr || population == nullptr) {
      return misuse(err, "facts or population is NULL");
    }
    if (index >= population->content->size()) return misuse(err, "index is beyond the subjects");
    if (population->only &&
        population->content->subject(static_cast<std::size_t>(index)).subject_id !=
            *population->only) {
      return misuse(err, "the records of this subject were not kept (only_subject)");
    }
    if (population->alone) return misuse(err, "the population was read for scores alone");
    if (&facts->facts->engine.book() != &population->engine.book()) {
      return misuse(err, "the case and the population are for different engines");
    }
    case_facts& into = begin(*facts);
    const auto position = static_cast<std::size_t>(index);
    into.population = population->content;
    into.subject = &population->content->subject(position);
    into.records = population->content->records(position);
    into.has_subject = true;
    return CX_OK;
  });
}

cx_string cx_case_subject_id(const cx_case* facts) {
  if (facts == nullptr || !facts->facts->has_subject) return {nullptr, 0};
  return lend(facts->facts->subject->subject_id);
}

uint64_t cx_case_records(const cx_case* facts) {
  return facts == nullptr ? 0 : facts->facts->records.size();
}

cx_string cx_case_record_id(const cx_case* facts, uint64_t index) {
  if (facts == nullptr || index >= facts->facts->records.size()) return {nullptr, 0};
  return lend(facts->facts->records[static_cast<std::size_t>(index)].record_id);
}

cx_status cx_case_last_effect(const cx_case* facts, uint64_t index, cx_day* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (facts == nullptr || out == nullptr) return misuse(err, "facts or out is NULL");
    if (index >= facts->facts->records.size()) return misuse(err, "index is beyond the records");
    static_assert(CX_BEFORE_EVERY_DAY == chengxin::before_every_day.days);
    if (!facts->effects) facts->effects.emplace(facts->facts->engine);
    *out = facts->effects->day_of(facts->facts->records[static_cast<std::size_t>(index)]).days;
    return CX_OK;
  });
}
