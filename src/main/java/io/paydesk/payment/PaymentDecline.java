package io.paydesk.payment;

import io.paydesk.stripe.FailedTry;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;

/** A try to pay that failed. It is never changed. */
@Entity
@Table(name = "payment_decline")
public class PaymentDecline extends PanacheEntityBase {

  /** Stripe's charge, or the event that told of it where there is none. */
  @Id public String id;

  @Column(name = "payment_id")
  public long paymentId;

  /** Of a decline that is new. */
  @Transient Payment payment;

  @Column(name = "user_id")
  public String userId;

  @Column(name = "card_fingerprint")
  public String cardFingerprint;

  public String code;

  @Column(name = "decline_code")
  public String declineCode;

  /** When it happened at Stripe. */
  @Column(name = "declined_at")
  public Instant declinedAt;

  /**
   * @param eventId of the event that tells of it
   */
  public static PaymentDecline of(Payment payment, FailedTry failed, String eventId, Instant when) {
    var decline = new PaymentDecline();
    decline.id = failed.chargeId() == null ? eventId : failed.chargeId();
    decline.paymentId = payment.id;
    decline.payment = payment;
    decline.userId = payment.userId;
    decline.cardFingerprint = failed.cardFingerprint();
    decline.code = failed.code();
    decline.declineCode = failed.declineCode();
    decline.declinedAt = when;
    return decline;
  }

  /** The most exact code that there is, of the few dozen that Stripe has. */
  String reason() {
    if (declineCode != null) {
      return declineCode;
    }
    return code == null ? "other" : code;
  }
}
