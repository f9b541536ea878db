package io.paydesk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop opens the page for its signed-in payer, who pays with a card that is saved. */
@QuarkusTest
class PayWithSavedCardTest extends PayerTest {

  private static final String VISA_SAVED = "4242424242424242";
  private static final String ASKS_EACH_TIME = "4000002760003184";
  private static final String FAILS_LATER = "4000000000000341";

  @AfterEach
  void asBefore() {
    sandbox.faults().clear();
  }

  private String saved(String card) {
    var setup = json(asUser().post("/v1/users/" + user + "/setup-intents"), 201);
    var done = sandbox.billing().confirmSetup(setup.getString("setupIntentId"), card);
    if (done.path("status").asText().equals("requires_action")) {
      done = sandbox.authenticate(done.path("id").asText(), true);
    }
    return done.path("payment_method").asText();
  }

  private String withCards(long order) {
    return json(
            asService().body(Map.of("savedCards", true)).post("/v1/orders/" + order + "/pay-link"),
            201)
        .getString("url");
  }

  private long openWithCards() {
    long order = order(Map.of());
    page.navigate(withCards(order));
    assertThat(page.locator("#skeleton")).hasCount(0);
    return order;
  }

  private long openWithSavedCards() {
    long order = openWithCards();
    assertThat(page.locator("#choices input:checked")).hasCount(1);
    return order;
  }

  /** The fields are drawn anew for it, which nobody who types must meet. */
  private void keep(boolean wanted) {
    page.locator("#keep").setChecked(wanted);
    assertThat(element().getByText("By giving your card")).hasCount(wanted ? 1 : 0);
  }

  private Locator choice(String words) {
    return page.locator("#choices .choice", new Page.LocatorOptions().setHasText(words));
  }

  private long payments(long order) {
    return tables().number("select count(*) from payment where order_id = ?", order);
  }

  @Test
  void aSavedCardPaysAtOnce() {
    saved(VISA_SAVED);
    long order = openWithSavedCards();
    assertThat(choice("Visa •••• 4242")).isVisible();
    assertThat(choice("Visa •••• 4242").locator("input")).isChecked();
    assertThat(page.locator("#slot")).isHidden();
    assertThat(payments(order)).isZero();
    assertThat(obstacles(page)).isEmpty();

    button().press("Enter");

    shows("paid");
    assertThat(page.getByText("We have received your payment of $99.99.")).isVisible();
    assertThat(page.getByText("View the receipt")).isVisible();
    assertThat(payments(order)).isEqualTo(1);
  }

  @Test
  void theBankIsAskedWhereItWants() {
    saved(ASKS_EACH_TIME);
    openWithSavedCards();
    button().press("Enter");
    atTheBank("Complete authentication");

    shows("paid");
  }

  @Test
  void whomTheBankDoesNotKnowPaysInAnotherWay() {
    saved(ASKS_EACH_TIME);
    long order = openWithSavedCards();
    button().press("Enter");
    atTheBank("Fail authentication");
    assertThat(problem()).isVisible();
    assertThat(obstacles(page)).isEmpty();

    page.locator("#another").check();
    pay(VISA);
    shows("paid");
    assertThat(payments(order)).isEqualTo(1);
  }

  @Test
  void aSavedCardThatIsDeclinedSaysWhyAndAnotherPays() {
    saved(FAILS_LATER);
    openWithSavedCards();
    button().press("Enter");
    assertThat(problem())
        .hasText("Your payment was declined. Try another way to pay, or ask your bank.");

    page.locator("#another").check();
    pay(VISA);
    shows("paid");
  }

  @Test
  void aNewCardIsSavedWhereThePayerAgrees() {
    openWithCards();
    assertThat(page.locator("#choices")).isHidden();
    keep(true);
    pay(VISA);

    shows("paid");
    eventually(
        x ->
            assertThat(
                    json(asUser().get("/v1/users/" + user + "/payment-methods"), 200)
                        .getList("data"))
                .hasSize(1));
    assertThat(tables().text("select consent_by from payment where user_id = ?", user))
        .startsWith("paydesk-link:");
  }

