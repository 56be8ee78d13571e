// One resident scored with the headers alone: a rulebook built in code, two
// records, every point with its rule. Nothing is linked, read or written but this.
#include <chengxin/engine.hpp>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace chengxin;

/// Two dimensions and the one that repairs: hours of volunteering add points, an
/// unpaid fine takes some for a year.
rulebook make_rulebook() {
  rulebook book;
  book.id = "village";
  book.version = "1";
  book.title = {"示例村诚信积分", "An example village's score"};
  book.effective_from = date::of(2026, 1, 1);
  book.basis = {{"rules", {"村规民约", "Village rules"}}};
  book.base = points::whole(600);
  book.min_score = 0;
  book.max_score = 1000;
  book.min_age = 18;
  book.residencies.insert(residency::registered);
  book.capacities.insert(capacity::full);
  book.dimensions = {{"good", {"守信", "Good conduct"}, {}, points{}, points::whole(100), false},
                     {"breach", {"失信", "Breach"}, {}, points::whole(-100), points{}, false},
                     {"repair", {"修复", "Repair"}, {}, points{}, points::whole(100), true}};

  category volunteering;
  volunteering.id = "volunteering";
  volunteering.title = {"志愿服务", "Volunteering"};
  volunteering.nature = nature::good;
  volunteering.cite = {{"rules", "1"}};
  volunteering.origins.insert(origin::platform);
  attribute_declaration hours;
  hours.name = "hours";
  hours.type = value_type::integer;
  hours.required = true;
  volunteering.attributes = {hours};

  category fine;
  fine.id = "unpaid_fine";
  fine.title = {"逾期未缴罚款", "Fine not paid in time"};
  fine.nature = nature::bad;
  fine.cite = {{"rules", "2"}};
  fine.origins.insert(origin::platform);
  book.categories = {volunteering, fine};

  rule per_hour;
  per_hour.id = "V1";
  per_hour.dimension = "good";
  per_hour.title = {"每10小时加5分", "5 points for each 10 hours"};
  per_hour.cite = {{"rules", "1"}};
  per_hour.categories = {"volunteering"};
  per_hour.points = per_points{"hours", 10, points::whole(5), points::whole(40)};
  per_hour.limits.total = points::whole(60);

  rule unpaid;
  unpaid.id = "F1";
  unpaid.dimension = "breach";
  unpaid.title = {"逾期未缴罚款扣30分", "30 points for a fine not paid in time"};
  unpaid.cite = {{"rules", "2"}};
  unpaid.categories = {"unpaid_fine"};
  unpaid.points = points::whole(-30);
  unpaid.valid_months = 12;

  rule paid;
  paid.id = "P1";
  paid.dimension = "repair";
  paid.title = {"缴清后恢复一半", "Half is given back once it is paid"};
  paid.cite = {{"rules", "3"}};
  paid.kind = rule_kind::restore;
  paid.categories = {"unpaid_fine"};
  paid.step = repair_step::corrected;
  paid.percent = 50;
  book.rules = {per_hour, unpaid, paid};

  book.tiers = {{"high", {"高", "High"}, {}, 600}, {"low", {"低", "Low"}, {}, 0}};
  return book;
}

}  // namespace

int main() {
  const result<engine> made = engine::compile(std::make_shared<const rulebook>(make_rulebook()));
  if (!made) {
    std::fprintf(stderr, "%s: %s\n", made.failure().code.c_str(), made.failure().message.c_str());
    return 1;
  }

  subject resident;
  resident.subject_id = "resident-1";
  resident.birth_date = date::of(1990, 4, 1);
  resident.residency = residency::registered;
  resident.capacity = capacity::full;
  const result<prepared_subject> who = made->prepare(resident, {});
  if (!who) return 1;

  const named_value thirty_five_hours{"hours", value::of(std::int64_t{35})};
  record service;
  service.record_id = "r1";
  service.category = "volunteering";
  service.provider = "youth-league";
  service.occurred_on = date::of(2026, 1, 20);
  service.attributes = {&thirty_five_hours, 1};
  record fine;
  fine.record_id = "r2";
  fine.category = "unpaid_fine";
  fine.provider = "town-hall";
  fine.occurred_on = date::of(2026, 1, 31);
  fine.corrected_on = date::of(2026, 2, 20);

  value slot;  // one attribute is declared by `volunteering`, none by `unpaid_fine`
  const std::vector<prepared_record> records{made->prepare(service, {&slot, 1}),
                                             made->prepare(fine, {})};
  assessment outcome;
  if (!made->assess(*who, records, date::of(2026, 2, 28), depth::everything, outcome)) return 1;

  const rulebook& book = made->book();
  std::printf("%-8s %8s  base\n", "", to_string(outcome.base).c_str());
  for (std::size_t d = 0; d < outcome.dimensions.size(); ++d) {
    for (const award& a : outcome.awards_of(d)) {
      std::printf("%-8s %8s  %s\n", book.dimensions[d].id.c_str(), to_string(a.value).c_str(),
                  book.rules[a.rule].title.en.c_str());
    }
  }
  for (const restoration& r : outcome.restored) {
    std::printf("%-8s %8s  given back of %s\n", "repair", to_string(r.value).c_str(),
                book.dimensions[r.dimension].id.c_str());
  }
  std::printf("%-8s %8s  tier %s\n", "total", to_string(outcome.total).c_str(),
              book.tiers[outcome.tier].id.c_str());
  return 0;
}
