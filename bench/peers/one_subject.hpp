// One resident at a time through the C ABI.
#pragma once

#include <chengxin.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "by_hand.hpp"
#include "columns.hpp"

namespace peers {

inline cx_string lend(const std::string& text) {
  return {text.data(), text.size()};
}

// A case from the columns, then assessed.
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

}  // namespace peers
