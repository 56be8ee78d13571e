// Rows of CSV that need no care: where their cells end, what their cells say, and that they
// come to the same as the same rows with a quote in each, which libcsv reads.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv/cell_ends.hpp"
#include "population/decode.hpp"
#include "population/plain_row.hpp"
#include "population/plain_values.hpp"
#include "population/small_texts.hpp"
#include "population/text_hash.hpp"
#include "population_fixture.hpp"

namespace {

using namespace rows_fixture;
using namespace io::rows;
using io::row_format;

class dice {
public:
  std::size_t below(std::size_t most) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33U) % most;
  }

private:
  std::uint64_t state_ = 1;
};

constexpr std::uint32_t care = std::uint32_t{1} << 31U;

TEST(PlainRows, CellsEndWhereCommasAndLineFeedsAre) {
  constexpr std::string_view bytes = "a,\n\"\r\x80z,b";
  dice any;
  for (std::size_t size = 0; size < 300; ++size) {
    for (int again = 0; again < 20; ++again) {
      std::string text;
      const std::size_t kinds = again % 2 == 0 ? bytes.size() : 3;
      for (std::size_t i = 0; i < size; ++i) text += bytes[any.below(kinds)];
      if (size > 0 && again == 3) text[any.below(size)] = '\0';
      std::vector<std::uint32_t> ends, rows;
      bool cares = false;
      for (std::uint32_t at = 0; at < text.size(); ++at) {
        const char byte = text[at];
        if (byte == ',' || byte == '\n') ends.push_back(at);
        cares = cares || byte == '"' || byte == '\r' || byte == '\0' || byte == '\x80';
        if (byte != '\n') continue;
        rows.push_back(static_cast<std::uint32_t>(ends.size() - 1) | (cares ? care : 0));
        cares = false;
      }
      std::vector<std::uint32_t> found_ends(size + cell_ends::room), found_rows(size + 1);
      std::vector ways{&find_ends, &find_ends_by_loop};
      if (chengxin::detail::has_wide_vectors()) ways.push_back(&find_ends_widely);
      if (chengxin::detail::has_widest_vectors()) ways.push_back(&find_ends_widest);
      for (const auto find : ways) {
        cell_ends found;
        found.cells = found_ends.data();
        found.rows = found_rows.data();
        find(text, care, found);
        found_ends.resize(found.cell_count);
        found_rows.resize(static_cast<std::size_t>(found.rows - found_rows.data()));
        ASSERT_EQ(found_ends, ends) << text;
        ASSERT_EQ(found_rows, rows) << text;
        found_ends.resize(size + cell_ends::room);
        found_rows.resize(size + 1);
      }
    }
  }
}

// As parse_date() and parse_integer() say it.
std::optional<date> day_of(std::string_view text) {
  const date day = plain_day(short_text::of(text));
  return day == no_day ? std::nullopt : std::optional(day);
}
std::optional<std::int64_t> integer_of(std::string_view text) {
  const std::int32_t number = plain_integer(short_text::of(text));
  return number == no_number ? std::nullopt : std::optional<std::int64_t>(number);
}

TEST(PlainRows, DaysAreThoseOfParseDate) {
  for (date day = date::of(1899, 12, 1); day < date::of(2200, 2, 1); day = day + 1) {
    const std::string text = to_string(day);
    ASSERT_EQ(day_of(text), parse_date(text)) << text;
  }
  for (const char* text : {"2026-02-30", "2026-00-10", "2026-13-01", "2026-01-00", "2026-01-32",
                           "2100-02-29", "1900-02-29", "2024-02-29", "9999-99-99", "0000-00-00"}) {
    EXPECT_EQ(day_of(text), parse_date(text)) << text;
  }
  for (std::size_t at = 0; at < 10; ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text = "2026-11-23";
      text[at] = static_cast<char>(byte);
      ASSERT_EQ(day_of(text), parse_date(text)) << at << ' ' << byte;
    }
  }
  EXPECT_FALSE(day_of("2026-11-2"));
  EXPECT_FALSE(day_of("2026-11-230"));
  EXPECT_FALSE(day_of(""));
}

