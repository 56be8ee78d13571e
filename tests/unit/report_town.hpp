// A small town for the tests of reports and advice: one rulebook and its
// residents, on 2026-06-30. Every figure that a test expects of them was worked
// out by hand from this file and the specification.
#pragma once

#include <deque>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/engine.hpp"

namespace town {

using namespace chengxin;

inline constexpr date today = date::of(2026, 6, 30);

inline attribute_declaration whole_number(std::string name, bilingual title) {
  attribute_declaration made;
  made.name = std::move(name);
  made.type = value_type::integer;
  made.title = std::move(title);
  return made;
}

inline category kind_of_record(std::string id, bilingual title, nature of) {
  category made;
  made.id = std::move(id);
  made.title = std::move(title);
  made.nature = of;
  made.origins.insert(origin::platform);
  return made;
}

inline rule rule_for(std::string id, std::string dimension, bilingual title, std::string article) {
  rule made;
  made.id = std::move(id);
  made.dimension = std::move(dimension);
  made.title = std::move(title);
  made.cite = {{"measures", std::move(article)}};
  return made;
}

inline void add_frame(rulebook& book) {
  book.id = "example-city";
  book.version = "2026.1";
  book.title = {"示例市个人诚信分标准", "Integrity score of Example City"};
  book.jurisdiction = "350400";
  book.effective_from = date::of(2026, 1, 1);
  book.effective_until = date::of(2028, 12, 31);
  book.basis = {
      {"measures", {"示例市个人诚信分管理办法", "Measures of Example City on the Integrity Score"}},
      {"law", {"《示例法》", "Example Law"}}};
  book.base = points::whole(600);
  book.min_score = 0;
  book.max_score = 1000;
  book.min_age = 18;
  book.residencies.insert(residency::registered);
  book.residencies.insert(residency::habitual);
  book.capacities.insert(capacity::full);
  book.fingerprint = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  attribute_declaration education;
  education.name = "education";
  education.title = {"学历", "Education"};
  book.subject_attributes = {education};
  book.dimensions = {{"basic", {"基础信息", "Basic information"}, {}, {}, points::whole(40), false},
                     {"positive", {"守信正向", "Good conduct"}, {}, {}, points::whole(240), false},
                     {"negative", {"失信违约", "Bad conduct"}, {}, points::whole(-300), {}, false},
                     {"repair", {"信用修复", "Repair"}, {}, {}, points::whole(300), true}};
  book.tiers = {{"A", {"优秀", "Excellent"}, {}, 850},
                {"B", {"良好", "Good"}, {}, 650},
                {"C", {"一般", "Fair"}, {}, 550},
                {"D", {"待提升", "To improve"}, {}, 0}};
}

inline void add_categories(rulebook& book) {
  category volunteer = kind_of_record("volunteer", {"志愿服务", "Volunteer service"}, nature::good);
  volunteer.attributes = {whole_number("hours", {"服务时长", "Hours of service"})};
  category honour = kind_of_record("honour", {"荣誉表彰", "Honour"}, nature::good);
  honour.providers = {"市文明办"};
  category fine = kind_of_record("fine", {"行政处罚", "Administrative penalty"}, nature::bad);
  fine.matter = true;
  fine.attributes = {whole_number("amount", {"罚款金额", "Amount of the fine"})};
  category list = kind_of_record("list", {"严重失信主体名单", "Serious list"}, nature::bad);
  category visit = kind_of_record("visit", {"用信访问", "Use of the score"}, nature::neutral);
  book.categories = {volunteer, honour, fine, list, visit};
  book.barred = {{"religion", {"宗教信仰", "Religion"}, {{"law", "14"}}}};
}

inline void add_rules(rulebook& book) {
  rule education = rule_for("B1", "basic", {"学历信息完整", "Education on file"}, "8");
  education.kind = rule_kind::subject;
  education.when = R"(subject.education in ["bachelor", "master"])";
  education.points = points::whole(20);

  rule volunteer = rule_for("P1", "positive", {"参加志愿服务", "Volunteer service"}, "11");
  volunteer.categories = {"volunteer"};
  volunteer.points = per_points{"hours", 10, points::whole(2), std::nullopt};
  volunteer.valid_months = 12;
  volunteer.limits.total = points::whole(50);

  rule honour = rule_for("P2", "positive", {"获得荣誉", "Honour received"}, "11");
  honour.categories = {"honour"};
  honour.points = points::whole(30);
  honour.valid_months = 36;
  honour.decay = {{12, 50}};

  rule absence = rule_for("P3", "positive", {"持续无失信", "Years without a bad record"}, "11");
  absence.kind = rule_kind::absence;
  absence.categories = {"fine", "list"};
  absence.break_months = 6;
  absence.steps = {{12, points::whole(10)}, {24, points::whole(20)}};

  rule large_fine = rule_for("N1", "negative", {"较大数额罚款", "Large fine"}, "12");
  large_fine.categories = {"fine"};
  large_fine.when = "record.amount >= 2000";
  large_fine.points = points::whole(-40);
  large_fine.valid_months = 24;

  rule small_fine = rule_for("N2", "negative", {"小额罚款", "Small fine"}, "12");
  small_fine.categories = {"fine"};
  small_fine.points = points{-1050};
  small_fine.valid_months = 12;

  rule list = rule_for("N3", "negative", {"列入严重失信主体名单", "On a serious list"}, "12");
  list.categories = {"list"};
  list.points = points::whole(-80);
  list.valid_months = 36;

  const auto restore = [](std::string id, bilingual title, std::string category, repair_step step,
                          int percent, int after_days) {
    rule made = rule_for(std::move(id), "repair", std::move(title), "24");
    made.kind = rule_kind::restore;
    made.categories = {std::move(category)};
    made.step = step;
    made.percent = percent;
    made.after_days = after_days;
    return made;
  };
  book.rules = {
      education,
      volunteer,
      honour,
      absence,
      large_fine,
      small_fine,
      list,
      restore("R1", {"主动改正", "Made good"}, "fine", repair_step::corrected, 35, 0),
      restore("R2", {"公益服务", "Community service"}, "fine", repair_step::service, 20, 30),
      restore("R3", {"良好用信", "Good conduct"}, "list", repair_step::conduct, 30, 365)};
  ceiling serious;
  serious.id = "C1";
  serious.title = {"严重失信未修复", "Serious act not repaired"};
  serious.categories = {"list"};
  serious.valid_months = 36;
  serious.max_score = 549;
  serious.cite = {{"measures", "12"}};
  book.ceilings = {serious};
}

inline std::shared_ptr<rulebook> make_book() {
  auto book = std::make_shared<rulebook>();
  add_frame(*book);
  add_categories(*book);
  add_rules(*book);
  return book;
}

inline engine compile(std::shared_ptr<const rulebook> book) {
  result<engine> made = engine::compile(std::move(book));
  if (!made) throw std::runtime_error(made.failure().message);
  return std::move(*made);
}

/// A resident with their records, prepared for one engine.
class resident {
public:
  resident(const engine& engine, const subject& given) : engine_(engine) {
    slots_.emplace_back(engine.book().subject_attributes.size());
    result<prepared_subject> made = engine.prepare(given, slots_.back());
    if (!made) throw std::runtime_error(made.failure().message);
    subject_ = *made;
  }

