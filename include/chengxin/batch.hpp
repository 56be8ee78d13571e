// Many residents at once, straight from columns: the same figures as an engine gives
// for each, to the cent (SPECIFICATION 4 and 5). Never starts a thread: a batch may be
// used by many, each with a worker of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/detail/batch_alike.hpp"
#include "chengxin/detail/batch_claims.hpp"
#include "chengxin/detail/batch_eligibility.hpp"
#include "chengxin/detail/batch_figures.hpp"
#include "chengxin/detail/batch_keys.hpp"
#include "chengxin/detail/batch_quick.hpp"
#include "chengxin/detail/batch_resident.hpp"
#include "chengxin/detail/batch_tables.hpp"
#include "chengxin/detail/batch_tabulate.hpp"
#include "chengxin/detail/wide.hpp"
#include "chengxin/engine.hpp"

namespace chengxin {

/// Gives a resident and their records one by one, for those whose records have to be
/// compared with each other.
class resident_source {
public:
  struct facts {
    prepared_subject subject;
    std::span<const prepared_record> records;  ///< duplicates marked
  };
  /// The resident of row `subject`, whose records are the rows from `first` to before
  /// `last`. Lives until the next call.
  [[nodiscard]] virtual facts resident(std::size_t subject, std::size_t first,
                                       std::size_t last) = 0;

protected:
  resident_source() = default;
  resident_source(const resident_source&) = default;
  resident_source& operator=(const resident_source&) = default;
  ~resident_source() = default;
};

/// An engine made ready for columns of one layout on one day. Immutable; a copy shares
/// it; safe to use from any number of threads at once.
class batch {
public:
  /// Errors: `not_effective` where the day is outside the rulebook's period, `too_many`
  /// where its points could be too many for columns of 32 bits.
  [[nodiscard]] static result<batch> make(const engine& by, const record_layout& layout, date day) {
    if (!by.book().is_effective(day)) {
      return error{"not_effective", "the rulebook is not effective on " + to_string(day)};
    }
    if (!fits(by.book())) {
      return error{"too_many", "the dimensions' bounds allow more points than columns hold"};
    }
    auto made = std::make_shared<content>(by, day);
    made->tables = detail::tabulator(by.compiled(), layout, day).run(made->keys);
    made->keys.resize(layout.attributes.size());
    return batch(std::move(made));
  }

  [[nodiscard]] const engine& by() const noexcept { return content_->by; }
  [[nodiscard]] date day() const noexcept { return content_->day; }
  /// How the values of an attribute of the layout become record_columns::keys.
  [[nodiscard]] const column_keys& keys_of(std::size_t attribute) const noexcept {
    return content_->keys[attribute];
  }
  /// Whether record_columns::units are read of an attribute of the layout.
  [[nodiscard]] bool reads_units(std::size_t attribute) const noexcept {
    return !content_->tables.all_beyond && content_->tables.reads_units[attribute];
  }
  /// Whether every resident is left to the engine, and keys and units are not read.
  [[nodiscard]] bool is_one_by_one() const noexcept { return content_->tables.all_beyond; }

private:
  friend class batch_worker;
  struct content {
    content(engine by_, date day_) : by(std::move(by_)), day(day_) {}
    engine by;
    date day;
    detail::batch_tables tables;
    std::vector<column_keys> keys;
  };

  /// Whether no dimension, with all that repairs give back, nor the score has more cents
  /// than 32 bits hold.
  [[nodiscard]] static bool fits(const rulebook& book) noexcept {
    std::int64_t most = points::whole(std::max(book.max_score, -book.min_score)).cents;
    for (const dimension& it : book.dimensions) most += it.max.cents - it.min.cents;
    return most <= std::numeric_limits<std::int32_t>::max();
  }

  explicit batch(std::shared_ptr<const content> made) : content_(std::move(made)) {}

  std::shared_ptr<const content> content_;
};

/// One thread's hands for a batch. Not for use by two threads at once.
class batch_worker {
public:
  /// `is_wide`: whether the processor's wider vectors are used, where it has any.
  explicit batch_worker(const batch& of, bool is_wide = detail::has_wide_vectors())
      : batch_(of),
        tables_(of.content_->tables),
        claims_by_(tables_, is_wide),
        quick_(tables_, last_effective()),
        eligible_(of.by().book(), of.day()),
        figures_(of.by().compiled(), tables_),
        is_wide_(is_wide) {}

