package io.paydesk.method;

import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.RowCheckout;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.SetupIntentSnapshot;
import io.paydesk.stripe.StripeRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to save a payment method without paying: a SetupIntent at Stripe, made by us or by a
 * checkout session, and who agreed to it. Its methods are its legal moves; call them with the row
 * locked.
 */
@Entity
@Table(name = "setup_intent")
public class MethodSetup extends StripeRow {

  public static final LockedOrders.Table<MethodSetup> TABLE =
      new LockedOrders.Table<>(LockedOrders.Rank.SETUP_INTENT, MethodSetup.class);

  /** The first call may have begun unseen; one that is under way gets this long to end. */
  private static final Duration URGENT = Duration.ofMinutes(1);

  /** A payer may need time to fetch a card; an event that never came shows after an hour. */
  private static final Duration PATIENT = Duration.ofHours(1);

  public String userId;

  @Convert(converter = MethodSetupStatus.Text.class)
  public MethodSetupStatus status = MethodSetupStatus.CREATED;

  public @Nullable String setupIntentId;

  /** Null where no checkout session makes the intent. */
  @Embedded public @Nullable RowCheckout checkout;

  /** With which it is ended at Stripe; null while the payer may go on. */
  public @Nullable UUID endKey;

  public @Nullable Instant endKeySince;

  public String customerId;

  /** Stripe's id of what was saved; null until then. */
  public @Nullable String paymentMethodId;

  @Embedded
  @AttributeOverride(name = "by", column = @Column(name = "consent_by"))
  @AttributeOverride(name = "at", column = @Column(name = "consent_at"))
  @AttributeOverride(name = "from", column = @Column(name = "consent_from"))
  public Consent consent;

  /** Why the last attempt failed; null when there was none, or when a later one did better. */
  @Embedded
  @AttributeOverride(name = "code", column = @Column(name = "failure_code"))
  @AttributeOverride(name = "declineCode", column = @Column(name = "failure_decline_code"))
  @AttributeOverride(name = "message", column = @Column(name = "failure_message"))
  @AttributeOverride(name = "param", column = @Column(name = "failure_param"))
  public @Nullable StripeFailure failure;

  public MethodSetup() {
    nextCheckAt = Instant.now().plus(URGENT);
  }

  /** Whether the intent may belong to this row: the row has none yet, or has this one. */
  public boolean fits(SetupIntentSnapshot setup) {
    return setupIntentId == null || setupIntentId.equals(setup.id());
  }

  public boolean isByCheckout() {
    return checkout != null;
  }

  /** Whether Stripe has made its session or its intent. */
  boolean isKnownAtStripe() {
    return setupIntentId != null || checkout != null && checkout.checkoutSessionId() != null;
  }

  boolean isToEnd() {
    return endKey != null;
  }

  /** The payer wants another way, or the customer is not theirs any more. */
  void requestEnd() {
    if (endKey == null) {
      renewEndKey();
      checkFrom(Instant.now().plus(URGENT));
    }
  }

  void renewEndKey() {
    endKey = UUID.randomUUID();
    endKeySince = Instant.now();
  }

  /** Stores what Stripe says of its session. */
  void adopt(CheckoutSessionSnapshot session) {
    if (checkout != null) {
      checkout = checkout.seen(session);
      nextCheckAt = checkout.checkBy(nextCheckAt);
    }
  }

  void process() {
    if (status != MethodSetupStatus.PROCESSING) {
      status = status.become(MethodSetupStatus.PROCESSING, this);
      checkFrom(Instant.now().plus(PATIENT));
    }
  }

  /** An event says that something has changed, and not enough. */
  public void checkSoon() {
    if (status.isOpen()) {
      checkFrom(Instant.now());
    }
  }

  void waitForPayer() {
    if (status != MethodSetupStatus.PENDING) {
      status = status.become(MethodSetupStatus.PENDING, this);
      checkFrom(Instant.now().plus(PATIENT));
    }
  }

  void succeed() {
    status = status.become(MethodSetupStatus.SUCCEEDED, this);
    nextCheckAt = null;
  }

  void cancel() {
    status = status.become(MethodSetupStatus.CANCELED, this);
    nextCheckAt = null;
  }

  /** Nothing exists at Stripe, and another attempt may begin. */
  void refuse(StripeFailure why) {
    status = status.become(MethodSetupStatus.FAILED, this);
    failure = why;
    nextCheckAt = null;
  }

  /** Stripe does not know the customer any more. */
  boolean isRefusedAsMissing() {
    return status == MethodSetupStatus.FAILED
        && !isKnownAtStripe()
        && failure != null
        && failure.saysThatIsMissing("customer");
  }

  /** No answer came, or one with an unknown status. */
  void loseSight() {
    if (status == MethodSetupStatus.CREATED) {
      status = status.become(MethodSetupStatus.UNKNOWN, this);
      checkFrom(Instant.now().plus(URGENT));
    }
  }

  /** Takes over what the intent says besides its status. */
  void apply(Seen<SetupIntentSnapshot> seen) {
    var setup = seen.value();
    setupIntentId = setup.id();
    stripeStatus = setup.stripeStatus();
    paymentMethodId = setup.paymentMethodId();
    failure = setup.failure();
    var askedAt = seen.askedAt();
    if (askedAt != null && (observedAt == null || askedAt.isAfter(observedAt))) {
      observedAt = askedAt;
    }
  }
}
