package io.paydesk.about;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Reads when things last worked, each by an index. */
@Singleton
class LastWorked {

  static final String SQL =
      """
      select
        (select received_at from stripe_event order by seq desc limit 1) as received,
        (select finished_at from stripe_event where status in ('done', 'ignored')
          and waits_for is null and finished_at is not null
          order by finished_at desc limit 1) as applied,
        (select min(next_attempt_at) from (
          select next_attempt_at from stripe_event where status = 'waiting'
          order by due_at, seq limit 1000) first) as waiting,
        (select finished_at from actionflow_run where status in ('succeeded', 'canceled')
          and status = 'succeeded' order by finished_at desc limit 1) as delivered,
        least(
          (select min(next_check_at) from payment where next_check_at is not null),
          (select min(next_check_at) from refund where next_check_at is not null),
          (select min(next_check_at) from recurring_payment where next_check_at is not null))
          as check_due
      """;

  private final Pool database;

  LastWorked(Pool database) {
    this.database = database;
  }

  /** When something last went as it should, and since when something is late. */
  @Schema(name = "LastWorked")
  public record LastWorkedView(
      @Schema(description = "The last event of Stripe's was received")
          @Nullable Instant eventReceivedAt,
      @Schema(description = "The last event of Stripe's was applied, or ignored with a reason")
          @Nullable Instant eventAppliedAt,
      @Schema(description = "The next attempt to apply an event is due, or was due since then")
          @Nullable Instant eventDueAt,
      @Schema(description = "Your logic last did its work for a run")
          @Nullable Instant runSucceededAt,
      @Schema(description = "The next row is to be compared with Stripe, or was to be since then")
          @Nullable Instant checkDueAt) {}

  Uni<LastWorkedView> read() {
    return database
        .query(SQL)
        .execute()
        .map(
            rows -> {
              var row = rows.iterator().next();
              return new LastWorkedView(
                  time(row, "received"),
                  time(row, "applied"),
                  time(row, "waiting"),
                  time(row, "delivered"),
                  time(row, "check_due"));
            });
  }

  private static @Nullable Instant time(Row row, String column) {
    var at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }
}
