// Where the members of a C struct lie, worked out from its declaration by the rules that both
// supported processors share: each member at a multiple of its own alignment.
package chengxin;

import java.util.LinkedHashMap;
import java.util.Map;

final class Layout {
  final String name;
  final String members;
  final int size;
  private final Map<String, Integer> offsets = new LinkedHashMap<>();

  Layout(String name, String members) {
    this.name = name;
    this.members = members;
    int end = 0;
    int widest = 1;
    for (String member : members.split(";")) {
      String declaration = member.trim();
      int split = declaration.lastIndexOf(' ');
      String type = declaration.substring(0, split);
      String field = declaration.substring(split + 1);
      int count = 1;
      int bracket = field.indexOf('[');
      if (bracket >= 0) {
        count = Integer.parseInt(field.substring(bracket + 1, field.length() - 1));
        field = field.substring(0, bracket);
      }
      int alignment = alignment(type);
      end = roundUp(end, alignment);
      offsets.put(field, end);
      end += size(type) * count;
      widest = Math.max(widest, alignment);
    }
    this.size = roundUp(end, widest);
  }

  int offset(String member) {
    Integer offset = offsets.get(member);
    if (offset == null) {
      throw new AssertionError(name + " has no member " + member);
    }
    return offset;
  }

  boolean has(String member) {
    return offsets.containsKey(member);
  }

  private static int roundUp(int value, int alignment) {
    return (value + alignment - 1) / alignment * alignment;
  }

  private static int alignment(String type) {
    return Math.min(8, size(type));
  }

  private static int size(String type) {
    if (type.endsWith("*") || type.endsWith("_function")) {
      return 8;
    }
    switch (type) {
      case "char":
        return 1;
      case "int32_t":
      case "uint32_t":
      case "cx_status":
      case "cx_day":
        return 4;
      case "int64_t":
      case "uint64_t":
      case "cx_points":
      case "cx_moment":
      case "size_t":
      case "double":
        return 8;
      case "cx_string":
        return 16;
      case "cx_bilingual":
        return 32;
      default:
        throw new AssertionError("unknown type " + type);
    }
  }
}
