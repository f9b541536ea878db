package io.paydesk.reconcile;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Schedules the first look at payments that succeeded before there were looks, newest first, once
 * the previous release no longer runs. Each step is one short statement, made by one process at a
 * time.
 */
@Singleton
class LookBacklog {

  private static final int STEP = 1000;

  private static final int STEPS = 20;

  /**
   * There are many, so they are spread over two weeks. It ends at the first step with only payments
   * that are too old: all earlier ones are too.
   */
  private static final String WORK =
      """
      with here as (
        select below from payment_look_backlog where below > 1 and starts_at <= now()
        for update skip locked
      ), chunk as (
        select p.id, p.created_at > now() - cast($1 as bigint) * interval '1 second' as young,
          p.next_check_at is null and p.status in ('succeeded', 'partially_refunded', 'refunded') as waits
        from payment p, here where p.id < here.below order by p.id desc limit $2
      ), held as (
        select p.id from payment p where p.id = any(array(select id from chunk where young and waits))
        order by p.id for no key update
      ), scheduled as (
        update payment p set next_check_at = now() + random() * interval '14 days', checks = 0
        from held where p.id = held.id and p.next_check_at is null
      )
      update payment_look_backlog
      set below = coalesce((select min(id) from chunk having bool_or(young)), 1)
      where exists (select from here)
      returning below
      """;

  private final Pool database;

  LookBacklog(Pool database) {
    this.database = database;
  }

  Uni<Void> work(Duration lookFor) {
    return Multi.createBy()
        .repeating()
        .uni(() -> step(lookFor))
        .whilst(left -> left)
        .select()
        .first(STEPS)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /**
   * @return whether any are left
   */
  private Uni<Boolean> step(Duration lookFor) {
    return database
        .preparedQuery(WORK)
        .execute(Tuple.of(lookFor.toSeconds(), STEP))
        .map(rows -> rows.size() > 0 && rows.iterator().next().getLong("below") > 1);
  }
}
