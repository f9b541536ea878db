package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.method.Consent;
import io.paydesk.stripe.KeyLifetime;
import io.paydesk.stripe.PaymentIntentChange;
import io.paydesk.stripe.StripeRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of a payment that says what its intent is paid with, and what is to be done to it: a
 * confirmation with a saved method, or whether the method is saved. Parameters and key are
 * committed before Stripe is asked.
 */
@MappedSuperclass
public abstract class ChangeableIntent extends StripeRow {

  public @Nullable String customerId;

  /** That the intent has now; of one that succeeded, that paid. Null while it has none. */
  public @Nullable String paymentMethodId;

  /** That the payer's method is saved, to be charged later without them; null where it is not. */
  @Embedded
  @AttributeOverride(name = "by", column = @Column(name = "consent_by"))
  @AttributeOverride(name = "at", column = @Column(name = "consent_at"))
  @AttributeOverride(name = "from", column = @Column(name = "consent_from"))
  public @Nullable Consent consent;

  /** Whether it was ever to be charged by a saved method. */
  public boolean bySavedMethod;

  /** What is to be done to the intent, exactly as it is sent each time; null when nothing is. */
  public @Nullable String changeRequest;

  public @Nullable UUID changeKey;

  public @Nullable Instant changeSince;

  /** How long a payer who got no answer may still be there. Then nobody is charged any more. */
  private static final Duration THERE = Duration.ofMinutes(10);

  void consentTo(Consent given) {
    consent = given;
  }

  void withdrawConsent() {
    consent = null;
  }

  /**
   * Once the payer has done their part, or the shop has charged without them: what Stripe does not
   * save is not agreed to be charged.
   */
  void keepConsentIf(@Nullable Boolean saved) {
    if (Boolean.FALSE.equals(saved)) {
      withdrawConsent();
    }
  }

  /** Null when nothing is to be done to the intent, or what was to be done is done. */
  @Nullable PaymentIntentChange change() {
    return changeRequest == null ? null : PaymentIntentChange.read(changeRequest);
  }

  /**
   * A confirmation came to nothing. What the payer has said about saving the method went with it,
   * and holds all the same: unless Stripe shows that already, Stripe is told by a change of its
   * own.
   */
  void keepWish(@Nullable Boolean saves) {
    boolean wanted = consent != null;
    if (saves != null && saves == wanted) {
      endChange();
    } else {
      askFor(PaymentIntentChange.ofUsage(usageNow()));
    }
  }

  /** As the payer has said last. */
  String usageNow() {
    return consent == null ? PaymentIntentChange.DO_NOT_SAVE : PaymentIntentChange.SAVE;
  }

  void askFor(PaymentIntentChange change) {
    bySavedMethod |= change.paymentMethod() != null;
    changeRequest = change.stored();
    changeKey = UUID.randomUUID();
    changeSince = Instant.now();
    checkFrom(CheckSchedule.urgent());
  }

  /**
   * Whether a confirmation comes too late, so that it is only found out what became of it: the
   * payer has left, or, where nobody had to be there, a day is over.
   */
  boolean isChangeTooOld() {
    var change = change();
    if (change == null || !change.confirms()) {
      return false;
    }
    var since = requireNonNull(changeSince);
    return change.offSession()
        ? !KeyLifetime.isGood(since)
        : since.plus(THERE).isBefore(Instant.now());
  }

  /** It is known what became of the change, or that nothing will. */
  void endChange() {
    changeRequest = null;
    changeKey = null;
    changeSince = null;
  }

  void renewChangeKey() {
    changeKey = UUID.randomUUID();
  }

  /** Whether the payer's bank asks about a payment with it: confirming again would not help. */
  boolean waitsForBankOf(String method) {
    return asksPayer() && method.equals(paymentMethodId);
  }

  /** Whether one of these methods, or any that is about to be confirmed, pays it. */
  boolean isWithAnyOf(Set<String> methods) {
    var change = change();
    return change != null && change.confirms()
        || paymentMethodId != null && methods.contains(paymentMethodId);
  }

  /** Whether the payer's bank asks: Stripe.js goes on with the client secret. */
  boolean asksPayer() {
    return "requires_action".equals(stripeStatus);
  }
}
