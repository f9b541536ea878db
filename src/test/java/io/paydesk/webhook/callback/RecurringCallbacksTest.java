package io.paydesk.webhook.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Json;
import io.paydesk.webhook.LongPatience;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class RecurringCallbacksTest extends SubscriptionTest {

  @Inject LongPatience patience;

  /**
   * Ends this test's subscriptions, so that they do not renew when another test moves the clock.
   */
  @AfterEach
  void end() {
    patience.end();
    sandbox.faults().clear();
    sandbox.billing().subscriptions().stream()
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  private static String subscription(Json started) {
    return started.getString("recurringPayment.subscriptionId");
  }

  private List<String> invoicesOfOrders(long first) {
    List<Map<String, Object>> orders =
        asUser().get("/v1/orders?limit=100").jsonPath().getList("data");
    return orders.stream()
        .filter(order -> Long.toString(first).equals("" + order.get("renewalOf")))
        .map(order -> (String) order.get("status"))
        .toList();
  }

  @Test
  void twelveRenewalsMakeTwelveOrdersThatCanBeRefunded() {
    long order = monthly();
    var started = active(order);

    for (int month = 1; month <= 12; month++) {
      sandbox.advanceClock(Period.ofMonths(1));
    }

    eventually(x -> assertThat(invoicesOfOrders(order)).hasSize(12).containsOnly("paid"));
    long renewal = tables().number("select max(id) from orders where renewal_of = ?", order);
    asUser()
        .get("/v1/orders/" + renewal)
        .then()
        .body("amount", equalTo(1500))
        .body("renewalOf", equalTo((int) order));
    var payments = asUser().get("/v1/payments?orderId=" + renewal).then();
    payments.body("data", hasSize(1)).body("data[0].origin", equalTo("invoice"));
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body("{\"paymentId\": %d}".formatted(payments.extract().jsonPath().getLong("data[0].id")))
        .post("/v1/refunds")
        .then()
        .statusCode(201)
        .body("status", equalTo("succeeded"));
    assertThat(orderStatus(renewal)).isEqualTo("refunded");
    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(status(started.getLong("recurringPayment.id"))).isEqualTo("active");
  }

  @Test
  void eachInvoiceIsOneOrderInWhateverOrderEventsCome() {
    long order = monthly();
    loseEvents();
    var started = subscribed(order);
    pay(started, GOOD_CARD);
    for (int month = 1; month <= 3; month++) {
      sandbox.advanceClock(Period.ofMonths(1));
    }
    var events = new ArrayList<ObjectNode>();
    for (var invoice : sandbox.billing().invoices(subscription(started))) {
      events.add(StripeEvents.event("invoice.paid", invoice));
      events.add(StripeEvents.event("invoice.paid", invoice));
    }
    Collections.reverse(events);

    events.parallelStream().forEach(event -> deliver(event.toString()).then().statusCode(200));

    events.forEach(event -> eventually(x -> assertThat(verdict(event)).isEqualTo("done")));
    assertThat(invoicesOfOrders(order)).hasSize(3).containsOnly("paid");
    assertThat(orderStatus(order)).isEqualTo("paid");
    var first = sandbox.billing().invoices(subscription(started)).get(0);
    assertThat(tables().text("select invoice_id from orders where id = ?", order))
        .isEqualTo(first.path("id").asText());
    assertThat(tables().number("select count(*) from payment where user_id = ?", user))
        .isEqualTo(4);
  }

  static Stream<List<String>> everyOrder() {
    return Stream.of(
        List.of("created", "updated", "paid"),
        List.of("created", "paid", "updated"),
        List.of("updated", "created", "paid"),
        List.of("updated", "paid", "created"),
        List.of("paid", "created", "updated"),
        List.of("paid", "updated", "created"));
  }

  @ParameterizedTest
  @MethodSource("everyOrder")
  void theFirstEventsEndTheSameInAnyOrder(List<String> names) {
    long order = monthly();
    loseEvents();
    var started = subscribed(order);
    var before = sandbox.billing().subscription(subscription(started));
    pay(started, GOOD_CARD);
    var after = sandbox.billing().subscription(subscription(started));
    var invoice = sandbox.billing().invoices(subscription(started)).get(0);

    for (var name : names) {
      deliverAndWait(
          switch (name) {
            case "created" -> StripeEvents.event("customer.subscription.created", before);
            case "updated" -> StripeEvents.event("customer.subscription.updated", after);
            default -> StripeEvents.event("invoice.paid", invoice);
          });
    }

    assertThat(status(started.getLong("recurringPayment.id"))).isEqualTo("active");
    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(tables().number("select count(*) from payment where order_id = ?", order))
        .isEqualTo(1);
  }

  @Test
  void deletedBeforeCreatedStaysCanceledEvenWithoutAnAnswerOfStripes() {
    long order = monthly();
    loseEvents();
    var started = subscribed(order);
    var before = sandbox.billing().subscription(subscription(started));
    pay(started, GOOD_CARD);
    sandbox.billing().cancelAtDashboard(subscription(started));
    var after = sandbox.billing().subscription(subscription(started));
    sandbox.faults().failNext("GET /v1/subscriptions", 500, 4);
    deliverAndWait(StripeEvents.event("customer.subscription.deleted", after));
    assertThat(status(started.getLong("recurringPayment.id"))).isEqualTo("canceled");
    sandbox.faults().answerAgain();

    deliverAndWait(StripeEvents.event("customer.subscription.created", before));

    assertThat(status(started.getLong("recurringPayment.id"))).isEqualTo("canceled");
  }

  @Test
  void aRenewalThatFailsIsPastDueWithTheReasonKeepsAccessInGraceAndMayBePaid() {
    long order = monthly();
    var started = active(order);
    long id = started.getLong("recurringPayment.id");
    sandbox.billing().replaceCard(subscription(started), "pm_card_chargeCustomerFail");

    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Duration.ofHours(2));

    eventuallyIs(id, "past_due");
    eventually(x -> assertThat(recurring(id).getString("failure.code")).isEqualTo("card_declined"));
    asUser()
        .get("/v1/users/" + user + "/entitlements")
        .then()
        .body("entitlements[0].status", equalTo("past_due"));
    asUser()
        .post("/v1/recurring-payments/" + id + "/pay")
        .then()
        .statusCode(200)
        .body("clientSecretType", equalTo("payment"));
    var open =
        sandbox.billing().subscription(subscription(started)).path("latest_invoice").asText();
    sandbox.billing().pay(open, GOOD_CARD);
    eventuallyIs(id, "active");
    eventually(x -> assertThat(invoicesOfOrders(order)).containsExactly("paid"));
    eventually(x -> assertThat(recurring(id).getString("failure")).isNull());
  }

  @Test
  void aTrialThatEndsIsPaidByItsFirstInvoiceOverZero() {
    long order = monthly(Map.of("trialDays", 14));
    var started = subscribed(order);
    var setup =
        sandbox.billing().subscription(subscription(started)).path("pending_setup_intent").asText();
    sandbox.billing().confirmSetup(setup, GOOD_CARD);
    eventuallyIs(started.getLong("recurringPayment.id"), "trialing");

    sandbox.advanceClock(Duration.ofDays(15));

    eventuallyPaid(order);
    eventuallyIs(started.getLong("recurringPayment.id"), "active");
    assertThat(invoicesOfOrders(order)).isEmpty();
  }

  @Test
  void aSubscriptionEndsWithItsPeriod() {
    long order = monthly();
    var started = active(order);
    long id = started.getLong("recurringPayment.id");
    asUser()
        .body("{\"when\": \"period_end\"}")
        .post("/v1/recurring-payments/" + id + "/cancel")
        .then()
        .statusCode(200);

    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Duration.ofDays(1));

    eventuallyIs(id, "canceled");
    assertThat(invoicesOfOrders(order)).isEmpty();
  }

  @Test
  void aSecondSubscriptionThatPaysAnOrderOnceMoreIsACaseForReview() {
    long order = monthly();
    loseEvents();
    var first = subscribed(order);
    // Taken for over, but its money comes after all.
    tables()
        .change(
            "update recurring_payment set status = 'canceled', stripe_status = 'canceled' where order_id = ?",
            order);
    var second = subscribed(order);
    pay(second, GOOD_CARD);
    pay(first, GOOD_CARD);

    for (var one : List.of(first, second)) {
      deliverAndWait(
          StripeEvents.event("invoice.paid", sandbox.billing().invoices(subscription(one)).get(0)));
    }

    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(invoicesOfOrders(order)).containsExactly("review");
  }

  @Test
  void aSubscriptionOfQuantityZeroGivesNothingAndMayStillEnd() {
    long order = monthly();
    var started = active(order);
    long id = started.getLong("recurringPayment.id");

    sandbox.billing().changeQuantityAtDashboard(subscription(started), 0);
    eventually(x -> assertThat(recurring(id).getInt("quantity")).isZero());
    asUser().get("/v1/users/" + user + "/entitlements").then().body("entitlements", hasSize(0));
    sandbox.billing().cancelAtDashboard(subscription(started));

    eventuallyIs(id, "canceled");
  }

  @Test
  void anEventOfAnInvoiceThatIsGoneIsIgnored() {
    var started = active(monthly());
    loseEvents();
    var event =
        StripeEvents.event(
            "invoice.paid", sandbox.billing().invoices(subscription(started)).get(0));
    StripeEvents.object(event).put("id", "in_that_is_gone");
    var foreign = StripeEvents.event("invoice.paid", StripeEvents.object(event));
    StripeEvents.object(foreign)
        .putObject("parent")
        .putObject("subscription_details")
        .put("subscription", "sub_of_another_app");
    sandbox.clearRequests();
    patience.begin();

    deliverAndWait(event);
    deliverAndWait(foreign);

    assertThat(verdict(event)).isEqualTo("ignored gone-at-stripe");
    assertThat(verdict(foreign)).isEqualTo("ignored unknown-subscription");
    assertThat(sandbox.requests())
        .extracting(request -> request.path())
        .containsExactly("/v1/invoices/in_that_is_gone");
  }

  @Test
  void aSubscriptionOfAnotherAppIsIgnored() {
    var started = subscribed(monthly());
    loseEvents();
    JsonNode object = sandbox.billing().subscription(subscription(started));
    var event = StripeEvents.event("customer.subscription.updated", object);
    StripeEvents.object(event).put("id", "sub_of_another_app").putObject("metadata");
    var live = StripeEvents.event("customer.subscription.updated", object);
    live.put("livemode", true);

    deliverAndWait(event);
    deliverAndWait(live);

    assertThat(verdict(event)).isEqualTo("ignored unknown-subscription");
    assertThat(verdict(live)).isEqualTo("ignored wrong-mode");
  }
}
