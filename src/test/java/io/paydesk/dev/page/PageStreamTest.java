package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import io.paydesk.testing.Cable;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the page hears without asking, and what it says about its connection. */
@QuarkusTest
class PageStreamTest extends BrowserTest {

  private static final String STREAM = "**/v1/changes?*";
  private static final long TEN_MINUTES = 600_000;

  @Test
  void thePageAsksNothingUntilAChangeShows() {
    long order = order();
    takeTheClock();
    var asked = new Asked(page);
    look(order);
    assertThat(status(page)).hasText("Not begun");
    asked.untilItIsQuiet();

    page.clock().fastForward(TEN_MINUTES);
    page.evaluate("window.isStillThere = true");
    assertThat(asked.all).isEmpty();

    pay(order);
    assertThat(status(page)).hasText("Paid");
    assertThat(page.locator("#payment-status")).containsText("succeeded");
    assertThat(page.evaluate("window.isStillThere")).isEqualTo(true);
  }

  @Test
  void theListsFollowWhateverAnAdminMaySee() {
    takeTheClock();
    var asked = new Asked(page);
    open("/");
    assertThat(connection(page)).hasText("Live");
    asked.untilItIsQuiet();
    page.clock().fastForward(TEN_MINUTES);
    page.evaluate("null");
    assertThat(asked.all).isEmpty();

    long order = order();
    pay(order);
    assertThat(lineOf(order)).containsText("paid");
    assertThat(page.locator("#events")).containsText("payment_intent.succeeded");
  }

  @Test
  void theListsFollowWhatOneUserMaySee() {
    expected = ".*status of 403 .*"; // only an admin may read the inbox
    open("/");
    page.locator("#user").fill(user);
    page.locator("#who").selectOption("user");
    assertThat(page.locator("#orders-note")).hasText("None yet.");
    assertThat(connection(page)).hasText("Live");

    long order = order();
    pay(order);
    assertThat(lineOf(order)).containsText("paid");
  }

  @Test
  void twoWindowsStayInStepBothWays() {
    var order = makeAnOrder();
    try (var someoneElse = browser.newContext()) {
      var other = window(someoneElse);
      other.navigate(order);
      assertThat(connection(page)).hasText("Live");
      assertThat(connection(other)).hasText("Live");

      press(button("Pay 99.99 USD"));
      assertThat(status(other)).hasText("Waiting for a card");
      press(other.locator("#cancel-payment"));
      assertThat(status(page)).hasText("Payment canceled");
      pay(SUCCEEDS);
      assertThat(status(other)).hasText("Paid");
      assertThat(status(page)).hasText("Paid");
    }
  }

  @Test
  void anOrderThatIsCanceledElsewhereIsSeenAsSoonAsSomebodyLooks() {
    long order = order();
    look(order);
    cancel(order);

    page.evaluate("window.dispatchEvent(new Event('focus'))");
    assertThat(status(page)).hasText("Canceled");
  }

  @Test
  void afterALostConnectionThePageSaysSoAndThenShowsTheChanges() {
    expected = ".*net::ERR_.*";
    long order = order();
    try (var cable = new Cable(paydesk)) {
      page.navigate(cable.address().resolve("/?order=" + order).toString());
      assertThat(connection(page)).hasText("Live");
      cable.cut();
      assertThat(connection(page)).hasText("Reconnecting…");
      pay(order);
      eventuallyPaid(order);
      assertThat(status(page)).hasText("Not begun");

      cable.mend();
      assertThat(connection(page)).hasText("Live");
      assertThat(status(page)).hasText("Paid");
    }
  }

  @Test
  void afterALostConnectionTheBrowserSendsItsLastId() {
    expected = ".*net::ERR_.*";
    var lastSeen = new ArrayList<String>();
    page.onRequest(
        request -> {
          if (request.resourceType().equals("eventsource")) {
            lastSeen.add(request.allHeaders().get("last-event-id"));
          }
        });
    try (var cable = new Cable(paydesk)) {
      page.navigate(cable.address().toString());
      assertThat(connection(page)).hasText("Live");
      long order = order();
      pay(order);
      assertThat(lineOf(order)).containsText("paid");
      cable.cut();
      assertThat(connection(page)).hasText("Reconnecting…");
      cable.mend();
      assertThat(connection(page)).hasText("Live");
    }
    assertThat(lastSeen.get(0)).isNull();
    assertThat(lastSeen.get(lastSeen.size() - 1)).isNotBlank();
  }

