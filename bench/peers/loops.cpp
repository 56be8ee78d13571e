// The C++ side of the peers' comparison: the bare reading of the columns, a loop written
// by hand for workload W, and the library. Reads requests from standard input, one a
// line, so that the driver can interleave it with the others, and answers each in a line.
//
//   peers_loops COLUMNS RULEBOOK
// Each answers with seconds, residents, checksum, seconds of processors and bytes:
//   read THREADS         -> the sum of all words is the checksum
//   plain THREADS        -> the loop by hand; keeps the totals, as those below
//   batch THREADS        -> everybody by cx_score_columns(), with stable_through
//   batch_figures THREADS -> without it
//   memory THREADS       -> the same as batch, and last the bytes that it took at most beyond
//                           the columns and the result
//   one SAMPLE           -> about SAMPLE residents, case and figures
//   one_stable SAMPLE    -> the same, with stable_through
//   write NAME PATH      -> the totals of NAME's last run, int64; -1 where not computed
#include <chengxin.h>
#include <chengxin/io/arrow_c_data.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <deque>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace {

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "peers_loops: %s\n", why.c_str());
  std::exit(1);
}

// ---- The columns -------------------------------------------------------------------

enum status : std::int8_t { active, disputed, repaired, revoked };

constexpr std::int32_t no_day = INT32_MIN;  // in the files; repaired_on of what is not repaired

struct columns {
  std::vector<std::int32_t> birth_date;  // one a resident
  std::vector<std::int32_t> resident;    // one a record from here on; sorted
  std::vector<std::int16_t> category;
  std::vector<std::int8_t> level;
  std::vector<std::int16_t> units;
  std::vector<std::int32_t> occurred_on;
  std::vector<std::int8_t> status;
  std::vector<std::int32_t> repaired_on;

  std::size_t residents() const { return birth_date.size(); }
  // Where the records of a resident begin.
  std::size_t first_of(std::size_t s) const {
    return static_cast<std::size_t>(
        std::lower_bound(resident.begin(), resident.end(), static_cast<std::int32_t>(s)) -
        resident.begin());
  }
};

template <class T>
void load(const std::string& path, std::vector<T>& into) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) fail("cannot read " + path);
  into.resize(static_cast<std::size_t>(file.tellg()) / sizeof(T));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(into.data()),
            static_cast<std::streamsize>(into.size() * sizeof(T)));
  if (!file) fail("cannot read " + path);
}

columns load_columns(const std::string& folder) {
  columns all;
  load(folder + "/birth_date.i32", all.birth_date);
  load(folder + "/resident.i32", all.resident);
  load(folder + "/category.i16", all.category);
  load(folder + "/level.i8", all.level);
  load(folder + "/units.i16", all.units);
  load(folder + "/occurred_on.i32", all.occurred_on);
  load(folder + "/status.i8", all.status);
  load(folder + "/repaired_on.i32", all.repaired_on);
  return all;
}

// Equal runs of residents, a thread each; the caller's own is one of them.
template <class Work>
void in_threads(std::size_t residents, std::size_t threads, const Work& work) {
  std::vector<std::thread> others;
  for (std::size_t t = 1; t < threads; ++t) {
    others.emplace_back(
        [&, t] { work(t, residents * t / threads, residents * (t + 1) / threads); });
  }
  work(std::size_t{0}, std::size_t{0}, residents / threads);
  for (std::thread& it : others) it.join();
}

// ---- The floor: every byte is read once ----------------------------------------------

template <class T>
std::uint64_t sum_of_words(const std::vector<T>& column, std::size_t from, std::size_t to) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(column.data() + from);
  const std::size_t words = (to - from) * sizeof(T) / 8;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < words; ++i) {
    std::uint64_t word;
    std::memcpy(&word, bytes + 8 * i, 8);
    sum += word;
  }
  return sum;
}

