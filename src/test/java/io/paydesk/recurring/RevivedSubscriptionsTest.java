package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.order.LockedOrders;
import io.paydesk.reconcile.DueRound;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.transaction.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stripe refused a repeated call although the first attempt had succeeded. */
@QuarkusTest
class RevivedSubscriptionsTest extends SubscriptionTest {

  private static final String CREATE = "POST /v1/subscriptions";

  @Inject DueRound dueRound;
  @Inject Transactions transactions;
  @Inject RecurringRecorder recorder;

  private long order;
  private long id;

  @BeforeEach
  void refusedThoughItIsThere() {
    order = monthly();
    loseEvents();
    sandbox.faults().resetAfterWorkNext(CREATE, 4);
    id =
        subscribe(order).then().statusCode(202).extract().jsonPath().getLong("recurringPayment.id");
    sandbox.faults().answerAgain();
    sandbox.faults().failNext(CREATE, 400, 1);
    dueRound.recurringNow(id);
    assertThat(status(id)).isEqualTo("canceled");
    assertThat(recurring(id).getString("subscriptionId")).isNull();
  }

  @AfterEach
  void end() {
    sandbox.faults().clear();
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  private JsonNode first() {
    return sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anEventThatShowsItLiveRevivesIt() {
    deliver(StripeEvents.event("customer.subscription.updated", first()).toString());

    eventuallyIs(id, "incomplete");
    asUser()
        .get("/v1/recurring-payments/" + id)
        .then()
        .body("subscriptionId", equalTo(first().path("id").asText()))
        .body("failure", nullValue());
  }

  @Test
  void aRefreshThatFindsItRevivesItAndItsPaymentCounts() {
    var invoice = first().path("latest_invoice").asText();
    sandbox.billing().pay(invoice, GOOD_CARD);

    asUser()
        .post("/v1/recurring-payments/" + id + "/refresh")
        .then()
        .statusCode(200)
        .body("status", equalTo("active"));

    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  /** Stripe shows it, with a status that is newer than this version. */
  private void showsUpWithAStatusOfTheFuture() throws Throwable {
    var seen =
        SubscriptionSnapshot.of(((ObjectNode) first().deepCopy()).put("status", "on_the_moon"));
    VertxContextSupport.subscribeAndAwait(
        () ->
            transactions.write(
                () ->
                    LockedOrders.of(order)
                        .with(RecurringPayment.TABLE, id)
                        .lock()
                        .flatMap(
                            locked ->
                                recorder.record(
                                    locked.order(order),
                                    locked.row(RecurringPayment.TABLE),
                                    seen,
                                    Instant.now()))));
  }

  @Test
  void aSubscriptionThatTurnsUpWithAnUnknownStatusBlocksASecondOne() throws Throwable {
    showsUpWithAStatusOfTheFuture();
    showsUpWithAStatusOfTheFuture();

    assertThat(
            tables()
                .text(
                    """
                    select concat_ws(' ', status, stripe_status, revivals,
                      next_check_at < now() + interval '2 minutes')
                    from recurring_payment where id = ?
                    """,
                    id))
        .isEqualTo("unknown on_the_moon 1 t");
    // The same one is returned, and Stripe says how it is by now.
    subscribe(order)
        .then()
        .statusCode(200)
        .body("recurringPayment.id", equalTo((int) id))
        .body("recurringPayment.status", equalTo("incomplete"));
  }

  @Test
  void aSubscriptionWithAnUnknownStatusCanBeEnded() throws Throwable {
    showsUpWithAStatusOfTheFuture();
    sandbox.faults().failNext("GET /v1/subscriptions", 500, 2);

    asUser()
        .body(Map.of("when", "now"))
        .post("/v1/recurring-payments/" + id + "/cancel")
        .then()
        .statusCode(oneOf(200, 202));
    sandbox.faults().clear();
    dueRound.recurringNow(id);

    assertThat(status(id)).isIn("canceled", "incomplete_expired");
    assertThat(first().path("status").asText()).isIn("canceled", "incomplete_expired");
  }

  @Test
  void aRefreshThatFindsNoSubscriptionChangesNothing() {
    tables().change("update recurring_payment set uuid = ? where id = ?", UUID.randomUUID(), id);

    asUser()
        .post("/v1/recurring-payments/" + id + "/refresh")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));

    assertThat(recurring(id).getString("subscriptionId")).isNull();
  }

  @Test
  void aSubscriptionThatIsRevivedBesideANewOneIsRecorded() {
    long second = subscribed(order).getLong("recurringPayment.id");

    deliver(StripeEvents.event("customer.subscription.updated", first()).toString());

    eventuallyIs(id, "incomplete");
    assertThat(status(second)).isEqualTo("incomplete");
    assertThat(tables().text("select beside_another from recurring_payment where id = ?", id))
        .isEqualTo("t");
  }

  @Test
  void aSubscriptionThatIsRevivedAfterItsOrderWasCanceledIsEnded() {
    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(200);

    asUser().post("/v1/recurring-payments/" + id + "/refresh").then().statusCode(200);
    dueRound.recurringNow(id);

    assertThat(status(id)).isIn("canceled", "incomplete_expired");
    assertThat(first().path("status").asText()).isIn("canceled", "incomplete_expired");
    assertThat(orderStatus(order)).isEqualTo("canceled");
  }
}
