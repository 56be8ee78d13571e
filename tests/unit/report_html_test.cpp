// The HTML report: how it looks, that it says what the text says, and that
// nothing from the data becomes markup.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "chengxin/io/report.hpp"
#include "report/model.hpp"
#include "report/visible.hpp"
#include "report_golden.hpp"
#include "report_town.hpp"

namespace {

using namespace chengxin;
using io::language;
namespace report = io::report;

struct drawn {
  std::string html;
  report::document document;
};

drawn draw(const engine& compiled, const town::resident& one, language chosen) {
  const assessment made = one.assess();
  assessment scratch;
  const std::optional<date> through =
      compiled.stable_through(one.facts(), one.records(), made, scratch);
  const io::report_input input{&compiled, &one.facts(), one.records(), &made, through};
  drawn both;
  io::append_report_html(both.html, input, chosen);
  both.document = report::build_document(input, chosen);
  return both;
}

TEST(ReportHtml, LooksAsTheGoldenFiles) {
  const engine compiled = town::compile(town::make_book());
  golden::expect_file("lin.zh.html", draw(compiled, town::lin(compiled), language::zh).html);
  golden::expect_file("chen.en.html", draw(compiled, town::chen(compiled), language::en).html);
}

/// Collects every text of a document, as it is before anybody draws it.
struct text_collector {
  std::vector<std::string> all;

  void operator()(const report::paragraph& it) { all.push_back(it.text); }
  void operator()(const report::bullet_list& it) {
    for (const std::string& item : it.items) all.push_back(item);
  }
  void operator()(const report::fact_list& it) {
    for (const auto& fact : it.facts) {
      all.push_back(fact.label);
      all.push_back(fact.text);
    }
  }
  void operator()(const report::chart& it) {
    all.push_back(it.caption);
    for (const auto& bar : it.bars) {
      all.push_back(bar.label);
      all.push_back(bar.amount);
    }
  }
  void operator()(const report::ledger& it) {
    all.push_back(it.caption);
    for (const auto& line : it.lines) {
      all.push_back(line.label);
      all.push_back(line.amount);
      all.insert(all.end(), line.details.begin(), line.details.end());
      all.insert(all.end(), line.cells.begin(), line.cells.end());
    }
  }
  void operator()(const report::table& it) {
    all.push_back(it.caption);
    for (const auto& row : it.rows) all.insert(all.end(), row.begin(), row.end());
  }
};

std::vector<std::string> texts_of(const report::document& document) {
  text_collector collect{{document.title, document.subtitle}};
  collect(document.identity);
  for (const report::section& part : document.sections) {
    collect.all.push_back(part.heading);
    for (const report::block& it : part.blocks)
      std::visit([&](const auto& block) { collect(block); }, it);
  }
  return collect.all;
}

TEST(ReportHtml, HoldsEveryTextOfTheDocument) {
  const engine compiled = town::compile(town::make_book());
  for (const language chosen : {language::zh, language::en}) {
    const drawn both = draw(compiled, town::chen(compiled), chosen);
    const std::vector<std::string> texts = texts_of(both.document);
    EXPECT_GT(texts.size(), 150U);
    for (const std::string& text : texts) {
      std::string escaped;
      report::append_html(escaped, text);
      EXPECT_NE(both.html.find(escaped), std::string::npos) << text;
    }
  }
}

/// The names of the elements that are open where a page goes wrong; empty where
/// every element is closed in its turn.
std::vector<std::string> unclosed(std::string_view html) {
  std::vector<std::string> open;
  while (true) {
    const std::size_t start = html.find('<');
    if (start == std::string_view::npos) return open;
    html.remove_prefix(start + 1);
    const std::size_t end = html.find('>');
    if (end == std::string_view::npos) return {"<"};
    std::string_view tag = html.substr(0, end);
    html.remove_prefix(end + 1);
    if (tag.empty()) return {"<>"};
    if (tag.front() == '!' || tag.back() == '/') continue;
    const bool closes = tag.front() == '/';
    if (closes) tag.remove_prefix(1);
    const std::string name(tag.substr(0, tag.find(' ')));
    if (name == "meta") continue;
    if (!closes) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      open.push_back("/" + name);
      return open;
    } else {
      open.pop_back();
    }
  }
}

TEST(ReportHtml, IsWholeAndFetchesNothing) {
  const engine compiled = town::compile(town::make_book());
  for (const language chosen : {language::zh, language::en}) {
    const std::string html = draw(compiled, town::chen(compiled), chosen).html;
    EXPECT_EQ(unclosed(html), std::vector<std::string>{});
    EXPECT_EQ(html.rfind("<!DOCTYPE html>\n<html lang=\"", 0), 0U);
    EXPECT_NE(html.find("<meta charset=\"utf-8\">"), std::string::npos);
    EXPECT_NE(html.find("Content-Security-Policy\" content=\"default-src 'none'; style-src "
                        "'unsafe-inline'; base-uri 'none'; form-action 'none'\""),
              std::string::npos);
    for (const std::string_view part : {"<script", "<link", "<img", "<iframe", "<a ", "src=",
                                        "href", "url(", "@import", "http:", "https:", " style="}) {
      EXPECT_EQ(html.find(part), std::string::npos) << part;
    }
  }
}

// SPECIFICATION 7.6.1.
TEST(ReportHtml, NothingFromTheDataBecomesMarkup) {
  const auto book = town::make_book();
  book->rules[6].title = {"<b>名单</b>", "<b>list</b>"};
  book->dimensions[2].title.en = "\"Bad\" & <worse>";
  book->tiers[2].title.en = "</title><script>alert(1)</script>";
  book->title.en = "</title><script>alert(2)</script>";
  const engine compiled = town::compile(book);
  town::resident one(compiled, town::adult("<script>alert('x')</script>"));
  one.add(town::record_of("\"><img src=x onerror=y>", "list", "a\x1b]0;b\x07\xE2\x80\xAE",
                          date::of(2026, 1, 1)));
  one.add(town::record_of("r2", "<svg/onload=z>", "' onclick='z", date::of(2026, 1, 1)));
  const std::string html = draw(compiled, one, language::en).html;
  EXPECT_EQ(unclosed(html), std::vector<std::string>{});
  for (const std::string_view part : {"<script", "<img", "<svg/", "<b>", "<worse>", "\x1b", "\x07",
                                      "\xE2\x80\xAE", "' onclick"}) {
    EXPECT_EQ(html.find(part), std::string::npos) << part;
  }
  for (const std::string_view part :
       {"&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;", "&quot;&gt;&lt;img src=x onerror=y&gt;",
        "&quot;Bad&quot; &amp; &lt;worse&gt;", R"(a\u{001B}]0;b\u{0007}\u{202E})",
        "&lt;svg/onload=z&gt;", "&#39; onclick=&#39;z"}) {
    EXPECT_NE(html.find(part), std::string::npos) << part;
  }
}

}  // namespace
