// The built-in rulebook, case by case: a resident, their records, and the figures
// that an officer works out by hand from the published standard. The cases are data
// (tests/golden/sanming/cases.json); each says why its figures are right.
#include <deque>
#include <fstream>
#include <map>
#include <sstream>

#include "engine_fixture.hpp"
#include "json/document.hpp"

namespace scene {
namespace {

using json::node;

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const node* find(const node& object, std::string_view name) {
  for (const json::member& it : object.members) {
    if (it.name == name) return it.value.what == node::kind::null ? nullptr : &it.value;
  }
  return nullptr;
}
const node& get(const node& object, std::string_view name) {
  const node* found = find(object, name);
  if (found == nullptr) throw std::runtime_error("no member " + std::string(name));
  return *found;
}

std::optional<date> day_of(const node& object, std::string_view name) {
  const node* found = find(object, name);
  if (found == nullptr) return std::nullopt;
  const std::optional<date> read = parse_date(found->text);
  if (!read) throw std::runtime_error("no day: " + found->text);
  return read;
}
template <class Enum, std::size_t N>
Enum choice(const node& object, std::string_view name,
            const std::array<std::string_view, N>& names) {
  const std::optional<Enum> read = enum_from<Enum>(names, get(object, name).text);
  if (!read) throw std::runtime_error("no " + std::string(name));
  return *read;
}

std::vector<named_value> attributes_of(const node& object) {
  std::vector<named_value> made;
  const node* attributes = find(object, "attributes");
  if (attributes == nullptr) return made;
  for (const json::member& it : attributes->members) {
    value read = value::unreadable();
    if (it.value.what == node::kind::string) read = value::of(std::string_view(it.value.text));
    if (it.value.what == node::kind::boolean) read = value::of(it.value.boolean);
    if (it.value.what == node::kind::number)
      read = value::of(std::int64_t{std::stoll(it.value.text)});
    made.push_back({it.name, read});
  }
  return made;
}

void read_facts(const node& each, resident& into) {
  const node& who = get(each, "subject");
  into.who.subject_id = get(who, "subject_id").text;
  into.who.birth_date = day_of(who, "birth_date");
  into.who.enrolled_on = day_of(who, "enrolled_on");
  into.who.residency = choice<residency>(who, "residency", residency_names);
  into.who.capacity = choice<capacity>(who, "capacity", capacity_names);
  into.attributes = attributes_of(who);
  for (const node& it : get(each, "records").items) {
    record& made = into.add(get(it, "record_id").text, get(it, "category").text,
                            day_of(it, "occurred_on").value(), attributes_of(it));
    made.provider = get(it, "provider").text;
    made.expires_on = day_of(it, "expires_on");
    made.repaired_on = day_of(it, "repaired_on");
    made.corrected_on = day_of(it, "corrected_on");
    made.service_on = day_of(it, "service_on");
    made.conduct_on = day_of(it, "conduct_on");
    made.origin = choice<origin>(it, "origin", origin_names);
    made.status = choice<record_status>(it, "status", record_status_names);
    if (const node* matter = find(it, "matter")) made.matter = matter->text;
  }
}

/// A number of the case, as the tests write points.
std::string decimal(const node& it) {
  return to_string(parse_points(it.text).value());
}

void expect(const node& expected, resident& it, date as_of) {
  const assessment& out = it.on(as_of);
  const node* eligible = find(expected, "eligible");
  ASSERT_EQ(out.eligible, eligible == nullptr || eligible->boolean);
  if (const node* because = find(expected, "ineligible_because")) {
    std::string reasons;
    for (const node& reason : because->items) reasons += (reasons.empty() ? "" : " ") + reason.text;
    EXPECT_EQ(it.reasons(), reasons);
  }
  if (const node* dispositions = find(expected, "dispositions")) {
    for (const json::member& became : dispositions->members) {
      EXPECT_EQ(it.disposition(became.name), became.value.text) << became.name;
    }
  }
  const node* tier = find(expected, "tier");
  EXPECT_EQ(it.tier(), tier == nullptr ? "none" : tier->text);
  const node* total = find(expected, "total");
  EXPECT_EQ(it.total(), total == nullptr ? "none" : decimal(*total));
  if (!out.eligible) return;
  EXPECT_EQ(std::to_string(out.score), get(expected, "score").text);
  for (const json::member& dimension : get(expected, "dimensions").members) {
    EXPECT_EQ(it.value(dimension.name), decimal(dimension.value)) << dimension.name;
  }
  const node* ceiling = find(expected, "ceiling");
  ASSERT_EQ(out.ceiling.has_value(), ceiling != nullptr);
  if (ceiling == nullptr) return;
  EXPECT_EQ(it.book().ceilings[out.ceiling->index].id, ceiling->text);
}

// SPECIFICATION 4 and 7.1.2: the built-in rulebook gives what its standard says.
TEST(Golden, Sanming) {
  const json::document cases =
      json::parse(file_text(CHENGXIN_SOURCE_DIR "/tests/golden/sanming/cases.json"));
  ASSERT_TRUE(cases.root.has_value());
  const engine made = compile(std::string(io::builtin_rulebook_json()));
  for (const node& each : cases.root->items) {
    const std::string name = get(each, "case").text;
    SCOPED_TRACE(name + ": " + get(each, "why").text);
    resident it(made);
    read_facts(each, it);
    expect(get(each, "expect"), it, day_of(each, "as_of").value());
  }
  EXPECT_GE(cases.root->items.size(), 149U);
}

}  // namespace
}  // namespace scene
