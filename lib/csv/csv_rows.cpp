// Rows of a CSV file (see csv_rows.hpp).
#include "csv/csv_rows.hpp"

#include <algorithm>
#include <utility>

#include "chengxin/diagnostics.hpp"
#include "chengxin/suggestion.hpp"
#include "csv/csv_row.hpp"
#include "csv/plain_rows.hpp"
#include "population/text.hpp"

namespace chengxin::io::rows {
namespace {

// What a column holds: a member, or the attribute of this name.
struct column {
  std::size_t member = most_members;
  std::string attribute;
  std::uint32_t number = text_index::none;  // of the attribute
};

class csv_rows final : public row_reader {
public:
  csv_rows(source& from, reading& progress) : from_(from), lines_(from, progress) {}

  std::optional<error> read_header(std::span<const member> members, const attribute_names& names);

  step next(row& into) override;
  std::span<const plain_column> plain_columns() const noexcept override { return plain_columns_; }
  bool next_plain(plain_run& into) override {
    return blank_lines_ == 0 && !row_is_waiting_ && plain_.next(lines_, columns_.size(), into);
  }
  void put_back_plain(std::size_t rows) noexcept override { plain_.put_back(rows); }
  std::size_t offset_of(std::uint32_t place) const noexcept override {
    return place == no_place ? 0 : cell_offset(text(), place);
  }
  std::string_view text() const noexcept override { return text_; }
  std::uint64_t consumed() const noexcept override { return lines_.consumed() + plain_.ahead(); }
  const line_reader& lines() const noexcept override { return lines_; }
  void restart(std::string_view text) override {
    lines_.restart(text);
    blank_lines_ = 0;
    row_is_waiting_ = false;
  }
  std::unique_ptr<row_reader> another(source& from, reading& progress) const override {
    auto made = std::make_unique<csv_rows>(from, progress);
    made->lines_.begin_within();
    made->columns_ = columns_;
    made->plain_columns_ = plain_columns_;
    made->parser_.keep_at_most(columns_.size());
    return made;
  }

private:
  [[nodiscard]] error refused(std::string code, std::size_t offset,
                              const std::string& reason) const;
  // False where there is no such column.
  [[nodiscard]] bool add_column(std::string_view name, std::span<const member> members,
                                const attribute_names& names);
  step bad(row_fault fault, std::string_view text);
  step take_blank_line();
  step take_cells(row& into);

