package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The inbox deletes events that are done, and nothing else. */
@QuarkusTest
class OldEventsTest extends PaydeskTest {

  @Inject OldEvents oldEvents;

  private void event(String status, String waitsFor, String age) {
    tables()
        .change(
            """
            insert into stripe_event (id, type, livemode, created, body, status, reason, waits_for, finished_at)
            values (? || ?, 'customer.updated', false, now(), '{}', ?, ?, ?, now() - cast(? as interval))
            """,
            user + "-" + status + "-" + waitsFor + "-",
            age,
            status,
            status.equals("ignored") ? "unknown-payment" : null,
            waitsFor,
            age);
  }

  private String kept() {
    return tables()
        .text(
            "select string_agg(substr(id, ?), ', ' order by id) from stripe_event where id like ?",
            user.length() + 2,
            user + "%");
  }

  @Test
  void doneEventsAreDeletedAfterNinetyDaysAndFailedOnesAreKept() throws Throwable {
    for (var age : new String[] {"89 days", "91 days"}) {
      event("done", null, age);
      event("ignored", null, age);
      event("ignored", "pi_that_is_not_here", age);
      event("failed", null, age);
    }

    VertxContextSupport.subscribeAndAwait(() -> oldEvents.forget());

    // A scheduled round that has begun may be about to delete some of them.
    eventually(
        x ->
            assertThat(kept())
                .isEqualTo(
                    "done-null-89 days, failed-null-89 days, failed-null-91 days,"
                        + " ignored-null-89 days, ignored-pi_that_is_not_here-89 days"));
    tables().change("delete from stripe_event where id like ?", user + "%");
  }

  @Test
  void anEventWaitsThirtyDaysForItsPayment() throws Throwable {
    event("ignored", "pi_that_may_come", "29 days");
    event("ignored", "pi_that_never_came", "31 days");

    VertxContextSupport.subscribeAndAwait(() -> oldEvents.forget());

    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            """
                            select string_agg(concat_ws(' ', reason, waits_for), ', ' order by finished_at)
                            from stripe_event where id like ?
                            """,
                            user + "%"))
                .isEqualTo("payment-never-came, unknown-payment pi_that_may_come"));
    tables().change("delete from stripe_event where id like ?", user + "%");
  }

  @Test
  void anEventThatIsDeliveredAgainAfterItsDeletionChangesNothing() throws Throwable {
    long order = order();
    var intent = started(order).getString("paymentIntentId");
    sandbox.confirm(intent, "4242424242424242");
    eventuallyPaid(order);
    var event = StripeEvents.succeeded(sandbox.paymentIntent(intent));
    deliver(event.toString()).then().statusCode(200);
    var id = event.get("id").textValue();
    eventually(x -> assertThat(statusOf(id)).isEqualTo("done"));
    tables()
        .change(
            "update stripe_event set finished_at = now() - interval '91 days' where id = ?", id);
    VertxContextSupport.subscribeAndAwait(() -> oldEvents.forget());
    eventually(x -> assertThat(statusOf(id)).isNull());
    workedOff();
    var before = payment(paymentOf(order)).getMap("");

    deliver(event.toString()).then().statusCode(200);

    eventually(x -> assertThat(statusOf(id)).isEqualTo("done"));
    assertThat(payment(paymentOf(order)).getMap("")).isEqualTo(before);
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  private String statusOf(String id) {
    return tables().text("select status from stripe_event where id = ?", id);
  }

  private long paymentOf(long order) {
    return tables().number("select id from payment where order_id = ?", order);
  }
}
