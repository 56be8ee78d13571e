// The text report: how it looks, what it escapes, how its lines break.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "chengxin/io/report.hpp"
#include "report/layout.hpp"
#include "report/phrasing.hpp"
#include "report/visible.hpp"
#include "report_golden.hpp"
#include "report_town.hpp"

namespace {

using namespace chengxin;
using io::language;

std::string text_of(const engine& compiled, const town::resident& one, language chosen) {
  const assessment made = one.assess();
  assessment scratch;
  const std::optional<date> through =
      compiled.stable_through(one.facts(), one.records(), made, scratch);
  std::string out;
  io::append_report_text(out, {&compiled, &one.facts(), one.records(), &made, through}, chosen);
  return out;
}

TEST(ReportText, LooksAsTheGoldenFiles) {
  const engine compiled = town::compile(town::make_book());
  const town::resident lin = town::lin(compiled);
  const town::resident chen = town::chen(compiled);
  golden::expect_file("lin.zh.txt", text_of(compiled, lin, language::zh));
  golden::expect_file("lin.en.txt", text_of(compiled, lin, language::en));
  golden::expect_file("chen.zh.txt", text_of(compiled, chen, language::zh));
  golden::expect_file("chen.en.txt", text_of(compiled, chen, language::en));
}

TEST(ReportText, KeepsToThePage) {
  const engine compiled = town::compile(town::make_book());
  for (const language chosen : {language::zh, language::en}) {
    const std::string text = text_of(compiled, town::chen(compiled), chosen);
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      ASSERT_NE(end, std::string_view::npos) << "the last line is ended";
      EXPECT_LE(io::report::width_of(rest.substr(0, end)), io::report::page_width)
          << rest.substr(0, end);
      rest.remove_prefix(end + 1);
    }
  }
}

// SPECIFICATION 4.0.4.
TEST(ReportText, NamesEveryReasonForNoScore) {
  const engine compiled = town::compile(town::make_book());
  subject given;
  given.subject_id = "wu";
  given.birth_date = date::of(2010, 1, 1);
  given.residency = residency::none;
  given.capacity = capacity::limited;
  given.enrolled_on = date::of(2026, 7, 1);
  town::resident wu(compiled, given);
  wu.add(town::record_of("h1", "honour", "市文明办", date::of(2026, 1, 1)));
  const std::string zh = text_of(compiled, wu, language::zh);
  for (const std::string_view part :
       {"目前没有诚信分", "未满 18 周岁", "自 2026-07-01 起参加评价", "非户籍、非常住人员",
        "户籍人员、常住非户籍人员", "限制民事行为能力", "因目前没有诚信分，暂不计入"}) {
    EXPECT_NE(zh.find(part), std::string::npos) << part << '\n' << zh;
  }
  EXPECT_EQ(zh.find("怎样恢复"), std::string::npos) << zh;
  const std::string en = text_of(compiled, wu, language::en);
  for (const std::string_view part :
       {"There is no score at present", "not yet 18 years old", "Enrolment begins on 2026-07-01",
        "neither registered nor habitual resident", "limited"}) {
    EXPECT_NE(en.find(part), std::string::npos) << part << '\n' << en;
  }
}

TEST(ReportText, ShowsWhatBoundsAndDecisionsDo) {
  const auto book = town::make_book();
  book->base = points::whole(20);
  book->dimensions[2].min = points::whole(-50);
  const engine compiled = town::compile(book);
  town::resident sun(compiled, town::adult("sun"));
  sun.add(town::record_of("l1", "list", "court", date::of(2026, 1, 1)));
  record repaired = town::record_of("l2", "list", "court", date::of(2026, 2, 1));
  repaired.status = record_status::repaired;
  repaired.repaired_on = date::of(2026, 3, 1);
  sun.add(repaired);
  // -160 held to -50: +110. Eased, -80 held to -50: nothing to give back.
  // 20 - 50 = -30, held to 0: +30.
  const std::string en = text_of(compiled, sun, language::en);
  for (const std::string_view part :
       {"+110  Below this dimension's minimum of -50", "The total is never below 0",
        "20 + 0 + 0 - 50 + 0 + 30 = 0\n",
        "a decision to repair (2026-03-01); 100% is given back"}) {
    EXPECT_NE(en.find(part), std::string::npos) << part << '\n' << en;
  }
}

