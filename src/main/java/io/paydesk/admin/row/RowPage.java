package io.paydesk.admin.row;

import io.quarkus.qute.RawString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  public Kinds kinds = Kinds.NONE;

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

  void show(RowAsked asked) {
    inside = place().equals(asked.target);
    beside = asked.standsBeside();
    if (history != null) {
      kinds = Kinds.in(history, asked.by);
      history = kinds.of(history);
    }
  }

  /** Where it is drawn anew from. */
  public String refresh() {
    return refresh(kinds.chosen());
  }

  String refresh(@Nullable String by) {
    var asked = new ArrayList<String>();
    if (beside) {
      asked.add("beside=1");
    }
    if (by != null) {
      asked.add("by=" + by);
    }
    return asked.isEmpty() ? path : path + "?" + String.join("&", asked);
  }

  /** Whose part of the history can be looked at; nobody's where one alone has done it all. */
  public List<KindLink> kindLinks() {
    return kinds.links(this);
  }

  /**
   * @param href of the page on which it alone is shown
   * @param refresh where the row is read from then
   */
  record KindLink(String words, String icon, String href, String refresh, boolean isShown) {}

  public String title() {
    return kind + " " + id;
  }

  /** Which row it is, its payer and what it is for: dialogs say it, as they cover the page. */
  public String whose() {
    var customer = facts.stream().filter(fact -> fact.name().equals("Customer")).map(Fact::text);
    return Stream.of(Stream.of(title()), customer, Stream.ofNullable(what))
        .flatMap(one -> one)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" · "));
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
