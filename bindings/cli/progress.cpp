// Draws over its own line, ten times a second at most.
// Never writes a line feed.
#include "progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace cli {
namespace {

constexpr std::chrono::milliseconds patience(500);
constexpr std::chrono::milliseconds interval(100);
constexpr std::size_t bar_width = 30;

}  // namespace

progress::progress(std::string what)
    : what_(std::move(what)),
      on_terminal_(::isatty(STDERR_FILENO) == 1),
      next_(clock::now() + patience) {}

progress::~progress() {
  if (drawn_) std::fputs("\r\033[K", stderr);
}

std::int32_t progress::report(void* self, std::uint64_t done, std::uint64_t total) noexcept {
  auto* const bar = static_cast<progress*>(self);
  if (!bar->on_terminal_) return 0;
  const clock::time_point now = clock::now();
  if (now < bar->next_) return 0;
  bar->next_ = now + interval;
  bar->drawn_ = true;
  bar->draw(done, total);
  return 0;
}

void progress::draw(std::uint64_t done, std::uint64_t total) const {
  if (total == 0) {
    std::fprintf(stderr, "\r\033[K%s: %llu", what_.c_str(), static_cast<unsigned long long>(done));
    return;
  }
  const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  const auto full = static_cast<std::size_t>(share * bar_width);
  const std::string bar = std::string(full, '#') + std::string(bar_width - full, '.');
  std::fprintf(stderr, "\r\033[K%s [%s] %3.0f %%", what_.c_str(), bar.c_str(), share * 100);
}

}  // namespace cli
