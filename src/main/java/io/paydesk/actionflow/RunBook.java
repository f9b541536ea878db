package io.paydesk.actionflow;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.transaction.Transition;
import io.paydesk.transaction.TransitionKeeper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.IntStream;
import org.hibernate.FlushMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Makes the runs that follow transitions, in the same transaction: one for each bean and for each
 * endpoint that follows the callback. A run that exists already stays as it is, so a transition
 * that is reported twice is followed once.
 */
@Singleton
class RunBook implements TransitionKeeper {

  private static final String ANY_ENDPOINT =
      "select exists (select from actionflow_endpoint where status <> 'deleted')";

  private static final String NOTED =
      """
      jsonb_to_recordset(cast(cast(:noted as text) as jsonb)) t(n int, flow text, subject text, transition text,
        occurrence text, is_outcome boolean, order_id bigint, user_id text, reason text, traceparent text, beans text)
      """;

  /** A run that waits for an earlier one of its target is due when that one is. */
  private static final String MAKE =
      """
      insert into actionflow_run (flow, subject, transition, occurrence, target, in_process, is_outcome,
        order_id, user_id, reason, traceparent, next_attempt_at)
      select made.flow, made.subject, made.transition, made.occurrence, made.target, made.in_process,
        made.is_outcome, made.order_id, made.user_id, made.reason, made.traceparent,
        coalesce((select max(r.next_attempt_at) from actionflow_run r
                  where r.status = 'waiting' and %2$s), now())
      from (
        select t.*, of.* from %1$s
        cross join lateral (
          select 'flow:' || name as target, true as in_process, place
          from unnest(string_to_array(t.beans, ',')) with ordinality bean(name, place)
          union all
          select 'endpoint:' || e.id, false, 1000000000 + e.id from actionflow_endpoint e
          where e.status <> 'deleted' and t.flow = any(string_to_array(e.flows, ','))
        ) of
      ) made
      order by made.n, made.place
      on conflict do nothing
      """
          .formatted(NOTED, RunOrder.waitsFor("made", "r"));

  /**
   * Whether all beans have followed this transition, and whether they have followed the subject's
   * latest one. They differ where a transition is reported again.
   */
  private static final String DONE =
      """
      select t.n,
        not exists (select from actionflow_run r where r.subject = t.subject and r.in_process
          and r.status not in ('succeeded', 'canceled')
          and (r.flow, r.transition, r.occurrence) = (t.flow, t.transition, t.occurrence)),
        not exists (select from actionflow_run r where r.subject = t.subject and r.in_process
          and r.status not in ('succeeded', 'canceled')
          and (r.flow, r.transition, r.occurrence) = (
            select l.flow, l.transition, l.occurrence from actionflow_run l
            where l.subject = t.subject and l.in_process and l.is_outcome order by l.id desc limit 1))
      from %s
      """
          .formatted(NOTED);

  /** A transition in the form that the statements read. */
  @RegisterForReflection
  private record Noted(
      int n,
      String flow,
      String subject,
      String transition,
      String occurrence,
      boolean is_outcome,
      long order_id,
      String user_id,
      @Nullable String reason,
      @Nullable String traceparent,
      String beans) {}

  private final InProcessFlows beans;
  private final ObjectMapper json;

  RunBook(InProcessFlows beans, ObjectMapper json) {
    this.beans = beans;
    this.json = json;
  }

  @Override
  public Uni<Boolean> keep(List<Transition> transitions) {
    return Panache.getSession()
        .flatMap(
            session ->
                isFollowed(session)
                    .call(
                        followed ->
                            followed
                                ? makeRuns(session, transitions)
                                : applyProcessed(transitions)));
  }

  /** Most installations have no beans, and many have no endpoints either. */
  private Uni<Boolean> isFollowed(Mutiny.Session session) {
    if (!beans.names().isEmpty()) {
      return Uni.createFrom().item(true);
    }
    return session
        .createNativeQuery(ANY_ENDPOINT, Boolean.class)
        .setFlushMode(FlushMode.MANUAL)
        .getSingleResult();
  }

  private static Uni<Void> applyProcessed(List<Transition> transitions) {
    transitions.stream().filter(Transition::isOutcome).forEach(one -> apply(one, true, true));
    return Uni.createFrom().voidItem();
  }

  /**
   * Sets the likely outcome before the flush, so that rows are written once. Only a repeated
   * transition is corrected later.
   */
  private void applyLikelyOutcome(List<Transition> transitions) {
    for (var transition : transitions) {
      if (transition.isOutcome()) {
        boolean done = beans.following(transition.flow()).isEmpty();
        apply(transition, done, done);
      }
    }
  }

  private static void apply(Transition transition, boolean itself, boolean latest) {
    transition.subject().applyCallback(latest);
    transition.beside().forEach(row -> row.applyCallback(itself));
  }

  private Uni<Void> makeRuns(Mutiny.Session session, List<Transition> transitions) {
    applyLikelyOutcome(transitions);
    return session
        .flush() // gives new rows their ids
        .map(flushed -> noted(transitions))
        .flatMap(
            noted ->
                session
                    .createNativeQuery(MAKE)
                    .setParameter("noted", noted)
                    .executeUpdate()
                    .flatMap(
                        made ->
                            session
                                .createNativeQuery(DONE, Object[].class)
                                .setParameter("noted", noted)
                                .getResultList()))
        .invoke(rows -> rows.forEach(row -> apply(transitions.get((Integer) row[0]), row)))
        .replaceWithVoid();
  }

  private static void apply(Transition transition, Object[] row) {
    if (transition.isOutcome()) {
      apply(transition, (Boolean) row[1], (Boolean) row[2]);
    }
  }

  private String noted(List<Transition> transitions) {
    try {
      return json.writeValueAsString(
          IntStream.range(0, transitions.size())
              .mapToObj(n -> noted(n, transitions.get(n)))
              .toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Noted noted(int n, Transition transition) {
    return new Noted(
        n,
        transition.flow().text(),
        Subject.of(transition.flow(), requireNonNull(transition.subject().rowId())).toString(),
        transition.name(),
        transition.occurrence(),
        transition.isOutcome(),
        transition.orderId(),
        transition.userId(),
        transition.reason(),
        transition.traceparent(),
        String.join(",", beans.following(transition.flow())));
  }
}
