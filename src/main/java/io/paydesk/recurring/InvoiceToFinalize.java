package io.paydesk.recurring;

import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.KeyLifetime;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * A draft that Stripe is asked to finalize, and the key that it is asked with: committed before the
 * call. Whether it is still a draft is looked at before each call, so a call under a new key never
 * does it twice.
 */
@Entity
@Table(name = "invoice_to_finalize")
class InvoiceToFinalize extends PanacheEntityBase {

  @Id String invoiceId;

  long recurringPaymentId;

  UUID idempotencyKey;

  Instant idempotencyKeySince;

  /** Within a transaction. The same for all that ask at once. */
  static Uni<InvoiceToFinalize> of(RecurringPayment seen, String invoiceId) {
    return lock(seen)
        .flatMap(locked -> InvoiceToFinalize.<InvoiceToFinalize>findById(invoiceId))
        .flatMap(
            known -> {
              if (known != null) {
                if (!KeyLifetime.isGood(known.idempotencyKeySince)) {
                  known.renewKey();
                }
                return Uni.createFrom().item(known);
              }
              var made = new InvoiceToFinalize();
              made.invoiceId = invoiceId;
              made.recurringPaymentId = seen.id;
              made.renewKey();
              return made.persistAndFlush();
            });
  }

  /** Within a transaction. It was done, or refused: then a next try needs another key. */
  static Uni<Void> forget(RecurringPayment seen, InvoiceToFinalize asked) {
    return lock(seen)
        .flatMap(
            locked ->
                InvoiceToFinalize.delete(
                    "invoiceId = ?1 and idempotencyKey = ?2",
                    asked.invoiceId,
                    asked.idempotencyKey))
        .replaceWithVoid();
  }

  private static Uni<LockedOrders> lock(RecurringPayment seen) {
    return LockedOrders.of(seen.orderId).with(RecurringPayment.TABLE, seen.id).lock();
  }

  private void renewKey() {
    idempotencyKey = UUID.randomUUID();
    idempotencyKeySince = Instant.now();
  }
}
