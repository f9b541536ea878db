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

/**
 * A row that stands for an object at Stripe, which is made for it: what it is to be, and the key
 * that it is asked for with, are committed before Stripe is called.
 */
@MappedSuperclass
public abstract class StripeRow extends PanacheEntityBase implements CallbackRow {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Long id;

  @Version public int version;

  /** Names the row at Stripe, where small ids of several installations may meet. */
  public UUID uuid;

  /** As Stripe spells it. */
  public String stripeStatus;

  /** The parameters of the call that makes the object, as they are sent each time. */
  public String stripeRequest;

  public UUID idempotencyKey;

  public Instant idempotencyKeySince;

  /** Whether the app's own reactions to the latest transition are done. */
  public boolean callbackProcessed;

  /** When it was first known here that the key is of no more use; null while it may be sent. */
  public Instant keySpentAt;

  /**
   * When the newest answer that this row shows was asked for; an older one does not count any more.
   */
  public Instant observedAt;

  /** When Stripe is asked again; null once there is nothing left to learn. */
  public Instant nextCheckAt;

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

  /** From the first time on, what was begun under the key comes to rest. */
  public void spendKey() {
    if (keySpentAt == null) {
      keySpentAt = Instant.now();
    }
  }

  /** Only a change begins the checks anew: else whoever asks often would put the due look off. */
  protected void checkFrom(Instant first) {
    checks = 0;
    nextCheckAt = first;
  }
}
