package io.paydesk.dev.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import io.paydesk.testing.Cable;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a shop's page hears of an order by the client. */
@QuarkusTest
class ClientStreamTest extends ShopPageTest {

  private static final String STREAM = "**/v1/changes?*";

  @Test
  void aShopsPageSeesItsOrderPaidAndRefunded() {
    long order = order();
    openShop();
    watch(order);
    until("last?.live && last.order.status === 'pending' && last.payments.length === 0");

    pay(order);
    until("last.order.status === 'paid' && last.payments[0].status === 'succeeded'");
    assertThat(page.evaluate("seen.at(-1).order.id")).isEqualTo((int) order);

    refund(order);
    until("last.order.status === 'refunded' && last.refunds[0].status === 'succeeded'");
    assertThat(list("problems")).isEmpty();
  }

  @Test
  void whatHappenedBeforeIsThereAtOnce() {
    long order = order();
    pay(order);
    eventuallyPaid(order);
    openShop();
    watch(order);

    until("last?.live && last.order.status === 'paid' && last.payments.length === 1");
  }

  @Test
  void afterALostConnectionNothingIsMissed() {
    expected = ".*net::ERR_.*";
    var streams = streams();
    long order = order();
    try (var cable = new Cable(paydesk)) {
      openShop(cable.address());
      watch(order);
      until("last?.live");
      var payment = started(order);
      until("last.payments.length === 1");
      // The first rows may be those that the stream begins with, which have no id.
      sandbox.confirm(payment.getString("paymentIntentId"), "4000000000000002");
      until("last.payments[0].failure");
      cable.cut();
      until("!last.live");
      sandbox.confirm(payment.getString("paymentIntentId"), CARD);
      eventuallyPaid(order);
      assertThat(page.evaluate("seen.at(-1).order.status")).isEqualTo("pending");

      cable.mend();
      until("last.live && last.order.status === 'paid'");
    }
    assertThat(streams).hasSizeGreaterThan(1).doesNotHaveDuplicates();
    assertThat(streams.get(0)).contains("ticket=").doesNotContain("lastEventId=");
    assertThat(streams.get(streams.size() - 1)).contains("ticket=").contains("lastEventId=");
    assertThat(list("problems")).isEmpty();
  }

  @Test
  void noTokenIsInAnAddress() {
    var addresses = new CopyOnWriteArrayList<String>();
    page.onRequest(request -> addresses.add(request.url()));
    openShop();
    watch(order());
    until("last?.live");

    assertThat(given).isNotEmpty();
    assertThat(addresses).noneMatch(address -> given.stream().anyMatch(address::contains));
  }

  @Test
  void aTokenThatHasExpiredIsReplacedByAnother() {
    expected = ".*status of 401 .*";
    tokens.add(keys.token(user, Set.of(), Instant.now().minusSeconds(60)));
    long order = order();
    openShop();
    watch(order);

    until("last?.live && last.order.status === 'pending'");
    assertThat(given).hasSize(2);
    assertThat(list("problems")).isEmpty();
  }

  @Test
  void whenItsTokenEndsTheStreamGoesOnWithAnother() {
    expected = ".*status of 401 .*";
    // Long enough for a busy machine to go live with it.
    tokens.add(keys.token(user, Set.of(), Instant.now().plusSeconds(8)));
    long order = order();
    openShop();
    watch(order);
    until("last?.live");

    until("seen.some((one) => !one.live && one.order) && last.live && seen.length > 2");
    page.waitForCondition(() -> given.size() == 2);
    pay(order);
    until("last.order.status === 'paid'");
  }

  @Test
  void aRefusedStreamIsTriedAgain() {
    expected = ".*status of 503 .*";
    var refusals = new AtomicInteger();
    page.route(
        STREAM,
        route -> {
          if (refusals.incrementAndGet() <= 2) {
            route.fulfill(new Route.FulfillOptions().setStatus(503));
          } else {
            route.resume();
          }
        });
    openShop();
    watch(order());

    until("last?.live");
    assertThat(refusals).hasValue(3);
  }

  @Test
  void anOrderOfSomebodyElseEndsTheWatchWithItsProblem() {
    expected = ".*status of 404 .*";
    long order = json(asService().body(NEW_ORDER).post("/v1/orders"), 201).getLong("id");
    openShop();
    watch(order);

    page.waitForFunction("() => problems.length === 1");
    assertThat(map(page.evaluate("problems[0]")))
        .containsEntry("name", "PaydeskProblem")
        .containsEntry("type", "urn:paydesk:problem:not-found")
        .containsEntry("status", 404)
        .containsEntry("retryable", false)
        .hasEntrySatisfying("title", it -> assertThat(it.toString()).isNotBlank())
        .hasEntrySatisfying("detail", it -> assertThat(it.toString()).isNotBlank());
    assertThat(list("seen")).isEmpty();
  }

