package io.paydesk.dev.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Route;
import io.paydesk.testing.http.Http1;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a shop's page can do with the client: pay, go to a session, see what may be used. */
@QuarkusTest
class ClientPayTest extends ShopPageTest {

  /** Below one of the addresses that are allowed in tests. */
  private static final String RETURN = "https://shop.example/pay?session={CHECKOUT_SESSION_ID}";

  private static final String SCRIPT = "https://stripe.example/stripe.js";

  private static final String START = "**/v1/payments";

  /** What is used of Stripe.js, against the pretend Stripe; the card is in {@code window.card}. */
  private static final String STRIPE_JS =
      """
      window.Stripe = (publishableKey) => {
        const confirm = async ({ elements, confirmParams }) => {
          if (!window.card) return { error: { type: 'validation_error', message: 'Your card number is incomplete.' } };
          const [id] = elements.clientSecret.split('_secret_');
          const response = await fetch('%s/v1/payment_intents/' + id + '/confirm', {
            method: 'POST',
            headers: { Authorization: 'Bearer ' + publishableKey },
            body: new URLSearchParams({ client_secret: elements.clientSecret, return_url: confirmParams.return_url,
              payment_method: window.card }),
          });
          const body = await response.json();
          window.confirmed = (window.confirmed ?? 0) + 1;
          if (window.answerIsLost) return { error: { type: 'api_connection_error', message: 'No answer.' } };
          return response.ok ? { paymentIntent: body } : { error: { ...body.error } };
        };
        return {
          elements: (options) => ({
            clientSecret: options.clientSecret,
            options,
            create: (type, more) => ({
              mount: (where) => { window.mounted = { where, type, options, more }; },
              destroy: () => { window.mounted = undefined; },
            }),
          }),
          confirmPayment: confirm,
        };
      };
      """;

  @ConfigProperty(name = "stripe.secret-key")
  String secretKey;

