// A rulebook that was found valid, and everything that it says.
package chengxin;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/** A rulebook that was found valid. Never changes; for any number of threads. */
public final class Rulebook implements AutoCloseable {
  /** A function that describes one part. */
  private interface Describe {
    int call(Pointer handle, int index, Pointer out, Pointer err);
  }

  final Handle handle;

  private Rulebook(Pointer pointer) {
    handle = new Handle("rulebook", pointer, Bindings::cx_rulebook_free);
  }

  /**
   * Loads the built-in rulebook.
   *
   * @return a rulebook to close
   */
  public static Rulebook builtin() {
    Call call = Call.current();
    call.check(Bindings.cx_rulebook_builtin(call.out, call.err));
    return new Rulebook(call.out.getPointer(0));
  }

  /**
   * Loads a rulebook from its JSON text.
   *
   * @param json the text, at most 16 MiB as UTF-8
   * @return a rulebook to close
   * @throws RulebookException with the first error, its line and column
   */
  public static Rulebook load(String json) {
    Call call = Call.current();
    try (Scope scope = new Scope()) {
      Scope.Text text = scope.text(json);
      call.check(Bindings.cx_rulebook_load(text.data, text.size, call.out, call.err));
      return new Rulebook(call.out.getPointer(0));
    }
  }

  /**
   * The JSON text of the built-in rulebook.
   *
   * @return the text
   */
  public static String builtinJson() {
    return View.text(Bindings.cx_rulebook_builtin_json());
  }

  /**
   * The canonical form (RFC 8785) of any JSON text.
   *
   * @param json the text
   * @return the canonical text
   * @throws InputException where it is not JSON
   */
  public static String canonical(String json) {
    Call call = Call.current();
    try (Scope scope = new Scope()) {
      Scope.Text text = scope.text(json);
      call.check(Bindings.cx_rulebook_canonical(text.data, text.size, call.out, call.err));
      return call.takeBuffer();
    }
  }

  /**
   * Finds everything that is wrong with a rulebook's text.
   *
   * @param json the text
   * @return the findings in the order of the text; one without errors can be loaded
   */
  public static List<Finding> verify(String json) {
    return findings(
        json,
        (findings, call) -> {
          long count =
              Bindings.cx_findings_errors(findings) + Bindings.cx_findings_warnings(findings);
          List<Finding> all = new ArrayList<>();
          try (Scope scope = new Scope()) {
            View view = View.allocate(scope, Layouts.FINDING);
            for (long i = 0; i < count; i++) {
              call.check(Bindings.cx_findings_get(findings, i, view.base, call.err));
              all.add(new Finding(view));
            }
          }
          return Collections.unmodifiableList(all);
        });
  }

  /**
   * The findings of {@link #verify} as text, a line each, or as JSON.
   *
   * @param json the text
   * @param name how the findings call the file
   * @param format {@link Format#TEXT} or {@link Format#JSON}
   * @return the text
   */
  public static String verifyText(String json, String name, Format format) {
    return findings(
        json,
        (findings, call) -> {
          try (Scope scope = new Scope()) {
            Scope.Text called = scope.text(name);
            call.check(
                Bindings.cx_findings_text(
                    findings, called.data, called.size, format.ordinal(), call.out, call.err));
            return call.takeBuffer();
          }
        });
  }

  private static <T> T findings(String json, BiFunction<Pointer, Call, T> use) {
    Call call = Call.current();
    try (Scope scope = new Scope()) {
      Scope.Text text = scope.text(json);
      call.check(Bindings.cx_rulebook_verify(text.data, text.size, call.out, call.err));
      Pointer findings = call.out.getPointer(0);
      try {
        return use.apply(findings, call);
      } finally {
        Bindings.cx_findings_free(findings);
      }
    }
  }

  /**
   * The identifier.
   *
   * @return the id
   */
  public String id() {
    return handle.read(book -> View.text(Bindings.cx_rulebook_id(book)));
  }

  /**
   * The version.
   *
   * @return the version
   */
  public String version() {
    return handle.read(book -> View.text(Bindings.cx_rulebook_version(book)));
  }

  /**
   * The SHA-256 of the canonical JSON.
   *
   * @return the 64 hexadecimal digits
   */
  public String fingerprint() {
    return handle.read(book -> View.text(Bindings.cx_rulebook_fingerprint(book)));
  }

  /**
   * What the rulebook says of itself.
   *
   * @return the rulebook as a whole
   */
  public RulebookInfo info() {
    return describe((book, view) -> new RulebookInfo(view));
  }

  private <T> T describe(BiFunction<Pointer, View, T> read) {
    return handle.read(
        book -> {
          Call call = Call.current();
          try (Scope scope = new Scope()) {
            View view = View.allocate(scope, Layouts.RULEBOOK_INFO);
            call.check(Bindings.cx_rulebook_describe(book, view.base, call.err));
            return read.apply(book, view);
          }
        });
  }

