package io.paydesk.figure;

import io.paydesk.caller.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What needs somebody now. Each count reads an index that has these rows alone. */
@Singleton
public class Attention {

  /** A larger number says no more, and costs more. */
  public static final int MOST = 1_000;

  private static final String SQL =
      """
      select
        %s as reviews, %s as disputes, %s as authorized, %s as alerts, %s as failed_runs, %s as paused_endpoints,
        %s as failed_events, %s as overdue,
        (select min(due_by) from dispute
          where status in ('needs_response', 'warning_needs_response', 'appeal_needs_response')) as dispute_due_by,
        (select min(capture_before) from payment where status = 'authorized') as capture_before,
        coalesce((select extract(epoch from now() - min(waiting_since))::bigint
          from stripe_event where status = 'waiting' and attempts = 0), 0) as inbox_lag,
        coalesce((select extract(epoch from now() - created_at)::bigint
          from actionflow_run where status = 'waiting' order by id limit 1), 0) as run_lag
      """
          .formatted(
              count("orders where status = 'review'"),
              count(
                  "dispute where status in ('needs_response', 'warning_needs_response',"
                      + " 'appeal_needs_response')"),
              count("payment where status = 'authorized'"),
              count("alert where ended_at is null"),
              count("actionflow_run where status = 'failed'"),
              count("actionflow_endpoint where status = 'paused'"),
              count("stripe_event where status = 'failed'"),
              count("recurring_payment where status in ('past_due', 'unpaid')"));

  private final Pool database;

  Attention(Pool database) {
    this.database = database;
  }

  private static String count(String which) {
    return "(select count(*) from (select from %s limit %d) up_to)".formatted(which, MOST);
  }

  /** What this caller may know of it. */
  public Uni<AttentionView> now(Caller caller) {
    return database.query(SQL).execute().map(rows -> view(rows.iterator().next(), caller.admin()));
  }

  private static AttentionView view(Row row, boolean admin) {
    return new AttentionView(
        row.getLong("reviews"),
        row.getLong("disputes"),
        time(row, "dispute_due_by"),
        row.getLong("authorized"),
        time(row, "capture_before"),
        row.getLong("overdue"),
        admin ? row.getLong("alerts") : null,
        admin ? row.getLong("failed_runs") : null,
        admin ? row.getLong("paused_endpoints") : null,
        admin ? row.getLong("failed_events") : null,
        Math.max(0, row.getLong("inbox_lag")),
        Math.max(0, row.getLong("run_lag")));
  }

  private static @Nullable Instant time(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }
}
