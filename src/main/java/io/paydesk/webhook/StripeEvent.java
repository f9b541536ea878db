package io.paydesk.webhook;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of the inbox, as admins see it, without the body: nobody needs that on a screen. */
@Entity
@Table(name = "stripe_event")
class StripeEvent extends PanacheEntityBase {

  @Id String id;

  @Column(insertable = false, updatable = false)
  Long seq;

  String type;

  String apiVersion;

  boolean livemode;

  String objectId;

  Instant created;
  StripeEventStatus status;
  String reason;
  int attempts;

  /** The PaymentIntent whose payment is not here yet. */
  String waitsFor;

  Instant nextAttemptAt;

  Instant waitingSince;

  /** Attempts in a row that ended with their process. */
  int lost;

  UUID claim;

  String lastError;

  Instant receivedAt;

  Instant finishedAt;
}
