// Everybody at once: the columns lent as tables, with those that the files do not have.
#pragma once

#include <chengxin.h>
#include <chengxin/io/arrow_c_data.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "by_hand.hpp"
#include "columns.hpp"
#include "lent_table.hpp"

namespace peers {

// How residents are named and records stand.
struct shape {
  bool are_texts = false;  // identifiers of 16 bytes; else whole numbers of 32 bits
  bool is_sorted = true;   // else the records are shuffled
};

class whole_batch {
public:
  whole_batch(const columns& all, const cx_engine* engine, shape as)
      : all_(all), engine_(engine), as_(as) {
    const std::size_t residents = all.residents();
    choices_.assign(residents, 0);  // registered; full
    enrolled_.assign(residents, 18262);
    ids_.resize(residents);
    std::iota(ids_.begin(), ids_.end(), 0);
    if (!as.is_sorted) shuffle();
    if (as.are_texts) {
      write_texts(ids_, subjects_);
      write_texts(facts().resident, owners_);
    }
    const std::vector<std::int32_t>& repaired_on = facts().repaired_on;
    repaired_.assign((repaired_on.size() + 7) / 8, 0);
    for (std::size_t i = 0; i < repaired_on.size(); ++i) {
      if (repaired_on[i] == no_day) continue;
      repaired_[i / 8] = static_cast<std::uint8_t>(repaired_[i / 8] | (1U << (i % 8)));
    }
  }

  whole_batch(const whole_batch&) = delete;
  whole_batch& operator=(const whole_batch&) = delete;
  ~whole_batch() { forget(); }

  // Releases the scores of before, which is part of a time, and makes new ones.
  void score(std::size_t threads, bool stable_through) { run(threads, stable_through, nullptr); }
  // With all awards and dispositions as a second table, of so many rows.
  std::size_t explain(std::size_t threads) {
    std::size_t rows = 0;
    run(threads, true, &rows);
    return rows;
  }

  void forget() {
    if (scores_.release != nullptr) scores_.release(&scores_);
    scores_ = {};
  }

  // Of the scores made last; gives their bytes.
  std::size_t take_totals(std::vector<std::int64_t>& totals) const {
    const auto residents = static_cast<std::size_t>(scores_.length);
    std::size_t bytes = 0;
    for (std::size_t c = 0; c < names_.size(); ++c) {
      const char what = formats_[c];
      const void* const values = scores_.children[c]->buffers[1];
      bytes += what == 'l' || what == 'U' ? 8 * residents
               : what == 'b'              ? residents / 8
                                          : 4 * residents;
      if (what == 'U') {  // and the texts
        bytes += static_cast<std::size_t>(static_cast<const std::int64_t*>(values)[residents]);
      }
      if (names_[c] != "total") continue;
      const auto* const found = static_cast<const std::int32_t*>(values);
      std::copy(found, found + residents, totals.begin());
    }
    return bytes;
  }

private:
  struct texts {
    std::vector<std::int32_t> offsets;
    std::vector<char> bytes;
  };

  const columns& facts() const { return as_.is_sorted ? all_ : shuffled_; }

  void shuffle() {
    std::vector<std::uint32_t> order(all_.resident.size());
    std::iota(order.begin(), order.end(), 0U);
    std::mt19937_64 dice(1);
    std::shuffle(order.begin(), order.end(), dice);
    const auto take = [&](const auto& from, auto& to) {
      to.resize(from.size());
      for (std::size_t i = 0; i < from.size(); ++i) to[i] = from[order[i]];
    };
    take(all_.resident, shuffled_.resident);
    take(all_.category, shuffled_.category);
    take(all_.level, shuffled_.level);
    take(all_.units, shuffled_.units);
    take(all_.occurred_on, shuffled_.occurred_on);
    take(all_.status, shuffled_.status);
    take(all_.repaired_on, shuffled_.repaired_on);
  }