TEST(PlainRows, WholeNumbersAreThoseOfParseInteger) {
  dice any;
  constexpr std::string_view bytes = "0123456789-+ .e";
  for (int again = 0; again < 20000; ++again) {
    std::string text;
    for (std::size_t i = any.below(13); i > 0; --i) text += bytes[any.below(again % 3 ? 10 : 15)];
    const auto read = integer_of(text);
    if (read) {
      ASSERT_EQ(read, parse_integer(text)) << text;
    }
  }
  for (std::int64_t power = 1; power <= 10'000'000; power *= 10) {
    for (const std::int64_t usual : {power - 1, power, power + 1, 9 * power, 10 * power - 1}) {
      EXPECT_EQ(integer_of(std::to_string(usual)), usual);
      EXPECT_FALSE(integer_of("0" + std::to_string(usual)));
    }
  }
  EXPECT_FALSE(integer_of(""));
  EXPECT_FALSE(integer_of("123456789"));
  for (std::size_t size = 1; size <= 9; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(size, '7');
        text[at] = static_cast<char>(byte);
        const bool is_usual = size < 9 && byte >= (at == 0 && size > 1 ? '1' : '0') && byte <= '9';
        ASSERT_EQ(integer_of(text).has_value(), is_usual) << text;
        if (is_usual) {
          ASSERT_EQ(integer_of(text), parse_integer(text)) << text;
        }
      }
    }
  }
}

TEST(PlainRows, ShortTextsAreTheSameWhereTheTextsAre) {
  std::vector<std::string> texts{""};
  dice any;
  for (int again = 0; again < 400; ++again) {
    std::string text;
    for (std::size_t i = any.below(17); i > 0; --i) text += "ab"[any.below(2)];
    texts.push_back(text);
  }
  for (const std::string& a : texts) {
    for (const std::string& b : texts) {
      ASSERT_EQ(short_text::of(a) == short_text::of(b), a == b) << a << ' ' << b;
      ASSERT_EQ(text_hash(a) == text_hash(b), a == b) << a << ' ' << b;
      ASSERT_EQ(io::rows::same_text(a, b), a == b) << a << ' ' << b;
    }
  }
  // The same wherever it stands, with 16 bytes before its end; a longer text is none of them.
  for (const std::string& text : texts) {
    const std::string padded = "0123456789abcdef" + text;
    const char* const end = padded.data() + padded.size();
    ASSERT_EQ(short_text::before(end, text.size()), short_text::of(text)) << text;
    ASSERT_EQ(short_text::before(end, 16) == short_text::of(text), text.size() == 16) << text;
  }
  small_texts remembered;
  EXPECT_EQ(remembered.find(""), small_texts::none);
  for (std::uint32_t n = 0; n < texts.size(); ++n) {
    remembered.remember(texts[n], n);
    EXPECT_EQ(remembered.find(texts[n]), n);
    for (const std::string& other : texts) {
      const std::uint32_t found = remembered.find(other);
      if (found != small_texts::none) {
        EXPECT_EQ(texts[found], other);
      }
    }
  }
  const cell_column no_cells = [] {
    cell_column made;
    made.count = 1;
    return made;
  }();
  EXPECT_EQ(small_texts().find(no_cells, 0, 0), small_texts::none);
  const std::string longer(17, 'a');
  remembered.remember(longer, 1);
  EXPECT_EQ(remembered.find(longer), small_texts::none);
}

// As a cell of a row has it, with 16 bytes before its end.
template <class Enum, std::size_t N>
std::optional<Enum> find_cell(const plain_words<Enum, N>& words, std::string_view text) {
  const std::string row = "0123456789abcdef," + std::string(text);
  const Enum found = words.find(short_text::before(row.data() + row.size(), text.size()));
  return found == plain_words<Enum, N>::none ? std::nullopt : std::optional(found);
}

template <class Enum, std::size_t N>
void expect_words(const std::array<std::string_view, N>& names) {
  const plain_words<Enum, N> words(names);
  for (std::size_t i = 0; i < N; ++i) {
    const std::string name(names[i]);
    EXPECT_EQ(find_cell(words, name), static_cast<Enum>(i)) << name;
    EXPECT_FALSE(find_cell(words, name + ' ')) << name;
    EXPECT_FALSE(find_cell(words, ' ' + name)) << name;
    EXPECT_FALSE(find_cell(words, name.substr(1))) << name;
    // Longer than a short text, with the same end.
    EXPECT_FALSE(find_cell(words, std::string(17, 'a') + name)) << name;
    EXPECT_FALSE(find_cell(words, std::string(17 - name.size(), '\0') + name)) << name;
  }
  EXPECT_FALSE(find_cell(words, ""));
}

TEST(PlainRows, PlainWordsAreThoseOfTheList) {
  expect_words<origin>(origin_names);
  expect_words<record_status>(record_status_names);
  expect_words<residency>(residency_names);
  expect_words<capacity>(capacity_names);
}

// The cells of a column, each after some of another's.
class made_column {
public:
  void add(std::string_view text) {
    texts_.emplace_back(text);
    row_ = row_ + "1platform2026-11-23," + texts_.back();
    ends_.push_back(static_cast<std::uint32_t>(row_.size() - texts_.back().size() - 1));
    ends_.push_back(static_cast<std::uint32_t>(row_.size()));
    row_ += ',';
  }
  [[nodiscard]] const std::string& text(std::size_t row) const { return texts_[row]; }
  [[nodiscard]] cell_column column() const {
    cell_column made;
    plain_run({row_.data(), ends_.data() + 1}, 2, texts_.size()).column(0, made);
    return made;
  }

private:
  std::string row_;
  std::vector<std::string> texts_;
  std::vector<std::uint32_t> ends_;
};

