package io.paydesk.mail;

import io.paydesk.key.Maker;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pay-link that is to be mailed. {@link PayLinkQueue} changes it. */
@Entity
@Table(name = "pay_link_mail")
class PayLinkMail extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Column(updatable = false)
  long orderId;

  @Column(updatable = false)
  String address;

  /** Whether it is the order's own. */
  @Column(updatable = false)
  boolean toOrderAddress;

  @Column(updatable = false)
  @Nullable String returnUrl;

  /** Seconds for which the link opens. */
  @Column(updatable = false)
  int life;

  @Column(updatable = false)
  String askedBy;

  @Column(updatable = false)
  @Nullable Long askedSecret;

  @Column(updatable = false)
  UUID message = UUID.randomUUID();

  @Column(updatable = false)
  Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @Convert(converter = PayLinkMailStatus.Text.class)
  PayLinkMailStatus status = PayLinkMailStatus.WAITING;

  @Nullable String reason;
  int attempts;
  @Nullable Long payLinkId;
  @Nullable Instant sentAt;

  static PayLinkMail of(
      long orderId, String address, boolean toOrderAddress, MailPayLink request, Maker maker) {
    var mail = new PayLinkMail();
    mail.orderId = orderId;
    mail.address = address;
    mail.toOrderAddress = toOrderAddress;
    mail.returnUrl = request.returnUrl();
    mail.life = (int) request.life().toSeconds();
    mail.askedBy = maker.name();
    mail.askedSecret = maker.secret();
    return mail;
  }

  Maker maker() {
    return new Maker(askedBy, askedSecret);
  }
}
