package io.paydesk.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.orderdesk.OrderExpiry;
import io.paydesk.reconcile.DueRows.Round;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * Ends, every minute, the orders that nobody has paid by their {@code expiresAt}. One that may be
 * paid yet, because a bank decides, or whose end Stripe has not confirmed, is looked at again after
 * 1, 2, 4 minutes and so on, up to an hour.
 */
@Singleton
public class DueOrders {

  /** At once in a process: far below Stripe's rate limit. */
  private static final int LANES = 8;

  /** Most of a lane in one round. */
  private static final int MOST = 250;

  /** Most orders that end are paid. These need no look of their own. */
  private static final String FORGET_THOSE_THAT_ARE_OVER =
      """
      delete from order_expiry where id = any(array(
        select e.id from order_expiry e join orders o on o.id = e.id
        where e.next_check_at <= now() and o.status <> 'pending'
        order by e.next_check_at limit $1
        for update of e skip locked))
      """;

  private static final int MOST_FORGOTTEN = 5000;

  private static final String LAG =
      """
      select coalesce(extract(epoch from greatest(
        (select now() - min(next_check_at) from order_expiry where next_check_at <= now() and checks = 0),
        (select now() - min(o.expired_at) from order_expiry e join orders o on o.id = e.id
         where e.checks > 0 and o.status = 'pending'))), 0)::bigint as lag
      """;

  private final DueRows due;
  private final OrderExpiry expiry;
  private final Pool database;

  private volatile long lag;

  DueOrders(DueRows due, OrderExpiry expiry, Pool database, MeterRegistry meters) {
    this.due = due;
    this.expiry = expiry;
    this.database = database;
    meters.gauge("paydesk.orders.expiry.lag.seconds", this, orders -> orders.lag);
  }

  @ScheduledRound
  @Scheduled(
      identity = "expire-orders",
      every = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> expireDue() {
    return round().flatMap(looked -> readLag());
  }

  /**
   * @return how many orders were looked at
   */
  Uni<Integer> round() {
    return forget()
        .flatMap(
            forgotten ->
                Multi.createFrom()
                    .range(0, LANES)
                    .onItem()
                    .transformToUni(lane -> lane())
                    .merge(LANES)
                    .collect()
                    .asList())
        .map(lanes -> lanes.stream().mapToInt(Integer::intValue).sum());
  }

  /** Each lane takes one after the other, so an order that takes long delays only its own lane. */
  private Uni<Integer> lane() {
    return Multi.createBy()
        .repeating()
        .uni(() -> due.each(new Round("order_expiry", "true", "true", 1, 1), expiry::expire))
        .whilst(looked -> looked == 1)
        .select()
        .first(MOST)
        .collect()
        .asList()
        .map(looks -> looks.stream().mapToInt(Integer::intValue).sum());
  }

  private Uni<Integer> forget() {
    return database
        .preparedQuery(FORGET_THOSE_THAT_ARE_OVER)
        .execute(Tuple.of(MOST_FORGOTTEN))
        .map(rows -> rows.rowCount());
  }

  private Uni<Void> readLag() {
    return database
        .query(LAG)
        .execute()
        .invoke(rows -> lag = rows.iterator().next().getLong("lag"))
        .replaceWithVoid();
  }
}
