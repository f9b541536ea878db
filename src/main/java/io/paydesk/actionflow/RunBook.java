package io.paydesk.actionflow;

import io.paydesk.changed.Transition;
import io.paydesk.changed.TransitionKeeper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Makes the runs that follow a transition, in the transaction of the transition: one for each bean
 * and for each address that wants to know. One that is there already stays as it is, so that what
 * is told twice is followed once.
 */
@Singleton
class RunBook implements TransitionKeeper {

  private static final String MAKE =
      """
      insert into actionflow_run
        (flow, subject, transition, occurrence, target, in_process, is_outcome, order_id, user_id, reason)
      select :flow, :subject, :transition, :occurrence, target, in_process, :isOutcome, :orderId, :userId, cast(:reason as text)
      from (select 'flow:' || name as target, true as in_process, place
            from unnest(string_to_array(:beans, ',')) with ordinality bean(name, place)
            union all
            select 'endpoint:' || id, false, 1000000000 + id from actionflow_endpoint
            where status <> 'deleted' and :flow = any(string_to_array(flows, ','))) targets
      order by place
      on conflict do nothing
      """;

  private static final String ANY_ENDPOINT =
      "select exists (select from actionflow_endpoint where status <> 'deleted')";

  /** Those that came before the last release, or were made a moment ago. */
  private static final String OPEN =
      """
      select count(*) from actionflow_run
      where flow = :flow and subject = :subject and transition = :transition and occurrence = :occurrence
        and in_process and status <> 'succeeded'
      """;

  private final InProcessFlows beans;

  RunBook(InProcessFlows beans) {
    this.beans = beans;
  }

  @Override
  public Uni<Boolean> keep(List<Transition> transitions) {
    return Panache.getSession()
        .flatMap(
            session ->
                isFollowed(session, transitions)
                    .call(
                        followed ->
                            followed
                                ? makeRuns(session, transitions)
                                : showProcessed(transitions)));
  }

  /** Most installations follow nothing, or few of the callbacks: then nothing is written. */
  private Uni<Boolean> isFollowed(Mutiny.Session session, List<Transition> transitions) {
    boolean byBeans = transitions.stream().anyMatch(one -> !beans.following(one.flow()).isEmpty());
    return byBeans
        ? Uni.createFrom().item(true)
        : session.createNativeQuery(ANY_ENDPOINT, Boolean.class).getSingleResult();
  }

  private static Uni<Void> showProcessed(List<Transition> transitions) {
    transitions.stream().filter(Transition::isOutcome).forEach(one -> show(one, true));
    return Uni.createFrom().voidItem();
  }

  private static void show(Transition transition, boolean processed) {
    transition.subject().showCallback(processed);
    transition.beside().forEach(row -> row.showCallback(processed));
  }

  private Uni<Void> makeRuns(Mutiny.Session session, List<Transition> transitions) {
    return session
        .flush() // a row that is new has its id then
        .onItem()
        .transformToMulti(flushed -> Multi.createFrom().iterable(transitions))
        .onItem()
        .transformToUniAndConcatenate(transition -> keep(session, transition))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> keep(Mutiny.Session session, Transition transition) {
    var names = beans.following(transition.flow());
    return about(session.<Object>createNativeQuery(MAKE), transition)
        .setParameter("beans", String.join(",", names))
        .setParameter("isOutcome", transition.isOutcome())
        .setParameter("orderId", transition.orderId())
        .setParameter("userId", transition.userId())
        .setParameter("reason", transition.reason())
        .executeUpdate()
        .flatMap(
            made ->
                transition.isOutcome()
                    ? show(session, transition, names.isEmpty())
                    : Uni.createFrom().voidItem());
  }

  private static Uni<Void> show(
      Mutiny.Session session, Transition transition, boolean nothingFollows) {
    var open =
        nothingFollows
            ? Uni.createFrom().item(0L)
            : about(session.createNativeQuery(OPEN, Long.class), transition).getSingleResult();
    return open.invoke(count -> show(transition, count == 0)).replaceWithVoid();
  }

  private static Mutiny.Query<Object> about(Mutiny.Query<Object> query, Transition transition) {
    return query
        .setParameter("flow", transition.flow().text())
        .setParameter("subject", subject(transition))
        .setParameter("transition", transition.name())
        .setParameter("occurrence", transition.occurrence());
  }

  private static <R> Mutiny.SelectionQuery<R> about(
      Mutiny.SelectionQuery<R> query, Transition transition) {
    return query
        .setParameter("flow", transition.flow().text())
        .setParameter("subject", subject(transition))
        .setParameter("transition", transition.name())
        .setParameter("occurrence", transition.occurrence());
  }

  private static String subject(Transition transition) {
    return Subject.of(transition.flow(), transition.subject().rowId()).toString();
  }
}
