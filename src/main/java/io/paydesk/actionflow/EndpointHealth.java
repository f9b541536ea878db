package io.paydesk.actionflow;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what deliveries say about an endpoint. One at which nothing arrives is paused, so that runs
 * wait until it is repaired and do not run out of attempts.
 */
@Singleton
class EndpointHealth {

  private static final Logger LOG = Logger.getLogger(EndpointHealth.class);

  /** Fewer failures say little, however long ago the first was. */
  static final int FEWEST_FAILURES = 10;

  private static final int GONE = 410;

  /** Only the newest secrets sign, however often they were rotated within a day. */
  private static final int MOST_SECRETS = 4;

  private static final String SECRETS =
      """
      array(select secret from actionflow_secret
            where endpoint_id = $1 and secret is not null and (ends_at is null or ends_at > now())
            order by id desc limit $2) as secrets
      """;

  /**
   * If the endpoint was paused after the run was claimed, the run is given back and the attempt
   * does not count.
   */
  private static final String ADDRESSEE =
      """
      with endpoint as (
        select id, url, status from actionflow_endpoint where id = $1
      ), given_back as (
        update actionflow_run set attempts = attempts - 1, claim = null, next_attempt_at = now()
        where id = $3 and claim = $4 and (select status from endpoint) = 'paused'
      )
      select url, %s from endpoint where status = 'active'
      """
          .formatted(SECRETS);

  private static final String ADDRESSEE_OF_A_TEST =
      "select url, %s from actionflow_endpoint where id = $1 and status <> 'deleted'"
          .formatted(SECRETS);

  private static final String DELIVERED =
      """
      update actionflow_endpoint
      set failing_since = null, failures = 0, last_delivered_at = now(), version = version + 1
      where id = $1 and (failing_since is not null or last_delivered_at is null
                         or last_delivered_at < now() - interval '1 second')
      """;

  private static final String FAILED =
      """
      with before as (
        select id, status from actionflow_endpoint where id = $1 for no key update
      )
      update actionflow_endpoint e
      set failing_since = coalesce(failing_since, now()), failures = failures + 1, last_error = $2,
          version = version + 1, updated_at = now(),
          status = case when e.status = 'active'
                          and ($3 or failures + 1 >= $4 and failing_since <= now() - $5 * interval '1 millisecond')
                        then 'paused' else e.status end
      from before where e.id = before.id
      returning before.status <> e.status as paused, failing_since
      """;

  private final Pool database;
  private final ActionflowConfig config;
  private final MeterRegistry meters;

  EndpointHealth(Pool database, ActionflowConfig config, MeterRegistry meters) {
    this.database = database;
    this.config = config;
    this.meters = meters;
  }

  /** Null where nothing is delivered to it for now, or any more. */
  Uni<@Nullable DeliveryAddressee> addressee(long id, ClaimedRun run) {
    return database
        .preparedQuery(ADDRESSEE)
        .execute(Tuple.of(id, MOST_SECRETS, run.id(), run.claim()))
        .map(EndpointHealth::addressee);
  }

  /** Also of a paused one. Null where there is none, or none any more. */
  Uni<@Nullable DeliveryAddressee> addressee(long id) {
    return database
        .preparedQuery(ADDRESSEE_OF_A_TEST)
        .execute(Tuple.of(id, MOST_SECRETS))
        .map(EndpointHealth::addressee);
  }

  private static @Nullable DeliveryAddressee addressee(RowSet<Row> rows) {
    for (var row : rows) {
      return new DeliveryAddressee(row.getString("url"), List.of(row.getArrayOfStrings("secrets")));
    }
    return null;
  }

  Uni<Void> delivered(long id) {
    return database.preparedQuery(DELIVERED).execute(Tuple.of(id)).replaceWithVoid();
  }

  Uni<Void> failed(long id, RunFailure failure) {
    boolean gone = failure.httpStatus() != null && failure.httpStatus() == GONE;
    return database
        .preparedQuery(FAILED)
        .execute(
            Tuple.of(
                id,
                failure.getMessage(),
                gone,
                FEWEST_FAILURES,
                (double) config.endpointPatience().toMillis()))
        .invoke(
            rows -> {
              for (var row : rows) {
                if (row.getBoolean("paused")) {
                  report(id, gone, row.getOffsetDateTime("failing_since"), failure);
                }
              }
            })
        .replaceWithVoid();
  }

  private void report(long id, boolean gone, Object since, RunFailure failure) {
    meters
        .counter("paydesk.actionflow.endpoint.pauses", "reason", gone ? "gone" : "failing")
        .increment();
    LOG.errorf(
        "Endpoint %d is paused: %s. %s. Its runs wait. Once the cause is fixed: POST"
            + " /v1/actionflows/endpoints/%d/resume",
        id,
        gone ? "it is gone" : "nothing has arrived there since " + since,
        failure.getMessage(),
        id);
  }
}
