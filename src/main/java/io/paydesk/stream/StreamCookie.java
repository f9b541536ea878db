package io.paydesk.stream;

import io.paydesk.session.SessionCookie;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that stands for a token when a stream is opened, and nowhere else. Each order and
 * payment has a cookie of its own, so that two windows do not overwrite each other's.
 */
final class StreamCookie {

  static final String PATH = SessionCookie.PATH_OF_STREAMS;

  private static final String NAME = SessionCookie.OF_STREAMS;

  private StreamCookie() {}

  /** The cookies to look for, the narrowest first. */
  static List<String> names(@Nullable Long orderId, @Nullable Long paymentId) {
    if (paymentId != null) {
      return List.of(nameOf(null, paymentId), NAME);
    }
    return orderId == null ? List.of(NAME) : List.of(nameOf(orderId, null), NAME);
  }

  private static String nameOf(@Nullable Long orderId, @Nullable Long paymentId) {
    if (paymentId != null) {
      return NAME + "_payment_" + paymentId;
    }
    return orderId == null ? NAME : NAME + "_order_" + orderId;
  }

  /**
   * Named after what was asked for, as a stream is asked for in the same way: a guest need not name
   * the one order that the pass is for.
   *
   * @param secure whether it is sent over TLS only
   */
  static NewCookie of(String secret, CreateStreamTicket asked, Pass pass, boolean secure) {
    long seconds = Math.max(1, Duration.between(Instant.now(), pass.until()).toSeconds());
    return new NewCookie.Builder(nameOf(asked.orderId(), asked.paymentId()))
        .value(secret)
        .path(PATH)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT)
        .secure(secure)
        .maxAge((int) Math.min(seconds, Integer.MAX_VALUE))
        .build();
  }
}
