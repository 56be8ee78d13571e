// Plain rows straight into columns (see table_rows.hpp).
#include "population/table_rows.hpp"

#include <algorithm>
#include <bit>
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
  attributes_.clear();
  any_lists_providers_ = false;
  const auto& categories = by_.by.book().categories;
  for (std::uint32_t category = 0; category < categories.size(); ++category) {
    const auto& declared = categories[category].attributes;
    const std::span<const std::uint32_t> slots = plain_.slots_of(category);
    bool lacks_some = false;
    for (std::uint32_t slot = 0; slot < declared.size(); ++slot) {
      const bool is_there = std::find(slots.begin(), slots.end(), slot) != slots.end();
      lacks_some |= declared[slot].required && !is_there;
    }
    const bool lists_providers = categories[category].providers.has_value();
    any_lists_providers_ |= lists_providers;
    categories_.push_back({categories[category].origins, lacks_some, lists_providers});
  }
  categories_.emplace_back();  // of what is none
  for (std::size_t nth = 0; nth < plain_.cells().attributes().size(); ++nth) expect_attribute(nth);
  heads_.has_rare_days = plain_.cells().has_rare_days();
  heads_.may_have_matter = plain_.cells().has(record_rows::matter);
}

// All of one name are of one type and in one column of the table: else there is no plan.
void table_rows::expect_attribute(std::size_t nth) {
  attribute_cells& cells = attributes_.emplace_back();
  cells.cell = plain_.cells().attributes()[nth];
  const auto& categories = by_.by.book().categories;
  for (std::uint32_t category = 0; category < categories.size(); ++category) {
    step& made = steps_.emplace_back();
    const std::uint32_t slot = plain_.slots_of(category)[nth];
    if (slot == plain_records::nowhere) continue;
    made.declared = &categories[category].attributes[slot];
    made.is_required = made.declared->required;
    cells.column = by_.places.of[category][slot];
    cells.are_integers = made.declared->type == value_type::integer;
    if (!cells.are_integers) continue;
    constexpr std::int64_t greatest = std::numeric_limits<std::int32_t>::max();
    const std::int64_t min = made.declared->min.value_or(0);
    const std::int64_t max = made.declared->max.value_or(greatest);
    if (min > greatest || max < 0) continue;
    made.least = static_cast<std::int32_t>(std::max<std::int64_t>(min, 0));
    made.most = static_cast<std::int32_t>(std::min(max, greatest));
  }
  steps_.emplace_back();
}

std::size_t table_rows::read(const plain_run& rows) {
  const record_cells& cells = plain_.cells();
  cells.load(rows, record_rows::record_id, ids_);
  read_end_keys(ids_, id_keys_.data());
  cells.load_sizes(rows, record_rows::provider, provider_cells_);
  read_categories(rows);
  cells.load(rows, record_rows::origin, cells_);
  plain_.origins().find(cells_, heads_.origin.data());
  cells.load(rows, record_rows::status, cells_);
  plain_.statuses().find(cells_, heads_.status.data());
  cells.load(rows, record_rows::occurred_on, cells_);
  read_plain_days(cells_, heads_.occurred_on.data());
  cells.load(rows, record_rows::repaired_on, repaired_on_);
  read_plain_days(repaired_on_, heads_.repaired_on.data());
  count_ = count_usual(rows.size());
  if (heads_.has_rare_days) count_ = count_usual_rare_days(rows.part(0, count_));
  const plain_run read = rows.part(0, count_);
  if (heads_.may_have_matter) {
    cells.load_sizes(read, record_rows::matter, cells_);
    for (std::size_t r = 0; r < count_; ++r) heads_.has_matter[r] = cells_.size[r] != 0;
  }
  if (any_lists_providers_) heed_providers(read);
  const step* steps = steps_.data();
  for (attribute_cells& it : attributes_) {
    read_attribute(read, steps, it);
    steps += categories_.size();
  }
  return count_;
}

// Of what is none, a number beyond them all.
void table_rows::read_categories(const plain_run& rows) {
  plain_.cells().load(rows, record_rows::category, cells_);
  read_end_keys(cells_, category_keys_.data());
  const auto beyond = static_cast<std::uint32_t>(categories_.size() - 1);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::uint32_t found = plain_.find_category(cells_, r, category_keys_[r], [&] {
      return plain_.cells().of(rows, r, record_rows::category);
    });
    heads_.category[r] = std::min(found, beyond);
  }
}

