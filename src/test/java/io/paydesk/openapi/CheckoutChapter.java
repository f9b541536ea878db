package io.paydesk.openapi;

import io.paydesk.testing.http.Json;
import java.util.Map;

/** How an order is paid on Stripe's pages. */
abstract class CheckoutChapter extends CaptureChapter {

  private static final String THANKS =
      "https://shop.example/pay/thanks?session={CHECKOUT_SESSION_ID}";

  private static String hosted(long order, String more) {
    return """
        {"orderId": %d, "surface": "hosted", "successUrl": "%s",
         "cancelUrl": "https://shop.example/pay/cart"%s}
        """
        .formatted(order, THANKS, more);
  }

  private static String inAPage(long order, String surface) {
    return "{\"orderId\": %d, \"surface\": \"%s\", \"returnUrl\": \"%s\"}"
        .formatted(order, surface, THANKS);
  }

  private Asking session(String body) {
    return call("startCheckoutSession").by(asUser()).sends(body);
  }

  private void shown(Json session) {
    var url = session.getString("url");
    if (url != null) {
      recording.standIns.show(url, "https://checkout.stripe.com/c/pay/cs_test_123#fid123");
    }
  }

  void ofCheckout() {
    long order = ordered(user, "48.00", "Two tickets");
    session(inAPage(order, "page")).isRefused(400, "invalid-surface");
    session(inAPage(order, "hosted")).isRefused(422, "wrong-urls-for-surface");
    session(hosted(order, "").replace("shop.example", "elsewhere.example"))
        .isRefused(422, "return-url-not-allowed");
    session(hosted(order, "").replace("cart", "cart?{CHECKOUT_SESSION_ID}"))
        .isRefused(422, "placeholder-not-filled-in");
    session(hosted(order, ", \"locale\": \"tlh\"")).isRefused(422, "invalid-locale");
    session(hosted(order, ", \"expiresIn\": 60")).isRefused(422, "invalid-expires-in");
    call("getCheckoutSession")
        .of("cs_test_1")
        .isRefused(404, "not-found", "checkout-session-not-found");

    var body = hosted(order, ", \"expiresIn\": 3600");
    var begun =
        call("startCheckoutSession").by(asUser()).shown("hosted", body).answers(201, "hosted");
    shown(begun);
    call("startCheckoutSession").by(asUser()).sends(body).answers(200, "hosted");
    var inThePage =
        call("startCheckoutSession")
            .by(asUser())
            .shown("embedded", inAPage(order, "embedded"))
            .answers(201, "embedded");
    sandbox.faults().banksWait(true);
    heard(
        () -> sandbox.checkout().pay(inThePage.getString("sessionId"), "pm_usBankAccount_success"));
    call("getCheckoutSession")
        .by(asUser())
        .of(inThePage.getString("sessionId"))
        .answers(200, "processing");
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d}".formatted(order))
        .isRefused(409, "payment-under-way");
    heard(
        () -> {
          sandbox.faults().banksWait(false);
          eventually(
              x ->
                  org.assertj.core.api.Assertions.assertThat(orderStatus(order)).isEqualTo("paid"));
        });

    ofCodes();
    ofSellers();

    long lost = ordered(user, "24.00", "One ticket");
    stripeIsSilent("POST /v1/checkout/sessions", "GET /v1/checkout/sessions");
    call("startCheckoutSession").by(asUser()).sends(hosted(lost, "")).answers(202, "unknown");
    stripeAnswers();
    call("cancelOrder").by(asService()).of(lost).succeeds(200);
  }

  private void ofCodes() {
    var order = "{\"userId\": \"%s\", \"price\": \"24.00\", \"currency\": \"usd\", %s}";
    call("createOrder")
        .sends(
            order.formatted(user, "\"allowPromotionCodes\": true, \"promotionCode\": \"promo_1\""))
        .isRefused(422, "code-and-codes");
    long reduced = reduced("promo_of_2019");
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d}".formatted(reduced))
        .isRefused(422, "order-needs-checkout");
    session(hosted(reduced, "")).isRefused(422, "promotion-code-unknown");
    stripeIsSilent("GET /v1/promotion_codes");
    session(hosted(reduced("promo_of_2018"), "")).isRefused(422, "promotion-code-refused");
    stripeAnswers();
    refuses(
        Map.of("id", "EURO", "amount_off", "500", "currency", "eur"),
        "promotion-code-in-another-currency");
    refuses(
        Map.of(
            "id", "SUMMER",
            "percent_off", "25",
            "redeem_by", "" + sandbox.now().minusSeconds(60).getEpochSecond()),
        "promotion-code-expired");
    refuses(
        Map.of("id", "LAST", "percent_off", "25", "max_redemptions", "0"), "promotion-code-spent");
    var taxed =
        call("createOrder")
            .by(asService())
            .sends(order.formatted(user, "\"automaticTax\": true"))
            .succeeds(201)
            .jsonPath()
            .getLong("id");
    sandbox
        .faults()
        .refuseNext(
            "POST /v1/checkout/sessions",
            "customer_tax_location_invalid",
            null,
            "The customer's location isn't recognized.");
    session(hosted(taxed, "")).isRefused(422, "tax-without-address");
  }

  private void ofSellers() {
    var order = "{\"userId\": \"%s\", \"price\": \"24.00\", \"currency\": \"usd\", %s}";
    var lines =
        "\"lines\": [{\"name\": \"A course\", \"amount\": \"24.00\", \"quantity\": 1, \"taxCode\": \"%s\"}]";
    var sold = "\"managedPayments\": true, " + lines;
    call("createOrder")
        .sends(order.formatted(user, sold.formatted("txcd_10103000") + ", \"invoice\": true"))
        .isRefused(422, "not-with-managed-payments");
    call("createOrder")
        .sends(order.formatted(user, "\"managedPayments\": true"))
        .isRefused(422, "managed-payments-without-tax-code");
    call("createOrder")
        .sends(order.formatted(user, "\"adaptivePricing\": true, \"capture\": \"manual\""))
        .isRefused(422, "adaptive-pricing-captured-later");
    long course = made(order.formatted(user, sold.formatted("txcd_10103000")));
    session(inAPage(course, "elements")).isRefused(422, "surface-not-for-managed-payments");
    session(hosted(course, ", \"savePaymentMethod\": true"))
        .isRefused(422, "managed-payments-save-nothing");
    long mug = made(order.formatted(user, sold.formatted("txcd_99999999")));
    session(hosted(mug, "")).isRefused(422, "managed-payments-refused");
    long chosen = made(order.formatted(user, "\"paymentMethodConfiguration\": \"pmc_unknown\""));
    session(hosted(chosen, "")).isRefused(422, "payment-method-configuration-refused");
  }

  private long made(String order) {
    return call("createOrder").by(asService()).sends(order).succeeds(201).jsonPath().getLong("id");
  }

  private long reduced(String code) {
    return call("createOrder")
        .by(asService())
        .sends(
            """
            {"userId": "%s", "price": "24.00", "currency": "usd", "promotionCode": "%s"}
            """
                .formatted(user, code))
        .succeeds(201)
        .jsonPath()
        .getLong("id");
  }

  private void refuses(Map<String, String> coupon, String problem) {
    var dashboard = sandbox.billing().dashboard();
    var code = dashboard.promotionCode(dashboard.coupon(coupon), "C" + System.nanoTime());
    session(hosted(reduced(code), "")).isRefused(422, problem);
  }
}
