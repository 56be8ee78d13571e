// Scores a city through java.lang.foreign (Java 22 or later) without any dependency, and prints the
// SHA-256 of its lines, as the examples in the other languages do:
//   java --enable-native-access=ALL-UNNAMED ScoreMany.java LIBRARY SUBJECTS.csv RECORDS.csv
// LIBRARY is the path of libchengxin.so.

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;

public final class ScoreMany {
  private static final int ABI_VERSION = 1;
  private static final int FIGURES_ONLY = 1;
  private static final LocalDate DAY = LocalDate.of(2026, 2, 28);

  private static final StructLayout STRING =
      MemoryLayout.structLayout(ADDRESS.withName("data"), JAVA_LONG.withName("size"));
  private static final StructLayout ERROR =
      MemoryLayout.structLayout(
          JAVA_INT.withName("struct_size"),
          JAVA_INT.withName("status"),
          JAVA_INT.withName("line"),
          JAVA_INT.withName("column"),
          MemoryLayout.sequenceLayout(64, JAVA_BYTE).withName("code"),
          MemoryLayout.sequenceLayout(256, JAVA_BYTE).withName("where"),
          MemoryLayout.sequenceLayout(768, JAVA_BYTE).withName("message"));
  private static final StructLayout POPULATION_OPTIONS =
      MemoryLayout.structLayout(
          JAVA_INT.withName("struct_size"),
          JAVA_INT.withName("subjects_format"),
          JAVA_INT.withName("records_format"),
          JAVA_INT.withName("threads"),
          STRING.withName("subjects_name"),
          STRING.withName("records_name"),
          STRING.withName("only_subject"),
          JAVA_LONG.withName("keep_bad_rows"),
          ADDRESS.withName("progress"),
          ADDRESS.withName("progress_context"));

  private final Arena arena;
  private final SymbolLookup library;
  private final MemorySegment error;
  private final MemorySegment out;

  private ScoreMany(Arena arena, String path) {
    this.arena = arena;
    library = SymbolLookup.libraryLookup(Path.of(path).toAbsolutePath(), arena);
    error = arena.allocate(ERROR);
    error.set(JAVA_INT, 0, (int) ERROR.byteSize());
    out = arena.allocate(ADDRESS);
  }

  private MethodHandle bind(String name, MemoryLayout result, MemoryLayout... arguments) {
    MemorySegment symbol = library.find(name).orElseThrow(() -> new IllegalStateException(name));
    FunctionDescriptor type =
        result == null
            ? FunctionDescriptor.ofVoid(arguments)
            : FunctionDescriptor.of(result, arguments);
    return Linker.nativeLinker().downcallHandle(symbol, type);
  }

  private void check(int status) {
    if (status != 0) {
      String code = error.getString(ERROR.byteOffset(PathElement.groupElement("code")));
      String message = error.getString(ERROR.byteOffset(PathElement.groupElement("message")));
      String where = error.getString(ERROR.byteOffset(PathElement.groupElement("where")));
      throw new IllegalStateException(
          (where.isEmpty() ? "" : where + ": ") + message + " [" + code + "]");
    }
  }

  private void setText(MemorySegment struct, String member, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long offset = POPULATION_OPTIONS.byteOffset(PathElement.groupElement(member));
    struct.set(ADDRESS, offset, arena.allocateFrom(JAVA_BYTE, bytes));
    struct.set(JAVA_LONG, offset + ADDRESS.byteSize(), bytes.length);
  }

  private static String text(MemorySegment string) {
    long size = string.get(JAVA_LONG, ADDRESS.byteSize());
    MemorySegment data = string.get(ADDRESS, 0).reinterpret(size);
    return new String(data.toArray(JAVA_BYTE), StandardCharsets.UTF_8);
  }

  private String digest(String subjects, String records) throws Throwable {
    if ((int) bind("cx_abi_version", JAVA_INT).invokeExact() != ABI_VERSION) {
      throw new IllegalStateException("this program was written for another libchengxin");
    }
    check((int) bind("cx_rulebook_builtin", JAVA_INT, ADDRESS, ADDRESS).invokeExact(out, error));
    MemorySegment rulebook = out.get(ADDRESS, 0);
    check(
        (int)
            bind("cx_engine_new", JAVA_INT, ADDRESS, ADDRESS, ADDRESS)
                .invokeExact(rulebook, out, error));
    MemorySegment engine = out.get(ADDRESS, 0);
    MemorySegment options = arena.allocate(POPULATION_OPTIONS);
    options.set(JAVA_INT, 0, (int) POPULATION_OPTIONS.byteSize());
    setText(options, "subjects_name", subjects);
    setText(options, "records_name", records);
    check(
        (int)
            bind("cx_population_read", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS)
                .invokeExact(engine, options, out, error));
    MemorySegment population = out.get(ADDRESS, 0);
    check(
        (int)
            bind("cx_case_new", JAVA_INT, ADDRESS, ADDRESS, ADDRESS)
                .invokeExact(engine, out, error));
    MemorySegment facts = out.get(ADDRESS, 0);
    check((int) bind("cx_assessment_new", JAVA_INT, ADDRESS, ADDRESS).invokeExact(out, error));
    MemorySegment assessment = out.get(ADDRESS, 0);

    MethodHandle take = bind("cx_case_take", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    MethodHandle assess =
        bind("cx_assess", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    MethodHandle eligible = bind("cx_assessment_eligible", JAVA_INT, ADDRESS);
    MethodHandle score = bind("cx_assessment_score", JAVA_LONG, ADDRESS);
    MethodHandle tier = bind("cx_assessment_tier", STRING, ADDRESS);
    MethodHandle subjectId = bind("cx_population_subject_id", STRING, ADDRESS, JAVA_LONG);
    SegmentAllocator string = SegmentAllocator.prefixAllocator(arena.allocate(STRING));
    long count =
        (long) bind("cx_population_subjects", JAVA_LONG, ADDRESS).invokeExact(population);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (long i = 0; i < count; i++) {
      check((int) take.invokeExact(facts, population, i, error));
      check(
          (int)
              assess.invokeExact(facts, (int) DAY.toEpochDay(), FIGURES_ONLY, assessment, error));
      String id = text((MemorySegment) subjectId.invokeExact(string, population, i));
      boolean scored = (int) eligible.invokeExact(assessment) == 1;
      String points = scored ? Long.toString((long) score.invokeExact(assessment)) : "";
      String name = text((MemorySegment) tier.invokeExact(string, assessment));
      String line = id + "," + scored + "," + points + "," + name + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    bind("cx_assessment_free", null, ADDRESS).invokeExact(assessment);
    bind("cx_case_free", null, ADDRESS).invokeExact(facts);
    bind("cx_population_free", null, ADDRESS).invokeExact(population);
    bind("cx_engine_free", null, ADDRESS).invokeExact(engine);
    bind("cx_rulebook_free", null, ADDRESS).invokeExact(rulebook);
    return HexFormat.of().formatHex(digest.digest());
  }

  public static void main(String[] arguments) throws Throwable {
    if (arguments.length != 3) {
      System.err.println("usage: ScoreMany LIBRARY SUBJECTS.csv RECORDS.csv");
      System.exit(2);
    }
    try (Arena arena = Arena.ofConfined()) {
      System.out.println(new ScoreMany(arena, arguments[0]).digest(arguments[1], arguments[2]));
    } catch (IllegalStateException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
