// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.util.List;
import java.util.Set;

/** A category of records. Immutable; safe for any number of threads. */
public final class Category {
  private final String id;
  private final Bilingual title;
  private final Bilingual note;
  private final Nature nature;
  private final List<Citation> citations;
  private final List<String> providers;
  private final boolean anyProvider;
  private final boolean heedsMatter;
  private final Set<Origin> origins;
  private final List<AttributeDeclaration> attributes;

  Category(View view, List<AttributeDeclaration> attributes) {
    this.id = view.text("id");
    this.title = view.bilingual("title");
    this.note = view.bilingual("note");
    this.nature = view.constant("nature", Nature.values());
    this.citations = view.list("citations", "citation_count", Layouts.CITATION, Citation::new);
    this.providers = view.texts("providers", "provider_count");
    this.anyProvider = view.flag("any_provider");
    this.heedsMatter = view.flag("heeds_matter");
    this.origins = view.set("origins", Origin.class);
    this.attributes = attributes;
  }

  /**
   * The identifier in the rulebook.
   *
   * @return the identifier in the rulebook
   */
  public String id() {
    return id;
  }

  /**
   * The title that people read.
   *
   * @return the title that people read
   */
  public Bilingual title() {
    return title;
  }

  /**
   * A note for readers; may be empty.
   *
   * @return a note for readers; may be empty
   */
  public Bilingual note() {
    return note;
  }

  /**
   * What records of the category say about a person.
   *
   * @return what records of the category say about a person
   */
  public Nature nature() {
    return nature;
  }

  /**
   * The articles that it rests on.
   *
   * @return the articles that it rests on
   */
  public List<Citation> citations() {
    return citations;
  }

  /**
   * The providers that may certify such a record.
   *
   * @return the providers that may certify such a record
   */
  public List<String> providers() {
    return providers;
  }

  /**
   * Whether any provider may.
   *
   * @return whether any provider may
   */
  public boolean anyProvider() {
    return anyProvider;
  }

  /**
   * Whether of several records of one matter one counts.
   *
   * @return whether of several records of one matter one counts
   */
  public boolean heedsMatter() {
    return heedsMatter;
  }

  /**
   * Where such records may come from.
   *
   * @return where such records may come from
   */
  public Set<Origin> origins() {
    return origins;
  }

  /**
   * The attributes that such records may carry.
   *
   * @return the attributes that such records may carry
   */
  public List<AttributeDeclaration> attributes() {
    return attributes;
  }

  @Override
  public String toString() {
    return id;
  }
}
