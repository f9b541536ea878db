package io.paydesk.alert;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that crossed its threshold, as admins see it; {@link AlertBook} writes it. */
@Entity
@Table(name = "alert")
class Alert extends PanacheEntityBase {

  @Id Long id;

  @Convert(converter = AlertKind.Text.class)
  AlertKind kind;

  /** Whom or what the alert is about; empty where the kind says it all. */
  String subject;

  /** In the kind's unit, at the last look that found it. */
  long observed;

  long threshold;

  long windowSeconds;

  Instant raisedAt;

  Instant lastSeenAt;

  /** Null while it holds. */
  @Nullable Instant endedAt;
}
