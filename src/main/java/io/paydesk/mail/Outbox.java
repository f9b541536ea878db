package io.paydesk.mail;

import io.paydesk.trace.Spans;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Hands mails to the mail server. */
@ApplicationScoped
class Outbox {

  private final ReactiveMailer mailer;
  private final Spans spans;

  Outbox(ReactiveMailer mailer, Spans spans) {
    this.mailer = mailer;
    this.spans = spans;
  }

  /**
   * Fails with {@link MailNotSent} when the server has not taken it, or when that is not known:
   * then the same mail may go out twice.
   */
  Uni<Void> send(Mail mail) {
    var work = spans.call("mail.send");
    return mailer
        .send(mail)
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