  /// Assesses the residents of `subjects`. The records of the resident of row i are the
  /// rows from offsets[i] to before offsets[i + 1], so there is one offset more than
  /// residents. Writes rows 0 to before subjects.count of `out`.
  void assess(const subject_columns& subjects, const record_columns& records,
              const std::uint32_t* offsets, resident_source& source, const score_columns& out) {
    if (tables_.all_beyond) {
      for (std::size_t s = 0; s < subjects.count; ++s) {
        ask_engine(s, offsets[s], offsets[s + 1], source, out);
      }
      return;
    }
    are_quick_ = claims_by_.look(records) && detail::quick_scorer::can_weigh(tables_);
    if (tables_.any_single || tables_.any_more || records.expires_on != nullptr ||
        records.has_matter != nullptr) {
      assess_by(make(full_), subjects, records, offsets, source, out);
    } else if (!are_quick_) {
      assess_by(make(plain_), subjects, records, offsets, source, out);
    } else {
      const std::size_t others = is_wide_ ? assess_wide(subjects, records, offsets, out)
                                          : assess_quickly(subjects, records, offsets, out);
      for (std::size_t n = 0; n < others; ++n) {
        assess_alone(make(plain_), subjects, records, offsets, others_[n], source, out);
      }
    }
  }

  /// How many residents were left to the engine so far.
  [[nodiscard]] std::uint64_t one_by_one() const noexcept { return one_by_one_; }

private:
  using plain_scorer = detail::resident_scorer<true>;
  using full_scorer = detail::resident_scorer<false>;
  using eligibility = detail::batch_eligibility::answer;

  template <class Scorer>
  Scorer& make(std::optional<Scorer>& one) {
    if (!one) one.emplace(batch_.by().compiled(), tables_);
    return *one;
  }

  template <class Scorer>
  void assess_by(Scorer& by, const subject_columns& subjects, const record_columns& records,
                 const std::uint32_t* offsets, resident_source& source, const score_columns& out) {
    for (std::size_t s = 0; s < subjects.count; ++s) {
      assess_alone(by, subjects, records, offsets, s, source, out);
    }
  }

  template <class Scorer>
  void assess_alone(Scorer& by, const subject_columns& subjects, const record_columns& records,
                    const std::uint32_t* offsets, std::size_t s, resident_source& source,
                    const score_columns& out) {
    switch (eligible_.of(subjects, s)) {
      case eligibility::never: return figures_.write_ineligible(s, out);
      case eligibility::by_day: break;
      case eligibility::yes:
        if (assess_one(by, subjects, records, offsets, s, out)) return;
    }
    ask_engine(s, offsets[s], offsets[s + 1], source, out);
  }

  CHENGXIN_WIDE std::size_t assess_wide(const subject_columns& subjects,
                                        const record_columns& records, const std::uint32_t* offsets,
                                        const score_columns& out) {
    return assess_quickly(subjects, records, offsets, out);
  }

  /// Writes the rows of those whose claims take one look. Gives how many others_ there are,
  /// whose rows have still to be written.
  CHENGXIN_INLINED std::size_t assess_quickly(const subject_columns& subjects,
                                              const record_columns& records,
                                              const std::uint32_t* offsets,
                                              const score_columns& out) {
    const std::size_t count = subjects.count;
    if (quick_values_.size() < count) {
      quick_values_.resize(count);
      quick_stable_.resize(count);
      others_.resize(count);
      may_be_quick_.resize(count);
    }
    const detail::coming_claims& claims = claims_by_.coming();
    eligible_.mark(subjects, claims.earliest, may_be_quick_.data());
    std::size_t others = 0;
    for (std::size_t s = 0; s < count; ++s) {
      bool is_quick = may_be_quick_[s] != 0;
      if (is_quick && records.id_hash != nullptr) {
        is_quick = !alike_.has_alike(records.id_hash, offsets[s], offsets[s + 1]);
      }
      if (is_quick) {
        is_quick = quick_.weigh(claims.all.data() + claims.before(offsets[s]),
                                claims.all.data() + claims.before(offsets[s + 1]), quick_values_[s],
                                quick_stable_[s]);
      }
      if (!is_quick) others_[others++] = static_cast<std::uint32_t>(s);
    }
    // Those of the others are written again.
    figures_.write_all(quick_values_.data(), quick_stable_.data(), count, out);
    return others;
  }

