package io.paydesk.recurring;

import io.paydesk.changed.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
                    .flatMap(
                        rows ->
                            paid(rows)
                                .map(
                                    paid ->
                                        EntitlementPolicy.of(
                                            rows, paid, config.grace(), Instant.now()))))
        .map(entitlements -> new EntitlementsView(userId, entitlements));
  }

  private static List<RecurringPaymentStatus> giving() {
    return List.of(
        RecurringPaymentStatus.ACTIVE,
        RecurringPaymentStatus.TRIALING,
        RecurringPaymentStatus.PAST_DUE);
  }

  /** The first order has its invoice's id once one over zero was paid. */
  private static Uni<Map<Long, Boolean>> paid(List<RecurringPayment> rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        """
                        select r.id, o.invoiceId from RecurringPayment r join Order o on o.id = r.orderId
                        where r.id in :ids
                        """,
                        Object[].class)
                    .setParameter("ids", rows.stream().map(row -> row.id).toList())
                    .getResultList())
        .map(
            found -> {
              var paid = new HashMap<Long, Boolean>();
              found.forEach(row -> paid.put((Long) row[0], row[1] != null));
              return paid;
            });
  }
}
