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
 * A draft that Stripe is asked to finalize, with its idempotency key, which is committed before the
 * call. Each call is preceded by a look whether it is still a draft, so a call with a new key never
 * does it twice.
 */
@Entity
@Table(name = "invoice_to_finalize")
class InvoiceToFinalize extends PanacheEntityBase {

  @Id String invoiceId;

  long recurringPaymentId;

  UUID idempotencyKey;

  Instant idempotencyKeySince;

  /** Call it in a transaction. All who ask at once get the same row. */
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

  /**
   * Call it in a transaction. The call succeeded or was refused: the next one needs another key.
   */
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
