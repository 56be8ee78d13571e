// A store in a temporary folder, with a clock that the test sets, and the facts of
// one or two residents written as CSV.
//
// Worked out by hand under the built-in rulebook, for an adult enrolled on 2020-01-01
// and asked about in the middle of 2026: base 600 and 100 for six clean years are 700
// (`good`). Drink driving of 2026-03-01 takes 50 and one step of the clean years (20):
// 630 (`fair`).
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "chengxin/io/rulebook.hpp"
#include "chengxin/io/source.hpp"
#include "chengxin/store.hpp"

namespace small_store {

using namespace chengxin;

inline constexpr std::string_view subject_header =
    "subject_id,birth_date,residency,capacity,enrolled_on\n";
inline constexpr std::string_view record_header =
    "record_id,subject_id,category,provider,occurred_on,origin,status,repaired_on\n";

/// A subject's row: an adult enrolled on 2020-01-01.
inline std::string adult(std::string_view id, std::string_view birth_date = "1990-05-05") {
  return std::string(id) + ',' + std::string(birth_date) + ",registered,full,2020-01-01\n";
}

/// A record's row.
inline std::string row(std::string_view record_id, std::string_view subject_id,
                       std::string_view category, std::string_view occurred_on,
                       std::string_view status = "active", std::string_view repaired_on = "",
                       std::string_view provider = "gongan-jiaojing") {
  std::string made;
  for (const std::string_view cell : {record_id, subject_id, category, provider, occurred_on,
                                      std::string_view("platform"), status, repaired_on}) {
    if (!made.empty()) made += ',';
    made += cell;
  }
  return made + '\n';
}

inline std::string drink_driving(std::string_view record_id = "r1",
                                 std::string_view subject_id = "ann",
                                 std::string_view status = "active") {
  return row(record_id, subject_id, "N-TRF-DUI", "2026-03-01", status,
             status == "repaired" ? "2026-05-01" : "");
}

inline date day(std::string_view text) {
  const std::optional<date> read = parse_date(text);
  if (!read) throw std::invalid_argument(std::string(text));
  return *read;
}

inline moment at(std::string_view text) {
  const std::optional<moment> read = parse_moment(text);
  if (!read) throw std::invalid_argument(std::string(text));
  return *read;
}

/// The value, or an exception that says why there is none.
template <class T>
T value_of(result<T> given) {
  if (!given) throw std::runtime_error(given.failure().code + ": " + given.failure().message);
  return std::move(*given);
}

/// An error's code; "" of a value.
template <class T>
std::string code_of(const result<T>& given) {
  return given ? std::string() : given.failure().code;
}

/// The built-in rulebook with one text put in the place of another, everywhere.
class changed_book {
public:
  changed_book() : text_(io::builtin_rulebook_json()) {}
  changed_book& replace(std::string_view from, std::string_view to) {
    std::size_t found = text_.find(from);
    if (found == std::string::npos) throw std::invalid_argument(std::string(from));
    for (; found != std::string::npos; found = text_.find(from, found + to.size())) {
      text_.replace(found, from.size(), to);
    }
    return *this;
  }
  changed_book& version(std::string_view to) {
    return replace(R"("version": "2026.1")", R"("version": ")" + std::string(to) + '"');
  }
  changed_book& from(std::string_view first_day) {
    return replace(R"("from": "2026-01-01")", R"("from": ")" + std::string(first_day) + '"');
  }
  /// Bars a category: its rule, and where it is named in lists, become those of another name.
  changed_book& bar(std::string_view category) {
    const std::string name = '"' + std::string(category) + '"';
    const std::string other = '"' + std::string(category) + "-X\"";
    return replace(name, other)
        .replace("\"barred\": [", "\"barred\": [{\"category\": " + name +
                                      R"(, "title": {"zh": "不得", "en": "Not to be held"}, )"
                                      R"("cite": ["measures:12"]},)");
  }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
  std::string text_;
};

/// A folder that goes with the object.
class folder {
public:
  folder() {
    std::string name = (std::filesystem::temp_directory_path() / "chengxin-store-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name = "city.store") const {
    return (path_ / name).string();
  }

private:
  std::filesystem::path path_;
};

inline std::string read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline import_summary import_text(store& into, std::string_view subjects, std::string_view records,
                                  const import_options& options = {},
                                  io::row_format format = io::row_format::csv) {
  const auto subject_rows = io::from_memory(subjects, "subjects");
  const auto record_rows = io::from_memory(records, "records");
  return value_of(into.import({subjects.empty() ? nullptr : subject_rows.get(), format},
                              {records.empty() ? nullptr : record_rows.get(), format}, options));
}

/// A test with a store. Its clock begins at 2026-06-15T02:00:00Z.
class StoreTest : public ::testing::Test {
protected:
  void SetUp() override { make(); }

  void make(chain_digest digest = chain_digest::sha256) {
    store_create_options options;
    options.digest = digest;
    options.test_clock = true;
    value_of(store::create(folder_.file(), options));
    first_.emplace(reopen());
  }

  [[nodiscard]] store reopen(bool read_only = false, std::int32_t wait = 0) {
    return value_of(store::open(folder_.file(), options(read_only, wait)));
  }

  [[nodiscard]] store_options options(bool read_only = false, std::int32_t wait = 0) {
    store_options made;
    made.read_only = read_only;
    made.wait_milliseconds = wait;
    made.clock = [this] { return now_; };
    return made;
  }

  store& city() { return *first_; }
  void close() { first_.reset(); }
  void set_clock(std::string_view text) { now_ = at(text); }
  void later(std::int64_t seconds = 1) { now_.milliseconds += 1000 * seconds; }

  import_summary subjects(const std::string& rows, const import_options& options = {}) {
    return import_text(city(), std::string(subject_header) + rows, "", options);
  }
  import_summary records(const std::string& rows, const import_options& options = {}) {
    return import_text(city(), "", std::string(record_header) + rows, options);
  }

  /// A score's figure; an error's code where there is none.
  std::string score(std::string_view id, const question& asked = {}) {
    const result<store_score> found = city().score(id, asked);
    if (!found) return found.failure().code;
    return found->eligible ? std::to_string(found->score) + ' ' + std::string(found->tier)
                           : "not eligible";
  }

  /// All bytes that lie on the disk for the store.
  [[nodiscard]] std::string raw() const {
    return read_whole(folder_.file()) + read_whole(folder_.file() + "-wal") +
           read_whole(folder_.file() + "-shm");
  }
  [[nodiscard]] bool holds(std::string_view text) const {
    return raw().find(text) != std::string::npos;
  }

  folder folder_;
  moment now_ = at("2026-06-15T02:00:00Z");
  std::optional<store> first_;
};

}  // namespace small_store
