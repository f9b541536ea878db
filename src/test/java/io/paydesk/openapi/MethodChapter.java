package io.paydesk.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.payment.PaymentProblems;

/** Cards that payers save, and pay with again. */
abstract class MethodChapter extends SubscriptionChapter {

  private static final String ASKS = "4000002760003184";

  void ofMethods() {
    var payer = "user-5";
    call("listPaymentMethods").of(payer).by(as(payer)).answers(200, "none");
    stripeIsSilent("POST /v1/setup_intents", "GET /v1/setup_intents");
    call("startSetupIntent").of(payer).by(as(payer)).answers(202, "unknown");
    stripeAnswers();
    call("startSetupIntent").of(payer).by(as(payer)).answers(200, "begun-already");
    save(payer, GOOD_CARD);
    call("startSetupIntent").of(payer).by(as(payer)).answers(201, "pending");
    var asking = save(payer, ASKS);
    var list = call("listPaymentMethods").of(payer).by(as(payer)).answers(200, "two-cards");
    var good = list.getString("data[1].id");

    call("startPayment")
        .by(as(payer))
        .shown("a-saved-card", paying(ordered(payer, "24.00", "One ticket"), good, ""))
        .answers(201, "paid-in-one-click");
    long second = ordered(payer, "36.00", "Two tickets");
    call("startPayment")
        .by(asService())
        .shown("the-payer-is-away", paying(second, asking, ", \"offSession\": true"))
        .answers(201, "the-bank-asks-who-is-away");
    call("startPayment")
        .by(as(payer))
        .sends(paying(second, asking, ""))
        .answers(200, "the-bank-asks");
    call("startPayment")
        .by(as(payer))
        .sends(paying(second, asking, ", \"offSession\": true"))
        .isRefused(403, "off-session-not-allowed");
    call("startPayment")
        .by(as(payer))
        .sends(paying(second, "pm_ofNobodyHere1", ""))
        .isRefused(404, "payment-method-not-found");
    long third = ordered(payer, "12.00", "A child's ticket");
    var begun =
        call("startPayment")
            .by(as(payer))
            .shown(
                "a-card-to-save", "{\"orderId\": %d, \"savePaymentMethod\": true}".formatted(third))
            .answers(201, "pending-with-a-card-to-save");
    tables().change("update setup_intent set status = 'canceled' where user_id = ?", payer);
    call("startPayment")
        .by(asService())
        .sends(paying(third, good, ", \"offSession\": true"))
        .isRefused(422, "payment-method-without-consent");
    call("cancelPayment").of(begun.getLong("id")).succeeds(200);

    call("makePaymentMethodDefault").of(payer, good).by(as(payer)).answers(200, "the-default");
    call("renewWithPaymentMethod").of(payer, good).by(as(payer)).answers(200, "for-renewals");
    stripeIsSilent("GET /v1/payment_methods");
    call("makePaymentMethodDefault")
        .of(payer, good)
        .by(as(payer))
        .isRefused(503, "stripe-unavailable", "stripe-unavailable-for-a-method");
    stripeAnswers();
    call("removePaymentMethod").of(payer, good).by(as(payer)).succeeds(204);
    onStripesPage(payer);
    // This shop has one.
    refused(
        "return-url-missing",
        "return-url-missing",
        new ObjectMapper().valueToTree(PaymentProblems.returnUrlMissing().body()));
  }

  private void onStripesPage(String payer) {
    var asked =
        """
        {"surface": "hosted", "currency": "usd", "successUrl": "https://shop.example/pay/cards", \
        "cancelUrl": "https://shop.example/pay/cards"}\
        """;
    var page =
        call("startSetupIntent")
            .of(payer)
            .by(as(payer))
            .shown("hosted", asked)
            .answers(201, "on-stripes-page");
    recording.standIns.show(
        page.getString("url"), "https://checkout.stripe.com/c/pay/cs_test_123#fid123");
    call("startSetupIntent")
        .of(payer)
        .by(as(payer))
        .shown(
            "embedded",
            """
            {"surface": "embedded", "currency": "usd", "returnUrl": "https://shop.example/pay/cards"}""")
        .answers(201, "in-stripes-form");
  }

  private String save(String payer, String card) {
    var setup =
        tables()
            .text(
                "select max(setup_intent_id) from setup_intent where user_id = ? and status = 'pending'",
                payer);
    var saved = new String[1];
    heard(
        () -> {
          var done = sandbox.billing().confirmSetup(setup, card);
          saved[0] =
              (done.path("status").asText().equals("requires_action")
                      ? sandbox.authenticate(setup, true)
                      : done)
                  .path("payment_method")
                  .asText();
        });
    return saved[0];
  }

  private static String paying(long order, String method, String more) {
    return "{\"orderId\": %d, \"paymentMethodId\": \"%s\"%s}".formatted(order, method, more);
  }
}
