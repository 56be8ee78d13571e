// Draws a report as plain text, for a terminal or a print-out. Never decides
// what it says: see document.cpp.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "chengxin/io/report.hpp"
#include "layout.hpp"
#include "model.hpp"
#include "visible.hpp"
#include "words.hpp"

namespace chengxin::io {
namespace {

using namespace report;

constexpr std::size_t margin = 2;
constexpr std::size_t amount_width = 10;
constexpr std::size_t bar_width = 40;

class text_drawer {
public:
  text_drawer(std::string& out, language chosen) : out_(out), chosen_(chosen) {}

  void draw(const document& drawn) {
    underlined(visible(drawn.title), '=', 0);
    line(visible(drawn.subtitle), 0, 0);
    out_ += '\n';
    (*this)(drawn.identity);
    for (const section& part : drawn.sections) draw(part);
  }

  void operator()(const paragraph& it) { line(visible(it.text), margin, margin); }

  void operator()(const bullet_list& it) {
    for (const std::string& item : it.items) {
      out_.append(margin, ' ');
      out_ += "- ";
      append_wrapped(out_, visible(item), margin + 2, margin + 2);
    }
  }

  void operator()(const fact_list& it) {
    std::size_t widest = 0;
    for (const fact_list::fact& fact : it.facts) widest = std::max(widest, width_of(fact.label));
    for (const fact_list::fact& fact : it.facts) {
      out_.append(margin, ' ');
      append_left(out_, fact.label, widest + 2);
      append_wrapped(out_, visible(fact.text), margin + widest + 2, margin + widest + 2);
    }
  }

  void operator()(const chart& it) {
    std::vector<std::string> labels;
    std::size_t widest = 0;
    for (const chart::bar& bar : it.bars) {
      labels.push_back(shortened(visible(bar.label), 24));
      widest = std::max(widest, width_of(labels.back()));
    }
    line(it.caption, margin, margin);
    for (std::size_t i = 0; i < it.bars.size(); ++i) {
      const chart::bar& bar = it.bars[i];
      out_.append(margin, ' ');
      append_left(out_, labels[i], widest);
      append_right(out_, bar.amount, amount_width);
      const std::size_t low = place_of(it, std::min(bar.from, bar.to));
      std::size_t high = place_of(it, std::max(bar.from, bar.to));
      if (high == low && bar.from != bar.to) high = std::min(low + 1, bar_width);
      const char mark = bar.whole ? '#' : bar.to < bar.from ? '-' : '+';
      std::string drawn = std::string(std::min(low, high), ' ') + std::string(high - low, mark);
      drawn.resize(bar_width, ' ');
      out_ += " |";
      out_ += drawn;
      out_ += "|\n";
    }
    out_ += '\n';
  }

  void operator()(const ledger& it) {
    line(it.caption, margin, margin);
    bool totals = false;
    for (const ledger::line& entry : it.lines) {
      switch (entry.what) {
        case ledger::kind::heading: draw_heading(entry); break;
        case ledger::kind::item: draw_item(it, entry); break;
        case ledger::kind::subtotal: draw_sum(entry); break;
        case ledger::kind::total:
          if (!totals) rule();
          totals = true;
          draw_sum(entry);
          break;
      }
    }
    out_ += '\n';
  }

  void operator()(const table& it) {
    line(it.caption, margin, margin);
    std::vector<std::vector<std::string>> rows{it.columns};
    for (const std::vector<std::string>& row : it.rows) {
      rows.emplace_back();
      for (const std::string& cell : row) rows.back().push_back(visible(cell));
    }
    std::vector<std::size_t> widths(it.columns.size(), 0);
    for (const std::vector<std::string>& row : rows) {
      for (std::size_t c = 0; c < row.size(); ++c)
        widths[c] = std::max(widths[c], width_of(row[c]));
    }
    std::size_t whole = margin + 2;
    for (const std::size_t width : widths) whole += width + 2;
    if (whole <= page_width + 2) {
      for (const std::vector<std::string>& row : rows) draw_in_columns(row, widths);
    } else {
      for (std::size_t r = 1; r < rows.size(); ++r) draw_stacked(it.columns, rows[r]);
    }
  }

private:
  void draw(const section& part) {
    out_ += '\n';
    if (!part.heading.empty()) {
      const std::string heading = visible(part.heading);
      if (part.within) {
        line("[ " + heading + " ]", margin, margin);
      } else {
        underlined(heading, '-', 0);
      }
    }
    bool first = true;
    for (const block& it : part.blocks) {
      if (!first && out_.compare(out_.size() - 2, 2, "\n\n") != 0) out_ += '\n';
      first = false;
      std::visit(*this, it);
    }
    while (out_.size() > 1 && out_.compare(out_.size() - 2, 2, "\n\n") == 0) out_.pop_back();
  }

