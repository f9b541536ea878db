package io.paydesk.actionflow;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The runs that are due, and which of them may be tried now. */
@Singleton
class RunQueue {

  /**
   * With five seconds after the first and three times as long after each further one, up to six
   * hours, that is three days.
   */
  static final int TRIES = 20;

  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  /**
   * A target takes as many as it has room for. A run waits for the earlier ones of its own target
   * and subject to end, so that what happened is followed in order; and for beans before its own to
   * have had their first attempt. Whether it began is committed before it begins.
   */
  private static final String CLAIM =
      """
      with due as (
        select run.* from (
          select t.target, t.room from unnest($1::text[], $2::int[]) t(target, room)
          union all
          select 'endpoint:' || e.id, $3 - coalesce(busy.n, 0)
          from actionflow_endpoint e
          left join unnest($4::text[], $5::int[]) busy(target, n) on busy.target = 'endpoint:' || e.id
          where e.status = 'active'
        ) targets
        cross join lateral (
          select r.id, r.claim, r.attempts from actionflow_run r
          where r.target = targets.target and r.status = 'waiting' and r.next_attempt_at <= now()
            and not exists (
              select from actionflow_run before
              where before.subject = r.subject and before.id < r.id and before.status = 'waiting'
                and (before.target = r.target
                     or r.in_process and before.target = any($1)
                        and (before.flow, before.transition, before.occurrence)
                            = (r.flow, r.transition, r.occurrence)
                        and (before.attempts = 1 and before.claim is not null
                             or before.attempts = 0 and not exists (
                               select from actionflow_run earlier
                               where earlier.subject = before.subject and earlier.id < before.id
                                 and earlier.status = 'waiting' and earlier.target = before.target))))
          order by r.next_attempt_at, r.id
          limit greatest(targets.room, 0)
          for update skip locked
        ) run
      ), lost as (
        insert into actionflow_attempt (run_id, attempt, error)
        select id, attempts, 'No end of it was seen: the process ended, or took too long' from due
        where claim is not null
        on conflict do nothing
      )
      update actionflow_run r
      set attempts = r.attempts + 1, claim = gen_random_uuid(),
          next_attempt_at = now() + $6 * interval '1 millisecond'
      from due where r.id = due.id
      returning r.*
      """;

  private static final String PUT_BACK =
      """
      with put_back as (
        update actionflow_run
        set last_error = $3, claim = null,
            status = case when attempts - retried_at >= $4 then 'failed' else 'waiting' end,
            finished_at = case when attempts - retried_at >= $4 then now() end,
            -- each up to an eighth longer, so that they do not come back together
            next_attempt_at = now() + least($5 * power(3, least(attempts - retried_at, 30) - 1), $6)
              * (1 + random() / 8) * interval '1 millisecond'
        where id = $1 and claim = $2 and status = 'waiting'
        returning id, attempts, status,
          (extract(epoch from next_attempt_at - now()) * 1000)::bigint as pause
      ), attempt as (
        insert into actionflow_attempt (run_id, attempt, error, http_status)
        select id, attempts, $3, $7 from put_back
        on conflict do nothing
      )
      select status, pause from put_back
      """;

  private final Pool database;
  private final ActionflowConfig config;

  RunQueue(Pool database, ActionflowConfig config) {
    this.database = database;
    this.config = config;
  }

  /**
   * @param rooms how many of each bean's runs may begin, by target
   * @param busy how many deliveries are under way, by target
   * @param lease after which another may take them over
   */
  Uni<List<ClaimedRun>> claim(
      Map<String, Integer> rooms, Map<String, Integer> busy, Duration lease) {
    return database
        .preparedQuery(CLAIM)
        .execute(
            Tuple.from(
                new Object[] {
                  texts(rooms.keySet()),
                  numbers(rooms.values()),
                  config.concurrency(),
                  texts(busy.keySet()),
                  numbers(busy.values()),
                  lease.toMillis()
                }))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(ClaimedRun::of)
                    .sorted(Comparator.comparing(ClaimedRun::id))
                    .toList());
  }

  private static String[] texts(Collection<String> values) {
    return values.toArray(String[]::new);
  }

  private static Integer[] numbers(Collection<Integer> values) {
    return values.toArray(Integer[]::new);
  }

  /**
   * What became of a run that is to be tried again.
   *
   * @param status waiting, or failed after the last attempt; null where another has taken it over
   * @param pause until the next attempt
   */
  record PutBack(RunStatus status, Duration pause) {}

  Uni<PutBack> putBack(ClaimedRun run, RunFailure failure) {
    return database
        .preparedQuery(PUT_BACK)
        .execute(
            Tuple.from(
                new Object[] {
                  run.id(),
                  run.claim(),
                  failure.getMessage(),
                  TRIES,
                  (double) config.pause().toMillis(),
                  (double) LONGEST_PAUSE.toMillis(),
                  failure.httpStatus()
                }))
        .map(
            rows -> {
              for (Row row : rows) {
                var status =
                    RunStatus.valueOf(row.getString("status").toUpperCase(java.util.Locale.ROOT));
                return new PutBack(status, Duration.ofMillis(row.getLong("pause")));
              }
              return new PutBack(null, Duration.ZERO);
            });
  }
}
