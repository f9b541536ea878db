package io.paydesk.refund;

import io.paydesk.money.Money;
import io.paydesk.order.Order;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentDispute;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.problem.BodyProblems;
import io.paydesk.problem.Refusal;
import io.paydesk.problem.Sentence;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RunningProblems;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Refusals about a refund. */
public final class RefundProblems {

  private RefundProblems() {}

  static Refusal notFound(long id) {
    return Refusal.notFound("refund", id);
  }

  static Refusal amountIsNull() {
    return Refusal.of(
        "refund-amount-null",
        400,
        "The amount is null",
        "'refundAmount' is null, which may be a variable that was not set. Leave it out for all"
            + " that remains, or send a whole number of the smallest unit.");
  }

  static Refusal notSettled(Payment payment) {
    return Refusal.of(
            "payment-not-settled",
            409,
            "The payment's money has not come",
            "Payment %s is %s, so %s."
                .formatted(payment.id, payment.status.text(), whyNotSettled(payment)))
        .with("paymentId", payment.id)
        .with("paymentStatus", payment.status.text());
  }

  private static String whyNotSettled(Payment payment) {
    if (payment.status == PaymentStatus.AUTHORIZED) {
      return "the bank only holds its money: cancel the payment to let it go, or capture it first";
    }
    return payment.status.isLive()
        ? "its money has not come yet: cancel it, or ask again at POST /v1/payments/"
            + payment.id
            + "/refresh"
        : "no money came with it";
  }

  static Refusal currencyMismatch(Payment payment) {
    return Refusal.of(
            "refund-currency-mismatch",
            422,
            "The currency is not the payment's",
            "The payment is in %s. Leave 'currency' out, or send the payment's."
                .formatted(payment.currency))
        .with("paymentId", payment.id)
        .with("expected", payment.currency);
  }

  static Refusal disputed(Payment payment, PaymentDispute dispute) {
    return Refusal.of(
            "payment-disputed",
            409,
            "The payment is disputed",
            """
            The payer's bank has taken the money of payment %s back (dispute %s, %s): a refund on \
            top would pay it twice. Answer the dispute in Stripe's dashboard; GET \
            /v1/disputes?paymentId=%s shows how it stands.\
            """
                .formatted(payment.id, dispute.disputeId(), dispute.status(), payment.id))
        .with("paymentId", payment.id)
        .with("disputeId", dispute.disputeId())
        .with("disputeStatus", dispute.status())
        .with("disputedAmount", dispute.amount());
  }

  /** Another refund than those that a preview showed. */
  static Refusal overtaken(Payment payment, RefundTotals totals) {
    return BodyProblems.invalid(
        Map.of(
            "confirmation",
            """
            has been overtaken: since that preview another refund of payment %s was made or has \
            failed, and %s have gone or are going back now. It may be the one that is meant: GET \
            /v1/refunds?paymentId=%1$s shows it. Where one more is wanted, preview it again and \
            confirm what that answers\
            """
                .formatted(payment.id, Money.inBothUnits(totals.back(), payment.currency))));
  }

  /** Another refund than those that the caller has read. */
  static Refusal changedSinceItWasRead(Payment payment, RefundTotals totals, long shown) {
    return withNumbers(
        Refusal.of(
                "refund-overtaken",
                409,
                "The payment has changed since it was read",
                """
                Payment %s has %s left to refund, and 'remaining' says %s. Another refund was made \
                or has failed since. It may be the one that is meant: GET \
                /v1/refunds?paymentId=%1$s lists them. If one more is wanted, send what is left as \
                'remaining', with a new Idempotency-Key.\
                """
                    .formatted(
                        payment.id,
                        Money.inBothUnits(totals.remaining(), payment.currency),
                        Money.inBothUnits(shown, payment.currency)))
            .with("asked", shown),
        payment,
        totals);
  }

  static Refusal nothingRemains(Payment payment, RefundTotals totals) {
    return withNumbers(
        Refusal.of(
            "nothing-to-refund",
            422,
            "Nothing remains to be refunded",
            """
            All of payment %s has gone back or is on its way: GET /v1/refunds?paymentId=%s lists \
            it.\
            """
                .formatted(payment.id, payment.id)),
        payment,
        totals);
  }