std::uint64_t read_columns(const columns& all, std::size_t threads) {
  std::vector<std::uint64_t> sums(threads);
  in_threads(all.residents(), threads, [&](std::size_t t, std::size_t from, std::size_t to) {
    const std::size_t first = all.first_of(from);
    const std::size_t last = all.first_of(to);
    sums[t] = sum_of_words(all.birth_date, from, to) + sum_of_words(all.resident, first, last) +
              sum_of_words(all.category, first, last) + sum_of_words(all.level, first, last) +
              sum_of_words(all.units, first, last) + sum_of_words(all.occurred_on, first, last) +
              sum_of_words(all.status, first, last) + sum_of_words(all.repaired_on, first, last);
  });
  std::uint64_t sum = 0;
  for (const std::uint64_t it : sums) sum += it;
  return sum;
}

// ---- The loop written by hand for this one rulebook ------------------------------------
// Its table is copied from workload_w.json by hand, so that it shares nothing with the
// loader. Points are in hundredths. It knows neither stable_through nor eligibility.

namespace w {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int32_t day_of_w = 20512;  // 2026-02-28

enum dimension : std::uint8_t { basic, positive, negative, service, usage };
constexpr std::array<std::int32_t, 5> lowest{0, 0, -54000, -6000, -6000};
constexpr std::array<std::int32_t, 5> highest{10000, 24000, 0, 12000, 12000};
constexpr std::int32_t base = 60000;
constexpr std::int32_t highest_total = 100000;
constexpr std::int32_t no_limit = 1'000'000'000;

enum class kind : std::uint8_t { fixed, table, per };

struct rule {
  dimension of;
  std::array<std::int16_t, 2> categories;  // -1: one only
  std::int8_t min_level;                   // "record.level >= min_level"
  std::int32_t months;                     // 0: for ever
  std::int32_t total;
  kind how;
  std::int32_t points;  // of each unit, or fixed
  std::int32_t unit;
  std::int32_t most;
  std::array<std::int32_t, 6> at_level;
};

constexpr rule fixed(dimension of, std::int16_t a, std::int16_t b, std::int32_t points,
                     std::int32_t months, std::int32_t total, std::int8_t min_level = 0) {
  return {of, {a, b}, min_level, months, total, kind::fixed, points, 1, 0, {}};
}
constexpr rule per(dimension of, std::int16_t a, std::int16_t b, std::int32_t unit,
                   std::int32_t points, std::int32_t most, std::int32_t months, std::int32_t total,
                   std::int8_t min_level = 0) {
  return {of, {a, b}, min_level, months, total, kind::per, points, unit, most, {}};
}
constexpr rule table(dimension of, std::int16_t a, std::int16_t b, std::int32_t below,
                     std::int32_t two, std::int32_t three, std::int32_t four, std::int32_t months,
                     std::int32_t total) {
  return {of,          {a, b}, 0, months, total,
          kind::table, 0,      1, 0,      {below, below, two, three, four, four}};
}

constexpr std::array<rule, 40> rules{{
    fixed(basic, 0, 1, 1000, 12, no_limit),
    fixed(positive, 2, -1, 800, 24, 8000),
    fixed(service, 3, -1, 200, 12, 8000),
    per(positive, 4, -1, 1, 100, 5000, 60, 8000, 2),
    table(basic, 5, 6, 200, 1000, 2000, 6000, 36, 3000),
    per(positive, 7, -1, 1, 50, 3000, 60, 12000, 3),
    fixed(service, 8, -1, 200, 60, 4000),
    fixed(positive, 9, -1, 800, 0, 6000),
    fixed(basic, 10, 11, 4000, 24, 4000),
    fixed(positive, 12, -1, 200, 12, 10000, 2),
    per(positive, 12, 13, 5, 200, 3000, 36, 4000),
    per(usage, 2, -1, 1, 100, 5000, 24, 12000),
    fixed(basic, 15, 16, 4000, 36, 6000),
    fixed(usage, 19, -1, 2500, 36, 10000),
    table(service, 18, -1, 200, 1250, 2000, 3000, 60, 12000),
    fixed(positive, 19, -1, 4000, 36, 3000),
    fixed(basic, 20, 21, 1000, 36, 8000),
    per(positive, 22, -1, 1, 100, 2000, 0, 8000),
    fixed(service, 23, -1, 500, 60, 3000),
    per(positive, 24, -1, 1, 200, 3000, 0, 10000),
    fixed(basic, 25, 26, 2500, 24, no_limit),
    per(positive, 27, -1, 1, 200, 2000, 12, 8000),
    fixed(service, 28, -1, 4000, 0, 12000),
    fixed(positive, 29, -1, 4000, 0, 10000),
    table(negative, 30, 31, -200, -1250, -2000, -4000, 12, 6000),
    table(negative, 32, -1, -200, -1250, -2000, -6000, 60, 12000),
    fixed(negative, 33, -1, -1000, 24, 12000),
    fixed(negative, 34, -1, -2000, 12, 6000, 2),
    fixed(negative, 34, 35, -2000, 36, 10000),
    fixed(negative, 36, -1, -1250, 24, 3000),
    fixed(negative, 37, -1, -200, 60, 12000),
    fixed(negative, 38, -1, -1000, 36, 6000),
    per(negative, 39, 40, 10, -200, 3000, 36, 10000),
    table(negative, 41, -1, -200, -1250, -2000, -4000, 24, 3000),
    table(negative, 42, -1, -200, -1250, -2000, -4000, 12, 6000),
    table(negative, 43, -1, -200, -1250, -2000, -3000, 36, no_limit),
    fixed(negative, 44, -1, -200, 36, 12000),
    table(negative, 45, -1, -200, -1250, -2000, -3000, 60, 8000),
    fixed(negative, 46, -1, -800, 12, 10000),
    per(service, 32, -1, 1, -100, 2000, 24, 10000),
}};

// The day that is so many months on, or the month's last where there is none.
std::int32_t add_months(std::int32_t day, std::int32_t count) {
  const year_month_day from{sys_days{std::chrono::days{day}}};
  const year_month_day to = from + std::chrono::months{count};
  const sys_days found =
      to.ok() ? sys_days{to} : sys_days{to.year() / to.month() / std::chrono::last};
  return static_cast<std::int32_t>(found.time_since_epoch().count());
}

class scorer {
public:
  scorer() {
    for (std::size_t r = 0; r < rules.size(); ++r) {
      for (const std::int16_t category : rules[r].categories) {
        if (category >= 0) by_category_[static_cast<std::size_t>(category)].add(r);
      }
      valid_from_[r] = rules[r].months == 0 ? INT32_MIN : day_of_w - 31 * (rules[r].months + 1);
      if (rules[r].months == 0) continue;
      while (add_months(valid_from_[r], rules[r].months) < day_of_w) ++valid_from_[r];
    }
  }

