// The ring of chunks behind cx_score() and cx_explain_all(): order, stopping
// and failure with any number of threads. Built with -fsanitize=thread, it
// shows that the threads share nothing unguarded.
#include "chunks.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <new>
#include <string>

#include "internal.hpp"

namespace {

using namespace chengxin::capi;

constexpr std::size_t chunk_size = 7;

struct collected {
  std::string text;
  std::size_t calls = 0;
  std::size_t stop_after = 0;  // calls; 0: never

  static std::int32_t write(void* self, const char* data, std::size_t size) {
    auto* const to = static_cast<collected*>(self);
    to->text.append(data, size);
    return ++to->calls == to->stop_after ? 1 : 0;
  }
};

// One line for each subject: its number.
chunk_maker number_maker() {
  return [line = std::string()](std::size_t first, std::size_t last, std::string& out) mutable {
    for (std::size_t i = first; i < last; ++i) {
      line = std::to_string(i) + '\n';
      out += line;
    }
  };
}

chunked_work work_on(std::size_t subjects, std::int32_t threads, collected& into) {
  chunked_work work;
  work.subjects = subjects;
  work.subjects_in_chunk = chunk_size;
  work.threads = threads;
  work.header = "header\n";
  work.new_maker = number_maker;
  work.write = collected::write;
  work.write_context = &into;
  return work;
}

class Chunks : public testing::TestWithParam<std::int32_t> {};

// REQ RULE-26: the sanitizer of threads would tell of one left running.
TEST_P(Chunks, AreWrittenInOrder) {
  for (const std::size_t subjects : {0U, 1U, 6U, 7U, 8U, 14U, 1000U}) {
    std::string expected = "header\n";
    for (std::size_t i = 0; i < subjects; ++i) expected += std::to_string(i) + '\n';
    collected out;
    EXPECT_EQ(write_in_order(work_on(subjects, GetParam(), out), nullptr), CX_OK);
    EXPECT_EQ(out.text, expected) << subjects << " subjects";
  }
}

TEST_P(Chunks, StopWhereTheWriterSaysSo) {
  for (const std::size_t calls : {1U, 2U, 5U}) {
    collected out;
    out.stop_after = calls;
    cx_error error = CX_ERROR_INIT;
    EXPECT_EQ(write_in_order(work_on(1000, GetParam(), out), &error), CX_ERROR_STOPPED);
    EXPECT_EQ(error.status, CX_ERROR_STOPPED);
    EXPECT_EQ(out.calls, calls);
  }
}

TEST_P(Chunks, PassOnWhatAMakerThrows) {
  collected out;
  chunked_work work = work_on(1000, GetParam(), out);
  work.new_maker = [] {
    return [](std::size_t first, std::size_t, std::string& text) {
      if (first >= 70 * chunk_size) throw std::bad_alloc();
      text += 'x';
    };
  };
  EXPECT_THROW(static_cast<void>(write_in_order(work, nullptr)), std::bad_alloc);
  EXPECT_LE(out.text.size(), std::string("header\n").size() + 70);
}

TEST_P(Chunks, PassOnAMakerThatCannotBeMade) {
  collected out;
  chunked_work work = work_on(1000, GetParam(), out);
  work.new_maker = []() -> chunk_maker { throw std::bad_alloc(); };
  EXPECT_THROW(static_cast<void>(write_in_order(work, nullptr)), std::bad_alloc);
}

TEST_P(Chunks, AreNeverMadeFarAhead) {
  const std::int32_t threads = GetParam();
  std::atomic<std::size_t> made{0};
  struct watcher {
    std::atomic<std::size_t>& made;
    std::size_t written = 0;
    std::size_t furthest = 0;
  } watch{made};
  collected unused;
  chunked_work work = work_on(7000, threads, unused);
  work.header.clear();
  work.new_maker = [&]() -> chunk_maker {
    return [&](std::size_t, std::size_t, std::string& text) {
      ++made;
      text += 'x';
    };
  };
  work.write_context = &watch;
  work.write = [](void* context, const char*, std::size_t) -> std::int32_t {
    auto* const seen = static_cast<watcher*>(context);
    seen->furthest = std::max(seen->furthest, seen->made - seen->written);
    ++seen->written;
    return 0;
  };
  EXPECT_EQ(write_in_order(work, nullptr), CX_OK);
  EXPECT_EQ(watch.written, 1000U);
  EXPECT_LE(watch.furthest, static_cast<std::size_t>(2 * threads + 2));
}

INSTANTIATE_TEST_SUITE_P(Threads, Chunks, testing::Values(1, 2, 3, 16));

}  // namespace
