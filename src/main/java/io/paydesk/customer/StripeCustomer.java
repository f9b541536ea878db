package io.paydesk.customer;

import io.paydesk.stripe.CustomerDetails;
import io.paydesk.stripe.KeyLifetime;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which Customer at Stripe belongs to a user. The row and its idempotency key are committed before
 * Stripe is asked to make one.
 */
@Entity
@Table(name = "stripe_customer")
class StripeCustomer extends PanacheEntityBase {

  @Id String userId;

  @Version int version;

  UUID uuid;

  /** Stripe's id; null until Stripe has answered. */
  @Nullable String customerId;

  String stripeRequest;

  UUID idempotencyKey;

  Instant idempotencyKeySince;

  /** What Stripe was last told of the payer, as {@link CustomerDetails}; null for nothing. */
  @Nullable String told;

  /** What Stripe is to be told; committed with its key before the call, like a request. */
  @Nullable String updateRequest;

  @Nullable UUID updateKey;

  @Nullable Instant updateKeySince;

  @Column(updatable = false)
  Instant createdAt;

  CustomerDetails told() {
    return CustomerDetails.read(told);
  }

  /** The same words go out under the same key while that is good. */
  void requestUpdate(CustomerDetails details) {
    var wanted = details.stored();
    if (!wanted.equals(updateRequest)
        || updateKeySince == null
        || !KeyLifetime.isGood(updateKeySince)) {
      updateRequest = wanted;
      updateKey = UUID.randomUUID();
      updateKeySince = Instant.now();
    }
  }

  /**
   * Asks for the latest words once more, under a new key.
   *
   * @param other what somebody else has just told
   */
  void tellAgainUnlessTold(String other) {
    var latest = updateRequest == null ? told : updateRequest;
    if (latest != null && !latest.equals(other)) {
      updateRequest = latest;
      updateKey = UUID.randomUUID();
      updateKeySince = Instant.now();
    }
  }

  /**
   * @param isTold otherwise the next payment tells it, under a new key
   */
  void endUpdate(boolean isTold) {
    told = isTold ? updateRequest : told;
    updateRequest = null;
    updateKey = null;
    updateKeySince = null;
  }
}
