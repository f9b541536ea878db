package io.paydesk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Only the payer's click begins a payment, and it begins one, whatever happens on the way. */
@QuarkusTest
class LookingBeginsNothingTest extends PayerTest {

  private static final String PAYMENTS = "**/v1/payments";
  private static final String CONFIRM = "**/v1/payment_intents/*/confirm";
  private static final String REFRESH = "**/v1/payments/*/refresh";

  private long payments(long order) {
    return tables().number("select count(*) from payment where order_id = ?", order);
  }

  private long intents(long order) {
    return sandbox.paymentIntents().stream()
        .filter(one -> one.at("/metadata/paydesk_order").asText().equals(Long.toString(order)))
        .count();
  }

  private void isPaidOnce(long order) {
    eventuallyPaid(order);
    assertThat(payments(order)).isEqualTo(1);
    assertThat(intents(order)).isEqualTo(1);
  }

  private void isDrawn() {
    assertThat(page.locator("#skeleton")).hasCount(0);
    assertThat(element().locator("[name=number]")).isVisible();
  }

  @Test
  void aPageThatIsOnlyLookedAtBeginsNothing() {
    long order = open();
    isDrawn();
    type(VISA);
    page.reload();
    isDrawn();

    assertThat(payments(order)).isZero();
    assertThat(intents(order)).isZero();
  }

  @Test
  void aPageThatIsOnlyLookedAtEndsNothing() {
    long order = order(Map.of());
    var session =
        json(
            asUser()
                .body(
                    Map.of(
                        "orderId",
                        order,
                        "surface",
                        "hosted",
                        "successUrl",
                        "http://localhost:3000/paid"))
                .post("/v1/checkout-sessions"),
            201);
    page.navigate(link(order));
    isDrawn();
    page.reload();
    isDrawn();

    assertThat(
            tables()
                .number(
                    "select count(*) from payment where order_id = ? and cancel_requested_at is null and status = 'pending'",
                    order))
        .isEqualTo(1);
    var id = session.getString("sessionId");
    sandbox.checkout().email(id, "ada@example.com");
    sandbox.checkout().pay(id, "4242424242424242");
    shows("paid");
  }

  @Test
  void theClickBeginsOnePaymentHoweverOftenItComes() {
    long order = open();
    type(VISA);
    isDrawn();
    button().dblclick();

    shows("paid");
    isPaidOnce(order);
  }

  @Test
  void twoWindowsThatPayAtOncePayOnce() {
    expected = ".*status of 409.*";
    long order = order(Map.of());
    var link = link(order);
    page.navigate(link);
    isDrawn();
    type(VISA);
    var first = page;
    page = window();
    page.navigate(link);
    isDrawn();
    type(VISA);

    first.locator("#pay").press("Enter");
    page.locator("#pay").press("Enter");

    shows(first, "paid");
    shows("paid");
    isPaidOnce(order);
  }

  @Test
  void aPaymentThatHasBegunElsewhereIsGoneOnWith() {
    long order = order(Map.of());
    started(order);
    page.navigate(link(order));
    pay(VISA);

    shows("paid");
    isPaidOnce(order);
  }

  @Test
  void anAmountThatHasChangedIsShownBeforeAnybodyPaysIt() {
    expected = ".*status of 422.*";
    long order = open();
    type(VISA);
    isDrawn();
    tables().change("update orders set amount = 8999, version = version + 1 where id = ?", order);

    press();

    assertThat(problem()).hasText("The amount is now $89.99. Check it, then try again.");
    assertThat(button()).hasText("Pay $89.99");
    assertThat(page.locator(".sum-total")).hasText("$89.99");
    assertThat(payments(order)).isZero();
    press();
    shows("paid");
    assertThat(page.getByText("We have received your payment of $89.99.")).isVisible();
    isPaidOnce(order);
  }

  @Test
  void whereStripeDoesNotAnswerAtOnceThePageAsksAgainForTheSamePayment() {
    long order = open();
    isDrawn();
    sandbox.faults().failNext("POST /v1/payment_intents", 401, Integer.MAX_VALUE);
    pay(VISA);

    assertThat(problem())
        .hasText("Stripe has not answered yet. Nothing was charged, and we keep asking.");
    assertThat(button()).hasAttribute("aria-disabled", "true");
    sandbox.faults().clear();
    shows("paid");
    isPaidOnce(order);
  }