  @Test
  void aNewCardIsNotSavedWithoutTheirWord() {
    openWithCards();
    keep(true);
    keep(false);
    pay(VISA);

    shows("paid");
    assertThat(json(asUser().get("/v1/users/" + user + "/payment-methods"), 200).getList("data"))
        .isEmpty();
  }

  /** Paydesk charges, and its answer does not reach the page. */
  @Test
  void aLostAnswerIsNotPaidTwice() {
    expected = ".*(ERR_|Failed to load).*";
    saved(VISA_SAVED);
    long order = openWithSavedCards();
    page.route(
        "**/v1/payments",
        route -> {
          route.fetch();
          route.abort();
        });
    button().press("Enter");

    shows("paid");
    assertThat(payments(order)).isEqualTo(1);
    assertThat(
            sandbox.paymentIntents().stream()
                .filter(one -> one.at("/metadata/paydesk_order").asText().equals("" + order))
                .filter(one -> one.path("amount_received").asLong() > 0))
        .hasSize(1);
  }

  /** Stripe has charged, and its answer does not reach Paydesk. */
  @Test
  void whatStripeDidUnseenIsFoundOut() {
    saved(VISA_SAVED);
    long order = openWithSavedCards();
    sandbox.faults().resetAfterWorkNext("POST /v1/payment_intents", 1);
    button().press("Enter");

    shows("paid");
    assertThat(payments(order)).isEqualTo(1);
  }

  @Test
  void anOrdinaryLinkShowsNoSavedCard() {
    saved(VISA_SAVED);
    long order = open();
    assertThat(page.locator("#skeleton")).hasCount(0);

    assertThat(page.locator("#choices")).hasCount(0);
    assertThat(page.locator("#keep")).hasCount(0);
    assertThat(payments(order)).isZero();
  }

  private static Request with(String url) {
    return io.paydesk.testing.http.Request.given()
        .bearer(url.replaceFirst(".*/pay/", ""))
        .contentType("application/json");
  }

  @Test
  void theLinkReadsTheCardsAndChangesNone() {
    var card = saved(VISA_SAVED);
    var link = withCards(order(Map.of()));
    var mine = "/v1/users/paydesk-link/payment-methods";

    with(link).get(mine).then().statusCode(200).body("data[0].last4", equalTo("4242"));
    with(link).delete(mine + "/" + card).then().statusCode(403);
    with(link).post(mine + "/" + card + "/renewals").then().statusCode(403);
    with(link).post("/v1/users/paydesk-link/setup-intents").then().statusCode(403);
  }

  /** The answer to the first one has a secret that was begun with the owner's card. */
  @Test
  void aKeyOfItsOpensNothingToAnOrdinaryLink() {
    var card = saved(ASKS_EACH_TIME);
    long order = order(Map.of());
    var key = java.util.UUID.randomUUID().toString();
    var body = Map.of("orderId", order, "paymentMethodId", card);
    var asked =
        json(
            with(withCards(order)).header("Idempotency-Key", key).body(body).post("/v1/payments"),
            201);
    assertThat(asked.getBoolean("requiresAction")).isTrue();

    with(link(order))
        .header("Idempotency-Key", key)
        .body(body)
        .post("/v1/payments")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:link-pays-only"));
  }

  @Test
  void itIsGoodForAnHourAtMost() {
    long order = order(Map.of());
    var path = "/v1/orders/" + order + "/pay-link";
    var made = json(asService().body(Map.of("savedCards", true)).post(path), 201);

    assertThat(Instant.parse(made.getString("expiresAt")))
        .isBefore(Instant.now().plusSeconds(3_601));
    asService()
        .body(Map.of("savedCards", true, "expiresIn", 3601))
        .post(path)
        .then()
        .statusCode(400);
  }

  @Test
  void supportOffersNoSavedCardsAndAGuestHasNone() {
    var body = Map.of("savedCards", true);
    var path = "/v1/orders/" + order(Map.of()) + "/pay-link";
    as("sue", "support")
        .body(body)
        .post(path)
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:paydesk:problem:saved-cards-not-offered"));
    var guest = new HashMap<String, Object>(Map.of("price", "5.00", "currency", "usd"));
    long theirs = json(asService().body(guest).post("/v1/orders"), 201).getLong("id");
    asService()
        .body(body)
        .post("/v1/orders/" + theirs + "/pay-link")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:saved-cards-not-offered"));
  }
}
