// Temporary files beside their target, renamed when complete.
// Never touches the target before that.
#include "output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "failure.hpp"
#include "handles.hpp"

namespace fs = std::filesystem;

namespace cli {
namespace {

// Names that a signal handler may read: fixed memory, armed after being filled.
struct temporary_name {
  char path[PATH_MAX] = {};
  volatile std::sig_atomic_t armed = 0;
};
std::array<temporary_name, 4> temporary_names;

extern "C" void remove_and_die(int signal) {
  for (temporary_name& name : temporary_names) {
    if (name.armed != 0) ::unlink(name.path);
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

constexpr std::uint64_t early_write = std::uint64_t{4} << 20U;

constexpr std::array handled_signals{SIGPIPE, SIGINT, SIGTERM, SIGHUP};

// Signals wait while this lives: between making a file and writing down its name.
class signals_wait {
public:
  signals_wait() noexcept {
    sigset_t all;
    ::sigemptyset(&all);
    for (const int signal : handled_signals) ::sigaddset(&all, signal);
    ::pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~signals_wait() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  signals_wait(const signals_wait&) = delete;
  signals_wait& operator=(const signals_wait&) = delete;

private:
  sigset_t before_{};
};

std::string reason_of(int number) {
  return std::generic_category().message(number);
}

[[noreturn]] void fail_system(const std::string& path, int reason) {
  throw failure{exit_status::system_error, printable(path) + ": " + reason_of(reason)};
}

// Creates a file of a name that nobody has, with the permissions of the target
// where there is one: scores are nobody else's business.
int create_beside(const std::string& target, std::string& name) {
  struct stat status = {};
  const bool exists = ::stat(target.c_str(), &status) == 0;
  for (unsigned attempt = 0; attempt < 100; ++attempt) {
    name = target + '.' + std::to_string(::getpid()) + '.' + std::to_string(attempt) + ".tmp";
    const int descriptor =
        ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, exists ? 0600 : 0666);
    if (descriptor < 0) {
      if (errno == EEXIST) continue;
      return -1;
    }
    if (exists && ::fchmod(descriptor, status.st_mode & 0777) != 0) {
      const int reason = errno;
      ::close(descriptor);
      ::unlink(name.c_str());
      errno = reason;
      return -1;
    }
    return descriptor;
  }
  errno = EEXIST;
  return -1;
}

}  // namespace

void remove_temporary_files_on_signals() {
  for (const int signal : handled_signals) {
    struct sigaction action = {};
    action.sa_handler = remove_and_die;
    ::sigemptyset(&action.sa_mask);
    // What nohup and the like ignore stays ignored; a closed pipe never is.
    struct sigaction before = {};
    ::sigaction(signal, nullptr, &before);
    if (signal != SIGPIPE && before.sa_handler == SIG_IGN) continue;
    ::sigaction(signal, &action, nullptr);
  }
}

void occupy_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    // For reading alone, so that writing to it fails as it would have.
    if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF) ::open("/dev/null", O_RDONLY);
  }
}

void complain(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fputc('\n', stderr);
}

bool same_file(const std::string& a, const std::string& b) {
  if (a == b) return true;
  std::error_code failed;
  return fs::equivalent(a, b, failed) && !failed;
}

std::string read_file(const std::string& path, std::size_t most) {
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) fail_system(path, errno);
  std::string text;
  std::array<char, 65536> piece;
  int reason = 0;
  while (text.size() <= most) {
    const std::size_t size = std::fread(piece.data(), 1, piece.size(), file);
    text.append(piece.data(), size);
    if (size == piece.size()) continue;
    if (std::ferror(file) != 0) reason = errno;
    break;
  }
  std::fclose(file);
  if (reason != 0) fail_system(path, reason);
  return text;
}

output::output(std::string path) : path_(std::move(path)) {
  if (path_.empty() || path_ == "-") {
    path_ = "standard output";
    file_ = stdout;
    return;
  }
  std::error_code failed;
  target_ = fs::weakly_canonical(path_, failed).string();
  if (failed || target_.empty()) target_ = path_;
  struct stat status = {};
  if (::stat(target_.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    file_ = std::fopen(path_.c_str(), "wb");  // a device or a pipe cannot be replaced
    if (file_ == nullptr) fail(errno);
    return;
  }
  const signals_wait until_it_is_written_down;
  const int descriptor = create_beside(target_, temporary_);
  if (descriptor < 0) {
    temporary_.clear();
    fail(errno);
  }
  while (slot_ < temporary_names.size() && temporary_names[slot_].armed != 0) ++slot_;
  if (slot_ < temporary_names.size() && temporary_.size() < PATH_MAX) {
    std::memcpy(temporary_names[slot_].path, temporary_.c_str(), temporary_.size() + 1);
    temporary_names[slot_].armed = 1;
  } else {
    slot_ = temporary_names.size();
  }
  file_ = ::fdopen(descriptor, "wb");
  if (file_ == nullptr) {
    const int reason = errno;
    ::close(descriptor);
    remove_temporary();
    fail(reason);
  }
}

output::~output() {
  if (file_ != nullptr && file_ != stdout) std::fclose(file_);
  remove_temporary();
}

void output::remove_temporary() noexcept {
  if (temporary_.empty()) return;
  ::unlink(temporary_.c_str());
  if (slot_ < temporary_names.size()) temporary_names[slot_].armed = 0;
  temporary_.clear();
}

void output::fail(int reason) const {
  fail_system(path_, reason);
}

void output::write(std::string_view text) {
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) fail(errno);
  written_ += text.size();
  if (!temporary_.empty() && written_ - asked_for_ >= early_write) write_early();
}

// Has the disk begin, so that finish() waits for less. Whether it does is no matter.
void output::write_early() noexcept {
#if defined(__linux__)
  static_cast<void>(::sync_file_range(::fileno(file_), static_cast<off_t>(asked_for_),
                                      static_cast<off_t>(written_ - asked_for_),
                                      SYNC_FILE_RANGE_WRITE));
#endif
  asked_for_ = written_;
}

void output::finish() {
  if (std::fflush(file_) != 0) fail(errno);
  if (file_ == stdout) return;
  if (!temporary_.empty() && ::fsync(::fileno(file_)) != 0) fail(errno);
  std::FILE* const file = file_;
  file_ = nullptr;
  if (std::fclose(file) != 0) fail(errno);
}

void output::put_in_place() {
  if (temporary_.empty()) return;
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
  if (slot_ < temporary_names.size()) temporary_names[slot_].armed = 0;
  temporary_.clear();
}

std::int32_t output::write_function(void* self, const char* data, std::size_t size) noexcept {
  auto* const to = static_cast<output*>(self);
  try {
    to->write({data, size});
    return 0;
  } catch (...) {
    to->failure_ = std::current_exception();
    return 1;
  }
}

void output::rethrow() const {
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace cli
