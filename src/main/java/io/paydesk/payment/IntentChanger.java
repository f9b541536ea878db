package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentChange;
import io.paydesk.stripe.PaymentIntentGateway;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Carries out what is to be done to an intent that waits: it is confirmed with a saved method, or
 * told whether its method is saved. No transaction is open.
 */
@Singleton
class IntentChanger {

  private final Transactions transactions;
  private final PaymentIntentGateway stripe;

  IntentChanger(Transactions transactions, PaymentIntentGateway stripe) {
    this.transactions = transactions;
    this.stripe = stripe;
  }

  /**
   * @param payment as it is committed
   * @param located its intent, which waits
   */
  Uni<StripeOutcome<PaymentIntentSnapshot>> carryOut(
      Payment payment, Done<PaymentIntentSnapshot> located) {
    var change = payment.change();
    if (change == null) {
      return Uni.createFrom().item(located);
    }
    if (payment.isChangeTooOld()) {
      return Uni.createFrom()
          .<StripeOutcome<PaymentIntentSnapshot>>item(located)
          .call(now -> keepWish(payment, change, now));
    }
    var id = located.value().id();
    return change.confirms() ? confirm(payment, change, id) : tell(payment, change, id);
  }

  /**
   * A refusal is an answer: a bank declined, or the intent has moved on. The intent is read again,
   * and says which.
   */
  private Uni<StripeOutcome<PaymentIntentSnapshot>> confirm(
      Payment payment, PaymentIntentChange change, String id) {
    return send(payment, change, id)
        .flatMap(
            outcome ->
                outcome instanceof Refused<PaymentIntentSnapshot> refused
                    ? itNow(id)
                        .map(now -> RefusedChange.explain(now, refused))
                        .call(now -> keepWish(payment, change, now))
                    : Uni.createFrom().item(outcome));
  }

  /**
   * Where Stripe refuses, the row says that nobody agreed, whatever Stripe does: a payer who agreed
   * was not heard in time, and of one who takes that back Stripe may save the method, which nobody
   * charges then.
   */
  private Uni<StripeOutcome<PaymentIntentSnapshot>> tell(
      Payment payment, PaymentIntentChange change, String id) {
    return send(payment, change, id)
        .flatMap(
            outcome ->
                outcome instanceof Refused<PaymentIntentSnapshot>
                    ? ifUnchanged(payment, Payment::withdrawConsent).flatMap(known -> itNow(id))
                    : Uni.createFrom().item(outcome));
  }

  private Uni<StripeOutcome<PaymentIntentSnapshot>> send(
      Payment payment, PaymentIntentChange change, String id) {
    return stripe
        .change(id, change, requireNonNull(payment.changeKey))
        .call(
            outcome ->
                outcome instanceof Unknown<PaymentIntentSnapshot> unknown && unknown.spentKey()
                    // The next attempt takes a new key: an intent takes money once.
                    ? ifUnchanged(payment, Payment::renewChangeKey)
                    : Uni.createFrom().voidItem());
  }

  /** After a confirmation that came to nothing; what is told then is committed before. */
  private Uni<?> keepWish(
      Payment payment, PaymentIntentChange confirmed, StripeOutcome<PaymentIntentSnapshot> now) {
    boolean mayDiffer = confirmed.futureUsage() != null || confirmed.offSession();
    if (!mayDiffer
        || !(now instanceof Done<PaymentIntentSnapshot> done)
        || done.value().status() != IntentStatus.WAITING) {
      return Uni.createFrom().voidItem();
    }
    return ifUnchanged(payment, row -> row.keepWish(done.value().saves()))
        .flatMap(
            row -> {
              var wish = row.change();
              return wish == null || wish.confirms()
                  ? Uni.createFrom().voidItem()
                  : tell(row, wish, done.value().id())
                      .flatMap(
                          outcome ->
                              outcome instanceof Done
                                  ? ifUnchanged(row, Payment::endChange).replaceWithVoid()
                                  : Uni.createFrom().voidItem());
            });
  }

  /** Whatever Stripe says now, the intent existed a moment ago. */
  private Uni<StripeOutcome<PaymentIntentSnapshot>> itNow(String id) {
    return stripe.retrieve(id).map(now -> now instanceof Done ? now : now.asInconclusive());
  }

  private Uni<Payment> ifUnchanged(Payment seen, Consumer<Payment> move) {
    return transactions.write(
        () ->
            LockedOrders.rowAlone(Payment.TABLE, seen.id)
                .invoke(
                    row -> {
                      if (Objects.equals(seen.changeKey, row.changeKey)) {
                        move.accept(row);
                      }
                    }));
  }
}
