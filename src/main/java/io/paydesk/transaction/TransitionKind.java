package io.paydesk.transaction;

import static io.paydesk.transaction.CallbackFlow.ORDER;
import static io.paydesk.transaction.CallbackFlow.PAYMENT;
import static io.paydesk.transaction.CallbackFlow.RECURRING_PAYMENT_DEDUCTION;
import static io.paydesk.transaction.CallbackFlow.RECURRING_PAYMENT_MANAGEMENT;
import static io.paydesk.transaction.CallbackFlow.REFUND;

import java.util.Arrays;
import java.util.List;

/** All that the app's own logic may be told of. The docs and the API description are made of it. */
public enum TransitionKind {
  PAYMENT_SUCCEEDED(PAYMENT, "succeeded", "A one-time payment succeeded"),
  PAYMENT_AUTHORIZED(
      PAYMENT,
      "authorized",
      "The payer's bank holds the money of a one-time payment until it is captured"),
  CAPTURE_FAILED(PAYMENT, "capture_failed", "Stripe refused to capture an authorized payment"),
  PAYMENT_DECLINED(PAYMENT, "declined", "An attempt to pay was declined; the payer may try again"),
  PAYMENT_AUTHENTICATION_REQUIRED(
      PAYMENT,
      "authentication_required",
      "The bank asks the payer, who was not there: the payment waits until the payer pays it"),
  PAYMENT_FAILED(PAYMENT, "failed", "A payment failed for good"),
  PAYMENT_CANCELED(PAYMENT, "canceled", "A payment was canceled, or its authorization expired"),
  INQUIRY_OPENED(PAYMENT, "inquiry_opened", "The payer's bank asks, and has taken nothing yet"),
  INQUIRY_CLOSED(PAYMENT, "inquiry_closed", "The bank's inquiry is over"),
  DISPUTED(PAYMENT, "disputed", "The payer's bank has taken the money, perhaps after an inquiry"),
  DISPUTE_UPDATED(
      PAYMENT,
      "dispute_updated",
      "A dispute's status, amount or due date changed, or whether a refund is possible"),
  DISPUTE_APPEALED(PAYMENT, "dispute_appealed", "The decision about a dispute is appealed"),
  DISPUTE_WON(PAYMENT, "dispute_won", "A dispute was won"),
  DISPUTE_LOST(PAYMENT, "dispute_lost", "A dispute was lost"),
  DISPUTE_PREVENTED(PAYMENT, "dispute_prevented", "It was resolved before it became a dispute"),
  FRAUD_WARNING(
      PAYMENT,
      "fraud_warning",
      "The card's issuer suspects fraud, and a refund may prevent a dispute"),
  FRAUD_WARNING_UPDATED(
      PAYMENT,
      "fraud_warning_updated",
      "A fraud warning changed, for example because a refund would no longer help"),
  METHOD_DETACHED(
      PAYMENT,
      "method_detached",
      "The saved payment method that paid it was removed, and can be charged no more"),
  METHOD_UPDATED(
      PAYMENT,
      "method_updated",
      "The saved payment method that paid it was renewed or changed, for example by its bank"),
  REFUND_SUCCEEDED(REFUND, "succeeded", "A refund succeeded"),
  REFUND_FAILED(REFUND, "failed", "A refund failed, perhaps after it had succeeded"),
  REFUND_CANCELED(REFUND, "canceled", "A refund was canceled"),
  SUBSCRIPTION_STARTED(
      RECURRING_PAYMENT_MANAGEMENT,
      "started",
      "Access by a subscription begins, for the first time or again; in a trial, once there is a"
          + " card"),
  SUBSCRIPTION_ACCESS_ENDED(
      RECURRING_PAYMENT_MANAGEMENT,
      "access_ended",
      "Access ends though the subscription goes on, for example when the grace period is over"),
  SUBSCRIPTION_CANCELED(
      RECURRING_PAYMENT_MANAGEMENT, "canceled", "A subscription has ended, and with it the access"),
  SUBSCRIPTION_CANCEL_SCHEDULED(
      RECURRING_PAYMENT_MANAGEMENT,
      "cancel_scheduled",
      "A subscription will end at `endsAt`; told again when that changes"),
  SUBSCRIPTION_UNPAID(
      RECURRING_PAYMENT_MANAGEMENT, "unpaid", "Stripe has given up collecting a renewal"),
  SUBSCRIPTION_PAUSED(
      RECURRING_PAYMENT_MANAGEMENT,
      "paused",
      "Stripe collects no invoices, or a trial ended without a card"),
  SUBSCRIPTION_RESUMED(
      RECURRING_PAYMENT_MANAGEMENT,
      "resumed",
      "A subscription will no longer end, or its pause is over"),
  SUBSCRIPTION_TRIAL_ENDING(
      RECURRING_PAYMENT_MANAGEMENT, "trial_ending", "A trial ends in three days"),
  SUBSCRIPTION_RENEWAL_AHEAD(
      RECURRING_PAYMENT_MANAGEMENT,
      "renewal_ahead",
      "Stripe is about to make a subscription's next invoice"),
  SUBSCRIPTION_REFUSED(
      RECURRING_PAYMENT_MANAGEMENT, "refused", "Stripe refused to begin a subscription"),
  SUBSCRIPTION_PAYMENT_FAILED(
      RECURRING_PAYMENT_MANAGEMENT,
      "payment_failed",
      "An attempt to pay an invoice of a subscription failed; once for each attempt of Stripe's"),
  INVOICE_PAID(RECURRING_PAYMENT_DEDUCTION, "paid", "An invoice of a subscription was paid"),
  ORDER_PAID(ORDER, "paid", "A free order was made: it is paid without a payment"),
  ORDER_CANCELED(
      ORDER,
      "canceled",
      "An order was canceled: nobody has paid it, and nobody can pay it any more");

  private final CallbackFlow flow;
  private final String text;
  private final String meaning;

  TransitionKind(CallbackFlow flow, String text, String meaning) {
    this.flow = flow;
    this.text = text;
    this.meaning = meaning;
  }

  public static List<TransitionKind> of(CallbackFlow flow) {
    return Arrays.stream(values()).filter(kind -> kind.flow == flow).toList();
  }

  public CallbackFlow flow() {
    return flow;
  }

  /** As runs and deliveries name it. */
  public String text() {
    return text;
  }

  /** What happened, as a sentence for people. */
  public String meaning() {
    return meaning;
  }
}
