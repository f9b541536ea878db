package io.paydesk.recurring;

import io.paydesk.changed.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Reads what a user may use. */
@Singleton
class Entitlements {

  private final Transactions transactions;
  private final EntitlementConfig config;

  Entitlements(Transactions transactions, EntitlementConfig config) {
    this.transactions = transactions;
    this.config = config;
  }

  Uni<EntitlementsView> of(String userId) {
    return transactions
        .read(
            () ->
                RecurringPayment.<RecurringPayment>list(
                        "userId = ?1 and status in ?2", userId, giving())
                    .map(rows -> EntitlementPolicy.of(rows, config.grace(), Instant.now())))
        .map(entitlements -> new EntitlementsView(userId, entitlements));
  }

  private static List<RecurringPaymentStatus> giving() {
    return List.of(
        RecurringPaymentStatus.ACTIVE,
        RecurringPaymentStatus.TRIALING,
        RecurringPaymentStatus.PAST_DUE);
  }
}
