package io.paydesk.page;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.LogBook;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.SpanBook;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server draws of an order: one page for each state of its payment. */
@QuarkusTest
class PageStatesTest extends PaydeskTest {

  private static final String CARD = "4242424242424242";
  private static final String POOR = "4000000000009995";
  private static final String DEBIT = "pm_usBankAccount_success";

  /** Without Stripe's own script. */
  private static final int HEAVIEST = 60_000;

  @Inject SpanBook spans;

  private String link(long order) {
    return json(asService().body("{}").post("/v1/orders/" + order + "/pay-link"), 201)
        .getString("url")
        .replaceFirst("^https?://[^/]+", "");
  }

  private static Answer page(String link) {
    return given().get(link);
  }

  private String shown(long order) {
    var answer = page(link(order));
    answer.then().statusCode(200);
    return answer.asString();
  }

  private void shows(long order, String state, String words) {
    var html = shown(order);
    assertThat(html).contains("data-state=\"" + state + "\"").contains(words);
  }

  private long order(Map<String, Object> more) {
    var body =
        new HashMap<String, Object>(
            Map.of("userId", user, "price", "99.99", "currency", "usd", "description", "Tickets"));
    body.putAll(more);
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private String paid(long order, String card) {
    var intent = started(order).getString("paymentIntentId");
    sandbox.confirm(intent, card);
    return intent;
  }

  @Test
  void anOrderThatNobodyHasBegunToPayCanBePaid() {
    long order = order(Map.of());

    shows(order, "payable", "Pay $99.99");
    assertThat(shown(order)).contains("Tickets").contains("data-hosted=\"false\"");
  }

  @Test
  void whatIsBoughtStandsBesideTheForm() {
    var lines =
        List.of(
            Map.of("name", "Row <A>", "amount", "40.00", "quantity", 2),
            Map.of("name", "Programme", "amount", "19.99", "quantity", 1));

    var html = shown(order(Map.of("lines", lines)));

    assertThat(html)
        .contains("Row &lt;A&gt;")
        .contains("$80.00")
        .contains("$40.00 each")
        .contains("$19.99");
  }

  @Test
  void aDeclinedCardIsExplainedAndAnotherTryIsThere() {
    long order = order(Map.of());
    paid(order, POOR);

    eventually(x -> shows(order, "payable", "There is not enough money on this card."));
  }

  @Test
  void whileTheBankDecidesNobodyPaysAgain() {
    sandbox.faults().banksWait(true);
    long order = order(Map.of("receiptEmail", "ada@example.com"));
    paid(order, DEBIT);

    eventually(x -> shows(order, "processing", "Your bank is working on it"));
    assertThat(shown(order)).doesNotContain("@example.com").doesNotContain("id=\"pay\"");
  }

  /** Whoever has the link need not be who gets the receipt. */
  @Test
  void anAddressIsNeverShownWhole() {
    assertThat(OrderPages.masked("ada@example.com")).isEqualTo("a•••@example.com");
    assertThat(OrderPages.masked("@example.com")).isNull();
    assertThat(OrderPages.masked(null)).isNull();
  }

  @Test
  void whatTheBankHoldsIsCalledReserved() {
    long order = order(Map.of("capture", "manual"));
    paid(order, CARD);

    eventually(x -> shows(order, "held", "Your bank holds $99.99."));
  }

  @Test
  void whoHasPaidIsThanked() {
    long order = order(Map.of());
    paid(order, CARD);
    eventuallyPaid(order);

    shows(order, "paid", "We have received your payment of $99.99.");
    assertThat(shown(order)).doesNotContain("id=\"pay\"");
  }

  @Test
  void whatWentBackIsSaid() {
    long order = order(Map.of());
    paid(order, CARD);
    eventuallyPaid(order);
    var payment = json(asUser().get("/v1/payments?orderId=" + order), 200).getLong("data[0].id");
    json(
        asAdmin()
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .body(Map.of("paymentId", payment, "refundAmount", 2500))
            .post("/v1/refunds"),
        201);

    eventually(x -> shows(order, "paid", "$25.00 was refunded to you."));
  }

  @Test
  void aFreeOrderHasNothingToPay() {
    shows(order(Map.of("price", "0")), "paid", "There is nothing to pay.");
  }

  @Test
  void aCanceledOrderCannotBePaid() {
    long order = order(Map.of());
    json(asService().post("/v1/orders/" + order + "/cancel"), 200);

    shows(order, "canceled", "This order was canceled");
  }

  @Test
  void anOrderThatHasExpiredCannotBePaid() {
    long order = order(Map.of());
    tables()
        .change(
            "update orders set expires_at = now() - interval '1 second', version = version + 1 where id = ?",
            order);

    shows(order, "expired", "This order has expired");
  }

  @Test
  void anOrderInReviewIsWordedWithoutAlarm() {
    long order = order(Map.of());
    paid(order, CARD);
    eventuallyPaid(order);
    tables()
        .change(
            "update orders set status = 'review', review_reason = 'overpaid', version = version + 1 where id = ?",
            order);

    shows(order, "review", "We are looking at your payment");
    assertThat(shown(order)).doesNotContain("overpaid");
  }

  @Test
  void theAddressThatAPayerComesBackToIsNotBelieved() {
    long order = order(Map.of());
    started(order);

    var html =
        page(link(order) + "?returned=1&redirect_status=succeeded&payment_intent=pi_1").asString();

    assertThat(html).contains("data-state=\"checking\"").doesNotContain("Thank you");
  }

  @Test
  void orderWithCodesGoesToStripesPage() {
    var html = shown(order(Map.of("allowPromotionCodes", true)));

    assertThat(html)
        .contains("data-hosted=\"true\"")
        .contains("Discounts and taxes are worked out in the next step.");
  }

  @Test
  void aSubscriptionSaysWhatItIs() {
    var html = shown(order(Map.of("price", "10.00", "priceId", "price_monthly", "trialDays", 14)));

    assertThat(html)
        .contains("Start trial")
        .contains("14 days free, then $10.00 a month.")
        .contains("data-mode=\"setup\"");
  }

  private String price(String interval, int count) {
    return json(
            given()
                .bearer(ConfigProvider.getConfig().getValue("stripe.secret-key", String.class))
                .contentType("application/x-www-form-urlencoded")
                .body(
                    "currency=usd&unit_amount=1000&product_data[name]=Club&recurring[interval]=%s&recurring[interval_count]=%d"
                        .formatted(interval, count))
                .post(sandbox.baseUri() + "/v1/prices"),
            200)
        .getString("id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | month | 1 | 0 | Subscribe for $10.00 a month | $10.00 a month",
        "en | week | 2 | 0 | Subscribe for $10.00 every 2 weeks | $10.00 every 2 weeks",
        "en | year | 1 | 1 | Start trial | 1 day free, then $10.00 a year.",
        "de | month | 3 | 0 | alle 3 Monate abonnieren | alle 3 Monate",
        "de | year | 1 | 14 | Testzeitraum starten | 14 Tage kostenlos, danach",
        "fr | week | 2 | 0 | toutes les 2 semaines | toutes les 2 semaines",
        "fr | month | 1 | 1 | Commencer l’essai | 1 jour gratuit, puis",
        "es | month | 1 | 0 | al mes | al mes",
        "es | day | 10 | 7 | Empezar la prueba | 7 días gratis; después,",
        "ar | month | 2 | 0 | كل شهرين | كل شهرين",
        "ar | month | 3 | 0 | كل 3 أشهر | كل 3 أشهر",
        "ar | day | 11 | 0 | كل 11 يومًا | كل 11 يومًا",
        "ar | month | 1 | 2 | ابدأ الفترة التجريبية | يومان مجانًا",
        "ar | month | 1 | 14 | ابدأ الفترة التجريبية | 14 يومًا مجانًا",
        "ar | month | 1 | 100 | ابدأ الفترة التجريبية | 100 يوم مجانًا"
      })
  void whatASubscriptionCostsIsSaidAsThePayerWould(
      String language, String interval, int count, int trial, String button, String note) {
    var order =
        order(Map.of("price", "10.00", "priceId", price(interval, count), "trialDays", trial));

    var html = given().header("Accept-Language", language).get(link(order)).asString();

    assertThat(html).contains(button).contains(note).doesNotContain("{");
  }

  @Test
  void severalSeatsAreSaid() {
    var order = order(Map.of("price", "30.00", "priceId", price("month", 1), "quantity", 3));

    assertThat(shown(order)).contains("3 × $10.00").contains("Subscribe for $30.00 a month");
  }

  @Test
  void visitsAndLinksThatOpenNothingAreCounted() {
    double opened = counted("paydesk_page_opened_total{state=\"payable\"}");
    double unknown = counted("paydesk_page_links_total{outcome=\"unknown\"}");
    var link = link(order(Map.of()));

    page(link).then().statusCode(200);
    given().header("Paydesk-Page", "1").get(link).then().statusCode(200);
    page("/pay/x").then().statusCode(404);

    assertThat(counted("paydesk_page_opened_total{state=\"payable\"}")).isEqualTo(opened + 1);
    assertThat(counted("paydesk_page_links_total{outcome=\"unknown\"}")).isEqualTo(unknown + 1);
  }

  @Test
  void whatThePageBeginsAndWhatIsRefusedToItIsCounted() {
    var begun = "paydesk_page_begun_total{way=\"payment\"}";
    var refused = "paydesk_page_refused_total{reason=\"amount-mismatch\",way=\"payment\"}";
    double before = counted(begun);
    double refusals = counted(refused);
    long order = order(Map.of());
    var token = link(order).replaceFirst(".*/pay/", "");
    var body = new HashMap<String, Object>(Map.of("orderId", order, "amount", 1));

    byThePage(token, body).then().statusCode(422);
    body.remove("amount");
    byThePage(token, body).then().statusCode(201);
    byThePage(token, body).then().statusCode(200);
    started(order(Map.of()));

    assertThat(counted(begun)).isEqualTo(before + 1);
    assertThat(counted(refused)).isEqualTo(refusals + 1);
  }

  private static Answer byThePage(String token, Map<String, Object> body) {
    return given()
        .bearer(token)
        .header("Paydesk-Page", "1")
        .contentType("application/json")
        .body(body)
        .post("/v1/payments");
  }

  private static double counted(String series) {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
        .findFirst()
        .orElse(0);
  }

  @Test
  void aLinkThatHasExpiredSaysWhomToAsk() {
    long order = order(Map.of());
    var link = link(order);
    tables()
        .change(
            "update pay_link set expires_at = now() - interval '1 second' where order_id = ?",
            order);

    var answer = page(link);

    answer.then().statusCode(410);
    assertThat(answer.asString()).contains("This link has expired").contains("Ask Paydesk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "pdk_pay_test_00000000000000000000000000000000000000", "%3Cscript%3E"})
  void aLinkThatIsNotKnownIsAPageThatSaysWhomToAsk(String token) {
    var answer = page("/pay/" + token);

    answer.then().statusCode(404);
    assertThat(answer.contentType()).startsWith("text/html");
    assertThat(answer.asString()).contains("We do not know this link").doesNotContain("<script>");
  }

  @Test
  void aLinkWithALetterChangedIsNotKnown() {
    var link = link(order(Map.of()));
    var other = link.endsWith("A") ? "B" : "A";

    page(link.substring(0, link.length() - 1) + other).then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de-AT,de;q=0.9,en;q=0.8 | de | ltr | bezahlen",
        "fr | fr | ltr | Payer",
        "es-MX | es | ltr | Pagar",
        "ar-EG | ar | rtl | ادفع",
        "nl, en-GB;q=0.7 | en | ltr | Pay",
        "xx | en | ltr | Pay",
        "';;=' | en | ltr | Pay"
      })
  void itSpeaksThePayersLanguage(String header, String language, String direction, String words) {
    var html = given().header("Accept-Language", header).get(link(order(Map.of()))).asString();

    assertThat(html)
        .contains("<html lang=\"" + language + "\" dir=\"" + direction + "\">")
        .contains(words);
  }

  @ParameterizedTest
  @CsvSource({"500, jpy, ¥500", "1.230, kwd, KWD"})
  void amountsHaveTheirCurrencysDecimals(String price, String currency, String shown) {
    var order = order(Map.of("price", price, "currency", currency));

    assertThat(shown(order)).contains(shown).doesNotContain("500.00");
  }

  @Test
  void thePolicyLetsNothingInButStripe() {
    var answer = page(link(order(Map.of())));
    var policy = answer.header("Content-Security-Policy");

    assertThat(policy)
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'")
        .contains("style-src 'self';")
        .doesNotContain("unsafe")
        .doesNotContain("*");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.asString()).doesNotContain("style=\"").doesNotContain("<style");
  }

  @Test
  void aPictureOfTheShopsIsLetInAndNoOther() {
    var lines =
        List.of(
            Map.of(
                "name",
                "Tickets",
                "amount",
                "99.99",
                "quantity",
                1,
                "imageUrl",
                "https://pictures.example/a.png"));

    var policy = page(link(order(Map.of("lines", lines)))).header("Content-Security-Policy");

    assertThat(policy).contains("https://pictures.example");
    assertThat(page(link(order(Map.of()))).header("Content-Security-Policy"))
        .doesNotContain("pictures.example");
  }

  @Test
  void allOfItIsLightAndKeptByBrowsersForGood() {
    var html = shown(order(Map.of()));
    var files =
        Pattern.compile("(?:href|src)=\"(assets/[^\"]+)\"")
            .matcher(html)
            .results()
            .map(found -> found.group(1))
            .toList();
    int weight = html.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;

    assertThat(files).hasSize(PageAssets.MODULES.size() + PageAssets.SHEETS.size() + 1);
    for (var file : files) {
      var answer = given().get("/pay/" + file);
      answer.then().statusCode(200);
      assertThat(answer.header("Cache-Control")).contains("immutable");
      weight += answer.asString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
    assertThat(weight).isLessThan(HEAVIEST);
  }

  @Test
  void whatIsForReadersOfTheSourceIsNotSent() {
    var answer = given().get("/pay/assets/0123456789abcdef/elements.js").asString();

    assertThat(answer).contains("confirmPayment").doesNotContain("// ").doesNotContain("\n  ");
  }

  @Test
  void aFileOfAnotherReleaseIsNotKept() {
    var answer = given().get("/pay/assets/0123456789abcdef/pay.js");

    answer.then().statusCode(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    given().get("/pay/assets/x/PageAssets.class").then().statusCode(404);
  }

  @Test
  void theWayBackLeadsToThePageThatThePayerCameFrom() {
    long order = order(Map.of());
    var link = link(order);
    var cookie = page(link).header("Set-Cookie");

    assertThat(cookie).contains("HttpOnly").contains("Path=/pay/back/" + order + ";");
    var answer =
        given()
            .header("Cookie", cookie.replaceAll(";.*", ""))
            .get("/pay/back/" + order + "?payment_intent_client_secret=pi_1_secret_2");

    answer.then().statusCode(303);
    assertThat(answer.header("Location")).isEqualTo(link.replace("/pay/", "../") + "?returned=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "x", "-1", "99999999999999999999"})
  void whoComesBackInAnotherBrowserIsToldToOpenTheirLink(String order) {
    var answer =
        given().header("Cookie", "paydesk_pay_1=//elsewhere.example").get("/pay/back/" + order);

    answer.then().statusCode(200);
    assertThat(answer.asString()).contains("You can close this window").contains("../assets/");
  }

  @Test
  void theLinkIsInNoLogAndNoTrace() {
    try (var log = LogBook.open()) {
      var link = link(order(Map.of()));
      page(link).then().statusCode(200);
      var secret = link.substring(link.lastIndexOf('_') + 1);

      eventually(
          x ->
              assertThat(spans.all())
                  .anyMatch(span -> span.getAttributes().toString().contains("/pay")));
      assertThat(spans.all()).noneMatch(span -> span.toString().contains(secret));
      assertThat(log.lines(secret)).isEmpty();
      assertThat(given().get("/q/metrics").asString()).doesNotContain(secret);
    }
  }
}
