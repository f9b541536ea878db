package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpServer;
import io.paydesk.actionflow.CallbackRun;
import io.paydesk.order.OrderView;
import io.paydesk.transaction.CallbackFlow;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenCourseTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private static final CallbackRun RUN =
      new CallbackRun(
          "run-1", CallbackFlow.PAYMENT, "succeeded", 1, false, null, Instant.now(), List.of());

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private volatile int answer = 204;
  private HttpServer shop;
  private OpenCourse bean;

  @BeforeEach
  void start() throws Exception {
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext(
        "/access",
        exchange -> {
          var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
          heard.add(key + " " + new String(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    shop.start();
    bean = new OpenCourse(URI.create("http://127.0.0.1:" + shop.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    shop.stop(0);
  }

  /** As in an answer of Paydesk's or in a delivery, with no more than the bean reads. */
  private static OrderView order(String status) throws Exception {
    return JSON.readValue(
        """
        {"userId": "pia", "status": "%s", "metadata": {"course": "choir & organ"}, "version": 3}
        """
            .formatted(status),
        OrderView.class);
  }

  private void tell(String status) throws Exception {
    bean.stripePaymentCallback(RUN, order(status), null).await().indefinitely();
  }

  @Test
  void aPaidOrderOpensTheCourse() throws Exception {
    tell("paid");
    assertEquals("run-1 user=pia&course=choir+%26+organ&open=true&version=3", heard.take());
  }

  @Test
  void aFreeOrderOpensItToo() throws Exception {
    bean.orderPaid(RUN, order("paid")).await().indefinitely();
    assertEquals("run-1 user=pia&course=choir+%26+organ&open=true&version=3", heard.take());
  }

  @Test
  void aRefundedOrderClosesIt() throws Exception {
    bean.stripeRefundCallback(RUN, order("refunded"), null, null).await().indefinitely();
    assertEquals("run-1 user=pia&course=choir+%26+organ&open=false&version=3", heard.take());
  }

  @Test
  void anOrderInReviewIsTriedAgain() {
    assertThrows(IllegalStateException.class, () -> tell("review"));
  }

  @Test
  void aShopThatDoesNotTakeItIsAskedAgain() {
    answer = 503;
    assertThrows(IllegalStateException.class, () -> tell("paid"));
  }
}
