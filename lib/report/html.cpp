// Draws a report as one self-contained HTML page: no script, nothing fetched,
// for screens, readers of screens and A4. Never decides what it says: see
// document.cpp.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "chengxin/date.hpp"
#include "chengxin/io/report.hpp"
#include "model.hpp"
#include "page_style.hpp"
#include "visible.hpp"
#include "words.hpp"

namespace chengxin::io {
namespace {

using namespace report;

constexpr std::string_view policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

class html_drawer {
public:
  html_drawer(std::string& out, language chosen) : out_(out), chosen_(chosen) {}

  void draw(const document& drawn) {
    out_ += "<!DOCTYPE html>\n<html lang=\"";
    out_ += words::language_tag.in(chosen_);
    out_ += "\">\n<head>\n<meta charset=\"utf-8\">\n";
    out_ += "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    out_ += policy;
    out_ += "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out_ += "<meta name=\"color-scheme\" content=\"light dark\">\n";
    out_ += "<meta name=\"referrer\" content=\"no-referrer\">\n";
    element("title", drawn.title + " · " + drawn.subtitle);
    out_ += "<style>\n";
    out_ += page_style;
    out_ += "</style>\n</head>\n<body>\n<main>\n<header>\n";
    element("h1", drawn.title);
    element("p", drawn.subtitle, "subtitle");
    (*this)(drawn.identity);
    out_ += "</header>\n";
    for (std::size_t i = 0; i < drawn.sections.size(); ++i) {
      const section& part = drawn.sections[i];
      if (!part.within) out_ += "<section>\n";
      draw(part);
      const bool goes_on = i + 1 < drawn.sections.size() && drawn.sections[i + 1].within;
      if (!goes_on) out_ += "</section>\n";
    }
    out_ += "</main>\n</body>\n</html>\n";
  }

  void operator()(const paragraph& it) { element("p", it.text, it.important ? "important" : ""); }

  void operator()(const bullet_list& it) {
    out_ += "<ul>\n";
    for (const std::string& item : it.items) element("li", item);
    out_ += "</ul>\n";
  }

  void operator()(const fact_list& it) {
    out_ += "<dl>\n";
    for (const fact_list::fact& fact : it.facts) {
      element("dt", fact.label);
      element("dd", fact.text, fact.important ? "important" : "");
    }
    out_ += "</dl>\n";
  }

  void operator()(const chart& it) {
    out_ += "<figure class=\"chart\">\n";
    element("figcaption", it.caption);
    for (const chart::bar& bar : it.bars) draw_bar(it, bar);
    out_ += "</figure>\n";
  }

  void operator()(const ledger& it) {
    open_table(it.caption, "ledger");
    out_ += "<tr>";
    header_cell(it.label_title, "col");
    for (const std::string& column : it.columns) header_cell(column, "col");
    header_cell(it.amount_title, "col", "amount");
    out_ += "</tr>\n</thead>\n";
    bool open = false;
    for (const ledger::line& line : it.lines) {
      const bool begins = line.what == ledger::kind::heading || !open;
      if (begins) {
        if (open) out_ += "</tbody>\n";
        out_ += "<tbody>\n";
        open = true;
      }
      draw_line(it, line);
      if (line.what == ledger::kind::subtotal) {
        out_ += "</tbody>\n";
        open = false;
      }
    }
    if (open) out_ += "</tbody>\n";
    out_ += "</table>\n";
  }

  void operator()(const table& it) {
    open_table(it.caption, "");
    out_ += "<tr>";
    for (const std::string& column : it.columns) header_cell(column, "col");
    out_ += "</tr>\n</thead>\n<tbody>\n";
    for (const std::vector<std::string>& row : it.rows) {
      out_ += "<tr>";
      header_cell(row.front(), "row");
      for (std::size_t c = 1; c < row.size(); ++c) cell(it.columns[c], row[c], style_of(row[c]));
      out_ += "</tr>\n";
    }
    out_ += "</tbody>\n</table>\n";
  }

private:
  void draw(const section& part) {
    if (!part.heading.empty()) element(part.within ? "h3" : "h2", part.heading);
    for (const block& it : part.blocks) std::visit(*this, it);
  }

  void open_tag(std::string_view tag, std::string_view style) {
    out_ += '<';
    out_ += tag;
    if (!style.empty()) {
      out_ += " class=\"";
      out_ += style;
      out_ += '"';
    }
    out_ += '>';
  }

