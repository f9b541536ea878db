package io.paydesk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.AnswerCheck;
import io.paydesk.testing.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of subscriptions share: a price of the test's own, and the usual first steps. */
public abstract class SubscriptionTest extends PaydeskTest {

  protected static final String GOOD_CARD = "4242424242424242";

  protected String price;

  @BeforeEach
  protected void sell() {
    price = sandbox.billing().price("usd", 1500, "month");
  }

  /** None renews when another test moves the clock. Nobody waits for the news of their end. */
  @AfterEach
  void endWhatWouldRenew() {
    sandbox.faults().dropEvents(true);
    sandbox
        .billing()
        .dashboard()
        .open()
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
    sandbox.faults().dropEvents(false);
  }

  /** An order of 15.00 a month. */
  protected long monthly() {
    return monthly(Map.of());
  }

  protected long monthly(Map<String, Object> more) {
    var body =
        new HashMap<String, Object>(
            Map.of("userId", user, "price", "15.00", "currency", "usd", "priceId", price));
    body.putAll(more);
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  protected Answer subscribe(long order) {
    return asUser().body(Map.of("orderId", order, "priceId", price)).post("/v1/recurring-payments");
  }

  /** A new subscription of an order, as its start was answered. */
  protected Json subscribed(long order) {
    return json(subscribe(order), 201);
  }

  protected Json recurring(long id) {
    return json(asUser().get("/v1/recurring-payments/" + id), 200);
  }

  protected String status(long id) {
    return recurring(id).getString("status");
  }

  protected void eventuallyIs(long id, String status) {
    eventually(x -> assertThat(status(id)).isEqualTo(status));
  }

  /** Pays the first invoice of a subscription as the payer's browser would. */
  protected void pay(Json started, String card) {
    var subscription = started.getString("recurringPayment.subscriptionId");
    var invoice = sandbox.billing().subscription(subscription).path("latest_invoice").asText();
    sandbox.billing().pay(invoice, card);
  }

  /** A subscription that is paid and active. */
  protected Json active(long order) {
    var started = subscribed(order);
    pay(started, GOOD_CARD);
    eventuallyPaid(order);
    eventuallyIs(started.getLong("recurringPayment.id"), "active");
    return started;
  }

  /** A whole month may lead to the end of the next one, days later, when a retry is due already. */
  protected void toTheEndOfItsPeriod(String subscription) {
    var item = sandbox.billing().subscription(subscription).at("/items/data/0");
    var end = Instant.ofEpochSecond(item.path("current_period_end").asLong());
    sandbox.advanceClock(Duration.between(sandbox.now(), end.plusSeconds(1)));
  }

  protected static AnswerCheck isRefused(Answer answer, int status, String name) {
    return answer.then().statusCode(status).body("type", equalTo("urn:paydesk:problem:" + name));
  }
}
