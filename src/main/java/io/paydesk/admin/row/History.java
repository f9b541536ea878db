package io.paydesk.admin.row;

import io.paydesk.timeline.TimelineView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a row's history.
 *
 * @param next where the older part is; null where there is none
 */
record History(List<Moment> moments, @Nullable String next) {

  /**
   * @param path of the row's history
   * @param query which part of the order's it is; begins with an ampersand, or is empty
   * @param all whether events, runs and the audit may be opened
   */
  static History of(TimelineView read, String path, String query, boolean all) {
    return new History(
        Moment.each(read.data(), all),
        read.next() == null ? null : path + "?after=" + read.next() + query);
  }

  /** Only what one event brought about. */
  static History ofEvent(TimelineView read, String eventId) {
    var own =
        read.data().stream()
            .filter(entry -> eventId.equals(entry.references().eventId()))
            .filter(entry -> !Moment.isEvent(entry))
            .toList();
    return new History(Moment.each(own, true), null);
  }
}