  @BeforeEach
  void stripeServesItsScript() {
    var stripe = sandbox.baseUri().toString().replaceAll("/$", "");
    page.route(
        "**/v1/config",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setHeaders(Map.of("Access-Control-Allow-Origin", "*"))
                    .setContentType("application/json")
                    .setBody("{\"stripeScript\": \"" + SCRIPT + "\"}")));
    page.route(
        SCRIPT,
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/javascript")
                    .setBody(STRIPE_JS.formatted(stripe))));
  }

  @Test
  void aPayerPaysAndIsToldWhatTheServerSays() {
    long order = order();
    openShop();
    pay(order, "pm_card_visa");

    assertThat(page.evaluate("outcome.status")).isEqualTo("paid");
    assertThat(page.evaluate("outcome.order.status")).isEqualTo("paid");
    assertThat(page.evaluate("outcome.payment.status")).isEqualTo("succeeded");
    assertThat(page.evaluate("mounted.type")).isEqualTo("payment");
    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(keysKept()).isEmpty();
  }

  @Test
  void aDeclinedCardIsToldAndAnotherOnePays() {
    expected = ".*status of 402 .*";
    long order = order();
    openShop();
    pay(order, "pm_card_visa_chargeDeclinedInsufficientFunds");
    assertThat(page.evaluate("outcome.status")).isEqualTo("open");
    assertThat((String) page.evaluate("outcome.message")).contains("insufficient funds");

    page.evaluate("async () => { card = 'pm_card_visa'; outcome = await paying.confirm(); }");
    assertThat(page.evaluate("outcome.status")).isEqualTo("paid");
    assertThat(page.evaluate("outcome.message")).isNull();
  }

  @Test
  void whatStripeFindsIncompleteIsNotSentAnywhere() {
    long order = order();
    openShop();
    pay(order, "");

    assertThat(page.evaluate("outcome.status")).isEqualTo("open");
    assertThat(page.evaluate("outcome.message")).isEqualTo("Your card number is incomplete.");
    assertThat(page.evaluate("window.confirmed")).isNull();
  }

  @Test
  void anAnswerThatWasLostOnItsWayToTheBrowserIsNoDecline() {
    long order = order();
    openShop();
    page.evaluate("window.answerIsLost = true");
    pay(order, "pm_card_visa");

    assertThat(page.evaluate("outcome.status")).isEqualTo("paid");
  }

  @Test
  void twoClicksConfirmOnce() {
    long order = order();
    openShop();
    page.evaluate(
        """
        async (orderId) => {
          window.card = 'pm_card_visa';
          const paying = await client.pay('#payment', { orderId });
          window.both = await Promise.all([paying.confirm(), paying.confirm()]);
        }""",
        Math.toIntExact(order));

    assertThat(list("both.map(({ status }) => status)")).isEqualTo(List.of("paid", "paid"));
    assertThat(page.evaluate("confirmed")).isEqualTo(1);
  }

  @Test
  void aReloadGoesOnWithTheSamePayment() {
    long order = order();
    openShop();
    begin(order);
    var secret = page.evaluate("mounted.options.clientSecret");
    page.reload();
    page.waitForFunction("() => window.client");

    begin(order);
    assertThat(page.evaluate("mounted.options.clientSecret")).isEqualTo(secret);
  }

  @Test
  void aRequestWhoseAnswerNeverCameIsSentAgainUnderItsKeyAfterAReload() {
    expected = ".*net::ERR_.*";
    var keys = new CopyOnWriteArrayList<String>();
    page.onRequest(
        request -> {
          if (request.method().equals("POST") && request.url().endsWith("/v1/payments")) {
            keys.add(request.headers().get("idempotency-key"));
          }
        });
    page.route(
        START,
        route -> {
          if (keys.size() <= 4) {
            route.abort();
          } else {
            route.resume();
          }
        });
    long order = order();
    openShop();
    page.evaluate(
        """
        (orderId) => { client.pay('#payment', { orderId }).catch((error) => problems.push(
          { retryable: error.retryable, status: error.status })); }""",
        Math.toIntExact(order));
    page.waitForFunction("() => problems.length === 1");
    assertThat(map(page.evaluate("problems[0]")))
        .containsEntry("retryable", true)
        .containsEntry("status", 0);
    assertThat(keysKept()).hasSize(1);
    page.reload();
    page.waitForFunction("() => window.client");

    begin(order);
    assertThat(keys).hasSize(5);
    assertThat(Set.copyOf(keys)).hasSize(1);
    assertThat(keysKept()).isEmpty();
  }

  @Test
  void whoComesBackFromTheirBankIsToldWhatTheServerSaysWhateverTheAddressClaims() {
    long order = order();
    var payment = started(order);
    openShop(
        paydesk,
        "?cart=7&payment_intent=%s&payment_intent_client_secret=%s&redirect_status=succeeded"
            .formatted(payment.getString("paymentIntentId"), payment.getString("clientSecret")));
    begin(order);
    assertThat(page.evaluate("paying.outcome?.status ?? 'the form is shown'"))
        .isEqualTo("the form is shown");
    assertThat(page.url()).isEqualTo(shop("?cart=7"));

    sandbox.confirm(payment.getString("paymentIntentId"), CARD);
    page.navigate(shop("?payment_intent=x&redirect_status=failed"));
    page.waitForFunction("() => window.client");
    begin(order);
    assertThat(page.evaluate("paying.outcome.status")).isEqualTo("paid");
    assertThat(page.evaluate("window.mounted")).isNull();
  }

  @Test
  void whatIsPaidAlreadyShowsNoForm() {
    long order = order();
    pay(order);
    eventuallyPaid(order);
    openShop();
    begin(order);

    assertThat(page.evaluate("paying.outcome.status")).isEqualTo("paid");
    assertThat(page.evaluate("async () => (await paying.confirm()).status")).isEqualTo("paid");
    assertThat(page.evaluate("window.mounted")).isNull();
  }

  @Test
  void aSubscriptionBeginsByTheSameCall() {
    var price = sandbox.billing().price("usd", 1500, "month");
    var order =
        json(
                asService()
                    .body(
                        Map.of(
                            "userId", user, "price", "15.00", "currency", "usd", "priceId", price))
                    .post("/v1/orders"),
                201)
            .getLong("id");
    openShop();
    pay(order, "pm_card_visa");

    assertThat(page.evaluate("outcome.status")).isEqualTo("paid");
    assertThat(page.evaluate("outcome.recurringPayment.status")).isEqualTo("active");
    page.evaluate("async (userId) => { window.mine = await client.entitlements(userId); }", user);
    assertThat(list("mine.map(({ priceId }) => priceId)")).isEqualTo(List.of(price));
  }

  @Test
  void aSavedMethodPaysWithoutAForm() {
    long first = order();
    long second = order();
    openShop();
    page.evaluate(
        """
        async (orderId) => {
          window.card = 'pm_card_visa';
          const paying = await client.pay('#payment', { orderId, savePaymentMethod: true });
          await paying.confirm();
          paying.unmount();
        }""",
        Math.toIntExact(first));
    var saved =
        json(asUser().get("/v1/users/" + user + "/payment-methods"), 200).getString("data[0].id");
    page.evaluate(
        """
        async ([orderId, paymentMethodId]) => {
          window.paying = await client.pay(undefined, { orderId, paymentMethodId });
        }""",
        List.of(Math.toIntExact(second), saved));

    assertThat(page.evaluate("paying.outcome.status")).isEqualTo("paid");
    assertThat(page.evaluate("window.mounted")).isNull();
  }

  @Test
  void aSavedMethodThatIsDeclinedIsToldInStripesWords() {
    long order = order();
    var customer = intentOf(started(order()).getLong("id")).path("customer").asText();
    var saved = attached(customer, "pm_card_chargeCustomerFail");
    openShop();
    page.evaluate(
        """
        async ([orderId, paymentMethodId]) => {
          window.paying = await client.pay(undefined, { orderId, paymentMethodId });
        }""",
        List.of(Math.toIntExact(order), saved));

    assertThat(page.evaluate("paying.outcome.status")).isEqualTo("open");
    assertThat((String) page.evaluate("paying.outcome.message")).contains("declined");
  }

  private String attached(String customer, String method) {
    var request =
        HttpRequest.newBuilder(
                sandbox.baseUri().resolve("/v1/payment_methods/" + method + "/attach"))
            .header("Authorization", "Bearer " + secretKey)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("customer=" + customer))
            .build();
    try {
      var answer = Http1.client().send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return new ObjectMapper().readTree(answer.body()).path("id").asText();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothingThatThePageSendsSaysAnAmount() {
    var bodies = new CopyOnWriteArrayList<String>();
    page.onRequest(
        request -> {
          if (request.method().equals("POST") && request.url().startsWith(paydesk.toString())) {
            bodies.add(String.valueOf(request.postData()));
          }
        });
    openShop();
    pay(order(), "pm_card_visa");

    assertThat(bodies).isNotEmpty();
    assertThat(bodies).noneMatch(body -> body.matches("(?s).*(amount|price|currency).*"));
  }

  @Test
  void aSessionIsBegunAndItsPayerIsSentToStripe() {
    long order = order();
    openShop();
    page.route(
        "**/checkout/**",
        route -> route.fulfill(new Route.FulfillOptions().setBody("Stripe's page")));
    page.evaluate(
        "([orderId, successUrl]) => { client.checkout({ orderId, successUrl }); }",
        List.of(Math.toIntExact(order), RETURN));

    page.waitForURL(address -> !address.startsWith(shop("")));
    assertThat(page.url()).contains("cs_test_");
  }

  @Test
  void whatBecameOfASessionIsAskedOfTheServer() {
    long order = order();
    var session =
        json(
                asUser()
                    .body(Map.of("orderId", order, "surface", "hosted", "successUrl", RETURN))
                    .post("/v1/checkout-sessions"),
                201)
            .getString("sessionId");
    openShop();
    settle(session);
    assertThat(page.evaluate("outcome.status")).isEqualTo("open");

    sandbox.checkout().pay(session, CARD);
    settle(session);
    assertThat(page.evaluate("outcome.status")).isEqualTo("paid");
  }

  @Test
  void entitlementsAreThoseOfTheTokensUser() {
    openShop();
    page.evaluate("async (userId) => { window.mine = await client.entitlements(userId); }", user);

    assertThat(list("mine")).isEmpty();
    assertThat(
            page.evaluate(
                "async () => { try { await client.entitlements(); } catch (e) { return e.name; } }"))
        .isEqualTo("TypeError");
  }

  private void settle(String session) {
    page.evaluate(
        "async (sessionId) => { window.outcome = await client.settle({ sessionId }); }", session);
  }

  private void begin(long order) {
    page.evaluate(
        "async (orderId) => { window.paying = await client.pay('#payment', { orderId }); }",
        Math.toIntExact(order));
  }

  private void pay(long order, String card) {
    begin(order);
    page.evaluate(
        "async (card) => { window.card = card; window.outcome = await paying.confirm(); }", card);
  }

  private List<?> keysKept() {
    return list("Object.keys(sessionStorage).filter((name) => name.startsWith('paydesk:'))");
  }
}
