package io.paydesk.mail;

import static java.util.Objects.requireNonNull;

import io.paydesk.actionflow.CallbackRun;
import io.paydesk.order.OrderView;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Sends a receipt to its order's address. All attempts of one run use the same message id, so that
 * mail clients show the mail once even if it was sent twice.
 */
@Singleton
class ReceiptPost {

  private final Outbox outbox;
  private final Envelope envelope;

  ReceiptPost(Outbox outbox, Envelope envelope) {
    this.outbox = outbox;
    this.envelope = envelope;
  }

  /** Call it where it may block, and only for an order with an address. */
  Uni<Void> send(CallbackRun run, OrderView order, String subject, TemplateInstance letter) {
    return outbox.send(
        envelope.of(requireNonNull(order.receiptEmail()), run.id(), subject, letter));
  }
}