  // The totals of the residents from `from` to before `to`.
  void run(const columns& all, std::size_t from, std::size_t to, std::int64_t* totals) const {
    std::size_t i = all.first_of(from);
    for (std::size_t s = from; s < to; ++s) {
      std::array<std::int32_t, rules.size()> sums{};
      for (; i < all.resident.size() && all.resident[i] == static_cast<std::int32_t>(s); ++i) {
        add(all, i, sums);
      }
      totals[s] = total_of(sums);
    }
  }

private:
  struct claimants {
    std::array<std::uint8_t, 4> rules{};
    std::size_t count = 0;
    void add(std::size_t r) { rules[count++] = static_cast<std::uint8_t>(r); }
  };

  void add(const columns& all, std::size_t i, std::array<std::int32_t, rules.size()>& sums) const {
    if (all.status[i] == disputed || all.status[i] == revoked) return;
    const std::int32_t day = all.occurred_on[i];
    if (day > day_of_w) return;
    const bool eased = all.status[i] == repaired && all.repaired_on[i] <= day_of_w;
    const std::int8_t level = all.level[i];
    unsigned claimed = 0;  // the dimensions in which a rule has claimed it
    const claimants& those = by_category_[static_cast<std::size_t>(all.category[i])];
    for (std::size_t n = 0; n < those.count; ++n) {
      const std::size_t r = those.rules[n];
      const rule& it = rules[r];
      if (level < it.min_level || ((claimed >> it.of) & 1U) != 0) continue;
      claimed |= 1U << it.of;
      if (day < valid_from_[r]) continue;  // expired, and no later rule takes it up
      const std::int32_t points = points_of(it, level, all.units[i]);
      if (eased && points < 0) continue;  // given back whole
      sums[r] += points;
    }
  }

