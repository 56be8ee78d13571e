// Files and texts as sources of bytes (see io/source.hpp).
#include "chengxin/io/source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace chengxin::io {
namespace {

error io_error(std::string_view name, int reason) {
  return {"io_error", std::string(name) + ": " + std::generic_category().message(reason)};
}

class file_source final : public source {
public:
  file_source(int descriptor, std::string path, std::uint64_t size)
      : descriptor_(descriptor), path_(std::move(path)), size_(size) {}
  ~file_source() override { ::close(descriptor_); }
  file_source(const file_source&) = delete;
  file_source& operator=(const file_source&) = delete;

  result<std::size_t> read(char* into, std::size_t size) override {
    for (;;) {
      const ssize_t got = ::read(descriptor_, into, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) return io_error(path_, errno);
    }
  }
  bool restart() override { return size_ > 0 && ::lseek(descriptor_, 0, SEEK_SET) == 0; }
  std::string_view name() const noexcept override { return path_; }
  std::uint64_t size() const noexcept override { return size_; }

private:
  int descriptor_;
  std::string path_;
  std::uint64_t size_;
};

class memory_source final : public source {
public:
  memory_source(std::string_view text, std::string name) : text_(text), name_(std::move(name)) {}

  result<std::size_t> read(char* into, std::size_t size) override {
    const std::size_t got = std::min(size, text_.size() - at_);
    if (got > 0) std::memcpy(into, text_.data() + at_, got);
    at_ += got;
    return got;
  }
  bool restart() override {
    at_ = 0;
    return true;
  }
  std::string_view name() const noexcept override { return name_; }
  std::uint64_t size() const noexcept override { return text_.size(); }

private:
  std::string_view text_;
  std::string name_;
  std::size_t at_ = 0;
};

}  // namespace

result<std::unique_ptr<source>> open_file(const std::string& path) {
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return io_error(path, errno);
  struct stat about {};
  std::uint64_t size = 0;
  if (::fstat(descriptor, &about) == 0) {
    if (S_ISDIR(about.st_mode)) {
      ::close(descriptor);
      return io_error(path, EISDIR);
    }
    if (S_ISREG(about.st_mode) && about.st_size > 0) {
      size = static_cast<std::uint64_t>(about.st_size);
    }
  }
  return std::unique_ptr<source>(std::make_unique<file_source>(descriptor, path, size));
}

std::unique_ptr<source> from_memory(std::string_view text, std::string name) {
  return std::make_unique<memory_source>(text, std::move(name));
}

}  // namespace chengxin::io
