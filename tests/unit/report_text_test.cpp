// The text report: how it looks, what it escapes, how its lines break.
#include <gtest/gtest.h>

#include <initializer_list>
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

/// The text with every run of spaces and line ends as one space.
std::string unwrapped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

void expect_parts(const std::string& text, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) {
    EXPECT_NE(text.find(part), std::string::npos) << part << '\n' << text;
  }
}

void expect_none(const std::string& text, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) {
    EXPECT_EQ(text.find(part), std::string::npos) << part << '\n' << text;
  }
}

// SPECIFICATION 4, step 8: only a record eased by 100 brings no ceiling.
TEST(ReportText, SaysThatOnlyTheRepairOfEveryRecordLiftsACeiling) {
  const engine compiled = town::compile(town::make_book());
  town::resident han(compiled, town::adult("han"));
  record eased = town::record_of("l1", "list", "court", date::of(2025, 1, 1));
  eased.conduct_on = date::of(2025, 3, 1);  // R3: 30 % from 2026-03-01 on
  han.add(eased);
  record repaired = town::record_of("l2", "list", "court", date::of(2026, 1, 1));
  repaired.status = record_status::repaired;
  repaired.repaired_on = date::of(2026, 2, 1);
  han.add(repaired);
  han.add(town::record_of("l3", "list", "court", date::of(2026, 3, 1)));
  expect_parts(unwrapped(text_of(compiled, han, language::en)),
               {"Because of: Serious list (l1), Serious list (l3)",
                "Through 2029-03-01 at the latest; a decision to repair every one of these records "
                "lifts it at once; giving back a part does not"});
  expect_parts(text_of(compiled, han, language::zh), {"上述记录全部作出修复决定后即行解除"});
}

// SPECIFICATION 4, step 7: a decision gives back all that the record cost.
TEST(ReportText, SaysWhyARepairedRecordCostsNothing) {
  const engine compiled = town::compile(town::make_book());
  town::resident sun(compiled, town::adult("sun"));
  record repaired = town::record_of("l1", "list", "court", date::of(2026, 1, 1));
  repaired.status = record_status::repaired;
  repaired.repaired_on = date::of(2026, 2, 1);
  sun.add(repaired);
  const std::string en = unwrapped(text_of(compiled, sun, language::en));
  expect_parts(en, {"Records behind deductions: what each costs today, and how to repair it",
                    "Costs today 0: it has been repaired, and all that it cost is given back."});
  expect_none(en, {"stands in its place", "is for the body to say"});
  expect_parts(text_of(compiled, sun, language::zh),
               {"0 分：这条记录已修复，它扣减的分数已全部恢复"});
}

