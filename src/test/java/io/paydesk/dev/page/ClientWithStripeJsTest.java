package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The client and Stripe.js together, as the pretend Stripe serves it: fields, bank and sessions.
 */
@QuarkusTest
class ClientWithStripeJsTest extends ShopPageTest {

  private static final String VISA = "4242 4242 4242 4242";
  private static final String POOR = "4000 0000 0000 9995";
  private static final String ASKS_ALWAYS = "4000 0027 6000 3184";

  /** It is in the list of those that a payer may be sent back to. */
  private static final String BACK = "http://localhost:3000/thanks";

  private String price;

  @BeforeEach
  void sell() {
    price = sandbox.billing().price("usd", 1500, "month");
  }

  /** All tests share the clock: what goes on would renew in other tests too. */
  @AfterEach
  void endWhatWasSold() {
    visitor.setOffline(false);
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .filter(one -> !one.path("status").asText().equals("canceled"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  @Test
  void afterADeclineAnotherCardPays() {
    begin(order());
    type(POOR);
    confirm();
    ends("open");
    assertThat(page.evaluate("outcome.message")).isEqualTo("Your card has insufficient funds.");

    type(VISA);
    confirm();
    ends("paid");
    assertThat(page.evaluate("outcome.message")).isNull();
    page.evaluate("paying.unmount()");
    assertThat(page.locator("#payment iframe")).hasCount(0);
  }

  @Test
  void whomTheBankDoesNotKnowMayTryAgain() {
    begin(order());
    type(ASKS_ALWAYS);
    confirm();
    answerTheBank("Fail authentication");
    ends("open");
    assertThat((String) page.evaluate("outcome.message")).isNotBlank();

    confirm();
    answerTheBank("Complete authentication");
    ends("paid");
  }

  @Test
  void whatIsMissingIsSaidAndNothingIsSent() {
    begin(order());
    confirm();

    ends("open");
    assertThat(page.evaluate("outcome.message")).isEqualTo("Your card number is incomplete.");
  }

  @Test
  void theBankIsAskedAboutASavedCardToo() {
    long first = order();
    openShop();
    page.evaluate(
        "async (orderId) => { window.paying = await client.pay('#payment', { orderId, savePaymentMethod: true }); }",
        Math.toIntExact(first));
    type(ASKS_ALWAYS);
    confirm();
    answerTheBank("Complete authentication");
    ends("paid");
    page.evaluate("paying.unmount()");
    var saved =
        json(asUser().get("/v1/users/" + user + "/payment-methods"), 200).getString("data[0].id");
    long second = order();

    payWith(saved, second);
    answerTheBank("Fail authentication");
    ends("open");
    assertThat((String) page.evaluate("outcome.message")).isNotBlank();

    payWith(saved, second);
    answerTheBank("Complete authentication");
    ends("paid");
    assertThat(page.locator("#payment iframe")).hasCount(0);
    assertThat(orderStatus(second)).isEqualTo("paid");
  }

  private void payWith(String saved, long order) {
    page.evaluate(
        """
        ([orderId, paymentMethodId]) => { outcome = undefined;
          client.pay(undefined, { orderId, paymentMethodId }).then((paying) => { outcome = paying.outcome; }); }""",
        List.of(Math.toIntExact(order), saved));
  }

  @Test
  void aTrialSavesACardWithTheBanksConsentAndIsUsedAtOnce() {
    begin(subscription(Map.of("trialDays", 14)));
    type(ASKS_ALWAYS);
    confirm();
    answerTheBank("Complete authentication");

    ends("trialing");
    assertThat(page.evaluate("outcome.recurringPayment.status")).isEqualTo("trialing");
    assertThat(page.evaluate("outcome.order.status")).isEqualTo("pending");
    assertThat(mayUse()).isEqualTo(List.of(price));
  }

  @Test
  void aSubscriptionBeginsInTheFormAfterADecline() {
    long order = subscription(Map.of());
    begin(order);
    type(POOR);
    confirm();
    ends("open");
    assertThat((String) page.evaluate("outcome.message")).contains("insufficient funds");
    assertThat(mayUse()).isEmpty();

    type(VISA);
    confirm();
    ends("paid");
    assertThat(page.evaluate("outcome.recurringPayment.status")).isEqualTo("active");
    assertThat(mayUse()).isEqualTo(List.of(price));
  }

  @Test
  void aRenewalThatWasDeclinedIsPaidInTheForm() {
    long order = subscription(Map.of());
    begin(order);
    type(VISA);
    confirm();
    ends("paid");
    page.evaluate("paying.unmount()");
    var running = (String) page.evaluate("outcome.recurringPayment.subscriptionId");
    // What went back of the first period changes nothing about what is owed for the next.
    sandbox.refundAtDashboard(
        tables()
            .text(
                "select payment_intent_id from payment where order_id = ? and status = 'succeeded'",
                order),
        500);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("partially_refunded"));
    sandbox.billing().replaceCard(running, "pm_card_chargeCustomerFail");
    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(java.time.Duration.ofHours(2));
    eventually(
        x ->
            assertThat(
                    json(asUser().get("/v1/recurring-payments?orderId=" + order), 200)
                        .getString("data[0].status"))
                .isEqualTo("past_due"));

    begin(order);
    assertThat(page.evaluate("paying.message")).isEqualTo("Your card was declined.");
    assertThat(list("paying.openInvoices.map(({ price, currency }) => price + ' ' + currency)"))
        .isEqualTo(List.of("15.00 usd"));
    type(VISA);
    confirm();
    ends("paid");
    assertThat(page.evaluate("outcome.recurringPayment.status")).isEqualTo("active");
  }

  @Test
  void aSubscriptionTakesNoSavedMethodAndNothingIsBegun() {
    openShop();
    var refused =
        page.evaluate(
            """
            async (orderId) => client.pay(undefined, { orderId, paymentMethodId: 'pm_1' })
              .then(() => 'taken', (error) => error.name)""",
            Math.toIntExact(subscription(Map.of())));

    assertThat(refused).isEqualTo("TypeError");
    assertThat(tables().number("select count(*) from recurring_payment where user_id = ?", user))
        .isZero();
  }

  @Test
  void whereStripeDoesNotAnswerTheFormIsThereOnceItDoes() {
    sandbox.faults().failNext("POST /v1/payment_intents", 500, 100);
    var statuses = new java.util.concurrent.CopyOnWriteArrayList<Integer>();
    page.onResponse(
        response -> {
          if (response.url().endsWith("/v1/payments")
              && response.request().method().equals("POST")) {
            statuses.add(response.status());
            sandbox.faults().answerAgain();
          }
        });
    begin(order());
    type(VISA);
    confirm();

    ends("paid");
    assertThat(statuses).startsWith(202).endsWith(201);
    assertThat(tables().number("select count(*) from payment where user_id = ?", user))
        .isEqualTo(1);
  }

  /** It may have been paid: whoever believed that it is open would pay it twice. */
  @Test
  void whatStripeNeverSaysIsUnknownAndNotOpen() {
    long order = order();
    started(order);
    openShop();
    page.route(
        "**/refresh",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(202)
                    .setHeaders(Map.of("Access-Control-Allow-Origin", "*"))
                    .setContentType("application/json")
                    .setBody("{}")));
    page.evaluate(
        """
        async (orderId) => {
          const later = setTimeout;
          // Nobody waits half a minute here; a call still may take as long as it does.
          window.setTimeout = (what, millis) => later(what, millis < 60_000 ? 0 : millis);
          window.outcome = await client.settle({ orderId });
        }""",
        Math.toIntExact(order));

    ends("unknown");
    assertThat(page.evaluate("outcome.order.status")).isEqualTo("pending");
    page.unroute("**/refresh");
    page.evaluate(
        "async (orderId) => { window.outcome = await client.settle({ orderId }); }",
        Math.toIntExact(order));
    ends("open");
  }

  @Test
  void aTokenThatIsRevokedInTheMiddleIsReplacedByTheShop() {
    expected = ".*status of 401 .*";
    tokens.add(
        json(asService().body("{}").post("/v1/users/" + user + "/tokens"), 201).getString("token"));
    begin(order());
    type(VISA);
    asService().delete("/v1/users/" + user + "/tokens").then().statusCode(204);
    confirm();

    ends("paid");
    assertThat(given).hasSize(2);
  }

  /** Before, so that no call is refused: the browser would report that. */
  @Test
  void aTokenIsAskedForAnewBeforeItExpiresAndSaysWhoseItIs() {
    var token = asService().body("{}").post("/v1/users/" + user + "/tokens").asString();
    openShop();
    page.evaluate(
        """
        async ([script, text]) => {
          const { paydesk } = await import(script);
          const good = JSON.parse(text);
          const old = { ...good, expiresAt: new Date(Date.now() + 10_000).toISOString() };
          window.asked = 0;
          const mine = paydesk({ token: () => (asked++ ? good : old) });
          window.may = [await mine.entitlements(), await mine.entitlements()];
        }""",
        List.of(paydesk.resolve("/paydesk.js").toString(), token));

    assertThat(page.evaluate("may")).isEqualTo(List.of(List.of(), List.of()));
    assertThat(page.evaluate("asked")).isEqualTo(2);
  }

  @Test
  void whatAPayerMayUseIsHeardOfAsItBeginsAndEnds() {
    begin(subscription(Map.of()));
    page.evaluate(
        """
        (userId) => {
          const read = async () => {
            const all = await client.entitlements(userId);
            seen.push(all.map(({ priceId }) => priceId).join());
          };
          let reading = Promise.resolve();
          client.changes({}, ({ kind }) => { if (kind !== 'payment') reading = reading.then(read); });
        }""",
        user);
    until("last === ''");
    type(VISA);
    confirm();
    ends("paid");
    until("last === '" + price + "'");

    endWhatWasSold();
    until("last === ''");
  }

  @Test
  void whoIsOfflineIsToldSoAndPaysOnceTheyAreBack() {
    expected = ".*(net::ERR_|Failed to load).*";
    long order = order();
    begin(order);
    watch(order);
    until("last?.live");
    type(VISA);
    visitor.setOffline(true);
    until("!last.live");
    page.evaluate("paying.confirm().catch((problem) => { window.failed = problem; }); null");
    page.waitForFunction("() => window.failed");
    assertThat(page.evaluate("failed.retryable")).isEqualTo(true);
    assertThat(page.evaluate("failed.status")).isEqualTo(0);

    visitor.setOffline(false);
    until("last.live && last.order.status === 'pending'");
    confirm();
    ends("paid");
    until("last.order.status === 'paid' && last.payments[0].status === 'succeeded'");
  }

  @Test
  void aGuestPaysAndSeesTheMoneyComeBack() {
    var made =
        json(asService().body(Map.of("price", "5.00", "currency", "usd")).post("/v1/orders"), 201);
    long order = made.getLong("id");
    tokens.add(made.getString("guestToken.token"));
    begin(order);
    watch(order);
    type(VISA);
    confirm();
    ends("paid");
    until("last.live && last.order.status === 'paid'");
    sandbox.refundAtDashboard(
        tables().text("select payment_intent_id from payment where order_id = ?", order), 500);

    until("last.order.status === 'refunded' && last.refunds[0]?.status === 'succeeded'");
    assertThat(given).hasSize(1);
  }

  @Test
  void stripesPageInAFrameIsPaidAfterADecline() {
    long order = order();
    openShop();
    thanks();
    page.evaluate(
        """
        async ([orderId, returnUrl]) => {
          window.shown = await client.checkout({ orderId, surface: 'embedded', element: '#payment', returnUrl }); }""",
        List.of(Math.toIntExact(order), BACK + "?session={CHECKOUT_SESSION_ID}"));
    payEmbedded("pm_card_visa_chargeDeclined");
    assertThat(checkout().getByRole(AriaRole.ALERT)).containsText("Your card was declined.");

    payEmbedded("pm_card_visa");
    var session = returned().replaceAll(".*session=", "");
    openShop();
    page.evaluate(
        "async (sessionId) => { window.outcome = await client.settle({ sessionId }); }", session);
    ends("paid");
    assertThat(page.evaluate("outcome.order.id")).isEqualTo((int) order);
  }

  @Test
  void stripesPageInAFrameIsTakenAwayAndShownAgain() {
    long order = order();
    openShop();
    var embed =
        """
        async ([orderId, returnUrl]) => { window.shown?.unmount();
          window.shown = await client.checkout({ orderId, surface: 'embedded', element: '#payment', returnUrl });
          return shown.session.sessionId; }""";
    var arguments = List.of(Math.toIntExact(order), BACK);
    var first = page.evaluate(embed, arguments);
    page.evaluate("shown.unmount()");
    assertThat(page.locator("#payment iframe")).hasCount(0);

    assertThat(page.evaluate(embed, arguments)).isEqualTo(first);
    assertThat(page.locator("#payment iframe")).hasCount(1);
  }

  @Test
  void aFormNeedsAPlaceAndNothingIsBegunWithoutOne() {
    openShop();
    var refused =
        page.evaluate(
            """
            async (orderId) => client.pay(undefined, { orderId })
              .then(() => 'taken', (error) => error.name)""",
            Math.toIntExact(order()));

    assertThat(refused).isEqualTo("TypeError");
    assertThat(tables().number("select count(*) from payment where user_id = ?", user)).isZero();
  }

  @Test
  void aFrameNeedsAPlaceAndNothingIsBegunWithoutOne() {
    openShop();
    var refused =
        page.evaluate(
            """
            async (orderId) => client.checkout({ orderId, surface: 'embedded' })
              .then(() => 'taken', (error) => error.name)""",
            Math.toIntExact(order()));

    assertThat(refused).isEqualTo("TypeError");
    assertThat(tables().number("select count(*) from payment where user_id = ?", user)).isZero();
  }

  @Test
  void fieldsOfASessionStandInTheShopsOwnPage() {
    long order = order();
    openShop();
    page.evaluate(
        """
        async ([orderId, returnUrl]) => {
          const { sdk } = await client.checkout({ orderId, surface: 'elements', returnUrl });
          const element = sdk.createPaymentElement();
          element.mount('#payment');
          await new Promise((ready) => element.on('ready', ready));
          window.actions = (await sdk.loadActions()).actions;
          await actions.updateEmail('ada@example.com');
        }""",
        List.of(Math.toIntExact(order), BACK));
    assertThat(page.evaluate("actions.getSession().total.total.amount")).isEqualTo("$99.99");
    type(POOR);
    var confirm = "async () => (await actions.confirm({ redirect: 'if_required' })).error?.code";
    assertThat(page.evaluate(confirm)).isEqualTo("paymentFailed");

    type(VISA);
    assertThat(page.evaluate(confirm)).isNull();
    page.evaluate(
        "async (orderId) => { window.outcome = await client.settle({ orderId }); }",
        Math.toIntExact(order));
    ends("paid");
  }

  @Test
  void aTrialBeginsOnStripesPageInAFrame() {
    long order = subscription(Map.of("trialDays", 7));
    openShop();
    thanks();
    page.evaluate(
        """
        async ([orderId, returnUrl]) => {
          await client.checkout({ orderId, surface: 'embedded', element: '#payment', returnUrl }); }""",
        List.of(Math.toIntExact(order), BACK));
    payEmbedded("pm_card_visa");

    assertThat(returned()).startsWith(BACK);
    openShop();
    page.evaluate(
        "async (orderId) => { window.outcome = await client.settle({ orderId }); }",
        Math.toIntExact(order));
    ends("trialing");
    assertThat(mayUse()).isEqualTo(List.of(price));
  }

  /** A page of the shop's that a payer comes back to. */
  private void thanks() {
    page.route(
        BACK + "*",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("text/html").setBody("<h1>Thanks</h1>")));
  }

