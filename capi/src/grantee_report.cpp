// The report for a grantee, from a case (SPECIFICATION 7.4.13 to 7.4.18).
// Never asks for consent: a store does.
#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "case.hpp"
#include "chengxin/io/report.hpp"
#include "internal.hpp"

using namespace chengxin::capi;

cx_status cx_grantee_report(const cx_case* facts, cx_day day, cx_buffer* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (facts == nullptr || out == nullptr) return misuse(err, "facts or out is NULL");
    if (!facts->facts->has_subject) return misuse(err, "the case has no subject");
    const case_facts& now = ready(*facts);
    const chengxin::rulebook& book = now.engine.book();
    if (const cx_status bad = check_effective(book, day, err); bad != CX_OK) return bad;
    std::vector<chengxin::prepared_record> seen;
    std::copy_if(now.records.begin(), now.records.end(), std::back_inserter(seen),
                 [&](const auto& it) { return !chengxin::io::hidden_from_grantees(book, it); });
    chengxin::assessment assessed;
    // The day is effective.
    static_cast<void>(now.engine.assess(*now.subject, seen, chengxin::date{day},
                                        chengxin::depth::everything, assessed));
    chengxin::io::report_input report;
    report.engine = &now.engine;
    report.subject = now.subject;
    report.records = seen;
    report.assessment = &assessed;
    std::string text;
    chengxin::io::append_grantee_report_json(text, report);
    *out = make_buffer(text);
    return CX_OK;
  });
}
