package io.paydesk.key;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A link to the payer's page of one order. What it has paid, {@link PaidByLink} knows. */
@Entity
@Table(name = "pay_link")
class PayLink extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Column(updatable = false)
  byte[] hash;

  @Column(updatable = false)
  long orderId;

  @Column(updatable = false)
  @Nullable String returnUrl;

  @Column(updatable = false)
  String createdBy;

  @Column(updatable = false)
  Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @Column(updatable = false)
  Instant expiresAt;

  static PayLink of(
      TokenText token, long orderId, @Nullable String returnUrl, Maker maker, Instant expires) {
    var link = new PayLink();
    link.hash = token.hash();
    link.orderId = orderId;
    link.returnUrl = returnUrl;
    link.createdBy = maker.name();
    link.expiresAt = expires;
    return link;
  }
}
