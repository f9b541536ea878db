package io.paydesk.rest;

import io.paydesk.problem.Refusal;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A time in a request. */
public final class Since {

  /** No time of ours is later: PostgreSQL and JSON have it too. */
  public static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private Since() {}

  /**
   * @throws Refusal {@code invalid-time}
   */
  public static Instant read(String since) {
    return read(since, "what failed then or later is tried again");
  }

  /**
   * @param meaning what becomes of what is not older
   * @throws Refusal {@code invalid-time}
   */
  public static Instant read(String since, String meaning) {
    return read("since", since, meaning);
  }

  /**
   * @param field or parameter that has it
   * @throws Refusal {@code invalid-time}
   */
  public static Instant read(String field, String text, String meaning) {
    try {
      var from = Instant.parse(text);
      if (from.isAfter(Instant.EPOCH) && from.isBefore(LATEST)) {
        return from;
      }
    } catch (DateTimeParseException e) {
      // refused below, like a time that is out of range
    }
    throw Refusal.of(
        "invalid-time",
        400,
        "Not a time",
        "'%s' is a time such as 2026-11-23T09:30:00Z; %s.".formatted(field, meaning));
  }
}
