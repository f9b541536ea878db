package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What changed. */
final class Changes {

  private Changes() {}

  /** An event's {@code previous_attributes}: the changed fields, as they were. */
  static ObjectNode previous(ObjectNode before, ObjectNode after) {
    ObjectNode previous = Json.object();
    before
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().equals(after.get(field.getKey()))) {
                previous.set(field.getKey(), field.getValue());
              }
            });
    return previous;
  }
}
