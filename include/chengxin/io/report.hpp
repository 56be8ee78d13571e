// Reports: one resident's assessment as JSON, text or HTML, a timeline as JSON,
// and a population's scores as CSV (SPECIFICATION 7). Declarations only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "chengxin/advice.hpp"
#include "chengxin/assessment.hpp"
#include "chengxin/engine.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/timeline.hpp"
#include "chengxin/timeline_through.hpp"

namespace chengxin::io {

enum class language : std::uint8_t { zh, en };

/// One resident's assessment at depth::everything, with what it was made from.
struct report_input {
  const chengxin::engine* engine = nullptr;
  const prepared_subject* subject = nullptr;
  std::span<const prepared_record> records;
  const chengxin::assessment* assessment = nullptr;
  std::optional<date> stable_through;
};

/// Appends the JSON object of `explain --format json`, on one line, without an
/// end of line. Does not allocate beyond `out`. Thread-safe.
void append_report_json(std::string& out, const report_input& report);

/// Whether a record must leave no trace in what a grantee sees, not even in the
/// figures: it is revoked or disputed, or bad and repaired. A good record is never
/// repaired: it is read as active, and costs nothing to be seen.
[[nodiscard]] bool hidden_from_grantees(const rulebook& book,
                                        const prepared_record& record) noexcept;

/// Appends the same object as a grantee, a third party, may see it (SPECIFICATION
/// 7.4.13 to 7.4.18): of records those with disposition `counted` alone, and nothing
/// else that would name, count or hint at another. What is shown still adds up to
/// the total. `report.stable_through` is passed over.
/// Precondition: records that are hidden_from_grantees() were left out of
/// `report.records` before the assessment, but after mark_duplicates(): else a
/// duplicate of such a record would take its place. Does not allocate beyond `out`.
/// Thread-safe.
void append_grantee_report_json(std::string& out, const report_input& report);

/// Appends the report as plain text: every point with its rule, article, record
/// and last day; for each bad record who certified it, what it costs today, when
/// it ends by itself, the open roads of repair and what each would give; and how
/// to object. Control characters that come from the data are escaped.
void append_report_text(std::string& out, const report_input& report, language language);

/// The same as one self-contained HTML page: no script, nothing fetched.
void append_report_html(std::string& out, const report_input& report, language language);

/// Appends the JSON array of `timeline`.
void append_timeline_json(std::string& out, const chengxin::engine& engine,
                          const chengxin::timeline& timeline,
                          std::span<const prepared_record> records);

/// Appends the JSON array of a timeline through several rulebooks: that of
/// append_timeline_json() with causes of the kind `rulebook` (SPECIFICATION 7.5.3).
/// `periods` are those that it was made from.
void append_timeline_through_json(std::string& out, const timeline_through& timeline,
                                  std::span<const timeline_period> periods);

/// Appends the header line of `score`'s CSV.
void append_score_header(std::string& out, const chengxin::engine& engine, bool stable_through);
/// Appends one subject's line of `score`'s CSV.
void append_score_row(std::string& out, const chengxin::engine& engine,
                      const prepared_subject& subject, const chengxin::assessment& assessment,
                      const std::optional<date>* stable_through);

}  // namespace chengxin::io
