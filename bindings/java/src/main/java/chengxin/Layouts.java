// The structs of chengxin.h that cross the border, as C declares them; a test compares them with
// the header word by word.
package chengxin;

final class Layouts {
  private Layouts() {}

  static final Layout ERROR =
      new Layout(
          "cx_error",
          "uint32_t struct_size; cx_status status; uint32_t line; uint32_t column; char "
          + "code[64]; char where[256]; char message[768];");

  static final Layout STRING =
      new Layout(
          "cx_string",
          "const char* data; size_t size;");

  static final Layout BILINGUAL =
      new Layout(
          "cx_bilingual",
          "cx_string zh; cx_string en;");

  static final Layout BUFFER =
      new Layout(
          "cx_buffer",
          "char* data; size_t size;");

  static final Layout RULEBOOK_INFO =
      new Layout(
          "cx_rulebook_info",
          "uint32_t struct_size; int32_t min_age; cx_string id; cx_string version; cx_string "
          + "fingerprint; cx_string jurisdiction; cx_bilingual title; cx_bilingual note; cx_day "
          + "effective_from; cx_day effective_until; cx_points base; int64_t min_score; int64_t "
          + "max_score; uint32_t residencies; uint32_t capacities; uint32_t basis_count; uint32_t "
          + "subject_attribute_count; uint32_t dimension_count; uint32_t category_count; uint32_t "
          + "barred_count; uint32_t group_count; uint32_t rule_count; uint32_t ceiling_count; "
          + "uint32_t tier_count; uint32_t use_count;");

  static final Layout CITATION =
      new Layout(
          "cx_citation",
          "cx_string basis; cx_string article;");

  static final Layout BASIS =
      new Layout(
          "cx_basis",
          "uint32_t struct_size; uint32_t reserved; cx_string id; cx_bilingual title;");

  static final Layout ATTRIBUTE_DECLARATION =
      new Layout(
          "cx_attribute_declaration",
          "uint32_t struct_size; int32_t type; cx_string name; cx_bilingual title; cx_bilingual "
          + "unit; int32_t required; int32_t has_min; int32_t has_max; uint32_t reserved; int64_t "
          + "min; int64_t max; double min_number; double max_number; const cx_string* values; "
          + "size_t value_count;");

  static final Layout DIMENSION =
      new Layout(
          "cx_dimension",
          "uint32_t struct_size; int32_t repairs; cx_string id; cx_bilingual title; "
          + "cx_bilingual note; cx_points min; cx_points max;");

  static final Layout CATEGORY =
      new Layout(
          "cx_category",
          "uint32_t struct_size; int32_t nature; cx_string id; cx_bilingual title; cx_bilingual "
          + "note; const cx_citation* citations; size_t citation_count; const cx_string* "
          + "providers; size_t provider_count; int32_t any_provider; int32_t heeds_matter; "
          + "uint32_t origins; uint32_t attribute_count;");

  static final Layout BARRED_CATEGORY =
      new Layout(
          "cx_barred_category",
          "uint32_t struct_size; uint32_t reserved; cx_string category; cx_bilingual title; "
          + "const cx_citation* citations; size_t citation_count;");

  static final Layout GROUP =
      new Layout(
          "cx_group",
          "uint32_t struct_size; uint32_t dimension; cx_string id; cx_bilingual title; "
          + "cx_points total;");

  static final Layout POINT_ROW =
      new Layout(
          "cx_point_row",
          "cx_string when; cx_points points;");

  static final Layout STEP =
      new Layout(
          "cx_step",
          "int32_t months; int32_t percent; cx_points points;");

  static final Layout RULE =
      new Layout(
          "cx_rule",
          "uint32_t struct_size; int32_t kind; cx_string id; cx_bilingual title; cx_bilingual "
          + "note; const cx_citation* citations; size_t citation_count; const cx_string* "
          + "categories; size_t category_count; cx_string when; uint32_t dimension; uint32_t "
          + "group; int32_t form; int32_t combine; cx_points points; cx_string per_attribute; "
          + "int64_t per_unit; cx_points per_max; const cx_point_row* rows; size_t row_count; "
          + "const cx_step* decay; size_t decay_count; const cx_step* steps; size_t step_count; "
          + "int32_t valid_months; int32_t break_months; cx_points limit_per_year; cx_points "
          + "limit_total; int64_t limit_count; int32_t step; int32_t percent; int32_t after_days; "
          + "int32_t has_otherwise;");

  static final Layout CEILING =
      new Layout(
          "cx_ceiling",
          "uint32_t struct_size; int32_t valid_months; cx_string id; cx_bilingual title; "
          + "cx_bilingual note; const cx_citation* citations; size_t citation_count; const "
          + "cx_string* categories; size_t category_count; cx_string when; int64_t max_score;");

  static final Layout TIER =
      new Layout(
          "cx_tier",
          "uint32_t struct_size; uint32_t reserved; cx_string id; cx_bilingual title; "
          + "cx_bilingual note; int64_t min;");