// Many cells at a time come to the same as one after another, whatever stands before them.
TEST(PlainRows, ColumnsAreReadAsTheirCells) {
  const std::vector<std::string> usual = {"2026-11-23",
                                          "1900-01-01",
                                          "2199-12-31",
                                          "2024-02-29",
                                          "2023-02-29",
                                          "1899-12-31",
                                          "2200-01-01",
                                          "2026-13-01",
                                          "2026-00-01",
                                          "0",
                                          "00",
                                          "7",
                                          "10",
                                          "12345678",
                                          "123456789",
                                          "-1",
                                          "platform",
                                          "self_declared",
                                          "usage",
                                          "disputed",
                                          "active",
                                          "",
                                          "xplatform",
                                          "0123456789abcdef",
                                          "platform0123456789abcdef",
                                          "2026-11-23T00:00:00Z",
                                          std::string(64, 'x')};
  constexpr std::string_view bytes = "0123456789-plat";
  const plain_words<origin, origin_names.size()> origins(origin_names);
  const plain_words<record_status, record_status_names.size()> statuses(record_status_names);
  dice any;
  for (int again = 0; again < 3000; ++again) {
    made_column made;
    const std::size_t count = 1 + any.below(cell_column::most);
    for (std::size_t r = 0; r < count; ++r) {
      std::string text = usual[any.below(usual.size())];
      if (!text.empty() && any.below(3) == 0) {
        text[any.below(text.size())] = static_cast<char>(
            any.below(2) == 0 ? any.below(256)
                              : static_cast<unsigned char>(bytes[any.below(bytes.size())]));
      }
      made.add(text);
    }
    const cell_column cells = made.column();
    ASSERT_EQ(cells.count, count);
    for (std::size_t width = 2; width <= most_at_a_time(); width *= 2) {
      std::array<date, cell_column::most> days;
      std::array<std::int32_t, cell_column::most> integers{};
      std::array<std::uint32_t, cell_column::most> keys{};
      std::array<origin, cell_column::most> of_origins{};
      std::array<record_status, cell_column::most> of_statuses{};
      read_plain_days(cells, days.data(), width);
      read_plain_integers(cells, integers.data(), width);
      read_end_keys(cells, keys.data(), width);
      origins.find(cells, of_origins.data(), width);
      statuses.find(cells, of_statuses.data(), width);
      for (std::size_t r = 0; r < count; ++r) {
        const std::string& text = made.text(r);
        const std::string padded = "0123456789abcdef" + text;
        const auto cell = short_text::before(padded.data() + padded.size(), text.size());
        ASSERT_EQ(cells[r], cell) << text;
        ASSERT_EQ(days[r], plain_day(cell)) << text;
        ASSERT_EQ(integers[r], plain_integer(cell)) << text;
        ASSERT_EQ(keys[r], end_key(cell.head, cell.tail)) << text;
        ASSERT_EQ(of_origins[r], origins.find(cell)) << text;
        ASSERT_EQ(of_statuses[r], statuses.find(cell)) << text;
        const std::string& other = usual[any.below(usual.size())];
        for (const std::string* it : {&text, &other}) {
          if (it->size() > short_text::longest) continue;
          ASSERT_EQ(cells.is(r, short_text::of(*it)), text == *it) << text << ' ' << *it;
        }
      }
    }
  }
}

// Many subjects come at a time; of these one is there twice and others are bad.
TEST(PlainRows, BadSubjectsAmongMany) {
  std::string subjects = "subject_id,residency,capacity,birth_date\n";
  for (int n = 0; n < 200; ++n) {
    const std::string id = n == 70    ? "s3"
                           : n == 140 ? std::string(65, 'x')
                                      : "s" + std::to_string(n);
    subjects += id + (n == 10 ? ",everywhere" : ",registered") + ",full," +
                (n == 100 ? "1980-02-30" : "1980-02-03") + '\n';
  }
  rulebook book = small_book();
  book.subject_attributes.clear();
  const engine with = engine_for(book);
  const auto read = rows_fixture::read(
      subjects, "record_id,subject_id,category,provider,occurred_on,origin,status\n",
      row_format::csv, {}, with);
  ASSERT_TRUE(read) << read.failure().message;
  ASSERT_EQ(read->size(), 196U);
  EXPECT_EQ(read->subject(195).subject_id, "s199");
  std::string bad;
  for (const io::bad_row& it : read->bad_rows()) {
    bad += std::to_string(it.line) + ' ' + std::string(it.code) + '\n';
  }
  EXPECT_EQ(bad, "12 invalid_enum\n72 repeated_subject\n102 invalid_date\n142 id_length\n");
}

