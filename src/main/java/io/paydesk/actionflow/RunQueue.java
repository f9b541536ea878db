package io.paydesk.actionflow;

import io.paydesk.transaction.TransitionKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The runs that are due, and which of them may be tried now. */
@Singleton
class RunQueue {

  /**
   * About three days: five seconds after the first attempt, then three times as long each time, up
   * to six hours.
   */
  static final int TRIES = 20;

  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  private static final String[] KNOWN =
      Arrays.stream(TransitionKind.values())
          .map(kind -> kind.flow().text() + " " + kind.text())
          .toArray(String[]::new);

  /**
   * Each target gets as many runs as it has room for.
   *
   * <p>A run waits for those that are ahead of it by {@link RunOrder}. It also waits for the first
   * attempt of the beans with a higher priority, unless they have no room or wait themselves.
   *
   * <p>A run of a flow or a transition that only a later release knows waits for that release.
   *
   * <p>The attempt is committed before it begins. The ids are an array; otherwise PostgreSQL would
   * join a long queue by reading the whole table.
   *
   * <p>The claim moves {@code next_attempt_at}. It is the only writer that leaves {@code due_at} as
   * it is, see migration V59: so no index gets a new entry.
   */
  private static final String CLAIM =
      """
      with bean as (select * from unnest($1::text[], $2::int[]) bean(target, room)),
      due as (
        select run.* from (
          select * from bean
          union all
          select 'endpoint:' || e.id, $3 - coalesce(busy.n, 0)
          from actionflow_endpoint e
          left join unnest($4::text[], $5::int[]) busy(target, n) on busy.target = 'endpoint:' || e.id
          where e.status = 'active'
        ) targets
        cross join lateral (
          select r.id, r.claim, r.attempts from actionflow_run r
          where r.target = targets.target and r.status = 'waiting' and r.due_at <= now()
            and r.next_attempt_at <= now()
            and r.id <> all($6) and r.flow || ' ' || r.transition = any($8)
            and not exists (select from actionflow_run before where %s)
            and not (r.in_process and exists (
              select from actionflow_run ahead join bean on bean.target = ahead.target
              where ahead.subject = r.subject and ahead.id < r.id and ahead.status = 'waiting'
                and ahead.target <> r.target
                and (ahead.flow, ahead.transition, ahead.occurrence) = (r.flow, r.transition, r.occurrence)
                and (ahead.attempts = 1 and ahead.claim is not null
                     or ahead.attempts = 0 and bean.room > 0 and not exists (
                       select from actionflow_run earlier where %s))))
          order by r.due_at, r.id
          limit greatest(targets.room, 0)
          for update skip locked
        ) run
      ), lost as (
        insert into actionflow_attempt (run_id, attempt, error)
        select id, attempts, 'It did not end: the process died, or the attempt took too long' from due
        where claim is not null
        on conflict do nothing
      )
      update actionflow_run r
      set attempts = r.attempts + 1, claim = gen_random_uuid(),
          next_attempt_at = now() + $7 * interval '1 millisecond'
      where r.id = any(array(select id from due))
      returning r.*
      """
          .formatted(
              RunOrder.isHeldBackBy("r", "before"), RunOrder.isHeldBackBy("ahead", "earlier"));

  /** Runs that wait for this one become due with it, so that nobody reads them in vain. */
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
        returning id, target, subject, is_outcome, attempts, status, next_attempt_at
      ), attempt as (
        insert into actionflow_attempt (run_id, attempt, error, http_status)
        select id, attempts, $3, $7 from put_back
        on conflict do nothing
      ), behind as (%s)
      select status, (extract(epoch from next_attempt_at - now()) * 1000)::bigint as pause from put_back
      """
          .formatted(
              RunOrder.makeDueBehind(
                  "put_back",
                  "case when put_back.status = 'failed' then now() else put_back.next_attempt_at end"));

  private final Pool database;
  private final ActionflowConfig config;

  RunQueue(Pool database, ActionflowConfig config) {
    this.database = database;
    this.config = config;
  }

  /**
   * @param rooms how many runs each bean has room for, by target
   * @param busy how many deliveries are under way, by target
   * @param atWork runs on which a thread of this process still works; they do not begin again here
   */
  Uni<List<ClaimedRun>> claim(
      Map<String, Integer> rooms, Map<String, Integer> busy, Set<Long> atWork) {
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
                  atWork.toArray(Long[]::new),
                  RunLease.LENGTH.toMillis(),
                  KNOWN
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

  /** Skips runs whose end is being recorded. */
  Uni<Void> renew(Collection<ClaimedRun> runs) {
    return database
        .preparedQuery(
            """
            update actionflow_run set next_attempt_at = now() + $3 * interval '1 millisecond'
            where id = any(array(
              select id from actionflow_run where id = any($1) and claim = any($2) and status = 'waiting'
              for update skip locked))
            """)
        .execute(
            Tuple.of(
                runs.stream().map(ClaimedRun::id).toArray(Long[]::new),
                runs.stream().map(ClaimedRun::claim).toArray(UUID[]::new),
                (double) RunLease.LENGTH.toMillis()))
        .replaceWithVoid();
  }

  /**
   * How a failed attempt left its run.
   *
   * @param status waiting, or failed after the last attempt; null where another process has taken
   *     the run over
   * @param pause until the next attempt
   */
  record PutBack(@Nullable RunStatus status, Duration pause) {}

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
                var status = RunStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
                return new PutBack(status, Duration.ofMillis(row.getLong("pause")));
              }
              return new PutBack(null, Duration.ZERO);
            });
  }
}
