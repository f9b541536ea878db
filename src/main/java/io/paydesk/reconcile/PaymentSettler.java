package io.paydesk.reconcile;

import io.paydesk.payment.PaymentSettlement;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Asks Stripe again, every minute, about payments that nobody has told us the end of: those whose
 * first call was never answered, those whose webhook never came, those whose cancel was not
 * confirmed. Each is asked about less and less often, and one round is bounded.
 */
@Singleton
public class PaymentSettler {

  private static final Logger LOG = Logger.getLogger(PaymentSettler.class);

  /**
   * One round, a few calls each at the most: far less than a minute, and far less than Stripe's
   * rate limit.
   */
  private static final int ROUND = 200;

  private static final int AT_ONCE = 8;

  private final Pool database;
  private final PaymentSettlement settlement;

  PaymentSettler(Pool database, PaymentSettlement settlement) {
    this.database = database;
    this.settlement = settlement;
  }

  /**
   * @return how many payments were asked about
   */
  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> settleDue() {
    return settleRound().replaceWithVoid();
  }

  Uni<Integer> settleRound() {
    return claim()
        .flatMap(
            ids ->
                Multi.createFrom()
                    .iterable(ids)
                    .onItem()
                    .transformToUni(this::settle)
                    .merge(AT_ONCE)
                    .collect()
                    .asList()
                    .map(List::size));
  }

  /** Puts the next check of what it takes off first, so that no other replica takes it too. */
  private Uni<List<Long>> claim() {
    return database
        .preparedQuery(
            """
            update payment p set next_check_at = now() + interval '5 minutes'
            from (select id from payment where next_check_at <= now() order by next_check_at limit $1
                  for no key update skip locked) due
            where p.id = due.id
            returning p.id
            """)
        .execute(Tuple.of(ROUND))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getLong("id"))
                    .toList());
  }

  private Uni<Boolean> settle(long id) {
    return settlement
        .settle(id)
        .map(PaymentSettlement.Settled::answered)
        .onFailure()
        .invoke(failure -> LOG.errorf(failure, "Payment %d could not be settled", id))
        .onFailure()
        .recoverWithItem(false);
  }
}
