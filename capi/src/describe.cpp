// A rulebook as data: its parts by position (SPECIFICATION 3).
// Never interprets one.
#include <array>
#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

#include "internal.hpp"
#include "text.hpp"

namespace chengxin::capi {
namespace {

template <class Part>
std::uint32_t position_of(const std::vector<Part>& all, std::string_view id) noexcept {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].id == id) return static_cast<std::uint32_t>(i);
  }
  return CX_NO_INDEX;
}
std::uint32_t position_of(const std::vector<barred_category>& all, std::string_view id) noexcept {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].category == id) return static_cast<std::uint32_t>(i);
  }
  return CX_NO_INDEX;
}

std::uint32_t position_of(const rulebook& book, std::int32_t part, std::string_view id) noexcept {
  switch (part) {
    case CX_PART_BASIS: return position_of(book.basis, id);
    case CX_PART_DIMENSION: return position_of(book.dimensions, id);
    case CX_PART_CATEGORY: return position_of(book.categories, id);
    case CX_PART_BARRED: return position_of(book.barred, id);
    case CX_PART_GROUP: return position_of(book.groups, id);
    case CX_PART_RULE: return position_of(book.rules, id);
    case CX_PART_CEILING: return position_of(book.ceilings, id);
    case CX_PART_TIER: return position_of(book.tiers, id);
    default: return position_of(book.uses, id);
  }
}

template <class Enum, std::size_t N>
std::uint32_t bits_of(const enum_set<Enum>& set,
                      const std::array<std::string_view, N>& names) noexcept {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (set.contains(static_cast<Enum>(i))) bits |= 1U << i;
  }
  return bits;
}

template <class T>
std::uint32_t count_of(const std::vector<T>& all) noexcept {
  return static_cast<std::uint32_t>(all.size());
}

// One part of a rulebook: `fill` puts what there is to say of all[index] into *out.
template <class Part, class Struct, class Fill>
cx_status tell(const cx_rulebook* rulebook, const std::vector<Part> chengxin::rulebook::*all,
               std::uint32_t index, Struct* out, cx_error* err, const Fill& fill) noexcept {
  if (rulebook == nullptr) return misuse(err, "rulebook is NULL");
  if (!can_write(out)) return misuse(err, "out is NULL or has no struct_size");
  const std::vector<Part>& parts = (*rulebook->book).*all;
  if (index >= parts.size()) return misuse(err, "index is beyond the rulebook's parts");
  Struct full{};
  fill(parts[index], full);
  write_struct(out, full);
  return CX_OK;
}

void fill_attribute(const attribute_declaration& it, const std::vector<cx_string>& values,
                    cx_attribute_declaration& full) noexcept {
  full.type = static_cast<std::int32_t>(it.type);
  full.name = lend(it.name);
  full.title = lend(it.title);
  full.unit = lend(it.unit);
  full.required = it.required ? 1 : 0;
  full.has_min = it.min || it.min_number ? 1 : 0;
  full.has_max = it.max || it.max_number ? 1 : 0;
  full.min = it.min.value_or(0);
  full.max = it.max.value_or(0);
  full.min_number = it.min_number.value_or(0);
  full.max_number = it.max_number.value_or(0);
  full.values = values.data();
  full.value_count = values.size();
}

void fill_points(const point_formula& formula, cx_rule& full) noexcept {
  if (const auto* fixed = std::get_if<points>(&formula)) {
    full.form = CX_POINTS_FIXED;
    full.points = fixed->cents;
  } else if (const auto* per = std::get_if<per_points>(&formula)) {
    full.form = CX_POINTS_PER;
    full.points = per->each.cents;
    full.per_attribute = lend(per->attribute);
    full.per_unit = per->unit;
    if (per->max) full.per_max = per->max->cents;
  } else {
    const auto& table = std::get<table_points>(formula);
    full.form = CX_POINTS_TABLE;
    full.points = table.otherwise.value_or(points{}).cents;
    full.has_otherwise = table.otherwise ? 1 : 0;
  }
}

