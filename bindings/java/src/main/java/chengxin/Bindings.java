// Every function of chengxin.h that Java needs, bound one to one with JNA's direct mapping. What is
// not bound is in LEFT_OUT with its reason; a test compares both with the header.
package chengxin;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

final class Bindings {
  private Bindings() {}

  /**
   * java.time and java.math.BigDecimal do what these do; the table of details has no class here yet.
   */
  static final List<String> LEFT_OUT =
      Collections.unmodifiableList(
          Arrays.asList(
              "cx_date_add_months",
              "cx_date_format",
              "cx_date_parse",
              "cx_explain_columns",
              "cx_moment_format",
              "cx_moment_parse",
              "cx_points_format",
              "cx_points_parse"));

  /** The CX_ABI_VERSION that this class was written for. */
  static final int ABI_VERSION = 1;

  /** Borrowed text, given by value. */
  @Structure.FieldOrder({"data", "size"})
  public static class CxString extends Structure {
    public Pointer data;
    public long size;

    /** What a function gives. */
    public static final class ByValue extends CxString implements Structure.ByValue {}
  }

  /** Takes a piece of the output; gives 0 to go on. */
  interface WriteFunction extends Callback {
    int invoke(Pointer context, Pointer data, long size);
  }

  /** Told how much is done; gives 0 to go on. */
  interface ProgressFunction extends Callback {
    int invoke(Pointer context, long done, long total);
  }

  /** What time it is, in milliseconds since 1970 in UTC. */
  interface ClockFunction extends Callback {
    long invoke(Pointer context);
  }

  static {
    Native.register(Bindings.class, Library.open());
    int found = cx_abi_version();
    if (found != ABI_VERSION) {
      throw new UnsatisfiedLinkError(
          "libchengxin has the ABI version " + found + ", this binding needs " + ABI_VERSION);
    }
  }

  static native Pointer cx_version();

  static native int cx_abi_version();

  static native Pointer cx_status_name(int status);

  static native void cx_buffer_dispose(Pointer buffer);

  static native int cx_escape_controls(Pointer text, long size, Pointer out, Pointer err);

  static native int cx_rulebook_load(Pointer json, long size, Pointer out, Pointer err);

  static native int cx_rulebook_builtin(Pointer out, Pointer err);

  static native void cx_rulebook_free(Pointer rulebook);

  static native CxString.ByValue cx_rulebook_builtin_json();

  static native int cx_rulebook_canonical(Pointer json, long size, Pointer out, Pointer err);

  static native CxString.ByValue cx_rulebook_id(Pointer rulebook);

  static native CxString.ByValue cx_rulebook_version(Pointer rulebook);

  static native CxString.ByValue cx_rulebook_fingerprint(Pointer rulebook);

  static native int cx_rulebook_describe(Pointer rulebook, Pointer out, Pointer err);

  static native int cx_rulebook_basis(Pointer rulebook, int index, Pointer out, Pointer err);

  static native int cx_rulebook_attribute(
      Pointer rulebook, int category, int index, Pointer out, Pointer err);

  static native int cx_rulebook_dimension(Pointer rulebook, int index, Pointer out, Pointer err);

  static native int cx_rulebook_category(Pointer rulebook, int index, Pointer out, Pointer err);

  static native int cx_rulebook_barred(Pointer rulebook, int index, Pointer out, Pointer err);

  static native int cx_rulebook_group(Pointer rulebook, int index, Pointer out, Pointer err);

  static native int cx_rulebook_rule(Pointer rulebook, int index, Pointer out, Pointer err);

  static native int cx_rulebook_ceiling(Pointer rulebook, int index, Pointer out, Pointer err);

  static native int cx_rulebook_tier(Pointer rulebook, int index, Pointer out, Pointer err);

  static native int cx_rulebook_use(Pointer rulebook, int index, Pointer out, Pointer err);

  static native int cx_rulebook_find(
      Pointer rulebook, int part, Pointer id, long size, Pointer out, Pointer err);

  static native int cx_rulebook_verify(Pointer json, long size, Pointer out, Pointer err);

  static native void cx_findings_free(Pointer findings);

  static native long cx_findings_errors(Pointer findings);

  static native long cx_findings_warnings(Pointer findings);

  static native int cx_findings_get(Pointer findings, long index, Pointer out, Pointer err);

  static native int cx_findings_text(
      Pointer findings, Pointer name, long nameSize, int format, Pointer out, Pointer err);

  static native int cx_engine_new(Pointer rulebook, Pointer out, Pointer err);

  static native void cx_engine_free(Pointer engine);

  static native int cx_case_new(Pointer engine, Pointer out, Pointer err);

