package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.transaction.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Events that arrive while others are being stored. They are ignored, so nobody changes them. */
@QuarkusTest
class ArrivalsTest extends PaydeskTest {

  @Inject Pool database;

  private final String mark = "evt_" + UUID.randomUUID().toString().replace("-", "");

  private Arrivals.Arrival event(String id, String body) {
    var event =
        new Envelope(
            mark + id, "payout.paid", null, false, null, "po_1", null, Instant.now(), body);
    return new Arrivals.Arrival(event, "no-callback-for-this-type", null, false);
  }

  private Arrivals.Arrival event(int id) {
    return event("_" + id, "{}");
  }

  /** Until it is closed, nothing can be stored. */
  private Connection locked() throws SQLException {
    var connection = DriverManager.getConnection(super.database.jdbcUrl(), "postgres", "postgres");
    connection.setAutoCommit(false);
    connection.createStatement().execute("lock table stripe_event in share mode");
    return connection;
  }

  /** What became of these, which came while one before them was being stored. */
  private List<CompletableFuture<Boolean>> together(Stream<Arrivals.Arrival> events)
      throws SQLException {
    var arrivals = new Arrivals(database);
    List<CompletableFuture<Boolean>> outcomes;
    CompletableFuture<Boolean> first;
    try (var connection = locked()) {
      first = arrivals.store(event(0)).subscribeAsCompletionStage();
      outcomes = events.map(event -> arrivals.store(event).subscribeAsCompletionStage()).toList();
      assertThat(outcomes).noneMatch(CompletableFuture::isDone);
    }
    first.orTimeout(20, TimeUnit.SECONDS).join();
    outcomes.forEach(outcome -> outcome.orTimeout(20, TimeUnit.SECONDS));
    return outcomes;
  }

  private static List<Boolean> all(List<CompletableFuture<Boolean>> outcomes) {
    return outcomes.stream().map(CompletableFuture::join).toList();
  }

  private long number(String what) {
    return tables()
        .number("select count(" + what + ") from stripe_event where id like ? || '%'", mark);
  }

  @Test
  void areStoredByTheNextStatementAllAtOnce() throws SQLException {
    var outcomes = together(IntStream.rangeClosed(1, 30).mapToObj(this::event));

    assertThat(all(outcomes)).hasSize(30).containsOnly(true);
    assertThat(number("*")).isEqualTo(31);
    assertThat(number("distinct xmin::text")).as("transactions").isEqualTo(2);
    assertThat(
            tables()
                .text(
                    "select string_agg(substr(id, length(?) + 2), ' ' order by seq) from stripe_event where id like ? || '%'",
                    mark, mark))
        .as("in the order in which they came")
        .isEqualTo(
            String.join(" ", IntStream.rangeClosed(0, 30).mapToObj(String::valueOf).toList()));
  }

  @Test
  void areStoredByStatementsOfSomeSize() throws SQLException {
    var many = together(IntStream.rangeClosed(1, 150).mapToObj(this::event));
    assertThat(all(many)).containsOnly(true);
    assertThat(number("distinct xmin::text")).as("1, 100 and 50").isEqualTo(3);

    var large = " ".repeat(600_000);
    var larger =
        together(
            IntStream.rangeClosed(151, 153).mapToObj(id -> event("_" + id, "{" + large + "}")));
    assertThat(all(larger)).containsOnly(true);
    // The first one is stored already.
    assertThat(number("distinct xmin::text")).as("and each of these alone").isEqualTo(6);
  }

  @Test
  void thatComeTwiceAreNewOnce() throws SQLException {
    var outcomes = together(Stream.of(event(1), event(1), event(0), event(2)));

    assertThat(all(outcomes)).containsExactly(true, false, false, true);
    assertThat(number("*")).isEqualTo(3);
  }

  @Test
  void areStoredAlsoWhereOneOfThemIsRefused() throws SQLException {
    var outcomes = together(Stream.of(event(1), event("_refused", "\u0000"), event(2)));

    assertThat(outcomes.get(0).join()).isTrue();
    assertThat(outcomes.get(2).join()).isTrue();
    assertThat(outcomes.get(1))
        .failsWithin(20, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .satisfies(
            failure ->
                assertThat(Transactions.sqlState(failure)).as("not text").isEqualTo("22021"));
    assertThat(number("*")).isEqualTo(3);
  }

  @Test
  void areNotStoredWhereNobodyWaitsForThemAnyMore() throws Exception {
    var arrivals = new Arrivals(database);
    CompletableFuture<Boolean> first;
    CompletableFuture<Boolean> last;
    try (var connection = locked()) {
      first = arrivals.store(event(0)).subscribeAsCompletionStage();
      arrivals.store(event(1)).subscribe().with(stored -> {}).cancel();
      last = arrivals.store(event(2)).subscribeAsCompletionStage();
    }

    assertThat(first.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
    assertThat(last.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
    assertThat(number("*")).isEqualTo(2);
  }

  @Test
  void areRefusedWhereMoreWaitThanMemoryIsThereFor() throws Exception {
    var arrivals = new Arrivals(database);
    var large = "{" + " ".repeat(1_000_000) + "}";
    try (var connection = locked()) {
      arrivals.store(event(0)).subscribeAsCompletionStage();
      var many =
          IntStream.rangeClosed(1, Arrivals.MOST_WAITING / large.length())
              .mapToObj(id -> arrivals.store(event("_" + id, large)).subscribe().with(x -> {}))
              .toList();

      assertThat(arrivals.store(event("_late", large)).subscribeAsCompletionStage())
          .failsWithin(20, TimeUnit.SECONDS);
      many.forEach(Cancellable::cancel);
    }

    assertThat(
            arrivals
                .store(event("_later", large))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(50))
                .atMost(100)
                .subscribeAsCompletionStage()
                .orTimeout(20, TimeUnit.SECONDS)
                .join())
        .isTrue();
    assertThat(number("*")).isEqualTo(2);
  }

  @Test
  void areStoredAlsoAfterOneThatWasRefusedAlone() {
    var arrivals = new Arrivals(database);

    var refused = arrivals.store(event("_refused", "\u0000")).subscribeAsCompletionStage();
    assertThat(refused).failsWithin(20, TimeUnit.SECONDS);

    assertThat(
            arrivals
                .store(event(1))
                .subscribeAsCompletionStage()
                .orTimeout(20, TimeUnit.SECONDS)
                .join())
        .isTrue();
  }
}
