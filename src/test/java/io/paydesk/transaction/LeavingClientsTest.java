package io.paydesk.transaction;

import static io.paydesk.testing.http.Request.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.HeldLock;
import io.paydesk.testing.LogBook;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client has begun goes on to its end, though the client has left. */
@QuarkusTest
class LeavingClientsTest extends PaydeskTest {

  private static final int CLIENTS = 12;

  private LogBook log;

  @BeforeEach
  void listen() {
    log = LogBook.open();
  }

  @AfterEach
  void nothingWasDropped() {
    log.close();
    sandbox.faults().clear();
    assertThat(log.lines("HR0000")).isEmpty();
    assertThat(log.lines("Mutiny had to drop")).isEmpty();
  }

  /** Sends a request, and does not wait for its answer. */
  private Socket ask(String path, String key, String body) throws IOException {
    var socket = new Socket("127.0.0.1", StartedService.port());
    var bytes = body.getBytes(UTF_8);
    var head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
            + keys.token(user, Set.of())
            + (key == null ? "" : "\r\nIdempotency-Key: " + key)
            + "\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    socket.getOutputStream().write((head + body).getBytes(UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  private static void leave(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private void eventuallyWaiting(HeldLock held, long clients) {
    held.awaitWaiter();
    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            """
                            select count(*) from pg_stat_activity
                            where backend_type = 'client backend' and cardinality(pg_blocking_pids(pid)) > 0
                            """))
                .isGreaterThanOrEqualTo(clients));
  }

  /** Each loop has seen by then who has left before. */
  private static void eachLoopHasAnswered() {
    for (int loops = 0; loops < 2 * Runtime.getRuntime().availableProcessors(); loops++) {
      given().get("/v1/config").then().statusCode(200);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aPaymentThatAClientBeganIsThereWhenItComesBackWithItsKey() throws IOException {
    started(order()); // so that the customer is there
    long order = order();
    var key = UUID.randomUUID().toString();
    var body = "{\"orderId\":" + order + "}";
    try (var held =
        HeldLock.take(tables(), "select 1 from orders where id = ? for update", order)) {
      var client = ask("/v1/payments", key, body);
      held.awaitWaiter();
      leave(client);
      eachLoopHasAnswered();
    }

    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status from payment where order_id = ? and payment_intent_id is not null",
                            order))
                .isEqualTo("pending"));
    eventually(
        x ->
            asUser()
                .header("Idempotency-Key", key)
                .body(Map.of("orderId", order))
                .post("/v1/payments")
                .then()
                .statusCode(201)
                .body("orderId", equalTo((int) order)));
    assertThat(tables().number("select count(*) from payment where order_id = ?", order))
        .isEqualTo(1);
  }

  @Test
  void whatWasAskedOfStripeIsKept() throws IOException {
    started(order());
    long order = order();
    var arrived = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    sandbox
        .faults()
        .happensBefore(
            "POST /v1/payment_intents",
            () -> {
              arrived.countDown();
              await(goOn);
            });
    var client = ask("/v1/payments", UUID.randomUUID().toString(), "{\"orderId\":" + order + "}");
    await(arrived);
    leave(client);
    eachLoopHasAnswered();
    goOn.countDown();

    eventually(
        x ->
            assertThat(tables().text("select status from payment where order_id = ?", order))
                .isEqualTo("pending"));
  }

  @Test
  void noConnectionIsLeftBehind() throws IOException {
    var payments = new ArrayList<Json>();
    for (int i = 0; i < CLIENTS; i++) {
      payments.add(started(order()));
    }
    List<Socket> clients = new ArrayList<>();
    try (var held =
        HeldLock.take(tables(), "select 1 from payment where user_id = ? for update", user)) {
      for (var payment : payments) {
        clients.add(ask("/v1/payments/" + payment.getLong("id") + "/refresh", null, ""));
      }
      eventuallyWaiting(held, CLIENTS);
      for (var client : clients) {
        leave(client);
      }
      eachLoopHasAnswered();
    }

    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            """
                            select count(*) from pg_stat_activity
                            where backend_type = 'client backend' and state like 'idle in transaction%'
                              and query ilike '%payment%'
                            """))
                .isZero());
    for (var payment : payments) {
      json(asUser().post("/v1/payments/" + payment.getLong("id") + "/refresh"), 200);
    }
  }
}
