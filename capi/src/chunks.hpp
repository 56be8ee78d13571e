// Text about many subjects, made by several threads and handed out in order.
// Never holds more than a few chunks, however many subjects there are.
#pragma once

#include <chengxin.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace chengxin::capi {

/// Appends the text of the subjects from `first` to before `last`. One thread
/// uses it at a time, so it may keep memory from chunk to chunk.
using chunk_maker = std::function<void(std::size_t first, std::size_t last, std::string& out)>;

struct chunked_work {
  std::size_t subjects = 0;
  std::size_t subjects_in_chunk = 256;
  std::int32_t threads = 0;  ///< 0: as many as the machine has cores
  std::string header;        ///< goes first
  std::function<chunk_maker()> new_maker;
  cx_write_function write = nullptr;
  void* write_context = nullptr;
  cx_progress_function progress = nullptr;
  void* progress_context = nullptr;
};

/// The most threads that may be asked for.
inline constexpr std::int32_t max_threads = 1024;

/// How many threads are meant: 0 stands for as many as the machine has cores.
[[nodiscard]] std::size_t thread_count(std::uint32_t asked);

/// Does the work; the same bytes with any number of threads. Both callbacks are
/// called on the calling thread, which takes its share of the making.
/// Errors: CX_ERROR_STOPPED. Throws what a maker throws.
cx_status write_in_order(const chunked_work& work, cx_error* err);

}  // namespace chengxin::capi
