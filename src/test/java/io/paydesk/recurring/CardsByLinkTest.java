package io.paydesk.recurring;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever pays a subscription by a link gives their card to that, and not to its owner. */
@QuarkusTest
class CardsByLinkTest extends SubscriptionTest {

  private Request with(long order) {
    var link = json(asService().body("{}").post("/v1/orders/" + order + "/pay-link"), 201);
    var token = link.getString("url").replaceFirst(".*/pay/", "");
    return given().bearer(token).contentType("application/json");
  }

  private String methods() {
    return "/v1/users/" + user + "/payment-methods";
  }

  private String paying(String subscription) {
    return sandbox.billing().subscription(subscription).path("default_payment_method").asText();
  }

  private String saved() {
    var setup = json(asUser().post("/v1/users/" + user + "/setup-intents"), 201);
    var card =
        sandbox
            .billing()
            .confirmSetup(setup.getString("setupIntentId"), "5555555555554444")
            .path("payment_method")
            .asText();
    eventually(
        x ->
            assertThat(
                    tables()
                        .text("select status from setup_intent where id = ?", setup.getLong("id")))
                .isEqualTo("succeeded"));
    return card;
  }

  private void isNotTheOwners(String card) {
    assertThat(json(asUser().get(methods()), 200).getList("data.id")).doesNotContain(card);
    isRefused(
        asUser().body(Map.of("orderId", order(), "paymentMethodId", card)).post("/v1/payments"),
        404,
        "payment-method-not-found");
    isRefused(asUser().post(methods() + "/" + card + "/renewals"), 404, "payment-method-not-found");
    isRefused(asUser().post(methods() + "/" + card + "/default"), 404, "payment-method-not-found");
  }

  @Test
  void whatBeganASubscriptionByLinkPaysNothingElseOfTheOwners() {
    long order = monthly();
    var begun =
        json(
            with(order)
                .body(Map.of("orderId", order, "priceId", price))
                .post("/v1/recurring-payments"),
            201);
    var subscription = begun.getString("recurringPayment.subscriptionId");
    pay(begun, GOOD_CARD);
    eventuallyPaid(order);

    isNotTheOwners(paying(subscription));
  }

  @Test
  void whatPaidAnInvoiceByLinkPaysNothingElseOfTheOwners() {
    long order = monthly();
    var begun = active(order);
    long id = begun.getLong("recurringPayment.id");
    var subscription = begun.getString("recurringPayment.subscriptionId");
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
    toTheEndOfItsPeriod(subscription);
    eventuallyIs(id, "past_due");
    var invoice =
        json(with(order).post("/v1/recurring-payments/" + id + "/pay"), 200)
            .getString("openInvoices[0].invoiceId");
    sandbox.billing().pay(invoice, GOOD_CARD);
    eventuallyIs(id, "active");

    isNotTheOwners(paying(subscription));
  }

  @Test
  void whatTheOwnerHasSavedIsTheirsAllTheSame() {
    long order = monthly();
    json(
        with(order).body(Map.of("orderId", order, "priceId", price)).post("/v1/recurring-payments"),
        201);

    var card = saved();

    assertThat(json(asUser().get(methods()), 200).getList("data.id")).containsExactly(card);
  }

  @Test
  void whereNoLinkWasThereTheSubscriptionsCardIsTheOwners() {
    var begun = active(monthly());
    var card = paying(begun.getString("recurringPayment.subscriptionId"));

    assertThat(json(asUser().get(methods()), 200).getList("data.id")).containsExactly(card);
  }
}