  static final Layout USE =
      new Layout(
          "cx_use",
          "uint32_t struct_size; uint32_t reserved; cx_string id; cx_bilingual title; "
          + "cx_bilingual note; const cx_citation* citations; size_t citation_count; cx_points "
          + "min_score;");

  static final Layout FINDING =
      new Layout(
          "cx_finding",
          "uint32_t struct_size; int32_t is_error; uint32_t line; uint32_t column; cx_string "
          + "pointer; cx_string code; cx_string message;");

  static final Layout ATTRIBUTE =
      new Layout(
          "cx_attribute",
          "cx_string name; int32_t type; uint32_t reserved; int64_t integer; double number; "
          + "cx_string text;");

  static final Layout SUBJECT =
      new Layout(
          "cx_subject",
          "uint32_t struct_size; int32_t residency; cx_string subject_id; int32_t capacity; "
          + "cx_day birth_date; cx_day enrolled_on; uint32_t reserved; const cx_attribute* "
          + "attributes; size_t attribute_count;");

  static final Layout RECORD =
      new Layout(
          "cx_record",
          "uint32_t struct_size; int32_t origin; cx_string record_id; cx_string category; "
          + "cx_string provider; cx_string matter; int32_t status; cx_day occurred_on; cx_day "
          + "expires_on; cx_day repaired_on; cx_day corrected_on; cx_day service_on; cx_day "
          + "conduct_on; uint32_t reserved; const cx_attribute* attributes; size_t "
          + "attribute_count;");

  static final Layout FIGURES =
      new Layout(
          "cx_figures",
          "uint32_t struct_size; cx_day day; int32_t eligible; uint32_t ineligible_because; "
          + "cx_day stable_through; int32_t knows_stable_through; int64_t score; cx_points total; "
          + "cx_points base; cx_string tier_id; uint32_t tier; uint32_t dimension_count; uint32_t "
          + "award_count; uint32_t adjustment_count; uint32_t record_count; uint32_t "
          + "undetermined_count;");

  static final Layout DIMENSION_RESULT =
      new Layout(
          "cx_dimension_result",
          "uint32_t struct_size; uint32_t first_award; uint32_t award_count; uint32_t reserved; "
          + "cx_string id; cx_points raw; cx_points value;");

  static final Layout AWARD =
      new Layout(
          "cx_award",
          "uint32_t struct_size; uint32_t dimension; uint32_t rule; uint32_t record; cx_string "
          + "rule_id; cx_string record_id; cx_points points; cx_points before_limits; int32_t "
          + "percent; cx_day last_day;");

  static final Layout ADJUSTMENT =
      new Layout(
          "cx_adjustment",
          "uint32_t struct_size; int32_t what; uint32_t dimension; uint32_t ceiling; cx_points "
          + "points; uint32_t record_count; uint32_t reserved;");

  static final Layout ADJUSTMENT_RECORD =
      new Layout(
          "cx_adjustment_record",
          "uint32_t struct_size; uint32_t record; cx_string record_id; int32_t percent; "
          + "uint32_t rules[3];");

  static final Layout RECORD_RESULT =
      new Layout(
          "cx_record_result",
          "uint32_t struct_size; int32_t disposition; cx_string record_id; cx_string name; "
          + "int32_t eased; uint32_t effect_count;");

  static final Layout EFFECT =
      new Layout(
          "cx_effect",
          "uint32_t struct_size; int32_t what; uint32_t index; uint32_t reserved; cx_string id;");

  static final Layout UNDETERMINED =
      new Layout(
          "cx_undetermined",
          "uint32_t struct_size; int32_t of_ceiling; uint32_t index; uint32_t record; cx_string "
          + "id; cx_string record_id; cx_string attribute;");

  static final Layout ROAD =
      new Layout(
          "cx_road",
          "int32_t is_decision; int32_t step; cx_day effective_on; uint32_t reserved; cx_points "
          + "gain;");

  static final Layout RECORD_ADVICE =
      new Layout(
          "cx_record_advice",
          "uint32_t struct_size; uint32_t record; cx_string record_id; cx_points cost; cx_day "
          + "last_day; uint32_t reserved; const cx_road* roads; size_t road_count;");

  static final Layout PERIOD =
      new Layout(
          "cx_period",
          "const cx_case* facts; cx_day from; cx_day through;");

  static final Layout CAUSE =
      new Layout(
          "cx_cause",
          "int32_t change; uint32_t index; uint32_t record; uint32_t reserved; cx_string name; "
          + "cx_string id; cx_string record_id;");

  static final Layout SEGMENT =
      new Layout(
          "cx_segment",
          "uint32_t struct_size; cx_day from; cx_day through; int32_t eligible; int64_t score; "
          + "cx_points total; cx_string tier_id; uint32_t tier; uint32_t period; const "
          + "cx_points* values; size_t value_count; const cx_cause* causes; size_t cause_count;");

