package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refunds and disputes on the page. */
@QuarkusTest
class PageRefundTest extends BrowserTest {

  private static final String REFUNDS_TAKE_TIME = "4000000000007726";

  /** A dispute takes a fee too, which the shared balance would lack in another test. */
  @AfterEach
  void letRefundsGo() {
    sandbox.holdRefunds(false);
    sandbox.payOut("usd");
  }

  @Test
  void aPartIsRefundedAndThenTheRest() {
    long order = order();
    look(order);
    assertThat(refundForm()).isHidden();
    pay(order);
    assertThat(remaining()).containsText("99.99 USD");

    page.locator("#refund-reason").selectOption("requested_by_customer");
    refund("10.10");
    assertThat(status(page)).hasText("Paid, partly refunded");
    assertThat(refunds()).containsText("10.10 USD");
    assertThat(refunds()).containsText("requested_by_customer");
    assertThat(refunds()).containsText("succeeded");
    assertThat(remaining()).containsText("89.89 USD");

    press(button("Refund all that remains"));
    assertThat(status(page)).hasText("Refunded");
    assertThat(refunds()).hasCount(2);
    assertThat(refunds().first()).containsText("89.89 USD");
    assertThat(refundForm()).isHidden();
    assertThat(amountsOf(order)).containsExactly(1010L, 8989L);
  }

  @Test
  void aRefundWaitsSucceedsAndMayStillFail() {
    sandbox.holdRefunds(true);
    long order = order();
    look(order);
    sandbox.confirm(started(order).getString("paymentIntentId"), REFUNDS_TAKE_TIME);
    press(button("Refund all that remains"));
    assertThat(refunds()).containsText("pending");
    assertThat(refunds()).containsText("Why: processing");
    assertThat(status(page)).hasText("Paid");

    var id = tables().text("select refund_id from refund where order_id = ?", order);
    sandbox.refundSucceeds(id);
    assertThat(status(page)).hasText("Refunded");
    assertThat(refundForm()).isHidden();
    sandbox.refundFails(id, "lost_or_stolen_card");
    assertThat(status(page)).hasText("Paid");
    assertThat(refunds()).containsText("failed");
    assertThat(refunds()).containsText("Why: lost_or_stolen_card");
    assertThat(refundForm()).isVisible();
  }

  @Test
  void aWrongOrTooLargeAmountIsRefusedInWords() {
    long order = paid();
    look(order);
    page.locator("#refund-price").fill("1.234");
    press(button("Refund this amount"));
    assertThat(problem()).containsText("Not an amount");
    assertThat(problem()).containsText("10.00 USD is 1000");

    refund("100.00");
    assertThat(problem()).containsText("More than what remains");
    assertThat(problem()).containsText("has 9999 (99.99 usd) left to refund");
    expectARefusal("status of 422");
    assertThat(amountsOf(order)).isEmpty();
  }

  @Test
  void anAmountIsReadByTheDigitsOfItsCurrency() {
    open("/");
    var amounts = new HashMap<String, Object>();
    amounts.put("19.99 usd", 1999);
    amounts.put("0.3 usd", 30);
    amounts.put("1.005 usd", null);
    amounts.put("1,00 usd", null);
    amounts.put("-1 usd", null);
    amounts.put("120 jpy", 120);
    amounts.put("120.0 jpy", null);
    amounts.put("1.01 kwd", 1010);

    var read =
        page.evaluate(
            "async asked => {"
                + "const { amountOf, learn } = await import('/dev/page/money.js');"
                + "return Object.fromEntries(await Promise.all(asked.map(async one => {"
                + "const [price, currency] = one.split(' ');"
                + "await learn(currency);"
                + "return [one, amountOf(price, currency)]; }))); }",
            List.copyOf(amounts.keySet()));
    assertThat(read).isEqualTo(amounts);
  }

  @Test
  void aRefundThatIsMadeInTheDashboardAppearsByItself() {
    long order = order();
    look(order);
    var intent = pay(order);
    assertThat(remaining()).containsText("99.99 USD");
    sandbox.refundAtDashboard(intent, 2500);

    assertThat(refunds()).containsText("25.00 USD");
    assertThat(refunds()).containsText("made in Stripe's dashboard");
    assertThat(remaining()).containsText("74.99 USD");
    assertThat(status(page)).hasText("Paid, partly refunded");
  }

