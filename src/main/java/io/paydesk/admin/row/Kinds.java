package io.paydesk.admin.row;

import io.paydesk.timeline.TimelineKind;
import io.paydesk.timeline.TimelineView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has brought about what a history tells, to be looked at one by one.
 *
 * @param present those that there is something of, or may be further back
 * @param by whose part is shown; null for all of it
 */
record Kinds(Set<TimelineKind> present, @Nullable TimelineKind by) {

  static final Kinds NONE = new Kinds(Set.of(), null);

  /**
   * @param asked as it stands in the address; what is nobody's name is as if it did not say it
   */
  static Kinds in(History history, @Nullable String asked) {
    var by = read(asked);
    var present = EnumSet.noneOf(TimelineKind.class);
    if (history.next() != null) {
      present.addAll(EnumSet.allOf(TimelineKind.class));
    }
    history.moments().forEach(moment -> present.add(moment.by()));
    if (by != null) {
      present.add(by);
    }
    return new Kinds(present, by);
  }

  private static @Nullable TimelineKind read(@Nullable String asked) {
    return Arrays.stream(TimelineKind.values())
        .filter(kind -> kind.text().equals(asked))
        .findFirst()
        .orElse(null);
  }

  static History only(History history, @Nullable String asked) {
    return new Kinds(Set.of(), read(asked)).of(history);
  }

  /** Whether a part of a history has nothing to show of whom is asked for. */
  static boolean isNothing(TimelineView read, @Nullable String asked) {
    var by = read(asked);
    return by != null && Moment.each(read.data(), true).stream().noneMatch(one -> one.by() == by);
  }

  History of(History history) {
    if (by == null) {
      return history;
    }
    return new History(
        history.moments().stream().filter(moment -> moment.by() == by).toList(),
        history.next() == null ? null : history.next() + "&by=" + by.text());
  }

  /** Null for all of it. */
  public @Nullable String chosen() {
    return by == null ? null : by.text();
  }

  List<RowPage.KindLink> links(RowPage page) {
    if (present.size() < 2) {
      return List.of();
    }
    var links = new ArrayList<RowPage.KindLink>();
    links.add(link(page, "All", null));
    present.forEach(
        kind -> links.add(link(page, kind == TimelineKind.PERSON ? "Person" : words(kind), kind)));
    return links;
  }

  private RowPage.KindLink link(RowPage page, String words, @Nullable TimelineKind kind) {
    var name = kind == null ? null : kind.text();
    return new RowPage.KindLink(
        words,
        name == null ? "" : name,
        page.path + (name == null ? "" : "?by=" + name),
        page.refresh(name),
        kind == by);
  }

  /** As the history names them. */
  static String words(TimelineKind kind) {
    return switch (kind) {
      case PAYER -> "Payer";
      case STRIPE -> "Stripe";
      case PAYDESK -> "Paydesk";
      case APP -> "Your app";
      case PERSON -> "Somebody of the shop";
    };
  }

  /** What is shown, for those who do not see it. */
  public String said(History history) {
    int lines = history.moments().size();
    var more = history.next() == null ? "" : " There is more before.";
    return by == null
        ? "Shown: all of the history." + more
        : "Shown of the history: %s, %d %s.%s"
            .formatted(words(by), lines, lines == 1 ? "line" : "lines", more);
  }
}
