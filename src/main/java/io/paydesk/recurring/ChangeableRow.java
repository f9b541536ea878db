package io.paydesk.recurring;

import io.paydesk.stripe.StripeRow;
import jakarta.persistence.Convert;
import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row whose object at Stripe can be changed: the change that was asked for, and the key to make
 * it with.
 */
@MappedSuperclass
public abstract class ChangeableRow extends StripeRow {

  /** When Stripe is asked again while somebody waits. */
  static final Duration URGENT = Duration.ofMinutes(1);

  /** The change that was asked for. */
  @Convert(converter = RecurringChange.Text.class)
  public @Nullable RecurringChange change;

  public @Nullable Integer changeQuantity;

  public @Nullable UUID changeKey;

  public @Nullable Instant changeKeySince;

  public void request(RecurringChange wanted, @Nullable Integer itsQuantity) {
    change = wanted;
    changeQuantity = itsQuantity;
    changeKey = UUID.randomUUID();
    changeKeySince = Instant.now();
    checkFrom(Instant.now().plus(URGENT));
  }

  /** Whether nobody is to pay for it any more. */
  public boolean isToEnd() {
    return change != null && change.isEnd();
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
