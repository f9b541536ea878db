package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Somebody at a real browser. */
@QuarkusTest
class PageTest extends BrowserTest {

  @Test
  void anOrderIsMadeAndPaid() {
    makeAnOrder();
    assertThat(status(page)).hasText("Not begun");
    pay(SUCCEEDS);

    assertThat(status(page)).hasText("Paid");
    assertThat(page.locator("#order-status")).hasText("paid");
    assertThat(page.locator("#payment-status")).containsText("succeeded");
    assertThat(page.locator("#processed")).hasText("yes");
    assertThat(page.locator("#orders tr").first()).containsText("paid");
    assertThat(page.locator("#events")).containsText("payment_intent.succeeded");
    assertThat(page.locator("#card-form")).isHidden();
    assertThat(button("Cancel the order")).isHidden();
  }

  @Test
  void aDeclinedCardLeavesItWaitingAndAnotherCardPays() {
    makeAnOrder();
    pay(DECLINED);

    assertThat(status(page)).hasText("Waiting for another card");
    assertThat(page.locator("#declined")).hasText("Your card has insufficient funds.");
    assertThat(page.locator("#failure")).hasText("Your card has insufficient funds.");
    assertThat(page.locator("#order-status")).hasText("pending");

    tryCard(SUCCEEDS);
    assertThat(status(page)).hasText("Paid");
    assertThat(page.locator("#payment-status")).containsText("succeeded");
  }

  @Test
  void aPayerWhoPasses3dSecureComesBackToTheSameOrderAndHasPaid() {
    var order = makeAnOrder();
    pay(ASKS_THE_BANK);
    answerTheBank("Complete authentication");

    assertThat(status(page)).hasText("Paid");
    assertThat(page).hasURL(order);
  }

  @Test
  void aPayerWhoFails3dSecureCanTryAnotherCard() {
    makeAnOrder();
    pay(ASKS_THE_BANK);
    answerTheBank("Fail authentication");

    assertThat(status(page)).hasText("Waiting for another card");
    tryCard(SUCCEEDS);
    assertThat(status(page)).hasText("Paid");
  }

  @Test
  void whileTheBankDecidesThePageDoesNotSayPaid() {
    sandbox.faults().banksWait(true);
    makeAnOrder();
    pay(TAKES_TIME);

    assertThat(status(page)).hasText("The bank is deciding");
    assertThat(page.locator("#card-form")).isHidden();
    sandbox.faults().banksWait(false);
    assertThat(status(page)).hasText("Paid");
  }

  @Test
  void thePageDoesNotSayPaidBeforeStripesEvent() {
    makeAnOrder();
    loseEvents();
    pay(SUCCEEDS);

    assertThat(status(page)).hasText("With the bank");
    assertThat(page.locator("#order-status")).hasText("pending");
    assertThat(page.locator("#card-form")).isHidden();
    var intent = Pattern.compile("pi_[A-Za-z0-9]+").matcher(page.content()).results().findFirst();
    var succeeded =
        sandbox.events().stream()
            .filter(event -> event.path("type").asText().equals("payment_intent.succeeded"))
            .filter(event -> event.at("/data/object/id").asText().equals(intent.get().group()))
            .findFirst();
    sandbox.redeliver(succeeded.orElseThrow().path("id").asText());
    assertThat(status(page)).hasText("Paid");
  }

  @Test
  void twoWindowsOfOneOrderShowTheSameEnd() {
    var order = makeAnOrder();
    try (var someoneElse = browser.newContext()) {
      var other = window(someoneElse);
      other.navigate(order);
      assertThat(status(other)).hasText("Not begun");
      pay(DECLINED);
      assertThat(status(other)).hasText("Waiting for another card");
      tryCard(SUCCEEDS, other);

      assertThat(status(other)).hasText("Paid");
      assertThat(status(page)).hasText("Paid");
      assertThat(other.locator("#intent")).hasText(page.locator("#intent").textContent());
    }
  }

  @Test
  void anOrderCanBePaidAfterACanceledPaymentButNotAfterItsOwnCancel() {
    makeAnOrder();
    press(button("Pay 99.99 USD"));
    assertThat(status(page)).hasText("Waiting for a card");
    press(button("Cancel the payment"));
    assertThat(status(page)).hasText("Payment canceled");

    press(button("Pay 99.99 USD"));
    assertThat(status(page)).hasText("Waiting for a card");
    press(button("Cancel the order"));
    assertThat(status(page)).hasText("Canceled");
    assertThat(page.locator("#pay")).isHidden();
  }

