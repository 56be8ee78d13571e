// Columns of packed records (see column_plan.hpp).
#include "store/column_plan.hpp"

#include <algorithm>

#include "population/decode.hpp"

namespace chengxin::storage {
namespace {

[[nodiscard]] bool is_input_day(date day) noexcept {
  return day >= first_input_day && day <= last_input_day;
}

/// Whether an optional day is one that may stand beside the day of the record.
[[nodiscard]] bool is_absent_or_from(date day, date occurred_on) noexcept {
  return day == no_day || (day >= occurred_on && day <= last_input_day);
}

}  // namespace

void record_block::clear(std::size_t attributes, std::size_t room) {
  count_ = 0;
  seen_ = 0;
  keys_.resize(attributes);
  units_.resize(attributes);
  key_columns_.resize(attributes);
  unit_columns_.resize(attributes);
  const auto widen = [room](auto& column) {
    if (column.size() < room) column.resize(room);
  };
  widen(category_);
  widen(provider_);
  widen(occurred_on_);
  widen(expires_on_);
  widen(repaired_on_);
  for (auto& column : steps_) widen(column);
  widen(status_);
  widen(origin_);
  widen(has_matter_);
  for (auto& column : keys_) column.assign(room, absent_value);
  for (auto& column : units_) column.assign(room, absent_value);
}

void record_block::cut(std::size_t count) {
  for (std::size_t k = 0; k < keys_.size(); ++k) {
    std::fill(keys_[k].begin() + static_cast<std::ptrdiff_t>(count),
              keys_[k].begin() + static_cast<std::ptrdiff_t>(count_), absent_value);
    std::fill(units_[k].begin() + static_cast<std::ptrdiff_t>(count),
              units_[k].begin() + static_cast<std::ptrdiff_t>(count_), absent_value);
  }
  count_ = count;
}

record_columns record_block::columns(const batch& by) {
  record_columns made;
  made.count = count_;
  made.category = category_.data();
  made.occurred_on = occurred_on_.data();
  made.status = status_.data();
  made.provider = provider_.data();
  if ((seen_ & seen::expiry) != 0) made.expires_on = expires_on_.data();
  if ((seen_ & seen::repair) != 0) made.repaired_on = repaired_on_.data();
  if ((seen_ & seen::other_origin) != 0) made.origin = origin_.data();
  for (std::size_t s = 0; (seen_ & seen::step) != 0 && s < 3; ++s) {
    made.steps[s] = steps_[s].data();
  }
  if ((seen_ & seen::matter) != 0) {
    static_assert(sizeof(bool) == sizeof(std::uint8_t));
    made.has_matter = reinterpret_cast<const bool*>(has_matter_.data());
  }
  for (std::size_t k = 0; k < keys_.size(); ++k) {
    key_columns_[k] = keys_[k].data();
    unit_columns_[k] = by.keys_of(k).are_values() ? keys_[k].data() : units_[k].data();
  }
  made.keys = key_columns_;
  made.units = unit_columns_;
  return made;
}

column_plan::column_plan(const standard& by, date day) {
  const rulebook& book = by.book();
  for (const category& it : book.categories) {
    categories_.add(it.id);
    if (!it.providers) continue;
    for (const std::string& provider : *it.providers) {
      if (providers_.find(provider) == io::rows::text_index::none) providers_.add(provider);
    }
  }
  for (std::uint32_t p = 0; p < providers_.size(); ++p) provider_names_.push_back(providers_[p]);
  layout_.providers = provider_names_;
  plan_columns(book);
  result<batch> made = batch::make(by.engine, layout_, day);
  if (made && !made->is_one_by_one()) batch_ = std::move(*made);
}

// Whole numbers, and texts of which all that are allowed are listed, have columns; a
// category with any other attribute is left to the engine.
void column_plan::plan_columns(const rulebook& book) {
  const auto column_of = [this](const attribute_declaration& it) {
    std::size_t column = 0;
    while (column < layout_.attributes.size() && layout_.attributes[column].name != it.name) {
      ++column;
    }
    return column;
  };
  for (const category& it : book.categories) {
    category_plan& made = plans_.emplace_back();
    made.heeds_provider = it.providers.has_value();
    for (const attribute_declaration& declared : it.attributes) {
      const bool is_text = declared.type == value_type::string && !declared.values.empty();
      const std::size_t column = column_of(declared);
      if (!is_text && declared.type != value_type::integer) {
        made.fits = false;
        continue;
      }
      if (column == layout_.attributes.size()) {
        layout_.attributes.push_back({declared.name, declared.type, {}});
        texts_.emplace_back();
      }
      if (layout_.attributes[column].type != declared.type) made.fits = false;
      made.attributes.push_back({declared.name, static_cast<std::uint32_t>(column)});
      texts_[column].insert(texts_[column].end(), declared.values.begin(), declared.values.end());
    }
  }
  for (std::size_t column = 0; column < texts_.size(); ++column) {
    std::vector<std::string_view>& texts = texts_[column];
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    layout_.attributes[column].texts = texts;
  }
}

bool column_plan::add(const record_content& from, record_block& to) const {
  const std::size_t at = to.count_;
  if (!is_input_day(from.occurred_on) || !is_absent_or_from(from.expires_on, from.occurred_on) ||
      !is_absent_or_from(from.repaired_on, from.occurred_on) ||
      (from.status == record_status::repaired) != (from.repaired_on != no_day)) {
    return false;
  }
  std::uint8_t seen = 0;
  for (std::size_t s = 0; s < 3; ++s) {
    if (!is_absent_or_from(from.steps[s], from.occurred_on)) return false;
    if (from.steps[s] != no_day) seen |= record_block::step;
    to.steps_[s][at] = from.steps[s];
  }
  const std::uint32_t category = categories_.find(from.category);
  const bool is_known = category < plans_.size();
  to.category_[at] = is_known ? category : static_cast<std::uint32_t>(plans_.size());
  to.provider_[at] = static_cast<std::uint32_t>(provider_names_.size());
  if (is_known) {
    const category_plan& by = plans_[category];
    if (!by.fits) return false;
    if (by.heeds_provider) {
      if (const std::uint32_t provider = providers_.find(from.provider);
          provider != io::rows::text_index::none) {
        to.provider_[at] = provider;
      }
    }
    if (!add_attributes(by, from.attributes, to)) {
      ++to.count_;  // with what was filled
      to.cut(at);
      return false;
    }
  }
  to.occurred_on_[at] = from.occurred_on;
  to.expires_on_[at] = from.expires_on;
  to.repaired_on_[at] = from.repaired_on;
  to.status_[at] = from.status;
  to.origin_[at] = from.origin;
  to.has_matter_[at] = from.matter.empty() ? 0 : 1;
  if (from.origin != origin::platform) seen |= record_block::other_origin;
  if (from.expires_on != no_day) seen |= record_block::expiry;
  if (from.repaired_on != no_day) seen |= record_block::repair;
  if (!from.matter.empty()) seen |= record_block::matter;
  to.seen_ |= seen;
  ++to.count_;
  return true;
}

bool column_plan::add_attributes(const category_plan& by, std::string_view packed,
                                 record_block& to) const {
  bool is_taken = true;
  for_each_attribute(packed, [&](const stored_attribute& it) {
    const auto found = std::find_if(by.attributes.begin(), by.attributes.end(),
                                    [&](const attribute& one) { return one.name == it.name; });
    is_taken = is_taken && found != by.attributes.end() && add_attribute(found->column, it, to);
  });
  return is_taken;
}

bool column_plan::add_attribute(std::uint32_t column, const stored_attribute& it,
                                record_block& to) const {
  const value_type type = layout_.attributes[column].type;
  io::rows::given given;
  given.text = it.text;
  given.what = it.what;
  const value read = io::rows::decode_attribute(type, given);
  if (read.is_absent()) return true;
  if (!read.is_present()) return false;
  std::int64_t ordinal = 0;
  if (type == value_type::string) {
    const std::vector<std::string_view>& texts = texts_[column];
    const auto found = std::lower_bound(texts.begin(), texts.end(), read.string());
    if (found == texts.end() || *found != read.string()) return false;
    ordinal = found - texts.begin();
  } else {
    ordinal = read.integer();
  }
  to.keys_[column][to.count_] = batch_->keys_of(column).of(ordinal);
  to.units_[column][to.count_] =
      static_cast<std::int32_t>(std::clamp<std::int64_t>(ordinal, absent_value, too_many_units));
  return true;
}

}  // namespace chengxin::storage
