package io.paydesk.method;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.caller.Caller;
import io.paydesk.customer.CustomerFlow;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.method.MethodSetupReconciler.Reconciled;
import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.CustomerDetails;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.stripe.RowCheckout;
import io.paydesk.stripe.SetupIntentRequest;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.surface.ReturnUrls;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins to save a payment method, or hands out the attempt that has begun already. */
@Singleton
class SetupFlow {

  /** One that has begun already may turn out to be over; then a new one begins, this often. */
  private static final int TRIES = 3;

  private static final List<MethodSetupStatus> LIVE =
      Arrays.stream(MethodSetupStatus.values()).filter(MethodSetupStatus::isLive).toList();

  private final Transactions transactions;
  private final CustomerFlow customers;
  private final MethodSetupReconciler reconciler;
  private final Installation installation;
  private final MethodConfiguration methods;
  private final ReturnUrls urls;
  private final StripeAccountConfig account;
  private final MeterRegistry meters;

  SetupFlow(
      Transactions transactions,
      CustomerFlow customers,
      MethodSetupReconciler reconciler,
      Installation installation,
      MethodConfiguration methods,
      ReturnUrls urls,
      StripeAccountConfig account,
      MeterRegistry meters) {
    this.transactions = transactions;
    this.customers = customers;
    this.reconciler = reconciler;
    this.installation = installation;
    this.methods = methods;
    this.urls = urls;
    this.account = account;
    this.meters = meters;
  }

  /** What is asked for, by whom, and with which consent. */
  private record Wish(String userId, StartSetupIntent request, Consent consent, Claim claim) {}

  /**
   * @param isToEnd whether it is in another way, or its customer is not the user's any more
   */
  private record Begun(long id, boolean isNew, boolean isToEnd) {}

  Uni<ApiAnswer> start(String userId, StartSetupIntent request, Caller caller, Claim claim) {
    request.check(urls);
    return start(new Wish(userId, request, Consent.of(caller), claim), TRIES);
  }

  private Uni<ApiAnswer> start(Wish wish, int tries) {
    return customers
        .ensure(wish.userId, CustomerDetails.NONE)
        .map(SetupFlow::customerOf)
        .flatMap(customer -> transactions.write(() -> begin(wish, customer)))
        .flatMap(
            begun ->
                reconciler
                    .reconcile(begun.id)
                    .invoke(reconciled -> mustHaveEnded(begun, reconciled))
                    .flatMap(reconciled -> goOn(wish, tries, begun, reconciled)));
  }

  private Uni<ApiAnswer> goOn(Wish wish, int tries, Begun begun, Reconciled reconciled) {
    var row = reconciled.row();
    boolean isOver = !row.status.isLive() && (!begun.isNew || row.isRefusedAsMissing());
    if (isOver && tries > 1) {
      return renewCustomer(wish.userId, row).flatMap(x -> start(wish, tries - 1));
    }
    if (isOver && !begun.isNew) {
      throw MethodProblems.begunInAnotherWay(wish.userId);
    }
    return Uni.createFrom()
        .item(() -> answer(reconciled, begun.isNew ? 201 : 200))
        .invoke(() -> count(row, begun));
  }

  private void count(MethodSetup row, Begun begun) {
    if (row.checkout != null) {
      meters
          .counter(
              "paydesk.checkout.sessions",
              "surface",
              row.checkout.surface().text(),
              "outcome",
              begun.isNew ? "begun" : "handed_back")
          .increment();
    }
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
    if (begun.isToEnd && reconciled.row().status.isLive()) {
      throw MethodProblems.stripeSilent();
    }
  }

  private Uni<Void> renewCustomer(String userId, MethodSetup over) {
    return over.isRefusedAsMissing()
        ? customers.forget(userId, over.customerId)
        : Uni.createFrom().voidItem();
  }