  static std::int32_t points_of(const rule& it, std::int8_t level, std::int32_t units) {
    switch (it.how) {
      case kind::fixed: return it.points;
      case kind::table: return it.at_level[static_cast<std::size_t>(level)];
      case kind::per: break;
    }
    return std::clamp(units / it.unit * it.points, -it.most, it.most);
  }

  static std::int64_t total_of(const std::array<std::int32_t, rules.size()>& sums) {
    std::array<std::int32_t, 5> values{};
    for (std::size_t r = 0; r < rules.size(); ++r) {
      values[rules[r].of] += std::clamp(sums[r], -rules[r].total, rules[r].total);
    }
    std::int32_t total = base;
    for (std::size_t d = 0; d < values.size(); ++d) {
      total += std::clamp(values[d], lowest[d], highest[d]);
    }
    return std::clamp(total, 0, highest_total);
  }

  std::array<claimants, 48> by_category_{};
  std::array<std::int32_t, rules.size()> valid_from_{};
};

}  // namespace w

// ---- The library -------------------------------------------------------------------------

cx_string lend(const std::string& text) {
  return {text.data(), text.size()};
}

// One resident at a time through the C interface: a case from the columns, then assessed.
class one_subject_engine {
public:
  explicit one_subject_engine(const std::string& rulebook) {
    std::ifstream file(rulebook, std::ios::binary);
    const std::string json{std::istreambuf_iterator<char>(file), {}};
    cx_rulebook* book = nullptr;
    if (cx_rulebook_load(json.data(), json.size(), &book, nullptr) != CX_OK ||
        cx_engine_new(book, &engine_, nullptr) != CX_OK ||
        cx_case_new(engine_, &case_, nullptr) != CX_OK ||
        cx_assessment_new(&result_, nullptr) != CX_OK) {
      fail("the rulebook " + rulebook + " is refused");
    }
    cx_rulebook_free(book);
    for (int i = 0; i < 48; ++i) {
      categories_.push_back((i < 10 ? "c0" : "c") + std::to_string(i));
    }
    for (int i = 0; i < 256; ++i) record_ids_.push_back("r" + std::to_string(i));
    attributes_.resize(2 * record_ids_.size());
    for (std::size_t i = 0; i < attributes_.size(); ++i) {
      attributes_[i] = {};
      attributes_[i].name = lend(i % 2 == 0 ? level_ : units_);
      attributes_[i].type = CX_VALUE_INTEGER;
    }
    cx_record record = CX_RECORD_INIT;
    record.provider = lend(provider_);
    record.attribute_count = 2;
    records_.assign(record_ids_.size(), record);
    for (std::size_t i = 0; i < records_.size(); ++i) {
      records_[i].record_id = lend(record_ids_[i]);
      records_[i].attributes = &attributes_[2 * i];
    }
  }
  one_subject_engine(const one_subject_engine&) = delete;
  one_subject_engine& operator=(const one_subject_engine&) = delete;
  ~one_subject_engine() {
    cx_assessment_free(result_);
    cx_case_free(case_);
    cx_engine_free(engine_);
  }

  const cx_engine* engine() const { return engine_; }

