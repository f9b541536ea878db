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

  /** As of when it is charged, in whole seconds; null for when Stripe makes it. */
  public @Nullable Instant changeAsOf;

  public @Nullable UUID changeKey;

  public @Nullable Instant changeKeySince;

  public void request(RecurringChange wanted) {
    request(wanted, null, null);
  }

  /**
   * @param itsQuantity null for any change but one of the quantity
   * @param asOf null where it is charged as of when Stripe makes it
   */
  void request(RecurringChange wanted, @Nullable Integer itsQuantity, @Nullable Instant asOf) {
    change = wanted;
    changeQuantity = itsQuantity;
    changeAsOf = asOf;
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
    changeAsOf = null;
    changeKey = null;
    changeKeySince = null;
  }
}