// SPECIFICATION 4, easing: a step counts from its day + after_days on.
TEST(ReportText, SaysWhenAStepTakesEffect) {
  const auto book = town::make_book();
  rule more = book->rules[7];  // R1: fine, corrected, 35 % at once
  more.id = "R4";
  more.percent = 50;
  more.after_days = 60;
  book->rules.push_back(more);
  rule condition = book->rules[8];  // R2: fine, service, 20 % after 30 days
  condition.id = "R5";
  condition.when = "record.amount >= 2000";
  condition.percent = 40;
  condition.after_days = 90;
  book->rules.push_back(condition);
  const engine compiled = town::compile(book);
  static const named_value amount_500{"amount", value::of(std::int64_t{500})};
  struct {
    std::string_view category;
    repair_step step;
    date day;
    std::string_view expected;
  } const cases[] = {
      {"fine", repair_step::service, date::of(2026, 5, 31), "community service (2026-05-31); 20%"},
      {"fine", repair_step::service, date::of(2026, 6, 1),
       "community service (2026-06-01; takes effect on 2026-07-01) "},
      {"fine", repair_step::corrected, date::of(2026, 5, 1), "making good (2026-05-01); 50%"},
      {"fine", repair_step::corrected, date::of(2026, 6, 1),
       "making good (2026-06-01; gives back more from 2026-07-31); 35%"},
      {"fine", repair_step::corrected, date::of(2026, 7, 1),
       "making good (2026-07-01; takes effect on 2026-07-01, 2026-08-30) "},
      {"list", repair_step::conduct, date::of(2025, 6, 30), "conduct (2025-06-30); 30%"},
      {"list", repair_step::conduct, date::of(2025, 7, 1),
       "conduct (2025-07-01; takes effect on 2026-07-01) "},
      {"list", repair_step::service, date::of(2026, 6, 1), "community service (2026-06-01) "},
      {"list", repair_step::service, date::of(2026, 7, 1),
       "community service (2026-07-01, still to come) "},
  };
  for (const auto& it : cases) {
    town::resident one(compiled, town::adult("one"));
    record bad = town::record_of("b1", it.category, "court", date::of(2025, 4, 1));
    if (it.category == "fine") {
      bad.occurred_on = date::of(2026, 1, 1);
      bad.attributes = {&amount_500, 1};
    }
    switch (it.step) {
      case repair_step::corrected: bad.corrected_on = it.day; break;
      case repair_step::service: bad.service_on = it.day; break;
      case repair_step::conduct: bad.conduct_on = it.day; break;
    }
    one.add(bad);
    expect_parts(unwrapped(text_of(compiled, one, language::en)), {it.expected});
  }
  town::resident later(compiled, town::adult("later"));
  record bad = town::record_of("b1", "list", "court", date::of(2025, 4, 1));
  bad.status = record_status::repaired;
  bad.repaired_on = date::of(2026, 7, 1);
  later.add(bad);
  expect_parts(unwrapped(text_of(compiled, later, language::en)),
               {"a decision to repair (2026-07-01; takes effect on 2026-07-01) "});
}

TEST(ReportText, SaysThatTheBodyDecides) {
  const engine compiled = town::compile(town::make_book());
  expect_parts(
      unwrapped(text_of(compiled, town::lin(compiled), language::en)),
      {"a decision to repair 2026-06-30 +50 Whether to decide for a repair is for the body "
       "to say, and the law may set a time before which it cannot; what stands here is "
       "what the decision would give."});
}

// SPECIFICATION 3, conditions: what is not known never costs a point by itself.
TEST(ReportText, PromisesNoMoreOfWhatIsNotKnownThanHolds) {
  const engine compiled = town::compile(town::make_book());
  const std::string en = unwrapped(text_of(compiled, town::lin(compiled), language::en));
  expect_parts(en, {"Nothing was taken off for it; where what is missing is supplied, a rule that "
                    "adds or gives back may apply."});
  expect_none(en, {"has cost you nothing"});
}

TEST(ReportText, QuotesTheMeasuresForSanmingAlone) {
  const auto book = town::make_book();
  book->jurisdiction = "350200";
  const engine elsewhere = town::compile(book);
  const engine sanming = town::compile(town::make_book());
  subject young = town::adult("young");
  young.birth_date = date::of(2010, 1, 1);
  const auto both = [&](const engine& compiled, language chosen) {
    return unwrapped(text_of(compiled, town::lin(compiled), chosen) +
                     text_of(compiled, town::resident(compiled, young), chosen));
  };
  expect_parts(both(sanming, language::en),
               {"art. 24). Its decision", "art. 18), never for punishment", "art. 23).",
                "Having no score takes no right away"});
  const std::string en = both(elsewhere, language::en);
  expect_none(en, {"art. 18", "art. 23", "art. 24). Its decision", "never for punishment",
                   "without your consent", "What the score is for", "takes no right away"});
  expect_parts(en, {"ask the body that certified the record. Its decision to repair gives back all",
                    "(Personal Information Protection Law, art. 46; Civil Code, art. 1029)",
                    "Made good: Measures of Example City on the Integrity Score, art. 24"});
  const std::string zh = both(elsewhere, language::zh);
  expect_none(zh, {"第十八条", "第二十三条", "惩戒", "请您放心", "不会使您失去"});
  expect_parts(zh, {"提出信用修复申请。"});
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