  template <class Scorer>
  [[nodiscard]] bool assess_one(Scorer& by, const subject_columns& subjects,
                                const record_columns& records, const std::uint32_t* offsets,
                                std::size_t s, const score_columns& out) {
    detail::resident_days days;
    if (subjects.enrolled_on != nullptr) days.enrolled_on = subjects.enrolled_on[s].days;
    days.grown_up = eligible_.grown_up(subjects, s);
    if (records.id_hash != nullptr &&
        alike_.has_alike(records.id_hash, offsets[s], offsets[s + 1])) {
      return false;
    }
    if (!weigh_all(by, records, offsets[s], offsets[s + 1], days)) return false;
    values_ = by.values();
    if (out.stable_through != nullptr && !find_stable(by, out.stable_through[s])) return false;
    figures_.write(values_, s, out);
    return true;
  }

  /// Weighs the claims of the records from `first` to before `last`, which are one resident's,
  /// on the batch's day. False: the engine has to.
  [[nodiscard]] bool weigh_all(full_scorer& by, const record_columns& records, std::size_t first,
                               std::size_t last, const detail::resident_days& days) {
    return by.weigh(claims_by_.hold(records, first, last), days, batch_.day());
  }
  [[nodiscard]] bool weigh_all(plain_scorer& by, const record_columns& records, std::size_t first,
                               std::size_t last, const detail::resident_days& days) {
    if (are_quick_) {
      const detail::coming_claims& coming = claims_by_.coming();
      const std::size_t begin = coming.before(first);
      const std::span some(coming.all.data() + begin, coming.before(last) - begin);
      if (some.size() >= plain_scorer::many_claims && coming.earliest >= days.grown_up) {
        const auto others = claims_by_.hold_unusual(records, first, last);
        return !claims_by_.found_beyond() &&
               by.weigh_many(some, others, days, coming.earliest, batch_.day());
      }
    }
    const auto claims = claims_by_.hold(records, first, last);
    return !claims_by_.found_beyond() && by.weigh(claims, days, batch_.day());
  }

  /// The last day like the batch's, from one event to the next. False: the engine has to.
  template <class Scorer>
  [[nodiscard]] bool find_stable(Scorer& by, date& stable) {
    while (true) {
      const date next = by.next();
      if (next == no_day || next > last_effective()) {
        stable = last_effective();
        return true;
      }
      if (next > tables_.calendar.last() || !by.go_on()) return false;
      if (!are_as_today(by.values())) {
        stable = next - 1;
        return true;
      }
    }
  }

  [[nodiscard]] date last_effective() const noexcept {
    return batch_.by().book().effective_until.value_or(no_day);
  }

  // The total and the tier follow from the dimensions' values: there is no ceiling here.
  [[nodiscard]] bool are_as_today(const detail::by_dimension& values) const noexcept {
    std::int32_t different = 0;
    for (std::size_t d = 0; d < values.size(); ++d) different |= values[d] ^ values_[d];
    return different == 0;
  }

  void ask_engine(std::size_t s, std::size_t first, std::size_t last, resident_source& source,
                  const score_columns& out) {
    ++one_by_one_;
    const resident_source::facts it = source.resident(s, first, last);
    const engine& by = batch_.by();
    static_cast<void>(by.assess(it.subject, it.records, batch_.day(), depth::figures, result_));
    figures_.write(result_, s, out);
    if (out.stable_through != nullptr) {
      out.stable_through[s] =
          by.stable_through(it.subject, it.records, result_, scratch_).value_or(no_day);
    }
  }

  batch batch_;
  const detail::batch_tables& tables_;
  detail::claim_maker claims_by_;
  detail::quick_scorer quick_;
  detail::batch_eligibility eligible_;
  detail::figure_writer figures_;
  detail::alike_finder alike_;
  bool is_wide_;
  bool are_quick_ = false;  ///< quick_ may weigh the block's claims, as claims_by_ has them coming
  std::vector<detail::by_dimension> quick_values_;
  std::vector<date> quick_stable_;
  std::vector<std::uint32_t> others_;
  std::vector<std::uint8_t> may_be_quick_;
  std::optional<plain_scorer> plain_;
  std::optional<full_scorer> full_;
  detail::by_dimension values_{};  ///< on the batch's day
  assessment result_;
  assessment scratch_;
  std::uint64_t one_by_one_ = 0;
};

}  // namespace chengxin
