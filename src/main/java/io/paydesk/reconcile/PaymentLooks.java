package io.paydesk.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.payment.LookSchedule;
import io.paydesk.payment.Payment;
import io.paydesk.reconcile.DueRows.Round;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.ScheduledRound;
import io.paydesk.transaction.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Finds refunds and disputes whose events were lost, of payments whose money has come. It looks at
 * each payment after some days, then less and less often, and at a limited number per minute.
 * Overdue looks are not made up for, so a backlog cannot grow without end. {@link DuePayments} has
 * rounds of its own: neither waits for the other.
 */
@Singleton
public class PaymentLooks {

  static final String HAS_MONEY = "status in ('succeeded', 'partially_refunded', 'refunded')";

  /** An invoice's payment that reached us late is looked at before its first day. */
  private static final String LATE =
      " and next_check_at < coalesce(succeeded_at, created_at) + interval '1 day'";

  /** Calls under way at once, so a process asks Stripe no faster than Stripe answers. */
  private static final int AT_ONCE = 2;

  private static final String SCHEDULE =
      "update payment set next_check_at = $2, checks = 0 where id = $1 and " + HAS_MONEY;

  private static final String STOP =
      "update payment set next_check_at = null where id = $1 and " + HAS_MONEY;

  private static final String LAG =
      """
      select coalesce(extract(epoch from now() - min(next_check_at)), 0)::bigint as lag from payment
      where next_check_at <= now() and\s\
      """
          + HAS_MONEY;

  private final DueRows due;
  private final Transactions transactions;
  private final ReturnedMoneyReconciler returnedMoney;
  private final LookBacklog backlog;
  private final PaymentLookConfig config;
  private final Pool database;
  private final MeterRegistry meters;

  private volatile long lag;

  PaymentLooks(
      DueRows due,
      Transactions transactions,
      ReturnedMoneyReconciler returnedMoney,
      LookBacklog backlog,
      PaymentLookConfig config,
      Pool database,
      MeterRegistry meters) {
    this.due = due;
    this.transactions = transactions;
    this.returnedMoney = returnedMoney;
    this.backlog = backlog;
    this.config = config;
    this.database = database;
    this.meters = meters;
    meters.gauge("paydesk.payment.looks.lag.seconds", this, looks -> looks.lag);
  }

  @ScheduledRound
  @Scheduled(
      identity = "look-at-payments",
      every = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> lookAtDue() {
    return (isOn() ? backlog.work(config.lookFor()) : Uni.createFrom().voidItem())
        .flatMap(worked -> lookRound())
        .flatMap(looked -> readLag());
  }

  private boolean isOn() {
    return config.lookFor().compareTo(Duration.ZERO) > 0;
  }

  /**
   * @return how many payments were looked at
   */
  Uni<Integer> lookRound() {
    var which = isOn() ? HAS_MONEY : HAS_MONEY + LATE;
    return due.each(new Round("payment", which, "false", config.looks(), AT_ONCE), this::look);
  }

  private record Seen(Payment payment, Instant now) {}

  /**
   * If Stripe does not answer, the payment stays due, after a pause that grows.
   *
   * @param id of a payment whose money has come
   */
  Uni<Void> look(long id) {
    return read(id)
        .flatMap(
            before ->
                returnedMoney
                    .reconcile(id)
                    .flatMap(answered -> read(id).flatMap(now -> note(before, now, answered))));
  }

  private Uni<Seen> read(long id) {
    return transactions.read(
        () ->
            DatabaseClock.now()
                .flatMap(
                    now -> Payment.<Payment>findById(id).map(payment -> new Seen(payment, now))));
  }

  private Uni<Void> note(Seen before, Seen now, boolean answered) {
    boolean news = before.payment.version != now.payment.version;
    var learnt = news ? "news" : "nothing";
    count(answered ? learnt : "unanswered");
    if (answered) {
      return schedule(now.payment.id, LookSchedule.next(now.payment, now.now, config.lookFor()));
    }
    return LookSchedule.isOver(now.payment, now.now, config.lookFor())
        ? schedule(now.payment.id, null)
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> schedule(long id, @Nullable Instant next) {
    return (next == null
            ? database.preparedQuery(STOP).execute(Tuple.of(id))
            : database.preparedQuery(SCHEDULE).execute(Tuple.of(id, next.atOffset(ZoneOffset.UTC))))
        .replaceWithVoid();
  }

  private void count(String result) {
    meters.counter("paydesk.payment.looks", "result", result).increment();
  }

  private Uni<Void> readLag() {
    return database
        .query(LAG)
        .execute()
        .invoke(rows -> lag = isOn() ? rows.iterator().next().getLong("lag") : 0)
        .replaceWithVoid();
  }
}
