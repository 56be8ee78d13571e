// A rulebook, an engine and a few residents of its own, made once for tests of the C
// interface. Never checks anything but that it could be made.
#pragma once

#include <chengxin.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

inline void must(cx_status status) {
  if (status == CX_OK) return;
  std::fprintf(stderr, "%s where the test is set up\n", cx_status_name(status));
  std::exit(1);
}

inline cx_string lend(std::string_view text) {
  return {text.data(), text.size()};
}

/// Records of every category of the rulebook, so many, on as many days.
class small_facts {
public:
  explicit small_facts(std::size_t count) {
    static constexpr const char* categories[] = {"help", "gift", "fine", "case", "note", "unheard"};
    hours_.name = lend("hours");
    hours_.type = CX_VALUE_INTEGER;
    hours_.integer = 35;
    level_.name = lend("level");
    level_.type = CX_VALUE_INTEGER;
    level_.integer = 1;
    degree_.name = lend("degree");
    degree_.type = CX_VALUE_STRING;
    degree_.text = lend("本科");
    ids_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      ids_.push_back("a-record-of-the-small-city-" + std::to_string(i));
      cx_record made = CX_RECORD_INIT;
      made.record_id = lend(ids_.back());
      made.category = lend(categories[i % 6]);
      made.provider = lend("office");
      made.matter = lend(i % 12 == 3 ? "a matter of several records" : "");
      made.occurred_on = day - 20 - static_cast<cx_day>(i % 500);
      if (i % 6 == 3) made.corrected_on = day - 10;
      if (i % 6 == 0) made.attributes = &hours_;
      if (i % 6 == 2) made.attributes = &level_;
      made.attribute_count = made.attributes == nullptr ? 0 : 1;
      records.push_back(made);
    }
    subject.subject_id = lend("the-subject-of-the-small-city");
    subject.residency = CX_RESIDENCY_REGISTERED;
    subject.capacity = CX_CAPACITY_FULL;
    subject.birth_date = day - 12000;
    subject.enrolled_on = day - 50;
    subject.attributes = &degree_;
    subject.attribute_count = 1;
  }
  small_facts(const small_facts&) = delete;
  small_facts& operator=(const small_facts&) = delete;

  static constexpr cx_day day = 20513;  // 2026-03-01
  cx_subject subject = CX_SUBJECT_INIT;
  std::vector<cx_record> records;

private:
  cx_attribute hours_{};
  cx_attribute level_{};
  cx_attribute degree_{};
  std::vector<std::string> ids_;
};

class small_city {
public:
  small_city() {
    std::ifstream file(CHENGXIN_DEMO_RULEBOOK, std::ios::binary);
    json.assign(std::istreambuf_iterator<char>(file), {});
    must(cx_rulebook_load(json.data(), json.size(), &rulebook, nullptr));
    must(cx_engine_new(rulebook, &engine, nullptr));
    for (int i = 0; i < 6; ++i) {
      const std::string n = std::to_string(i);
      subjects += "s" + n + ",1990-05-0" + std::to_string(i + 1) + ",registered,full,2026-01-01,\n";
      records += "h" + n + ",s" + n + ",help,office,2026-02-01,platform,active,35\n" +  //
                 "f" + n + ",s" + n + ",fine,office,2025-02-01,platform,active,\n";
    }
    records += "bad,s1,help,office,2026-02-31,platform,active,35\n";
    population = read();
  }
  ~small_city() {
    cx_population_free(population);
    cx_engine_free(engine);
    cx_rulebook_free(rulebook);
  }
  small_city(const small_city&) = delete;
  small_city& operator=(const small_city&) = delete;

  [[nodiscard]] cx_status read(cx_population** out, cx_error* err) const {
    cx_population_options how = CX_POPULATION_OPTIONS_INIT;
    how.subjects_format = CX_ROWS_CSV;
    how.records_format = CX_ROWS_CSV;
    return cx_population_read_memory(engine, subjects.data(), subjects.size(), records.data(),
                                     records.size(), &how, out, err);
  }
  [[nodiscard]] cx_population* read() const {
    cx_population* made = nullptr;
    must(read(&made, nullptr));
    return made;
  }
  /// A case of these facts.
  [[nodiscard]] cx_case* make_case(const small_facts& facts) const {
    cx_case* made = nullptr;
    must(cx_case_new(engine, &made, nullptr));
    fill(made, facts);
    return made;
  }
  static void fill(cx_case* into, const small_facts& facts) {
    must(cx_case_set_subject(into, &facts.subject, nullptr));
    must(cx_case_add_records(into, facts.records.data(), facts.records.size(), nullptr));
  }

  std::string json;
  std::string subjects = "subject_id,birth_date,residency,capacity,enrolled_on,attributes.degree\n";
  std::string records =
      "record_id,subject_id,category,provider,occurred_on,origin,status,attributes.hours\n";
  cx_rulebook* rulebook = nullptr;
  cx_engine* engine = nullptr;
  cx_population* population = nullptr;
};
