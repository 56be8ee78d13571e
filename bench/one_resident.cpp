// One resident of ten typed records, hot: the engine beside a prepared SQLite
// query over the same rules, checked equal, in one interleaved run.
//
//   bench/one_resident                 medians of 7 repetitions, then their ratio
#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "medians.hpp"
#include "workload.hpp"

namespace chengxin::bench {
namespace {

constexpr std::size_t residents = 16;  // enough that no branch is learnt by heart
constexpr std::size_t records_each = 10;

/// Rules as rows: what a (category, level) is worth in each dimension on the day.
class sql_engine {
public:
  sql_engine(const engine& engine, const std::vector<resident>& all) {
    sqlite3_open(":memory:", &database_);
    run("CREATE TABLE record(subject INTEGER, seq INTEGER, category INTEGER, level INTEGER,"
        " units INTEGER, day INTEGER, status INTEGER, PRIMARY KEY(subject, seq)) WITHOUT ROWID, "
        "STRICT;"
        "CREATE TABLE claim(category INTEGER, level INTEGER, dimension INTEGER, rule INTEGER,"
        " points INTEGER, unit INTEGER, most INTEGER, cutoff INTEGER, total INTEGER,"
        " PRIMARY KEY(category, level, dimension)) WITHOUT ROWID, STRICT;");
    add_claims(engine);
    add_records(all);
    std::string query =
        "WITH weighed AS (SELECT c.dimension, c.rule, c.total,"
        "  CASE WHEN c.unit = 0 THEN c.points"
        "       ELSE max(-c.most, min(c.most, r.units / c.unit * c.points)) END AS points"
        "  FROM record r JOIN claim c ON c.category = r.category AND c.level = r.level"
        "  WHERE r.subject = ?1 AND r.status = 0 AND r.day <= ?2 AND r.day >= c.cutoff),"
        " ruled AS (SELECT dimension, max(-total, min(total, sum(points))) AS points"
        "  FROM weighed GROUP BY rule), held AS (SELECT ";
    const rulebook& book = engine.book();
    std::string sum = std::to_string(book.base.cents);
    for (std::size_t d = 0; d + 1 < book.dimensions.size(); ++d) {
      const std::string number = std::to_string(d);
      query += (d == 0 ? "" : ", ") + std::string("max(") +
               std::to_string(book.dimensions[d].min.cents) + ", min(" +
               std::to_string(book.dimensions[d].max.cents) +
               ", coalesce(sum(CASE dimension WHEN " + number + " THEN points END), 0))) AS d" +
               number;
      sum += " + d" + number;
    }
    query += " FROM ruled), summed AS (SELECT *, max(0, min(100000, " + sum +
             ")) AS total FROM held) SELECT d0, d1, d2, d3, d4, total, (total + 50) / 100, CASE";
    for (std::size_t t = 0; t < book.tiers.size(); ++t) {  // in W from the highest down
      query += " WHEN (total + 50) / 100 >= " + std::to_string(book.tiers[t].min) + " THEN " +
               std::to_string(t);
    }
    query += " END FROM summed";
    sqlite3_prepare_v3(database_, query.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &query_, nullptr);
  }
  sql_engine(const sql_engine&) = delete;
  sql_engine& operator=(const sql_engine&) = delete;
  ~sql_engine() {
    sqlite3_finalize(query_);
    sqlite3_close(database_);
  }

  struct answer {
    std::int64_t values[5];
    std::int64_t total;
    std::int64_t score;
    std::int64_t tier;
  };
  void ask(std::size_t subject, answer& into) {
    sqlite3_bind_int64(query_, 1, static_cast<std::int64_t>(subject));
    sqlite3_bind_int64(query_, 2, day_of_w.days);
    sqlite3_step(query_);
    for (int d = 0; d < 5; ++d) into.values[d] = sqlite3_column_int64(query_, d);
    into.total = sqlite3_column_int64(query_, 5);
    into.score = sqlite3_column_int64(query_, 6);
    into.tier = sqlite3_column_int64(query_, 7);
    sqlite3_reset(query_);
  }

private:
  void run(const std::string& sql) {
    char* message = nullptr;
    if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, &message) == SQLITE_OK) return;
    std::fprintf(stderr, "%s\n", message);
    std::exit(1);
  }

  // What a rule is worth at a level comes from the rulebook's own words, not from
  // the engine: in W every condition is "record.level >= K".
  static bool meets(const std::string& when, std::int64_t level) {
    return level >= std::stoll(when.substr(when.rfind(' ') + 1));
  }

  void add_claims(const engine& engine) {
    const rulebook& book = engine.book();
    for (std::size_t c = 0; c < book.categories.size(); ++c) {
      for (std::int64_t level = 0; level < 6; ++level) {
        std::map<std::string, const rule*> first;
        for (const rule& it : book.rules) {
          const bool lists = std::find(it.categories.begin(), it.categories.end(),
                                       book.categories[c].id) != it.categories.end();
          if (lists && (!it.when || meets(*it.when, level))) first.emplace(it.dimension, &it);
        }
        for (const auto& [dimension, it] : first) add_claim(book, c, level, dimension, *it);
      }
    }
  }

