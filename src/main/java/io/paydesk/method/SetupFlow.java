package io.paydesk.method;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.customer.CustomerFlow;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.method.MethodSetupReconciler.Reconciled;
import io.paydesk.stripe.CustomerDetails;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.stripe.SetupIntentRequest;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Begins to save a payment method, or hands out the attempt that has begun already. */
@Singleton
class SetupFlow {

  /** One that has begun already may turn out to be over; then a new one begins, this often. */
  private static final int TRIES = 3;

  private static final List<MethodSetupStatus> LIVE =
      List.of(MethodSetupStatus.CREATED, MethodSetupStatus.UNKNOWN, MethodSetupStatus.PENDING);

  private final Transactions transactions;
  private final CustomerFlow customers;
  private final MethodSetupReconciler reconciler;
  private final Installation installation;
  private final MethodConfiguration methods;
  private final StripeAccountConfig account;

  SetupFlow(
      Transactions transactions,
      CustomerFlow customers,
      MethodSetupReconciler reconciler,
      Installation installation,
      MethodConfiguration methods,
      StripeAccountConfig account) {
    this.transactions = transactions;
    this.customers = customers;
    this.reconciler = reconciler;
    this.installation = installation;
    this.methods = methods;
    this.account = account;
  }

  /**
   * @param isForgotten whether its customer is not the user's any more
   */
  private record Begun(long id, boolean isNew, boolean isForgotten) {}

  Uni<ApiAnswer> start(String userId, Caller caller, Claim claim) {
    return start(userId, Consent.of(caller), claim, TRIES);
  }

  private Uni<ApiAnswer> start(String userId, Consent consent, Claim claim, int tries) {
    return customers
        .ensure(userId, CustomerDetails.NONE)
        .map(SetupFlow::customerOf)
        .flatMap(customer -> transactions.write(() -> begin(userId, customer, consent, claim)))
        .flatMap(
            begun ->
                (begun.isForgotten ? reconciler.end(begun.id) : reconciler.reconcile(begun.id))
                    .invoke(reconciled -> mustHaveEnded(begun, reconciled))
                    .flatMap(
                        reconciled ->
                            tries > 1 && isToBeginAnew(begun, reconciled.row())
                                ? renewCustomer(userId, reconciled.row())
                                    .flatMap(x -> start(userId, consent, claim, tries - 1))
                                : Uni.createFrom()
                                    .item(() -> answer(reconciled, begun.isNew ? 201 : 200))));
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
    if (begun.isForgotten && reconciled.row().status.isLive()) {
      throw MethodProblems.stripeSilent();
    }
  }

  private static boolean isToBeginAnew(Begun begun, MethodSetup row) {
    return !row.status.isLive() && (!begun.isNew || row.isRefusedAsMissing());
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
  private Uni<Begun> begin(String userId, String customer, Consent consent, Claim claim) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended('setup_intent ' || ?1,"
                            + " 0)) as text)",
                        String.class)
                    .setParameter(1, userId)
                    .getSingleResultOrNull())
        .flatMap(
            locked ->
                MethodSetup.<MethodSetup>find("userId = ?1 and status in ?2", userId, LIVE)
                    .<MethodSetup>firstResult())
        .flatMap(
            live ->
                live == null
                    ? insert(userId, customer, consent).map(made -> new Begun(made.id, true, false))
                    : Uni.createFrom()
                        .item(new Begun(live.id, false, !customer.equals(live.customerId))))
        // A request whose way is only cleared by ending another customer's begins nothing yet.
        .call(begun -> begun.isForgotten ? Uni.createFrom().voidItem() : claim.made(begun.id));
  }

  private Uni<MethodSetup> insert(String userId, String customer, Consent consent) {
    var row = new MethodSetup();
    row.userId = userId;
    row.uuid = UUID.randomUUID();
    row.customerId = customer;
    row.consent = consent;
    row.renewKey();
    row.stripeRequest =
        new SetupIntentRequest(
                customer,
                Installation.metadata(installation.id(), row.uuid, Map.of("paydesk_user", userId)),
                methods.common())
            .stored();
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
  Uni<ApiAnswer> resume(long id, String userId, Caller caller, Claim claim) {
    return reconciler
        .reconcile(id)
        .flatMap(
            reconciled ->
                isOver(reconciled.row())
                    ? start(userId, caller, claim)
                    : Uni.createFrom().item(() -> answer(reconciled, 201)));
  }

  /** What Stripe refused to begin was refused for good; a customer that is gone is made anew. */
  private static boolean isOver(MethodSetup row) {
    return row.status == MethodSetupStatus.CANCELED
        || row.status == MethodSetupStatus.FAILED
            && (row.setupIntentId != null || row.isRefusedAsMissing());
  }

  private ApiAnswer answer(Reconciled reconciled, int status) {
    var row = reconciled.row();
    if (row.status == MethodSetupStatus.FAILED && MethodConfiguration.isRefusedBy(row.failure)) {
      throw MethodConfiguration.refused(null, requireNonNull(row.failure).message());
    }
    if (row.status == MethodSetupStatus.FAILED) {
      throw MethodProblems.refusedByStripe(
          row.failure == null ? null : row.failure.code(),
          row.failure == null ? null : row.failure.message());
    }
    boolean known = !row.status.isNotConfirmedByStripe();
    if (known && row.status.isLive() && reconciled.clientSecret() == null) {
      throw MethodProblems.stripeSilent();
    }
    return new ApiAnswer(
        known ? status : 202,
        SetupIntentView.of(row, reconciled.clientSecret(), account.publishableKey()),
        row.id);
  }
}
