package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The form in which a webhook endpoint gets its events. See {@link ThinEvents} for thin ones. */
public enum EventStyle {
  /** With the object as it was. */
  SNAPSHOT,
  /** With only the object's name. */
  THIN,
  /** Both, as for an account with two endpoints at one address. */
  BOTH,
  /** With the object as it was, in the shape of a newer API version than that of the calls. */
  NEWEST;

  static EventStyle of(String name) {
    for (EventStyle style : values()) {
      if (style.name().toLowerCase(Locale.ROOT).equals(name)) {
        return style;
      }
    }
    throw new IllegalArgumentException(
        "events are snapshot, thin, both or newest, not '" + name + "'");
  }

  /** The bodies that are sent for one event of {@code GET /v1/events}. */
  List<ObjectNode> bodies(ObjectNode event) {
    return switch (this) {
      case SNAPSHOT -> List.of(event);
      case THIN -> ThinEvents.of(event);
      case BOTH -> Stream.concat(Stream.of(event), ThinEvents.of(event).stream()).toList();
      case NEWEST -> List.of(NewestShape.event(event));
    };
  }
}