void fill_rule(const rulebook& book, const rule& it, const part_lists& lists,
               cx_rule& full) noexcept {
  full.kind = static_cast<std::int32_t>(it.kind);
  full.id = lend(it.id);
  full.title = lend(it.title);
  full.note = lend(it.note);
  full.citations = lists.citations.data();
  full.citation_count = lists.citations.size();
  full.categories = lists.categories.data();
  full.category_count = lists.categories.size();
  if (it.when) full.when = lend(*it.when);
  full.dimension = position_of(book.dimensions, it.dimension);
  full.group = it.group ? position_of(book.groups, *it.group) : CX_NO_INDEX;
  full.combine = static_cast<std::int32_t>(it.combine);
  full.per_max = CX_NO_LIMIT;
  if (it.kind == rule_kind::record || it.kind == rule_kind::subject) fill_points(it.points, full);
  full.rows = lists.rows.data();
  full.row_count = lists.rows.size();
  full.decay = lists.decay.data();
  full.decay_count = lists.decay.size();
  full.steps = lists.steps.data();
  full.step_count = lists.steps.size();
  full.valid_months = it.valid_months.value_or(0);
  full.break_months = it.break_months;
  full.limit_per_year = it.limits.per_year ? it.limits.per_year->cents : CX_NO_LIMIT;
  full.limit_total = it.limits.total ? it.limits.total->cents : CX_NO_LIMIT;
  full.limit_count = it.limits.count.value_or(CX_NO_LIMIT);
  full.step = static_cast<std::int32_t>(it.step);
  full.percent = it.percent;
  full.after_days = it.after_days;
}

}  // namespace
}  // namespace chengxin::capi

using namespace chengxin::capi;
using chengxin::rulebook;

cx_status cx_rulebook_describe(const cx_rulebook* rulebook, cx_rulebook_info* out, cx_error* err) {
  if (rulebook == nullptr) return misuse(err, "rulebook is NULL");
  if (!can_write(out)) return misuse(err, "out is NULL or has no struct_size");
  const chengxin::rulebook& book = *rulebook->book;
  cx_rulebook_info full = CX_RULEBOOK_INFO_INIT;
  full.min_age = book.min_age;
  full.id = lend(book.id);
  full.version = lend(book.version);
  full.fingerprint = lend(book.fingerprint);
  full.jurisdiction = lend(book.jurisdiction);
  full.title = lend(book.title);
  full.note = lend(book.note);
  full.effective_from = book.effective_from.days;
  full.effective_until = book.effective_until ? book.effective_until->days : CX_NO_DAY;
  full.base = book.base.cents;
  full.min_score = book.min_score;
  full.max_score = book.max_score;
  full.residencies = bits_of(book.residencies, chengxin::residency_names);
  full.capacities = bits_of(book.capacities, chengxin::capacity_names);
  full.basis_count = count_of(book.basis);
  full.subject_attribute_count = count_of(book.subject_attributes);
  full.dimension_count = count_of(book.dimensions);
  full.category_count = count_of(book.categories);
  full.barred_count = count_of(book.barred);
  full.group_count = count_of(book.groups);
  full.rule_count = count_of(book.rules);
  full.ceiling_count = count_of(book.ceilings);
  full.tier_count = count_of(book.tiers);
  full.use_count = count_of(book.uses);
  write_struct(out, full);
  return CX_OK;
}

cx_status cx_rulebook_basis(const cx_rulebook* rulebook, uint32_t index, cx_basis* out,
                            cx_error* err) {
  return tell(rulebook, &rulebook::basis, index, out, err,
              [](const chengxin::basis& it, cx_basis& full) {
                full.id = lend(it.id);
                full.title = lend(it.title);
              });
}

cx_status cx_rulebook_attribute(const cx_rulebook* rulebook, uint32_t category, uint32_t index,
                                cx_attribute_declaration* out, cx_error* err) {
  if (rulebook == nullptr) return misuse(err, "rulebook is NULL");
  if (!can_write(out)) return misuse(err, "out is NULL or has no struct_size");
  const chengxin::rulebook& book = *rulebook->book;
  const bool of_subjects = category == CX_NO_INDEX;
  if (!of_subjects && category >= book.categories.size()) {
    return misuse(err, "category is beyond the rulebook's categories");
  }
  const auto& declared =
      of_subjects ? book.subject_attributes : book.categories[category].attributes;
  if (index >= declared.size()) return misuse(err, "index is beyond the attributes");
  const auto& values =
      of_subjects ? rulebook->parts.subject_values : rulebook->parts.category_values[category];
  cx_attribute_declaration full{};
  fill_attribute(declared[index], values[index], full);
  write_struct(out, full);
  return CX_OK;
}

cx_status cx_rulebook_dimension(const cx_rulebook* rulebook, uint32_t index, cx_dimension* out,
                                cx_error* err) {
  return tell(rulebook, &rulebook::dimensions, index, out, err,
              [](const chengxin::dimension& it, cx_dimension& full) {
                full.repairs = it.repairs ? 1 : 0;
                full.id = lend(it.id);
                full.title = lend(it.title);
                full.note = lend(it.note);
                full.min = it.min.cents;
                full.max = it.max.cents;
              });
}