  void add(const record& given) {
    slots_.emplace_back(engine_.attribute_count(engine_.find_category(given.category)));
    records_.push_back(engine_.prepare(given, slots_.back()));
    mark_duplicates(records_);
  }

  [[nodiscard]] const prepared_subject& facts() const { return subject_; }
  [[nodiscard]] const std::vector<prepared_record>& records() const { return records_; }
  [[nodiscard]] assessment assess(date day = today) const {
    assessment made;
    if (!engine_.assess(subject_, records_, day, depth::everything, made)) {
      throw std::runtime_error("not effective");
    }
    return made;
  }

private:
  const engine& engine_;
  prepared_subject subject_;
  std::vector<prepared_record> records_;
  std::deque<std::vector<value>> slots_;
};

/// Somebody who is eligible and has nothing that counts by itself.
inline subject adult(std::string_view id) {
  subject given;
  given.subject_id = id;
  given.birth_date = date::of(1980, 1, 1);
  given.residency = residency::registered;
  given.capacity = capacity::full;
  return given;
}

inline record record_of(std::string_view id, std::string_view category, std::string_view provider,
                        date occurred_on) {
  record made;
  made.record_id = id;
  made.category = category;
  made.provider = provider;
  made.occurred_on = occurred_on;
  return made;
}

/// Lin: good and bad records, one partly repaired, one disputed, one unknown number.
inline resident lin(const engine& engine) {
  static const named_value education{"education", value::of(std::string_view("bachelor"))};
  static const named_value hours_120{"hours", value::of(std::int64_t{120})};
  static const named_value hours_200{"hours", value::of(std::int64_t{200})};
  static const named_value amount_500{"amount", value::of(std::int64_t{500})};
  static const named_value amount_3000{"amount", value::of(std::int64_t{3000})};
  subject given;
  given.subject_id = "lin-7f3a";
  given.birth_date = date::of(1990, 5, 1);
  given.residency = residency::registered;
  given.capacity = capacity::full;
  given.enrolled_on = date::of(2024, 1, 1);
  given.attributes = {&education, 1};
  resident made(engine, given);
  record v1 = record_of("v1", "volunteer", "市志愿服务联合会", date::of(2026, 3, 10));
  v1.attributes = {&hours_120, 1};
  record v2 = record_of("v2", "volunteer", "市志愿服务联合会", date::of(2026, 5, 1));
  v2.attributes = {&hours_200, 1};
  record f1 = record_of("f1", "fine", "市交警支队", date::of(2025, 10, 15));
  f1.attributes = {&amount_500, 1};
  f1.corrected_on = date::of(2026, 1, 5);
  record f2 = record_of("f2", "fine", "市生态环境局", date::of(2026, 2, 20));
  f2.attributes = {&amount_3000, 1};
  record d1 = record_of("d1", "fine", "市城市管理局", date::of(2026, 4, 1));
  d1.attributes = {&amount_500, 1};
  d1.status = record_status::disputed;
  made.add(v1);
  made.add(v2);
  made.add(record_of("v3", "volunteer", "市志愿服务联合会", date::of(2026, 6, 1)));
  made.add(record_of("h1", "honour", "市文明办", date::of(2025, 3, 1)));
  made.add(f1);
  made.add(f2);
  made.add(d1);
  made.add(record_of("x1", "religion", "某单位", date::of(2026, 1, 1)));
  made.add(v1);
  return made;
}

/// Chen: on a serious list, under a ceiling; two records of one act; records that
/// do not count for many reasons.
inline resident chen(const engine& engine) {
  static const named_value hours_400{"hours", value::of(std::int64_t{400})};
  static const named_value amount_500{"amount", value::of(std::int64_t{500})};
  static const named_value amount_3000{"amount", value::of(std::int64_t{3000})};
  subject given;
  given.subject_id = "chen-01bc";
  given.birth_date = date::of(1985, 2, 28);
  given.residency = residency::habitual;
  given.capacity = capacity::full;
  given.enrolled_on = date::of(2026, 1, 1);
  resident made(engine, given);
  record v5 = record_of("v5", "volunteer", "市志愿服务联合会", date::of(2026, 4, 20));
  v5.attributes = {&hours_400, 1};
  record f3 = record_of("f3", "fine", "市公安局", date::of(2026, 2, 20));
  f3.attributes = {&amount_3000, 1};
  f3.matter = "市公安局:2026-118";
  record f4 = record_of("f4", "fine", "市市场监管局", date::of(2026, 2, 25));
  f4.attributes = {&amount_500, 1};
  f4.matter = f3.matter;
  record h6 = record_of("h6", "honour", "市文明办", date::of(2026, 1, 10));
  h6.expires_on = date::of(2026, 6, 29);
  record self = record_of("h7", "honour", "市文明办", date::of(2026, 1, 10));
  self.origin = origin::self_declared;
  record revoked = record_of("f5", "fine", "市公安局", date::of(2026, 3, 1));
  revoked.attributes = {&amount_500, 1};
  revoked.status = record_status::revoked;
  record wrong = record_of("f6", "fine", "市公安局", date::of(2026, 3, 1));
  static const named_value text_amount{"amount", value::of(std::string_view("many"))};
  wrong.attributes = {&text_amount, 1};
  made.add(record_of("l1", "list", "市中级人民法院", date::of(2025, 9, 1)));
  made.add(record_of("h3", "honour", "市文明办", date::of(2026, 1, 10)));
  made.add(record_of("h4", "honour", "市文明办", date::of(2026, 2, 10)));
  made.add(record_of("h5", "honour", "市文明办", date::of(2026, 7, 1)));
  made.add(h6);
  made.add(self);
  made.add(record_of("h8", "honour", "某协会", date::of(2026, 1, 10)));
  made.add(record_of("h9", "honour", "市文明办", date::of(2023, 6, 29)));
  made.add(v5);
  made.add(f3);
  made.add(f4);
  made.add(revoked);
  made.add(wrong);
  made.add(record_of("f7", "fine", "市公安局", date::of(2003, 2, 27)));
  made.add(record_of("u1", "parking", "市城市管理局", date::of(2026, 1, 1)));
  made.add(record_of("n1", "visit", "市图书馆", date::of(2026, 1, 1)));
  return made;
}

}  // namespace town
