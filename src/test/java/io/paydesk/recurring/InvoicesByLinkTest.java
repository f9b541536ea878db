package io.paydesk.recurring;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.stripe.AskLimit;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever has the link to a subscription's order can pay what the subscription owes. */
@QuarkusTest
class InvoicesByLinkTest extends SubscriptionTest {

  @Inject AskLimit limit;

  private long order;
  private long id;
  private String subscription;

  @BeforeEach
  void aRenewalIsDeclined() {
    order = monthly();
    var started = active(order);
    id = started.getLong("recurringPayment.id");
    subscription = started.getString("recurringPayment.subscriptionId");
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
    toTheEndOfItsPeriod(subscription);
    eventuallyIs(id, "past_due");
  }

  @AfterEach
  void asBefore() {
    sandbox.faults().clear();
  }

  private String token(long itsOrder) {
    return json(asService().body("{}").post("/v1/orders/" + itsOrder + "/pay-link"), 201)
        .getString("url")
        .replaceFirst(".*/pay/", "");
  }

  private static Request by(String token) {
    return given().bearer(token).contentType("application/json");
  }

  private Request with(long itsOrder) {
    return by(token(itsOrder));
  }

  private static String page(String token) {
    return given().get("/pay/" + token).asString();
  }

  private static void showsNoReceipt(String token) {
    assertThat(page(token)).contains("Thank you").doesNotContain("View the ");
  }

  private String pay() {
    return "/v1/recurring-payments/" + id + "/pay";
  }

  @Test
  void theLinkOfItsOrderSaysWhatIsOwed() {
    var owed = json(with(order).post(pay()), 200);

    assertThat(owed.getString("clientSecretType")).isEqualTo("payment");
    assertThat(owed.getString("openInvoices[0].price")).isEqualTo("15.00");
    assertThat(owed.getLong("openInvoices[0].attempts")).isEqualTo(1);
    assertThat(owed.getString("openInvoices[0].periodStart"))
        .isLessThan(owed.getString("openInvoices[0].periodEnd"));
  }

  /** Without its secret nobody could pay by the link, so the descriptions have to warn of this. */
  @Test
  void itsSecretLetsStripeTellTheDeclinedCardAndTheDescriptionsSayIt() {
    var owed = json(with(order).post(pay()), 200);
    var secret = owed.getString("clientSecret");
    var intent =
        given()
            .bearer(owed.getString("publishableKey"))
            .queryParam("client_secret", secret)
            .get(
                sandbox.baseUri() + "/v1/payment_intents/" + secret.replaceFirst("_secret_.*", ""));

    assertThat(json(intent, 200).getString("last_payment_error.payment_method.card.last4"))
        .hasSize(4);
    var described = given().get("/q/openapi?format=json").asString();
    assertThat(described)
        .contains("the declined card's brand, last four digits and billing details")
        .contains("Send a link to a subscription that is behind to its owner alone.");
  }

  @Test
  void theLinkOfAnotherOrderOfTheSamePayerOpensNothing() {
    isRefused(with(order()).post(pay()), 404, "not-found");
  }

  /** However often links ask at once, the owner's own request is answered. */
  @Test
  void linksThatAskTooOftenAreRefusedAlone() {
    var link = with(order);
    List<Cancellable> others =
        IntStream.range(0, 8)
            .mapToObj(n -> limit.leavingRoom(true, order, () -> Uni.createFrom().nothing()))
            .map(asking -> asking.subscribe().with(answer -> {}))
            .toList();
    try {
      isRefused(link.post(pay()), 429, "too-many-requests");
      isRefused(link.post("/v1/recurring-payments/" + id + "/refresh"), 429, "too-many-requests");
      json(asUser().post(pay()), 200);
    } finally {
      others.forEach(Cancellable::cancel);
    }
    json(link.post(pay()), 200);
  }

  @Test
  void anInvoiceThatWasPaidUnseenIsPaidOnceAndRecordedOnce() {
    var token = with(order);
    var invoice = json(token.post(pay()), 200).getString("openInvoices[0].invoiceId");
    loseEvents();
    sandbox.billing().pay(invoice, GOOD_CARD);

    isRefused(with(order).post(pay()), 409, "nothing-to-pay");
    json(with(order).post("/v1/recurring-payments/" + id + "/refresh"), 200);
    json(with(order).post("/v1/recurring-payments/" + id + "/refresh"), 200);
    assertThat(
            tables()
                .number(
                    "select count(*) from orders where renewal_of = ? and status = 'paid'", order))
        .isEqualTo(1);
  }

  @Test
  void anAnswerThatWasLostIsAskedForAgain() {
    sandbox.faults().failNext("GET /v1/invoices", 500, 4);
    isRefused(with(order).post(pay()), 503, "stripe-unavailable");
    sandbox.faults().clear();

    json(with(order).post(pay()), 200);
    assertThat(
            sandbox.billing().invoices(subscription).stream()
                .filter(one -> one.path("status").asText().equals("open")))
        .hasSize(1);
  }

  @Test
  void whatTheOwnerHasPaidBeforeStaysTheirs() {
    var token = token(order);
    json(by(token).post(pay()), 200);

    by(token)
        .get("/v1/payments?orderId=" + order)
        .then()
        .body("data[0].status", equalTo("succeeded"))
        .body("data[0].receiptUrl", nullValue())
        .body("data[0].invoiceUrl", nullValue())
        .body("data[0].invoicePdf", nullValue());
    asUser().get("/v1/payments?orderId=" + order).then().body("data[0].receiptUrl", notNullValue());
  }

  @Test
  void whoHasPaidWhatWasOwedSeesTheReceiptAndNoOtherLinkDoes() {
    var token = token(order);
    var invoice = json(by(token).post(pay()), 200).getString("openInvoices[0].invoiceId");

    sandbox.billing().pay(invoice, GOOD_CARD);
    eventuallyIs(id, "active");

    eventually(x -> assertThat(page(token)).contains("View the receipt"));
    showsNoReceipt(token(order));
  }

  @Test
  void whatStripeChargesToTheOwnersCardAfterAllIsTheOwners() {
    var token = token(order);
    json(by(token).post(pay()), 200);
    sandbox.billing().replaceCard(subscription, "pm_card_visa");

    sandbox.advanceClock(Duration.ofDays(3).plusMinutes(1));
    eventuallyIs(id, "active");

    eventually(x -> assertThat(page(token)).contains("Thank you"));
    showsNoReceipt(token);
  }

  @Test
  void whatTheOwnerWasGivenToPayTooShowsTheLinkNoReceipt() {
    var token = token(order);
    var invoice = json(by(token).post(pay()), 200).getString("openInvoices[0].invoiceId");
    json(asUser().post(pay()), 200);

    sandbox.billing().pay(invoice, GOOD_CARD);
    eventuallyIs(id, "active");

    eventually(x -> assertThat(page(token)).contains("Thank you"));
    showsNoReceipt(token);
  }
}
