package io.paydesk.actionflow;

import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.RefundView;
import io.paydesk.transaction.CallbackFlow;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * The app's own logic: what it does when money comes, goes back or is due again. Implement it as a
 * CDI bean and it runs. Each method belongs to the callback of the same name, and does nothing
 * unless you override it.
 *
 * <p>Each call is a run: a row that is committed together with the change that it follows, so no
 * crash loses it. A run that fails is retried for three days with growing pauses, so a method may
 * be called more than once for one change. {@link CallbackRun#id()} stays the same: use it to make
 * effects idempotent. You are given the rows as they are now, which may be later than the change.
 *
 * <p>Methods are called on a worker thread and may block, for as long as {@code
 * paydesk.actionflow.timeout}; then the thread is interrupted. The attempt fails if the method
 * throws or its Uni fails; {@code null} means done. To use Hibernate Reactive, first move to an
 * event loop with {@link io.paydesk.transaction.OwnContext}.
 *
 * <p>Beans follow a change in the order of their {@code @Priority}, highest first, then by name. A
 * failing bean does not block the others: only its own run is retried. For one payment, refund or
 * subscription, a bean sees changes in the order in which they happened.
 */
public interface Actionflow {

  /**
   * Identifies its runs, so it must not change between releases. Letters, digits, '.', '-' and '_'.
   */
  default String name() {
    var type = getClass().getSimpleName();
    return type.endsWith("_Subclass") ? type.substring(0, type.length() - 9) : type;
  }

  /**
   * Whether a change that happens now gets a run of this bean. It is called while the change is
   * being recorded: answer at once, from memory, without a call to anything else. A failure counts
   * as yes.
   */
  default boolean follows(CallbackFlow flow) {
    return true;
  }

  /**
   * A payer's bank holds the money of an order that is captured later ({@code authorized}), or
   * Stripe refused a capture ({@code capture_failed}, with Stripe's code as the run's reason).
   * {@code payment.captureBefore()} says how long the bank holds it. The capture itself is a
   * success: {@link #stripePaymentCallback}; money that was let go is a cancel: {@link
   * #stripePaymentFailed}.
   */
  default Uni<Void> stripePaymentAuthorized(CallbackRun run, OrderView order, PaymentView payment) {
    return done();
  }

  /** StripePaymentCallback: a one-time payment succeeded, or was captured. */
  default Uni<Void> stripePaymentCallback(CallbackRun run, OrderView order, PaymentView payment) {
    return done();
  }

  /**
   * An attempt to pay was {@code declined}, or the payment {@code failed} or was {@code canceled};
   * or the bank asks the payer, who was not there: {@code authentication_required}. Where a bank
   * held the money, the run's reason is Stripe's, such as {@code expired} for an authorization that
   * expired.
   */
  default Uni<Void> stripePaymentFailed(CallbackRun run, OrderView order, PaymentView payment) {
    return done();
  }

  /**
   * The payer's bank disputes a payment, one-time or of an invoice. {@link CallbackRun#about()} is
   * the dispute's id, and {@code payment.disputes()} has all of them as they are now.
   *
   * <ul>
   *   <li>{@code inquiry_opened}: the bank asks, and has taken nothing yet; {@code inquiry_closed}
   *   <li>{@code disputed}: the bank has taken the money, perhaps after an inquiry
   *   <li>{@code dispute_updated}: its status, amount or due date changed, or whether a refund is
   *       possible
   *   <li>{@code dispute_won}, {@code dispute_lost}, {@code dispute_prevented}; {@code
   *       dispute_appealed}: the decision is appealed
   * </ul>
   *
   * Statuses that it had before Paydesk first heard of it are not reported.
   */
  default Uni<Void> stripePaymentDisputed(CallbackRun run, OrderView order, PaymentView payment) {
    return done();
  }

  /**
   * {@code fraud_warning}: the card's issuer suspects fraud, and a refund may prevent a dispute;
   * {@code fraud_warning_updated} when a refund would no longer help. {@link CallbackRun#about()}
   * is the warning's id.
   */
  default Uni<Void> stripePaymentFraudWarning(
      CallbackRun run, OrderView order, PaymentView payment) {
    return done();
  }

  /**
   * A method that the payer saved here was removed ({@code method_detached}), so it can be charged
   * no more; or its bank renewed the card, or somebody changed it ({@code method_updated}, with
   * {@code automatically_updated} or {@code updated} as the run's reason). {@link
   * CallbackRun#about()} is its id. A method that has paid nothing yet is not reported.
   *
   * @param payment the last one that the method paid; nothing of it has changed
   */
  default Uni<Void> stripePaymentMethodChanged(
      CallbackRun run, OrderView order, PaymentView payment) {
    return done();
  }

  /** StripeRefundCallback: a refund succeeded. */
  default Uni<Void> stripeRefundCallback(
      CallbackRun run, OrderView order, PaymentView payment, RefundView refund) {
    return done();
  }

  /** A refund {@code failed}, perhaps after it had succeeded, or was {@code canceled}. */
  default Uni<Void> stripeRefundFailed(
      CallbackRun run, OrderView order, PaymentView payment, RefundView refund) {
    return done();
  }

  /**
   * StripeRecurringPaymentManagementCallback: a user gains or loses access by a subscription, or is
   * about to. {@link CallbackRun#entitlements()} says what the user may use now:
   *
   * <ul>
   *   <li>{@code started}: access begins, for the first time or again; in a trial, once there is a
   *       card.
   *   <li>{@code access_ended}: access ends though the subscription goes on, for example when the
   *       grace period of an unpaid renewal is over.
   *   <li>{@code canceled}: the subscription has ended, and with it the access.
   *   <li>{@code cancel_scheduled}: it will end at {@code endsAt}; reported again when that
   *       changes.
   *   <li>{@code paused}: Stripe collects no invoices, or the trial ended without a card; {@code
   *       unpaid}: Stripe has given up collecting one.
   *   <li>{@code resumed}: it will no longer end, or its pause is over.
   *   <li>{@code trial_ending}: its trial ends in three days; {@code renewal_ahead}: Stripe is
   *       about to make its next invoice, as many days before as you have set at Stripe.
   * </ul>
   *
   * @param order the subscription's first
   */
  default Uni<Void> stripeRecurringPaymentManagementCallback(
      CallbackRun run, OrderView order, RecurringPaymentView recurringPayment) {
    return done();
  }

  /**
   * A subscription was {@code refused}, or an attempt to pay one of its invoices failed ({@code
   * payment_failed}, once for each attempt of Stripe's). The run's reason is Stripe's code, {@code
   * authentication_required} where the payer's bank wants the payer to confirm, or {@code
   * no_payment_method}.
   *
   * @param order the subscription's first
   */
  default Uni<Void> stripeRecurringPaymentFailed(
      CallbackRun run, OrderView order, RecurringPaymentView recurringPayment) {
    return done();
  }

  /**
   * StripeRecurringPaymentDeductionCallback: an invoice of a subscription was paid. The run's
   * reason is the invoice's billing reason.
   *
   * @param order that the invoice pays: the first one, or the renewal's own
   * @param payments of the invoice; none where it was paid outside Stripe
   */
  default Uni<Void> stripeRecurringPaymentDeductionCallback(
      CallbackRun run,
      OrderView order,
      List<PaymentView> payments,
      RecurringPaymentView recurringPayment) {
    return done();
  }

  /**
   * OrderCallback: a free order was made, so it is {@code paid} and no payment belongs to it. Do
   * here what {@link #stripePaymentCallback} does for an order that costs something.
   */
  default Uni<Void> orderPaid(CallbackRun run, OrderView order) {
    return done();
  }

  /**
   * OrderCallback: an order is {@code canceled}, and nobody can pay it any more: give back what was
   * put aside for it. It is called for each order that ends without money, with or without a
   * payment before. The run's reason is the order's {@code cancelReason}, such as {@code expired};
   * null where somebody canceled it.
   *
   * <p>If money comes all the same, {@link #stripePaymentCallback} is called, and the order is in
   * review.
   */
  default Uni<Void> orderCanceled(CallbackRun run, OrderView order) {
    return done();
  }

  /** For a method that is done when it returns. */
  default Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }
}
