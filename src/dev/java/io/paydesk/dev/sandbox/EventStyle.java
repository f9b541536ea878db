package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The form in which a webhook endpoint gets its events. See {@link ThinEvents} for thin ones. */
public enum EventStyle {
  /** With the object as it was. */
  SNAPSHOT,
  /** With only the object's name. */
  THIN,
  /** Both, as for an account with two endpoints at one address. */
  BOTH;

  static EventStyle of(String name) {
    for (EventStyle style : values()) {
      if (style.name().toLowerCase(Locale.ROOT).equals(name)) {
        return style;
      }
    }
    throw new IllegalArgumentException("events are snapshot, thin or both, not '" + name + "'");
  }

  /** The bodies that are sent for one event of {@code GET /v1/events}. */
  List<ObjectNode> bodies(ObjectNode event) {
    List<ObjectNode> bodies = new ArrayList<>();
    if (this != THIN) {
      bodies.add(event);
    }
    if (this != SNAPSHOT) {
      bodies.addAll(ThinEvents.of(event));
    }
    return bodies;
  }
}
