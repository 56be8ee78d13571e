// The attributes of a subject or a record, by name.
package chengxin;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class Attributes {
  private final Map<String, Object> values = new LinkedHashMap<>();

  void put(String name, Object value) {
    values.put(java.util.Objects.requireNonNull(name), value);
  }

  void writeTo(Scope scope, View owner) {
    if (values.isEmpty()) {
      return;
    }
    List<View> views = View.allocate(scope, Layouts.ATTRIBUTE, values.size());
    int next = 0;
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      View view = views.get(next++);
      Object value = entry.getValue();
      view.set("name", scope.text(entry.getKey()));
      if (value instanceof Long) {
        view.set("type", ValueType.INTEGER.ordinal());
        view.set("integer", (long) (Long) value);
      } else if (value instanceof Double) {
        view.set("type", ValueType.NUMBER.ordinal());
        view.set("number", (double) (Double) value);
      } else if (value instanceof Boolean) {
        view.set("type", ValueType.BOOLEAN.ordinal());
        view.set("integer", (Boolean) value ? 1L : 0L);
      } else if (value instanceof LocalDate) {
        view.set("type", ValueType.DATE.ordinal());
        view.set("integer", (long) View.dayNumber((LocalDate) value));
      } else {
        view.set("type", ValueType.STRING.ordinal());
        view.set("text", scope.text((String) value));
      }
    }
    owner.set("attributes", views.get(0).base);
    owner.set("attribute_count", (long) views.size());
  }
}
