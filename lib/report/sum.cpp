// The sum: every point with its rule, article, record and last day, laid out so
// that a resident can add it up (SPECIFICATION 4, reconciliation). Never computes
// a figure that the assessment does not hold, but for sums to draw from.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model.hpp"
#include "sections.hpp"
#include "words.hpp"

namespace chengxin::io::report {
namespace {

class sum_builder {
public:
  explicit sum_builder(const context& of)
      : of_(of), words_(of.words), book_(of.book), result_(of.result) {
    sum_.caption = words_.say(words::sum_caption);
    sum_.label_title = words_.say(words::item);
    sum_.amount_title = words_.say(words::amount);
    for (const phrase& title : {words::record, words::occurred, words::provider, words::through}) {
      sum_.columns.push_back(words_.say(title));
    }
  }

  [[nodiscard]] section build() {
    add(ledger::kind::subtotal, words_.say(words::base), to_string(book_.base));
    for (std::size_t d = 0; d < book_.dimensions.size(); ++d) add_dimension(d);
    add_bounds();
    add_ceiling();
    add(ledger::kind::total, words_.say(words::total), to_string(result_.total));
    add(ledger::kind::total, words_.say(words::rounded_score), std::to_string(result_.score));
    section made;
    made.heading = words_.say(words::sum_heading);
    made.blocks.emplace_back(draw_chart());
    made.blocks.emplace_back(std::move(sum_));
    made.blocks.emplace_back(paragraph{equation(), true});
    return made;
  }

private:
  ledger::line& add(ledger::kind what, std::string label, std::string amount) {
    sum_.lines.push_back({what, std::move(label), std::move(amount), {}, {}});
    return sum_.lines.back();
  }

  void add_dimension(std::size_t d) {
    const dimension& declared = book_.dimensions[d];
    const dimension_result& figures = result_.dimensions[d];
    const std::string title = words_.title(declared.title, declared.id);
    ledger::line& heading = add(ledger::kind::heading, title, {});
    heading.details.push_back(
        words_.say(words::dimension_range, {to_string(declared.min), to_string(declared.max)}));
    const std::size_t before = sum_.lines.size();
    for (const award& given : result_.awards_of(d)) add_award(given);
    if (declared.repairs) {
      for (const restoration& restored : result_.restored) add_restoration(restored);
    }
    const points held = figures.value - figures.raw;
    if (held < points{}) {
      add(ledger::kind::item, words_.say(words::above_maximum, {to_string(declared.max)}),
          signed_points(held));
    } else if (held > points{}) {
      add(ledger::kind::item, words_.say(words::below_minimum, {to_string(declared.min)}),
          signed_points(held));
    }
    if (sum_.lines.size() == before) {
      sum_.lines.back().details.push_back(words_.say(words::nothing_here));
    }
    add(ledger::kind::subtotal, words_.say(words::subtotal, {title}), signed_points(figures.value));
  }

  void add_award(const award& given) {
    const rule& by = book_.rules[given.rule];
    ledger::line& line =
        add(ledger::kind::item, words_.title(by.title, by.id), signed_points(given.value));
    line.details.push_back(words_.articles(by.cite));
    if (given.record == no_index) {
      if (by.kind == rule_kind::absence) add_setbacks(given.rule, line);
      return;
    }
    const prepared_record& record = of_.input.records[given.record];
    const std::optional<date> last = of_.last_day(given.record, by.valid_months);
    line.cells = {std::string(record.record_id), to_string(record.occurred_on),
                  std::string(record.provider),
                  last ? to_string(*last) : words_.say(words::no_end)};
    if (given.percent != 100) {
      line.details.push_back(words_.say(words::decayed, {std::to_string(given.percent)}));
    }
    if (given.before_limits != given.value) {
      line.details.push_back(
          words_.say(words::before_limits, {signed_points(given.before_limits)}));
    }
  }

  void add_setbacks(std::uint32_t absence, ledger::line& line) {
    std::vector<std::string> by;
    for (std::uint32_t i = 0; i < of_.input.records.size(); ++i) {
      for (const effect& brought : result_.effects_of(i)) {
        if (brought.what == effect::kind::absence && brought.index == absence) {
          by.push_back(of_.name_of(i));
        }
      }
    }
    if (!by.empty()) {
      line.details.push_back(words_.say(words::set_back_by, {words_.join(by, words::list_comma)}));
    }
  }

  void add_restoration(const restoration& restored) {
    const dimension& source = book_.dimensions[restored.dimension];
    ledger::line& line = add(ledger::kind::item,
                             words_.say(words::given_back, {words_.title(source.title, source.id)}),
                             signed_points(restored.value));
    for (const eased_record& eased : result_.eased_in(restored)) {
      std::vector<std::string> by;
      for (const std::uint32_t r : eased.rules) {
        if (r == no_index) break;
        const rule& restoring = book_.rules[r];
        by.push_back(words_.title(restoring.title, restoring.id) + words_.say(words::colon) +
                     words_.articles(restoring.cite));
      }
      const std::string name = of_.name_of(eased.record);
      line.details.push_back(by.empty()
                                 ? words_.say(words::eased_by_decision, {name})
                                 : words_.say(words::eased_by, {name, std::to_string(eased.percent),
                                                                words_.join(by, words::between)}));
    }
  }