  @Test
  void aCookieThatIsNoLongerValidIsReplaced() {
    expected = ".*(net::ERR_|status of 401 ).*";
    long order = order();
    var asked = new Asked(page);
    try (var cable = new Cable(paydesk)) {
      page.navigate(cable.address().resolve("/?order=" + order).toString());
      assertThat(connection(page)).hasText("Live");
      var payment = started(order);
      assertThat(status(page)).hasText("Waiting for a card");
      visitor.clearCookies();
      cable.cut();
      assertThat(connection(page)).hasText("Reconnecting…");
      cable.mend();

      assertThat(connection(page)).hasText("Live");
      assertThat(asked.all).anyMatch(address -> address.contains("lastEventId="));
      sandbox.confirm(payment.getString("paymentIntentId"), CARD);
      assertThat(status(page)).hasText("Paid");
    }
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
    page.navigate(paydesk.resolve("/?order=" + order()).toString());

    assertThat(connection(page)).hasText("Live");
    assertThat(refusals).hasValue(3);
  }

  @Test
  void whenItsTokenExpiresThePageGetsAnother() {
    long order = order();
    var given = new ArrayList<String>();
    page.route(
        "**/dev/token/" + user,
        route -> {
          // Long enough for a busy machine to go live with the first.
          var life = given.isEmpty() ? 8 : 3_600;
          given.add(keys.token(user, Set.of(), Instant.now().plusSeconds(life)));
          route.fulfill(new Route.FulfillOptions().setBody(given.get(given.size() - 1)));
        });
    expected = ".*status of 401 .*";
    look(order);

    assertThat(connection(page)).hasText("Reconnecting…");
    assertThat(connection(page)).hasText("Live");
    assertThat(given).hasSize(2);
    pay(order);
    assertThat(status(page)).hasText("Paid");
  }

  @Test
  void aUserWhoMayNotSeeTheOrderIsToldWhyThereIsNoStream() {
    expected = ".*status of 40[34] .*";
    look(order());
    page.locator("#user").fill("user-2");
    page.locator("#who").selectOption("user");

    assertThat(connection(page)).hasText("Ended: Not found");
    page.locator("#who").selectOption("each");
    assertThat(connection(page)).hasText("Live");
    assertThat(status(page)).hasText("Not begun");
  }

  @Test
  void anOlderStateNeverReplacesANewerOne() {
    long order = order();
    var payment = started(order).getLong("id");
    var events = event(order, payment, 99, "refunded") + event(order, payment, 0, "canceled");
    page.route(
        STREAM,
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/event-stream")
                    .setBody("retry: 60000\n\n" + events)));
    page.navigate(paydesk.resolve("/?order=" + order).toString());

    assertThat(page.locator("#payment-status")).containsText("refunded");
    press(page.locator("#look"));
    assertThat(page.locator("#order-status")).hasText("pending");
    assertThat(page.locator("#payment-status")).containsText("refunded");
  }

  @Test
  void aRefundAppears() {
    long order = order();
    var payment = started(order);
    tables().change("update orders set amount = 5000 where id = ?", order);
    look(order);
    sandbox.confirm(payment.getString("paymentIntentId"), CARD);
    assertThat(status(page)).hasText("In review");
    assertThat(page.locator("#refunds")).isHidden();

    asAdmin()
        .body(Map.of("resolution", "refund"))
        .post("/v1/orders/" + order + "/resolve")
        .then()
        .statusCode(200);
    assertThat(status(page)).hasText("Refunded");
    var refund = page.locator("#refunds");
    assertThat(refund).containsText("99.99 USD of payment " + payment.getLong("id"));
    assertThat(refund).containsText("succeeded");
    page.reload();
    assertThat(refund).containsText("succeeded");
  }

  @Test
  void aHiddenPageHoldsNoConnectionAndCatchesUpOnceItIsVisible() {
    long order = order();
    look(order);
    var closed = new ArrayList<String>();
    page.onRequestFailed(request -> closed.add(request.resourceType()));
    setHidden(true);
    page.waitForCondition(() -> closed.contains("eventsource"));
    cancel(order);

    setHidden(false);
    assertThat(status(page)).hasText("Canceled");
    assertThat(connection(page)).hasText("Live");
  }

  private void setHidden(boolean hidden) {
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
            + "document.dispatchEvent(new Event('visibilitychange')); }",
        hidden);
  }

  /** The order has no payment, so no streamed row changes. */
  private void cancel(long order) {
    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(200);
  }

  private Locator lineOf(long order) {
    return page.locator("#orders tr")
        .filter(
            new Locator.FilterOptions().setHas(page.locator("a[href='/?order=" + order + "']")));
  }

  private static String event(long order, long payment, int version, String status) {
    var row =
        "{\"id\":%d,\"orderId\":%d,\"version\":%d,\"status\":\"%s\",\"currency\":\"usd\",\"disputes\":[]}"
            .formatted(payment, order, version, status);
    return "event: payment\ndata: " + row + "\n\n";
  }
}
