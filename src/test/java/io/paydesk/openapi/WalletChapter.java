package io.paydesk.openapi;

/** Where Apple Pay and other wallets show. */
abstract class WalletChapter extends KeyChapter {

  private static final String SHOP = "{\"domainName\": \"shop.example\"}";

  void ofWallets() {
    call("registerPaymentMethodDomain")
        .by(asAdmin())
        .shown("of-the-shop", SHOP)
        .answers(201, "shop");
    setting("https://pay.example");
    try {
      call("listPaymentMethodDomains")
          .by(asAdmin())
          .answers(200, "the-payers-page-is-not-registered");
      call("registerPaymentMethodDomain")
          .by(asAdmin())
          .shown("of-the-payers-page", "{}")
          .answers(201, "registered");
      setting("");
      call("registerPaymentMethodDomain")
          .by(asAdmin())
          .sends("{}")
          .isRefused(422, "payment-method-domain-missing");
    } finally {
      System.clearProperty("paydesk.public-url");
    }
    sandbox.walletFails(
        "shop.example",
        "apple_pay",
        "Apple could not verify this domain. Check that it is reachable from the internet.");
    call("listPaymentMethodDomains").by(asAdmin()).answers(200, "one-is-inactive");
    call("registerPaymentMethodDomain")
        .by(asAdmin())
        .shown("looked-at-again", "{\"domainName\": \"shop.example\", \"validate\": true}")
        .answers(200, "active-again");
    call("registerPaymentMethodDomain")
        .by(asAdmin())
        .sends("{\"domainName\": \"localhost\"}")
        .isRefused(422, "invalid-payment-method-domain");
    sandbox
        .faults()
        .refuseNext(
            "POST /v1/payment_method_domains",
            null,
            "domain_name",
            "The domain name old.example is not a valid domain name.");
    call("registerPaymentMethodDomain")
        .by(asAdmin())
        .sends("{\"domainName\": \"old.example\"}")
        .isRefused(422, "refused-by-stripe", "domain-refused-by-stripe");
    sandbox.faults().failNext("GET /v1/payment_method_domains", 403, 1);
    call("listPaymentMethodDomains").by(asAdmin()).isRefused(503, "stripe-key-not-permitted");
    stripeIsSilent("GET /v1/payment_method_domains");
    call("listPaymentMethodDomains")
        .by(asAdmin())
        .isRefused(503, "stripe-unavailable", "stripe-unavailable-for-a-domain");
    stripeAnswers();
  }

  private static void setting(String publicUrl) {
    System.setProperty("paydesk.public-url", publicUrl);
  }
}
