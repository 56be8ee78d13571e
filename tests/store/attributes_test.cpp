// Attributes in a store: of every type, from CSV, from JSON Lines and as values, in files
// chained by either digest; and subjects' attributes under another rulebook.
//
// Worked out by hand: base 500. An attribute that is read as what it is gives 1 (integer), 2
// (number), 4 (string), 8 (boolean) or 16 (date), and the subject's own gives 32.
#include <array>
#include <string>
#include <vector>

#include "small_store.hpp"

namespace {

using namespace small_store;

std::string dimension(const std::string& id) {
  return R"({"id": ")" + id + R"(", "title": {"zh": "维", "en": "D"}, "min": 0, "max": 100},)";
}

std::string rule(const std::string& id, const std::string& in, const std::string& when,
                 int points) {
  return R"({"id": ")" + id + R"(", "dimension": ")" + in +
         R"(", "title": {"zh": "规", "en": "R"}, "cite": ["law:1"], "categories": ["act"], "when": ")" +
         when + R"(", "points": )" + std::to_string(points) + "},";
}

// `degree`: what the rulebook says of the subject's attribute.
std::string book(const std::string& version, const std::string& first_day,
                 const std::string& degree) {
  return R"({"format": "chengxin-rulebook/1", "id": "types", "version": ")" + version +
         R"(", "title": {"zh": "标准", "en": "Types"}, "jurisdiction": "350400",
    "effective": {"from": ")" +
         first_day + R"(", "until": null},
    "basis": [{"id": "law", "title": {"zh": "办法", "en": "Law"}}],
    "score": {"base": 500, "min": 0, "max": 1000},
    "eligibility": {"min_age": 18, "residency": ["registered"], "capacity": ["full"]},
    "subject_attributes": {)" +
         degree + R"(},
    "dimensions": [)" +
         dimension("a") + dimension("b") + dimension("c") + dimension("d") + dimension("e") + R"(
      {"id": "own", "title": {"zh": "维", "en": "D"}, "min": 0, "max": 100}],
    "categories": [{"id": "act", "title": {"zh": "事", "en": "Act"}, "nature": "good", "attributes": {
      "count": {"type": "integer"}, "rate": {"type": "number"}, "place": {"type": "string"},
      "seen": {"type": "boolean"}, "ended": {"type": "date"}}}],
    "rules": [)" +
         rule("R1", "a", "record.count == -3", 1) + rule("R2", "b", "record.rate == 2.5", 2) +
         rule("R3", "c", "record.place == 'x, \\\"y\\\"'", 4) + rule("R4", "d", "record.seen", 8) +
         rule("R5", "e", "record.ended == date('2026-03-02')", 16) + R"(
      {"id": "R6", "dimension": "own", "title": {"zh": "规", "en": "R"}, "cite": ["law:1"],
       "kind": "subject", "when": ")" +
         (degree.empty() ? "subject.age > 200" : "has(subject.degree)") + R"(", "points": 32}],
    "tiers": [{"id": "A", "title": {"zh": "好", "en": "A"}, "min": 0}],
    "uses": []})";
}

constexpr const char* degree = R"("degree": {"type": "string", "values": ["BA", "MA"]})";

class Attributes : public StoreTest {
public:
  void SetUp() override {}

  void begin(chain_digest by) {
    close();
    std::filesystem::remove(folder_.file());
    make(by);
    value_of(city().add_rulebook(book("1", "2026-01-01", degree)));
  }

