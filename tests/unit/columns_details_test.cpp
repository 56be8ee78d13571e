// The table of details says of every resident what the assessment of one says, on rulebooks
// and residents drawn at random (SPECIFICATION 4).
#include <algorithm>
#include <cstring>
#include <map>
#include <memory>

#include "chengxin/io/arrow.hpp"
#include "chengxin/io/arrow_c_data.h"
#include "engine_drawn.hpp"
#include "made_table.hpp"

namespace scene {
namespace {

/// A row of details in words.
std::string shown(const ArrowSchema& schema, const ArrowArray& chunk, std::int64_t row) {
  std::string made;
  for (std::int64_t c = 0; c < schema.n_children; ++c) {
    const std::string format = schema.children[c]->format;
    const ArrowArray& column = *chunk.children[c];
    if (c > 0) made += '|';
    const auto* const bits = static_cast<const std::uint8_t*>(column.buffers[0]);
    if (bits != nullptr && ((bits[row / 8] >> (row % 8)) & 1) == 0) continue;
    if (format == "U") {
      const auto* const at = static_cast<const std::int64_t*>(column.buffers[1]) + row;
      made.append(static_cast<const char*>(column.buffers[2]) + at[0],
                  static_cast<std::size_t>(at[1] - at[0]));
    } else if (format == "l") {
      made += std::to_string(static_cast<const std::int64_t*>(column.buffers[1])[row]);
    } else {
      const std::int32_t number = static_cast<const std::int32_t*>(column.buffers[1])[row];
      if (column.dictionary == nullptr) {
        made += std::to_string(number);
        continue;
      }
      const auto* const at =
          static_cast<const std::int32_t*>(column.dictionary->buffers[1]) + number;
      made.append(static_cast<const char*>(column.dictionary->buffers[2]) + at[0],
                  static_cast<std::size_t>(at[1] - at[0]));
    }
  }
  return made;
}

/// Residents one by one, and as tables whose records stand in any order.
class residents {
public:
  residents(dice& cast, const book_text& book) : by_(compile(book.json())) {
    const int count = 1 + cast.below(30);
    for (int n = 0; n < count; ++n) {
      resident& it = *all_.emplace_back(std::make_unique<resident>(by_));
      draw_records(cast, it);
      if (it.given().size() > 1 && cast.one_in(9)) {
        it.given()[1].record_id = it.given()[0].record_id;
      }
      if (cast.one_in(9)) it.who.birth_date = day(2006, 1, 1) + cast.below(900);
      if (cast.one_in(15)) it.who.birth_date.reset();
      if (cast.one_in(15)) it.who.residency = residency::none;
      if (cast.one_in(9)) it.who.enrolled_on.reset();
    }
    mix(cast);
    fill();
  }

  /// What the one-resident engine says of everyone.
  [[nodiscard]] std::vector<std::string> expected(date day) {
    std::vector<std::string> made;
    for (std::size_t n = 0; n < all_.size(); ++n) explain(n, all_[n]->on(day), made);
    return made;
  }
  [[nodiscard]] std::vector<std::string> details(date day, std::int32_t threads) {
    ArrowArrayStream subjects = subjects_.stream();
    ArrowArrayStream records = records_.stream();
    ArrowArrayStream scores{};
    ArrowArrayStream details{};
    io::arrow_options options;
    options.as_of = day;
    options.threads = threads;
    const result<bool> done = io::explain_columns(by_, subjects, records, options, scores, details);
    EXPECT_TRUE(done) << (done ? "" : done.failure().message);
    std::vector<std::string> made;
    if (!done) return made;
    ArrowSchema schema;
    ArrowArray chunk;
    EXPECT_EQ(details.get_schema(&details, &schema), 0);
    while (details.get_next(&details, &chunk) == 0 && chunk.release != nullptr) {
      for (std::int64_t row = 0; row < chunk.length; ++row) {
        made.push_back(shown(schema, chunk, row));
      }
      chunk.release(&chunk);
    }
    schema.release(&schema);
    details.release(&details);
    scores.release(&scores);
    return made;
  }

private:
  /// The rows of the records: those of each resident in their order, of all in any.
  void mix(dice& cast) {
    std::vector<std::size_t> next(all_.size());
    for (std::size_t n = 0; n < all_.size(); ++n) rows_.emplace_back();
    std::vector<std::size_t> left;
    for (std::size_t n = 0; n < all_.size(); ++n) {
      for (std::size_t i = 0; i < all_[n]->given().size(); ++i) left.push_back(n);
    }
    const bool are_in_order = cast.one_in(3);
    while (!left.empty()) {
      const auto at = are_in_order ? 0 : cast.below(static_cast<int>(left.size()));
      const std::size_t n = left[static_cast<std::size_t>(at)];
      left.erase(left.begin() + at);
      rows_[n].push_back(order_.size());
      order_.push_back({n, next[n]++});
    }
  }

