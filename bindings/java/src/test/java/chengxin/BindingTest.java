// Holds the binding to capi/chengxin.h: each function bound or left out on purpose, each struct
// declared word by word.
package chengxin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Assume;
import org.junit.Test;

public final class BindingTest {
  private static String header() throws Exception {
    Path path = Paths.get(System.getProperty("chengxin.header", ""));
    Assume.assumeTrue("no header at " + path, Files.isRegularFile(path));
    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    return text.replaceAll("(?s)/\\*.*?\\*/", "");
  }

  @Test
  public void everyFunctionIsBoundOrLeftOut() throws Exception {
    Set<String> declared = new TreeSet<>();
    Matcher matcher = Pattern.compile("CX_API [^;(]*?(cx_\\w+)\\(").matcher(header());
    while (matcher.find()) {
      declared.add(matcher.group(1));
    }
    assertFalse(declared.isEmpty());
    Set<String> known = new TreeSet<>(Bindings.LEFT_OUT);
    for (Method method : Bindings.class.getDeclaredMethods()) {
      if (Modifier.isNative(method.getModifiers())) {
        known.add(method.getName());
      }
    }
    assertEquals(declared, known);
  }

  @Test
  public void everyStructIsDeclaredAlike() throws Exception {
    TreeMap<String, String> declared = new TreeMap<>();
    Matcher matcher =
        Pattern.compile("(?s)typedef struct (cx_\\w+) \\{(.*?)\\} \\1;").matcher(header());
    while (matcher.find()) {
      declared.put(matcher.group(1), matcher.group(2).replaceAll("\\s+", " ").trim());
    }
    TreeMap<String, String> known = new TreeMap<>();
    for (Layout layout : layouts()) {
      known.put(layout.name, layout.members);
    }
    assertFalse(declared.isEmpty());
    assertEquals(declared, known);
  }

  /** As a C program prints them with sizeof on x86-64. */
  @Test
  public void sizesAreThoseOfC() throws Exception {
    TreeMap<String, Integer> sizes = new TreeMap<>();
    sizes.put("cx_error", 1104);
    sizes.put("cx_string", 16);
    sizes.put("cx_bilingual", 32);
    sizes.put("cx_buffer", 16);
    sizes.put("cx_rulebook_info", 216);
    sizes.put("cx_citation", 32);
    sizes.put("cx_basis", 56);
    sizes.put("cx_attribute_declaration", 152);
    sizes.put("cx_dimension", 104);
    sizes.put("cx_category", 136);
    sizes.put("cx_barred_category", 72);
    sizes.put("cx_group", 64);
    sizes.put("cx_point_row", 24);
    sizes.put("cx_step", 16);
    sizes.put("cx_rule", 288);
    sizes.put("cx_ceiling", 144);
    sizes.put("cx_tier", 96);
    sizes.put("cx_use", 112);
    sizes.put("cx_finding", 64);
    sizes.put("cx_attribute", 56);
    sizes.put("cx_subject", 56);
    sizes.put("cx_record", 120);
    sizes.put("cx_figures", 88);
    sizes.put("cx_dimension_result", 48);
    sizes.put("cx_award", 72);
    sizes.put("cx_adjustment", 32);
    sizes.put("cx_adjustment_record", 40);
    sizes.put("cx_record_result", 48);
    sizes.put("cx_effect", 32);
    sizes.put("cx_undetermined", 64);
    sizes.put("cx_road", 24);
    sizes.put("cx_record_advice", 56);
    sizes.put("cx_cause", 64);
    sizes.put("cx_period", 16);
    sizes.put("cx_segment", 88);
    sizes.put("cx_population_options", 96);
    sizes.put("cx_bad_row", 80);
    sizes.put("cx_score_options", 32);
    sizes.put("cx_explain_options", 32);
    sizes.put("cx_synthesis_options", 48);
    sizes.put("cx_store_create_options", 32);
    sizes.put("cx_store_options", 48);
    sizes.put("cx_import_options", 80);
    sizes.put("cx_import_counts", 88);
    sizes.put("cx_dimension_value", 24);
    sizes.put("cx_store_figures", 88);
    sizes.put("cx_refresh_options", 32);
    sizes.put("cx_consent_request", 80);
    sizes.put("cx_disclosure_request", 64);
    sizes.put("cx_disclosure", 80);
    sizes.put("cx_verify_options", 40);
    sizes.put("cx_verification", 56);
    sizes.put("cx_statistics", 88);
    TreeMap<String, Integer> known = new TreeMap<>();
    for (Layout layout : layouts()) {
      known.put(layout.name, layout.size);
    }
    assertEquals(sizes, known);
    assertEquals(sizes.get("cx_string").intValue(), new Bindings.CxString.ByValue().size());
  }

  private static List<Layout> layouts() throws IllegalAccessException {
    List<Layout> all = new ArrayList<>();
    for (Field field : Layouts.class.getDeclaredFields()) {
      if (field.getType() == Layout.class) {
        all.add((Layout) field.get(null));
      }
    }
    return all;
  }
}
