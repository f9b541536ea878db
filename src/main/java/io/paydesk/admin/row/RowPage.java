package io.paydesk.admin.row;

import io.quarkus.qute.RawString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page of any row shows. Made step by step; nobody changes it once it is shown. */
final class RowPage {

  /** Such as "Payment". */
  public final String kind;

  /** Of the icon. */
  public final String icon;

  /** As people copy it. */
  public final String id;

  public final String path;

  /** As a stream names the row: {@code payment:7}. */
  public final String key;

  public final RowActs acts;

  /** An amount, or a name. */
  public RawString headline = new RawString("");

  /** What it is in one line. */
  public @Nullable String what;

  /** Where the money is. */
  public @Nullable String money;

  /** The order that it belongs to. */
  public @Nullable Long orderId;

  public final List<RawString> badges = new ArrayList<>();

  /** What one must know before anything else. */
  public final List<String> notes = new ArrayList<>();

  public final List<Fact> facts = new ArrayList<>();
  public final List<Fact.Part> parts = new ArrayList<>();
  public final List<Fact.Id> ids = new ArrayList<>();

  /** What Stripe sent, laid out. */
  public @Nullable String body;

  public @Nullable History history;

  /** Whether only what is in its frame is asked for. */
  public boolean inside;

  /** Whether it stands beside a list, which has the page's heading. */
  public boolean beside;

  RowPage(String kind, String icon, String id, String path, String key, RowActs acts) {
    this.kind = kind;
    this.icon = icon;
    this.id = id;
    this.path = path;
    this.key = key;
    this.acts = acts;
  }

  /** Of its frame, so that what is asked for it is known by it. */
  public String place() {
    return "row-" + key.replace(':', '-');
  }

  /**
   * @param target the id of what it is put into; null for a page of its own
   */
  void showIn(@Nullable String target, boolean again) {
    inside = place().equals(target);
    beside = again || "beside-row".equals(target);
  }

  /** Where it is drawn anew from. */
  public String refresh() {
    return beside ? path + "?beside=1" : path;
  }

  public String title() {
    return kind + " " + id;
  }

  RowPage id(String name, @Nullable String value, @Nullable String href) {
    if (value != null) {
      ids.add(new Fact.Id(name, value, href));
    }
    return this;
  }

  RowPage note(@Nullable String words) {
    if (words != null && !words.isBlank()) {
      notes.add(words);
    }
    return this;
  }

  /** A part without lines is left out. */
  RowPage part(String title, List<Fact.Line> lines) {
    if (!lines.isEmpty()) {
      parts.add(new Fact.Part(title, lines));
    }
    return this;
  }
}
