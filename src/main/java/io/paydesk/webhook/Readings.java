package io.paydesk.webhook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Our events, each read alone: one that cannot be read does not affect the others.
 *
 * @param read in the order of their events
 * @param unreadable the verdicts on the others, by event id
 */
public record Readings<E>(List<E> read, Map<String, Verdict> unreadable) {

  public static <E> Readings<E> of(
      Collection<ClaimedEvent> ours, Function<ClaimedEvent, E> reader) {
    var read = new ArrayList<E>();
    var unreadable = new HashMap<String, Verdict>();
    for (var event : ours) {
      try {
        read.add(reader.apply(event));
      } catch (RuntimeException e) {
        unreadable.put(event.id(), Verdict.failed(e));
      }
    }
    return new Readings<>(read, unreadable);
  }
}
