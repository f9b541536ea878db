package io.paydesk.webhook;

import io.paydesk.problem.Refusal;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** One event of the inbox, and what Stripe sent. */
@Singleton
public class ReceivedEvents {

  /** The order that has an object of this id, by the index of each kind. */
  private static final String ORDER =
      """
      select order_id from (
        select order_id from payment where payment_intent_id = $1
        union all select order_id from payment where charge_id = $1
        union all select order_id from payment where checkout_session_id = $1
        union all select order_id from refund where refund_id = $1
        union all select order_id from dispute where dispute_id = $1
        union all select order_id from fraud_warning where warning_id = $1
        union all select order_id from recurring_payment where subscription_id = $1
        union all select order_id from recurring_payment where checkout_session_id = $1
        union all select id from orders where invoice_id = $1) found
      limit 1
      """;

  private final Transactions transactions;
  private final Pool database;

  ReceivedEvents(Transactions transactions, Pool database) {
    this.transactions = transactions;
    this.database = database;
  }

  /**
   * @throws Refusal {@code event-not-found}
   */
  public Uni<StripeEventView> get(String id) {
    return transactions
        .read(() -> StripeEvent.<StripeEvent>findById(id))
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.notFound("event", id))
        .map(StripeEventView::of);
  }

  /** As Stripe sent it, without client secrets; empty where it is not here any more. */
  public Uni<String> body(String id) {
    return database
        .preparedQuery("select body from stripe_event where id = $1")
        .execute(Tuple.of(id))
        .map(rows -> rows.size() == 0 ? "" : rows.iterator().next().getString("body"));
  }

  /** The order that the event is about; null where there is none here. */
  public Uni<@Nullable Long> order(StripeEventView event) {
    return event.objectId() == null
        ? Uni.createFrom().nullItem()
        : database
            .preparedQuery(ORDER)
            .execute(Tuple.of(event.objectId()))
            .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getLong("order_id"));
  }
}
