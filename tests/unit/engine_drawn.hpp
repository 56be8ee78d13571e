// Small rulebooks and residents drawn at random, always the same ones: any number of
// them, each a rulebook that verify() accepts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine_fixture.hpp"

namespace scene {

class dice {
public:
  explicit dice(std::uint64_t seed) : state_(seed * 2862933555777941757ULL + 3037000493ULL) {}

  /// A whole number from 0 to n - 1.
  int below(int n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<int>((state_ >> 33U) % static_cast<std::uint64_t>(n));
  }
  bool one_in(int n) { return below(n) == 0; }
  template <class T, std::size_t N>
  const T& of(const T (&list)[N]) {
    return list[static_cast<std::size_t>(below(N))];
  }

private:
  std::uint64_t state_;
};

/// Draws rulebooks that verify() accepts.
class drawn_book {
public:
  explicit drawn_book(dice& cast, bool with_subject_rule = true)
      : cast_(cast), with_subject_rule_(with_subject_rule) {}

  book_text draw() {
    book_text book;
    const auto bounds = [this](const char* id, bool takes, bool gives) {
      return std::string(R"({"id":")") + id + R"(","title":{"zh":"维","en":"d"},"min":)" +
             (takes ? '-' + number() : "0") + R"(,"max":)" + (gives ? number() : "0") + "}";
    };
    book.dimensions = bounds("plus", false, true) + "," + bounds("minus", true, false) + "," +
                      bounds("both", true, true) +
                      R"(,{"id":"repair","title":{"zh":"修","en":"r"},"min":0,"max":9000,
                           "repairs":true})";
    book.more_categories = R"({"id":"turn","title":{"zh":"转","en":"turn"},"nature":"neutral",
      "matter":true,"attributes":{"amount":{"type":"integer"}}})";
    book.groups = group("Gp", "plus") + "," + group("Gm", "minus");
    const int rules = 3 + cast_.below(6);
    for (int r = 0; r < rules; ++r) append(book.rules, record_rule(r));
    if (!cast_.one_in(3)) append(book.rules, absence_rule());
    if (with_subject_rule_) {
      append(book.rules, rule("S", "plus", R"("kind":"subject","when":"subject.age >= 46",
                                              "points":3.5)"));
    }
    const int roads = 1 + cast_.below(4);
    for (int r = 0; r < roads; ++r) append(book.rules, restore_rule(r));
    const int ceilings = cast_.below(3);
    for (int c = 0; c < ceilings; ++c) {
      append(book.ceilings, ceiling("C" + std::to_string(c),
                                    R"("categories":["bad","turn"],"valid_months":)" + months() +
                                        condition("amount") + R"(,"max_score":)" +
                                        std::to_string(300 + cast_.below(300))));
    }
    return book;
  }