  static native void cx_case_free(Pointer facts);

  static native int cx_case_set_subject(Pointer facts, Pointer subject, Pointer err);

  static native int cx_case_add_records(Pointer facts, Pointer records, long count, Pointer err);

  static native int cx_case_read_json(
      Pointer facts, Pointer subject, long subjectSize, Pointer records, long recordsSize,
      Pointer err);

  static native CxString.ByValue cx_case_subject_id(Pointer facts);

  static native long cx_case_records(Pointer facts);

  static native CxString.ByValue cx_case_record_id(Pointer facts, long index);

  static native int cx_case_last_effect(Pointer facts, long index, Pointer out, Pointer err);

  static native int cx_assessment_new(Pointer out, Pointer err);

  static native void cx_assessment_free(Pointer assessment);

  static native int cx_assess(Pointer facts, int day, int flags, Pointer out, Pointer err);

  static native int cx_assessment_eligible(Pointer assessment);

  static native long cx_assessment_score(Pointer assessment);

  static native CxString.ByValue cx_assessment_tier(Pointer assessment);

  static native int cx_assessment_figures(Pointer assessment, Pointer out, Pointer err);

  static native int cx_assessment_dimension(
      Pointer assessment, int index, Pointer out, Pointer err);

  static native int cx_assessment_award(Pointer assessment, int index, Pointer out, Pointer err);

  static native int cx_assessment_adjustment(
      Pointer assessment, int index, Pointer out, Pointer err);

  static native int cx_assessment_adjustment_record(
      Pointer assessment, int adjustment, int index, Pointer out, Pointer err);

  static native int cx_assessment_record(Pointer assessment, int index, Pointer out, Pointer err);

  static native int cx_assessment_record_effect(
      Pointer assessment, int record, int index, Pointer out, Pointer err);

  static native int cx_assessment_undetermined(
      Pointer assessment, int index, Pointer out, Pointer err);

  static native int cx_assessment_report(
      Pointer assessment, int format, int language, Pointer out, Pointer err);

  static native int cx_grantee_report(Pointer facts, int day, Pointer out, Pointer err);

  static native int cx_advise(Pointer facts, int day, Pointer out, Pointer err);

  static native void cx_advice_free(Pointer advice);

  static native long cx_advice_records(Pointer advice);

  static native int cx_advice_record(Pointer advice, long index, Pointer out, Pointer err);

  static native int cx_timeline_new(Pointer facts, int from, int to, Pointer out, Pointer err);

  static native int cx_timeline_new_through(
      Pointer periods, long count, int from, int to, Pointer out, Pointer err);

  static native void cx_timeline_free(Pointer timeline);

  static native long cx_timeline_segments(Pointer timeline);

  static native int cx_timeline_segment(Pointer timeline, long index, Pointer out, Pointer err);

  static native int cx_timeline_json(Pointer timeline, Pointer out, Pointer err);

  static native int cx_population_read(Pointer engine, Pointer options, Pointer out, Pointer err);

  static native int cx_population_read_memory(
      Pointer engine, Pointer subjects, long subjectsSize, Pointer records, long recordsSize,
      Pointer options, Pointer out, Pointer err);

  static native void cx_population_free(Pointer population);

  static native long cx_population_subjects(Pointer population);

  static native long cx_population_records(Pointer population);

  static native long cx_population_bad_rows(Pointer population);

  static native long cx_population_kept_bad_rows(Pointer population);

  static native CxString.ByValue cx_population_subject_id(Pointer population, long index);

  static native int cx_population_find(
      Pointer population, Pointer subjectId, long size, Pointer out, Pointer err);

  static native int cx_population_bad_row(Pointer population, long index, Pointer out, Pointer err);

  static native int cx_population_rejects_csv(Pointer population, Pointer out, Pointer err);

  static native int cx_case_take(Pointer facts, Pointer population, long index, Pointer err);

  static native int cx_population_score(
      Pointer population, Pointer options, WriteFunction write, Pointer writeContext, Pointer err);

  static native int cx_population_explain(
      Pointer population, Pointer options, WriteFunction write, Pointer writeContext, Pointer err);

  static native int cx_score_columns(
      Pointer engine, Pointer subjects, Pointer records, Pointer options, Pointer out,
      Pointer err);

  static native int cx_synthesize(
      Pointer engine, Pointer options, WriteFunction writeSubjects, Pointer subjectsContext,
      WriteFunction writeRecords, Pointer recordsContext, Pointer err);

  static native int cx_identity_number_check(Pointer text, long size, Pointer err);

  static native int cx_provider_code_check(Pointer text, long size, Pointer err);

