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

  /** java.time.LocalDate and java.math.BigDecimal do what these do. */
  static final List<String> LEFT_OUT =
      Collections.unmodifiableList(
          Arrays.asList(
              "cx_date_add_months",
              "cx_date_format",
              "cx_date_parse",
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

  static native int cx_advise(Pointer facts, int day, Pointer out, Pointer err);

  static native void cx_advice_free(Pointer advice);

  static native long cx_advice_records(Pointer advice);

  static native int cx_advice_record(Pointer advice, long index, Pointer out, Pointer err);

  static native int cx_timeline_new(Pointer facts, int from, int to, Pointer out, Pointer err);

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

  static native int cx_synthesize(
      Pointer engine, Pointer options, WriteFunction writeSubjects, Pointer subjectsContext,
      WriteFunction writeRecords, Pointer recordsContext, Pointer err);

  static native int cx_identity_number_check(Pointer text, long size, Pointer err);

  static native int cx_provider_code_check(Pointer text, long size, Pointer err);

  static native int cx_pseudonym(
      Pointer identityNumber, long size, Pointer key, long keySize, int digest, Pointer out,
      long capacity, Pointer err);
}