  @Test
  void withStripeItselfTheSamePagePays() {
    openWithStripeItself();
    press(button("Make the order"));
    press(button("Pay 99.99 USD"));

    assertThat(status(page)).hasText("Waiting for a card");
    tryCard(SUCCEEDS);
    assertThat(status(page)).hasText("Paid");
  }

  @Test
  void aRefusalIsShownInWords() {
    open("/");
    page.locator("#price").fill("-1");
    press(button("Make the order"));

    assertThat(page.locator("#problem-title")).not().isEmpty();
    assertThat(page.locator("#problem-detail")).containsText("'price'");
    expectARefusal("status of 422");
  }

  @Test
  void anotherUserDoesNotSeeTheOrder() {
    // The browser reports each refusal, even those that come when the test has seen enough.
    expected = ".*status of 40[34] .*";
    var order = makeAnOrder();
    assertThat(status(page)).hasText("Not begun");
    page.locator("#user").fill("user-2");
    page.locator("#who").selectOption("user");

    assertThat(page.locator("#problem-title")).hasText("Not found");
    assertThat(page.locator("#order")).isHidden();
    assertThat(page).hasURL(order);
  }

  @Test
  void itFitsANarrowScreen() {
    makeAnOrder();
    press(button("Pay 99.99 USD"));
    assertThat(page.locator("#card-form")).isVisible();
    page.setViewportSize(360, 640);

    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
  }

  @Test
  void aForeignScriptDoesNotRun() {
    open("/");
    page.evaluate(
        "() => { const script = document.createElement('script');"
            + "script.textContent = 'document.title = \"taken over\"';"
            + "document.body.append(script); }");

    assertThat(page).not().hasTitle("taken over");
    expectARefusal("Content Security Policy");
  }

  @Test
  void onlyWhatBelongsToThePageIsServedAndNoneOfItIsInTheApiDescription() {
    given().get("/dev/page/settings").then().statusCode(200);
    given().get("/dev/page/PageResource.class").then().statusCode(404);
    given().get("/q/openapi").then().statusCode(200).body(not(containsString("/dev/")));
  }

  @Test
  void anOrderShowsWhatIsBoughtAndUntilWhen() {
    var ticket = Map.of("name", "Ticket <row A>", "amount", "4.50", "quantity", 2);
    var end = Instant.now().plus(Duration.ofDays(1)).toString();
    var body =
        Map.of(
            "userId",
            user,
            "price",
            "9.00",
            "currency",
            "eur",
            "lines",
            List.of(ticket),
            "expiresAt",
            end);
    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");

    page.navigate(paydesk.resolve("/?order=" + order).toString());

    assertThat(page.locator("#lines")).containsText("2 × Ticket <row A>: 9.00 EUR");
    assertThat(page.locator("#lines")).containsText("4.50 EUR each");
    assertThat(page.locator("#what")).containsText("until ");
  }

  @Test
  void anOrderThatACodeReducedShowsHowItsAmountCameAbout() {
    var dashboard = sandbox.billing().dashboard();
    var coupon = dashboard.coupon(Map.of("percent_off", "25"));
    var order = Map.of("userId", user, "price", "20.00", "currency", "usd");
    var body = new HashMap<String, Object>(order);
    body.put("promotionCode", dashboard.promotionCode(coupon, "PAGE" + System.nanoTime()));
    long id = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    var asked =
        Map.of("orderId", id, "surface", "embedded", "returnUrl", "https://shop.example/pay");
    var session = json(asService().body(asked).post("/v1/checkout-sessions"), 201);
    sandbox.checkout().pay(session.getString("sessionId"), CARD);
    eventuallyPaid(id);

    page.navigate(paydesk.resolve("/?order=" + id).toString());

    assertThat(page.locator("#bill")).containsText("subtotal: 20.00 USD");
    assertThat(page.locator("#bill")).containsText("discount: 5.00 USD");
    assertThat(page.locator("#bill")).containsText("charged: 15.00 USD");
  }
}
