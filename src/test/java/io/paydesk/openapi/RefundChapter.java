package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** How money goes back: refunds, disputes and reviews. */
abstract class RefundChapter extends CheckoutChapter {

  void ofRefunds() {
    long payment = bought.payment();
    refundOf(payment, ", \"refundAmount\": null").isRefused(400, "refund-amount-null");
    refundOf(payment, ", \"currency\": \"eur\"").isRefused(422, "refund-currency-mismatch");
    var part =
        call("createRefund")
            .keyed()
            .shown(
                "a-part",
                """
                {"paymentId": %d, "refundAmount": 2500, "currency": "usd", "reason": "requested_by_customer"}
                """
                    .formatted(payment))
            .answers(201, "succeeded");
    refundOf(payment, ", \"refundAmount\": 8000").isRefused(422, "refund-exceeds-remaining");
    refundOf(payment, ", \"refundAmount\": 2500, \"remaining\": 9999")
        .isRefused(409, "refund-overtaken");
    long refund = part.getLong("id");
    quiet();
    call("getRefund").by(asUser()).of(refund).answers(200, "succeeded");
    call("refreshRefund").of(refund).answers(200, "succeeded");

    stripeIsSilent("POST /v1/refunds", "GET /v1/refunds");
    long lost = refundOf(payment, ", \"refundAmount\": 1000").answers(202, "unknown").getLong("id");
    call("refreshRefund").of(lost).answers(202, "unknown");
    stripeAnswers();
    call("refreshRefund").of(lost).succeeds(200);
    call("getRefund").of(4711).isRefused(404, "not-found", "refund-not-found");
    call("listRefunds")
        .with("status=paid")
        .isRefused(400, "invalid-status", "invalid-refund-status");

    var other = paid(user, "24.00", "One ticket", "4000000000007726");
    sandbox.holdRefunds(true);
    var pending =
        call("createRefund")
            .keyed()
            .shown("all", "{\"paymentId\": %d}".formatted(other.payment()))
            .answers(201, "pending");
    refundOf(other.payment(), "").isRefused(422, "nothing-to-refund");
    heard(() -> sandbox.refundFails(pending.getString("refundId"), "expired_or_canceled_card"));
    sandbox.holdRefunds(false);
    call("getRefund").of(pending.getLong("id")).answers(200, "failed");
    sandbox.payOut("usd");
    refundOf(other.payment(), "")
        .isRefused(422, "refused-by-stripe", "new-refund-refused-by-stripe");
    paid("user-8", "5000.00", "A box for the season");
  }

  // --- Disputes
  // -----------------------------------------------------------------------------------

  void ofDisputes() {
    var disputed = paid(user, "99.99", "Two tickets");
    heard(() -> sandbox.dispute(disputed.intent(), "fraudulent", false));
    long dispute =
        tables().number("select id from dispute where payment_id = ?", disputed.payment());
    call("getDispute").by(asUser()).of(dispute).answers(200, "open");
    call("getDispute").of(4711).isRefused(404, "not-found", "dispute-not-found");
    refundOf(disputed.payment(), "").isRefused(409, "payment-disputed");
  }

  // --- Reviews
  // ------------------------------------------------------------------------------------

  /** The shop's price was another when the payer paid. */
  private Paid inReview() {
    long order = ordered(user, "99.99", "Two tickets");
    var begun = begunBy(user, order);
    tables().change("update orders set amount = 8999 where id = ?", order);
    heard(() -> sandbox.confirm(begun.getString("paymentIntentId"), GOOD_CARD));
    assertThat(orderStatus(order)).isEqualTo("review");
    return new Paid(order, begun.getLong("id"), begun.getString("paymentIntentId"));
  }

  Asking resolution(long order, String fields) {
    return call("resolveOrder").of(order).sends("{" + fields + "}");
  }

  void ofReviews() {
    var first = inReview();
    call("cancelOrder").of(first.order()).isRefused(409, "order-not-cancelable");
    resolution(first.order(), "\"resolution\": \"ignore\"").isRefused(400, "invalid-resolution");
    resolution(first.order(), "\"resolution\": \"refund\", \"endSubscription\": \"later\"")
        .isRefused(400, "invalid-end-subscription");
    resolution(first.order(), "\"resolution\": \"accept\", \"inQuestion\": []")
        .isRefused(409, "review-overtaken");
    call("resolveOrder")
        .of(first.order())
        .shown("accept", "{\"resolution\": \"accept\"}")
        .answers(200, "accepted");
    resolution(first.order(), "\"resolution\": \"accept\"").isRefused(409, "order-not-in-review");

    var second = inReview();
    stripeIsSilent("POST /v1/refunds");
    call("resolveOrder")
        .of(second.order())
        .shown("refund", "{\"resolution\": \"refund\"}")
        .answers(202, "refund-on-its-way");
    resolution(second.order(), "\"resolution\": \"accept\"").isRefused(409, "refund-under-way");
    stripeAnswers();
    resolution(second.order(), "\"resolution\": \"refund\"").succeeds(200);

    var third = inReview();
    tables()
        .change("update payment set payment_intent_id = 'pi_gone' where id = ?", third.payment());
    resolution(third.order(), "\"resolution\": \"refund\"")
        .isRefused(422, "refused-by-stripe", "refund-refused-by-stripe");
  }

  // --- Lists
  // --------------------------------------------------------------------------------------

  static final String REGULAR = "user-2";

  /** Whoever buys twice has two of everything. */
  void ofLists() {
    for (int i = 1; i <= 2; i++) {
      var paid = paid(REGULAR, "48.00", "Two tickets");
      refundOf(paid.payment(), ", \"refundAmount\": 800, \"reason\": \"requested_by_customer\"")
          .succeeds(201);
      heard(() -> sandbox.risk().dispute(paid.intent(), "product_not_received", false, 4000));
    }
    for (var list : List.of("listOrders", "listPayments", "listRefunds", "listDisputes")) {
      pages(list, "userId=" + REGULAR);
    }
  }
}
