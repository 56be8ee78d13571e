// The same residents through the C interface and through the C++ core: every figure,
// list and report is the same, whichever way the facts come in. REQ ASSESS-9 to
// ASSESS-17, CASE-5, POP-12
#include <chengxin.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "chengxin/io/population.hpp"
#include "chengxin/io/report.hpp"
#include "chengxin/io/rulebook.hpp"
#include "chengxin/io/synthesis.hpp"

namespace {

namespace io = chengxin::io;

constexpr std::uint64_t residents = 300;

std::string_view view(cx_string text) {
  return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}
cx_string lend(std::string_view text) {
  return {text.data(), text.size()};
}

cx_attribute attribute_of(const std::string& name, const chengxin::value& given) {
  cx_attribute made{};
  made.name = lend(name);
  if (given.is_unreadable()) {  // a number that is none
    made.type = CX_VALUE_BOOLEAN;
    made.integer = 2;
    return made;
  }
  made.type = static_cast<std::int32_t>(given.type());
  switch (given.type()) {
    case chengxin::value_type::integer: made.integer = given.integer(); break;
    case chengxin::value_type::number: made.number = given.number(); break;
    case chengxin::value_type::string: made.text = lend(given.string()); break;
    case chengxin::value_type::boolean: made.integer = given.boolean() ? 1 : 0; break;
    case chengxin::value_type::date: made.integer = given.day().days; break;
  }
  return made;
}

std::vector<cx_attribute> attributes_of(
    const std::vector<chengxin::attribute_declaration>& declared, const chengxin::value* values) {
  std::vector<cx_attribute> made;
  for (std::size_t i = 0; i < declared.size(); ++i) {
    if (!values[i].is_absent()) made.push_back(attribute_of(declared[i].name, values[i]));
  }
  return made;
}

class SameAsCore : public testing::Test {
protected:
  SameAsCore() {
    const auto loaded = io::load_rulebook(io::builtin_rulebook_json());
    core_.emplace(*chengxin::engine::compile(loaded.book));
    std::string subjects, records;
    io::synthesis_options how;
    how.subjects = residents;
    how.seed = 20260228;
    const auto writer = [](std::string& to) {
      return [&to](std::string_view bytes) -> std::optional<chengxin::error> {
        to += bytes;
        return std::nullopt;
      };
    };
    EXPECT_TRUE(io::synthesize(*core_, how, writer(subjects), writer(records), {}));
    auto first = io::from_memory(subjects, "subjects");
    auto second = io::from_memory(records, "records");
    people_.emplace(std::move(
        *io::read_population(*core_, *first, io::row_format::csv, *second, io::row_format::csv)));
    EXPECT_EQ(cx_rulebook_builtin(&book_, nullptr), CX_OK);
    EXPECT_EQ(cx_engine_new(book_, &engine_, nullptr), CX_OK);
    EXPECT_EQ(cx_case_new(engine_, &facts_, nullptr), CX_OK);
    EXPECT_EQ(cx_assessment_new(&assessment_, nullptr), CX_OK);
  }
  ~SameAsCore() override {
    cx_assessment_free(assessment_);
    cx_case_free(facts_);
    cx_engine_free(engine_);
    cx_rulebook_free(book_);
  }

  // Puts a resident of the C++ population into the case, struct by struct.
  void give(std::size_t index) {
    const chengxin::prepared_subject& who = people_->subject(index);
    cx_subject subject = CX_SUBJECT_INIT;
    const auto own = attributes_of(core_->book().subject_attributes, who.attributes);
    subject.subject_id = lend(who.subject_id);
    subject.residency = static_cast<std::int32_t>(who.residency);
    subject.capacity = static_cast<std::int32_t>(who.capacity);
    subject.birth_date = who.birth_date.days;
    subject.enrolled_on = who.enrolled_on.days;
    subject.attributes = own.data();
    subject.attribute_count = own.size();
    ASSERT_EQ(cx_case_set_subject(facts_, &subject, nullptr), CX_OK);
    std::vector<cx_record> records;
    std::vector<std::vector<cx_attribute>> attributes;
    for (const chengxin::prepared_record& it : people_->records(index)) {
      cx_record& made = records.emplace_back(cx_record CX_RECORD_INIT);
      made.record_id = lend(it.record_id);
      made.category = lend(it.category_id);
      made.provider = lend(it.provider);
      made.matter = lend(it.matter);
      made.origin = static_cast<std::int32_t>(it.origin);
      made.status = static_cast<std::int32_t>(it.status);
      made.occurred_on = it.occurred_on.days;
      made.expires_on = it.expires_on.days;
      made.repaired_on = it.repaired_on.days;
      made.corrected_on = it.steps[0].days;
      made.service_on = it.steps[1].days;
      made.conduct_on = it.steps[2].days;
      auto& list = attributes.emplace_back();
      if (it.category < core_->book().categories.size()) {
        list = attributes_of(core_->book().categories[it.category].attributes, it.attributes);
      }
      if (it.undeclared_attribute)
        list.push_back(attribute_of(undeclared_, chengxin::value::of(true)));
    }
    for (std::size_t i = 0; i < records.size(); ++i) {
      records[i].attributes = attributes[i].data();
      records[i].attribute_count = attributes[i].size();
    }
    ASSERT_EQ(cx_case_add_records(facts_, records.data(), records.size(), nullptr), CX_OK);
  }