  static final Layout POPULATION_OPTIONS =
      new Layout(
          "cx_population_options",
          "uint32_t struct_size; int32_t subjects_format; int32_t records_format; uint32_t "
          + "threads; cx_string subjects_name; cx_string records_name; cx_string only_subject; "
          + "uint64_t keep_bad_rows; cx_progress_function progress; void* progress_context; const "
          + "cx_score_options* scores_alone;");

  static final Layout BAD_ROW =
      new Layout(
          "cx_bad_row",
          "uint32_t struct_size; uint32_t column; uint64_t line; cx_string file; cx_string "
          + "code; cx_string reason; cx_string row;");

  static final Layout SCORE_OPTIONS =
      new Layout(
          "cx_score_options",
          "uint32_t struct_size; cx_day day; int32_t threads; int32_t with_stable_through; "
          + "cx_progress_function progress; void* progress_context;");

  static final Layout EXPLAIN_OPTIONS =
      new Layout(
          "cx_explain_options",
          "uint32_t struct_size; cx_day day; int32_t threads; uint32_t reserved; "
          + "cx_progress_function progress; void* progress_context;");

  static final Layout SYNTHESIS_OPTIONS =
      new Layout(
          "cx_synthesis_options",
          "uint32_t struct_size; int32_t format; uint64_t subjects; uint64_t seed; uint32_t "
          + "bad_rows; cx_day day; cx_progress_function progress; void* progress_context;");

  static final Layout STORE_CREATE_OPTIONS =
      new Layout(
          "cx_store_create_options",
          "uint32_t struct_size; int32_t digest; int32_t test_clock; uint32_t reserved; "
          + "cx_string vfs;");

  static final Layout STORE_OPTIONS =
      new Layout(
          "cx_store_options",
          "uint32_t struct_size; int32_t read_only; int32_t wait_milliseconds; uint32_t "
          + "reserved; cx_string vfs; cx_clock_function clock; void* clock_context;");

  static final Layout IMPORT_OPTIONS =
      new Layout(
          "cx_import_options",
          "uint32_t struct_size; int32_t subjects_format; int32_t records_format; int32_t "
          + "refuse_bad_rows; cx_string subjects_name; cx_string records_name; cx_moment at; "
          + "uint64_t keep_bad_rows; cx_progress_function progress; void* progress_context;");

  static final Layout IMPORT_COUNTS =
      new Layout(
          "cx_import_counts",
          "uint32_t struct_size; int32_t added; uint64_t subjects_new; uint64_t "
          + "subjects_changed; uint64_t subjects_same; uint64_t records_new; uint64_t "
          + "records_changed; uint64_t records_same; uint64_t held_back; uint64_t barred; "
          + "uint64_t bad; uint64_t kept_bad_rows;");

  static final Layout DIMENSION_VALUE =
      new Layout(
          "cx_dimension_value",
          "cx_string id; cx_points value;");

  static final Layout STORE_FIGURES =
      new Layout(
          "cx_store_figures",
          "uint32_t struct_size; cx_day as_of; int32_t eligible; cx_day stable_through; int64_t "
          + "score; cx_points total; cx_string tier_id; cx_string fingerprint; int32_t "
          + "from_cache; uint32_t reserved; const cx_dimension_value* dimensions; size_t "
          + "dimension_count;");

  static final Layout REFRESH_OPTIONS =
      new Layout(
          "cx_refresh_options",
          "uint32_t struct_size; cx_day as_of; int32_t threads; uint32_t reserved; "
          + "cx_progress_function progress; void* progress_context;");

  static final Layout CONSENT_REQUEST =
      new Layout(
          "cx_consent_request",
          "uint32_t struct_size; int32_t scope; cx_string subject_id; cx_string grantee; "
          + "cx_string use; cx_day first_day; cx_day last_day; cx_string evidence;");

  static final Layout DISCLOSURE_REQUEST =
      new Layout(
          "cx_disclosure_request",
          "uint32_t struct_size; int32_t scope; cx_string subject_id; cx_string grantee; "
          + "cx_string use; cx_day as_of; uint32_t reserved;");

  static final Layout DISCLOSURE =
      new Layout(
          "cx_disclosure",
          "uint32_t struct_size; int32_t denial; cx_string denial_name; cx_day as_of; int32_t "
          + "entitled; int32_t has_score; uint32_t reserved; int64_t score; cx_string tier_id; "
          + "cx_string report;");

  static final Layout VERIFY_OPTIONS =
      new Layout(
          "cx_verify_options",
          "uint32_t struct_size; uint32_t reserved; cx_string expected; cx_progress_function "
          + "progress; void* progress_context;");

  static final Layout VERIFICATION =
      new Layout(
          "cx_verification",
          "uint32_t struct_size; int32_t ok; uint64_t entries; uint64_t entry; cx_string head; "
          + "cx_string why;");

  static final Layout STATISTICS =
      new Layout(
          "cx_statistics",
          "uint32_t struct_size; uint32_t reserved; uint64_t subjects; uint64_t records; "
          + "uint64_t versions; uint64_t entries; uint64_t cached_scores; uint64_t hits; uint64_t "
          + "absent; uint64_t newer_data; uint64_t past_stable_through; uint64_t other_rulebook;");
}
