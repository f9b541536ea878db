package io.paydesk.customer;

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

  @Column(updatable = false)
  Instant createdAt;
}
