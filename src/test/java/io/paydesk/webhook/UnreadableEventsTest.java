package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our events that cannot be read or written, among many that can. */
@QuarkusTest
class UnreadableEventsTest extends SubscriptionTest {

  private static final int EVENTS = 400;
  private static final int BAD_ONE_IN = 40;

  @Inject InboxWorker worker;

  @Inject LongPatience patience;

  private final List<String> bad = new ArrayList<>();
  private final List<String> good = new ArrayList<>();

  /** On a busy machine an answer of Stripe's may take longer than other tests wait for it. */
  @BeforeEach
  void waitForStripeAsInProduction() {
    patience.begin();
  }

  @AfterEach
  void waitAsInOtherTests() {
    patience.end();
  }

  @AfterEach
  void forgetTheBad() {
    bad.forEach(id -> tables().change("delete from stripe_event where id = ?", id));
  }

  /** A payment that is paid, and partly refunded in the dashboard. */
  private record Paid(String intent, JsonNode refund) {}

  private Paid paid() {
    long order = order("100.00", "usd");
    var intent = started(order).getString("paymentIntentId");
    sandbox.confirm(intent, GOOD_CARD);
    eventuallyPaid(order);
    var refund = sandbox.refundAtDashboard(intent, 100);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("partially_refunded"));
    return new Paid(intent, latest(refund));
  }

  private JsonNode latest(String id) {
    return sandbox.events().stream()
        .map(event -> event.at("/data/object"))
        .filter(object -> object.path("id").asText().equals(id))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private static ObjectNode without(String field, ObjectNode event) {
    StripeEvents.object(event).remove(field);
    return event;
  }

  private static ObjectNode dispute(String intent) {
    var dispute =
        StripeEvents.event("charge.dispute.updated", JsonNodeFactory.instance.objectNode());
    StripeEvents.object(dispute)
        .put("object", "dispute")
        .put("payment_intent", intent)
        .put("status", "lost");
    return dispute;
  }

  private static ObjectNode withNul(ObjectNode event) {
    StripeEvents.object(event)
        .put("id", "re_" + UUID.randomUUID())
        .put("reason", "a\0b")
        .put("status", "a\0b");
    return event;
  }

  private void insertWaiting(ObjectNode event, List<String> kind) {
    var id = event.get("id").textValue();
    kind.add(id);
    tables()
        .change(
            """
            insert into stripe_event (id, type, livemode, object_id, created, body, status)
            values (?, ?, false, ?, now(), ?, 'waiting')
            """,
            id,
            event.get("type").textValue(),
            StripeEvents.object(event).path("id").textValue(),
            event.toString());
  }

  @Test
  void readableEventsAreAppliedAtOnceAmongUnreadableOnes() {
    var one = paid();
    var two = paid();
    var started = active(monthly());
    var subscription =
        sandbox.billing().subscription(started.getString("recurringPayment.subscriptionId"));
    var invoice = latest(subscription.path("latest_invoice").asText());
    List<Supplier<ObjectNode>> goodOnes =
        List.of(
            () -> StripeEvents.succeeded(sandbox.paymentIntent(one.intent)),
            () -> StripeEvents.event("refund.updated", two.refund),
            () -> StripeEvents.event("customer.subscription.updated", subscription),
            () -> StripeEvents.event("invoice.paid", invoice),
            () -> StripeEvents.succeeded(sandbox.paymentIntent(two.intent)),
            () -> StripeEvents.event("refund.created", one.refund));
    List<Supplier<ObjectNode>> badOnes =
        List.of(
            () -> without("id", StripeEvents.event("refund.updated", one.refund)),
            () -> without("id", StripeEvents.succeeded(sandbox.paymentIntent(two.intent))),
            () -> dispute(one.intent),
            () -> withNul(StripeEvents.event("refund.updated", two.refund)));

    for (int i = 0; i < EVENTS; i++) {
      if (i % BAD_ONE_IN == 0) {
        insertWaiting(badOnes.get(i / BAD_ONE_IN % badOnes.size()).get(), bad);
      } else {
        insertWaiting(goodOnes.get(i % goodOnes.size()).get(), good);
      }
    }
    worker.wake();

    eventually(x -> assertThat(outcomes(good)).isEqualTo("done at try 1"));
    eventually(x -> assertThat(outcomes(bad)).isEqualTo("waiting, with an error, at try 1"));
    assertThat(good).hasSize(EVENTS - EVENTS / BAD_ONE_IN);
  }

  /** Each outcome, once. */
  private String outcomes(List<String> ids) {
    return tables()
        .text(
            """
            select string_agg(distinct
              status || case when last_error is null then '' else ', with an error,' end
                || ' at try ' || case when last_error is null then attempts else least(attempts, 1) end, '; ')
            from stripe_event where id = any(string_to_array(?, ','))
            """,
            String.join(",", ids));
  }
}
