package io.paydesk.customer;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/**
 * Which Customer at Stripe a user of ours is. The row and its key are committed before Stripe is
 * asked to make one.
 */
@Entity
@Table(name = "stripe_customer")
class StripeCustomer extends PanacheEntityBase {

  @Id
  @Column(name = "user_id")
  String userId;

  @Version int version;

  UUID uuid;

  /** Stripe's id; null until Stripe has answered. */
  @Column(name = "customer_id")
  String customerId;

  @Column(name = "stripe_request")
  String stripeRequest;

  @Column(name = "idempotency_key")
  UUID idempotencyKey;

  @Column(name = "idempotency_key_since")
  Instant idempotencyKeySince;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;
}
