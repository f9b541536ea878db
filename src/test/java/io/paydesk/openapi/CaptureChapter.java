package io.paydesk.openapi;

/** A shop that ships first, and takes the money then. */
abstract class CaptureChapter extends PaymentChapter {

  private static final String RESERVED =
      """
      {"userId": "%s", "price": "99.99", "currency": "usd", "description": "Two tickets", "capture": "manual"}
      """;

  void ofCaptures() {
    long first =
        call("createOrder")
            .by(asService())
            .shown("captured-later", RESERVED.formatted(user))
            .succeeds(201)
            .jsonPath()
            .getLong("id");
    var waiting = begunBy(user, first);
    captureOf(waiting.getLong("id"), "{}").isRefused(409, "payment-not-capturable");

    var held = held();
    call("getPayment").by(asUser()).of(held.payment()).answers(200, "authorized");
    captureOf(held.payment(), "{\"amount\": null}").isRefused(400, "capture-amount-null");
    captureOf(held.payment(), "{\"amount\": 10000}").isRefused(422, "capture-exceeds-authorized");
    sandbox.faults().failNext("POST /v1/payment_intents/" + held.intent() + "/capture", 400, 1);
    captureOf(held.payment(), "{\"amount\": 4999}").isRefused(422, "capture-refused-by-stripe");
    stripeIsSilent("GET /v1/payment_intents");
    captureOf(held.payment(), "{\"amount\": 4999}").answers(202, "asked-for");
    captureOf(held.payment(), "{\"amount\": 5999}").isRefused(409, "capture-under-way");
    stripeAnswers();
    call("capturePayment")
        .by(asService())
        .of(held.payment())
        .shown("a-part", "{\"amount\": 4999}")
        .answers(200, "captured");
    captureOf(held.payment(), "{}").isRefused(409, "payment-already-captured");
    call("getOrder").by(asUser()).of(held.order()).answers(200, "captured");
    call("capturePayment").by(asService()).of(held().payment()).shown("all", "{}").succeeds(200);
  }

  private long reserved() {
    return call("createOrder")
        .by(asService())
        .sends(RESERVED.formatted(user))
        .succeeds(201)
        .jsonPath()
        .getLong("id");
  }

  private Paid held() {
    long order = reserved();
    var begun = begunBy(user, order);
    var intent = begun.getString("paymentIntentId");
    heard(() -> sandbox.confirm(intent, GOOD_CARD));
    return new Paid(order, begun.getLong("id"), intent);
  }

  private Asking captureOf(long payment, String body) {
    return call("capturePayment").by(asService()).of(payment).sends(body);
  }
}
