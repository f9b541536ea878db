package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the page shows the runs of an order. */
@QuarkusTest
class PageRunsTest extends BrowserTest {

  private static final String SWITCH = "paydesk.dev.example";
  private static final long TEN_MINUTES = 600_000;

  @BeforeEach
  void switchOn() {
    System.setProperty(SWITCH, "true");
  }

  @AfterEach
  void switchOff() {
    System.clearProperty(SWITCH);
    PhoneTheCrm.follows = false;
    PhoneTheCrm.down = false;
  }

  @Test
  void aPaymentsRunAppearsAndSucceedsAndThenThePageStopsAsking() {
    long order = described("Please fail");
    takeTheClock();
    var asked = new Asked(page);
    look(order);
    assertThat(runs()).hasCount(0);
    assertThat(page.locator("#runs-note")).containsText("None yet.");
    assertThat(processed()).hasText("no");
    pay(order);

    assertThat(example()).containsText("Payment succeeded");
    assertThat(example()).containsText("flow:GrantAccess · succeeded · 3 attempts");
    assertThat(processed()).hasText("yes");
    assertThat(page.locator("#runs-note")).isEmpty();
    assertThat(tryAgain(example())).isHidden();
    example().locator("summary").press("Enter");
    assertThat(example().locator("pre")).containsText("asks to fail twice, and this is attempt 2");
    assertThat(example().locator("pre")).containsText("\"payload\"");

    asked.untilItIsQuiet();
    page.clock().fastForward(TEN_MINUTES);
    page.evaluate("null");
    assertThat(asked.all).isEmpty();
  }

  @Test
  void aRunThatFailsShowsWhyAndSucceedsLater() {
    long order = order();
    look(order);
    takeTheCrmDown();
    pay(order);

    assertThat(crm()).containsText("· waiting ·");
    assertThat(crm()).containsText("Last error: IllegalStateException: the CRM is down");
    assertThat(crm()).containsText("It is tried next at");
    assertThat(example()).containsText("· succeeded ·");
    assertThat(processed()).hasText("no");
    crm().locator("summary").press("Enter");
    assertThat(crm().locator("pre")).containsText("\"attempt\": 2");
    PhoneTheCrm.down = false;

    assertThat(crm()).containsText("· succeeded ·");
    assertThat(crm()).not().containsText("Last error");
    assertThat(processed()).hasText("yes");
    assertThat(crm().locator("pre")).containsText("\"status\": \"succeeded\"");
    assertThat(crm().locator("summary")).isFocused();
  }

  @Test
  void aFailedRunIsRetriedByAClickOnAPhone() {
    page.setViewportSize(390, 844);
    long order = order();
    takeTheCrmDown();
    look(order);
    pay(order);
    hasNoAttemptLeft(order);
    assertThat(crm()).containsText("· failed ·");
    crm().locator("summary").press("Enter");
    assertThat(crm().locator("pre")).containsText(PhoneTheCrm.DOWN);
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    PhoneTheCrm.down = false;
    assertThat(processed()).hasText("no");
    press(tryAgain(crm()));

    assertThat(crm()).containsText("· succeeded ·");
    assertThat(processed()).hasText("yes");
    assertThat(tryAgain(crm())).isHidden();
  }

  @Test
  void aWaitingRunIsHurriedByAClick() {
    long order = order();
    takeTheCrmDown();
    look(order);
    pay(order);
    assertThat(crm()).containsText("Last error");
    waitsForHours(order);
    PhoneTheCrm.down = false;
    press(tryAgain(crm()));

    assertThat(crm()).containsText("· succeeded ·");
    assertThat(processed()).hasText("yes");
  }

  @Test
  void runsAreHiddenFromUsersWhoAreNoAdmin() {
    expected = ".*status of 403 .*";
    long order = order();
    look(order);
    pay(order);
    assertThat(example()).isVisible();
    page.locator("#user").fill(user);
    page.locator("#who").selectOption("user");

    assertThat(page.locator("#runs-note")).not().isEmpty();
    assertThat(runs()).hasCount(0);
    assertThat(status(page)).hasText("Paid");
  }

  @Test
  void aSubscriptionsOrderShowsWhatFollowedItsRenewals() {
    var price = sandbox.billing().price("usd", 1500, "month");
    long order =
        made(Map.of("userId", user, "price", "15.00", "currency", "usd", "priceId", price));
    var subscription = subscribedTo(order, price);
    try {
      look(order);
      assertThat(followed("Subscription started")).hasCount(1);
      assertThat(followed("Invoice paid")).hasCount(1);
      press(button("A month passes"));

      assertThat(followed("Invoice paid")).hasCount(2);
      assertThat(followed("Invoice paid").first()).not().containsText("order " + order);
    } finally {
      sandbox.billing().cancelAtDashboard(subscription);
    }
  }

  private void takeTheCrmDown() {
    PhoneTheCrm.down = true;
    PhoneTheCrm.follows = true;
  }

  private void hasNoAttemptLeft(long order) {
    eventually(
        x ->
            assertThat(
                    tables()
                        .change(
                            "update actionflow_run set attempts = 19, next_attempt_at = now()"
                                + " where order_id = ? and target = 'flow:PhoneTheCrm'"
                                + " and claim is null and attempts > 0",
                            order))
                .isEqualTo(1));
  }

  private void waitsForHours(long order) {
    eventually(
        x ->
            assertThat(
                    tables()
                        .change(
                            "update actionflow_run set next_attempt_at = now() + interval '3 hours'"
                                + " where order_id = ? and target = 'flow:PhoneTheCrm' and claim is null",
                            order))
                .isEqualTo(1));
  }

  private long described(String description) {
    return made(
        Map.of("userId", user, "price", "99.99", "currency", "usd", "description", description));
  }

  private long made(Map<String, Object> order) {
    return asService()
        .body(order)
        .post("/v1/orders")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  /**
   * @return the subscription's id at Stripe
   */
  private String subscribedTo(long order, String price) {
    var id =
        asUser()
            .body(Map.of("orderId", order, "priceId", price))
            .post("/v1/recurring-payments")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getString("recurringPayment.subscriptionId");
    sandbox.billing().pay(sandbox.billing().subscription(id).path("latest_invoice").asText(), CARD);
    eventuallyPaid(order);
    return id;
  }

  private Locator runs() {
    return page.locator("#runs li");
  }

  private Locator example() {
    return runs().filter(has("flow:GrantAccess"));
  }

  private Locator crm() {
    return runs().filter(has("flow:PhoneTheCrm"));
  }

  private Locator followed(String whatHappened) {
    return runs().filter(has(whatHappened)).filter(has("· succeeded ·"));
  }

  private static Locator.FilterOptions has(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator tryAgain(Locator run) {
    return run.locator("button");
  }

  private Locator processed() {
    return page.locator("#processed");
  }
}
