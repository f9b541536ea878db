package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.EventStream;
import io.paydesk.testing.LogBook;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Http1;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the payer keeps: the receipt of each payment, and the invoice where there is one. */
@QuarkusTest
class PapersTest extends CheckoutTest {

  private long invoiced() {
    var body = Map.of("userId", user, "price", "12.00", "currency", "usd", "invoice", true);
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private long paidByIntent() {
    long order = order();
    var started = started(order);
    sandbox.confirm(started.getString("paymentIntentId"), GOOD_CARD);
    eventuallyPaid(order);
    return started.getLong("id");
  }

  /** The payment of an invoiced order that was paid by a session. */
  private long paidBySession() {
    long order = invoiced();
    var session = begun(order);
    pay(session, GOOD_CARD);
    eventuallyPaid(order);
    return tables().number("select id from payment where order_id = ?", order);
  }

  private Json refreshed(long payment) {
    return json(asUser().post("/v1/payments/" + payment + "/refresh"), 200);
  }

  private static HttpResponse<byte[]> fetched(String url) throws Exception {
    return Http1.client()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> page) {
    return new String(page.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aPaymentShowsItsReceiptOnceStripeWasAsked() throws Exception {
    long payment = paidByIntent();
    workedOff();
    assertThat(payment(payment).getString("invoiceUrl")).isNull();

    var receipt = refreshed(payment).getString("receiptUrl");

    assertThat(payment(payment).getString("receiptUrl")).isEqualTo(receipt);
    var page = fetched(receipt);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(text(page)).contains("Receipt", "99.99");
  }

  @Test
  void aPaymentWithoutMoneyHasNoReceipt() {
    long payment = started(order()).getLong("id");
    try {
      sandbox.confirm(payment(payment).getString("paymentIntentId"), DECLINED_CARD);
    } catch (IllegalStateException declined) {
      assertThat(declined).hasMessageContaining("declined");
    }

    assertThat(refreshed(payment).getString("receiptUrl")).isNull();
  }

  @Test
  void anInvoicedOrderIsPaidByASessionWithAnInvoice() throws Exception {
    long payment = paidBySession();

    asUser()
        .get("/v1/payments/" + payment)
        .then()
        .body("receiptUrl", notNullValue())
        .body("invoiceUrl", notNullValue())
        .body("invoicePdf", notNullValue())
        .body("origin", equalTo("one_time"));
    var shown = payment(payment);
    assertThat(text(fetched(shown.getString("invoiceUrl")))).contains("Invoice", "12.00", "paid");
    var pdf = fetched(shown.getString("invoicePdf"));
    assertThat(pdf.headers().firstValue("content-type")).hasValue("application/pdf");
    assertThat(text(pdf)).startsWith("%PDF-");
  }

  @ParameterizedTest
  @CsvSource({
    "usd,Subtotal $12.00|Discount −$3.00|Tax $1.71|Total $10.71|Paid $10.71",
    "eur,Subtotal €12.00|Discount −€3.00|Total €9.00|Tax included in it €1.44|Paid €9.00"
  })
  void theInvoiceShowsHowItsTotalCameAbout(String currency, String rows) throws Exception {
    var code = code(Map.of("percent_off", "25")).getString("id");
    var body =
        new HashMap<String, Object>(
            Map.of("userId", user, "price", "12.00", "currency", currency, "invoice", true));
    body.putAll(Map.of("promotionCode", code, "automaticTax", true));
    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    var session = begun(order);
    sandbox.checkout().address(session.getString("sessionId"), Map.of("country", "DE"));
    pay(session, GOOD_CARD);
    eventuallyPaid(order);
    workedOff();

    var page = text(fetched(refreshed(session.getLong("paymentId")).getString("invoiceUrl")));

    assertThat(page.replaceAll("</d[td]>", " ").replaceAll("<[^>]*>", "").replaceAll("\\s+", " "))
        .contains(rows.replace("|", " "));
  }

  /** Stripe's events of such an invoice are about no subscription of ours. */
  @Test
  void theInvoiceOfAnOrderMakesNoOtherOrderAndNoOtherPayment() {
    long payment = paidBySession();
    long order = tables().number("select order_id from payment where id = ?", payment);
    var invoice = sessionsOf(order).get(0).path("invoice").asText();
    eventually(
        x ->
            assertThat(
                    tables()
                        .number("select count(*) from stripe_event where object_id = ?", invoice))
                .isPositive());
    workedOff();

    assertThat(tables().number("select count(*) from orders where user_id = ?", user)).isEqualTo(1);
    assertThat(tables().number("select count(*) from payment where user_id = ?", user))
        .isEqualTo(1);
    assertThat(paymentStatus(payment)).isEqualTo("succeeded");
    assertThat(
            tables()
                .number(
                    "select count(*) from stripe_event where status not in ('done', 'ignored') and"
                        + " object_id = ?",
                    invoice))
        .isZero();
  }

  @Test
  void anInvoiceCarriesOurMarks() {
    long payment = paidBySession();
    long order = tables().number("select order_id from payment where id = ?", payment);

    var session = sessionsOf(order).get(0);

    assertThat(session.path("invoice").asText()).startsWith("in_");
    assertThat(session.at("/invoice_creation/invoice_data/metadata/paydesk_order").asLong())
        .isEqualTo(order);
  }

  @Test
  void aBareIntentHasNoInvoice() {
    start(invoiced())
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:order-needs-checkout"))
        .body("detail", containsString("invoice"));
  }

  @Test
  void anOrderShowsThatItIsInvoiced() {
    asUser().get("/v1/orders/" + invoiced()).then().body("invoice", equalTo(true));
    asUser().get("/v1/orders/" + order()).then().body("invoice", equalTo(false));
  }

  private Answer refused(String field, Object value) {
    var body =
        new HashMap<String, Object>(
            Map.of("userId", user, "price", "12.00", "currency", "usd", "invoice", true));
    body.put(field, value);
    return asService().body(body).post("/v1/orders");
  }

  @Test
  void whatHasInvoicesAnywayOrIsCapturedLaterIsNotInvoiced() {
    for (var why : Map.of("priceId", "price_monthly", "capture", "manual").entrySet()) {
      refused(why.getKey(), why.getValue())
          .then()
          .statusCode(422)
          .body("type", equalTo("urn:paydesk:problem:order-not-invoiced"))
          .body("detail", containsString("invoice"));
    }
    refused("invoice", "perhaps").then().statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"service", "admin", "support"})
  void whoeverSeesAPaymentSeesItsPapers(String role) {
    long payment = paidBySession();

    as("somebody", role)
        .get("/v1/payments/" + payment)
        .then()
        .body("receiptUrl", notNullValue())
        .body("invoiceUrl", notNullValue());
    as("somebody-else").get("/v1/payments/" + payment).then().statusCode(404);
    as("somebody-else").post("/v1/payments/" + payment + "/refresh").then().statusCode(404);
  }

  @Test
  void noStreamAndNoLogShowsWhereThePapersAre() {
    var headers = Map.of("Authorization", "Bearer " + keys.token(user, Set.of()));
    try (var log = LogBook.open();
        var stream = EventStream.open(URI.create(StartedService.url() + "/v1/changes"), headers)) {
      long payment = paidBySession();
      refreshed(payment);
      var shown = payment(payment);

      eventually(
          x ->
              assertThat(stream.events("payment"))
                  .anyMatch(event -> event.version() >= shown.getInt("version")));
      assertThat(stream.raw()).doesNotContain("/receipts/", shown.getString("invoiceUrl"));
      assertThat(log.lines("/receipts/")).isEmpty();
      assertThat(log.lines(shown.getString("invoiceUrl"))).isEmpty();
    }
  }

  @Test
  void whoeverGuessesAnAddressSeesNothing() throws Exception {
    long payment = paidBySession();
    var url = payment(payment).getString("invoiceUrl");

    assertThat(fetched(url.substring(0, url.length() - 1) + "_").statusCode()).isEqualTo(404);
    assertThat(fetched(url.substring(0, url.lastIndexOf('/'))).statusCode()).isEqualTo(404);
  }

  @Test
  void papersThatStripeDoesNotShowStayAsTheyAre() {
    long payment = paidBySession();
    var before = payment(payment).getString("invoiceUrl");
    sandbox.faults().failNext("GET /v1/checkout/sessions", 500, 5);

    asUser().post("/v1/payments/" + payment + "/refresh").then().statusCode(202);

    sandbox.faults().clear();
    assertThat(payment(payment).getString("invoiceUrl")).isEqualTo(before);
    assertThat(refreshed(payment).getString("invoiceUrl")).isEqualTo(before);
  }

  @Test
  void aSessionWithoutAnInvoiceAsksForNone() {
    long order = order();
    begun(order);

    assertThat(sessionsOf(order).get(0).at("/invoice_creation/enabled").asBoolean()).isFalse();
    asUser().get("/v1/payments?orderId=" + order).then().body("data[0].receiptUrl", nullValue());
  }
}