  @Test
  void whereStripeDoesNotAnswerForLongThePayerTriesAgainLater() {
    expected = ".*status of 503.*";
    long order = order(Map.of());
    page.clock().install();
    page.navigate(link(order));
    isDrawn();
    sandbox.faults().failNext("POST /v1/payment_intents", 401, Integer.MAX_VALUE);
    pay(VISA);
    assertThat(problem()).containsText("we keep asking");
    page.clock().fastForward(60_000);
    page.waitForCondition(
        () -> {
          page.clock().fastForward(10_000);
          return problem().textContent().startsWith("Too much is going on");
        });

    assertThat(button()).hasText("Pay $99.99");
    sandbox.faults().clear();
    press();
    shows("paid");
    isPaidOnce(order);
  }

  @Test
  void whatStripeHasNotHeardIsSentAgain() {
    expected = ".*net::ERR_.*";
    long order = open();
    isDrawn();
    page.route(CONFIRM, Route::abort);
    pay(VISA);
    assertThat(problem()).containsText("you never pay twice");

    page.unroute(CONFIRM);
    press();
    shows("paid");
    isPaidOnce(order);
  }

  @Test
  void whatStripeHasHeardIsNeverSentTwice() {
    expected = ".*net::ERR_.*";
    long order = open();
    isDrawn();
    loseEvents();
    page.route(
        CONFIRM,
        route -> {
          route.fetch();
          route.abort();
        });
    page.route(REFRESH, Route::abort);
    pay(VISA);

    assertThat(problem())
        .hasText("We are checking whether your payment went through. Please do not pay again.");
    assertThat(button()).hasAttribute("aria-disabled", "true");
    assertThat(obstacles(page)).isEmpty();
    page.unroute(REFRESH);
    shows("paid");
    isPaidOnce(order);
  }

  @Test
  void whoComesBackWhileStripeIsSilentSeesNoFormBeforeItHasAnswered() {
    long order = order(Map.of());
    var intent = started(order).getString("paymentIntentId");
    loseEvents();
    sandbox.confirm(intent, "4242424242424242");
    sandbox.faults().failNext("GET /v1/payment_intents", 500, Integer.MAX_VALUE);
    var refreshes = new AtomicInteger();
    page.onResponse(
        response -> {
          if (response.url().endsWith("/refresh")) {
            refreshes.incrementAndGet();
          }
        });
    page.navigate(link(order) + "?returned=1");

    page.waitForCondition(() -> refreshes.get() > 1);
    shows("checking");
    sandbox.faults().answerAgain();
    shows("paid");
    isPaidOnce(order);
  }

  @Test
  void whatHasBegunAndMayBePaidIsNotCalledUncharged() {
    expected = ".*status of (503|409).*";
    long order = order(Map.of());
    var intent = started(order).getString("paymentIntentId");
    page.navigate(link(order));
    isDrawn();
    loseEvents();
    sandbox.confirm(intent, "4242424242424242");
    sandbox.faults().failNext("GET /v1/payment_intents", 500, Integer.MAX_VALUE);
    pay(VISA);

    assertThat(problem()).containsText("We are checking whether your payment went through.");
    sandbox.faults().answerAgain();
    shows("paid");
    isPaidOnce(order);
  }

  @Test
  void fieldsThatNeverComeAreNotWaitedForWithoutEnd() {
    page.route("**/elements/payment", route -> {});
    page.clock().install();
    page.navigate(
        link(order(Map.of())), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    assertThat(page.locator("#element iframe")).hasCount(1);

    page.clock().fastForward(21_000);

    assertThat(problem()).containsText("The payment form did not load.");
  }

  @Test
  void whatThePageCouldNotSendBeganNothing() {
    expected = ".*net::ERR_.*";
    long order = open();
    isDrawn();
    page.route(PAYMENTS, Route::abort);
    pay(VISA);
    assertThat(problem()).containsText("you never pay twice");
    assertThat(payments(order)).isZero();

    page.unroute(PAYMENTS);
    press();
    shows("paid");
    isPaidOnce(order);
  }
}
