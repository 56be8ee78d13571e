// Every phrase of the reports, Chinese and English side by side. "{0}", "{1}"
// stand for what is filled in. Never holds a phrase that only one language has.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "chengxin/io/report.hpp"

namespace chengxin::io::report {

struct phrase {
  std::string_view zh;
  std::string_view en;

  [[nodiscard]] constexpr std::string_view in(language chosen) const noexcept {
    return chosen == language::zh ? zh : en;
  }
};

namespace words {

inline constexpr phrase language_tag{"zh-CN", "en"};
inline constexpr phrase colon{"：", ": "};
inline constexpr phrase between{"；", "; "};
inline constexpr phrase list_comma{"、", ", "};

// What is asked about.
inline constexpr phrase report_title{"个人诚信分报告", "Personal integrity score report"};
inline constexpr phrase subject{"居民", "Resident"};
inline constexpr phrase day{"计算日期", "Day"};
inline constexpr phrase version{"标准版本", "Version"};
inline constexpr phrase jurisdiction{"行政区划代码", "Jurisdiction"};
inline constexpr phrase effective{"施行时间", "In effect"};
inline constexpr phrase effective_from{"自 {0} 起", "from {0}"};
inline constexpr phrase effective_between{"{0} 至 {1}", "{0} to {1}"};
inline constexpr phrase fingerprint{"标准指纹", "Fingerprint"};
inline constexpr phrase no_fingerprint{"无", "none"};

// The score.
inline constexpr phrase your_score{"您的诚信分", "Your score"};
inline constexpr phrase score{"诚信分", "Score"};
inline constexpr phrase score_of{"{0} 分（满分 {1} 分）", "{0} of {1}"};
inline constexpr phrase tier{"等级", "Tier"};
inline constexpr phrase tier_of{"{0}（{1}）：{2} 至 {3} 分", "{0} ({1}): {2} to {3}"};
inline constexpr phrase total{"总分", "Total"};
inline constexpr phrase exact_total{"精确总分", "Exact total"};
inline constexpr phrase rounded_total{"{0}，四舍五入为 {1}", "{0}, rounded to {1}"};
inline constexpr phrase no_score{"目前没有诚信分。原因如下：",
                                 "There is no score at present, for the following reasons:"};
inline constexpr phrase no_score_costs_nothing{
    "没有诚信分不会使您失去任何权利，也不影响您办理任何公共服务。",
    "Having no score takes no right away and keeps no public service from you."};
inline constexpr phrase too_young{"计算日期当天未满 {0} 周岁。",
                                  "On this day the resident is not yet {0} years old."};
inline constexpr phrase no_birth_date{"没有出生日期，无法确认是否已满 {0} 周岁。",
                                      "There is no birth date to show an age of at least {0}."};
inline constexpr phrase enrolled_later{"自 {0} 起参加评价，计算日期在此之前。",
                                       "Enrolment begins on {0}, after this day."};
inline constexpr phrase wrong_residency{"居住情况为“{0}”；本标准适用于：{1}。",
                                        "Residency is “{0}”; this rulebook is for: {1}."};
inline constexpr phrase wrong_capacity{"民事行为能力为“{0}”；本标准适用于：{1}。",
                                       "Legal capacity is “{0}”; this rulebook is for: {1}."};
inline constexpr std::array<phrase, 3> residencies{{
    {"户籍人员", "registered resident"},
    {"常住非户籍人员", "habitual resident registered elsewhere"},
    {"非户籍、非常住人员", "neither registered nor habitual resident"},
}};
inline constexpr std::array<phrase, 3> capacities{{
    {"完全民事行为能力", "full"},
    {"限制民事行为能力", "limited"},
    {"无民事行为能力", "none"},
}};

// How it adds up.
inline constexpr phrase sum_heading{"分数是怎样得来的", "How the score adds up"};
inline constexpr phrase chart_caption{"从基础分到总分", "From the base to the total"};
inline constexpr phrase sum_caption{"逐项计分，各行相加即为总分",
                                    "Point by point: the lines add up to the total"};
inline constexpr phrase item{"项目", "Item"};
inline constexpr phrase record{"记录", "Record"};
inline constexpr phrase occurred{"发生日", "Day of the record"};
inline constexpr phrase provider{"提供单位", "Provider"};
inline constexpr phrase through{"计至", "Counts through"};
inline constexpr phrase amount{"分值", "Points"};
inline constexpr phrase no_end{"长期", "no end"};
inline constexpr phrase base{"基础分", "Base"};
inline constexpr phrase dimension_range{"本维度范围：{0} 至 {1}", "This dimension: {0} to {1}"};
inline constexpr phrase nothing_here{"本维度没有加减分", "Nothing counts here"};
inline constexpr phrase subtotal{"“{0}”小计", "Subtotal: {0}"};
inline constexpr phrase before_limits{"限额前 {0}", "{0} before limits"};
inline constexpr phrase decayed{"随时间递减，现按 {0}% 计", "{0}% after the time that has passed"};
inline constexpr phrase set_back_by{"因以下记录降档：{0}", "Set back by: {0}"};
inline constexpr phrase above_maximum{"超出本维度上限 {0}，不计",
                                      "Above this dimension's maximum of {0}"};
inline constexpr phrase below_minimum{"低于本维度下限 {0}，不再扣减",
                                      "Below this dimension's minimum of {0}"};
inline constexpr phrase given_back{"恢复“{0}”的扣分", "Given back: {0}"};
inline constexpr phrase eased_by{"{0}：恢复 {1}%（{2}）", "{0}: {1}% ({2})"};
inline constexpr phrase eased_by_decision{"{0}：已作出修复决定，全部恢复",
                                          "{0}: repaired by decision, all of it"};
inline constexpr phrase score_minimum{"总分不低于 {0}", "The total is never below {0}"};
inline constexpr phrase score_maximum{"总分不高于 {0}", "The total is never above {0}"};
inline constexpr phrase ceiling{"最高 {0} 分：{1}", "At most {0}: {1}"};
inline constexpr phrase ceiling_records{"起因：{0}", "Because of: {0}"};
inline constexpr phrase ceiling_ends{
    "最迟计至 {0}；上述记录全部作出修复决定后即行解除；部分恢复不解除",
    "Through {0} at the latest; a decision to repair every one of these records lifts it at once; "
    "giving back a part does not"};
inline constexpr phrase rounded_score{"诚信分（四舍五入）", "Score (rounded)"};

// Every other record.
inline constexpr phrase others_heading{"其他记录", "Other records"};
inline constexpr phrase others_caption{"没有加减分的记录及原因",
                                       "Records that give or take no points, and why"};
inline constexpr phrase category{"类别", "Category"};
inline constexpr phrase why{"原因", "Why"};
inline constexpr phrase no_records{"没有任何记录。", "There are no records."};
inline constexpr phrase no_others{"所有记录都已列入上面的计算。",
                                  "Every record is part of the sum above."};
inline constexpr phrase no_points{"已认定，按规则计 0 分。",
                                  "It was taken into account, and the rules give it 0 points."};
inline constexpr phrase no_points_unknown{
    "规则所需的信息不全，计 0 分（见“无法判断的条件”）。",
    "Something that a rule needs is absent, so it gives 0 points (see “What could not be "
    "determined”)."};
inline constexpr phrase no_score_yet{"符合计分条件；因目前没有诚信分，暂不计入。",
                                     "It meets the conditions, but there is no score to count in."};
inline constexpr phrase barred_by{"依法不得用于评分，也不应保存（{0}）。",
                                  "The law keeps such information out of any score and off the "
                                  "file ({0})."};
inline constexpr phrase wrong_origin{"该类别不采用来源为“{0}”的记录。",
                                     "This category takes no record whose origin is “{0}”."};
inline constexpr phrase lapsed_on{"提供单位确定的期限已于 {0} 届满。",
                                  "The provider's own last day, {0}, has passed."};
inline constexpr phrase was_minor{"事发时未满 {0} 周岁，记录依法封存，不计分。",
                                  "The resident was under {0} then; records of minors are sealed."};
inline constexpr phrase same_act{
    "与其他记录属于同一事项（{0}），一事只计一次，按影响最大的一条计。",
    "Another record is of the same act ({0}); one act counts once, at "
    "its greatest."};
inline constexpr std::array<phrase, 3> origins{{
    {"平台归集", "platform"},
    {"自主申报", "self-declared"},
    {"用信行为", "use of the score"},
}};
/// By disposition; those with a phrase of their own above are not read.
inline constexpr std::array<phrase, 17> dispositions{{
    no_points,
    {"前面已有相同编号的记录，只采用一条。",
     "An earlier record has the same id; only one is taken."},
    barred_by,
    {"本标准没有这一类别，不计分。", "The rulebook has no such category."},
    {"内容不符合该类别的要求（缺项、格式不符或超出范围），整条不采用；可请提供单位核对。",
     "Its contents break the category's declaration (something is missing, unreadable or out of "
     "range), so none of it is used; the provider can check it."},
    {"提供单位不在该类别的授权名单内，不计分。",
     "The provider is not authorised for this category."},
    wrong_origin,
    {"提供单位已撤销这条记录。", "The provider has revoked it."},
    {"正在处理异议，其间不计分。", "It is disputed, and does not count while it is."},
    {"发生日在计算日期之后，尚不计分。", "Its day is still to come."},
    lapsed_on,
    was_minor,
    {"没有适用于它的规则，不加分也不扣分。", "No rule applies to it."},
    {"规则规定的有效期已满，不再计分。", "The period for which it counts has run out."},
    same_act,
    {"同一规则只计最高的一条，已计另一条。", "The rule counts only the highest, which is another."},
    {"该项规则的限额已由其他记录用满。", "Other records have used up the rule's limit."},
}};

// Records that cost points.
inline constexpr phrase costs_heading{
    "涉及扣分的记录：今天的影响，以及怎样恢复",
    "Records behind deductions: what each costs today, and how to repair it"};
inline constexpr phrase no_costs{"没有使您失分的记录。", "No record costs you points."};
inline constexpr phrase cost_title{"{0}（记录 {1}）", "{0} (record {1})"};
inline constexpr phrase certified_by{"认定单位", "Certified by"};
inline constexpr phrase cost_today{"今天的影响", "Costs today"};
inline constexpr phrase costs{"{0} 分：没有这条记录，今天的总分会高 {0} 分。",
                              "{0}: without it the total would be {0} higher today."};
inline constexpr phrase costs_nothing{
    "0 分：没有这条记录，今天的总分也不会更高（另有记录、限额或上限起作用）。",
    "0: without it the total would be no higher today (another record, a limit or a ceiling stands "
    "in its place)."};
inline constexpr phrase costs_nothing_any_more{
    "0 分：这条记录已修复，它扣减的分数已全部恢复。",
    "0: it has been repaired, and all that it cost is given back."};
inline constexpr phrase also{"其他作用", "Also"};
inline constexpr phrase caps_score{"使诚信分最高为 {0} 分（{1}）", "holds the score to {0} ({1})"};
inline constexpr phrase sets_back{"使“{0}”降一档", "sets “{0}” back a step"};
inline constexpr phrase ends{"自行结束", "Ends by itself"};
inline constexpr phrase ends_on{"如无新的情况，{0} 是它降低总分的最后一天。",
                                "If nothing new happens, {0} is the last day on which it lowers "
                                "the total."};
inline constexpr phrase ends_after{"至少到 {0}，即本标准施行的最后一天。",
                                   "Not before {0}, the last day of this rulebook."};
inline constexpr phrase ended{"从今天起，它不降低总分。",
                              "From today on it does not lower the total."};
inline constexpr phrase taken{"修复进展", "Repair so far"};
inline constexpr phrase taken_step{"{0}（{1}）", "{0} ({1})"};
inline constexpr phrase step_to_come{"{0}（{1}，尚未到期）", "{0} ({1}, still to come)"};
inline constexpr phrase step_pending{"{0}（{1}；{2} 起生效）", "{0} ({1}; takes effect on {2})"};
inline constexpr phrase step_gives_more{"{0}（{1}；{2} 起恢复更多）",
                                        "{0} ({1}; gives back more from {2})"};
inline constexpr phrase eased{"目前恢复 {0}%", "{0}% is given back today"};
inline constexpr phrase roads_caption{"如果今天完成，可以恢复多少",
                                      "What each open road would give if it were walked today"};
inline constexpr phrase road{"途径", "Road"};
inline constexpr phrase from{"生效日", "From"};
inline constexpr phrase gain{"总分提高", "The total rises by"};
inline constexpr std::array<phrase, 3> steps{{
    {"主动改正失信行为", "making good"},
    {"参与社会公益服务", "community service"},
    {"持续良好用信", "sustained good conduct"},
}};
inline constexpr phrase decision{"认定单位作出修复决定", "a decision to repair"};
inline constexpr phrase body_decides{
    "是否作出修复决定，由认定单位依法决定；法律可以规定在一定期限届满前不得作出。表中所列是作出决定"
    "后的效果。",
    "Whether to decide for a repair is for the body to say, and the law may set a time before "
    "which it cannot; what stands here is what the decision would give."};
inline constexpr phrase how_to_repair{
    "怎样修复：向认定该记录的单位提出信用修复申请{0}"
    "。认定单位作出修复决定的，这条记录扣减的分数全部"
    "恢复。",
    "To repair: ask the body that certified the record{0}. Its decision to repair gives back all "
    "that the record cost."};
inline constexpr phrase how_to_object{
    "怎样提出异议：您认为任何一条记录有错误、不完整或者不应再计分的，可以向提供单位提出，也可以在公"
    "共信"
    "用信息平台提出，请求更正、补充或者删除（《个人信息保护法》第四十六条，《民法典》第一千零二十九"
    "条）。"
    "异议处理期间，这条记录不计分。",
    "To object: if you think that any record is wrong, incomplete or should no longer count, tell "
    "its provider, or object at the public credit information platform, and ask for it to be "
    "corrected, completed or deleted (Personal Information Protection Law, art. 46; Civil Code, "
    "art. 1029). A disputed record does not count while it is disputed."};

// What could not be determined.
inline constexpr phrase undetermined_heading{"无法判断的条件", "What could not be determined"};
inline constexpr phrase undetermined_caption{
    "以下条件无法判断，没有因此扣分。补齐所缺信息后，加分或者恢复的规则可能适用。",
    "These conditions could not be decided. Nothing was taken off for it; where what is missing is "
    "supplied, a rule that adds or gives back may apply."};
inline constexpr phrase rule{"规则", "Rule"};
inline constexpr phrase absent{"缺少 {0}", "{0} is absent"};
inline constexpr phrase absent_titled{"缺少“{0}”（{1}）", "“{0}” is absent ({1})"};
inline constexpr phrase age{"年龄", "Age"};
inline constexpr phrase overflow{"整数溢出", "integer overflow"};
inline constexpr phrase division{"除数为零", "division by zero"};

// Afterwards.
inline constexpr phrase next_heading{"以后会怎样", "What comes next"};
inline constexpr phrase stable_until{
    "如无新的情况，总分和各维度的分值至 {0}（含当日）保持不变。",
    "The score and each of its parts stay as they are through {0} if nothing new "
    "happens."};
inline constexpr phrase stable{
    "如无新的情况，总分和各维度的分值一直保持不变。",
    "The score and each of its parts stay as they are for good if nothing new "
    "happens."};
inline constexpr phrase no_score_until{"如无新的情况，至 {0}（含当日）仍没有诚信分。",
                                       "If nothing new happens, there is no score through {0}."};
inline constexpr phrase no_score_for_good{"如无新的情况，不会产生诚信分。",
                                          "If nothing new happens, there will be no score."};
inline constexpr phrase book_ends{"{0} 是本标准施行的最后一天。",
                                  "{0} is the last day of this rulebook."};

inline constexpr phrase again_heading{"怎样重新计算", "How to compute it again"};
inline constexpr phrase again{
    "用同样的记录和以下各项，任何人都会得到同样的结果。",
    "With the same records and what follows, anyone gets the same result."};
inline constexpr phrase book_id{"标准编号", "Rulebook"};
inline constexpr phrase library{"计算程序", "Library"};

// Promises of the Measures of Sanming, which are made for its rulebooks alone.
inline constexpr phrase rights_heading{"请您放心", "What the score is for"};
inline constexpr phrase incentives_only{
    "诚信分只用于激励{0}，不用于惩戒。不使用诚信分，您不会失去任何东西。",
    "The score is for incentives only{0}, never for punishment. Not using it costs nothing."};
inline constexpr phrase consent{"未经您本人授权同意，任何单位和个人不得对外披露您的诚信分{0}。",
                                "Nobody may disclose your score without your consent{0}."};
inline constexpr phrase cited{"（{0}）", " ({0})"};

}  // namespace words
}  // namespace chengxin::io::report