// How many rows there are before the first that is not as usual, and which of them may count,
// as standing_of() has it. Without branches: what statuses and days come is seldom foreseen.
std::size_t table_rows::count_usual(std::size_t rows) {
  const std::size_t beyond = categories_.size() - 1;
  std::uint64_t usual = 0;
  for (std::size_t r = 0; r < rows; ++r) {
    const std::uint32_t category = heads_.category[r];
    const chengxin::origin origin = heads_.origin[r];
    const record_status status = heads_.status[r];
    const std::int32_t occurred_on = heads_.occurred_on[r].days;
    const std::int32_t repaired_on = heads_.repaired_on[r].days;
    const std::uint64_t id_size = ids_.size[r];
    const std::uint64_t provider_size = provider_cells_.size[r];
    const std::uint64_t repaired_on_size = repaired_on_.size[r];
    const bool are_texts = (id_size - 1 < row_check::longest_identifier) & (provider_size != 0);
    const bool are_words = (category != beyond) & (origin != plain_records::origin_words::none) &
                           (status != plain_records::status_words::none);
    const bool is_repaired = status == record_status::repaired;
    const bool was_repaired = repaired_on != no_day.days;
    const bool are_days = (occurred_on != no_day.days) & (repaired_on >= occurred_on) &
                          (was_repaired | (repaired_on_size == 0));
    const bool is_usual = are_texts & are_words & are_days & (is_repaired == was_repaired);
    usual |= std::uint64_t{is_usual} << r;
    const category_facts& of = categories_[category];
    const bool lives = (status == record_status::active) | is_repaired;
    const bool is_taken = of.origins.contains(origin);
    heads_.counts[r] = lives & is_taken & !of.lacks_some;
  }
  return static_cast<std::size_t>(std::countr_one(usual));
}

// How many of the rows have the further days as usual: none before the record's.
std::size_t table_rows::count_usual_rare_days(const plain_run& rows) {
  std::size_t usual = rows.size();
  const auto read = [&](record_rows::which member, auto& into) {
    plain_.cells().load(rows, member, cells_);
    read_plain_days(cells_, into.data());
    for (std::size_t r = 0; r < usual; ++r) {
      const bool is_day = into[r] != no_day && into[r] >= heads_.occurred_on[r];
      if (cells_.size[r] != 0 && !is_day) usual = r;
    }
  };
  const auto day_of = [&](repair_step it) -> auto& {
    return heads_.steps[static_cast<std::size_t>(it)];
  };
  read(record_rows::expires_on, heads_.expires_on);
  read(record_rows::corrected_on, day_of(repair_step::corrected));
  read(record_rows::service_on, day_of(repair_step::service));
  read(record_rows::conduct_on, day_of(repair_step::conduct));
  return usual;
}

// Which of the records may count for their providers.
void table_rows::heed_providers(const plain_run& rows) {
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::uint32_t category = heads_.category[r];
    if (!heads_.counts[r] || !categories_[category].lists_providers) continue;
    const std::string_view provider = plain_.cells().of(rows, r, record_rows::provider);
    heads_.counts[r] = providers_.may_certify(category, provider);
  }
}

void table_rows::read_attribute(const plain_run& rows, const step* steps, attribute_cells& into) {
  rows.column(into.cell, cells_);
  if (into.are_integers) read_plain_integers(cells_, into.numbers.data());
  std::uint64_t rare = 0;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const step& by = steps[heads_.category[r]];
    const std::int32_t number = into.numbers[r];
    const bool is_other = !into.are_integers | (number < by.least) | (number > by.most);
    into.numbers[r] = is_other ? absent_value : number;
    const bool has_some = (cells_.size[r] != 0) | by.is_required;
    const bool is_rare = is_other & has_some;
    rare |= std::uint64_t{is_rare} << r;
  }
  into.rare = rare;
}

// False where the attribute does not fit, and the record counts on no day.
bool table_rows::put_rare(const step& by, std::uint32_t column, std::string_view text,
                          std::size_t row, record_table& into) {
  if (by.declared == nullptr) return text.empty();
  if (text.empty()) return !by.declared->required;
  const value given = decode_attribute(by.declared->type, {text, no_place, shape::cell});
  if (!chengxin::detail::value_fits(*by.declared, given)) return false;
  into.put(row, column, given);
  return true;
}

void table_rows::put(const plain_run& rows, record_table& into) {
  const std::size_t before = into.size();
  into.add(heads_, count_);
  const step* steps = steps_.data();
  for (const attribute_cells& it : attributes_) {
    if (it.are_integers) into.put_numbers(before, it.column, std::span(it.numbers).first(count_));
    for (std::uint64_t rare = it.rare; rare != 0; rare &= rare - 1) {
      const auto r = static_cast<std::size_t>(std::countr_zero(rare));
      const step& by = steps[heads_.category[r]];
      if (!put_rare(by, it.column, rows.cell(r, it.cell), before + r, into)) {
        into.leave_out(before + r);
      }
    }
    steps += categories_.size();
  }
}

}  // namespace chengxin::io::rows
