package io.paydesk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody subscribes on the page of an order, with Stripe's fields in it. */
@QuarkusTest
class SubscribeOnThePageTest extends PayerTest {

  private String price;

  @BeforeEach
  void sell() {
    price = sandbox.billing().price("usd", 1500, "month");
  }

  private long monthly(Map<String, Object> more) {
    var all = new HashMap<String, Object>(Map.of("price", "15.00", "priceId", price));
    all.putAll(more);
    return order(all);
  }

  private long subscribe(Map<String, Object> more) {
    long order = monthly(more);
    page.navigate(link(order));
    return order;
  }

  private String status(long order) {
    return tables().text("select status from recurring_payment where order_id = ?", order);
  }

  private long subscriptions(long order) {
    return tables().number("select count(*) from recurring_payment where order_id = ?", order);
  }

  private String customer() {
    return sandbox
        .paymentIntent(started(order(Map.of())).getString("paymentIntentId"))
        .path("customer")
        .asText();
  }

  @Test
  void aCardSubscribes() {
    long order = subscribe(Map.of());
    assertThat(button()).hasText("Subscribe for $15.00 a month");
    assertThat(page.getByText("$15.00 a month").first()).isVisible();
    assertThat(element().locator("[name=number]")).isVisible();
    assertThat(subscriptions(order)).isZero();
    assertThat(obstacles(page)).isEmpty();

    pay(VISA);

    shows("paid");
    hasTitle("Thank you");
    eventuallyPaid(order);
    assertThat(status(order)).isEqualTo("active");
  }

  @Test
  void withoutTheNewsOfItStripeIsAsked() {
    loseEvents();
    long order = subscribe(Map.of());
    pay(VISA);

    shows("paid");
    assertThat(status(order)).isEqualTo("active");
  }

  @Test
  void afterADeclineAnotherCardSubscribes() {
    long order = subscribe(Map.of());
    pay(POOR);
    assertThat(problem()).hasText("Your card has insufficient funds.");
    assertThat(button()).hasText("Subscribe for $15.00 a month");

    pay(VISA);
    shows("paid");
    assertThat(subscriptions(order)).isEqualTo(1);
  }

  @Test
  void aPayerWhomTheBankAsksSubscribes() {
    subscribe(Map.of());
    pay(ASKS_THE_BANK);
    atTheBank("Complete authentication");

    shows("paid");
  }

  /** Stripe may leave the subscription incomplete until the bank has decided. */
  @Test
  void whileABankDecidesNobodyPaysAgain() {
    sandbox.faults().banksWait(true);
    long order = subscribe(Map.of());
    chooseBankAccount();
    press();
    assertThat(problem()).containsText("This can take a few business days.");
    assertThat(button()).hasAttribute("aria-disabled", "true");

    page.reload();
    chooseBankAccount();
    press();
    assertThat(problem()).containsText("This can take a few business days.");

    sandbox.faults().banksWait(false);
    shows("paid");
    assertThat(tables().number("select count(*) from payment where order_id = ?", order))
        .isEqualTo(1);
  }

  @Test
  void whereTheBankRefusesAnotherCardSubscribes() {
    sandbox.faults().banksWait(true);
    subscribe(Map.of());
    chooseBankAccount();
    element().locator("[name=account]").selectOption("fca_test_insufficientFunds");
    press();
    assertThat(problem()).containsText("This can take a few business days.");

    sandbox.faults().banksWait(false);
    assertThat(button()).hasText("Subscribe for $15.00 a month");
    element()
        .getByLabel(
            "Card", new com.microsoft.playwright.FrameLocator.GetByLabelOptions().setExact(true))
        .check();
    pay(VISA);
    shows("paid");
  }

  @Test
  void withoutTheAmountThatIsDueNobodyPays() {
    expected = ".*net::ERR_.*";
    subscribe(Map.of());
    page.route(Pattern.compile(".*/v1/payment_intents/pi_[^/]*$"), Route::abort);
    pay(VISA);
    assertThat(problem()).containsText("you never pay twice");

    page.unrouteAll();
    press();
    shows("paid");
  }

