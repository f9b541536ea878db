package io.paydesk.mail;

import io.paydesk.key.Maker;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The pay-links that are due to be mailed, and how each try ended. */
@Singleton
class PayLinkQueue {

  /**
   * About a day: five seconds after the first try, then three times as long each time, up to six
   * hours. A mail that comes later than that has been replaced by a telephone call.
   */
  static final int TRIES = 12;

  /** Longer than a try may take; after it, the process that made the try has died. */
  private static final Duration LEASE = Duration.ofMinutes(5);

  private static final int MOST = 10;

  private static final String CLAIM =
      """
      update pay_link_mail
      set attempts = attempts + 1, claim = gen_random_uuid(),
          next_attempt_at = now() + $2 * interval '1 millisecond'
      where id = any(array(
        select id from pay_link_mail where status = 'waiting' and next_attempt_at <= now()
        order by next_attempt_at limit $1 for update skip locked))
      returning id, order_id, address, to_order_address, return_url, life, asked_by, asked_secret, attempts, claim, message
      """;

  private static final String TRIED =
      """
      update pay_link_mail set tried_links = array_append(tried_links, $3)
      where id = $1 and claim = $2 and status = 'waiting'
      """;

  private static final String SENT =
      """
      update pay_link_mail
      set status = 'sent', sent_at = now(), reason = null, claim = null,
          pay_link_id = (select id from pay_link where id = $3)
      where id = $1 and claim = $2 and status = 'waiting'
      """;

  private static final String CANCELED =
      """
      update pay_link_mail set status = 'canceled', given_up_at = now(), reason = $3, claim = null
      where id = $1 and claim = $2 and status = 'waiting'
      returning tried_links as ended_links
      """;

  private static final String PUT_BACK =
      """
      update pay_link_mail
      set status = case when attempts >= $4 then 'failed' else 'waiting' end, reason = $3, claim = null,
          given_up_at = case when attempts >= $4 then now() end,
          next_attempt_at = now() + least(5000 * power(3, attempts - 1), 21600000) * interval '1 millisecond'
      where id = $1 and claim = $2 and status = 'waiting'
      returning case when status = 'failed' then tried_links else '{}' end as ended_links
      """;

  private final Pool database;

  PayLinkQueue(Pool database) {
    this.database = database;
  }

  /**
   * One that this process tries now.
   *
   * @param toOrderAddress whether the address is the order's own
   * @param life how long its link opens
   * @param claim of this try
   */
  record Claimed(
      long id,
      long orderId,
      String address,
      boolean toOrderAddress,
      @Nullable String returnUrl,
      Duration life,
      Maker maker,
      int attempt,
      UUID claim,
      UUID message) {

    static Claimed of(Row row) {
      return new Claimed(
          row.getLong("id"),
          row.getLong("order_id"),
          row.getString("address"),
          row.getBoolean("to_order_address"),
          row.getString("return_url"),
          Duration.ofSeconds(row.getInteger("life")),
          new Maker(row.getString("asked_by"), row.getLong("asked_secret")),
          row.getInteger("attempts"),
          row.getUUID("claim"),
          row.getUUID("message"));
    }

    boolean isLast() {
      return attempt >= TRIES;
    }

    /** Without the address. */
    @Override
    public String toString() {
      return "Pay-link mail %d of order %d".formatted(id, orderId);
    }
  }

  /** The try is committed before it begins. */
  Uni<List<Claimed>> claim() {
    return database
        .preparedQuery(CLAIM)
        .execute(Tuple.of(MOST, (double) LEASE.toMillis()))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Claimed::of).toList());
  }

  /**
   * Remembers the link of a try before it may be in anybody's mailbox.
   *
   * @return whether this process still has the mail to try
   */
  Uni<Boolean> tries(Claimed mail, long link) {
    return database
        .preparedQuery(TRIED)
        .execute(Tuple.of(mail.id(), mail.claim(), link))
        .map(changed -> changed.rowCount() == 1);
  }

  /** The links of earlier tries stay: their mails may have arrived, and look the same. */
  Uni<Void> sent(Claimed mail, long link) {
    return database
        .preparedQuery(SENT)
        .execute(Tuple.of(mail.id(), mail.claim(), link))
        .replaceWithVoid();
  }

  /**
   * @param reason the name of the problem
   * @return the links of all its tries
   */
  Uni<List<Long>> cancel(Claimed mail, String reason) {
    return end(CANCELED, Tuple.of(mail.id(), mail.claim(), reason));
  }

  /**
   * @return the links of all its tries, where this was the last one
   */
  Uni<List<Long>> putBack(Claimed mail, String reason) {
    return end(PUT_BACK, Tuple.of(mail.id(), mail.claim(), reason, TRIES));
  }

  private Uni<List<Long>> end(String sql, Tuple values) {
    return database
        .preparedQuery(sql)
        .execute(values)
        .map(
            rows ->
                rows.size() == 0
                    ? List.of()
                    : List.of(rows.iterator().next().getArrayOfLongs("ended_links")));
  }

  /** Addresses are not kept for longer than the links that went to them. */
  @ScheduledRound
  @Scheduled(every = "1h", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forgetOld() {
    return database
        .query(
            "delete from pay_link_mail where created_at < now() - interval '60 days' and status <>"
                + " 'waiting'")
        .execute()
        .replaceWithVoid();
  }
}