  @Test
  void aDisputeAppearsAndBlocksRefundsAndAllOfItFitsAPhone() {
    page.setViewportSize(390, 844);
    long order = order();
    look(order);
    var intent = pay(order);
    assertThat(disputes()).isHidden();
    refund("10.00");
    assertThat(refunds()).containsText("succeeded");
    sandbox.dispute(intent, "product_not_received", false);

    assertThat(disputes()).containsText("89.99 USD disputed: needs_response");
    assertThat(disputes()).containsText("It blocks refunds");
    assertThat(disputes()).containsText("product_not_received");
    assertThat(disputes()).containsText("Evidence is due by");
    press(button("Refund all that remains"));
    assertThat(problem()).containsText("The payment is disputed");
    expectARefusal("status of 409");
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
  }

  @Test
  void anInquiryWarnsAndAFullRefundAnswersIt() {
    long order = order();
    look(order);
    sandbox.dispute(paid(order), "fraudulent", true);
    assertThat(disputes()).containsText("warning_needs_response");
    assertThat(disputes()).containsText("a full refund answers it");

    press(button("Refund all that remains"));
    assertThat(refunds()).containsText("is an inquiry of the payer's bank");
    assertThat(disputes()).containsText("warning_closed");
    assertThat(disputes()).containsText("does not stand in the way");
  }

  @Test
  void aRefundWhoseAnswerIsLostIsMadeOnceThoughItIsClickedAgain() {
    expected = ".*net::ERR_FAILED.*";
    long order = paid();
    look(order);
    page.route(
        "**/v1/refunds",
        route -> {
          route.fetch();
          route.abort();
        },
        new Page.RouteOptions().setTimes(1));
    refund("10.00");
    assertThat(problem()).containsText("No answer");
    assertThat(refunds()).containsText("10.00 USD");

    press(button("Send the same again"));
    assertThat(refundButton()).hasText("Refund all that remains");
    assertThat(problem()).not().containsText("No answer");
    assertThat(amountsOf(order)).containsExactly(1000L);

    refund("10.00");
    assertThat(refunds()).hasCount(2);
  }

  @Test
  void whileStripesAnswerIsLostTheRefundIsUnknownAndASecondClickAsksForTheSame() {
    long order = paid();
    look(order);
    loseEvents();
    sandbox.faults().resetAfterWorkNext("POST /v1/refunds", 4);
    press(button("Refund all that remains"));
    assertThat(refunds()).containsText("unknown");

    sandbox.faults().clear();
    press(button("Send the same again"));
    assertThat(status(page)).hasText("Refunded");
    assertThat(refunds()).containsText("succeeded");
    assertThat(refundForm()).isHidden();
    assertThat(amountsOf(order)).containsExactly(9999L);
  }

  private long paid() {
    long order = order();
    paid(order);
    return order;
  }

  private String paid(long order) {
    var intent = pay(order);
    eventuallyPaid(order);
    return intent;
  }

  private void refund(String price) {
    page.locator("#refund-price").fill(price);
    press(button("Refund " + price + " USD"));
  }

  private List<Long> amountsOf(long order) {
    var refunds =
        asUser().get("/v1/refunds?orderId=" + order).then().statusCode(200).extract().jsonPath();
    var newestFirst = refunds.getList("data.refundAmount", Long.class);
    return IntStream.range(0, newestFirst.size())
        .mapToObj(i -> newestFirst.get(newestFirst.size() - 1 - i))
        .toList();
  }

  private Locator refunds() {
    return page.locator("#refunds li");
  }

  private Locator disputes() {
    return page.locator("#disputes");
  }

  private Locator remaining() {
    return page.locator("#remaining");
  }

  private Locator refundForm() {
    return page.locator("#refund-form");
  }

  private Locator refundButton() {
    return page.locator("#refund");
  }

  private Locator problem() {
    return page.locator("#order > .problem");
  }
}