  void line(std::string_view text, std::size_t column, std::size_t indent) {
    out_.append(column, ' ');
    append_wrapped(out_, text, column, indent);
  }

  void underlined(const std::string& text, char mark, std::size_t column) {
    line(text, column, column);
    out_.append(std::min(width_of(text), page_width), mark);
    out_ += '\n';
  }

  void rule() {
    out_.append(margin, ' ');
    out_.append(page_width - margin, '-');
    out_ += '\n';
  }

  void draw_heading(const ledger::line& entry) {
    out_ += '\n';
    line(visible(entry.label), margin, margin);
    for (const std::string& detail : entry.details) line(visible(detail), margin + 2, margin + 2);
  }

  void draw_item(const ledger& in, const ledger::line& entry) {
    constexpr std::size_t indent = margin + amount_width + 2;
    out_.append(margin, ' ');
    append_right(out_, entry.amount, amount_width);
    out_ += "  ";
    append_wrapped(out_, visible(entry.label), indent, indent);
    for (const std::string& detail : entry.details) {
      if (!detail.empty()) line(visible(detail), indent, indent);
    }
    if (!entry.cells.empty()) line(labelled(in.columns, entry.cells, 0, 4), indent, indent);
  }

  void draw_sum(const ledger::line& entry) {
    std::string label;
    label.append(margin, ' ');
    label += visible(entry.label);
    out_ += label;
    if (width_of(label) + amount_width > page_width) {
      out_ += '\n';
      label.clear();
    }
    append_right(out_, entry.amount, page_width - width_of(label));
    out_ += '\n';
    for (const std::string& detail : entry.details) line(visible(detail), margin + 2, margin + 2);
  }

  void draw_in_columns(const std::vector<std::string>& row,
                       const std::vector<std::size_t>& widths) {
    out_.append(margin + 2, ' ');
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c + 1 == row.size()) {
        out_ += row[c];
      } else {
        append_left(out_, row[c], widths[c] + 2);
      }
    }
    while (out_.back() == ' ') out_.pop_back();
    out_ += '\n';
  }

  void draw_stacked(const std::vector<std::string>& columns, const std::vector<std::string>& row) {
    const std::size_t indent = margin + 4;
    out_.append(margin, ' ');
    out_ += "- ";
    append_wrapped(out_, row.front(), margin + 2, indent);
    const std::string middle = labelled(columns, row, 1, row.size() - 1);
    if (!middle.empty()) line(middle, indent, indent);
    line(labelled(columns, row, row.size() - 1, row.size()), indent, indent);
  }

  /// "Day: 2025-03-10; Provider: …" for the cells of a row that are not empty.
  [[nodiscard]] std::string labelled(const std::vector<std::string>& columns,
                                     const std::vector<std::string>& row, std::size_t from,
                                     std::size_t to) const {
    std::string all;
    for (std::size_t c = from; c < to; ++c) {
      if (row[c].empty()) continue;
      if (!all.empty()) all += words::between.in(chosen_);
      all += columns[c];
      all += words::colon.in(chosen_);
      all += visible(row[c]);
    }
    return all;
  }

  [[nodiscard]] static std::size_t place_of(const chart& in, points value) noexcept {
    const std::int64_t span = std::max<std::int64_t>((in.most - in.least).cents, 1);
    const std::int64_t place = (value - in.least).cents * static_cast<std::int64_t>(bar_width);
    return static_cast<std::size_t>((place + span / 2) / span);
  }

  [[nodiscard]] static std::string shortened(const std::string& text, std::size_t width) {
    if (width_of(text) <= width) return text;
    std::string_view rest = text;
    std::size_t taken = 0;
    while (true) {
      const character front = first_character(rest);
      if (taken + width_of(front.code) + 2 > width) break;
      taken += width_of(front.code);
      rest.remove_prefix(front.size);
    }
    return text.substr(0, text.size() - rest.size()) + "..";
  }

  std::string& out_;
  language chosen_;
};

}  // namespace

void append_report_text(std::string& out, const report_input& report, language language) {
  text_drawer(out, language).draw(report::build_document(report, language));
}

}  // namespace chengxin::io
