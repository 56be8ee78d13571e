// Threads that read people's facts and compute what is kept of them, each through a
// connection of its own. The thread that hands out errands takes part while it waits.
// Never writes to the file.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "store/fact_scan.hpp"
#include "store/many_scores.hpp"

namespace chengxin::storage {

/// Some people, and whether what is kept of them is computed.
struct errand {
  void clear() noexcept {
    block.clear();
    is_done = false;
    failed = nullptr;
  }

  people_block block;
  bool scans = true;  ///< whether their facts are read as one range, or one by one
  bool is_done = false;
  std::exception_ptr failed;
};

class refresh_crew {
public:
  /// Makes its threads as they are needed, each with a connection of its own: fewer where one
  /// or its connection cannot be made, be it none but the caller's.
  refresh_crew(session& on, unsigned threads, const standard& by, date day, date by_through);
  ~refresh_crew();
  refresh_crew(const refresh_crew&) = delete;
  refresh_crew& operator=(const refresh_crew&) = delete;

  /// Takes an errand, which lives until it is finished or the crew is no more. From now on
  /// until then the session is in one transaction that writes: nobody else can, and so each
  /// thread reads what that transaction does.
  void give(errand& it);
  /// Returns once an errand that was given is done. Throws what it failed with, or another
  /// that this thread has run meanwhile.
  void finish(errand& it);

private:
  /// What one thread works with.
  class hands {
  public:
    hands(database& reads, const refresh_plan& plan) noexcept;
    void run(errand& it) noexcept;

  private:
    void read_facts(people_block& of, bool scans);
    void read_facts_of(people_block& of, std::size_t person);

    const refresh_plan& plan_;
    fact_scan range_;
    statement one_;
    std::optional<many_scores> scores_;  // it may find no memory, which is the errand's failure
  };
  struct helper {
    std::unique_ptr<database> file;
    std::thread runs;
  };

  void add_helper();
  void start_helper(const std::string& head);
  void help(database& reads);
  /// With `lock` held, which it lets go meanwhile: runs the errand that waits longest.
  errand& run_next(hands& with, std::unique_lock<std::mutex>& lock);

  database& writes_;
  std::size_t most_helpers_;
  refresh_plan plan_;
  hands own_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable done_;
  std::deque<errand*> waiting_;
  bool is_over_ = false;
  std::vector<helper> helpers_;
};

}  // namespace chengxin::storage
