// A small rulebook that tests fill in, a resident with records, and what came
// out in words, so that a test reads as a table. Every assessment that a test
// asks for is made at both depths and must reconcile.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "chengxin/describe.hpp"
#include "chengxin/engine.hpp"
#include "chengxin/io/rulebook.hpp"
#include "chengxin/timeline.hpp"

namespace scene {

using namespace chengxin;

/// The parts of a rulebook, as JSON without the outer brackets.
///   plus [0, 1000], minus [-1000, 0], repair [0, 2000]; base 500, score 0 to 1000;
///   good: good, with hours, level, ok; deed: good, with matter;
///   bad: bad, with amount, level; act: bad, with matter; mixed: neutral, with amount.
struct book_text {
  std::string rules;
  std::string more_categories;
  std::string ceilings;
  std::string groups;
  std::string dimensions = R"(
    {"id":"plus","title":{"zh":"加","en":"plus"},"min":0,"max":1000},
    {"id":"minus","title":{"zh":"减","en":"minus"},"min":-1000,"max":0},
    {"id":"repair","title":{"zh":"修复","en":"repair"},"min":0,"max":2000,"repairs":true})";
  std::string score = R"("base":500,"min":0,"max":1000)";
  std::string effective = R"("from":"2000-01-01")";
  std::string barred;
  std::string subject_attributes = R"("education":{"type":"string"},"years":{"type":"integer"})";
  std::string eligibility =
      R"("min_age":18,"residency":["registered","habitual"],"capacity":["full"])";
  std::string tiers = R"(
    {"id":"low","title":{"zh":"低","en":"low"},"min":0},
    {"id":"high","title":{"zh":"高","en":"high"},"min":600},
    {"id":"mid","title":{"zh":"中","en":"mid"},"min":400})";

  [[nodiscard]] std::string json() const {
    return R"({"format":"chengxin-rulebook/1","id":"test","version":"1",
      "title":{"zh":"试","en":"test"},"jurisdiction":"350400","effective":{)" +
           effective + R"(},"basis":[{"id":"m","title":{"zh":"办法","en":"measures"}}],"score":{)" +
           score + R"(},"eligibility":{)" + eligibility + R"(},"subject_attributes":{)" +
           subject_attributes + R"(},"dimensions":[)" + dimensions + R"(],"categories":[
      {"id":"good","title":{"zh":"好","en":"good"},"nature":"good","attributes":{
        "hours":{"type":"integer"},"level":{"type":"string"},"ok":{"type":"boolean"}}},
      {"id":"deed","title":{"zh":"善","en":"deed"},"nature":"good","matter":true,"attributes":{
        "hours":{"type":"integer"}}},
      {"id":"bad","title":{"zh":"坏","en":"bad"},"nature":"bad","attributes":{
        "amount":{"type":"integer"},"level":{"type":"string"}}},
      {"id":"act","title":{"zh":"行为","en":"act"},"nature":"bad","matter":true,"attributes":{
        "amount":{"type":"integer"}}},
      {"id":"mixed","title":{"zh":"中性","en":"mixed"},"nature":"neutral","attributes":{
        "amount":{"type":"integer"}}})" +
           (more_categories.empty() ? "" : "," + more_categories) + R"(],"barred":[)" + barred +
           R"(],"groups":[)" + groups + R"(],"rules":[)" + rules + R"(],"ceilings":[)" + ceilings +
           R"(],"tiers":[)" + tiers + "]}";
  }
};

/// A rule of a test; `rest` is its other members as JSON.
inline std::string rule(const std::string& id, const std::string& dimension,
                        const std::string& rest) {
  return R"({"id":")" + id + R"(","dimension":")" + dimension +
         R"(","title":{"zh":"则","en":"rule"},"cite":["m:1"],)" + rest + "}";
}
inline std::string ceiling(const std::string& id, const std::string& rest) {
  return R"({"id":")" + id + R"(","title":{"zh":"顶","en":"ceiling"},"cite":["m:1"],)" + rest + "}";
}

inline engine compile(const std::string& json) {
  io::loaded_rulebook loaded = io::load_rulebook(json);
  for (const diagnostic& it : loaded.findings) {
    if (it.level == severity::error) {
      throw std::runtime_error(it.pointer + ": " + it.message + " [" + it.code + "]");
    }
  }
  result<engine> made = engine::compile(loaded.book);
  if (!made) throw std::runtime_error(made.failure().message);
  return std::move(*made);
}

inline constexpr date today = date::of(2026, 6, 30);

