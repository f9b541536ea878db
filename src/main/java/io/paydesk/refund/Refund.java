package io.paydesk.refund;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** Money of a payment that goes back, asked for here or in the dashboard of Stripe. */
@Entity
@Table(name = "refund")
public class Refund extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Long id;

  @Version public int version;

  @Column(name = "payment_id")
  public long paymentId;

  @Column(name = "order_id")
  public long orderId;

  @Column(name = "user_id")
  public String userId;

  public UUID uuid;

  public RefundOrigin origin;

  public long amount;

  public String currency;

  public String reason;

  public RefundStatus status = RefundStatus.CREATED;

  @Column(name = "stripe_status")
  public String stripeStatus;

  @Column(name = "refund_id")
  public String refundId;

  @Column(name = "charge_id")
  public String chargeId;

  @Column(name = "failure_code")
  public String failureCode;

  @Column(name = "failure_message")
  public String failureMessage;

  @Column(name = "failure_reason")
  public String failureReason;

  @Column(name = "pending_reason")
  public String pendingReason;

  @Column(name = "callback_processed")
  public boolean callbackProcessed;

  @Column(name = "requested_by")
  public String requestedBy;

  @Column(name = "stripe_request")
  public String stripeRequest;

  @Column(name = "idempotency_key")
  public UUID idempotencyKey;

  @Column(name = "idempotency_key_since")
  public Instant idempotencyKeySince;

  @Column(name = "observed_at")
  public Instant observedAt;

  @Column(name = "next_check_at")
  public Instant nextCheckAt;

  public int checks;

  @Column(name = "created_at", updatable = false)
  public Instant createdAt = Instant.now();

  @Column(name = "updated_at")
  public Instant updatedAt = createdAt;

  @PreUpdate
  void touch() {
    updatedAt = Instant.now();
  }
}
