// A refresh computes many at once: what it keeps is, byte by byte, what computing one
// after the other keeps.
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/io/synthesis.hpp"
#include "small_store.hpp"

namespace {

using namespace small_store;

constexpr std::uint64_t count = 1000;

/// Rows of a table of a store's file, as SQL gives them.
std::vector<std::string> rows_of(const std::string& path, const char* sql) {
  sqlite3* file = nullptr;
  if (sqlite3_open(path.c_str(), &file) != SQLITE_OK) throw std::runtime_error(path);
  sqlite3_stmt* asked = nullptr;
  if (sqlite3_prepare_v2(file, sql, -1, &asked, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(file));
  }
  std::vector<std::string> all;
  while (sqlite3_step(asked) == SQLITE_ROW) {
    std::string& made = all.emplace_back();
    for (int column = 0; column < sqlite3_column_count(asked); ++column) {
      const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(asked, column));
      made += (text == nullptr ? std::string() : std::string(text)) + ' ';
    }
  }
  sqlite3_finalize(asked);
  sqlite3_close(file);
  return all;
}

std::string id_of(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  return 'S' + std::string(8 - digits.size(), '0') + digits;
}
std::string record_of(std::uint64_t number, int which) {
  return 'R' + id_of(number).substr(1) + '-' + std::to_string(which);
}

class ManyAtOnce : public StoreTest {
protected:
  void SetUp() override {
    StoreTest::SetUp();
    const io::loaded_rulebook loaded = io::load_rulebook(io::builtin_rulebook_json());
    io::synthesis_options options;
    options.subjects = count;
    std::string people;
    std::string facts;
    const auto into = [](std::string& text) {
      return [&text](std::string_view bytes) -> std::optional<error> {
        text += bytes;
        return std::nullopt;
      };
    };
    value_of(
        io::synthesize(value_of(engine::compile(loaded.book)), options, into(people), into(facts)));
    import_text(city(), people, facts);
    // What a tenth of the records says is corrected, which makes versions of them.
    std::string corrected = facts.substr(0, facts.find('\n') + 1);
    std::size_t number = 0;
    for (std::size_t at = corrected.size(); at < facts.size(); ++number) {
      const std::size_t end = facts.find('\n', at) + 1;
      std::string row = facts.substr(at, end - at);
      at = end;
      const std::size_t active = row.find(",active,");
      if (number % 10 == 0 && active != std::string::npos) {
        corrected += row.replace(active, 8, ",revoked,");
      }
    }
    later();
    import_text(city(), "", corrected);
    for (std::uint64_t i = 1; i <= count; i += 7) {
      later();
      const std::string id = id_of(i);
      if (city().object(id, record_of(i, 1), "no") && i % 3 != 0) {
        static_cast<void>(city().decide(id, record_of(i, 1), i % 3 == 1, "files"));
      }
    }
    for (std::uint64_t i = 5; i <= count; i += 31) {
      value_of(city().withdraw(id_of(i), "letter"));
      if (i % 2 == 0) value_of(city().enrol(id_of(i), "letter"));
    }
  }

  /// Refreshes one copy, asks the other for everyone, and compares what they keep.
  void compare_on(const char* text) {
    refresh_options how;
    how.as_of = day(text);
    how.threads = 2;
    close();
    const std::string copy = folder_.file("one_by_one.store");
    std::filesystem::copy_file(folder_.file(), copy,
                               std::filesystem::copy_options::overwrite_existing);
    first_.emplace(reopen());
    const std::uint64_t computed = value_of(city().refresh(how)).computed;
    close();
    std::uint64_t asked = 0;
    {
      store other = value_of(store::open(copy, options(false, 0)));
      question about;
      about.as_of = how.as_of;
      for (std::uint64_t i = 1; i <= count; ++i) {
        if (const result<store_score> found = other.score(id_of(i), about); found) {
          EXPECT_FALSE(found->from_cache);
          ++asked;
        } else {
          EXPECT_EQ(found.failure().code, "withdrawn");
        }
      }
    }
    EXPECT_EQ(computed, asked);
    EXPECT_GT(computed, count * 9 / 10);
    const char* const scores =
        "SELECT subject_id, subject, first_day, last_day, stale, hex(body) FROM score ORDER BY 1";
    EXPECT_EQ(rows_of(folder_.file(), scores), rows_of(copy, scores));
    rows_of(folder_.file(), "DELETE FROM score");
    first_.emplace(reopen());
  }
};

// STORE 3.1, 3.4
TEST_F(ManyAtOnce, AreKeptAsComputingKeepsThem) {
  for (const char* on : {"2026-02-28", "2029-03-31"}) {
    SCOPED_TRACE(on);
    compare_on(on);
  }
}

// STORE 3.1, 3.4: also where an attribute is of another type, and only some providers may
// certify.
TEST_F(ManyAtOnce, AreKeptSoUnderOtherRulebooks) {
  changed_book book;
  book.version("2026.2");
  book.replace("\"type\": \"integer\",\n          \"min\": 0,\n          \"max\": 8784",
               "\"type\": \"number\",\n          \"min\": 0,\n          \"max\": 8784");
  book.replace(R"("id": "R-PLG-01",)", R"("id": "R-PLG-01", "providers": ["350400-20"],)");
  value_of(city().add_rulebook(book.text()));
  for (const char* on : {"2026-02-28"}) {
    SCOPED_TRACE(on);
    compare_on(on);
  }
}

}  // namespace
