// A ring of chunks between the threads that make them and the one that writes.
// Never lets the makers run ahead of the writer by more than the ring holds.
#include "chunks.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "internal.hpp"

namespace chengxin::capi {
namespace {

class pipeline {
public:
  pipeline(const chunked_work& work, std::size_t threads)
      : work_(work),
        chunks_((work.subjects + work.subjects_in_chunk - 1) / work.subjects_in_chunk),
        ring_(2 * threads + 2) {
    const std::size_t helpers = std::min(threads, std::max<std::size_t>(chunks_, 1)) - 1;
    helpers_.reserve(helpers);
    try {
      while (helpers_.size() < helpers) helpers_.emplace_back([this] { help(); });
    } catch (const std::exception&) {
      // The system gives no more threads: those that it gave do the work.
    }
  }
  ~pipeline() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    for (std::thread& helper : helpers_) helper.join();
  }
  pipeline(const pipeline&) = delete;
  pipeline& operator=(const pipeline&) = delete;

  // Makes chunks until the next one to write is there. Gives its text, to be
  // used until `written`; null where all are written.
  const std::string* next(const chunk_maker& maker) {
    std::unique_lock lock(mutex_);
    if (written_ == chunks_) return nullptr;
    slot& wanted = ring_[written_ % ring_.size()];
    while (!wanted.ready && !failure_) {
      if (may_take()) {
        make(maker, lock);
      } else {
        changed_.wait(lock);
      }
    }
    if (failure_) std::rethrow_exception(failure_);
    return &wanted.text;
  }

  // Gives the slot of the chunk that was written to the makers. How many
  // subjects are done.
  std::size_t written() {
    {
      const std::lock_guard lock(mutex_);
      ring_[written_ % ring_.size()].ready = false;
      ++written_;
    }
    changed_.notify_all();
    return std::min(written_ * work_.subjects_in_chunk, work_.subjects);
  }

private:
  struct slot {
    std::string text;
    bool ready = false;
  };

  [[nodiscard]] bool may_take() const noexcept {
    return taken_ < chunks_ && taken_ < written_ + ring_.size();
  }

  // Takes the next chunk and makes it with the lock released.
  void make(const chunk_maker& maker, std::unique_lock<std::mutex>& lock) {
    const std::size_t chunk = taken_++;
    slot& into = ring_[chunk % ring_.size()];
    lock.unlock();
    std::exception_ptr failure;
    try {
      const std::size_t first = chunk * work_.subjects_in_chunk;
      into.text.clear();
      maker(first, std::min(first + work_.subjects_in_chunk, work_.subjects), into.text);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    if (failure && !failure_) failure_ = failure;
    into.ready = true;
    changed_.notify_all();
  }

  void help() {
    std::unique_lock lock(mutex_, std::defer_lock);
    try {
      const chunk_maker maker = work_.new_maker();
      lock.lock();
      for (;;) {
        changed_.wait(lock,
                      [&] { return stopping_ || failure_ || taken_ == chunks_ || may_take(); });
        if (stopping_ || failure_ || taken_ == chunks_) return;
        make(maker, lock);
      }
    } catch (...) {
      if (!lock.owns_lock()) lock.lock();
      failure_ = std::current_exception();
      changed_.notify_all();
    }
  }

  const chunked_work& work_;
  const std::size_t chunks_;
  std::vector<slot> ring_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t taken_ = 0;
  std::size_t written_ = 0;
  bool stopping_ = false;
  std::exception_ptr failure_;
  std::vector<std::thread> helpers_;
};

cx_status stopped(cx_error* err) {
  return fail(err, {CX_ERROR_STOPPED, "stopped", "a callback asked to stop"});
}

}  // namespace

std::size_t thread_count(std::uint32_t asked) {
  if (asked > 0) return asked;
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, max_threads);
}

cx_status write_in_order(const chunked_work& work, cx_error* err) {
  if (!work.header.empty() &&
      work.write(work.write_context, work.header.data(), work.header.size()) != 0) {
    return stopped(err);
  }
  pipeline line(work, thread_count(static_cast<std::uint32_t>(work.threads)));
  const chunk_maker maker = work.new_maker();
  while (const std::string* text = line.next(maker)) {
    if (!text->empty() && work.write(work.write_context, text->data(), text->size()) != 0) {
      return stopped(err);
    }
    const std::size_t done = line.written();
    if (work.progress != nullptr &&
        work.progress(work.progress_context, done, work.subjects) != 0) {
      return stopped(err);
    }
  }
  return CX_OK;
}

}  // namespace chengxin::capi