  static void write_texts(const std::vector<std::int32_t>& numbers, texts& to) {
    constexpr std::size_t length = 16;
    if (numbers.size() > INT32_MAX / length) fail("too many texts for offsets of 32 bits");
    to.offsets.push_back(0);
    for (const std::int32_t it : numbers) {
      char text[length + 1];
      std::snprintf(text, sizeof text, "resident%08d", it);
      to.bytes.insert(to.bytes.end(), text, text + length);
      to.offsets.push_back(static_cast<std::int32_t>(to.bytes.size()));
    }
  }

  void add_ids(lent_table& to, const std::vector<std::int32_t>& numbers, const texts& as) const {
    if (as_.are_texts) {
      to.add_texts("subject_id", as.offsets.data(), as.bytes.data());
    } else {
      to.add("subject_id", "i", numbers.data());
    }
  }

  // The rows of the second table are counted where they are wanted.
  void run(std::size_t threads, bool stable_through, std::size_t* rows) {
    forget();
    lent_table people(all_.residents());
    add_ids(people, ids_, subjects_);
    people.add("birth_date", "tdD", all_.birth_date.data());
    people.add("enrolled_on", "tdD", enrolled_.data());
    people.add("residency", "c", choices_.data());
    people.add("capacity", "c", choices_.data());
    const columns& from = facts();
    lent_table records_table(from.resident.size());
    add_ids(records_table, from.resident, owners_);
    records_table.add("category", "s", from.category.data());
    records_table.add("occurred_on", "tdD", from.occurred_on.data());
    records_table.add("status", "c", from.status.data());
    records_table.add("repaired_on", "tdD", from.repaired_on.data(), repaired_.data());
    records_table.add("attributes.level", "c", from.level.data());
    records_table.add("attributes.units", "s", from.units.data());
    ArrowArrayStream subjects = people.stream();
    ArrowArrayStream records = records_table.stream();
    ArrowArrayStream scores;
    ArrowArrayStream details;
    cx_score_options how = CX_SCORE_OPTIONS_INIT;
    how.day = w::day_of_w;
    how.threads = static_cast<std::int32_t>(threads);
    how.with_stable_through = stable_through ? 1 : 0;
    cx_error said = CX_ERROR_INIT;
    const cx_status done =
        rows == nullptr
            ? cx_score_columns(engine_, &subjects, &records, &how, &scores, &said)
            : cx_explain_columns(engine_, &subjects, &records, &how, &scores, &details, &said);
    if (done != CX_OK) fail(std::string("the batch failed: ") + said.message);
    if (rows != nullptr) *rows = count_rows(details);
    take(scores);
  }

  static std::size_t count_rows(ArrowArrayStream& from) {
    std::size_t rows = 0;
    for (ArrowArray chunk; from.get_next(&from, &chunk) == 0 && chunk.release != nullptr;) {
      rows += static_cast<std::size_t>(chunk.length);
      chunk.release(&chunk);
    }
    from.release(&from);
    return rows;
  }

  void take(ArrowArrayStream& from) {
    ArrowSchema schema;
    if (from.get_schema(&from, &schema) != 0 || from.get_next(&from, &scores_) != 0) {
      fail("the scores cannot be read");
    }
    names_.clear();
    formats_.clear();
    for (std::int64_t c = 0; c < schema.n_children; ++c) {
      names_.emplace_back(schema.children[c]->name);
      formats_ += schema.children[c]->format[0];
    }
    schema.release(&schema);
    from.release(&from);
  }

  const columns& all_;
  const cx_engine* engine_;
  shape as_;
  columns shuffled_;
  std::vector<std::int32_t> ids_, enrolled_;
  texts subjects_, owners_;
  std::vector<std::int8_t> choices_;
  std::vector<std::uint8_t> repaired_;
  ArrowArray scores_{};
  std::vector<std::string> names_;
  std::string formats_;  // the first letter of each
};

}  // namespace peers
