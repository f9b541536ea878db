package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.stripe.FailedTry;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An attempt to pay that was declined. The row never changes. */
@Entity
@Table(name = "payment_decline")
public class PaymentDecline extends PanacheEntityBase {

  /** Stripe's charge; without a charge, the event that reported the decline. */
  @Id public String id;

  /** Null where an invoice was not paid: its payment row comes only with the money. */
  public @Nullable Long paymentId;

  /**
   * The subscription whose invoice it was; null for a one-time payment, or where the payment says
   * so.
   */
  public @Nullable Long recurringPaymentId;

  /** Set only before it is stored; null where an invoice was not paid. */
  @Transient @Nullable Payment payment;

  /** Set only before it is stored. */
  @Transient boolean hasCharge;

  public String userId;

  public @Nullable String cardFingerprint;

  public @Nullable String code;

  public @Nullable String declineCode;

  /** When it happened at Stripe. */
  public Instant declinedAt;

  /**
   * @param newsId of the event that reports it: the same for a snapshot event and its thin twin
   * @param when the event's time
   */
  public static PaymentDecline of(
      Payment payment, FailedTry failed, String newsId, @Nullable Instant when) {
    var decline = of(failed, newsId, when);
    decline.paymentId = payment.id;
    decline.payment = payment;
    decline.userId = payment.userId;
    return decline;
  }

  /** An attempt to pay an invoice of a subscription. */
  public static PaymentDecline ofInvoice(
      long recurringPaymentId,
      String userId,
      FailedTry failed,
      String newsId,
      @Nullable Instant when) {
    var decline = of(failed, newsId, when);
    decline.recurringPaymentId = recurringPaymentId;
    decline.userId = userId;
    return decline;
  }

  private static PaymentDecline of(FailedTry failed, String newsId, @Nullable Instant when) {
    var decline = new PaymentDecline();
    decline.id = failed.hasCharge() ? requireNonNull(failed.chargeId()) : newsId;
    decline.cardFingerprint = failed.cardFingerprint();
    decline.code = failed.code();
    decline.declineCode = failed.declineCode();
    decline.declinedAt = requireNonNull(when).truncatedTo(ChronoUnit.SECONDS);
    decline.hasCharge = failed.hasCharge();
    return decline;
  }

  /**
   * Whether it is the same attempt, reported by two unrelated events. Without a charge, a payer
   * cannot fail twice within a second.
   */
  boolean isTheSameAs(PaymentDecline other) {
    return !hasCharge
        && Objects.equals(paymentId, other.paymentId)
        && Objects.equals(recurringPaymentId, other.recurringPaymentId)
        && Objects.equals(code, other.code)
        && declinedAt.equals(other.declinedAt);
  }

  /** The most exact code there is, of Stripe's few dozen. */
  String reason() {
    if (declineCode != null) {
      return declineCode;
    }
    return code == null ? "other" : code;
  }
}
