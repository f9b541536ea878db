package io.paydesk.payment;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What there is of an order's one-time payments before another one begins. In a session. */
final class OrderPayments {

  private static final String OF_ORDER = "orderId = ?1 and origin = ?2 and status in ?3";

  private static final String LOST_OF =
      "from Payment p where p.orderId = %s and p.origin = :origin and p.status = :failed"
          + " and (p.paymentIntentId is not null or p.checkout.checkoutSessionId is not null)";

  /** How many {@link #lost} there are, as part of a query of the order {@code o}. */
  static final String COUNT_LOST_OF_O = "select count(*) " + LOST_OF.formatted("o.id");

  private OrderPayments() {}

  /** Null where there is none. */
  static Uni<Payment> live(long orderId) {
    return Payment.<Payment>find(
            OF_ORDER,
            orderId,
            PaymentOrigin.ONE_TIME,
            List.of(
                PaymentStatus.CREATED,
                PaymentStatus.UNKNOWN,
                PaymentStatus.PENDING,
                PaymentStatus.PROCESSING,
                PaymentStatus.AUTHORIZED))
        .firstResult();
  }

  /**
   * @param all of an order, locked
   * @return null where there is none
   */
  static @Nullable Payment live(List<Payment> all) {
    return all.stream()
        .filter(payment -> payment.isOneTime() && payment.status.isLive())
        .findFirst()
        .orElse(null);
  }

  /** Those that failed though Stripe had made something: it did not know that any more. */
  static Uni<List<Payment>> lost(long orderId) {
    return Panache.getSession()
        .flatMap(
            session ->
                lostOfO(session.createSelectionQuery(LOST_OF.formatted(":order"), Payment.class))
                    .setParameter("order", orderId)
                    .getResultList());
  }

  /** Fills in what {@link #COUNT_LOST_OF_O} asks for. */
  static <T> Mutiny.SelectionQuery<T> lostOfO(Mutiny.SelectionQuery<T> query) {
    return query
        .setParameter("origin", PaymentOrigin.ONE_TIME)
        .setParameter("failed", PaymentStatus.FAILED);
  }
}
