package io.paydesk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import io.paydesk.testing.Cable;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whole ways of a payer, from the link to what comes days later; what they see is all that counts.
 */
@QuarkusTest
class PayPageJourneysTest extends PayerTest {

  /** Without Stripe's own script. */
  private static final int HEAVIEST = 60_000;

  private String price;

  @BeforeEach
  void sell() {
    price = sandbox.billing().price("usd", 1500, "month");
  }

  /** All tests share the clock: what goes on would renew in other tests too. */
  @AfterEach
  void endWhatWasSold() {
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .filter(one -> !one.path("status").asText().equals("canceled"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  /** Whatever the policy stops is an error of the page's. */
  @Override
  protected Page window() {
    var opened = super.window();
    opened.addInitScript(
        """
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
          console.error('The policy has stopped ' + violatedDirective + ' ' + blockedURI));
        """);
    return opened;
  }

  @Test
  void aRefundIsSeenWithoutAReloadInEachWindow() {
    long order = open();
    pay(VISA);
    shows("paid");
    var other = window();
    other.navigate(page.url());
    shows(other, "paid");

    refund(order, 2500);
    for (var window : List.of(page, other)) {
      assertThat(window.getByText("$25.00 was refunded to you.")).isVisible();
    }
    refund(order, 7499);
    for (var window : List.of(page, other)) {
      assertThat(window.getByText("$99.99 was refunded to you.")).isVisible();
    }
    assertThat(obstacles(page)).isEmpty();
  }

  private void refund(long order, int amount) {
    long payment = tables().number("select max(id) from payment where order_id = ?", order);
    json(
        asAdmin()
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .body(Map.of("paymentId", payment, "refundAmount", amount))
            .post("/v1/refunds"),
        201);
  }

  @Test
  void aSubscriptionIsPaidRenewedByTheClockAndTheRenewalHasAPageOfItsOwn() {
    long order = open(Map.of("price", "15.00", "priceId", price));
    assertThat(button()).containsText("Subscribe");
    assertThat(obstacles(page)).isEmpty();
    subscribe();
    shows("paid");
    hasTitle("Thank you");
    var address = page.url();

    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Duration.ofHours(2));
    eventually(x -> assertThat(renewals(order)).hasSize(1));
    long renewal = renewals(order).get(0);
    eventuallyPaid(renewal);

    page.navigate(link(renewal));
    shows("paid");
    assertThat(page.locator(".sum-total")).hasText("$15.00");
    assertThat(obstacles(page)).isEmpty();
    refundAll(renewal);
    assertThat(page.getByText("$15.00 was refunded to you.")).isVisible();
    page.navigate(address);
    shows("paid");
  }

  private void refundAll(long order) {
    sandbox.refundAtDashboard(
        tables()
            .text(
                "select payment_intent_id from payment where order_id = ? and status = 'succeeded'",
                order),
        1500);
  }

  private List<Long> renewals(long first) {
    return json(asUser().get("/v1/orders?limit=100"), 200).getList("data.id", Number.class).stream()
        .map(Number::longValue)
        .filter(id -> id != first)
        .toList();
  }

  @Test
  void aTrialIsStartedAndPaidForOnceItEnds() {
    long order = open(Map.of("price", "15.00", "priceId", price, "trialDays", 14));
    assertThat(button()).containsText("trial");
    subscribe();
    shows("started");
    assertThat(obstacles(page)).isEmpty();

    sandbox.advanceClock(Period.ofDays(14));
    sandbox.advanceClock(Duration.ofHours(2));
    eventuallyPaid(order);
    shows("paid");
  }

  /** In the page's own fields, or on Stripe's page, as the page has it. */
  private void subscribe() {
    if ("true".equals(page.locator("main").getAttribute("data-hosted"))) {
      button().press("Enter");
      page.getByLabel("Test card").selectOption("pm_card_visa");
      page.locator("button[value=pay]").press("Enter");
    } else {
      pay(VISA);
    }
  }

  @Test
  void aReloadWhileTheBankAsksLosesNothing() {
    open();
    pay(ASKS_THE_BANK);
    assertThat(page.locator("iframe[title='3D Secure authentication frame']")).isVisible();

    page.reload();
    shows("payable");
    pay(ASKS_THE_BANK);
    atTheBank("Complete authentication");

    shows("paid");
    isChargedOnce();
  }

  @Test
  void twoWindowsThatPayAtOnceChargeOnce() {
    expected = ".*status of 409.*";
    open();
    var first = page;
    type(VISA);
    var second = window();
    second.navigate(first.url());
    page = second;
    type(VISA);

    first.locator("#pay").press("Enter");
    second.locator("#pay").press("Enter");

    shows(first, "paid");
    shows(second, "paid");
    isChargedOnce();
  }

  /**
   * What was sent before the cut may have arrived or not: the page never says more than it knows.
   */
  @Test
  void aConnectionLostWhilePayingEndsInOnePayment() {
    expected = ".*net::ERR_.*";
    var link = URI.create(link(order(Map.of())));
    try (var cable = new Cable(link)) {
      page.navigate(cable.address().resolve(link.getPath()).toString());
      type(VISA);
      cable.cut();
      press();
      assertThat(page.locator("#connection")).hasText("Connection lost. Reconnecting…");
      shows("payable");
      assertThat(obstacles(page)).isEmpty();
      assertThat(page.locator("[aria-busy=true]")).hasCount(0);
      cable.mend();
      assertThat(page.locator("#connection")).isEmpty();
      // Where it had not arrived, the payer presses again.
      if ("payable".equals(page.locator("#stage").getAttribute("data-state"))
          && tables()
                  .number(
                      "select count(*) from payment where user_id = ? and status = 'succeeded'",
                      user)
              == 0) {
        press();
      }
      shows("paid");
    }
    isChargedOnce();
  }

  /**
   * The server says how soon a browser comes back: it may be sooner than the page says anything.
   */
  @Test
  void aConnectionThatIsRefusedAgainAndAgainIsSaid() {
    expected = ".*net::ERR_.*";
    var asked = new AtomicInteger();
    page.route(
        "**/v1/changes?*",
        route -> {
          if (asked.incrementAndGet() > 1) {
            route.abort();
          } else {
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/event-stream")
                    .setBody("retry: 300\n\n"));
          }
        });
    open();

    assertThat(page.locator("#connection")).hasText("Connection lost. Reconnecting…");
    assertThat(asked).hasValueGreaterThan(2);
  }

  private void isChargedOnce() {
    var charged =
        sandbox.paymentIntents().stream()
            .filter(one -> one.path("status").asText().equals("succeeded"))
            .filter(
                one ->
                    tables()
                            .number(
                                "select count(*) from payment where user_id = ? and payment_intent_id = '"
                                    + one.path("id").asText()
                                    + "'",
                                user)
                        > 0);
    assertThat(charged).hasSize(1);
  }

  @Test
  void aLinkOpensItsOwnOrderAndNoOther() {
    expected = ".*status of 40[34].*";
    long other = order(Map.of("description", "Somebody's surprise"));
    open();
    shows("payable");
    for (var call : List.of("orders/" + other, "payments?orderId=" + other)) {
      assertThat(asked("GET", call, null))
          .matches("(?s)40[34] .*|200 \\{\"data\":\\[\\]\\}")
          .doesNotContain("surprise");
    }
    for (var call : List.of("payments", "checkout-sessions")) {
      var body =
          "{\"orderId\": %d, \"surface\": \"hosted\", \"successUrl\": \"http://localhost:3000\"}";
      var sent = call.equals("payments") ? "{\"orderId\": %d}" : body;
      assertThat(asked("POST", call, sent.formatted(other))).startsWith("40");
    }
    assertThat(asked("POST", "changes/tickets", "{\"orderId\": %d}".formatted(other)))
        .startsWith("40");

    assertThat(tables().number("select count(*) from payment where order_id = ?", other)).isZero();
    pay(VISA);
    shows("paid");
    assertThat(orderStatus(other)).isEqualTo("pending");
  }

  /** The status of an answer to the page's token, and its body. */
  private String asked(String method, String call, String body) {
    return (String)
        page.evaluate(
            """
            async ([method, call, body]) => {
              const authorization = 'Bearer ' + location.pathname.split('/').pop();
              const headers = { authorization, 'content-type': 'application/json' };
              const answer = await fetch('../v1/' + call, { method, headers, body: body ?? undefined });
              return answer.status + ' ' + await answer.text();
            }""",
            java.util.Arrays.asList(method, call, body));
  }

  /** The document and what it loads until it can be paid; what is asked later is not counted. */
  @Test
  void allThatAPayersBrowserLoadsFromHereIsLight() {
    var loaded = new CopyOnWriteArrayList<Response>();
    page.onResponse(
        response -> {
          var request = response.request();
          boolean isMain = request.isNavigationRequest() && response.frame() == page.mainFrame();
          if (isMain || request.url().contains("/pay/assets/")) {
            loaded.add(response);
          }
        });
    open();
    shows("payable");
    assertThat(page.locator("#skeleton")).hasCount(0);

    assertThat(loaded).hasSizeGreaterThan(PageAssets.MODULES.size());
    assertThat(loaded.stream().mapToInt(one -> one.body().length).sum()).isLessThan(HEAVIEST);
  }
}