// SPECIFICATION 7.6.1.
TEST(ReportText, SpellsOutWhatActsUnseen) {
  const auto book = town::make_book();
  book->rules[6].title.en = "on a \x1b[31mlist";
  const engine compiled = town::compile(book);
  town::resident one(compiled, town::adult("a\x1b[2J\nScore 1000\xC2\x9B"));
  // A right-to-left override, an isolate and a byte that is not UTF-8.
  one.add(
      town::record_of("l\xE2\x80\xAE"
                      "1",
                      "list", "c\x7Fo\xE2\x81\xA6u\xFFrt", date::of(2026, 1, 1)));
  const std::string text = text_of(compiled, one, language::en);
  for (const std::string_view part :
       {R"(a\u{001B}[2J\u{000A}Score 1000\u{009B})", R"(on a \u{001B}[31mlist)", R"(l\u{202E}1)",
        "c\\u{007F}o\\u{2066}u\xEF\xBF\xBDrt"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << '\n' << text;
  }
  for (const char c : text) {
    EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20U);
    EXPECT_NE(c, '\x7F');
  }
  EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_EQ(text.find("\xE2\x81\xA6"), std::string::npos);
}

// -- The pieces -------------------------------------------------------------------------------

TEST(Visible, LeavesWritingAloneAndSpellsOutTheRest) {
  using io::report::visible;
  EXPECT_EQ(visible("诚信 é 😀 \\ <&>"), "诚信 é 😀 \\ <&>");
  EXPECT_EQ(visible(std::string_view("\0\t\x1F\x7F", 4)), R"(\u{0000}\u{0009}\u{001F}\u{007F})");
  EXPECT_EQ(visible("\xC2\x80\xC2\x9F\xC2\xA0"), "\\u{0080}\\u{009F}\xC2\xA0");
  EXPECT_EQ(visible("\xE2\x80\xAA\xE2\x80\xAE\xE2\x81\xA6\xE2\x81\xA9"),
            R"(\u{202A}\u{202E}\u{2066}\u{2069})");
  EXPECT_EQ(visible("\xE2\x80\xA8\xE2\x80\x8F"), R"(\u{2028}\u{200F})");
  // Truncated, overlong, a surrogate, beyond U+10FFFF: one U+FFFD for each byte.
  EXPECT_EQ(visible("\xE8\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(visible("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(visible("\xED\xA0\x80").size(), 9U);
  EXPECT_EQ(visible("\xF4\x90\x80\x80").size(), 12U);
}

TEST(Layout, CountsTwoColumnsForAChineseCharacter) {
  using io::report::width_of;
  EXPECT_EQ(width_of("abc"), 3U);
  EXPECT_EQ(width_of("诚信分（C）"), 11U);
  EXPECT_EQ(width_of("e\xCC\x81"), 1U);  // a combining accent
}

std::string wrapped(std::string_view text, std::size_t column, std::size_t indent) {
  std::string out;
  io::report::append_wrapped(out, text, column, indent);
  return out;
}

TEST(Layout, BreaksLinesWhereAReaderWould) {
  const std::string ten(10, 'x');
  EXPECT_EQ(wrapped("", 0, 0), "\n");
  EXPECT_EQ(wrapped("a b", 78, 2), "a\n  b\n");
  EXPECT_EQ(wrapped("a b", 77, 2), "a b\n");
  EXPECT_EQ(wrapped(ten + " " + ten, 70, 4), ten + "\n    " + ten + "\n");
  EXPECT_EQ(wrapped(std::string(81, 'x'), 0, 1), std::string(80, 'x') + "\n x\n");
  EXPECT_EQ(wrapped("诚信分", 76, 2), "诚信\n  分\n");
  EXPECT_EQ(wrapped("诚信。", 76, 2), "诚\n  信。\n");      // no line begins with 。
  EXPECT_EQ(wrapped("诚（信）", 76, 2), "诚\n  （信）\n");  // none ends with （
}

TEST(Phrasing, WritesArticlesAsEachLanguageDoes) {
  const auto book = town::make_book();
  const io::report::phrasing zh(*book, language::zh);
  const io::report::phrasing en(*book, language::en);
  EXPECT_EQ(zh.article({"measures", "11"}), "《示例市个人诚信分管理办法》第十一条");
  EXPECT_EQ(en.article({"measures", "11"}),
            "Measures of Example City on the Integrity Score, art. 11");
  EXPECT_EQ(zh.article({"law", "13(1)"}), "《示例法》第十三条(1)");  // has its own 《》
  EXPECT_EQ(en.article({"law", "13(1)"}), "Example Law, art. 13(1)");
  EXPECT_EQ(zh.article({"law", "附件"}), "《示例法》附件");
}

TEST(Phrasing, WritesChineseNumerals) {
  using io::report::chinese_numeral;
  EXPECT_EQ(chinese_numeral(0), "零");
  EXPECT_EQ(chinese_numeral(8), "八");
  EXPECT_EQ(chinese_numeral(10), "十");
  EXPECT_EQ(chinese_numeral(24), "二十四");
  EXPECT_EQ(chinese_numeral(100), "一百");
  EXPECT_EQ(chinese_numeral(105), "一百零五");
  EXPECT_EQ(chinese_numeral(110), "一百一十");
  EXPECT_EQ(chinese_numeral(1029), "一千零二十九");
  EXPECT_EQ(chinese_numeral(9999), "九千九百九十九");
}

}  // namespace
