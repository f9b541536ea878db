package io.paydesk.bench;

import java.time.Instant;
import java.util.Map;

/**
 * Signed deliveries that tell of one waiting payment after the other that it succeeded: copies of
 * the first payment's rows, and of its event, under ids of their own. Not for several threads.
 */
final class Deliveries {

  /** How the ids of their PaymentIntents begin; then comes the payment's number, from 1. */
  static final String INTENT = "pi_bench_";

  private final Rig rig;
  private final int payments;
  private final String template;
  private final String firstEvent;
  private final String firstIntent;
  private final String firstUuid;
  private int made;

  private Deliveries(Rig rig, FirstPayment first, int payments) {
    var intent = first.event().path("data").path("object");
    this.rig = rig;
    this.payments = payments;
    this.template = first.event().toString();
    this.firstEvent = first.event().path("id").asText();
    this.firstIntent = intent.path("id").asText();
    this.firstUuid = intent.path("metadata").path("paydesk_uuid").asText();
  }

  static Deliveries prepare(Rig rig, int payments) {
    var first = FirstPayment.take(rig);
    var tables = rig.tables();
    tables.change(
        """
        with made as (
          insert into orders (user_id, amount, currency, status)
          select o.user_id, o.amount, o.currency, 'pending'
          from orders o, generate_series(1, ?) where o.id = ?
          returning id
        )
        insert into payment (order_id, uuid, payment_intent_id, next_check_at, status, stripe_status, user_id, origin,
          amount, currency, customer_id, stripe_request, idempotency_key, idempotency_key_since)
        select m.id, ('00000000-0000-4000-8000-' || lpad(to_hex(m.n), 12, '0'))::uuid, 'pi_bench_' || m.n,
          now() + interval '1 day', 'pending', 'requires_payment_method', p.user_id, p.origin,
          p.amount, p.currency, p.customer_id, p.stripe_request, gen_random_uuid(), now()
        from (select id, row_number() over (order by id) n from made) m, payment p
        where p.id = ?
        """,
        payments,
        first.orderId(),
        first.id());
    tables.change("vacuum analyze");
    return new Deliveries(rig, first, payments);
  }

  /**
   * The next one; null when each payment has had its own.
   *
   * @param due is of no interest to it
   */
  Post next(long due) {
    if (made == payments) {
      return null;
    }
    made++;
    var body =
        template
            .replace(firstEvent, "evt_bench_" + made)
            .replace(firstIntent, INTENT + made)
            .replace(firstUuid, "00000000-0000-4000-8000-%012x".formatted(made));
    var signature = rig.sandbox().signature(body, Instant.now(), rig.webhookSecret());
    return new Post(
        "/webhooks/stripe",
        Map.of("Stripe-Signature", signature, "Content-Type", "application/json; charset=utf-8"),
        body,
        200);
  }

  /** How many were made so far. */
  int made() {
    return made;
  }
}
