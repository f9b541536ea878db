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

/**
 * A link to the payer's page: of one order, or of the payer's saved cards. What it has paid, {@link
 * HandedSecrets} knows.
 */
@Entity
@Table(name = "pay_link")
class PayLink extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Column(updatable = false)
  byte[] hash;

  /** Null of a link to saved cards. */
  @Column(updatable = false)
  @Nullable Long orderId;

  /** Whose saved cards it opens; null of a link to an order. */
  @Column(updatable = false)
  @Nullable String userId;

  /** Whether a link to an order offers its owner's saved cards. */
  @Column(updatable = false)
  boolean savedCards;

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
    var link = made(token, returnUrl, maker, expires);
    link.orderId = orderId;
    return link;
  }

  static PayLink toCards(
      TokenText token, String userId, @Nullable String returnUrl, Maker maker, Instant expires) {
    var link = made(token, returnUrl, maker, expires);
    link.userId = userId;
    return link;
  }

  /** It is for the order's owner alone. */
  PayLink withSavedCards(boolean are) {
    savedCards = are;
    return this;
  }

  private static PayLink made(
      TokenText token, @Nullable String returnUrl, Maker maker, Instant expires) {
    var link = new PayLink();
    link.hash = token.hash();
    link.returnUrl = returnUrl;
    link.createdBy = maker.name();
    link.expiresAt = expires;
    return link;
  }
}
