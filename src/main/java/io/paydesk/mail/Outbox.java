package io.paydesk.mail;

import io.paydesk.trace.Spans;
import io.paydesk.transaction.OwnContext;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Hands mails to the mail server. */
@ApplicationScoped
class Outbox {

  private final ReactiveMailer mailer;
  private final Spans spans;
  private final OwnContext contexts;

  Outbox(ReactiveMailer mailer, Spans spans, OwnContext contexts) {
    this.mailer = mailer;
    this.spans = spans;
    this.contexts = contexts;
  }

  /**
   * Fails with {@link MailNotSent} when the server has not taken it, or may not have; then the same
   * mail may go out twice.
   *
   * <p>It calls the Vert.x mail client on an event loop. From another thread the client sometimes
   * misses the server's answer, and waits until the attempt is given up.
   */
  Uni<Void> send(Mail mail) {
    var work = spans.call("mail.send");
    return contexts
        .run(() -> mailer.send(mail))
        .onItem()
        .invoke(sent -> work.end())
        .onFailure()
        .invoke(work::fail)
        .onCancellation()
        .invoke(() -> work.fail("given-up"))
        .onFailure()
        .transform(MailNotSent::of);
  }
}