  void close_tag(std::string_view tag) {
    out_ += "</";
    out_ += tag;
    out_ += '>';
  }

  void element(std::string_view tag, std::string_view text, std::string_view style = "") {
    open_tag(tag, style);
    append_html(out_, text);
    close_tag(tag);
    out_ += '\n';
  }

  void open_table(std::string_view caption, std::string_view style) {
    open_tag("table", style);
    out_ += '\n';
    element("caption", caption);
    out_ += "<thead>\n";
  }

  void header_cell(std::string_view text, std::string_view scope, std::string_view style = "") {
    out_ += "<th scope=\"";
    out_ += scope;
    out_ += '"';
    if (!style.empty()) {
      out_ += " class=\"";
      out_ += style;
      out_ += '"';
    }
    out_ += '>';
    append_html(out_, text);
    out_ += "</th>";
  }

  /// A day is not broken over two lines.
  [[nodiscard]] static std::string_view style_of(std::string_view text) noexcept {
    return parse_date(text) ? "day" : "";
  }

  /// `label` names the column where a narrow screen has no room for a table.
  void cell(std::string_view label, std::string_view text, std::string_view style = "") {
    out_ += "<td data-label=\"";
    append_html(out_, label);
    out_ += '"';
    if (!style.empty()) {
      out_ += " class=\"";
      out_ += style;
      out_ += '"';
    }
    out_ += '>';
    append_html(out_, text);
    out_ += "</td>";
  }

  void draw_line(const ledger& in, const ledger::line& line) {
    switch (line.what) {
      case ledger::kind::heading: out_ += "<tr class=\"heading\">"; break;
      case ledger::kind::item: out_ += "<tr>"; break;
      case ledger::kind::subtotal: out_ += "<tr class=\"subtotal\">"; break;
      case ledger::kind::total: out_ += "<tr class=\"total\">"; break;
    }
    const bool bare = line.cells.empty();
    out_ += line.what == ledger::kind::heading ? "<th scope=\"rowgroup\"" : "<th scope=\"row\"";
    if (bare) {
      const std::size_t columns = in.columns.size() + (line.amount.empty() ? 2 : 1);
      out_ += " colspan=\"" + std::to_string(columns) + '"';
    }
    out_ += '>';
    append_html(out_, line.label);
    for (const std::string& detail : line.details) {
      if (detail.empty()) continue;
      out_ += "<span class=\"detail\">";
      append_html(out_, detail);
      out_ += "</span>";
    }
    out_ += "</th>";
    for (std::size_t c = 0; c < line.cells.size(); ++c) {
      cell(in.columns[c], line.cells[c], style_of(line.cells[c]));
    }
    if (!line.amount.empty()) cell(in.amount_title, line.amount, "amount");
    out_ += "</tr>\n";
  }

  /// A bar is a picture of the amount beside it, so that nothing is lost without it.
  void draw_bar(const chart& in, const chart::bar& bar) {
    const points low = std::min(bar.from, bar.to);
    const points high = std::max(bar.from, bar.to);
    out_ += "<div class=\"bar\">";
    open_tag("span", "label");
    append_html(out_, bar.label);
    close_tag("span");
    open_tag("span", "amount");
    append_html(out_, bar.amount);
    close_tag("span");
    out_ +=
        "<svg viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
        "<rect class=\"ground\" x=\"0\" y=\"0\" width=\"1000\" height=\"20\"/>";
    const std::int64_t from = place_of(in, low);
    std::int64_t wide = place_of(in, high) - from;
    if (low != high) wide = std::max<std::int64_t>(wide, 3);
    out_ += "<rect class=\"";
    out_ += bar.whole ? "whole" : bar.to < bar.from ? "loss" : "gain";
    out_ += "\" x=\"" + std::to_string(std::min<std::int64_t>(from, 1000 - wide)) +
            "\" y=\"3\" width=\"" + std::to_string(wide) + "\" height=\"14\"/></svg></div>\n";
  }

  [[nodiscard]] static std::int64_t place_of(const chart& in, points value) noexcept {
    const std::int64_t span = std::max<std::int64_t>((in.most - in.least).cents, 1);
    return ((value - in.least).cents * 1000 + span / 2) / span;
  }

  std::string& out_;
  language chosen_;
};

}  // namespace

void append_report_html(std::string& out, const report_input& report, language language) {
  html_drawer(out, language).draw(report::build_document(report, language));
}

}  // namespace chengxin::io
