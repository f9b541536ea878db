package io.paydesk.payment;

import io.paydesk.stripe.FailedTry;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** A try to pay that failed. It is never changed. */
@Entity
@Table(name = "payment_decline")
public class PaymentDecline extends PanacheEntityBase {

  /** Stripe's charge, or the event that told of it where there is none. */
  @Id public String id;

  /** Null where an invoice was not paid, as its payment comes only with its money. */
  public Long paymentId;

  /** Whose invoice it was; null where it was none, or is known by its payment. */
  public Long recurringPaymentId;

  /** Of a decline that is new; null where an invoice was not paid. */
  @Transient Payment payment;

  /** Of a decline that is new. */
  @Transient boolean hasCharge;

  public String userId;

  public String cardFingerprint;

  public String code;

  public String declineCode;

  /** When it happened at Stripe. */
  public Instant declinedAt;

  /**
   * @param newsId of the event that tells of it: the same in each form in which it may come
   * @param when the event's time
   */
  public static PaymentDecline of(Payment payment, FailedTry failed, String newsId, Instant when) {
    var decline = of(failed, newsId, when);
    decline.paymentId = payment.id;
    decline.payment = payment;
    decline.userId = payment.userId;
    return decline;
  }

  /** A try to pay an invoice of a subscription. */
  public static PaymentDecline ofInvoice(
      long recurringPaymentId, String userId, FailedTry failed, String newsId, Instant when) {
    var decline = of(failed, newsId, when);
    decline.recurringPaymentId = recurringPaymentId;
    decline.userId = userId;
    return decline;
  }

  private static PaymentDecline of(FailedTry failed, String newsId, Instant when) {
    var decline = new PaymentDecline();
    decline.id = failed.hasCharge() ? failed.chargeId() : newsId;
    decline.cardFingerprint = failed.cardFingerprint();
    decline.code = failed.code();
    decline.declineCode = failed.declineCode();
    decline.declinedAt = when.truncatedTo(ChronoUnit.SECONDS);
    decline.hasCharge = failed.hasCharge();
    return decline;
  }

  /**
   * Whether it is the same try, told by two events that do not know of each other: a payer cannot
   * fail twice in a second at what takes no charge.
   */
  boolean isTheSameAs(PaymentDecline other) {
    return !hasCharge
        && Objects.equals(paymentId, other.paymentId)
        && Objects.equals(recurringPaymentId, other.recurringPaymentId)
        && Objects.equals(code, other.code)
        && declinedAt.equals(other.declinedAt);
  }

  /** The most exact code that there is, of the few dozen that Stripe has. */
  String reason() {
    if (declineCode != null) {
      return declineCode;
    }
    return code == null ? "other" : code;
  }
}
