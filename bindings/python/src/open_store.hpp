// An open store as Python holds it: any thread may call it, one after the other, without
// the GIL. Never lets a callback call the store that is calling it.
#pragma once

#include <pybind11/pybind11.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "chengxin/store.hpp"
#include "failure.hpp"

namespace chengxin::python {

class open_store {
public:
  explicit open_store(store opened) : store_(std::move(opened)) {}
  open_store(const open_store&) = delete;
  open_store& operator=(const open_store&) = delete;

  /// Hands the store to `body`, which gives a result, and gives its value. With the GIL.
  template <class Body>
  auto call(const Body& body) {
    const pybind11::gil_scoped_release others_go_on;
    refuse_callback();
    const std::lock_guard lock(mutex_);
    if (reader_ != std::thread::id() && reader_ != std::this_thread::get_id()) {
      refuse("store", {"in_snapshot",
                       "another thread holds a snapshot: wait for its end, or open the file here"});
    }
    const mark_caller marked(caller_);
    if (!store_) refuse("store", {"closed", "the store is closed"});
    return must("store", body(*store_));
  }

  /// Begins a snapshot, which is this thread's: the others are refused until it ends. False
  /// where there is one. With the GIL.
  bool begin_snapshot() {
    return call([&](store& in) {
      result<bool> begun = in.begin_snapshot();
      if (begun && *begun) reader_ = std::this_thread::get_id();
      return begun;
    });
  }

  /// Nothing where there is none.
  void end_snapshot() {
    const pybind11::gil_scoped_release others_go_on;
    refuse_callback();
    const std::lock_guard lock(mutex_);
    if (store_) store_->end_snapshot();
    reader_ = {};
  }

  /// Closes the file. Nothing where it is closed already.
  void close() {
    const pybind11::gil_scoped_release others_go_on;
    refuse_callback();
    const std::lock_guard lock(mutex_);
    store_.reset();
    reader_ = {};
  }

private:
  void refuse_callback() const {
    if (caller_ == std::this_thread::get_id()) {
      refuse("store", {"in_call", "a callback may not call the store that is calling it"});
    }
  }

  class mark_caller {
  public:
    explicit mark_caller(std::atomic<std::thread::id>& who) : who_(who) {
      who_ = std::this_thread::get_id();
    }
    ~mark_caller() { who_ = std::thread::id(); }
    mark_caller(const mark_caller&) = delete;
    mark_caller& operator=(const mark_caller&) = delete;

  private:
    std::atomic<std::thread::id>& who_;
  };

  std::mutex mutex_;
  std::atomic<std::thread::id> caller_{};
  std::thread::id reader_;  ///< who holds a snapshot; under the mutex
  std::optional<store> store_;
};

using store_class = pybind11::class_<open_store>;

/// Reads RFC 3339. Throws `invalid_moment`.
[[nodiscard]] std::optional<moment> moment_from(const std::optional<std::string>& text);
[[nodiscard]] std::optional<date> day_from(const std::optional<std::string>& text);
[[nodiscard]] scope scope_from(std::string_view name);

void add_store(pybind11::module_& module);
// Each adds a part of the class: facts and proof, scores, consents and a resident's acts.
void add_ledger(store_class& to);
void add_scores(store_class& to);
void add_consent(store_class& to);

}  // namespace chengxin::python