  std::int64_t total(const columns& all, std::size_t s, std::size_t& i, std::uint32_t flags) {
    cx_subject subject = CX_SUBJECT_INIT;
    subject.subject_id = lend(subject_id_);
    subject.residency = CX_RESIDENCY_REGISTERED;
    subject.capacity = CX_CAPACITY_FULL;
    subject.birth_date = all.birth_date[s];
    subject.enrolled_on = 18262;  // 2020-01-01
    std::size_t count = 0;
    for (; i < all.resident.size() && all.resident[i] == static_cast<std::int32_t>(s); ++i) {
      if (count == records_.size()) fail("a resident has over 256 records");
      cx_record& record = records_[count];
      record.category = lend(categories_[static_cast<std::size_t>(all.category[i])]);
      record.status = all.status[i];
      record.occurred_on = all.occurred_on[i];
      record.repaired_on = all.repaired_on[i] == no_day ? CX_NO_DAY : all.repaired_on[i];
      attributes_[2 * count].integer = all.level[i];
      attributes_[2 * count + 1].integer = all.units[i];
      ++count;
    }
    cx_figures figures = CX_FIGURES_INIT;
    if (cx_case_set_subject(case_, &subject, nullptr) != CX_OK ||
        cx_case_add_records(case_, records_.data(), count, nullptr) != CX_OK ||
        cx_assess(case_, w::day_of_w, flags, result_, nullptr) != CX_OK ||
        cx_assessment_figures(result_, &figures, nullptr) != CX_OK || figures.eligible != 1) {
      fail("resident " + std::to_string(s) + " cannot be assessed");
    }
    return figures.total;
  }

private:
  const std::string level_ = "level", units_ = "units", provider_ = "civil-affairs",
                    subject_id_ = "s";
  std::vector<std::string> categories_, record_ids_;
  std::vector<cx_attribute> attributes_;
  std::vector<cx_record> records_;
  cx_engine* engine_ = nullptr;
  cx_case* case_ = nullptr;
  cx_assessment* result_ = nullptr;
};

// Everybody at once: the columns lent as tables, with those that the files do not have.
class batch {
public:
  batch(const columns& all, const cx_engine* engine) : all_(all), engine_(engine) {
    const std::size_t residents = all.residents();
    for (std::size_t s = 0; s < residents; ++s) ids_.push_back(static_cast<std::int32_t>(s));
    choices_.assign(residents, 0);  // registered; full
    enrolled_.assign(residents, 18262);
    repaired_.assign((all.resident.size() + 7) / 8, 0);
    for (std::size_t i = 0; i < all.resident.size(); ++i) {
      if (all.repaired_on[i] == no_day) continue;
      repaired_[i / 8] = static_cast<std::uint8_t>(repaired_[i / 8] | (1U << (i % 8)));
    }
  }

