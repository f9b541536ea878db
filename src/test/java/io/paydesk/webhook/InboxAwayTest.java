package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.problem.Refusal;
import io.paydesk.testing.LogBook;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Stripe is answered while events cannot be stored. */
@QuarkusTest
class InboxAwayTest extends PaydeskTest {

  @Inject Vertx vertx;
  @Inject Callbacks callbacks;
  @Inject Admission admission;
  @Inject MeterRegistry meters;

  private List<ObjectNode> events() {
    return Stream.generate(
            () ->
                StripeEvents.succeeded(
                    sandbox.paymentIntent(started(order()).getString("paymentIntentId"))))
        .limit(3)
        .toList();
  }

  @Test
  void whileTheTableIsLockedStripeMustDeliverAgainAndThatIsLoggedOnce() throws Exception {
    var events = events();
    var threads = Executors.newFixedThreadPool(events.size());
    try (var log = LogBook.open();
        var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres")) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("lock table stripe_event in share mode");
      List<Callable<Answer>> deliveries =
          events.stream().<Callable<Answer>>map(e -> () -> deliver(e.toString())).toList();

      for (Future<Answer> answer : threads.invokeAll(deliveries)) {
        answer
            .get()
            .then()
            .statusCode(503)
            .contentType("application/problem+json")
            .body("type", org.hamcrest.Matchers.equalTo("urn:paydesk:problem:inbox-away"));
      }

      assertThat(log.lines("Events cannot be stored")).hasSize(1);
      assertThat(log.lines("A request failed with an internal error")).isEmpty();
    } finally {
      threads.shutdown();
    }
    // Once the table answers again, nothing is lost.
    events.forEach(event -> deliver(event.toString()).then().statusCode(200));
    events.forEach(
        event ->
            eventually(
                x ->
                    assertThat(
                            tables()
                                .text(
                                    "select status from stripe_event where id = ?",
                                    event.get("id").textValue()))
                        .isEqualTo("done")));
  }

  @Test
  void withoutADatabaseStripeMustDeliverAgain() throws Exception {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    var pool =
        Pool.newInstance(
            PgBuilder.pool()
                .connectingTo(
                    new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(closed)
                        .setDatabase("paydesk")
                        .setUser("paydesk")
                        .setPassword("none"))
                .using(vertx)
                .build());
    try {
      var door = new InboxDoor(new Inbox(pool, callbacks, admission, meters));
      var event = Envelope.of(events().get(0).toString());

      var refusal =
          catchThrowableOfType(
              Refusal.class, () -> door.store(event).await().atMost(Duration.ofSeconds(20)));

      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal.name()).isEqualTo("inbox-away");
    } finally {
      pool.close().await().atMost(Duration.ofSeconds(20));
    }
  }
}
