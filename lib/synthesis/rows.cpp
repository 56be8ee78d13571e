// Synthetic rows as CSV and as JSON Lines. Never writes what a row does not hold:
// an absent member is an empty cell, or no member at all.
#include "synthesis/rows.hpp"

#include <array>
#include <span>

namespace chengxin::synthesis {
namespace {

void append_csv_text(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_json_text(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    } else {
      out += c;
    }
  }
  out += '"';
}

/// A row of CSV: cells in the order of the columns.
class csv_line {
public:
  explicit csv_line(std::string& out) : out_(out) {}

  void text(std::string_view /*name*/, std::string_view content) {
    separate();
    append_csv_text(out_, content);
  }
  void day(std::string_view /*name*/, date content) {
    separate();
    if (content != no_day) append_date(out_, content);
  }
  void attributes(std::span<const std::string_view> columns,
                  std::span<const attribute_cell> cells) {
    std::size_t next = 0;
    for (std::size_t column = 0; column < columns.size(); ++column) {
      separate();
      if (next < cells.size() && cells[next].column == column) {
        append_csv_text(out_, cells[next++].text);
      }
    }
  }
  void end() { out_ += '\n'; }

private:
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }

  std::string& out_;
  bool first_ = true;
};

/// A line of JSON Lines: the members that are there.
class json_line {
public:
  explicit json_line(std::string& out) : out_(out) {}

  void text(std::string_view name, std::string_view content) {
    if (content.empty()) return;
    member(name);
    append_json_text(out_, content);
  }
  void day(std::string_view name, date content) {
    if (content == no_day) return;
    member(name);
    out_ += '"';
    append_date(out_, content);
    out_ += '"';
  }
  void attributes(std::span<const std::string_view> columns,
                  std::span<const attribute_cell> cells) {
    if (cells.empty()) return;
    member("attributes");
    char before = '{';
    for (const attribute_cell& cell : cells) {
      out_ += before;
      before = ',';
      append_json_text(out_, columns[cell.column]);
      out_ += ':';
      if (cell.literal) {
        out_ += cell.text;
      } else {
        append_json_text(out_, cell.text);
      }
    }
    out_ += '}';
  }
  void end() { out_ += "}\n"; }

private:
  void member(std::string_view name) {
    out_ += first_ ? "{\"" : ",\"";
    first_ = false;
    out_ += name;
    out_ += "\":";
  }

  std::string& out_;
  bool first_ = true;
};

template <class Line>
void append_row(Line line, const subject_row& row, std::span<const std::string_view> columns) {
  line.text("subject_id", row.subject_id);
  line.day("birth_date", row.birth_date);
  line.text("residency", row.residency);
  line.text("capacity", row.capacity);
  line.day("enrolled_on", row.enrolled_on);
  line.attributes(columns, row.attributes);
  line.end();
}

template <class Line>
void append_row(Line line, const record_row& row, std::span<const std::string_view> columns) {
  line.text("record_id", row.record_id);
  line.text("subject_id", row.subject_id);
  line.text("category", row.category);
  line.text("provider", row.provider);
  line.day("occurred_on", row.occurred_on);
  line.day("expires_on", row.expires_on);
  line.text("origin", row.origin);
  line.text("status", row.status);
  line.day("repaired_on", row.repaired_on);
  line.day("corrected_on", row.corrected_on);
  line.day("service_on", row.service_on);
  line.day("conduct_on", row.conduct_on);
  line.text("matter", row.matter);
  line.attributes(columns, row.attributes);
  line.end();
}

void append_header(std::string& out, std::string_view members,
                   std::span<const std::string_view> columns) {
  out += members;
  for (const std::string_view column : columns) {
    out += ",attributes.";
    out += column;
  }
  out += '\n';
}

}  // namespace

void row_writer::append_subject_header(std::string& out) const {
  if (format_ != io::row_format::csv) return;
  append_header(out, "subject_id,birth_date,residency,capacity,enrolled_on", columns_);
}

void row_writer::append_record_header(std::string& out) const {
  if (format_ != io::row_format::csv) return;
  append_header(out,
                "record_id,subject_id,category,provider,occurred_on,expires_on,origin,status,"
                "repaired_on,corrected_on,service_on,conduct_on,matter",
                columns_);
}

void row_writer::append(std::string& out, const subject_row& row) const {
  if (format_ == io::row_format::csv) {
    append_row(csv_line(out), row, columns_);
  } else {
    append_row(json_line(out), row, columns_);
  }
}

void row_writer::append(std::string& out, const record_row& row) const {
  if (format_ == io::row_format::csv) {
    append_row(csv_line(out), row, columns_);
  } else {
    append_row(json_line(out), row, columns_);
  }
}

}  // namespace chengxin::synthesis