  static native int cx_pseudonym(
      Pointer identityNumber, long size, Pointer key, long keySize, int digest, Pointer out,
      long capacity, Pointer err);

  static native int cx_store_create(
      Pointer path, long pathSize, Pointer options, Pointer out, Pointer err);

  static native int cx_store_open(
      Pointer path, long pathSize, Pointer options, Pointer out, Pointer err);

  static native void cx_store_free(Pointer store);

  static native int cx_store_add_rulebook(
      Pointer store, Pointer json, long size, long at, Pointer added, Pointer err);

  static native int cx_store_import(Pointer store, Pointer options, Pointer out, Pointer err);

  static native int cx_store_import_memory(
      Pointer store, Pointer subjects, long subjectsSize, Pointer records, long recordsSize,
      Pointer options, Pointer out, Pointer err);

  static native void cx_import_free(Pointer imported);

  static native int cx_import_count(Pointer imported, Pointer out, Pointer err);

  static native int cx_import_bad_row(Pointer imported, long index, Pointer out, Pointer err);

  static native int cx_import_rejects_csv(Pointer imported, Pointer out, Pointer err);

  static native int cx_import_json(Pointer imported, Pointer out, Pointer err);

  static native int cx_store_add_subject(
      Pointer store, Pointer subject, long at, Pointer out, Pointer err);

  static native int cx_store_add_records(
      Pointer store, Pointer subjectId, long size, Pointer records, long count, long at,
      Pointer out, Pointer err);

  static native int cx_store_score(
      Pointer store, Pointer subjectId, long size, int asOf, long knownAt, Pointer out,
      Pointer err);

  static native int cx_store_scores(
      Pointer store, int asOf, long knownAt, int withStableThrough, WriteFunction write,
      Pointer writeContext, Pointer notHeld, Pointer err);

  static native int cx_store_score_csv(
      Pointer store, Pointer subjectId, long size, int asOf, long knownAt, int withStableThrough,
      Pointer out, Pointer err);

  static native int cx_store_refresh(
      Pointer store, Pointer options, Pointer computed, Pointer alreadyValid, Pointer err);

  static native int cx_store_explain(
      Pointer store, Pointer subjectId, long size, int asOf, long knownAt, int format, int language,
      Pointer out, Pointer err);

  static native int cx_store_timeline(
      Pointer store, Pointer subjectId, long size, int from, int to, long knownAt, Pointer out,
      Pointer err);

  static native int cx_store_explain_change(
      Pointer store, Pointer subjectId, long size, int fromAsOf, long fromKnownAt, int toAsOf,
      long toKnownAt, Pointer out, Pointer err);

  static native int cx_store_begin_snapshot(Pointer store, Pointer err);

  static native void cx_store_end_snapshot(Pointer store);

  static native int cx_store_grant(Pointer store, Pointer request, Pointer out, Pointer err);

  static native int cx_store_revoke(
      Pointer store, Pointer consentId, long size, Pointer revoked, Pointer err);

  static native int cx_store_consents(
      Pointer store, Pointer subjectId, long size, Pointer out, Pointer err);

  static native int cx_store_disclose(
      Pointer store, Pointer request, Pointer out, Pointer json, Pointer err);

  static native int cx_store_self(
      Pointer store, Pointer subjectId, long size, Pointer authentication, long authenticationSize,
      Pointer out, Pointer json, Pointer err);

  static native int cx_store_log(
      Pointer store, Pointer subjectId, long size, Pointer out, Pointer err);

  static native int cx_store_object(
      Pointer store, Pointer subjectId, long size, Pointer recordId, long recordSize, Pointer text,
      long textSize, Pointer err);

  static native int cx_store_decide(
      Pointer store, Pointer subjectId, long size, Pointer recordId, long recordSize, int upheld,
      Pointer evidence, long evidenceSize, Pointer err);

  static native int cx_store_withdraw(
      Pointer store, Pointer subjectId, long size, Pointer evidence, long evidenceSize,
      Pointer err);

  static native int cx_store_enrol(
      Pointer store, Pointer subjectId, long size, Pointer evidence, long evidenceSize,
      Pointer err);

  static native int cx_store_erase(
      Pointer store, Pointer subjectId, long size, Pointer evidence, long evidenceSize,
      Pointer err);

  static native int cx_store_purge(Pointer store, int months, Pointer records, Pointer err);

  static native int cx_store_tidy(Pointer store, Pointer err);

  static native int cx_store_head(Pointer store, Pointer out, Pointer err);

  static native int cx_store_verify(
      Pointer store, Pointer options, Pointer out, Pointer json, Pointer err);

  static native int cx_store_statistics(Pointer store, Pointer out, Pointer json, Pointer err);
}