cx_status cx_rulebook_category(const cx_rulebook* rulebook, uint32_t index, cx_category* out,
                               cx_error* err) {
  return tell(rulebook, &rulebook::categories, index, out, err,
              [&](const chengxin::category& it, cx_category& full) {
                const part_lists& lists = rulebook->parts.categories[index];
                full.nature = static_cast<std::int32_t>(it.nature);
                full.id = lend(it.id);
                full.title = lend(it.title);
                full.note = lend(it.note);
                full.citations = lists.citations.data();
                full.citation_count = lists.citations.size();
                full.providers = lists.providers.data();
                full.provider_count = lists.providers.size();
                full.any_provider = it.providers ? 0 : 1;
                full.heeds_matter = it.matter ? 1 : 0;
                full.origins = bits_of(it.origins, chengxin::origin_names);
                full.attribute_count = count_of(it.attributes);
              });
}

cx_status cx_rulebook_barred(const cx_rulebook* rulebook, uint32_t index, cx_barred_category* out,
                             cx_error* err) {
  return tell(rulebook, &rulebook::barred, index, out, err,
              [&](const chengxin::barred_category& it, cx_barred_category& full) {
                const part_lists& lists = rulebook->parts.barred[index];
                full.category = lend(it.category);
                full.title = lend(it.title);
                full.citations = lists.citations.data();
                full.citation_count = lists.citations.size();
              });
}

cx_status cx_rulebook_group(const cx_rulebook* rulebook, uint32_t index, cx_group* out,
                            cx_error* err) {
  return tell(rulebook, &rulebook::groups, index, out, err,
              [&](const chengxin::group& it, cx_group& full) {
                full.dimension = position_of(rulebook->book->dimensions, it.dimension);
                full.id = lend(it.id);
                full.title = lend(it.title);
                full.total = it.total.cents;
              });
}

cx_status cx_rulebook_rule(const cx_rulebook* rulebook, uint32_t index, cx_rule* out,
                           cx_error* err) {
  return tell(rulebook, &rulebook::rules, index, out, err,
              [&](const chengxin::rule& it, cx_rule& full) {
                fill_rule(*rulebook->book, it, rulebook->parts.rules[index], full);
              });
}

cx_status cx_rulebook_ceiling(const cx_rulebook* rulebook, uint32_t index, cx_ceiling* out,
                              cx_error* err) {
  return tell(rulebook, &rulebook::ceilings, index, out, err,
              [&](const chengxin::ceiling& it, cx_ceiling& full) {
                const part_lists& lists = rulebook->parts.ceilings[index];
                full.valid_months = it.valid_months;
                full.id = lend(it.id);
                full.title = lend(it.title);
                full.note = lend(it.note);
                full.citations = lists.citations.data();
                full.citation_count = lists.citations.size();
                full.categories = lists.categories.data();
                full.category_count = lists.categories.size();
                if (it.when) full.when = lend(*it.when);
                full.max_score = it.max_score;
              });
}

cx_status cx_rulebook_tier(const cx_rulebook* rulebook, uint32_t index, cx_tier* out,
                           cx_error* err) {
  return tell(rulebook, &rulebook::tiers, index, out, err,
              [](const chengxin::tier& it, cx_tier& full) {
                full.id = lend(it.id);
                full.title = lend(it.title);
                full.note = lend(it.note);
                full.min = it.min;
              });
}

cx_status cx_rulebook_use(const cx_rulebook* rulebook, uint32_t index, cx_use* out, cx_error* err) {
  return tell(rulebook, &rulebook::uses, index, out, err,
              [&](const chengxin::use& it, cx_use& full) {
                const part_lists& lists = rulebook->parts.uses[index];
                full.id = lend(it.id);
                full.title = lend(it.title);
                full.note = lend(it.note);
                full.citations = lists.citations.data();
                full.citation_count = lists.citations.size();
                full.min_score = it.min_score.cents;
              });
}

cx_status cx_rulebook_find(const cx_rulebook* rulebook, int32_t part, const char* id, size_t size,
                           uint32_t* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (rulebook == nullptr || !is_text(id, size) || out == nullptr) {
      return misuse(err, "rulebook, id or out is NULL");
    }
    if (part < CX_PART_BASIS || part > CX_PART_USE) {
      return misuse(err, "part is not a CX_PART constant");
    }
    const std::uint32_t found = position_of(*rulebook->book, part, view(id, size));
    if (found == CX_NO_INDEX) {
      return fail(err, {CX_ERROR_NOT_FOUND, "unknown_part",
                        "the rulebook has no such part with the identifier '" +
                            excerpt(view(id, size)) + "'"});
    }
    *out = found;
    return CX_OK;
  });
}