  import_summary import(std::string_view people, std::string_view acts, io::row_format format) {
    return import_text(city(), people, acts, {}, format);
  }
  import_summary from_csv() {
    return import(
        "subject_id,birth_date,residency,capacity,attributes.degree\n"
        "ann,1990-05-05,registered,full,MA\n",
        "record_id,subject_id,category,provider,occurred_on,origin,status,attributes.count,"
        "attributes.rate,attributes.place,attributes.seen,attributes.ended\n"
        "r1,ann,act,p,2026-03-01,platform,active,-3,2.5,\"x, \"\"y\"\"\",true,2026-03-02\n",
        io::row_format::csv);
  }
  import_summary from_json() {
    return import(
        R"({"subject_id":"ann","birth_date":"1990-05-05","residency":"registered","capacity":"full",)"
        R"("attributes":{"degree":"MA"}})"
        "\n",
        R"({"record_id":"r1","subject_id":"ann","category":"act","provider":"p",)"
        R"("occurred_on":"2026-03-01","origin":"platform","status":"active","attributes":{)"
        R"("ended":"2026-03-02","seen":true,"place":"x, \"y\"","rate":2.5,"count":-3}})"
        "\n",
        io::row_format::jsonl);
  }
  import_summary from_values() {
    const std::array<named_value, 1> own = {{{"degree", value::of(std::string_view("MA"))}}};
    subject ann;
    ann.subject_id = "ann";
    ann.birth_date = day("1990-05-05");
    ann.residency = residency::registered;
    ann.capacity = capacity::full;
    ann.attributes = own;
    import_summary told = value_of(city().add(ann));
    const std::array<named_value, 5> given = {{{"count", value::of(std::int64_t{-3})},
                                               {"rate", value::of(2.5)},
                                               {"place", value::of(std::string_view("x, \"y\""))},
                                               {"seen", value::of(true)},
                                               {"ended", value::of(day("2026-03-02"))}}};
    record act;
    act.record_id = "r1";
    act.category = "act";
    act.provider = "p";
    act.occurred_on = day("2026-03-01");
    act.attributes = given;
    const import_summary more = value_of(city().add("ann", std::span<const record>(&act, 1)));
    told.records_new = more.records_new;
    told.records_same = more.records_same;
    told.records_changed = more.records_changed;
    return told;
  }
};

// STORE 2.2
TEST_F(Attributes, OfEveryTypeAreTheSameFromEveryDoor) {
  using door = import_summary (Attributes::*)();
  const std::array<door, 3> doors = {&Attributes::from_csv, &Attributes::from_json,
                                     &Attributes::from_values};
  for (const chain_digest by : {chain_digest::sha256, chain_digest::sm3}) {
    for (const door first : doors) {
      begin(by);
      import_summary told = (this->*first)();
      EXPECT_EQ(told.subjects_new, 1U);
      EXPECT_EQ(told.records_new, 1U);
      EXPECT_EQ(score("ann"), "563 A");  // 500 + 1 + 2 + 4 + 8 + 16 + 32
      const std::string before = value_of(city().head());
      for (const door again : doors) {
        told = (this->*again)();
        EXPECT_EQ(told.subjects_same, 1U);
        EXPECT_EQ(told.records_same, 1U);
      }
      EXPECT_EQ(value_of(city().head()), before);
      EXPECT_TRUE(value_of(city().verify(before)).ok);
      value_of(city().erase("ann", "request"));
      EXPECT_TRUE(value_of(city().verify(before)).ok);
    }
  }
}

TEST_F(Attributes, ThatChangedAreANewVersion) {
  begin(chain_digest::sha256);
  static_cast<void>(from_csv());
  const import_summary told =
      import("",
             R"({"record_id":"r1","subject_id":"ann","category":"act","provider":"p",)"
             R"("occurred_on":"2026-03-01","origin":"platform","status":"active","attributes":{)"
             R"("ended":"2026-03-02","seen":false,"place":"x, \"y\"","rate":2.5,"count":-3}})"
             "\n",
             io::row_format::jsonl);
  EXPECT_EQ(told.records_changed, 1U);
  EXPECT_EQ(score("ann"), "555 A");
}

// STORE 2.5
TEST_F(Attributes, OfSubjectsAreCheckedByTheRulebookOfTheDay) {
  begin(chain_digest::sha256);
  const std::string header = "subject_id,birth_date,residency,capacity,attributes.degree\n";
  EXPECT_EQ(import(header + "ann,1990-05-05,registered,full,PhD\n", "", io::row_format::csv).bad,
            1U);
  static_cast<void>(from_csv());
  // From July on a degree is something else, and from August on it is nothing.
  value_of(city().add_rulebook(
      book("2", "2026-07-01", R"("degree": {"type": "string", "values": ["PhD"]})")));
  value_of(city().add_rulebook(book("3", "2026-08-01", "")));
  EXPECT_EQ(score("ann", {day("2026-06-30"), std::nullopt}), "563 A");
  EXPECT_EQ(score("ann", {day("2026-07-01"), std::nullopt}), "531 A");
  EXPECT_EQ(score("ann", {day("2026-08-01"), std::nullopt}), "531 A");
  EXPECT_EQ(import(header + "ben,1990-05-05,registered,full,PhD\n", "", io::row_format::csv).bad,
            1U);
  set_clock("2026-07-01T02:00:00Z");
  EXPECT_EQ(import(header + "ben,1990-05-05,registered,full,PhD\n", "", io::row_format::csv).bad,
            0U);
}

}  // namespace