  @Test
  void aTrialTakesACardAndNoMoney() {
    long order = subscribe(Map.of("trialDays", 14));
    assertThat(button()).hasText("Start trial");
    assertThat(page.getByText("14 days free, then $15.00 a month.")).isVisible();

    pay(VISA);

    shows("started");
    assertThat(page.getByText("There is nothing to pay today.")).isVisible();
    assertThat(tables().number("select count(*) from payment where order_id = ?", order)).isZero();
    assertThat(
            tables()
                .number(
                    "select count(*) from recurring_payment where order_id = ? and status = 'trialing' and pending_setup_intent is null",
                    order))
        .isEqualTo(1);
  }

  @Test
  void aTrialThatNobodyHasGivenACardForHasNotStarted() {
    long order = subscribe(Map.of("trialDays", 14));
    pay("4000 0000 0000 0002");
    assertThat(problem()).isVisible();
    eventually(x -> assertThat(status(order)).isEqualTo("trialing"));

    page.reload();

    shows("payable");
    assertThat(button()).hasText("Start trial");
    pay(VISA);
    shows("started");
    assertThat(subscriptions(order)).isEqualTo(1);
  }

  @Test
  void whoHasSavedCardsSubscribesByALinkToo() {
    long first = order(Map.of());
    var saving = Map.of("orderId", first, "savePaymentMethod", true);
    var begun = json(asUser().body(saving).post("/v1/payments"), 201);
    sandbox.confirm(begun.getString("paymentIntentId"), "4242424242424242");
    eventuallyPaid(first);

    subscribe(Map.of());
    pay("5555 5555 5555 4444");

    shows("paid");
  }

  @Test
  void aCardThatPaysByDefaultIsNotForWhoHasTheLink() {
    expected = ".*status of 422.*";
    long first = order(Map.of());
    var saving = Map.of("orderId", first, "savePaymentMethod", true);
    var begun = json(asUser().body(saving).post("/v1/payments"), 201);
    var intent = begun.getString("paymentIntentId");
    sandbox.confirm(intent, "4242424242424242");
    eventuallyPaid(first);
    var method = sandbox.paymentIntent(intent).path("payment_method").asText();
    json(asUser().post("/v1/users/" + user + "/payment-methods/" + method + "/default"), 200);

    long order = subscribe(Map.of("trialDays", 14));
    pay(VISA);

    assertThat(problem()).containsText("This cannot be paid here.");
    assertThat(subscriptions(order)).isZero();
  }

  @Test
  void whatIsChargedTodayIsSaidWhereItIsNotThePrice() {
    sandbox.billing().dashboard().adjustBalance(customer(), -600, "usd");
    long order = subscribe(Map.of());
    pay(VISA);

    assertThat(problem()).containsText("$9.00 is charged today");
    assertThat(button()).hasText("Subscribe for $15.00 a month");
    press();
    shows("paid");
    eventuallyPaid(order);
    assertThat(tables().number("select amount_received from payment where order_id = ?", order))
        .isEqualTo(900);
  }

  @Test
  void twoWindowsThatSubscribeAtOnceDoItOnce() {
    expected = ".*status of 409.*";
    long order = monthly(Map.of());
    var link = link(order);
    page.navigate(link);
    type(VISA);
    var first = page;
    page = window();
    page.navigate(link);
    type(VISA);

    first.locator("#pay").press("Enter");
    page.locator("#pay").press("Enter");

    shows(first, "paid");
    shows("paid");
    assertThat(subscriptions(order)).isEqualTo(1);
    assertThat(tables().number("select count(*) from payment where order_id = ?", order))
        .isEqualTo(1);
  }

  @Test
  void whoComesBackFromStripesPageNeedNotWaitForItsNews() {
    loseEvents();
    long order = subscribe(Map.of("allowPromotionCodes", true));
    assertThat(page.locator("main")).hasAttribute("data-hosted", "true");
    button().press("Enter");
    page.getByLabel("Test card").selectOption("pm_card_visa");
    page.locator("button", new Page.LocatorOptions().setHasText("Subscribe")).press("Enter");

    shows("paid");
    assertThat(status(order)).isEqualTo("active");
  }
}
