package io.paydesk.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Hands mails to the mail server. */
@ApplicationScoped
class Outbox {

  private final ReactiveMailer mailer;

  Outbox(ReactiveMailer mailer) {
    this.mailer = mailer;
  }

  /**
   * Fails with {@link MailNotSent} when the server has not taken it, or when that is not known:
   * then the same mail may go out twice.
   */
  Uni<Void> send(Mail mail) {
    return mailer.send(mail).onFailure().transform(MailNotSent::of);
  }
}
