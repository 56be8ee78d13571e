// What scores by a batch need to know (see score_plan.hpp).
#include "population/score_plan.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace chengxin::io::rows {
namespace {

// None where one name has several types.
std::optional<attribute_places> place_attributes(const rulebook& book) {
  attribute_places made;
  for (const category& it : book.categories) {
    std::vector<std::uint32_t>& places = made.of.emplace_back();
    for (const attribute_declaration& declared : it.attributes) {
      std::uint32_t at = 0;
      while (at < made.columns.size() && made.columns[at].name != declared.name) ++at;
      if (at == made.columns.size()) {
        made.columns.push_back({declared.name, declared.type, {}});
        made.is_open.push_back(false);
        made.texts.emplace_back();
      }
      if (made.columns[at].type != declared.type) return std::nullopt;
      if (declared.type == value_type::string) {
        made.is_open[at] = made.is_open[at] || declared.values.empty();
        made.texts[at].insert(made.texts[at].end(), declared.values.begin(), declared.values.end());
      }
      places.push_back(at);
    }
  }
  return made;
}

void sort_texts(std::vector<std::string_view>& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

// Adds the texts that records have of open columns.
void find_texts(record_groups of, attribute_places& places) {
  for (auto& texts : places.texts) sort_texts(texts);
  std::vector<std::size_t> sorted;
  for (const auto& texts : places.texts) sorted.push_back(texts.size());
  for (const std::span<packed_record> records : of) {
    for (const packed_record& record : records) {
      if (record.standing != disposition::counted) continue;
      tail_reader tail(record.tail);
      const packed_days days(record, tail);
      for (const std::uint32_t at : places.of[record.category]) {
        const value given = tail.value();
        if (!places.is_open[at] || !given.is_present()) continue;
        std::vector<std::string_view>& texts = places.texts[at];
        const std::string_view text = given.string();
        const auto begin = texts.begin();
        if (std::binary_search(begin, begin + static_cast<std::ptrdiff_t>(sorted[at]), text)) {
          continue;
        }
        texts.push_back(text);
        if (texts.size() > 2 * sorted[at] + 64) {
          sort_texts(texts);
          sorted[at] = texts.size();
        }
      }
    }
  }
  for (auto& texts : places.texts) sort_texts(texts);
}

[[nodiscard]] bool is_any_open(const attribute_places& places) {
  return std::find(places.is_open.begin(), places.is_open.end(), true) != places.is_open.end();
}

}  // namespace

bool score_plan::reads_texts(const engine& by) {
  const std::optional<attribute_places> placed = place_attributes(by.book());
  return placed && is_any_open(*placed);
}

score_plan::score_plan(const engine& by_, date day_, bool stable_through, record_groups records)
    : by(by_), day(day_), with_stable_through(stable_through) {
  std::optional<attribute_places> placed = place_attributes(by.book());
  if (!placed) return;
  places = std::move(*placed);
  if (is_any_open(places)) find_texts(records, places);
  record_layout layout;
  for (std::size_t at = 0; at < places.columns.size(); ++at) {
    sort_texts(places.texts[at]);
    places.columns[at].texts = places.texts[at];
  }
  layout.attributes = places.columns;
  // A record whose provider may not have given it is left out before: any of those who may
  // stands for all. So is one of an origin that its category does not allow.
  for (const category& it : by.book().categories) {
    authorised.push_back(static_cast<std::uint32_t>(providers.size()));
    if (it.providers && !it.providers->empty()) providers.push_back(it.providers->front());
    heeds_origins = heeds_origins || !it.origins.contains(origin::platform);
  }
  layout.providers = providers;
  result<batch> ready = batch::make(by, layout, day);
  if (ready && !ready->is_one_by_one()) made.emplace(std::move(*ready));
}

}  // namespace chengxin::io::rows
