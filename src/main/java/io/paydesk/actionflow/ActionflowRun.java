package io.paydesk.actionflow;

import io.paydesk.transaction.CallbackFlow;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A run, as it is read for people. {@link RunBook} makes them, {@link RunQueue} moves them. */
@Entity
@Table(name = "actionflow_run")
class ActionflowRun extends PanacheEntityBase {

  @Id Long id;

  UUID uuid;
  CallbackFlow flow;
  String subject;
  String transition;
  String occurrence;
  String target;

  @Column(name = "in_process")
  boolean inProcess;

  @Column(name = "is_outcome")
  boolean isOutcome;

  @Column(name = "order_id")
  long orderId;

  @Column(name = "user_id")
  String userId;

  String reason;
  RunStatus status;
  int attempts;

  @Column(name = "retried_at")
  int retriedAt;

  @Column(name = "next_attempt_at")
  Instant nextAttemptAt;

  UUID claim;

  @Column(name = "last_error")
  String lastError;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "finished_at")
  Instant finishedAt;

  @Column(updatable = false)
  String traceparent;

  /** With all its attempts. */
  void queueAgain() {
    status = RunStatus.WAITING;
    retriedAt = attempts;
    nextAttemptAt = Instant.now();
    claim = null;
    finishedAt = null;
  }

  /** Tried at once, unless an attempt is under way. */
  void hurry() {
    if (claim == null) {
      nextAttemptAt = Instant.now();
    }
  }
}
