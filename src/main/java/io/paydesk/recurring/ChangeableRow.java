package io.paydesk.recurring;

import io.paydesk.stripe.StripeRow;
import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A row whose object at Stripe somebody may want changed: what, and the key to ask with. */
@MappedSuperclass
public abstract class ChangeableRow extends StripeRow {

  /** When Stripe is asked again where somebody waits. */
  static final Duration URGENT = Duration.ofMinutes(1);

  /** What is to be done to it at Stripe; null when nothing. */
  public RecurringChange change;

  public Integer changeQuantity;

  public UUID changeKey;

  public Instant changeKeySince;

  public void request(RecurringChange wanted, Integer itsQuantity) {
    change = wanted;
    changeQuantity = itsQuantity;
    changeKey = UUID.randomUUID();
    changeKeySince = Instant.now();
    checkFrom(Instant.now().plus(URGENT));
  }

  void renewChangeKey() {
    changeKey = UUID.randomUUID();
    changeKeySince = Instant.now();
  }

  void dropChange() {
    change = null;
    changeQuantity = null;
    changeKey = null;
    changeKeySince = null;
  }
}
