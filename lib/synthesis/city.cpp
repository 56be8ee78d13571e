// Residents and their records, drawn. Never draws twice in one expression: the
// order of evaluation would differ between compilers, and with it the city.
#include "synthesis/city.hpp"

#include <algorithm>
#include <chrono>

namespace chengxin::synthesis {
namespace {

/// How many records a resident has: most have few, a few have many. The shares
/// add up to 1000 and make a mean of about ten.
struct band {
  std::uint32_t share;
  std::int32_t least;
  std::int32_t most;
};
constexpr band record_counts[] = {{65, 0, 0},   {350, 1, 4},   {300, 5, 10}, {195, 11, 20},
                                  {72, 21, 40}, {16, 41, 100}, {2, 101, 300}};

/// How many of a thousand records are not good, by kind of resident.
struct inclination {
  std::uint32_t share;
  std::uint32_t bad_in_thousand;
};
constexpr inclination inclinations[] = {{780, 0}, {170, 60}, {50, 250}};

date within_input(date day) {
  return std::clamp(day, first_input_day, last_input_day);
}

date end_of_month(date day) {
  const std::chrono::year_month_day civil = day.civil();
  return date::from_civil(civil.year() / civil.month() / std::chrono::last);
}

/// The 29th of February of the last leap year, if that is a matter of four years.
date leap_day_before(date day) {
  const int year = day.year() - day.year() % 4;
  const std::chrono::year_month_day civil = std::chrono::year(year) / std::chrono::February / 29;
  return civil.ok() ? date::from_civil(civil) : day;
}

}  // namespace

std::string numbered(char letter, std::uint64_t number) {
  std::string text(9, '0');
  text[0] = letter;
  for (std::size_t place = 8; place > 0 && number > 0; --place, number /= 10) {
    text[place] = static_cast<char>('0' + number % 10);
  }
  return text;
}

resident::resident(const catalogue& city, date as_of, std::uint64_t seed, std::uint64_t number)
    : city_(city), as_of_(as_of), number_(number), dice_(seed, number) {
  about_.subject_id = numbered('S', number);

  std::int32_t age = 16 + dice_.between(0, 39);
  age += dice_.between(0, 40);
  const date born = as_of - (age * 365 + age / 4) - dice_.between(0, 364);
  if (!dice_.in_thousand(15)) {
    about_.birth_date = within_input(dice_.in_thousand(20) ? leap_day_before(born) : born);
  }

  const std::uint32_t home = dice_.below(1000);
  about_.residency = name_of(home < 700   ? residency::registered
                             : home < 985 ? residency::habitual
                                          : residency::none);
  const std::uint32_t capable = dice_.below(1000);
  about_.capacity = name_of(capable < 975   ? capacity::full
                            : capable < 990 ? capacity::limited
                                            : capacity::none);

  const std::uint32_t enrolled = dice_.below(1000);
  if (enrolled < 940) {
    about_.enrolled_on = within_input(as_of - dice_.between(0, 3000));
  } else if (enrolled < 970) {
    about_.enrolled_on = within_input(as_of + dice_.between(1, 200));
  }

  for (std::uint32_t a = 0; a < city.book->subject_attributes.size(); ++a) {
    if (!city.book->subject_attributes[a].required && dice_.in_thousand(150)) continue;
    about_.attributes.push_back(value_for(city.book->subject_attributes[a], a, as_of, dice_));
  }

  std::uint32_t ticket = dice_.below(1000);
  for (const band& b : record_counts) {
    if (ticket < b.share) {
      left_ = static_cast<std::uint32_t>(dice_.between(b.least, b.most));
      break;
    }
    ticket -= b.share;
  }
  ticket = dice_.below(1000);
  for (const inclination& i : inclinations) {
    if (ticket < i.share) {
      bad_in_thousand_ = i.bad_in_thousand;
      break;
    }
    ticket -= i.share;
  }
  if (city.kinds.empty()) left_ = 0;
}

bool resident::next(record_row& row) {
  if (repeat_) {
    repeat_ = false;
    return true;
  }
  if (left_ == 0) return false;
  --left_;
  const bool wished_bad = dice_.in_thousand(bad_in_thousand_) || echo_;
  const bool bad = (wished_bad && !city_.other.empty()) || city_.good.empty();
  draw_fact(row, (bad ? city_.other : city_.good).draw(dice_));
  return true;
}

void resident::draw_fact(record_row& row, std::uint32_t kind_index) {
  const kind_of_record& kind = city_.kinds[kind_index];
  const bool good = kind.declared->nature == nature::good;
  row.subject_id = about_.subject_id;
  row.category = kind.declared->id;
  draw_provenance(row, kind);
  draw_days(row, good);
  draw_status(row, good);
  draw_matter(row, *kind.declared);
  draw_attributes(row, kind);

  const std::uint32_t oddity = dice_.below(1000);
  if (oddity < 2) {
    spoil_attributes(row, kind);
  } else if (oddity < 3 && !city_.book->barred.empty()) {
    const auto count = static_cast<std::uint32_t>(city_.book->barred.size());
    row.category = city_.book->barred[dice_.below(count)].category;
    row.attributes.clear();
  } else if (oddity < 4) {
    row.category = city_.unlisted_category;
    row.attributes.clear();
  }
  name_it(row);
  repeat_ = dice_.in_thousand(3);
}

void resident::draw_provenance(record_row& row, const kind_of_record& kind) {
  const auto& providers = kind.declared->providers;
  const std::vector<std::string>& names =
      providers && !providers->empty() ? *providers : city_.authorities;
  row.provider = names[dice_.below(static_cast<std::uint32_t>(names.size()))];
  if (providers && dice_.in_thousand(3)) {
    row.provider = "unlisted";
    while (std::find(names.begin(), names.end(), row.provider) != names.end()) row.provider += '-';
  }

  const auto allowed = static_cast<std::uint32_t>(kind.allowed_origins.size());
  const auto others = static_cast<std::uint32_t>(kind.other_origins.size());
  if (others != 0 && (allowed == 0 || dice_.in_thousand(2))) {
    row.origin = name_of(kind.other_origins[dice_.below(others)]);
  } else {
    row.origin = name_of(kind.allowed_origins[dice_.below(allowed)]);
  }
}

date resident::day_of_record() {
  if (dice_.in_thousand(4)) return as_of_ + dice_.between(1, 90);
  const std::int32_t reach = dice_.in_thousand(600) ? 730 : 2190;
  date day = as_of_ - dice_.between(0, reach);
  const std::uint32_t wish = dice_.below(1000);
  if (wish < 30) day = end_of_month(day);
  if (wish >= 30 && wish < 40) day = leap_day_before(day);
  return about_.birth_date == no_day ? day : std::max(day, about_.birth_date);
}

void resident::draw_days(record_row& row, bool good) {
  if (echo_) {
    row.occurred_on = within_input(echoed_day_ + dice_.between(0, 20));
  } else {
    row.occurred_on = within_input(day_of_record());
  }
  const auto some_days_on = [&](std::uint32_t share, std::int32_t least, std::int32_t most) {
    if (!dice_.in_thousand(share)) return no_day;
    return within_input(row.occurred_on + dice_.between(least, most));
  };
  row.expires_on = some_days_on(40, 0, 1500);
  row.corrected_on = some_days_on(good ? 1 : 300, 0, 400);
  row.service_on = some_days_on(good ? 1 : 120, 10, 500);
  row.conduct_on = some_days_on(good ? 1 : 100, 90, 700);
}

void resident::draw_status(record_row& row, bool good) {
  const std::uint32_t ticket = dice_.below(1000);
  record_status status = record_status::active;
  if (ticket < (good ? 5U : 50U)) {
    status = record_status::disputed;
  } else if (ticket < (good ? 12U : 80U)) {
    status = record_status::revoked;
  } else if (ticket < (good ? 16U : 200U)) {
    status = record_status::repaired;
  }
  row.status = record_status_names[static_cast<std::size_t>(status)];
  row.repaired_on = no_day;
  if (status == record_status::repaired) {
    row.repaired_on = within_input(row.occurred_on + dice_.between(0, 600));
  }
}

void resident::draw_matter(record_row& row, const category& declared) {
  if (echo_) {
    row.matter = echoed_matter_;
    echo_ = false;
    return;
  }
  row.matter.clear();
  if (!dice_.in_thousand(declared.matter ? 600 : 5)) return;
  row.matter = row.provider;
  row.matter += ':';
  row.matter += std::to_string(row.occurred_on.year());
  row.matter += numbered('-', number_);
  row.matter += std::to_string(drawn_);
  if (declared.matter && dice_.in_thousand(150)) {
    echo_ = true;
    echoed_day_ = row.occurred_on;
    echoed_matter_ = row.matter;
    ++left_;
  }
}

void resident::draw_attributes(record_row& row, const kind_of_record& kind) {
  row.attributes.clear();
  for (std::size_t a = 0; a < kind.columns.size(); ++a) {
    const attribute_declaration& declared = kind.declared->attributes[a];
    if (!declared.required && dice_.in_thousand(150)) continue;
    row.attributes.push_back(value_for(declared, kind.columns[a], row.occurred_on, dice_));
  }
  std::sort(row.attributes.begin(), row.attributes.end(),
            [](const attribute_cell& a, const attribute_cell& b) { return a.column < b.column; });
}

void resident::spoil_attributes(record_row& row, const kind_of_record& kind) {
  const std::uint32_t way = dice_.below(3);
  for (std::size_t a = 0; a < kind.columns.size(); ++a) {
    const attribute_declaration& declared = kind.declared->attributes[a];
    const auto cell =
        std::find_if(row.attributes.begin(), row.attributes.end(),
                     [&](const attribute_cell& c) { return c.column == kind.columns[a]; });
    if (cell == row.attributes.end()) continue;
    if (way == 0 && declared.required) {
      row.attributes.erase(cell);
      return;
    }
    if (way != 2 && (declared.type != value_type::string || !declared.values.empty())) {
      cell->text = "no such value";
      cell->literal = false;
      return;
    }
  }
  // An attribute that other categories declare and this one does not.
  for (std::uint32_t column = 0; column < city_.record_columns.size(); ++column) {
    if (std::find(kind.columns.begin(), kind.columns.end(), column) != kind.columns.end()) continue;
    const auto place = std::find_if(row.attributes.begin(), row.attributes.end(),
                                    [&](const attribute_cell& c) { return c.column > column; });
    row.attributes.insert(place, {column, "1", true});
    return;
  }
}

void resident::name_it(record_row& row) {
  ++drawn_;
  const bool again = drawn_ > 1 && dice_.in_thousand(3);
  row.record_id = numbered('R', number_);
  row.record_id += '-';
  row.record_id += std::to_string(again ? 1 : drawn_);
}

}  // namespace chengxin::synthesis
