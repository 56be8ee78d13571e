// Where results go: standard output, or a file that is replaced only when all
// is well. Never leaves half a file behind, not even when interrupted.
#pragma once

#include <chengxin.h>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

namespace cli {

/// Makes signals that end the command remove its temporary files first.
void remove_temporary_files_on_signals();

/// Keeps a standard stream that was closed from standing for a file opened later.
void occupy_standard_streams();

/// Says one line or more on standard error, where nothing can be done about failure.
void complain(std::string_view text);

/// Whether both paths lead to the same existing file.
[[nodiscard]] bool same_file(const std::string& a, const std::string& b);

/// The whole of a small file. Throws exit status 3; reads at most `most` bytes and one.
[[nodiscard]] std::string read_file(const std::string& path, std::size_t most);

class output {
public:
  /// Opens. "-" and an empty path are standard output. Throws exit status 3.
  explicit output(std::string path);
  /// Removes what was not finished and put in place.
  ~output();
  output(const output&) = delete;
  output& operator=(const output&) = delete;

  /// Throws exit status 3.
  void write(std::string_view text);
  /// Writes out all that was written. Nothing may be written afterwards.
  void finish();
  /// Replaces the file that was named. Call finish() on every output first.
  void put_in_place();

  /// A cx_write_function whose context is an output; see rethrow().
  static std::int32_t write_function(void* self, const char* data, std::size_t size) noexcept;
  /// Throws what write_function() met, if anything.
  void rethrow() const;

private:
  [[noreturn]] void fail(int reason) const;
  void write_early() noexcept;
  void remove_temporary() noexcept;

  std::string path_;
  std::string target_;     // path_ with symbolic links followed
  std::string temporary_;  // empty where the bytes go to path_ itself
  std::size_t slot_ = 0;   // of the temporary file's name in the list for signals
  std::FILE* file_ = nullptr;
  std::uint64_t written_ = 0;
  std::uint64_t asked_for_ = 0;  // so much of it the disk was asked to write
  std::exception_ptr failure_;
};

}  // namespace cli