/// One resident, adult and enrolled long ago, and the records about them.
class resident {
public:
  explicit resident(const book_text& book) : resident(compile(book.json())) {}
  explicit resident(engine made) : engine_(std::move(made)) {
    who.subject_id = "s";
    who.birth_date = date::of(1980, 1, 1);
    who.enrolled_on = date::of(2020, 1, 1);
    who.residency = residency::registered;
    who.capacity = capacity::full;
  }

  subject who;
  std::vector<named_value> attributes;  ///< of the subject

  /// Adds a record; what it returns may be changed until the next assessment.
  record& add(std::string_view id, std::string_view category, date occurred_on,
              std::vector<named_value> given = {}) {
    values_.push_back(std::move(given));
    record& made = given_.emplace_back();
    made.record_id = id;
    made.category = category;
    made.provider = "bureau";
    made.occurred_on = occurred_on;
    made.attributes = values_.back();
    return made;
  }

  const assessment& on(date day) {
    prepare();
    assessment figures;
    const bool made = engine_.assess(subject_, records_, day, depth::everything, out_);
    EXPECT_TRUE(made);
    EXPECT_TRUE(engine_.assess(subject_, records_, day, depth::figures, figures));
    expect_sound(engine_, out_, figures);
    return out_;
  }
  std::optional<date> stable_through(date day) {
    on(day);
    assessment scratch;
    return engine_.stable_through(subject_, records_, out_, scratch);
  }
  /// Segments as "from..through total (causes)" joined by "; ".
  std::string timeline(date from, date to) {
    prepare();
    const result<chengxin::timeline> made = make_timeline(engine_, subject_, records_, from, to);
    if (!made) return made.failure().code;
    std::string text;
    for (const timeline_segment& it : *made) {
      if (!text.empty()) text += "; ";
      text += to_string(it.from) + ".." + to_string(it.through) + ' ' +
              (it.eligible ? to_string(it.total) : "none");
      std::string causes;
      for (const timeline_cause& cause : it.causes) {
        causes += (causes.empty() ? "" : ", ") +
                  std::string(change_names[static_cast<std::size_t>(cause.what)]);
        if (cause.index != no_index) {
          causes += ' ' + (cause.what == change::ceiling ? book().ceilings[cause.index].id
                                                         : book().rules[cause.index].id);
        }
        if (cause.record != no_index) causes += ' ' + name(cause.record);
      }
      if (!causes.empty()) text += " (" + causes + ')';
    }
    return text;
  }

  // What the last assessment says, in words.

  std::string disposition(std::string_view id) const {
    for (std::uint32_t i = 0; i < records_.size(); ++i) {
      if (records_[i].record_id == id) return std::string(name_of(out_.records[i].what));
    }
    return "no such record";
  }
  /// "r1 counted, r2 expired".
  std::string dispositions() const {
    std::string text;
    for (std::uint32_t i = 0; i < records_.size(); ++i) {
      text += (i == 0 ? "" : ", ") + name(i) + ' ' + std::string(name_of(out_.records[i].what));
    }
    return text;
  }
  std::string value(std::string_view dimension) const {
    return to_string(out_.dimensions[position(dimension)].value);
  }
  std::string raw(std::string_view dimension) const {
    return to_string(out_.dimensions[position(dimension)].raw);
  }
  /// "P1/r1 12.5, S1 20".
  std::string awards(std::string_view dimension) const {
    std::string text;
    for (const award& it : out_.awards_of(position(dimension))) {
      if (!text.empty()) text += ", ";
      text += book().rules[it.rule].id;
      if (it.record != no_index) text += '/' + name(it.record);
      text += ' ' + to_string(it.value);
    }
    return text;
  }
  /// "minus 25 (r1 35 R1 R2)".
  std::string restored() const {
    std::string text;
    for (const restoration& it : out_.restored) {
      if (!text.empty()) text += "; ";
      text += book().dimensions[it.dimension].id + ' ' + to_string(it.value) + " (";
      bool first = true;
      for (const eased_record& eased : out_.eased_in(it)) {
        text += (first ? "" : ", ") + name(eased.record) + ' ' + std::to_string(eased.percent);
        for (const std::uint32_t by : eased.rules) {
          if (by != no_index) text += ' ' + book().rules[by].id;
        }
        first = false;
      }
      text += ')';
    }
    return text;
  }
  int eased(std::size_t record) const { return out_.records[record].eased; }
  /// "ceiling:C1 absence:A1".
  std::string effects(std::size_t record) const {
    std::string text;
    for (const effect& it : out_.effects_of(record)) {
      if (!text.empty()) text += ' ';
      text += it.what == effect::kind::ceiling ? "ceiling:" + book().ceilings[it.index].id
                                               : "absence:" + book().rules[it.index].id;
    }
    return text;
  }
  /// "C1 -62.5 (r1 r2)", or "none".
  std::string applied_ceiling() const {
    if (!out_.ceiling) return "none";
    std::string text =
        book().ceilings[out_.ceiling->index].id + ' ' + to_string(out_.ceiling->held) + " (";
    for (std::uint32_t i = 0; i < out_.ceiling->record_count; ++i) {
      text += (i == 0 ? "" : " ") + name(out_.ceiling_records[out_.ceiling->first_record + i]);
    }
    return text + ')';
  }
  /// "R1/r1 record.amount is absent; S1 subject.years is absent".
  std::string undetermined() const {
    std::string text;
    for (const undetermined_condition& it : out_.undetermined) {
      if (!text.empty()) text += "; ";
      text += it.in_ceiling ? book().ceilings[it.index].id : book().rules[it.index].id;
      if (it.record != no_index) text += '/' + name(it.record);
      text += ' ' + describe(engine_, records_, it);
    }
    return text;
  }
  std::string total() const { return out_.eligible ? to_string(out_.total) : "none"; }
  std::string tier() const { return out_.eligible ? book().tiers[out_.tier].id : "none"; }
  /// "age residency", or empty.
  std::string reasons() const {
    std::string text;
    for (std::size_t i = 0; i < ineligibility_names.size(); ++i) {
      if (!out_.ineligible_because.contains(static_cast<ineligibility>(i))) continue;
      text += (text.empty() ? "" : " ") + std::string(ineligibility_names[i]);
    }
    return text;
  }

