// What may happen to a store, drawn by chance and counted by kind: so that a test of any
// order of events can show that each kind was among them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "small_store.hpp"

namespace small_store {

/// The same numbers from the same seed, everywhere.
class dice {
public:
  explicit dice(std::uint64_t seed) : state_(seed * 2862933555777941757ULL + 3037000493ULL) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>((state_ >> 33U) % n);
  }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <std::size_t N>
  std::string_view of(const std::string_view (&list)[N]) {
    return list[below(N)];
  }

private:
  std::uint64_t state_;
};

class Happenings : public StoreTest {
protected:
  static constexpr std::string_view people[] = {"ann", "ben", "cat"};

  /// Everything that act() draws. What had no effect is not counted.
  static constexpr std::string_view kinds[] = {"subject corrected",
                                               "record added",
                                               "record corrected",
                                               "record repaired",
                                               "record revoked",
                                               "objection",
                                               "objection upheld",
                                               "objection rejected",
                                               "withdrawal",
                                               "enrolment",
                                               "rulebook in force",
                                               "rulebook to come",
                                               "other points",
                                               "rulebook that bars",
                                               "a day passes",
                                               "refresh",
                                               "purge",
                                               "erasure"};

  /// A new file with three residents, at the beginning of its time.
  void begin_anew() {
    close();
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(folder_.file() + end);
    set_clock("2026-06-15T02:00:00Z");
    make();
    for (const std::string_view id : people) subjects(adult(id));
  }

  /// One thing that happens.
  void act(dice& cast) {
    const std::string id(cast.of(people));
    const std::string record = "r" + std::to_string(cast.below(3));
    switch (cast.below(14)) {
      case 0: correct_subject(cast, id); break;
      case 1:
      case 2:
      case 3:
      case 4: add_record(cast, id, record); break;
      case 5: count_if("objection", city().object(id, record, "not me")); break;
      case 6: {
        const bool upheld = cast.one_in(2);
        count_if(upheld ? "objection upheld" : "objection rejected",
                 city().decide(id, record, upheld, "letter"));
        break;
      }
      case 7:
        if (cast.one_in(3)) count_if("withdrawal", city().withdraw(id, "letter"));
        break;
      case 8: enrol(id); break;
      case 9:
        if (cast.one_in(4)) add_rulebook(cast);
        break;
      case 10:
        if (!cast.one_in(4)) break;
        later(86400 * static_cast<std::int64_t>(1 + cast.below(20)));
        ++happened_["a day passes"];
        break;
      case 11: {
        refresh_options how;
        how.threads = 1 + static_cast<unsigned>(cast.below(2));
        const result<refresh_summary> told = city().refresh(how);
        if (told && told->computed > 0) ++happened_["refresh"];
        break;
      }
      case 12:
        if (cast.one_in(8) && value_of(city().purge(0)).records > 0) ++happened_["purge"];
        break;
      default:
        if (cast.one_in(8)) count_if("erasure", city().erase(id, "request"));
    }
  }

  void expect_every_kind() {
    for (const std::string_view kind : kinds) EXPECT_GT(happened_[kind], 0) << kind;
    EXPECT_EQ(happened_.size(), std::size(kinds));
  }

private:
  void count_if(std::string_view kind, const result<bool>& done) {
    if (done) ++happened_[kind];
  }

  void correct_subject(dice& cast, const std::string& id) {
    static constexpr std::string_view births[] = {"1990-05-05", "1990-05-05", "2008-07-01",
                                                  "2015-01-01"};
    static constexpr std::string_view enrolments[] = {"2020-01-01", "2022-01-01", "2024-06-01"};
    const std::string row = id + ',' + std::string(cast.of(births)) + ",registered,full," +
                            std::string(cast.of(enrolments)) + '\n';
    if (subjects(row).subjects_changed > 0) ++happened_["subject corrected"];
  }

  void add_record(dice& cast, const std::string& id, const std::string& record) {
    static constexpr std::string_view categories[] = {"N-TRF-DUI", "N-JUD-01", "N-ARR-TAX",
                                                      "B-ID-01",   "P-BLD-01", "N-JUD-02"};
    static constexpr std::string_view days[] = {"2025-04-01", "2026-01-20", "2026-05-31",
                                                "2026-06-20", "2026-09-01"};
    static constexpr std::string_view states[] = {"active", "active", "repaired", "revoked"};
    const std::string_view state = cast.of(states);
    const import_summary told = records(row(record, id, cast.of(categories), cast.of(days), state,
                                            state == "repaired" ? "2026-09-03" : ""));
    if (told.records_new > 0) ++happened_["record added"];
    if (told.records_changed == 0) return;
    ++happened_["record corrected"];
    if (state != "active") ++happened_[state == "repaired" ? "record repaired" : "record revoked"];
  }

  // Of one who comes back after an erasure nothing is certified yet.
  void enrol(const std::string& id) {
    count_if("enrolment", city().enrol(id, "letter"));
    if (code_of(city().score(id)) == "unknown_subject") subjects(adult(id));
  }

  void add_rulebook(dice& cast) {
    static constexpr std::string_view firsts[] = {"2026-01-01", "2026-06-20", "2026-08-01",
                                                  "2027-02-01"};
    const std::string_view first = cast.of(firsts);
    changed_book made;
    made.version(std::to_string(++version_)).from(first);
    const bool has_other_points = cast.one_in(2);
    const bool bars = cast.one_in(4);
    if (has_other_points) made.replace(R"("base": 600)", R"("base": 605)");
    if (bars) made.bar("N-TRF-DUI");
    value_of(city().add_rulebook(made.text()));
    ++happened_[day(first) <= day_of_clock() ? "rulebook in force" : "rulebook to come"];
    if (has_other_points) ++happened_["other points"];
    if (bars) ++happened_["rulebook that bars"];
  }

  [[nodiscard]] date day_of_clock() { return day(to_string(now_).substr(0, 10)); }

  std::map<std::string_view, int> happened_;
  int version_ = 3000;
};

}  // namespace small_store
