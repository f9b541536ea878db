package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All orders of all events of a session, each event twice. Whatever the events claim, the session
 * and its intent at Stripe decide: each order of events ends the same.
 */
@QuarkusTest
class OrderOfEventsTest extends CheckoutTest {

  private static final List<String> TYPES =
      List.of(
          "checkout.session.completed",
          "checkout.session.async_payment_succeeded",
          "checkout.session.async_payment_failed",
          "checkout.session.expired",
          "payment_intent.succeeded");

  /** How the events of one order come. */
  private enum Doubled {
    EACH_AT_ONCE,
    ALL_AGAIN;

    List<String> of(List<String> types) {
      return this == ALL_AGAIN
          ? Stream.concat(types.stream(), types.stream()).toList()
          : types.stream().flatMap(type -> Stream.of(type, type)).toList();
    }
  }

  private static List<List<String>> permutations(List<String> of) {
    if (of.isEmpty()) {
      return List.of(List.of());
    }
    var all = new ArrayList<List<String>>();
    for (var first : of) {
      var rest = of.stream().filter(other -> !other.equals(first)).toList();
      permutations(rest)
          .forEach(more -> all.add(Stream.concat(Stream.of(first), more.stream()).toList()));
    }
    return all;
  }

  /**
   * What the payer does, each how many orders of events are tried, and what the payment and the
   * order must then be.
   */
  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of("a bank that pays", BANK_THAT_PAYS, 1, "succeeded", "paid"),
        Arguments.of("a card", GOOD_CARD, 5, "succeeded", "paid"),
        Arguments.of(
            "a bank that refuses", "pm_usBankAccount_insufficientFunds", 5, "failed", "pending"),
        Arguments.of("a bank that waits", BANK_THAT_VERIFIES, 5, "processing", "pending"),
        Arguments.of("nothing", null, 5, "canceled", "pending"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ends")
  void eachOrderOfTheEventsEndsTheSame(
      String name, String method, int step, String payment, String orderStatus) {
    var sessions = new LinkedHashMap<Json, List<String>>();
    var all = permutations(TYPES);
    for (int i = 0; i < all.size(); i += step) {
      var how = Doubled.values()[sessions.size() % 2];
      sessions.put(begun(order()), how.of(all.get(i)));
    }
    loseEvents();
    sessions.keySet().forEach(session -> end(session, method));
    eventually(x -> assertThat(sessions.keySet()).allMatch(one -> isOver(one, payment)));

    sessions.forEach(this::deliverAll);
    workedOff();

    sessions.forEach(
        (session, types) -> {
          var row = payment(session.getLong("paymentId"));
          assertThat(row.getString("status")).as("%s", types).isEqualTo(payment);
          assertThat(row.getString("reviewReason")).as("%s", types).isNull();
          assertThat(row.getLong("amountReceived"))
              .as("%s", types)
              .isEqualTo(payment.equals("succeeded") ? 9_999 : 0);
          assertThat(orderStatus(session.getLong("orderId")))
              .as("%s", types)
              .isEqualTo(orderStatus);
        });
  }

  private void end(Json session, String method) {
    if (method == null) {
      sandbox.checkout().expire(session.getString("sessionId"));
    } else {
      pay(session, method);
    }
  }

  /** Banks of the pretend Stripe decide a moment later. */
  private boolean isOver(Json session, String payment) {
    var now = atStripe(session);
    return switch (payment) {
      case "succeeded" -> now.path("payment_status").asText().equals("paid");
      case "failed" ->
          sandbox
              .paymentIntent(now.path("payment_intent").asText())
              .path("status")
              .asText()
              .equals("requires_payment_method");
      default -> true;
    };
  }

  private void deliverAll(Json session, List<String> types) {
    var now = atStripe(session);
    Map<String, JsonNode> events = new HashMap<>();
    for (var type : types) {
      if (type.startsWith("payment_intent.") && now.path("payment_intent").isNull()) {
        continue;
      }
      var event = events.computeIfAbsent(type, t -> event(t, now));
      deliver(event.toString()).then().statusCode(200);
    }
  }

  private JsonNode event(String type, JsonNode session) {
    return type.startsWith("payment_intent.")
        ? StripeEvents.event(type, sandbox.paymentIntent(session.path("payment_intent").asText()))
        : StripeEvents.event(type, session);
  }
}
