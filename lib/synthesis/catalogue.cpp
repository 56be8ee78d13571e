// Works out what can occur under a rulebook. What is worth many points is rare:
// that is the only thing that it supposes about categories.
#include "synthesis/catalogue.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace chengxin::synthesis {
namespace {

points greatest_points(const point_formula& formula) {
  if (const auto* fixed = std::get_if<points>(&formula)) return fixed->magnitude();
  if (const auto* per = std::get_if<per_points>(&formula)) return per->each.magnitude();
  const auto& table = std::get<table_points>(formula);
  points greatest = table.otherwise.value_or(points{}).magnitude();
  for (const table_row& row : table.rows) greatest = std::max(greatest, row.value.magnitude());
  return greatest;
}

/// By category, the most points that one record can bring or cost.
std::map<std::string_view, points> stakes_of(const rulebook& book) {
  std::map<std::string_view, points> stakes;
  for (const rule& r : book.rules) {
    if (r.kind != rule_kind::record) continue;
    for (const std::string& id : r.categories) {
      points& most = stakes[id];
      most = std::max(most, greatest_points(r.points));
    }
  }
  return stakes;
}

/// From 1000 for a record that is worth nothing down to 20.
std::uint32_t weight_of(points stake) {
  const std::int64_t whole = std::min(stake.cents / 100, std::int64_t{60});
  return static_cast<std::uint32_t>(100'000 / ((10 + whole) * (10 + whole)));
}

std::uint32_t column_of(std::vector<std::string_view>& columns, std::string_view name) {
  const auto found = std::find(columns.begin(), columns.end(), name);
  const auto column = static_cast<std::uint32_t>(found - columns.begin());
  if (found == columns.end()) columns.push_back(name);
  return column;
}

}  // namespace

std::uint32_t lottery::draw(random& dice) const noexcept {
  const std::uint32_t ticket = dice.below(total_);
  return std::upper_bound(entries_.begin(), entries_.end(), ticket,
                          [](std::uint32_t t, const entry& e) { return t < e.up_to; })
      ->position;
}

catalogue::catalogue(const rulebook& rules) : book(&rules), unlisted_category("unlisted") {
  for (const attribute_declaration& a : rules.subject_attributes) subject_columns.push_back(a.name);

  const std::map<std::string_view, points> stakes = stakes_of(rules);
  for (const category& c : rules.categories) {
    kind_of_record kind;
    kind.declared = &c;
    for (const attribute_declaration& a : c.attributes) {
      kind.columns.push_back(column_of(record_columns, a.name));
    }
    for (const origin o : {origin::platform, origin::self_declared, origin::usage}) {
      (c.origins.contains(o) ? kind.allowed_origins : kind.other_origins).push_back(o);
    }
    const auto stake = stakes.find(c.id);
    lottery& lots = c.nature == nature::good ? good : other;
    lots.add(static_cast<std::uint32_t>(kinds.size()),
             weight_of(stake == stakes.end() ? points{} : stake->second));
    kinds.push_back(std::move(kind));
    while (unlisted_category == c.id) unlisted_category += '-';
  }
  for (const barred_category& b : rules.barred) {
    while (unlisted_category == b.category) unlisted_category += '-';
  }

  constexpr std::uint32_t authority_count = 40;
  for (std::uint32_t n = 1; n <= authority_count; ++n) {
    std::string name = rules.jurisdiction + "-00";
    name[name.size() - 2] = static_cast<char>('0' + n / 10);
    name[name.size() - 1] = static_cast<char>('0' + n % 10);
    authorities.push_back(std::move(name));
  }
}

}  // namespace chengxin::synthesis
