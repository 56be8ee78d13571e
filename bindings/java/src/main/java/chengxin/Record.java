// One fact about a resident, written member by member.
package chengxin;

import com.sun.jna.Pointer;
import java.time.LocalDate;
import java.util.List;

/** One fact about a resident (section 2.2 of the specification). For one thread. */
public final class Record {
  private Origin origin = Origin.PLATFORM;
  private RecordStatus status = RecordStatus.ACTIVE;
  private String matter = "";
  private LocalDate expiresOn;
  private LocalDate repairedOn;
  private LocalDate correctedOn;
  private LocalDate serviceOn;
  private LocalDate conductOn;
  private final String id;
  private final String category;
  private final String provider;
  private final LocalDate occurredOn;
  private final Attributes attributes = new Attributes();

  /**
   * An active record of a platform.
   *
   * @param id the identifier, 1 to 64 bytes of UTF-8
   * @param category the category
   * @param provider who certified it
   * @param occurredOn the day of the decision or act
   */
  public Record(String id, String category, String provider, LocalDate occurredOn) {
    this.id = java.util.Objects.requireNonNull(id);
    this.category = java.util.Objects.requireNonNull(category);
    this.provider = java.util.Objects.requireNonNull(provider);
    this.occurredOn = java.util.Objects.requireNonNull(occurredOn);
  }

  /**
   * Sets where it comes from.
   *
   * @param origin where it comes from
   * @return this
   */
  public Record origin(Origin origin) {
    this.origin = java.util.Objects.requireNonNull(origin);
    return this;
  }

  /**
   * Sets what has become of it at its provider.
   *
   * @param status what has become of it at its provider
   * @return this
   */
  public Record status(RecordStatus status) {
    this.status = java.util.Objects.requireNonNull(status);
    return this;
  }

  /**
   * Sets the act that it shares with other records.
   *
   * @param matter the act that it shares with other records
   * @return this
   */
  public Record matter(String matter) {
    this.matter = java.util.Objects.requireNonNull(matter);
    return this;
  }

  /**
   * Sets the last day by the reckoning of the provider.
   *
   * @param expiresOn the last day by the reckoning of the provider
   * @return this
   */
  public Record expiresOn(LocalDate expiresOn) {
    this.expiresOn = java.util.Objects.requireNonNull(expiresOn);
    return this;
  }

  /**
   * Sets the day of the decision to repair.
   *
   * @param repairedOn the day of the decision to repair
   * @return this
   */
  public Record repairedOn(LocalDate repairedOn) {
    this.repairedOn = java.util.Objects.requireNonNull(repairedOn);
    return this;
  }

  /**
   * Sets the day on which the matter was put right.
   *
   * @param correctedOn the day on which the matter was put right
   * @return this
   */
  public Record correctedOn(LocalDate correctedOn) {
    this.correctedOn = java.util.Objects.requireNonNull(correctedOn);
    return this;
  }

  /**
   * Sets the day on which community service was done.
   *
   * @param serviceOn the day on which community service was done
   * @return this
   */
  public Record serviceOn(LocalDate serviceOn) {
    this.serviceOn = java.util.Objects.requireNonNull(serviceOn);
    return this;
  }

  /**
   * Sets the day until which good conduct was kept.
   *
   * @param conductOn the day until which good conduct was kept
   * @return this
   */
  public Record conductOn(LocalDate conductOn) {
    this.conductOn = java.util.Objects.requireNonNull(conductOn);
    return this;
  }

  /**
   * Sets an attribute that is an integer.
   *
   * @param name the name of the attribute
   * @param value its value
   * @return this
   */
  public Record attribute(String name, long value) {
    attributes.put(name, value);
    return this;
  }

  /**
   * Sets an attribute that is a number.
   *
   * @param name the name of the attribute
   * @param value its value
   * @return this
   */
  public Record attribute(String name, double value) {
    attributes.put(name, value);
    return this;
  }

  /**
   * Sets an attribute that is a boolean.
   *
   * @param name the name of the attribute
   * @param value its value
   * @return this
   */
  public Record attribute(String name, boolean value) {
    attributes.put(name, value);
    return this;
  }

  /**
   * Sets an attribute that is a string.
   *
   * @param name the name of the attribute
   * @param value its value
   * @return this
   */
  public Record attribute(String name, String value) {
    attributes.put(name, java.util.Objects.requireNonNull(value));
    return this;
  }

  /**
   * Sets an attribute that is a date.
   *
   * @param name the name of the attribute
   * @param value its value
   * @return this
   */
  public Record attribute(String name, LocalDate value) {
    attributes.put(name, java.util.Objects.requireNonNull(value));
    return this;
  }

  /** Records side by side; null where there are none. */
  static Pointer toNative(Scope scope, List<Record> records) {
    List<View> views = View.allocate(scope, Layouts.RECORD, records.size());
    for (int i = 0; i < views.size(); i++) {
      records.get(i).writeTo(scope, views.get(i));
    }
    return views.isEmpty() ? null : views.get(0).base;
  }

  private void writeTo(Scope scope, View view) {
    view.set("record_id", scope.text(id));
    view.set("category", scope.text(category));
    view.set("provider", scope.text(provider));
    view.set("matter", scope.text(matter));
    view.set("origin", origin.ordinal());
    view.set("status", status.ordinal());
    view.setDay("occurred_on", occurredOn);
    view.setDay("expires_on", expiresOn);
    view.setDay("repaired_on", repairedOn);
    view.setDay("corrected_on", correctedOn);
    view.setDay("service_on", serviceOn);
    view.setDay("conduct_on", conductOn);
    attributes.writeTo(scope, view);
  }
}