  [[nodiscard]] const rulebook& book() const { return engine_.book(); }
  [[nodiscard]] const engine& compiled() const { return engine_; }
  [[nodiscard]] const prepared_subject& prepared() {
    prepare();
    return subject_;
  }
  [[nodiscard]] std::vector<prepared_record>& prepared_records() {
    prepare();
    return records_;
  }
  [[nodiscard]] std::deque<record>& given() { return given_; }

  /// Figures and everything agree, and everything adds up (SPECIFICATION 4.9.1).
  static void expect_sound(const engine& made, const assessment& full, const assessment& figures) {
    ASSERT_EQ(full.eligible, figures.eligible);
    if (!full.eligible) return;
    EXPECT_TRUE(alike(full, figures));
    EXPECT_EQ(full.score, figures.score);
    EXPECT_EQ(full.held, figures.held);
    const rulebook& book = made.book();
    points sum = full.base + full.held + (full.ceiling ? full.ceiling->held : points{});
    for (std::size_t d = 0; d < book.dimensions.size(); ++d) {
      sum += full.dimensions[d].value;
      points raw;
      for (const award& it : full.awards_of(d)) {
        EXPECT_NE(it.value, points{});
        raw += it.value;
      }
      if (book.dimensions[d].repairs) {
        for (const restoration& it : full.restored) raw += it.value;
        EXPECT_EQ(full.dimensions[d].raw, full.dimensions[d].value);
      }
      EXPECT_EQ(raw, full.dimensions[d].raw) << book.dimensions[d].id;
    }
    EXPECT_EQ(sum, full.total);
  }

private:
  void prepare() {
    who.attributes = attributes;
    subject_slots_.assign(book().subject_attributes.size(), chengxin::value());
    const result<prepared_subject> made = engine_.prepare(who, subject_slots_);
    if (!made) throw std::runtime_error(made.failure().message);
    subject_ = *made;
    slots_.clear();
    records_.clear();
    for (const record& it : given_) {
      slots_.emplace_back(engine_.attribute_count(engine_.find_category(it.category)));
      records_.push_back(engine_.prepare(it, slots_.back()));
    }
    mark_duplicates(records_);
  }
  [[nodiscard]] std::string name(std::uint32_t record) const {
    return std::string(records_[record].record_id);
  }
  [[nodiscard]] std::size_t position(std::string_view dimension) const {
    for (std::size_t d = 0; d < book().dimensions.size(); ++d) {
      if (book().dimensions[d].id == dimension) return d;
    }
    throw std::runtime_error("no such dimension");
  }

  engine engine_;
  std::deque<record> given_;
  std::deque<std::vector<named_value>> values_;
  std::deque<std::vector<chengxin::value>> slots_;
  std::vector<chengxin::value> subject_slots_;
  std::vector<prepared_record> records_;
  prepared_subject subject_;
  assessment out_;
};

inline named_value integer(std::string_view name, std::int64_t n) {
  return {name, value::of(n)};
}
inline named_value text(std::string_view name, std::string_view words) {
  return {name, value::of(words)};
}
inline constexpr date day(int year, unsigned month, unsigned number) {
  return date::of(year, month, number);
}

}  // namespace scene
