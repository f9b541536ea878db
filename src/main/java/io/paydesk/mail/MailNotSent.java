package io.paydesk.mail;

import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Why a mail server did not take a mail. It leaves out the server's own words: they quote the
 * address, which must not be in a log.
 */
final class MailNotSent extends RuntimeException {

  private final boolean refused;
  private final boolean withNobody;

  private MailNotSent(String message, boolean refused, boolean withNobody) {
    super(message, null, false, false);
    this.refused = refused;
    this.withNobody = withNobody;
  }

  /** Whether the server said so. */
  boolean isRefused() {
    return refused;
  }

  /** Whether nobody has the mail for certain. Otherwise the server may have taken it. */
  boolean isWithNobody() {
    return withNobody;
  }

  /** The server was asked, and did not answer. */
  static MailNotSent silence() {
    return new MailNotSent("the mail server did not answer in time", false, false);
  }

  static MailNotSent of(Throwable failure) {
    if (failure instanceof SMTPException refused) {
      return new MailNotSent("the mail server answered " + refused.getReplyCode(), true, true);
    }
    // The connection failed, for example it was refused.
    return new MailNotSent(
        failure instanceof IOException
            ? "the mail server was not reached: " + failure.getMessage()
            : "the mail could not be sent: " + failure.getClass().getSimpleName(),
        false,
        isBeforeTheMail(failure));
  }

  /** Whether the connection was never made. */
  private static boolean isBeforeTheMail(Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof NoRouteToHostException
        || failure instanceof UnknownHostException
        || failure instanceof SSLHandshakeException;
  }
}