  private <T> List<T> parts(
      String count, Layout layout, Describe describe, BiFunction<View, Integer, T> read) {
    return describe(
        (book, info) -> list(book, info.int32(count), layout, describe, read));
  }

  private static <T> List<T> list(
      Pointer book,
      int count,
      Layout layout,
      Describe describe,
      BiFunction<View, Integer, T> read) {
    Call call = Call.current();
    List<T> all = new ArrayList<>(count);
    try (Scope scope = new Scope()) {
      View view = View.allocate(scope, layout);
      for (int i = 0; i < count; i++) {
        call.check(describe.call(book, i, view.base, call.err));
        all.add(read.apply(view, i));
      }
    }
    return Collections.unmodifiableList(all);
  }

  private static List<AttributeDeclaration> attributes(Pointer book, int category, int count) {
    return list(
        book,
        count,
        Layouts.ATTRIBUTE_DECLARATION,
        (handle, i, out, err) -> Bindings.cx_rulebook_attribute(handle, category, i, out, err),
        (view, i) -> new AttributeDeclaration(view));
  }

  /**
   * The texts that it rests on.
   *
   * @return in the rulebook's order
   */
  public List<Basis> bases() {
    return parts(
        "basis_count",
        Layouts.BASIS,
        Bindings::cx_rulebook_basis,
        (view, i) -> new Basis(view));
  }

  /**
   * The dimensions of the score.
   *
   * @return in the rulebook's order
   */
  public List<Dimension> dimensions() {
    return parts(
        "dimension_count",
        Layouts.DIMENSION,
        Bindings::cx_rulebook_dimension,
        (view, i) -> new Dimension(view));
  }

  /**
   * What must not be collected.
   *
   * @return in the rulebook's order
   */
  public List<BarredCategory> barred() {
    return parts(
        "barred_count",
        Layouts.BARRED_CATEGORY,
        Bindings::cx_rulebook_barred,
        (view, i) -> new BarredCategory(view));
  }

  /**
   * The groups of rules that are limited together.
   *
   * @return in the rulebook's order
   */
  public List<Group> groups() {
    return parts(
        "group_count",
        Layouts.GROUP,
        Bindings::cx_rulebook_group,
        (view, i) -> new Group(view));
  }

  /**
   * The rules.
   *
   * @return in the rulebook's order
   */
  public List<Rule> rules() {
    return parts(
        "rule_count",
        Layouts.RULE,
        Bindings::cx_rulebook_rule,
        (view, i) -> new Rule(view));
  }

  /**
   * The ceilings.
   *
   * @return in the rulebook's order
   */
  public List<Ceiling> ceilings() {
    return parts(
        "ceiling_count",
        Layouts.CEILING,
        Bindings::cx_rulebook_ceiling,
        (view, i) -> new Ceiling(view));
  }

  /**
   * The tiers.
   *
   * @return in the rulebook's order
   */
  public List<Tier> tiers() {
    return parts(
        "tier_count",
        Layouts.TIER,
        Bindings::cx_rulebook_tier,
        (view, i) -> new Tier(view));
  }

  /**
   * The uses.
   *
   * @return in the rulebook's order
   */
  public List<Use> uses() {
    return parts(
        "use_count",
        Layouts.USE,
        Bindings::cx_rulebook_use,
        (view, i) -> new Use(view));
  }

  /**
   * The categories of records.
   *
   * @return in the rulebook's order
   */
  public List<Category> categories() {
    return describe(
        (book, info) ->
            list(
                book,
                info.int32("category_count"),
                Layouts.CATEGORY,
                Bindings::cx_rulebook_category,
                (view, i) ->
                    new Category(view, attributes(book, i, view.int32("attribute_count")))));
  }

  /**
   * The attributes that subjects may carry.
   *
   * @return in the rulebook's order
   */
  public List<AttributeDeclaration> subjectAttributes() {
    return describe(
        (book, info) -> attributes(book, -1, info.int32("subject_attribute_count")));
  }

  /**
   * The position of the part with an identifier.
   *
   * @param part the kind of part
   * @param id its identifier
   * @return the position from 0
   * @throws NotFoundException where there is none
   */
  public int find(Part part, String id) {
    return handle.read(
        book -> {
          Call call = Call.current();
          try (Scope scope = new Scope()) {
            Scope.Text text = scope.text(id);
            call.check(
                Bindings.cx_rulebook_find(
                    book, part.ordinal(), text.data, text.size, call.out, call.err));
            return call.out.getInt(0);
          }
        });
  }

  /** Frees the native memory. Does nothing where it is closed already. */
  @Override
  public void close() {
    handle.close();
  }
}