  /// Gives the bytes of the result.
  std::size_t run(std::size_t threads, bool stable_through, std::vector<std::int64_t>& totals) {
    table people(all_.residents());
    people.add("subject_id", "i", ids_.data());
    people.add("birth_date", "tdD", all_.birth_date.data());
    people.add("enrolled_on", "tdD", enrolled_.data());
    people.add("residency", "c", choices_.data());
    people.add("capacity", "c", choices_.data());
    table facts(all_.resident.size());
    facts.add("subject_id", "i", all_.resident.data());
    facts.add("category", "s", all_.category.data());
    facts.add("occurred_on", "tdD", all_.occurred_on.data());
    facts.add("status", "c", all_.status.data());
    facts.add("repaired_on", "tdD", all_.repaired_on.data(), repaired_.data());
    facts.add("attributes.level", "c", all_.level.data());
    facts.add("attributes.units", "s", all_.units.data());
    ArrowArrayStream subjects = people.stream();
    ArrowArrayStream records = facts.stream();
    ArrowArrayStream out;
    cx_score_options how = CX_SCORE_OPTIONS_INIT;
    how.day = w::day_of_w;
    how.threads = static_cast<std::int32_t>(threads);
    how.with_stable_through = stable_through ? 1 : 0;
    cx_error said = CX_ERROR_INIT;
    if (cx_score_columns(engine_, &subjects, &records, &how, &out, &said) != CX_OK) {
      fail(std::string("the batch failed: ") + said.message);
    }
    return take_totals(out, totals);
  }

private:
  // A table of one chunk over columns that are lent.
  class table {
  public:
    explicit table(std::size_t rows) : rows_(static_cast<std::int64_t>(rows)) {}
    void add(const char* name, const char* format, const void* values,
             const void* validity = nullptr) {
      ArrowSchema& field = fields_.emplace_back();
      field.name = name;
      field.format = format;
      buffers_.push_back({validity, values});
      ArrowArray& column = columns_.emplace_back();
      column.length = rows_;
      column.null_count = validity == nullptr ? 0 : -1;
      column.n_buffers = 2;
      column.buffers = buffers_.back().data();
      field_pointers_.push_back(&field);
      column_pointers_.push_back(&column);
    }
    ArrowArrayStream stream() {
      ArrowArrayStream made{};
      made.get_schema = [](ArrowArrayStream* from, ArrowSchema* into) {
        auto& it = *static_cast<table*>(from->private_data);
        *into = ArrowSchema{};
        into->format = "+s";
        into->n_children = static_cast<std::int64_t>(it.field_pointers_.size());
        into->children = it.field_pointers_.data();
        into->release = [](ArrowSchema* schema) { schema->release = nullptr; };
        return 0;
      };
      made.get_next = [](ArrowArrayStream* from, ArrowArray* into) {
        auto& it = *static_cast<table*>(from->private_data);
        *into = ArrowArray{};
        if (it.given_) return 0;
        it.given_ = true;
        into->length = it.rows_;
        into->n_buffers = 1;
        into->buffers = it.no_buffer_.data();
        into->n_children = static_cast<std::int64_t>(it.column_pointers_.size());
        into->children = it.column_pointers_.data();
        into->release = [](ArrowArray* chunk) { chunk->release = nullptr; };
        return 0;
      };
      made.release = [](ArrowArrayStream* it) { it->release = nullptr; };
      made.private_data = this;
      return made;
    }

  private:
    std::int64_t rows_;
    bool given_ = false;
    std::array<const void*, 1> no_buffer_{};
    std::deque<ArrowSchema> fields_;
    std::deque<ArrowArray> columns_;
    std::deque<std::array<const void*, 2>> buffers_;
    std::vector<ArrowSchema*> field_pointers_;
    std::vector<ArrowArray*> column_pointers_;
  };

  static std::size_t take_totals(ArrowArrayStream& from, std::vector<std::int64_t>& totals) {
    ArrowSchema schema;
    ArrowArray chunk;
    if (from.get_schema(&from, &schema) != 0 || from.get_next(&from, &chunk) != 0) {
      fail("the scores cannot be read");
    }
    std::size_t bytes = 0;
    for (std::int64_t c = 0; c < chunk.n_children; ++c) {
      const char what = schema.children[c]->format[0];
      bytes += what == 'l'   ? 8 * totals.size()
               : what == 'b' ? totals.size() / 8
                             : 4 * totals.size();
      if (std::strcmp(schema.children[c]->name, "total") != 0) continue;
      const auto* const found = static_cast<const std::int32_t*>(chunk.children[c]->buffers[1]);
      std::copy(found, found + totals.size(), totals.begin());
    }
    chunk.release(&chunk);
    schema.release(&schema);
    from.release(&from);
    return bytes;
  }

  const columns& all_;
  const cx_engine* engine_;
  std::vector<std::int32_t> ids_, enrolled_;
  std::vector<std::int8_t> choices_;
  std::vector<std::uint8_t> repaired_;
};

// ---- Memory and time of the process ----------------------------------------------------

// A number of kilobytes that Linux tells of this process, in bytes.
std::size_t told_of_process(const std::string& name) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind(name, 0) == 0) return std::stoul(line.substr(name.size())) * 1024;
  }
  fail("Linux does not tell " + name);
}

double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// ---- Requests --------------------------------------------------------------------------

