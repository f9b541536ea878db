package io.paydesk.recurring;

import io.paydesk.recurring.EntitlementPolicy.Terms;
import io.paydesk.recurring.EntitlementsView.Entitlement;
import io.paydesk.stripe.StripeClock;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads what a user may use. */
@Singleton
public class Entitlements {

  private final Transactions transactions;
  private final EntitlementConfig config;
  private final StripeClock clock;

  Entitlements(Transactions transactions, EntitlementConfig config, StripeClock clock) {
    this.transactions = transactions;
    this.config = config;
    this.clock = clock;
  }

  public Uni<EntitlementsView> of(String userId) {
    return transactions
        .read(() -> list(userId))
        .map(entitlements -> new EntitlementsView(userId, entitlements));
  }

  /** Call it in a session. */
  public Uni<List<Entitlement>> list(String userId) {
    return RecurringPayment.<RecurringPayment>list("userId = ?1 and status in ?2", userId, giving())
        .map(rows -> EntitlementPolicy.of(rows, Terms.of(config), clock.now()));
  }

  private static List<RecurringPaymentStatus> giving() {
    return List.of(
        RecurringPaymentStatus.ACTIVE,
        RecurringPaymentStatus.TRIALING,
        RecurringPaymentStatus.PAST_DUE);
  }
}
