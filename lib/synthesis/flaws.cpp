// Each kind of bad row is a good row with one thing broken: a member, or a place
// in the text that was written from it.
#include "synthesis/flaws.hpp"

#include <functional>
#include <vector>

namespace chengxin::synthesis {
namespace {

constexpr date some_day = date::of(2024, 2, 29);
constexpr std::string_view some_day_text = "2024-02-29";

std::string with(std::string text, std::string_view found, std::string_view put) {
  text.replace(text.find(found), found.size(), put);
  return text;
}

template <class Row>
struct flaw {
  std::function<void(Row&)> of_row;
  std::function<std::string(const std::string&)> of_text;
};

/// Flaws of the text, that rows of both files have alike.
template <class Row>
void add_flaws_of_text(std::vector<flaw<Row>>& flaws, io::row_format format) {
  const auto no_change = [](Row&) {};
  flaws.push_back(
      {no_change, [](const std::string& text) { return with(text, some_day_text, "2023-02-29"); }});
  flaws.push_back(
      {no_change, [](const std::string& text) { return with(text, some_day_text, "1899-12-31"); }});
  flaws.push_back(
      {no_change, [](const std::string& text) { return with(text, some_day_text, "29.2.2024"); }});
  flaws.push_back(
      {no_change, [](const std::string& text) { return with(text, "flawed", "flawed\xFF"); }});
  if (format == io::row_format::csv) {
    flaws.push_back(
        {no_change, [](const std::string& text) { return with(text, "\n", ",too,many\n"); }});
    flaws.push_back({no_change, [](const std::string& text) { return text.substr(0, 6) + '\n'; }});
  } else {
    flaws.push_back({no_change, [](const std::string& text) { return with(text, "}\n", "\n"); }});
    flaws.push_back({no_change, [](const std::string& text) {
                       return with(text, "{", R"({"no_such_member":1,)");
                     }});
    flaws.push_back({no_change, [](const std::string& text) {
                       return with(text, "{", R"({"subject_id":"flawed twice",)");
                     }});
  }
}

template <class Row>
std::uint32_t append_all(std::string& out, const row_writer& writer, const Row& good,
                         const std::vector<flaw<Row>>& flaws) {
  for (const flaw<Row>& f : flaws) {
    Row row = good;
    if (f.of_row) f.of_row(row);
    std::string text;
    writer.append(text, row);
    out += f.of_text ? f.of_text(text) : text;
  }
  return static_cast<std::uint32_t>(flaws.size());
}

}  // namespace

std::uint32_t append_bad_subjects(std::string& out, const row_writer& writer, const rulebook& book,
                                  const std::string& known_subject, std::uint32_t number) {
  subject_row good;
  good.subject_id = "flawed " + std::to_string(number);
  good.residency = name_of(residency::registered);
  good.capacity = name_of(capacity::full);
  good.birth_date = some_day;
  std::vector<flaw<subject_row>> flaws{
      {[](subject_row& row) { row.subject_id.clear(); }, {}},
      {[](subject_row& row) { row.subject_id.resize(65, '-'); }, {}},
      {[&](subject_row& row) { row.subject_id = known_subject; }, {}},
      {[](subject_row& row) { row.residency = "elsewhere"; }, {}},
      {[](subject_row& row) { row.residency = {}; }, {}},
      {[](subject_row& row) { row.capacity = "half"; }, {}},
      {[](subject_row& row) { row.capacity = {}; }, {}},
  };
  add_flaws_of_text(flaws, writer.format());
  for (std::uint32_t a = 0; a < book.subject_attributes.size(); ++a) {
    const attribute_declaration& declared = book.subject_attributes[a];
    if (declared.type == value_type::string && declared.values.empty()) continue;
    flaws.push_back({[a](subject_row& row) {
                       row.attributes.assign(1, {a, "no such value", false});
                     },
                     {}});
  }
  return append_all(out, writer, good, flaws);
}

std::uint32_t append_bad_records(std::string& out, const row_writer& writer,
                                 const std::string& known_subject, const std::string& category,
                                 std::uint32_t number) {
  record_row good;
  good.record_id = "flawed " + std::to_string(number);
  good.subject_id = known_subject;
  good.category = category;
  good.provider = "somebody";
  good.origin = name_of(origin::platform);
  good.status = "active";
  good.occurred_on = some_day;
  constexpr date day_before = date::of(2024, 2, 28);
  std::vector<flaw<record_row>> flaws{
      {[](record_row& row) { row.record_id.clear(); }, {}},
      {[](record_row& row) { row.record_id.resize(65, '-'); }, {}},
      {[](record_row& row) { row.subject_id = "nobody"; }, {}},
      {[](record_row& row) { row.subject_id.clear(); }, {}},
      {[](record_row& row) { row.category = {}; }, {}},
      {[](record_row& row) { row.provider.clear(); }, {}},
      {[](record_row& row) { row.origin = "hearsay"; }, {}},
      {[](record_row& row) { row.status = "forgotten"; }, {}},
      {[](record_row& row) { row.status = "repaired"; }, {}},
      {[](record_row& row) { row.repaired_on = row.occurred_on; }, {}},
      {[=](record_row& row) { row.expires_on = day_before; }, {}},
      {[=](record_row& row) { row.corrected_on = day_before; }, {}},
      {[=](record_row& row) { row.service_on = day_before; }, {}},
      {[=](record_row& row) { row.conduct_on = day_before; }, {}},
      {[=](record_row& row) {
         row.status = "repaired";
         row.repaired_on = day_before;
       },
       {}},
  };
  add_flaws_of_text(flaws, writer.format());
  return append_all(out, writer, good, flaws);
}

}  // namespace chengxin::synthesis
