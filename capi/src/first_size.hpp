// How large each struct that begins with `struct_size` was when it was first released:
// up to the last member that it had then. A program compiled in those days gives no more
// (CONVENTIONS 7 to 9). A line is written once, and stays when its struct grows.
#pragma once

#include <chengxin.h>

#include <cstddef>

namespace chengxin::capi {

/// Of a struct that has no line below: there is no such member, and the compiler says so.
template <class Struct>
inline constexpr std::size_t first_size = sizeof(typename Struct::has_no_line_in_first_size);

template <>
inline constexpr std::size_t first_size<cx_rulebook_info> = offsetof(cx_rulebook_info, use_count) +
                                                            sizeof(cx_rulebook_info::use_count);
template <>
inline constexpr std::size_t first_size<cx_basis> = offsetof(cx_basis, title) +
                                                    sizeof(cx_basis::title);
template <>
inline constexpr std::size_t first_size<cx_attribute_declaration> =
    offsetof(cx_attribute_declaration, value_count) + sizeof(cx_attribute_declaration::value_count);
template <>
inline constexpr std::size_t first_size<cx_dimension> = offsetof(cx_dimension, max) +
                                                        sizeof(cx_dimension::max);
template <>
inline constexpr std::size_t first_size<cx_category> = offsetof(cx_category, attribute_count) +
                                                       sizeof(cx_category::attribute_count);
template <>
inline constexpr std::size_t first_size<cx_barred_category> =
    offsetof(cx_barred_category, citation_count) + sizeof(cx_barred_category::citation_count);
template <>
inline constexpr std::size_t first_size<cx_group> = offsetof(cx_group, total) +
                                                    sizeof(cx_group::total);
template <>
inline constexpr std::size_t first_size<cx_rule> = offsetof(cx_rule, has_otherwise) +
                                                   sizeof(cx_rule::has_otherwise);
template <>
inline constexpr std::size_t first_size<cx_ceiling> = offsetof(cx_ceiling, max_score) +
                                                      sizeof(cx_ceiling::max_score);
template <>
inline constexpr std::size_t first_size<cx_tier> = offsetof(cx_tier, min) + sizeof(cx_tier::min);
template <>
inline constexpr std::size_t first_size<cx_use> = offsetof(cx_use, min_score) +
                                                  sizeof(cx_use::min_score);
template <>
inline constexpr std::size_t first_size<cx_finding> = offsetof(cx_finding, message) +
                                                      sizeof(cx_finding::message);
template <>
inline constexpr std::size_t first_size<cx_subject> = offsetof(cx_subject, attribute_count) +
                                                      sizeof(cx_subject::attribute_count);
template <>
inline constexpr std::size_t first_size<cx_record> = offsetof(cx_record, attribute_count) +
                                                     sizeof(cx_record::attribute_count);
template <>
inline constexpr std::size_t first_size<cx_figures> = offsetof(cx_figures, undetermined_count) +
                                                      sizeof(cx_figures::undetermined_count);
template <>
inline constexpr std::size_t first_size<cx_dimension_result> = offsetof(cx_dimension_result,
                                                                        value) +
                                                               sizeof(cx_dimension_result::value);
template <>
inline constexpr std::size_t first_size<cx_award> = offsetof(cx_award, last_day) +
                                                    sizeof(cx_award::last_day);
template <>
inline constexpr std::size_t first_size<cx_adjustment> = offsetof(cx_adjustment, reserved) +
                                                         sizeof(cx_adjustment::reserved);
template <>
inline constexpr std::size_t first_size<cx_adjustment_record> = offsetof(cx_adjustment_record,
                                                                         rules) +
                                                                sizeof(cx_adjustment_record::rules);
template <>
inline constexpr std::size_t first_size<cx_record_result> = offsetof(cx_record_result,
                                                                     effect_count) +
                                                            sizeof(cx_record_result::effect_count);
template <>
inline constexpr std::size_t first_size<cx_effect> = offsetof(cx_effect, id) +
                                                     sizeof(cx_effect::id);
template <>
inline constexpr std::size_t first_size<cx_undetermined> = offsetof(cx_undetermined, attribute) +
                                                           sizeof(cx_undetermined::attribute);
template <>
inline constexpr std::size_t first_size<cx_record_advice> = offsetof(cx_record_advice, road_count) +
                                                            sizeof(cx_record_advice::road_count);
template <>
inline constexpr std::size_t first_size<cx_segment> = offsetof(cx_segment, cause_count) +
                                                      sizeof(cx_segment::cause_count);
template <>
inline constexpr std::size_t first_size<cx_population_options> =
    offsetof(cx_population_options, progress_context) +
    sizeof(cx_population_options::progress_context);
template <>
inline constexpr std::size_t first_size<cx_bad_row> = offsetof(cx_bad_row, row) +
                                                      sizeof(cx_bad_row::row);
template <>
inline constexpr std::size_t first_size<cx_score_options> =
    offsetof(cx_score_options, progress_context) + sizeof(cx_score_options::progress_context);
template <>
inline constexpr std::size_t first_size<cx_explain_options> =
    offsetof(cx_explain_options, progress_context) + sizeof(cx_explain_options::progress_context);
template <>
inline constexpr std::size_t first_size<cx_synthesis_options> =
    offsetof(cx_synthesis_options, progress_context) +
    sizeof(cx_synthesis_options::progress_context);
template <>
inline constexpr std::size_t first_size<cx_store_create_options> =
    offsetof(cx_store_create_options, vfs) + sizeof(cx_store_create_options::vfs);
template <>
inline constexpr std::size_t first_size<cx_store_options> = offsetof(cx_store_options,
                                                                     clock_context) +
                                                            sizeof(cx_store_options::clock_context);
template <>
inline constexpr std::size_t first_size<cx_import_options> =
    offsetof(cx_import_options, progress_context) + sizeof(cx_import_options::progress_context);
template <>
inline constexpr std::size_t first_size<cx_import_counts> = offsetof(cx_import_counts,
                                                                     kept_bad_rows) +
                                                            sizeof(cx_import_counts::kept_bad_rows);
template <>
inline constexpr std::size_t first_size<cx_store_figures> =
    offsetof(cx_store_figures, dimension_count) + sizeof(cx_store_figures::dimension_count);
template <>
inline constexpr std::size_t first_size<cx_refresh_options> =
    offsetof(cx_refresh_options, progress_context) + sizeof(cx_refresh_options::progress_context);
template <>
inline constexpr std::size_t first_size<cx_consent_request> = offsetof(cx_consent_request,
                                                                       evidence) +
                                                              sizeof(cx_consent_request::evidence);
template <>
inline constexpr std::size_t first_size<cx_disclosure_request> =
    offsetof(cx_disclosure_request, reserved) + sizeof(cx_disclosure_request::reserved);
template <>
inline constexpr std::size_t first_size<cx_disclosure> = offsetof(cx_disclosure, report) +
                                                         sizeof(cx_disclosure::report);
template <>
inline constexpr std::size_t first_size<cx_verify_options> =
    offsetof(cx_verify_options, progress_context) + sizeof(cx_verify_options::progress_context);
template <>
inline constexpr std::size_t first_size<cx_verification> = offsetof(cx_verification, why) +
                                                           sizeof(cx_verification::why);
template <>
inline constexpr std::size_t first_size<cx_statistics> = offsetof(cx_statistics, other_rulebook) +
                                                         sizeof(cx_statistics::other_rulebook);

}  // namespace chengxin::capi
