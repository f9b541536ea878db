package io.paydesk.stream;

import io.paydesk.problem.Refusal;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Refusals to open a stream, with what to do. */
final class StreamProblems {

  private StreamProblems() {}

  static Refusal invalidTable() {
    return Refusal.of(
        "invalid-table",
        400,
        "Not a streamed table",
        "'table' is one or more of "
            + Arrays.stream(StreamedTable.values())
                .map(StreamedTable::text)
                .collect(Collectors.joining(", "))
            + ", separated by commas.");
  }

  static Refusal ticketNotValid() {
    return Refusal.of(
        "ticket-not-valid",
        401,
        "The ticket is not valid",
        """
        A ticket opens one stream within 60 seconds, and this one was used, has expired or never \
        existed. Get another from POST /v1/changes/tickets, and send the last event's id as \
        'lastEventId'.\
        """);
  }

  static Refusal outsideTheTicket() {
    return Refusal.of(
        "outside-the-ticket",
        403,
        "The ticket is for something else",
        "This ticket was made for one order or payment. Ask for a stream of that one, or for"
            + " another ticket.");
  }

  static Refusal tooManyOfUser(int limit) {
    return Refusal.of(
            "too-many-streams-of-user",
            429,
            "Too many streams of one user",
            "Close streams that nobody looks at any more, then open this one again.")
        .with("limit", limit);
  }

  static Refusal tooMany(int limit) {
    return Refusal.of(
            "too-many-streams",
            503,
            "No more streams here",
            "This process serves as many streams as it may (PAYDESK_STREAM_LIMIT). Try again"
                + " later.")
        .with("limit", limit);
  }
}
