package io.paydesk.webhook;

import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way into the table. Those that arrive while others are being stored are stored
 * together, by the next statement, of which this process has one under way at a time. So nothing
 * waits while little arrives, and under load one commit serves many.
 *
 * <p>Each event has an outcome of its own: where PostgreSQL refuses a statement for several, each
 * is tried alone. What nobody waits for any more is not stored, as Stripe was told to repeat it.
 */
final class Arrivals {

  /**
   * A statement that takes longer is given up, and the next one takes another connection: before
   * those that came meanwhile have waited for too long.
   */
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private static final int MOST = 100;

  /** Characters of the bodies of one statement, if it is for more than one event. */
  private static final int MOST_TEXT = 1 << 20;

  /** Characters of the bodies that wait: more come than PostgreSQL takes, and memory has an end. */
  static final int MOST_WAITING = 32 << 20;

  private static final String STORE =
      """
      insert into stripe_event
        (id, type, api_version, livemode, object_id, created, body, status, reason, traceparent, stands_alone, finished_at)
      select id, type, api_version, livemode, object_id, created, body,
        case when reason is null then 'waiting' else 'ignored' end, reason, traceparent, stands_alone,
        case when reason is not null then now() end
      from unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::timestamptz[], $7::text[], $8::text[],
        $9::text[], $10::boolean[])
        e(id, type, api_version, livemode, object_id, created, body, reason, traceparent, stands_alone)
      on conflict do nothing
      returning id
      """;

  /**
   * What is stored of an event beside itself.
   *
   * @param reason why it is ignored; null where it is not
   * @param standsAlone whether it is applied without asking Stripe
   */
  record Arrival(
      Envelope event, @Nullable String reason, @Nullable String traceparent, boolean standsAlone) {}

  /**
   * @param gone whether nobody waits for it any more
   */
  private record Waiting(Arrival arrival, UniEmitter<? super Boolean> outcome, AtomicBoolean gone) {

    int text() {
      return arrival.event().body().length();
    }
  }

  private final Pool database;
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong waitingText = new AtomicLong();
  private final AtomicBoolean underWay = new AtomicBoolean();

  Arrivals(Pool database) {
    this.database = database;
  }

  /**
   * On any thread; the outcome comes on another.
   *
   * @return whether it is new; from then on the event cannot be lost
   */
  Uni<Boolean> store(Arrival arrival) {
    return Uni.createFrom()
        .emitter(
            outcome -> {
              var each = new Waiting(arrival, outcome, new AtomicBoolean());
              if (waitingText.get() + each.text() > MOST_WAITING) {
                outcome.fail(new IllegalStateException("Too many events wait to be stored"));
                return;
              }
              outcome.onTermination(() -> each.gone().set(true));
              waitingText.addAndGet(each.text());
              waiting.add(each);
              next();
            });
  }

  private void next() {
    while (!waiting.isEmpty() && underWay.compareAndSet(false, true)) {
      var together = together();
      if (together.isEmpty()) {
        // Another thread took them, and may have seen this one at work.
        underWay.set(false);
        continue;
      }
      insert(together)
          .subscribe()
          .with(
              stored -> {
                goOn();
                together.forEach(
                    each -> each.outcome().complete(stored.remove(each.arrival().event().id())));
              },
              failure -> failed(together, failure));
      return;
    }
  }

  private void goOn() {
    underWay.set(false);
    next();
  }

  private List<Waiting> together() {
    var together = new ArrayList<Waiting>();
    int text = 0;
    for (var each = waiting.peek(); each != null && together.size() < MOST; each = waiting.peek()) {
      if (!each.gone().get()) {
        text += each.text();
        if (text > MOST_TEXT && !together.isEmpty()) {
          break;
        }
        together.add(each);
      }
      waiting.remove();
      waitingText.addAndGet(-each.text());
    }
    return together;
  }

  /** The ids of those that are new. Whatever goes wrong is a failure, or nothing would go on. */
  private Uni<Set<String>> insert(List<Waiting> together) {
    return Uni.createFrom()
        .deferred(() -> database.preparedQuery(STORE).execute(values(together)))
        .ifNoItem()
        .after(LONGEST)
        .fail()
        .map(
            rows -> {
              Set<String> ids = new HashSet<>();
              rows.forEach(row -> ids.add(row.getString("id")));
              return ids;
            });
  }

  private static Tuple values(List<Waiting> together) {
    return Tuple.from(
        new Object[] {
          texts(together, arrival -> arrival.event().id()),
          texts(together, arrival -> arrival.event().type()),
          texts(together, arrival -> arrival.event().apiVersion()),
          flags(together, arrival -> arrival.event().livemode()),
          texts(together, arrival -> arrival.event().objectId()),
          column(together, Arrivals::created).toArray(OffsetDateTime[]::new),
          texts(together, arrival -> arrival.event().body()),
          texts(together, Arrival::reason),
          texts(together, Arrival::traceparent),
          flags(together, Arrival::standsAlone)
        });
  }

  private static OffsetDateTime created(Arrival arrival) {
    return arrival.event().created().atOffset(ZoneOffset.UTC);
  }

  private static String[] texts(List<Waiting> together, Function<Arrival, @Nullable String> text) {
    return column(together, text).toArray(String[]::new);
  }

  private static Boolean[] flags(List<Waiting> together, Function<Arrival, Boolean> flag) {
    return column(together, flag).toArray(Boolean[]::new);
  }

  private static <T> List<T> column(List<Waiting> together, Function<Arrival, T> value) {
    var values = new ArrayList<T>();
    together.forEach(each -> values.add(value.apply(each.arrival())));
    return values;
  }

  /**
   * One of several may have been refused for its text, or two processes may store the same ones.
   * Anything else would befall the next one too.
   */
  private void failed(List<Waiting> together, Throwable failure) {
    if (together.size() > 1 && (isAboutAnEvent(failure) || isAboutTwoProcesses(failure))) {
      alone(together, 0);
      return;
    }
    goOn();
    together.forEach(each -> each.outcome().fail(failure));
  }

  private void alone(List<Waiting> together, int place) {
    if (place == together.size()) {
      goOn();
      return;
    }
    var outcome = together.get(place).outcome();
    insert(together.subList(place, place + 1))
        .subscribe()
        .with(
            stored -> {
              alone(together, place + 1);
              outcome.complete(!stored.isEmpty());
            },
            failure -> {
              if (isAboutAnEvent(failure)) {
                alone(together, place + 1);
                outcome.fail(failure);
              } else {
                failed(together.subList(place, together.size()), failure);
              }
            });
  }

  /** data_exception and program_limit_exceeded: another delivery would fail the same way. */
  static boolean isAboutAnEvent(Throwable failure) {
    var state = Transactions.sqlState(failure);
    return state != null && (state.startsWith("22") || state.startsWith("54"));
  }

  /** serialization_failure and deadlock_detected. */
  private static boolean isAboutTwoProcesses(Throwable failure) {
    var state = Transactions.sqlState(failure);
    return "40001".equals(state) || "40P01".equals(state);
  }
}