  source& from_;
  line_reader lines_;
  csv_row_parser parser_;
  std::vector<column> columns_;
  std::vector<plain_column> plain_columns_;
  plain_rows plain_;
  std::string_view text_;
  // Blank lines are nothing at the end of the file and bad rows elsewhere, so
  // they wait for the line after them.
  std::uint64_t blank_lines_ = 0;
  std::uint64_t first_blank_line_ = 0;
  bool row_is_waiting_ = false;
  bool row_is_too_long_ = false;
};

error csv_rows::refused(std::string code, std::size_t offset, const std::string& reason) const {
  return {std::move(code), std::string(from_.name()) +
                               ":1:" + std::to_string(column_at(text_, offset)) + ": " + reason};
}

bool csv_rows::add_column(std::string_view name, std::span<const member> members,
                          const attribute_names& names) {
  column added;
  const auto known =
      std::find_if(members.begin(), members.end(), [&](const member& m) { return m.name == name; });
  const std::size_t prefix = attributes_member.size();
  if (known != members.end()) {
    added.member = static_cast<std::size_t>(known - members.begin());
  } else if (name.size() > prefix + 1 && name.substr(0, prefix) == attributes_member &&
             name[prefix] == '.') {
    added.attribute = name.substr(prefix + 1);
    added.number = names.find(added.attribute);
  } else {
    return false;
  }
  plain_columns_.push_back({added.member, added.number});
  columns_.push_back(std::move(added));
  return true;
}

std::optional<error> csv_rows::read_header(std::span<const member> members,
                                           const attribute_names& names) {
  const line_reader::found found = lines_.next_row();
  if (found == line_reader::found::failed) return lines_.failure();
  if (found == line_reader::found::too_long) {
    return refused("no_header", 0, "the header row is longer than 1 MiB");
  }
  if (found == line_reader::found::end) {
    return refused("no_header", 0, "the file is empty; its first row must name the columns");
  }
  row_fault fault;
  const csv_row_parser::outcome outcome = parser_.parse(lines_, fault);
  if (outcome == csv_row_parser::outcome::failed) return lines_.failure();
  text_ = parser_.text();
  if (outcome == csv_row_parser::outcome::bad) {
    return refused("no_header", fault.offset, "the header row cannot be read: " + fault.reason);
  }
  if (text_.empty()) {
    return refused("no_header", 0, "the first row is blank; it must name the columns");
  }
  text_index seen;
  const std::span<const std::string_view> cells = parser_.cells();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (seen.find(cells[i]) != text_index::none) {
      return refused("repeated_column", cell_offset(text_, i),
                     "column " + shown(cells[i]) + " is there twice");
    }
    seen.add(cells[i]);
    if (!add_column(cells[i], members, names)) {
      suggestion nearest(cells[i]);
      for (const member& m : members) nearest.offer(m.name);
      return refused("unknown_column", cell_offset(text_, i),
                     "unknown column " + shown(cells[i]) + nearest.text());
    }
  }
  for (const member& m : members) {
    if (m.required && seen.find(m.name) == text_index::none) {
      return refused("missing_column", 0, "column `" + std::string(m.name) + "` is required");
    }
  }
  parser_.keep_at_most(columns_.size());
  return std::nullopt;
}

row_reader::step csv_rows::bad(row_fault fault, std::string_view text) {
  fault_ = std::move(fault);
  text_ = text;
  return step::bad;
}

row_reader::step csv_rows::take_blank_line() {
  line_ = first_blank_line_++;
  --blank_lines_;
  return bad({"wrong_cell_count", "a blank line within the file", 0}, {});
}

row_reader::step csv_rows::take_cells(row& into) {
  const std::size_t count = parser_.cell_count();
  if (count != columns_.size()) {
    const std::string reason = "the row has " + std::to_string(count) + " cells, the header " +
                               std::to_string(columns_.size());
    const std::size_t offset = cell_offset(text_, std::min(count, columns_.size()));
    return bad({"wrong_cell_count", reason, offset}, text_);
  }
  into.attributes.clear();
  const std::string_view* cell = parser_.cells().data();
  std::uint32_t place = 0;
  for (const column& c : columns_) {
    const std::string_view text = *cell++;
    const shape what = text.empty() ? shape::absent : shape::cell;
    if (c.member < most_members) {
      // Each part where it belongs: to copy a whole, just put together, is to wait for it.
      given& member = into.members[c.member];
      member.text = text;
      member.place = place;
      member.what = what;
    } else if (what == shape::cell) {
      given_attribute& attribute = into.attributes.emplace_back();
      attribute.name = c.attribute;
      attribute.number = c.number;
      attribute.value.text = text;
      attribute.value.place = place;
      attribute.value.what = what;
    }
    ++place;
  }
  return step::row;
}

row_reader::step csv_rows::next(row& into) {
  plain_.leave(lines_);
  while (!row_is_waiting_) {
    const line_reader::found found = lines_.next_row();
    if (found == line_reader::found::end) return step::end;
    if (found == line_reader::found::failed) {
      failure_ = lines_.failure();
      return step::failed;
    }
    const std::string_view text = lines_.row();
    const bool is_blank = text.empty() || (text == "\r" && lines_.ended_in_lf());
    if (found == line_reader::found::line && is_blank) {
      if (blank_lines_++ == 0) first_blank_line_ = lines_.line_number();
      continue;
    }
    row_is_too_long_ = found == line_reader::found::too_long;
    row_is_waiting_ = true;
  }
  if (blank_lines_ > 0) return take_blank_line();
  row_is_waiting_ = false;
  line_ = lines_.line_number();
  if (row_is_too_long_) {
    if (!lines_.skip_row(true)) {
      failure_ = lines_.failure();
      return step::failed;
    }
    return bad({"row_too_long", "the row is longer than 1 MiB", 0}, lines_.row());
  }
  row_fault fault;
  switch (parser_.parse(lines_, fault)) {
    case csv_row_parser::outcome::row: break;
    case csv_row_parser::outcome::bad: return bad(std::move(fault), parser_.text());
    case csv_row_parser::outcome::failed: failure_ = lines_.failure(); return step::failed;
  }
  text_ = parser_.text();
  return take_cells(into);
}

}  // namespace

result<std::unique_ptr<row_reader>> read_csv(source& from, reading& progress,
                                             std::span<const member> members,
                                             const attribute_names& names) {
  auto reader = std::make_unique<csv_rows>(from, progress);
  if (std::optional<error> refused = reader->read_header(members, names)) return *refused;
  return std::unique_ptr<row_reader>(std::move(reader));
}

}  // namespace chengxin::io::rows
