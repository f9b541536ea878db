package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.paydesk.testing.EventStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a browser hears of it. */
abstract class StreamChapter extends EventChapter {

  void ofStreams() {
    long order = ordered(user, "99.99", "Two tickets");
    var begun = begunBy(user, order);
    try (var stream = follow("?orderId=" + order, token(user))) {
      eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      heard(() -> sandbox.confirm(begun.getString("paymentIntentId"), GOOD_CARD));
      callbackIsProcessed(begun.getLong("id"));
      eventually(x -> assertThat(frames(stream)).hasSize(3));
      recording.answer(
          "streamChanges", 200, "a-payment-succeeds", new TextNode(shown(frames(stream))));
    }
    try (var stream = openUntilItsTokenEnds()) {
      eventually(x -> assertThat(stream.hasEnded()).isTrue());
      var end =
          Arrays.stream(stream.raw().split("(?<=\n\n)"))
              .filter(frame -> frame.contains("event: end"))
              .toList();
      recording.answer("streamChanges", 200, "the-token-expires", new TextNode(shown(end)));
    }
    recording.drove("streamChanges");
    ofTickets(order, begun.getLong("id"));
    refusedStream("?table=orders", token(user), "invalid-table");
    ofTooMany();
  }

  private EventStream openUntilItsTokenEnds() {
    return EventStream.openInTime(
        () -> {
          var token = keys.token(user, Set.of(), Instant.now().plusSeconds(3));
          return follow("", Map.of("Authorization", "Bearer " + token));
        });
  }

  /** The first, one that tells that the payment succeeded, and a heartbeat. */
  private static List<String> frames(EventStream stream) {
    var all = stream.raw().split("(?<=\n\n)");
    var frames = new ArrayList<String>(List.of(all[0]));
    Arrays.stream(all)
        .filter(
            frame ->
                frame.contains("\"status\":\"succeeded\"")
                    && frame.contains("\"callbackProcessed\":true")
                    && frame.endsWith("\n\n"))
        .findFirst()
        .ifPresent(frames::add);
    Arrays.stream(all)
        .skip(1)
        .filter(frame -> frame.startsWith(":") && frame.endsWith("\n\n"))
        .findFirst()
        .ifPresent(frames::add);
    return frames;
  }

  /** Where a stream stands is different each time. */
  private static String shown(List<String> frames) {
    return frames.stream()
        .flatMap(String::lines)
        .map(
            line ->
                line.replaceAll("^id: .*", "id: 7399817286034129412-00000001-5-1764000000000_812"))
        .map(line -> line.replaceAll("^retry: .*", "retry: 2713"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private void refusedStream(String query, Map<String, String> headers, String problem) {
    try (var stream = follow(query, headers)) {
      refused(problem, problem, stream.problem());
    }
  }

  private void ofTickets(long order, long payment) {
    var ticket =
        call("createStreamTicket")
            .by(asUser())
            .shown("of-one-order", "{\"orderId\": %d}".formatted(order))
            .answers(201, "a-ticket")
            .getString("ticket");
    call("createStreamTicket")
        .by(asUser())
        .shown("of-one-payment", "{\"paymentId\": %d}".formatted(payment))
        .succeeds(201);
    refusedStream("?ticket=" + ticket + "&orderId=" + tickets, Map.of(), "outside-the-ticket");
    refusedStream("?ticket=none", Map.of(), "ticket-not-valid");
  }

  private void ofTooMany() {
    var streams = new ArrayList<EventStream>();
    try {
      for (int i = 0; i < 10; i++) {
        streams.add(follow("", token("user-3")));
        var stream = streams.get(i);
        eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      }
      refusedStream("", token("user-3"), "too-many-streams-of-user");
      eventually(
          x -> {
            var another = follow("", token("user-4"));
            streams.add(another);
            assertThat(another.status()).isEqualTo(503);
          });
      refused("too-many-streams", "too-many-streams", streams.get(streams.size() - 1).problem());
    } finally {
      streams.forEach(EventStream::close);
    }
  }
}
