// A report as headings, facts and tables in one language: the one thing that
// both the text and the HTML are drawn from, so that they cannot differ. Texts
// are as the data has them: whoever draws escapes. Never knows how it looks.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "chengxin/io/report.hpp"
#include "chengxin/points.hpp"

namespace chengxin::io::report {

struct paragraph {
  std::string text;
  bool important = false;
};

struct bullet_list {
  std::vector<std::string> items;
};

/// Labels and what they stand for.
struct fact_list {
  struct fact {
    std::string label;
    std::string text;
    bool important = false;
  };
  std::vector<fact> facts;
};

/// Bars on one scale from `least` to `most`, one below the other.
struct chart {
  struct bar {
    std::string label;
    std::string amount;
    points from;
    points to;
    bool whole = false;  ///< a sum that starts at `least`, not a step
  };
  std::string caption;
  points least;
  points most;
  std::vector<bar> bars;
};

/// A sum, line by line.
struct ledger {
  enum class kind { heading, item, subtotal, total };
  struct line {
    kind what = kind::item;
    std::string label;
    std::string amount;
    std::vector<std::string> details;  ///< sentences about it
    std::vector<std::string> cells;    ///< by `columns`; empty: none
  };
  std::string caption;
  std::string label_title;
  std::string amount_title;
  std::vector<std::string> columns;
  std::vector<line> lines;
};

/// Rows of as many cells as there are columns; the first names the row.
struct table {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

using block = std::variant<paragraph, bullet_list, fact_list, chart, ledger, table>;

struct section {
  std::string heading;
  bool within = false;  ///< a part of the section before it
  std::vector<block> blocks;
};

struct document {
  language chosen = language::zh;
  std::string title;
  std::string subtitle;
  fact_list identity;
  std::vector<section> sections;
};

/// Builds the report. Precondition: the assessment is at depth::everything.
[[nodiscard]] document build_document(const report_input& report, language chosen);

}  // namespace chengxin::io::report
