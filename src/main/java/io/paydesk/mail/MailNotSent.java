package io.paydesk.mail;

import io.vertx.ext.mail.SMTPException;
import java.io.IOException;

/**
 * Why a mail server did not take a mail, without what it said: servers quote the address, which is
 * nobody's to read in a log.
 */
final class MailNotSent extends RuntimeException {

  private MailNotSent(String message) {
    super(message, null, false, false);
  }

  static MailNotSent of(Throwable failure) {
    if (failure instanceof SMTPException refused) {
      return new MailNotSent("the mail server answered " + refused.getReplyCode());
    }
    // Of the way to the server, such as a refused connection.
    return new MailNotSent(
        failure instanceof IOException
            ? "the mail server was not reached: " + failure.getMessage()
            : "the mail could not be sent: " + failure.getClass().getSimpleName());
  }
}