  void fill() {
    std::vector<std::optional<std::int64_t>> ids;
    std::vector<std::optional<std::int32_t>> births, enrolled;
    std::vector<std::optional<std::int8_t>> residencies, capacities;
    const auto days = [](const std::optional<date>& it) {
      return it ? std::optional<std::int32_t>(it->days) : std::nullopt;
    };
    for (std::size_t n = 0; n < all_.size(); ++n) {
      const subject& who = all_[n]->who;
      ids.push_back(static_cast<std::int64_t>(n) * 3 - 5);
      births.push_back(days(who.birth_date));
      enrolled.push_back(days(who.enrolled_on));
      residencies.push_back(static_cast<std::int8_t>(who.residency));
      capacities.push_back(static_cast<std::int8_t>(who.capacity));
    }
    subjects_.add("subject_id", "l", ids);
    subjects_.add("birth_date", "tdD", births);
    subjects_.add("enrolled_on", "tdD", enrolled);
    subjects_.add("residency", "c", residencies);
    subjects_.add("capacity", "c", capacities);

    std::vector<std::optional<std::int64_t>> owners, hours, amounts;
    std::vector<std::optional<std::int32_t>> occurred, expires, repaired, steps[3];
    std::vector<std::optional<std::int8_t>> statuses;
    std::vector<std::optional<std::string>> record_ids, categories, providers, matters;
    for (const auto& [n, i] : order_) {
      const record& it = all_[n]->given()[i];
      owners.push_back(ids[n]);
      record_ids.push_back(std::string(it.record_id));
      categories.push_back(std::string(it.category));
      providers.push_back(std::string(it.provider));
      matters.push_back(std::string(it.matter));
      occurred.push_back(it.occurred_on.days);
      expires.push_back(days(it.expires_on));
      repaired.push_back(days(it.repaired_on));
      steps[0].push_back(days(it.corrected_on));
      steps[1].push_back(days(it.service_on));
      steps[2].push_back(days(it.conduct_on));
      statuses.push_back(static_cast<std::int8_t>(it.status));
      hours.emplace_back();
      amounts.emplace_back();
      for (const named_value& given : it.attributes) {
        (given.name == "hours" ? hours : amounts).back() = given.value.integer();
      }
    }
    records_.add("subject_id", "l", owners);
    records_.add_texts("record_id", record_ids);
    records_.add_texts("category", categories);
    records_.add_texts("provider", providers);
    records_.add_texts("matter", matters);
    records_.add("occurred_on", "tdD", occurred);
    records_.add("expires_on", "tdD", expires);
    records_.add("repaired_on", "tdD", repaired);
    records_.add("corrected_on", "tdD", steps[0]);
    records_.add("service_on", "tdD", steps[1]);
    records_.add("conduct_on", "tdD", steps[2]);
    records_.add("status", "c", statuses);
    records_.add("attributes.hours", "l", hours);
    records_.add("attributes.amount", "l", amounts);
  }

