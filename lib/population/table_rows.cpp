// Plain rows straight into columns (see table_rows.hpp).
#include "population/table_rows.hpp"

#include <algorithm>
#include <limits>

#include "population/decode.hpp"

namespace chengxin::io::rows {

bool known_providers::may_certify(std::uint32_t category, std::string_view provider) {
  const auto& listed = book_.categories[category].providers;
  const auto look_up = [&] {
    return std::find(listed->begin(), listed->end(), provider) != listed->end();
  };
  if (provider.size() > short_text::longest) return look_up();
  const short_text wanted = short_text::of(provider);
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
  const std::uint64_t mixed = (wanted.head ^ (wanted.tail + category) * odd) * odd;
  entry& there = entries_[static_cast<std::size_t>(mixed >> (64U - bits))];
  if (there.category != category || there.text != wanted) there = {wanted, category, look_up()};
  return there.may;
}

table_rows::table_rows(const score_plan& by, plain_records& plain)
    : by_(by), plain_(plain), providers_(by.by.book()) {}

void table_rows::expect() {
  steps_.clear();
  categories_.clear();
  const std::span<const std::uint32_t> cells = plain_.cells().attributes();
  const auto& categories = by_.by.book().categories;
  for (std::uint32_t category = 0; category < categories.size(); ++category) {
    const auto& declared = categories[category].attributes;
    const std::span<const std::uint32_t> slots = plain_.slots_of(category);
    for (std::size_t nth = 0; nth < cells.size(); ++nth) {
      step& made = steps_.emplace_back();
      made.cell = cells[nth];
      if (slots[nth] == plain_records::nowhere) continue;
      made.declared = &declared[slots[nth]];
      made.column = by_.places.of[category][slots[nth]];
      made.is_integer = made.declared->type == value_type::integer;
      made.least = made.declared->min.value_or(std::numeric_limits<std::int64_t>::min());
      made.most = made.declared->max.value_or(std::numeric_limits<std::int64_t>::max());
    }
    bool lacks_some = false;
    for (std::uint32_t slot = 0; slot < declared.size(); ++slot) {
      const bool is_there = std::find(slots.begin(), slots.end(), slot) != slots.end();
      lacks_some |= declared[slot].required && !is_there;
    }
    categories_.push_back({lacks_some, categories[category].providers.has_value()});
  }
}

bool table_rows::read(const plain_row& row, record_head& into, bool& counts,
                      short_text& end_of_id) {
  const record_cells& cells = plain_.cells();
  end_of_id = cells.short_of(row, record_rows::record_id);
  if (end_of_id.size - 1U >= row_check::longest_identifier) return false;
  into.category = plain_.find_category(row);
  if (into.category >= categories_.size()) return false;
  const std::string_view provider = cells.of(row, record_rows::provider);
  if (provider.empty()) return false;
  if (!plain_.read_words(row, into) || !plain_.read_days(row, into)) return false;
  into.has_rare_days = cells.has_rare_days();
  into.has_matter = !cells.of(row, record_rows::matter).empty();
  // As standing_of() has it. Without branches: what statuses come is seldom foreseen.
  const category_facts& of = categories_[into.category];
  const unsigned lives = unsigned{into.status == record_status::active} |
                         unsigned{into.status == record_status::repaired};
  const bool is_taken = by_.by.book().categories[into.category].origins.contains(into.origin);
  counts = (lives & unsigned{is_taken} & unsigned{!of.lacks_some}) != 0;
  if (of.lists_providers) counts = counts && providers_.may_certify(into.category, provider);
  return true;
}

// False where the attribute does not fit, and the record counts on no day.
bool table_rows::put_rare(const step& by, std::string_view text, record_table& into) {
  if (by.declared == nullptr) return text.empty();
  if (text.empty()) return !by.declared->required;
  const value given = decode_attribute(by.declared->type, {text, by.cell, shape::cell});
  if (!chengxin::detail::value_fits(*by.declared, given)) return false;
  into.put(by.column, given);
  return true;
}

void table_rows::put_attributes(const plain_row& row, const record_head& of, record_table& into) {
  const std::size_t count = plain_.cells().attributes().size();
  const step* const first = steps_.data() + of.category * count;
  bool fit = true;
  for (const step* it = first; it != first + count; ++it) {
    const std::int32_t number =
        it->is_integer ? plain_integer(row.short_cell(it->cell)) : no_number;
    if (number == no_number) {
      fit &= put_rare(*it, row.cell(it->cell), into);
      continue;
    }
    into.put_number(it->column, number);
    fit &= (number >= it->least) & (number <= it->most);
  }
  if (!fit) into.leave_out(into.size() - 1);
}

}  // namespace chengxin::io::rows
