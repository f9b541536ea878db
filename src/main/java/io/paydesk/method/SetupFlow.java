package io.paydesk.method;

import io.paydesk.caller.Caller;
import io.paydesk.customer.CustomerFlow;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.method.MethodSetupReconciler.Reconciled;
import io.paydesk.method.SetupBeginning.Begun;
import io.paydesk.method.SetupBeginning.Wish;
import io.paydesk.stripe.CustomerDetails;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.surface.ReturnUrls;
import io.paydesk.surface.SessionMeter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Begins to save a payment method, or hands out the attempt that has begun already. */
@Singleton
class SetupFlow {

  /** One that has begun already may turn out to be over; then a new one begins, this often. */
  private static final int TRIES = 3;

  private final CustomerFlow customers;
  private final SetupBeginning beginning;
  private final MethodSetupReconciler reconciler;
  private final SetupAnswers answers;
  private final ReturnUrls urls;
  private final SessionMeter meter;

  SetupFlow(
      CustomerFlow customers,
      SetupBeginning beginning,
      MethodSetupReconciler reconciler,
      SetupAnswers answers,
      ReturnUrls urls,
      SessionMeter meter) {
    this.customers = customers;
    this.beginning = beginning;
    this.reconciler = reconciler;
    this.answers = answers;
    this.urls = urls;
    this.meter = meter;
  }

  Uni<ApiAnswer> start(String userId, StartSetupIntent request, Caller caller, Claim claim) {
    request.check(urls);
    return start(Wish.of(userId, request, caller, claim), TRIES);
  }

  private Uni<ApiAnswer> start(Wish wish, int tries) {
    return customers
        .ensure(wish.userId(), CustomerDetails.NONE)
        .map(SetupFlow::customerOf)
        .flatMap(customer -> beginning.begin(wish, customer))
        .flatMap(
            begun ->
                reconciler
                    .reconcile(begun.id())
                    .invoke(reconciled -> mustHaveEnded(begun, reconciled))
                    .flatMap(reconciled -> goOn(wish, tries, begun, reconciled)));
  }

  private Uni<ApiAnswer> goOn(Wish wish, int tries, Begun begun, Reconciled reconciled) {
    var row = reconciled.row();
    boolean isOver = !row.status.isLive() && (!begun.isNew() || row.isRefusedAsMissing());
    if (isOver && tries > 1) {
      return renewCustomer(wish.userId(), row).flatMap(x -> start(wish, tries - 1));
    }
    if (isOver && !begun.isNew()) {
      throw MethodProblems.begunInAnotherWay();
    }
    return Uni.createFrom()
        .item(() -> answers.answer(reconciled, begun.isNew() ? 201 : 200))
        .invoke(
            () -> {
              if (row.checkout != null) {
                meter.count(row.checkout.surface(), begun.isNew());
              }
            });
  }

  private static String customerOf(StripeOutcome<String> outcome) {
    if (outcome instanceof Done<String> done) {
      return done.value();
    }
    if (outcome instanceof Refused<String> refused) {
      throw MethodProblems.refusedByStripe(refused.code(), refused.message());
    }
    throw MethodProblems.stripeSilent();
  }

  private static void mustHaveEnded(Begun begun, Reconciled reconciled) {
    if (begun.isToEnd() && reconciled.row().status.isLive()) {
      throw MethodProblems.stripeSilent();
    }
  }

  private Uni<Void> renewCustomer(String userId, MethodSetup over) {
    return over.isRefusedAsMissing()
        ? customers.forget(userId, over.customerId)
        : Uni.createFrom().voidItem();
  }

  /** Answers for the row that an earlier request with the same key began. */
  Uni<ApiAnswer> again(long id) {
    return reconciler.reconcile(id).map(reconciled -> answers.answer(reconciled, 201));
  }

  /**
   * The same, where that request has got no answer that stays: an attempt that is over by now gives
   * way to a new one.
   */
  Uni<ApiAnswer> resume(
      long id, String userId, StartSetupIntent request, Caller caller, Claim claim) {
    return reconciler
        .reconcile(id)
        .flatMap(
            reconciled ->
                isOver(reconciled.row())
                    ? start(userId, request, caller, claim)
                    : Uni.createFrom().item(() -> answers.answer(reconciled, 201)));
  }

  /** What Stripe refused to begin was refused for good; a customer that is gone is made anew. */
  private static boolean isOver(MethodSetup row) {
    return row.isToEnd() && row.status.isLive()
        || row.status == MethodSetupStatus.CANCELED
        || row.status == MethodSetupStatus.FAILED
            && (row.isKnownAtStripe() || row.isRefusedAsMissing());
  }
}