  void explain(std::size_t n, const assessment& of, std::vector<std::string>& into) {
    const rulebook& book = by_.book();
    const std::string id = std::to_string(static_cast<std::int64_t>(n) * 3 - 5);
    std::int64_t sum = book.base.cents;
    for (std::uint32_t i = 0; i < of.records.size(); ++i) {
      const std::string start = id + "|record|" + std::to_string(rows_[n][i]) + '|' +
                                std::string(all_[n]->given()[i].record_id) + '|' +
                                std::string(name_of(of.records[i].what)) + '|' +
                                std::to_string(of.records[i].eased);
      bool has_any = false;
      for (const award& it : of.awards) {
        if (it.record != i) continue;
        has_any = true;
        sum += it.value.cents;
        into.push_back(start + '|' + book.rules[it.rule].id + '|' + book.rules[it.rule].dimension +
                       "||" + std::to_string(it.value.cents) + '|' +
                       std::to_string(it.before_limits.cents) + '|' + std::to_string(it.percent));
      }
      if (!has_any) into.push_back(start + "||||||");
    }
    if (!of.eligible) return;
    const auto add = [&](const std::string& kind, const std::string& rule,
                         const std::string& dimension, const std::string& restored, points value) {
      if (value == points{}) return;
      sum += value.cents;
      into.push_back(id + '|' + kind + "|||||" + rule + '|' + dimension + '|' + restored + '|' +
                     std::to_string(value.cents) + "||");
    };
    for (const award& it : of.awards) {
      const chengxin::rule& by = book.rules[it.rule];
      if (it.record == no_index) {
        add(std::string(rule_kind_names[static_cast<std::size_t>(by.kind)]), by.id, by.dimension,
            "", it.value);
      }
    }
    for (const restoration& it : of.restored) {
      add("restoration", "", "repair", book.dimensions[it.dimension].id, it.value);
    }
    for (std::size_t d = 0; d < of.dimensions.size(); ++d) {
      add("bounds", "", book.dimensions[d].id, "", of.dimensions[d].value - of.dimensions[d].raw);
    }
    add("score_bounds", "", "", "", of.held);
    if (of.ceiling) add("ceiling", book.ceilings[of.ceiling->index].id, "", "", of.ceiling->held);
    EXPECT_EQ(sum, of.total.cents) << "resident " << id;
  }

  engine by_;
  std::vector<std::unique_ptr<resident>> all_;
  std::vector<std::vector<std::size_t>> rows_;              ///< by resident, then record
  std::vector<std::pair<std::size_t, std::size_t>> order_;  ///< by row: resident, record
  made_table subjects_, records_;
};

// SPECIFICATION 4.
TEST(ColumnsDetails, SayWhatTheEngineSays) {
  std::size_t rows = 0;
  std::map<std::string, int> kinds;
  for (int seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    dice cast(static_cast<std::uint64_t>(seed));
    book_text book = drawn_book(cast, seed % 2 == 0).draw();
    if (seed % 3 == 0) book.score = R"("base":990,"min":0,"max":1000)";
    residents them(cast, book);
    for (int n = 0; n < 2; ++n) {
      const date when = day(2025, 1, 1) + cast.below(900);
      const std::vector<std::string> expected = them.expected(when);
      EXPECT_EQ(them.details(when, 1), expected);
      EXPECT_EQ(them.details(when, 3), expected);
      rows += expected.size();
      for (const std::string& it : expected) {
        const std::size_t kind = it.find('|') + 1;
        ++kinds[it.substr(kind, it.find('|', kind) - kind)];
      }
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(rows, 10'000U);
  for (const char* kind :
       {"record", "subject", "absence", "restoration", "bounds", "score_bounds", "ceiling"}) {
    EXPECT_GT(kinds[kind], 10) << kind;
  }
}

}  // namespace
}  // namespace scene