// The first cell of every row in quotes, where no other is.
std::string with_quotes(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string line = text.substr(at, end - at);
    const std::size_t comma = line.find(',');
    const bool may = comma != std::string::npos && line.find('"') == std::string::npos;
    out += may ? '"' + line.substr(0, comma) + '"' + line.substr(comma) : line;
    at = end;
  }
  return out;
}

std::string with_returns(const std::string& text) {
  std::string out;
  for (const char byte : text) out += byte == '\n' ? std::string("\r\n") : std::string(1, byte);
  return out;
}

// All that was read, but for the texts of bad rows.
std::string told(const io::population& of) {
  std::string out;
  for (std::size_t s = 0; s < of.size(); ++s) {
    out += of.subject(s).subject_id;
    for (const prepared_record& it : of.records(s)) {
      for (const std::string_view text : {it.record_id, it.category_id, it.provider, it.matter}) {
        (out += ' ') += text;
      }
      for (const date day :
           {it.occurred_on, it.expires_on, it.repaired_on, it.steps[0], it.steps[1], it.steps[2]}) {
        out += ' ' + std::to_string(day.days);
      }
      (out += ' ') += name_of(it.standing);
      out += std::to_string(static_cast<int>(it.origin) * 10 + static_cast<int>(it.status));
      for (std::size_t a = 0; a < small_engine().attribute_count(it.category); ++a) {
        const value& given = it.attributes[a];
        out += given.is_absent() ? " -" : given.is_unreadable() ? " ?" : " =";
        if (!given.is_present()) continue;
        if (given.type() == value_type::integer) out += std::to_string(given.integer());
        if (given.type() == value_type::string) out += given.string();
        if (given.type() == value_type::date) out += to_string(given.day());
      }
      out += ';';
    }
  }
  for (const io::bad_row& it : of.bad_rows()) {
    out += '\n' + std::to_string(it.line) + ' ' + it.code + ' ' + it.reason;
  }
  return out;
}

TEST(PlainRows, TheSameAsRowsWithQuotes) {
  const std::string subjects =
      "subject_id,residency,capacity\ns1,none,full\ns2,none,full\ns3,none,full\n";
  std::string records =
      "record_id,subject_id,category,provider,occurred_on,expires_on,origin,status,repaired_on,"
      "corrected_on,service_on,conduct_on,matter,attributes.hours,attributes.place,"
      "attributes.since,attributes.amount,attributes.nothing\n";
  const std::vector<std::vector<std::string>> choices = {
      {"r1", "r2", "r3", "r4", "", std::string(64, 'x'), std::string(65, 'x')},
      {"s1", "s2", "s3", "s4", ""},
      {"volunteer", "late", "penalty", "other", ""},
      {"p", "court", "\xE6\xB3\x95\xE9\x99\xA2", "", "\xFF"},
      {"2026-01-05", "2025-12-31", "2026-02-30", ""},
      {"", "2026-06-30", "2024-01-01"},
      {"platform", "usage", "self_declared", "elsewhere"},
      {"active", "disputed", "repaired", "revoked", "Active"},
      {"", "2026-03-01", "2020-01-01", "x"},
      {"", "2026-03-02"},
      {"", "2026-03-03"},
      {"", "2026-03-04", "0"},
      {"", "m1"},
      {"", "3", "-3", "03", "99999999999"},
      {"", "there"},
      {"", "2026-01-01", "soon"},
      {"", "1.5"},
      {"", "1"}};
  dice any;
  for (int row = 0; row < 6000; ++row) {
    std::string line;
    for (const std::vector<std::string>& of : choices) {
      // Mostly the first, so that most rows are good.
      line += of[any.below(12) == 0 ? any.below(of.size()) : any.below(4) % 2 * (of.size() > 6)];
      line += ',';
    }
    line.back() = '\n';
    records += line;
  }
  const auto read = [&](const std::string& text) {
    auto got = rows_fixture::read(subjects, text, row_format::csv);
    EXPECT_TRUE(got);
    return told(*got);
  };
  const std::string plain = read(records);
  EXPECT_EQ(plain, read(with_quotes(records)));
  EXPECT_EQ(plain, read(with_returns(records)));
}

// Ids that all had one hash while its keys stood in the source, by which a file of 60,000 of
// them took a quarter of a minute.
TEST(PlainRows, NobodyCanWriteTextsOfOneHash) {
  std::vector<std::uint64_t> hashes;
  for (int i = 0; i < 20000; ++i) {
    const std::string middle = std::to_string(10000000 + i);
    hashes.push_back(text_hash("b9te4nw7dbdr7opl" + middle + "j:tc(*E4"));
  }
  std::sort(hashes.begin(), hashes.end());
  EXPECT_EQ(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

}  // namespace
