// The scores of a population by a batch, as lines of CSV (SPECIFICATION 7): the same bytes
// as by the engine, one by one. Declarations only.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "chengxin/date.hpp"
#include "chengxin/engine.hpp"
#include "chengxin/io/population.hpp"

namespace chengxin::io {

/// A population made ready for its scores on one day. Borrows both, which must live as
/// long. Immutable; a copy shares it.
class population_scores {
public:
  /// Precondition: the rulebook is effective on the day, and of every subject all records
  /// were kept, or the population was read for these scores (read_options::scored).
  population_scores(const engine& by, const population& of, date day, bool stable_through);

  /// One thread's hands.
  class worker {
  public:
    explicit worker(const population_scores& of);
    worker(worker&&) noexcept;
    ~worker();
    worker(const worker&) = delete;
    worker& operator=(const worker&) = delete;
    worker& operator=(worker&&) = delete;

    /// Appends the lines of the subjects from `first` to before `last`.
    void append(std::size_t first, std::size_t last, std::string& out);

  private:
    struct content;
    std::unique_ptr<content> content_;
  };

private:
  struct content;
  std::shared_ptr<const content> content_;
};

}  // namespace chengxin::io
