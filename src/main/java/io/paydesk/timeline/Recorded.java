package io.paydesk.timeline;

import static java.util.Objects.requireNonNull;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What some table says of something that happened to an order: {@link TimelineRows} reads it, and
 * nothing here is a text that a payer or Stripe wrote, but for what errors of runs say.
 *
 * @param rank orders what has the same time: a cause is below what it causes
 * @param n tells those of one time and rank apart
 * @param about order, renewal, payment, refund, dispute or recurring_payment; null where it is none
 * @param what of a change: what of the row has changed; of a run: its transition; of a mail:
 *     whether it goes elsewhere than to the order's address
 * @param was of a change: what it was before; of a run: its flow
 * @param became of a change: what it is since; of an event or run: how it ended
 * @param amount minor units that go with it
 * @param because in the words of Stripe or of this service; of a run: whether its order has an
 *     address
 * @param until the time that goes with it
 * @param caller who called, as the audit names them; of a run: its endpoint's address
 * @param callerName of a key its name, of others nothing
 * @param told an event's type, a call's operation, or a run's target
 * @param outcome a call's subject, or why an attempt failed
 * @param tries of an event or run; of a call the answer's status
 * @param together the time of the transaction that wrote it, where that is known
 */
record Recorded(
    Instant at,
    int rank,
    long n,
    String source,
    @Nullable String about,
    @Nullable Long rowId,
    long orderId,
    @Nullable Long paymentId,
    @Nullable String what,
    @Nullable String was,
    @Nullable String became,
    @Nullable Long amount,
    @Nullable String currency,
    @Nullable String because,
    @Nullable Instant until,
    @Nullable String eventId,
    @Nullable Long auditId,
    @Nullable Long runId,
    @Nullable String caller,
    @Nullable String callerName,
    @Nullable String role,
    @Nullable String told,
    @Nullable String outcome,
    @Nullable Integer tries,
    @Nullable Instant together) {

  static Recorded of(Row row) {
    return new Recorded(
        requireNonNull(time(row, "at")),
        row.getInteger("rank"),
        row.getLong("n"),
        row.getString("source"),
        row.getString("about"),
        row.getLong("row_id"),
        row.getLong("order_id"),
        row.getLong("payment_id"),
        row.getString("what"),
        row.getString("was"),
        row.getString("became"),
        row.getLong("amount"),
        row.getString("currency"),
        row.getString("because"),
        time(row, "until"),
        row.getString("event_id"),
        row.getLong("audit_id"),
        row.getLong("run_id"),
        row.getString("caller"),
        row.getString("key_name").isEmpty() ? null : row.getString("key_name"),
        row.getString("role"),
        row.getString("told"),
        row.getString("outcome"),
        row.getInteger("tries"),
        time(row, "together"));
  }

  private static @Nullable Instant time(Row row, String column) {
    var time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }

  /** What it became; of changes alone, which always have it. */
  String now() {
    return requireNonNull(became);
  }

  boolean isAbout(String table) {
    return table.equals(about);
  }
}
