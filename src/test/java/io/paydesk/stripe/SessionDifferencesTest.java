package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which sessions with our marks are not those that we asked for. */
class SessionDifferencesTest {

  private static final String OURS = "https://shop.example/thanks";

  private static final CheckoutSessionRequest PAYMENT =
      CheckoutSessionRequest.read(
          """
          {"surface": "hosted", "customer": "cus_1", "currency": "usd", "savePaymentMethod": false,
           "lines": [{"name": "Tea", "amount": 500, "quantity": 2}, {"name": "Cup", "amount": 1500, "quantity": 1}],
           "addresses": {"successUrl": "%s"}, "expiresAt": 1900000000, "metadata": {}}
          """
              .formatted(OURS));

  private static final CheckoutSessionRequest SUBSCRIPTION =
      CheckoutSessionRequest.read(
          """
          {"surface": "hosted", "customer": "cus_1", "currency": "usd", "savePaymentMethod": false, "lines": [],
           "addresses": {"successUrl": "%s"}, "plan": {"price": "price_1", "quantity": 2}, "metadata": {}}
          """
              .formatted(OURS));

  private static CheckoutSessionSnapshot session(String mode, Consumer<ObjectNode> change) {
    var session = new ObjectMapper().createObjectNode().put("id", "cs_1").put("mode", mode);
    session.put("status", "open").put("customer", "cus_1").put("currency", "usd");
    session.put("amount_subtotal", 2_500).put("amount_total", 2_500).put("success_url", OURS);
    session.put("expires_at", 1_900_000_000L);
    lines(session, "price_1", 2);
    change.accept(session);
    return CheckoutSessionSnapshot.of(session);
  }

  private static void lines(ObjectNode session, String price, long quantity) {
    session
        .putObject("line_items")
        .putArray("data")
        .addObject()
        .put("quantity", quantity)
        .putObject("price")
        .put("id", price);
  }

  @Test
  void ourOwnDiffersInNothing() {
    assertThat(SessionDifferences.of(PAYMENT, session("payment", x -> {}))).isEmpty();
    assertThat(SessionDifferences.of(SUBSCRIPTION, session("subscription", x -> {}))).isEmpty();
  }

  @Test
  void whatIsNotStatedIsNotCompared() {
    var bare =
        session(
            "payment",
            s ->
                s.remove(
                    List.of(
                        "customer", "currency", "amount_subtotal", "expires_at", "line_items")));

    assertThat(SessionDifferences.of(PAYMENT, bare)).isEmpty();
  }

  @Test
  void eachDifferenceIsNamed() {
    assertThat(
            SessionDifferences.of(
                PAYMENT,
                session(
                    "subscription",
                    s ->
                        s.put("customer", "cus_2")
                            .put("currency", "eur")
                            .put("expires_at", 1_900_000_001L)
                            .put("amount_subtotal", 2_501))))
        .containsExactly("mode", "customer", "currency", "expires_at", "amount_subtotal");
    assertThat(
            SessionDifferences.of(
                SUBSCRIPTION, session("subscription", s -> lines(s, "price_1", 3))))
        .containsExactly("line_items");
  }

  /** Stripe offers upsells in sessions of its own accord. */
  @Test
  void whoeverCompletesOurSessionMayHaveTakenAnotherPlan() {
    Consumer<ObjectNode> upsold =
        s -> {
          s.put("status", "complete");
          lines(s, "price_yearly", 2);
        };

    assertThat(SessionDifferences.of(SUBSCRIPTION, session("subscription", upsold))).isEmpty();
    assertThat(
            SessionDifferences.of(
                SUBSCRIPTION,
                session(
                    "subscription",
                    upsold.andThen(s -> s.put("success_url", "https://shop.example/own")))))
        .containsExactly("line_items");
  }
}
