package io.paydesk.admin.row;

import io.paydesk.timeline.TimelineEntry;
import io.paydesk.timeline.TimelineKind;
import io.paydesk.timeline.TimelineWhat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A line of a history: what happened, and what it brought about in the same transaction.
 *
 * @param by who brought it about
 * @param tone {@code good}, {@code bad}, {@code quiet} or nothing
 * @param key stays the same when it is read again
 * @param moved whether money moved
 */
record Moment(
    Instant at,
    TimelineKind by,
    String tone,
    String key,
    boolean moved,
    String text,
    List<String> others,
    List<Link> links) {

  private static final Set<TimelineWhat> GOOD =
      Set.of(TimelineWhat.PAYMENT_SUCCEEDED, TimelineWhat.DISPUTE_WON);

  private static final Set<TimelineWhat> BAD =
      Set.of(
          TimelineWhat.PAYMENT_DECLINED,
          TimelineWhat.PAYMENT_FAILED,
          TimelineWhat.CAPTURE_FAILED,
          TimelineWhat.REFUND_FAILED,
          TimelineWhat.DISPUTE_OPENED,
          TimelineWhat.DISPUTE_LOST,
          TimelineWhat.FRAUD_WARNING,
          TimelineWhat.ORDER_REVIEW,
          TimelineWhat.SUBSCRIPTION_PAST_DUE,
          TimelineWhat.SUBSCRIPTION_UNPAID,
          TimelineWhat.SUBSCRIPTION_DECLINED,
          TimelineWhat.RUN_FAILED,
          TimelineWhat.RUN_ATTEMPT_FAILED,
          TimelineWhat.PAY_LINK_NOT_MAILED,
          TimelineWhat.CALL_REFUSED);

  /** What it speaks of, to be opened. */
  record Link(String text, String href) {}

  /** Of the icon. */
  public String kind() {
    return by.text();
  }

  /** Who brought it about, for those who do not see the icon. */
  public String who() {
    return Kinds.words(by);
  }

  public boolean unfolds() {
    return !others.isEmpty() || !links.isEmpty();
  }

  static boolean isEvent(TimelineEntry entry) {
    return entry.what() == TimelineWhat.EVENT_RECEIVED;
  }

  /**
   * @param newestFirst a part of a timeline
   * @param all whether events, runs and the audit may be opened
   */
  static List<Moment> each(List<TimelineEntry> newestFirst, boolean all) {
    var caused =
        newestFirst.stream()
            .filter(entry -> !isEvent(entry))
            .map(entry -> entry.references().eventId())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    var moments = new ArrayList<Moment>();
    var group = new ArrayList<TimelineEntry>();
    for (var entry : withoutRepeats(newestFirst)) {
      if (isEvent(entry) && caused.contains(entry.references().eventId())) {
        continue; // what it brought about leads to it
      }
      if (!group.isEmpty() && !isOfOne(group.get(0), entry)) {
        moments.add(of(group, all));
        group.clear();
      }
      group.add(entry);
    }
    if (!group.isEmpty()) {
      moments.add(of(group, all));
    }
    return moments;
  }

  /** Of the attempts of one run the latest says it all: its page has the others. */
  private static List<TimelineEntry> withoutRepeats(List<TimelineEntry> newestFirst) {
    var tried = new HashSet<Long>();
    return newestFirst.stream()
        .filter(
            entry -> {
              var run = entry.references().runId();
              return run == null
                  || tried.add(run)
                  || entry.what() != TimelineWhat.RUN_ATTEMPT_FAILED;
            })
        .toList();
  }

  private static boolean isOfOne(TimelineEntry one, TimelineEntry other) {
    return one.together() != null && one.together().equals(other.together());
  }

  /** Where money moved leads; else what came first, which brought about the others. */
  private static Moment of(List<TimelineEntry> group, boolean all) {
    var oldestFirst = new ArrayList<>(group);
    java.util.Collections.reverse(oldestFirst);
    var lead =
        oldestFirst.stream()
            .filter(entry -> entry.amount() != null)
            .findFirst()
            .orElseGet(() -> oldestFirst.get(0));
    var links =
        group.stream()
            .flatMap(entry -> RowLinks.of(entry, all).stream())
            .distinct()
            .sorted(Comparator.comparing(Link::text))
            .toList();
    return new Moment(
        lead.at(),
        lead.kind(),
        tone(lead),
        lead.what().text() + lead.at().toEpochMilli(),
        lead.amount() != null,
        lead.text(),
        oldestFirst.stream().filter(entry -> entry != lead).map(TimelineEntry::text).toList(),
        links);
  }

  private static String tone(TimelineEntry lead) {
    if (BAD.contains(lead.what())) {
      return "bad";
    }
    if (GOOD.contains(lead.what())) {
      return "good";
    }
    return isEvent(lead) || isOfRun(lead.what()) ? "quiet" : "";
  }

  private static boolean isOfRun(@Nullable TimelineWhat what) {
    return what == TimelineWhat.RUN_SUCCEEDED || what == TimelineWhat.RUN_WAITING;
  }
}