class requests {
public:
  requests(const std::string& folder, std::string rulebook)
      : all_(load_columns(folder)),
        rulebook_(std::move(rulebook)),
        engine_(rulebook_),
        batch_(all_, engine_.engine()) {}

  void answer(const std::string& line) {
    std::istringstream words(line);
    std::string name, rest;
    words >> name;
    if (name == "write") {
      words >> name >> rest;
      return write(name, rest);
    }
    std::size_t number = 1;
    words >> number;
    if (number == 0) fail("nothing is asked for in: " + line);
    std::vector<std::int64_t>& totals = totals_[name];
    totals.assign(all_.residents(), -1);  // so that nothing is left of an earlier run
    std::size_t done = all_.residents();
    std::size_t bytes = 0;
    const double busy_from = processor_seconds();
    const auto from = std::chrono::steady_clock::now();
    std::uint64_t checksum = 0;
    if (name == "read") {
      checksum = read_columns(all_, number);
    } else if (name == "plain") {
      in_threads(all_.residents(), number,
                 [&](std::size_t /*t*/, std::size_t first, std::size_t last) {
                   scorer_.run(all_, first, last, totals.data());
                 });
    } else if (name == "batch") {
      batch_.run(number, true, totals);
    } else if (name == "memory") {
      std::ofstream("/proc/self/clear_refs") << '5';  // the most so far begins anew
      const std::size_t before = told_of_process("VmRSS:");
      const std::size_t result = batch_.run(number, true, totals);
      const std::size_t taken = told_of_process("VmHWM:") - before;
      bytes = taken > result ? taken - result : 0;
    } else if (name == "batch_figures") {
      batch_.run(number, false, totals);
    } else if (name == "one" || name == "one_stable") {
      done = one_by_one(number, name == "one" ? flags_of_one : flags_of_stable, totals);
    } else {
      fail("not known: " + line);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - from;
    const double busy = processor_seconds() - busy_from;
    if (name != "read") {
      for (const std::int64_t it : totals) checksum += static_cast<std::uint64_t>(it);
    }
    std::cout.precision(9);
    std::cout << took.count() << ' ' << done << ' ' << checksum << ' ' << busy << ' ' << bytes
              << std::endl;
  }

private:
  static constexpr std::uint32_t flags_of_one = CX_ASSESS_FIGURES_ONLY;
  static constexpr std::uint32_t flags_of_stable =
      CX_ASSESS_FIGURES_ONLY | CX_ASSESS_STABLE_THROUGH;

  // Runs of 1,000 residents that lie evenly over the whole, or all of them.
  std::size_t one_by_one(std::size_t sample, std::uint32_t flags,
                         std::vector<std::int64_t>& totals) {
    const std::size_t most = 1000;
    const std::size_t runs = (std::min(sample, all_.residents()) + most - 1) / most;
    const std::size_t apart = all_.residents() / runs;
    std::size_t done = 0;
    for (std::size_t n = 0; n < runs; ++n) {
      const std::size_t first = apart * n;
      const std::size_t next = n + 1 == runs ? all_.residents() : first + apart;
      const std::size_t last = std::min(first + most, next);
      std::size_t i = all_.first_of(first);
      for (std::size_t s = first; s < last; ++s) totals[s] = engine_.total(all_, s, i, flags);
      done += last - first;
    }
    return done;
  }

  void write(const std::string& name, const std::string& path) {
    const std::vector<std::int64_t>& totals = totals_[name];
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(totals.data()),
               static_cast<std::streamsize>(totals.size() * sizeof(std::int64_t)));
    if (!file.flush()) fail("cannot write " + path);
    std::cout << "written" << std::endl;
  }

  columns all_;
  std::string rulebook_;
  one_subject_engine engine_;
  batch batch_;
  w::scorer scorer_;
  std::map<std::string, std::vector<std::int64_t>> totals_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) fail("usage: peers_loops COLUMNS RULEBOOK");
  requests asked(argv[1], argv[2]);
  std::cout << "ready" << std::endl;
  for (std::string line; std::getline(std::cin, line);) asked.answer(line);
  return 0;
}