  void add_bounds() {
    if (result_.held == points{}) return;
    const bool raised = result_.held > points{};
    add(ledger::kind::subtotal,
        words_.say(raised ? words::score_minimum : words::score_maximum,
                   {std::to_string(raised ? book_.min_score : book_.max_score)}),
        signed_points(result_.held));
  }

  void add_ceiling() {
    if (!result_.ceiling) return;
    const applied_ceiling& applied = *result_.ceiling;
    const ceiling& declared = book_.ceilings[applied.index];
    ledger::line& line = add(
        ledger::kind::subtotal,
        words_.say(words::ceiling,
                   {std::to_string(declared.max_score), words_.title(declared.title, declared.id)}),
        signed_points(applied.held));
    line.details.push_back(words_.articles(declared.cite));
    std::vector<std::string> because;
    std::optional<date> ends;
    for (std::uint32_t i = 0; i < applied.record_count; ++i) {
      const std::uint32_t record = result_.ceiling_records[applied.first_record + i];
      because.push_back(of_.name_of(record));
      const std::optional<date> last = of_.last_day(record, declared.valid_months);
      ends = std::max(ends, last);
    }
    line.details.push_back(
        words_.say(words::ceiling_records, {words_.join(because, words::list_comma)}));
    if (ends) line.details.push_back(words_.say(words::ceiling_ends, {to_string(*ends)}));
  }

  /// What the total is made of, in the order in which it is added: label and points.
  [[nodiscard]] std::vector<std::pair<std::string, points>> steps() const {
    std::vector<std::pair<std::string, points>> all;
    for (std::size_t d = 0; d < book_.dimensions.size(); ++d) {
      const dimension& declared = book_.dimensions[d];
      all.emplace_back(words_.title(declared.title, declared.id), result_.dimensions[d].value);
    }
    if (result_.held > points{}) {
      all.emplace_back(words_.say(words::score_minimum, {std::to_string(book_.min_score)}),
                       result_.held);
    } else if (result_.held < points{}) {
      all.emplace_back(words_.say(words::score_maximum, {std::to_string(book_.max_score)}),
                       result_.held);
    }
    if (result_.ceiling && result_.ceiling->held != points{}) {
      const ceiling& declared = book_.ceilings[result_.ceiling->index];
      all.emplace_back(words_.title(declared.title, declared.id), result_.ceiling->held);
    }
    return all;
  }

  [[nodiscard]] chart draw_chart() const {
    chart drawn;
    drawn.caption = words_.say(words::chart_caption);
    drawn.least = std::min(points::whole(book_.min_score), book_.base);
    drawn.most = std::max(points::whole(book_.max_score), book_.base);
    drawn.bars.push_back(
        {words_.say(words::base), to_string(book_.base), drawn.least, book_.base, true});
    points running = book_.base;
    for (const auto& [label, amount] : steps()) {
      drawn.bars.push_back({label, signed_points(amount), running, running + amount, false});
      running += amount;
      drawn.least = std::min(drawn.least, running);
      drawn.most = std::max(drawn.most, running);
    }
    drawn.bars.push_back(
        {words_.say(words::total), to_string(result_.total), drawn.least, result_.total, true});
    drawn.bars.front().from = drawn.least;
    return drawn;
  }

  [[nodiscard]] std::string equation() const {
    std::string text = to_string(book_.base);
    for (const auto& [label, amount] : steps()) {
      static_cast<void>(label);
      text += amount < points{} ? " - " : " + ";
      text += to_string(amount.magnitude());
    }
    text += " = ";
    if (result_.total == points::whole(result_.score)) return text + to_string(result_.total);
    return text + words_.say(words::rounded_total,
                             {to_string(result_.total), std::to_string(result_.score)});
  }

  const context& of_;
  const phrasing& words_;
  const rulebook& book_;
  const assessment& result_;
  ledger sum_;
};

}  // namespace

std::string context::category_title(std::uint32_t record) const {
  const prepared_record& given = input.records[record];
  if (given.category < book.categories.size()) {
    const category& declared = book.categories[given.category];
    return words.title(declared.title, declared.id);
  }
  for (const barred_category& barred : book.barred) {
    if (barred.category == given.category_id) return words.title(barred.title, barred.category);
  }
  return std::string(given.category_id);
}

std::string context::name_of(std::uint32_t record) const {
  return words.say(words::taken_step, {category_title(record), input.records[record].record_id});
}

std::optional<date> context::last_day(std::uint32_t record,
                                      std::optional<std::int32_t> valid_months) const {
  const prepared_record& given = input.records[record];
  date last = given.expires_on;
  if (valid_months) last = std::min(last, add_months(given.occurred_on, *valid_months));
  if (last == no_day) return std::nullopt;
  return last;
}

section sum_section(const context& of) {
  return sum_builder(of).build();
}

}  // namespace chengxin::io::report