  void add_claim(const rulebook& book, std::size_t category, std::int64_t level,
                 const std::string& dimension, const rule& it) {
    std::int64_t points_of_claim = 0, unit = 0, most = 0;
    if (const auto* fixed = std::get_if<points>(&it.points)) {
      points_of_claim = fixed->cents;
    } else if (const auto* per = std::get_if<per_points>(&it.points)) {
      points_of_claim = per->each.cents;
      unit = per->unit;
      most = per->max->cents;
    } else {
      const auto& table = std::get<table_points>(it.points);
      points_of_claim = table.otherwise->cents;
      for (auto row = table.rows.rbegin(); row != table.rows.rend(); ++row) {
        if (meets(row->when, level)) points_of_claim = row->value.cents;
      }
    }
    std::int32_t cutoff = -1'000'000;
    if (it.valid_months) {
      for (cutoff = day_of_w.days - 2'000; add_months(date{cutoff}, *it.valid_months) < day_of_w;)
        ++cutoff;
    }
    std::size_t d = 0;
    while (book.dimensions[d].id != dimension) ++d;
    const auto list = {static_cast<std::int64_t>(category),
                       level,
                       static_cast<std::int64_t>(d),
                       static_cast<std::int64_t>(&it - book.rules.data()),
                       points_of_claim,
                       unit,
                       most,
                       static_cast<std::int64_t>(cutoff),
                       it.limits.total ? it.limits.total->cents : std::int64_t{1} << 50};
    insert("claim", list);
  }

  void add_records(const std::vector<resident>& all) {
    for (std::size_t s = 0; s < all.size(); ++s) {
      for (std::size_t i = 0; i < all[s].records.size(); ++i) {
        const prepared_record& it = all[s].records[i];
        insert("record",
               {static_cast<std::int64_t>(s), static_cast<std::int64_t>(i),
                std::int64_t{it.category}, it.attributes[0].integer(), it.attributes[1].integer(),
                std::int64_t{it.occurred_on.days}, it.status == record_status::active ? 0 : 1});
      }
    }
  }

  void insert(const std::string& table, std::initializer_list<std::int64_t> row) {
    std::string sql = "INSERT INTO " + table + " VALUES(";
    for (const std::int64_t cell : row) sql += std::to_string(cell) + ',';
    sql.back() = ')';
    run(sql);
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* query_ = nullptr;
};

int run(int argc, char** argv) {
  const engine engine = compile_w();
  std::vector<resident> all;
  for (std::size_t s = 0; s < residents; ++s)
    all.push_back(make_resident(engine, s + 1, records_each));
  sql_engine sql(engine, all);
  assessment result;
  for (std::size_t s = 0; s < residents; ++s) {  // equal, or nothing is measured
    sql_engine::answer asked;
    sql.ask(s, asked);
    bool same = engine.assess(all[s].subject, all[s].records, day_of_w, depth::figures, result) &&
                asked.total == result.total.cents && asked.score == result.score &&
                asked.tier == result.tier;
    for (std::size_t d = 0; d < 5; ++d) {
      same = same && asked.values[d] == result.dimensions[d].value.cents;
    }
    if (same) continue;
    std::fprintf(stderr, "resident %zu: the engine and the query differ\n", s);
    return 1;
  }

  const auto engine_run = [&](::benchmark::State& state, depth how) {
    std::size_t s = 0;
    for (auto _ : state) {
      ::benchmark::DoNotOptimize(
          engine.assess(all[s].subject, all[s].records, day_of_w, how, result));
      s = (s + 1) % residents;
    }
  };
  ::benchmark::RegisterBenchmark(
      "engine_figures", [&](::benchmark::State& state) { engine_run(state, depth::figures); });
  ::benchmark::RegisterBenchmark("engine_everything", [&](::benchmark::State& state) {
    engine_run(state, depth::everything);
  });
  ::benchmark::RegisterBenchmark("engine_stable_through", [&](::benchmark::State& state) {
    assessment scratch;
    std::size_t s = 0;
    for (auto _ : state) {
      ::benchmark::DoNotOptimize(
          engine.assess(all[s].subject, all[s].records, day_of_w, depth::figures, result));
      ::benchmark::DoNotOptimize(
          engine.stable_through(all[s].subject, all[s].records, result, scratch));
      s = (s + 1) % residents;
    }
  });
  ::benchmark::RegisterBenchmark("sqlite_prepared", [&](::benchmark::State& state) {
    sql_engine::answer asked;
    std::size_t s = 0;
    for (auto _ : state) {
      sql.ask(s, asked);
      ::benchmark::DoNotOptimize(asked);
      s = (s + 1) % residents;
    }
  });

  return run_and_compare(argc, argv, {{"sqlite_prepared", "engine_figures"}});
}

}  // namespace
}  // namespace chengxin::bench

int main(int argc, char** argv) {
  return chengxin::bench::run(argc, argv);
}
