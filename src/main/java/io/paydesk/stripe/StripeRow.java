package io.paydesk.stripe;

import io.paydesk.transaction.CallbackRow;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * A row for which an object at Stripe is made. The parameters and the idempotency key are committed
 * before Stripe is called.
 */
@MappedSuperclass
public abstract class StripeRow extends PanacheEntityBase implements CallbackRow {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Long id;

  @Version public int version;

  /** Names the row at Stripe, where ids of several installations may be the same. */
  public UUID uuid;

  /** As Stripe spells it. */
  public @Nullable String stripeStatus;

  /** The parameters of the call that makes the object, exactly as they are sent each time. */
  public @Nullable String stripeRequest;

  public @Nullable UUID idempotencyKey;

  public @Nullable Instant idempotencyKeySince;

  /** Whether the app's own logic has followed the latest transition. */
  public boolean callbackProcessed;

  /** When we first knew that the key was of no more use; null while it may be sent. */
  public @Nullable Instant keySpentAt;

  /** When Stripe was asked for the answer that this row shows; older answers do not count. */
  public @Nullable Instant observedAt;

  /** When Stripe is asked again; null when there is nothing left to learn. */
  public @Nullable Instant nextCheckAt;

  /** How often it was asked since the last change. */
  public int checks;

  @Column(updatable = false)
  public Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @UpdateTimestamp public Instant updatedAt = createdAt;

  @Override
  public Long rowId() {
    return id;
  }

  @Override
  public void applyCallback(boolean processed) {
    callbackProcessed = processed;
  }

  /** For a call that was certainly not carried out under the old key, or was never made. */
  public void renewKey() {
    idempotencyKey = UUID.randomUUID();
    idempotencyKeySince = Instant.now();
    keySpentAt = null;
  }

  /** Nothing was made at Stripe yet, and what is asked for now differs. */
  public void askFor(CheckoutSessionRequest session) {
    stripeRequest = session.stored();
    renewKey();
  }

  /** Only the first time counts: since then, what was begun with the key comes to rest. */
  public void spendKey() {
    if (keySpentAt == null) {
      keySpentAt = Instant.now();
    }
  }

  /**
   * Only a change restarts the checks: otherwise a client that refreshes often would delay the next
   * check for ever.
   */
  protected void checkFrom(Instant first) {
    checks = 0;
    nextCheckAt = first;
  }
}