  /**
   * A second request waits at the advisory lock until the first has committed its row, and then
   * finds it.
   */
  private Uni<Begun> begin(Wish wish, String customer) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended('setup_intent ' || ?1,"
                            + " 0)) as text)",
                        String.class)
                    .setParameter(1, wish.userId)
                    .getSingleResultOrNull())
        .flatMap(locked -> live(wish.userId))
        .flatMap(
            live ->
                live == null
                    ? insert(wish, customer).map(made -> new Begun(made.id, true, false))
                    : Uni.createFrom().item(found(wish, customer, live)))
        // A request whose way is only cleared by ending another one begins nothing yet.
        .call(begun -> begun.isToEnd ? Uni.createFrom().voidItem() : wish.claim.made(begun.id));
  }

  /** Only its id is read before it is locked. */
  private static Uni<@Nullable MethodSetup> live(String userId) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        "select id from MethodSetup where userId = :user and status in :live",
                        Long.class)
                    .setParameter("user", userId)
                    .setParameter("live", LIVE)
                    .getSingleResultOrNull())
        .flatMap(
            id ->
                id == null
                    ? Uni.createFrom().<MethodSetup>nullItem()
                    : LockedOrders.rowAlone(MethodSetup.TABLE, id)
                        .map(row -> row.status.isLive() ? row : null));
  }

  private static Begun found(Wish wish, String customer, MethodSetup live) {
    boolean goesOn =
        customer.equals(live.customerId) && !live.isToEnd() && wish.request.goesOnWith(live);
    if (!goesOn) {
      live.requestEnd();
    }
    return new Begun(live.id, false, !goesOn);
  }

  private Uni<MethodSetup> insert(Wish wish, String customer) {
    var row = new MethodSetup();
    row.userId = wish.userId;
    row.uuid = UUID.randomUUID();
    row.customerId = customer;
    row.consent = wish.consent;
    row.renewKey();
    var metadata =
        Installation.metadata(installation.id(), row.uuid, Map.of("paydesk_user", wish.userId));
    if (wish.request.asksForNoPage()) {
      row.stripeRequest = new SetupIntentRequest(customer, metadata, methods.common()).stored();
    } else {
      var session = wish.request.session(customer, metadata, methods.common());
      row.checkout = new RowCheckout(session.surface(), null, null);
      row.stripeRequest = session.stored();
    }
    return row.persistAndFlush();
  }

  /** Answers for the row that an earlier request with the same key began. */
  Uni<ApiAnswer> again(long id) {
    return reconciler.reconcile(id).map(reconciled -> answer(reconciled, 201));
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
                    : Uni.createFrom().item(() -> answer(reconciled, 201)));
  }

  /** What Stripe refused to begin was refused for good; a customer that is gone is made anew. */
  private static boolean isOver(MethodSetup row) {
    return row.isToEnd() && row.status.isLive()
        || row.status == MethodSetupStatus.CANCELED
        || row.status == MethodSetupStatus.FAILED
            && (row.isKnownAtStripe() || row.isRefusedAsMissing());
  }

  private ApiAnswer answer(Reconciled reconciled, int status) {
    var row = reconciled.row();
    if (row.status == MethodSetupStatus.FAILED && MethodConfiguration.isRefusedBy(row.failure)) {
      throw methods.refused(null, requireNonNull(row.failure).message());
    }
    if (row.status == MethodSetupStatus.FAILED) {
      throw MethodProblems.refusedByStripe(
          row.failure == null ? null : row.failure.code(),
          row.failure == null ? null : row.failure.message());
    }
    boolean known = !row.status.isNotConfirmedByStripe();
    if (row.isToEnd() && row.status.isLive()) {
      throw MethodProblems.begunInAnotherWay(row.userId);
    }
    var view = SetupIntentView.of(row, reconciled.atStripe(), account.publishableKey());
    if (known && row.status.isLive() && !view.leadsOn()) {
      throw MethodProblems.stripeSilent();
    }
    return new ApiAnswer(known ? status : 202, view, row.id);
  }
}
