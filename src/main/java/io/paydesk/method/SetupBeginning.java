package io.paydesk.method;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.stripe.RowCheckout;
import io.paydesk.stripe.SetupIntentRequest;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the row of an attempt to save a method, or finds the one that the user has already. */
@Singleton
class SetupBeginning {

  private static final List<MethodSetupStatus> LIVE =
      Arrays.stream(MethodSetupStatus.values()).filter(MethodSetupStatus::isLive).toList();

  private final Transactions transactions;
  private final Installation installation;
  private final MethodConfiguration methods;

  SetupBeginning(
      Transactions transactions, Installation installation, MethodConfiguration methods) {
    this.transactions = transactions;
    this.installation = installation;
    this.methods = methods;
  }

  /** What is asked for, by whom, and with which consent. */
  record Wish(String userId, StartSetupIntent request, Consent consent, Claim claim) {

    static Wish of(String userId, StartSetupIntent request, Caller caller, Claim claim) {
      return new Wish(userId, request, Consent.of(caller), claim);
    }
  }

  /**
   * @param isToEnd whether it is in another way, or its customer is not the user's any more
   */
  record Begun(long id, boolean isNew, boolean isToEnd) {}

  /**
   * A second request waits at the advisory lock until the first has committed its row, and then
   * finds it.
   */
  Uni<Begun> begin(Wish wish, String customer) {
    return transactions.write(() -> beginLocked(wish, customer));
  }

  private Uni<Begun> beginLocked(Wish wish, String customer) {
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
}
