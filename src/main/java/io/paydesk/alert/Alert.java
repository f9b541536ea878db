package io.paydesk.alert;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Something that crossed its threshold, as it is read for people; {@link AlertBook} writes it. */
@Entity
@Table(name = "alert")
class Alert extends PanacheEntityBase {

  @Id Long id;

  AlertKind kind;

  /** Whom or what it is about; empty where the kind says all. */
  String subject;

  /** In the kind's unit, at the last look at which it held. */
  long observed;

  long threshold;

  long windowSeconds;

  Instant raisedAt;

  Instant lastSeenAt;

  /** Null while it holds. */
  Instant endedAt;
}
