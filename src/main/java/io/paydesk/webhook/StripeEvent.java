package io.paydesk.webhook;

import io.paydesk.listing.Rows;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the inbox, as admins see it, without the body: nobody needs that on a screen. */
@Entity
@Table(name = "stripe_event")
class StripeEvent extends PanacheEntityBase {

  static final Rows<StripeEvent> ROWS =
      Rows.of(
          StripeEvent.class, "seq", event -> event.seq, "receivedAt", event -> event.receivedAt);

  @Id String id;

  @Column(insertable = false, updatable = false)
  Long seq;

  String type;

  @Nullable String apiVersion;

  boolean livemode;

  @Nullable String objectId;

  Instant created;

  @Convert(converter = StripeEventStatus.Text.class)
  StripeEventStatus status;

  @Nullable String reason;
  int attempts;

  /** The PaymentIntent whose payment is not here yet. */
  @Nullable String waitsFor;

  Instant nextAttemptAt;

  Instant waitingSince;

  /** Attempts in a row that ended with their process. */
  int lost;

  @Nullable UUID claim;

  @Nullable String lastError;

  Instant receivedAt;

  @Nullable Instant finishedAt;
}
