package io.paydesk.webhook.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Json;
import io.paydesk.webhook.LongPatience;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Intents that pay invoices have no mark of ours: Stripe makes them itself. */
@QuarkusTest
class InvoicedIntentsTest extends SubscriptionTest {

  @Inject LongPatience patience;

  @AfterEach
  void end() {
    patience.end();
    sandbox.faults().clear();
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  private static String subscription(Json started) {
    return started.getString("recurringPayment.subscriptionId");
  }

  private JsonNode intentOfLatestInvoice(Json started) {
    var invoice = sandbox.billing().subscription(subscription(started)).path("latest_invoice");
    return sandbox.paymentIntent(sandbox.billing().paymentOf(invoice.asText()));
  }

  private String verdict(String eventId) {
    return tables()
        .text(
            "select status || coalesce(' ' || reason, '') from stripe_event where id = ?", eventId);
  }

  private List<JsonNode> eventsOf(String intent) {
    return sandbox.events().stream()
        .filter(event -> event.at("/data/object/id").asText().equals(intent))
        .toList();
  }

  private long requests(String begin) {
    return sandbox.requests().stream()
        .filter(request -> (request.method() + " " + request.path()).startsWith(begin))
        .count();
  }

  private long declines() {
    return tables().number("select count(*) from payment_decline where user_id = ?", user);
  }

  @Test
  void eachOfTheirEventsIsIgnoredForTheRightReason() {
    var started = active(monthly());
    sandbox.advanceClock(Period.ofMonths(1));
    var renewal = intentOfLatestInvoice(started);
    eventually(
        x ->
            assertThat(tables().number("select count(*) from payment where user_id = ?", user))
                .isEqualTo(2));

    for (var event : eventsOf(renewal.path("id").asText())) {
      eventually(
          x ->
              assertThat(verdict(event.path("id").asText()))
                  .isEqualTo("ignored payment-of-an-invoice"));
    }
    assertThat(eventsOf(renewal.path("id").asText())).isNotEmpty();
    assertThat(renewal.path("metadata")).isEmpty();
  }

  @Test
  void aRenewalThatIsDeclinedCountsForItsUserAndItsCardOnce() {
    var started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    sandbox.billing().replaceCard(subscription(started), "pm_card_chargeCustomerFail");

    toTheEndOfItsPeriod(subscription(started));
    eventuallyIs(id, "past_due");
    eventually(x -> assertThat(declines()).isEqualTo(1));

    var failed =
        eventsOf(intentOfLatestInvoice(started).path("id").asText()).stream()
            .filter(event -> event.path("type").asText().equals("payment_intent.payment_failed"))
            .findFirst()
            .orElseThrow();
    deliverAndWait(
        ((ObjectNode) failed.deepCopy()).put("id", "evt_" + UUID.randomUUID().toString()));
    assertThat(declines()).isEqualTo(1);
    assertThat(
            tables()
                .text(
                    """
                    select concat_ws(' ', recurring_payment_id, payment_id, code, card_fingerprint is not null)
                    from payment_decline where user_id = ?
                    """,
                    user))
        .isEqualTo(id + " card_declined t");
  }

  @Test
  void aDeclineReportedAfterTheRenewalWasPaidStillCounts() {
    var started = active(monthly());
    sandbox.billing().replaceCard(subscription(started), "pm_card_chargeCustomerFail");
    loseEvents();
    sandbox.advanceClock(Period.ofMonths(1));
    var intent = intentOfLatestInvoice(started);
    var invoice = sandbox.billing().subscription(subscription(started)).path("latest_invoice");
    sandbox.billing().pay(invoice.asText(), GOOD_CARD);
    deliverAndWait(StripeEvents.event("invoice.paid", sandbox.billing().invoice(invoice.asText())));

    deliverAndWait(StripeEvents.event("payment_intent.payment_failed", intent));

    assertThat(declines()).isEqualTo(1);
    assertThat(
            tables()
                .text("select payment_id is not null from payment_decline where user_id = ?", user))
        .isEqualTo("t");
  }

  @Test
  void eachCardTriedOnAFirstInvoiceCounts() {
    var started = subscribed(monthly());

    pay(started, "4000000000000002");
    pay(started, "4000000000009995");

    eventually(x -> assertThat(declines()).isEqualTo(2));
  }

  @Test
  void anIntentOfSomebodyElsesCustomerCostsNoCall() {
    var started = active(monthly());
    loseEvents();
    var event = StripeEvents.event("payment_intent.succeeded", intentOfLatestInvoice(started));
    StripeEvents.object(event).put("id", "pi_of_another_app").put("customer", "cus_of_another_app");
    sandbox.clearRequests();

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("ignored not-of-this-installation");
    assertThat(sandbox.requests()).isEmpty();
  }

  /** Somebody takes a payment from our customer in the dashboard. */
  @Test
  void anIntentOfOurCustomerThatPaysNoInvoiceIsNotOurs() {
    active(monthly());
    loseEvents();
    var other = sandbox.paymentIntent(started(order()).getString("paymentIntentId"));
    tables()
        .change(
            "update payment set payment_intent_id = 'pi_' || uuid where payment_intent_id = ?",
            other.path("id").asText());
    var event = StripeEvents.succeeded(other);
    StripeEvents.object(event).putObject("metadata");
    sandbox.clearRequests();
    patience.begin();

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("ignored not-of-this-installation");
    assertThat(requests("GET /v1/invoice_payments")).isEqualTo(1);
    assertThat(requests("GET /v1/invoices")).isZero();
  }

  @Test
  void anEventOfAnOlderVersionNamesItsInvoiceItself() {
    var started = active(monthly());
    loseEvents();
    sandbox.advanceClock(Period.ofMonths(1));
    var invoice = sandbox.billing().subscription(subscription(started)).path("latest_invoice");
    var event = StripeEvents.event("payment_intent.created", intentOfLatestInvoice(started));
    event.put("api_version", "2020-08-27");
    StripeEvents.object(event).put("invoice", invoice.asText());
    sandbox.clearRequests();

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("ignored payment-of-an-invoice");
    assertThat(requests("GET /v1/invoice_payments")).isZero();
  }

  @Test
  void anEventWaitsWhileStripeDoesNotAnswer() {
    var started = active(monthly());
    loseEvents();
    sandbox.advanceClock(Period.ofMonths(1));
    var event = StripeEvents.event("payment_intent.created", intentOfLatestInvoice(started));
    sandbox.faults().failNext("GET /v1/invoice_payments", 500, 1_000);

    deliver(event.toString()).then().statusCode(200);

    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select last_error from stripe_event where id = ?",
                            event.get("id").textValue()))
                .contains("Stripe"));
    assertThat(verdict(event)).isEqualTo("waiting");
    sandbox.faults().clear();
    sandbox.faults().dropEvents(true);
    tables()
        .change(
            "update stripe_event set next_attempt_at = now() where id = ?",
            event.get("id").textValue());
    eventually(x -> assertThat(verdict(event)).isEqualTo("ignored payment-of-an-invoice"));
  }
}
