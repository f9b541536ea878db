package io.paydesk.mail;

import io.vertx.ext.mail.SMTPException;
import java.io.IOException;

/**
 * Why a mail server did not take a mail. It leaves out the server's own words: they quote the
 * address, which must not be in a log.
 */
final class MailNotSent extends RuntimeException {

  private final boolean refused;

  private MailNotSent(String message, boolean refused) {
    super(message, null, false, false);
    this.refused = refused;
  }

  /** Whether the server said so. Otherwise it may have taken the mail. */
  boolean isRefused() {
    return refused;
  }

  static MailNotSent of(Throwable failure) {
    if (failure instanceof SMTPException refused) {
      return new MailNotSent("the mail server answered " + refused.getReplyCode(), true);
    }
    // The connection failed, for example it was refused.
    return new MailNotSent(
        failure instanceof IOException
            ? "the mail server was not reached: " + failure.getMessage()
            : "the mail could not be sent: " + failure.getClass().getSimpleName(),
        false);
  }
}