  private static final String NEW_ORDER =
      "{\"userId\": \"somebody-else\", \"price\": \"9.99\", \"currency\": \"usd\"}";

  @Test
  void aStoppedWatchHoldsNoConnectionAndTellsNothing() {
    var closed = new CopyOnWriteArrayList<String>();
    page.onRequestFailed(request -> closed.add(request.resourceType()));
    long order = order();
    openShop();
    watch(order);
    until("last?.live");

    page.evaluate("stop(); seen.length = 0");
    page.waitForCondition(() -> closed.contains("eventsource"));
    pay(order);
    eventuallyPaid(order);
    assertThat(list("seen")).isEmpty();
  }

  @Test
  void aSignalStopsItToo() {
    var closed = new CopyOnWriteArrayList<String>();
    page.onRequestFailed(request -> closed.add(request.resourceType()));
    openShop();
    page.evaluate(
        """
        (orderId) => { window.over = new AbortController();
          client.watch({ orderId }, (watched) => seen.push(watched), { signal: over.signal }); }""",
        Math.toIntExact(order()));
    until("last?.live");

    page.evaluate("over.abort()");
    page.waitForCondition(() -> closed.contains("eventsource"));
  }

  @Test
  void aHiddenPageHoldsNoConnectionAndCatchesUpOnceItIsSeen() {
    long order = order();
    var payment = started(order);
    openShop();
    watch(order);
    until("last?.live");
    var closed = new CopyOnWriteArrayList<String>();
    page.onRequestFailed(request -> closed.add(request.resourceType()));
    setHidden(true);
    page.waitForCondition(() -> closed.contains("eventsource"));
    sandbox.confirm(payment.getString("paymentIntentId"), CARD);
    eventuallyPaid(order);

    setHidden(false);
    until("last.live && last.order.status === 'paid'");
  }

  @Test
  void afterAResetWhatWasKnownIsForgotten() {
    long order = order();
    var streams = new AtomicInteger();
    page.route(
        STREAM,
        route -> {
          if (streams.incrementAndGet() > 1) {
            route.resume();
            return;
          }
          route.fulfill(
              new Route.FulfillOptions()
                  .setContentType("text/event-stream")
                  .setHeaders(FROM_ANOTHER_SITE)
                  .setBody(
                      event(order, 99, 7, "refunded")
                          + event(order, 99, 3, "pending")
                          + "event: reset\ndata: {}\n\n"
                          + event(order, 98, 1, "pending")));
        });
    openShop();
    watch(order);

    until("seen.some((one) => one.payments[0]?.id === 98)");
    assertThat(list("seen.flatMap((one) => one.payments.filter((row) => row.version === 3))"))
        .isEmpty();
    assertThat(page.evaluate("seen.at(-1).payments.length")).isIn(0, 1);
  }

  private static final Map<String, String> FROM_ANOTHER_SITE =
      Map.of("Access-Control-Allow-Origin", "*");

  @Test
  void eachChangeOfThePayersIsHeardOf() {
    openShop();
    page.evaluate("client.changes({}, (change) => seen.push(change)); null");
    page.waitForFunction("() => seen.some(({ kind }) => kind === 'reset')");

    long order = order();
    pay(order);
    page.waitForFunction(
        """
        (orderId) => seen.some(({ kind, row }) =>
          kind === 'payment' && row.orderId === orderId && row.status === 'succeeded')""",
        Math.toIntExact(order));
  }

  private List<String> streams() {
    var opened = new CopyOnWriteArrayList<String>();
    page.onRequest(
        request -> {
          if (request.resourceType().equals("eventsource")) {
            opened.add(request.url());
          }
        });
    return opened;
  }

  private void refund(long order) {
    var payment = json(asService().get("/v1/payments?orderId=" + order), 200).getLong("data[0].id");
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("paymentId", payment))
        .post("/v1/refunds")
        .then()
        .statusCode(201);
  }

  private void setHidden(boolean hidden) {
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
            + "document.dispatchEvent(new Event('visibilitychange')); }",
        hidden);
  }

  private static String event(long order, long payment, int version, String status) {
    var row =
        "{\"id\":%d,\"orderId\":%d,\"version\":%d,\"status\":\"%s\",\"currency\":\"usd\",\"disputes\":[]}"
            .formatted(payment, order, version, status);
    return "event: payment\nid: 1-%d\ndata: %s\n\n".formatted(version, row);
  }
}