  static Refusal exceedsRemaining(Payment payment, RefundTotals totals, long asked) {
    return withNumbers(
        Refusal.of(
                "refund-exceeds-remaining",
                422,
                "More than what remains",
                """
                Payment %s has %s left to refund. The request says %s. Send at most what is left, \
                in the smallest unit, or leave 'refundAmount' out to refund all of it.\
                """
                    .formatted(
                        payment.id,
                        Money.inBothUnits(totals.remaining(), payment.currency),
                        Money.inBothUnits(asked, payment.currency)))
            .with("asked", asked),
        payment,
        totals);
  }

  private static Refusal withNumbers(Refusal refusal, Payment payment, RefundTotals totals) {
    return refusal
        .with("paymentId", payment.id)
        .with("currency", payment.currency)
        .with("captured", totals.captured())
        .with("succeeded", totals.succeeded())
        .with("pending", totals.pending())
        .with("remaining", totals.remaining());
  }

  static Refusal runsOn(Order order, RecurringPayment running) {
    return RunningProblems.of(
        order,
        running,
        """
        The subscription of order %s runs on: recurring payment %s is %s and charges again. Send \
        'endSubscription' with the refund: now or period_end ends it too, no leaves it running. \
        Or end it first: POST /v1/recurring-payments/%s/cancel.\
        """
            .formatted(order.id, running.id, running.status.text(), running.id));
  }

  static Refusal severalRun(Order order, List<RecurringPayment> running) {
    return RunningProblems.of(
        order,
        running.get(0),
        """
        Several subscriptions of order %s run: recurring payments %s. End the right one first, \
        POST /v1/recurring-payments/{id}/cancel, then send 'endSubscription': 'no'.\
        """
            .formatted(
                order.id,
                running.stream()
                    .map(row -> Long.toString(row.id))
                    .collect(Collectors.joining(", "))));
  }

  /** Stripe refused, and its own words say why. */
  static Refusal refusedByStripe(Refund refund) {
    return withStripesWords(
        Refusal.of(
            "refused-by-stripe",
            422,
            "Stripe refused",
            "Stripe refused refund %s of payment %s: %s%s"
                .formatted(refund.id, refund.paymentId, words(refund), advice(refund))),
        refund);
  }

  /** The refund failed, so the review that it was to end goes on. */
  public static Refusal reviewNotEnded(Refund refund) {
    return withStripesWords(
        Refusal.of(
            "refused-by-stripe",
            422,
            "Stripe refused",
            """
            Refund %s did not come through: %s The order stays in review. Fix the cause, then \
            resolve it again.\
            """
                .formatted(refund.id, words(refund))),
        refund);
  }

  private static Refusal withStripesWords(Refusal refusal, Refund refund) {
    return refusal
        .with("refundId", refund.id)
        .with("paymentId", refund.paymentId)
        .with("stripeCode", refund.failureCode)
        .with("stripeMessage", refund.failureMessage);
  }

  private static String words(Refund refund) {
    return Stream.of(refund.failureMessage, refund.failureReason, "it is " + refund.status.text())
        .filter(Objects::nonNull)
        .findFirst()
        .map(Sentence::of)
        .orElseThrow();
  }

  private static String advice(Refund refund) {
    return switch (refund.failureCode == null ? "" : refund.failureCode) {
      case "balance_insufficient", "insufficient_funds" ->
          " Top up the balance at Stripe, or wait for more payments, then retry with a new"
              + " Idempotency-Key.";
      case "charge_already_refunded" ->
          " GET /v1/refunds?paymentId=" + refund.paymentId + " lists what went back.";
      case "charge_disputed", "refund_disputed_payment" ->
          " GET /v1/disputes?paymentId=" + refund.paymentId + " shows the dispute.";
      default -> " Nothing was refunded. Fix the cause, then retry with a new Idempotency-Key.";
    };
  }
}
