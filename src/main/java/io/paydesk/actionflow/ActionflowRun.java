package io.paydesk.actionflow;

import io.paydesk.listing.Rows;
import io.paydesk.transaction.CallbackFlow;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run as admins see it. {@link RunBook} makes runs, {@link RunQueue} moves them. */
@Entity
@Table(name = "actionflow_run")
class ActionflowRun extends PanacheEntityBase {

  static final Rows<ActionflowRun> ROWS =
      Rows.of(ActionflowRun.class, run -> run.id, run -> run.createdAt);

  @Id Long id;

  UUID uuid;

  @Convert(converter = CallbackFlow.Text.class)
  CallbackFlow flow;

  String subject;
  String transition;
  String occurrence;
  String target;

  boolean inProcess;

  boolean isOutcome;

  long orderId;

  String userId;

  @Nullable String reason;

  @Convert(converter = RunStatus.Text.class)
  RunStatus status;

  int attempts;

  int retriedAt;

  Instant nextAttemptAt;

  @Nullable UUID claim;

  @Nullable String lastError;

  Instant createdAt;

  @Nullable Instant finishedAt;

  @Column(updatable = false)
  @Nullable String traceparent;

  /** Queues a failed run again, with all its attempts. */
  void queueAgain() {
    status = RunStatus.WAITING;
    retriedAt = attempts;
    nextAttemptAt = Instant.now();
    claim = null;
    finishedAt = null;
  }

  /** Makes it due at once, unless an attempt is under way. */
  void hurry() {
    if (claim == null) {
      nextAttemptAt = Instant.now();
    }
  }
}
