package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many events at once; some are delivered twice, and some of their flows fail at first. */
@QuarkusTest
class ManyEventsTest extends PaydeskTest {

  private static final int EVENTS = 1000;

  @AfterEach
  void forget() {
    Ledger.forget();
  }

  private long succeeded() {
    return tables()
        .number(
            "select count(*) from actionflow_run where user_id = ? and status = 'succeeded'", user);
  }

  @Test
  void aThousandEventsWithRandomDuplicatesAreFollowedAThousandTimesByEachBean() throws Exception {
    long first = order();
    var intent = sandbox.paymentIntent(started(first).getString("paymentIntentId"));
    var event = StripeEvents.succeeded(intent).toString();
    tables()
        .change(
            """
            with made as (
              insert into orders (user_id, amount, currency, status)
              select user_id, amount, currency, 'pending' from orders, generate_series(1, ?) where id = ?
              returning id
            )
            insert into payment (order_id, uuid, payment_intent_id, next_check_at, status, stripe_status, user_id, origin,
              amount, currency, customer_id, stripe_request, idempotency_key, idempotency_key_since)
            select m.id, ('00000000-0000-4000-8000-' || lpad(to_hex(m.n), 12, '0'))::uuid, 'pi_many_' || m.n,
              now() + interval '1 day', 'pending', 'requires_payment_method', p.user_id, p.origin,
              p.amount, p.currency, p.customer_id, p.stripe_request, gen_random_uuid(), now()
            from (select id, row_number() over (order by id) n from made) m, payment p where p.order_id = ?
            """,
            EVENTS,
            first,
            first);
    Ledger.follows = true;
    var random = new Random();
    Ledger.SCRIPTS.put(
        "FirstLedger " + user,
        run -> {
          if (run.attempt() == 1 && Math.floorMod(run.id().hashCode(), 10) == 0) {
            throw new IllegalStateException("one in ten fails at first");
          }
          return null;
        });

    var deliveries = new ArrayList<String>();
    for (int i = 1; i <= EVENTS; i++) {
      var body =
          event
              .replace("\"evt_", "\"evt_many_" + i + "_")
              .replace(intent.path("id").textValue(), "pi_many_" + i)
              .replace(
                  intent.path("metadata").path("paydesk_uuid").textValue(),
                  "00000000-0000-4000-8000-%012x".formatted(i));
      Collections.addAll(deliveries, body);
      for (int twice = random.nextInt(3); twice > 0; twice--) {
        // The same event again, or another one with the same news.
        deliveries.add(
            random.nextBoolean() ? body : body.replace("\"evt_many_", "\"evt_more_" + twice + "_"));
      }
    }
    Collections.shuffle(deliveries, random);
    var senders = Executors.newFixedThreadPool(8);
    deliveries.forEach(body -> senders.submit(() -> deliver(body).then().statusCode(200)));
    senders.shutdown();
    assertThat(senders.awaitTermination(10, TimeUnit.MINUTES)).isTrue();

    // Step by step, as a busy machine takes its time for all of them.
    for (int step = 1; step <= 10; step++) {
      long done = step * 2L * EVENTS / 10;
      eventually(x -> assertThat(succeeded()).isGreaterThanOrEqualTo(done));
    }
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            """
                            select string_agg(target || ' ' || status || ' ' || n, ', ' order by target) from
                              (select target, status, count(*) n from actionflow_run where user_id = ?
                               group by target, status) runs
                            """,
                            user))
                .isEqualTo("flow:AfterLedger succeeded 1000, flow:FirstLedger succeeded 1000"));
    assertThat(Ledger.of(user).stream().map(entry -> entry.bean() + entry.run().id()).distinct())
        .hasSize(2 * EVENTS);
    assertThat(Ledger.of(user)).hasSize(2 * EVENTS);
    assertThat(
            tables()
                .number(
                    "select count(*) from payment where user_id = ? and callback_processed", user))
        .isEqualTo(EVENTS);
  }
}