  void compare(std::size_t index) {
    const chengxin::prepared_subject& who = people_->subject(index);
    const auto records = people_->records(index);
    ASSERT_TRUE(core_->assess(who, records, day_, chengxin::depth::everything, expected_));
    const auto stable = core_->stable_through(who, records, expected_, scratch_);
    ASSERT_EQ(cx_assess(facts_, day_.days, CX_ASSESS_STABLE_THROUGH, assessment_, nullptr), CX_OK);
    cx_figures figures = CX_FIGURES_INIT;
    ASSERT_EQ(cx_assessment_figures(assessment_, &figures, nullptr), CX_OK);
    EXPECT_EQ(figures.eligible != 0, expected_.eligible);
    EXPECT_EQ(figures.stable_through, stable ? stable->days : CX_NO_DAY);
    EXPECT_EQ(figures.record_count, records.size());
    if (expected_.eligible) {
      EXPECT_EQ(figures.total, expected_.total.cents);
      EXPECT_EQ(figures.score, expected_.score);
      compare_sum(figures);
    }
    std::string report;
    io::report_input input{&*core_, &who, records, &expected_, stable};
    io::append_report_json(report, input);
    cx_string text{};
    ASSERT_EQ(cx_assessment_report(assessment_, CX_FORMAT_JSON, CX_LANGUAGE_ZH, &text, nullptr),
              CX_OK);
    EXPECT_EQ(view(text), report);
  }

  // What is listed adds up, dimension by dimension and altogether.
  void compare_sum(const cx_figures& figures) {
    cx_points sum = figures.base;
    std::vector<cx_points> by_dimension(figures.dimension_count);
    ASSERT_EQ(figures.award_count, expected_.awards.size());
    for (std::uint32_t i = 0; i < figures.award_count; ++i) {
      cx_award award = CX_AWARD_INIT;
      ASSERT_EQ(cx_assessment_award(assessment_, i, &award, nullptr), CX_OK);
      EXPECT_EQ(award.points, expected_.awards[i].value.cents);
      EXPECT_EQ(award.record, expected_.awards[i].record);
      by_dimension[award.dimension] += award.points;
      sum += award.points;
    }
    for (std::uint32_t i = 0; i < figures.adjustment_count; ++i) {
      cx_adjustment adjustment = CX_ADJUSTMENT_INIT;
      ASSERT_EQ(cx_assessment_adjustment(assessment_, i, &adjustment, nullptr), CX_OK);
      ++kinds_[adjustment.what];
      sum += adjustment.points;
      if (adjustment.what == CX_ADJUSTMENT_BOUND)
        by_dimension[adjustment.dimension] += adjustment.points;
      if (adjustment.what == CX_ADJUSTMENT_RESTORED) by_dimension[repairing()] += adjustment.points;
    }
    EXPECT_EQ(sum, figures.total);
    for (std::uint32_t d = 0; d < figures.dimension_count; ++d) {
      cx_dimension_result dimension = CX_DIMENSION_RESULT_INIT;
      ASSERT_EQ(cx_assessment_dimension(assessment_, d, &dimension, nullptr), CX_OK);
      EXPECT_EQ(by_dimension[d], dimension.value);
      EXPECT_EQ(dimension.value, expected_.dimensions[d].value.cents);
    }
  }

  [[nodiscard]] std::size_t repairing() const {
    std::size_t d = 0;
    while (!core_->book().dimensions[d].repairs) ++d;
    return d;
  }

  const chengxin::date day_ = chengxin::date::of(2026, 2, 28);
  const std::string undeclared_ = "no such attribute";
  std::optional<chengxin::engine> core_;
  std::optional<io::population> people_;
  chengxin::assessment expected_;
  chengxin::assessment scratch_;
  std::map<std::int32_t, int> kinds_;
  cx_rulebook* book_ = nullptr;
  cx_engine* engine_ = nullptr;
  cx_case* facts_ = nullptr;
  cx_assessment* assessment_ = nullptr;
};

TEST_F(SameAsCore, FromStructs) {
  for (std::size_t i = 0; i < people_->size(); ++i) {
    SCOPED_TRACE(people_->subject(i).subject_id);
    give(i);
    compare(i);
  }
  EXPECT_GT(kinds_[CX_ADJUSTMENT_RESTORED], 0);
  EXPECT_GT(kinds_[CX_ADJUSTMENT_BOUND], 0);
  EXPECT_GT(kinds_[CX_ADJUSTMENT_CEILING], 0);
}

}  // namespace