  private String returned() {
    page.waitForURL(Pattern.compile("localhost:3000/thanks"));
    return page.url();
  }

  private FrameLocator checkout() {
    return page.frameLocator("iframe[title='Secure payment form']");
  }

  private void payEmbedded(String card) {
    // After a first try it stays as it is.
    if (checkout().getByLabel("E-mail").isEditable()) {
      checkout().getByLabel("E-mail").fill("ada@example.com");
    }
    checkout().getByLabel("Test card").selectOption(card);
    checkout().locator("button[value=pay]").press("Enter");
  }

  private long subscription(Map<String, Object> more) {
    var body =
        new HashMap<String, Object>(
            Map.of("userId", user, "price", "15.00", "currency", "usd", "priceId", price));
    body.putAll(more);
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private List<?> mayUse() {
    page.evaluate("async (userId) => { window.mine = await client.entitlements(userId); }", user);
    return list("mine.map(({ priceId }) => priceId)");
  }

  private void begin(long order) {
    openShop();
    page.evaluate(
        "async (orderId) => { window.paying = await client.pay('#payment', { orderId }); }",
        Math.toIntExact(order));
  }

  private void type(String card) {
    var fields = page.frameLocator("iframe[title='Secure payment input frame']");
    var exact = new FrameLocator.GetByLabelOptions().setExact(true);
    var number = fields.getByLabel("Card number", exact);
    number.fill("");
    number.pressSequentially(card.replace(" ", ""));
    fields.getByLabel("Expiration date", exact).fill("12 / 40");
    fields.getByLabel("Security code", exact).fill("123");
    fields.getByLabel("ZIP code", exact).fill("94110");
  }

  /** Its answer is in {@code outcome} once it is there; the bank may be asked before. */
  private void confirm() {
    page.evaluate(
        "() => { window.outcome = undefined; paying.confirm().then((seen) => { outcome = seen; }); }");
  }

  private void ends(String status) {
    page.waitForFunction("() => window.outcome");
    assertThat(page.evaluate("outcome.status")).isEqualTo(status);
  }
}
