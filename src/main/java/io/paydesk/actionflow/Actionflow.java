package io.paydesk.actionflow;

import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.RefundView;
import io.paydesk.transaction.CallbackFlow;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * The app's own logic: what it does when money came, went back, or comes again and again. Implement
 * it as a CDI bean and it runs; each method belongs to the callback whose name it has, and does
 * nothing unless it is overridden.
 *
 * <p>Each call is a run: a row that was committed together with the change that it follows, so that
 * nothing that happened is forgotten, whatever crashes. A run that fails is tried again for three
 * days with growing pauses, so a method may be called more than once for one change: {@link
 * CallbackRun#id()} stays the same, and is what to make an effect idempotent by. What is handed
 * over is how the rows are now, which may be later than the change.
 *
 * <p>Methods are called on a worker thread and may block, for as long as {@code
 * paydesk.actionflow.timeout}; then the thread is interrupted. What they throw, or the failure of
 * the Uni they answer, fails the attempt; {@code null} means done. Whoever works with Hibernate
 * Reactive goes to an event loop by {@link io.paydesk.transaction.OwnContext} first.
 *
 * <p>Beans follow a change in the order of their {@code @Priority}, the highest first, and then of
 * their names. A failing bean does not block the others: it is tried again by itself. For one
 * payment, refund or subscription, a bean sees changes in the order in which they happened.
 */
public interface Actionflow {

  /**
   * What its runs are known by, so it must stay the same over releases. Letters, digits, '.', '-'
   * and '_'.
   */
  default String name() {
    var type = getClass().getSimpleName();
    return type.endsWith("_Subclass") ? type.substring(0, type.length() - 9) : type;
  }

  /**
   * Whether a change that happens now gets a run of this bean. It is asked while the change is
   * being recorded: answer at once, from what is at hand, and ask nobody. A failure counts as yes.
   */
  default boolean follows(CallbackFlow flow) {
    return true;
  }

  /** StripePaymentCallback: a one-time payment succeeded. */
  default Uni<Void> stripePaymentCallback(CallbackRun run, OrderView order, PaymentView payment) {
    return done();
  }

  /** A try to pay was {@code declined}, or the payment {@code failed} or was {@code canceled}. */
  default Uni<Void> stripePaymentFailed(CallbackRun run, OrderView order, PaymentView payment) {
    return done();
  }

  /**
   * What the payer's bank calls into question of a payment, one-time or of an invoice; {@link
   * CallbackRun#about()} is the dispute's id, and {@code payment.disputes()} has all of them as
   * they are now.
   *
   * <ul>
   *   <li>{@code inquiry_opened}: the bank asks, and has taken nothing yet; {@code inquiry_closed}
   *   <li>{@code disputed}: the bank has taken the money, also after an inquiry
   *   <li>{@code dispute_updated}: its status, amount or date, or whether a refund is possible
   *   <li>{@code dispute_won}, {@code dispute_lost}, {@code dispute_prevented}; {@code
   *       dispute_appealed}: what was decided is called into question once more
   * </ul>
   *
   * What it passed through before it was heard of here is not told.
   */
  default Uni<Void> stripePaymentDisputed(CallbackRun run, OrderView order, PaymentView payment) {
    return done();
  }

  /**
   * {@code fraud_warning}: the card's issuer takes a payment for fraud, and a refund may prevent a
   * dispute; {@code fraud_warning_updated} when that is so no more. {@link CallbackRun#about()} is
   * the warning's id.
   */
  default Uni<Void> stripePaymentFraudWarning(
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
   * StripeRecurringPaymentManagementCallback: something gives, threatens or ends what a
   * subscription's user may use. What they may use is in {@link CallbackRun#entitlements()},
   * whatever happened:
   *
   * <ul>
   *   <li>{@code started}: access begins, for the first time or once more. Not for a trial before a
   *       card was given.
   *   <li>{@code access_ended}: it ends though the subscription goes on, such as when the grace of
   *       an unpaid renewal is over.
   *   <li>{@code canceled}: the subscription is over, and access by it.
   *   <li>{@code cancel_scheduled}: it is to end, at {@code endsAt}; told again where that changes.
   *   <li>{@code paused}: Stripe collects no invoices, or the trial ended without a card; {@code
   *       unpaid}: Stripe has given up collecting one.
   *   <li>{@code resumed}: its end was withdrawn, or its pause is over.
   *   <li>{@code trial_ending}: its trial ends in three days; {@code renewal_ahead}: Stripe is to
   *       make its next invoice, in as many days as are set at Stripe.
   * </ul>
   *
   * @param order the subscription's first
   */
  default Uni<Void> stripeRecurringPaymentManagementCallback(
      CallbackRun run, OrderView order, RecurringPaymentView recurringPayment) {
    return done();
  }

  /**
   * A subscription was {@code refused}, or a try to pay one of its invoices failed ({@code
   * payment_failed}, once for each try that Stripe makes). The run's reason is Stripe's code, or
   * {@code authentication_required} where the payer's bank asks the payer, or {@code
   * no_payment_method}.
   *
   * @param order the subscription's first
   */
  default Uni<Void> stripeRecurringPaymentFailed(
      CallbackRun run, OrderView order, RecurringPaymentView recurringPayment) {
    return done();
  }

  /**
   * StripeRecurringPaymentDeductionCallback: an invoice of a subscription was paid. Its billing
   * reason is the run's reason.
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

  /** For a method that has done its work when it returns. */
  default Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }
}