private:
  static void append(std::string& list, const std::string& item) {
    list += (list.empty() ? "" : ",") + item;
  }
  std::string number() {
    static constexpr const char* numbers[] = {"1", "3.05", "10", "12.5", "40", "77.77", "200"};
    return cast_.of(numbers);
  }
  std::string months() { return std::to_string(1 + cast_.below(40)); }
  std::string group(const char* id, const char* dimension) {
    return std::string(R"({"id":")") + id + R"(","dimension":")" + dimension +
           R"(","title":{"zh":"组","en":"g"},"total":)" + number() + "}";
  }
  std::string condition(const std::string& attribute) {
    if (cast_.one_in(2)) return "";
    return R"(,"when":"record.)" + attribute + (cast_.one_in(2) ? " >= " : " < ") +
           std::to_string(cast_.below(20)) + "\"";
  }

  std::string record_rule(int index) {
    static constexpr const char* signs[] = {"plus", "minus", "both"};
    const std::string dimension = cast_.of(signs);
    const bool takes = dimension == "minus" || (dimension == "both" && cast_.one_in(2));
    const bool of_good = !takes && !cast_.one_in(3);
    const std::string attribute = of_good ? "hours" : "amount";
    static constexpr const char* good[] = {R"("good")", R"("good")", R"("deed")"};
    static constexpr const char* neutral[] = {R"("mixed")", R"("mixed")", R"("turn")"};
    static constexpr const char* bad[] = {R"("bad","mixed")", R"("bad")", R"("act","turn")",
                                          R"("act","bad")"};
    const std::string categories = of_good ? cast_.of(good)
                                   : takes ? cast_.of(bad)
                                           : cast_.of(neutral);
    const bool heeds_matter = categories.find("deed") != std::string::npos ||
                              categories.find("turn") != std::string::npos ||
                              categories.find("act") != std::string::npos;
    std::string rest = R"("categories":[)" + categories + "]" + condition(attribute) +
                       R"(,"points":)" + points(attribute, takes ? "-" : "");
    if (takes || cast_.one_in(2)) rest += R"(,"valid_months":)" + months();
    if (cast_.one_in(3)) {
      rest += R"(,"decay":[{"after_months":2,"percent":65},{"after_months":7,"percent":5}])";
    }
    if (!heeds_matter) {
      if (cast_.one_in(4)) rest += R"(,"combine":"max")";
      if (cast_.one_in(2)) rest += R"(,"limits":{)" + limits() + "}";
      if (dimension != "both" && cast_.one_in(3)) {
        rest += std::string(R"(,"group":")") + (takes ? "Gm" : "Gp") + "\"";
      }
    }
    return rule("N" + std::to_string(index), dimension, rest);
  }
  std::string points(const std::string& attribute, const std::string& sign) {
    switch (cast_.below(3)) {
      case 0: return sign + number();
      case 1:
        return R"({"per":")" + attribute + R"(","unit":)" + std::to_string(1 + cast_.below(4)) +
               R"(,"points":)" + sign + number() +
               (cast_.one_in(2) ? R"(,"max":)" + number() : "") + "}";
      default:
        return R"({"table":[{"when":"record.)" + attribute + R"( > 9","points":)" + sign +
               number() + R"(}],"otherwise":)" + sign + number() + "}";
    }
  }
  std::string limits() {
    std::string made = R"("total":)" + number();
    if (cast_.one_in(2)) made += R"(,"per_year":)" + number();
    if (cast_.one_in(2)) made += R"(,"count":)" + std::to_string(1 + cast_.below(3));
    return made;
  }
  std::string absence_rule() {
    return rule("A", "plus",
                R"("kind":"absence","categories":["bad","act"],"break_months":)" +
                    std::to_string(1 + cast_.below(20)) + condition("amount") +
                    R"(,"steps":[{"months":2,"points":1},{"months":9,"points":4.5},
                                              {"months":20,"points":9}])");
  }
  std::string restore_rule(int index) {
    static constexpr const char* steps[] = {"corrected", "service", "conduct"};
    return rule("R" + std::to_string(index), "repair",
                R"("kind":"restore","categories":["bad","act","turn"],"step":")" +
                    std::string(cast_.of(steps)) + R"(","percent":)" +
                    std::to_string(1 + cast_.below(70)) + R"(,"after_days":)" +
                    std::to_string(cast_.below(60)) + condition("amount"));
  }

  dice& cast_;
  bool with_subject_rule_;
};

inline void draw_records(dice& cast, resident& it) {
  static constexpr std::string_view ids[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
  static constexpr std::string_view categories[] = {"good", "deed", "bad", "act", "mixed", "turn"};
  static constexpr std::string_view matters[] = {"", "court:1", "court:2"};
  const int count = cast.below(10);
  it.who.enrolled_on = day(2024, 1, 1) + cast.below(900);
  for (int r = 0; r < count; ++r) {
    const std::string_view category = cast.of(categories);
    const bool is_good = category == "good" || category == "deed";
    std::vector<named_value> given;
    if (!cast.one_in(5)) given.push_back(integer(is_good ? "hours" : "amount", cast.below(20)));
    const date when = day(2024, 3, 1) + cast.below(850);
    record& made = it.add(ids[r], category, when, given);
    made.matter = cast.of(matters);
    if (cast.one_in(3)) made.corrected_on = when + cast.below(200);
    if (cast.one_in(3)) made.service_on = when + cast.below(200);
    if (cast.one_in(3)) made.conduct_on = when + cast.below(200);
    if (cast.one_in(6)) made.expires_on = when + cast.below(700);
    if (cast.one_in(8)) made.status = record_status::disputed;
    if (cast.one_in(8)) {
      made.status = record_status::repaired;
      made.repaired_on = when + cast.below(400);
    }
  }
}

/// Calls visit(resident) for so many of them, each with a rulebook of its own.
template <class Visit>
void for_each_drawn(int count, Visit visit) {
  for (int seed = 1; seed <= count; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    dice cast(static_cast<std::uint64_t>(seed));
    resident it(drawn_book(cast).draw());
    for (int round = 0; round < 4; ++round) {
      it.given().clear();
      draw_records(cast, it);
      visit(it, cast);
      if (::testing::Test::HasFailure()) return;
    }
  }
}

}  // namespace scene
