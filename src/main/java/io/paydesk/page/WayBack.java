package io.paydesk.page;

import io.paydesk.surface.PublicAddress;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the page again from which a payer went to Stripe or a bank. */
@Singleton
class WayBack {

  private static final String NAME = "paydesk_pay_";

  /** No payment waits longer at Stripe for a payer. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Pattern TOKEN = Pattern.compile("[0-9A-Za-z_]{10,100}");

  private static final Pattern ORDER = Pattern.compile("(cards-)?[0-9]{1,19}");

  private final PublicAddress address;

  WayBack(PublicAddress address) {
    this.address = address;
  }

  /**
   * A header that sets it. It is sent to the way back alone, each order's by itself: two windows do
   * not mix. In a frame on another site a browser takes it only where it says that it is for such a
   * frame, and keeps it apart for each site that has the frame.
   *
   * @see <a
   *     href="https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies">partitioned
   *     cookies</a>
   */
  String cookie(String order, String token, boolean framed) {
    var back = URI.create(address.of(PublicAddress.BACK + "/" + order).orElse("/"));
    boolean secure = framed || "https".equals(back.getScheme());
    return NAME
        + order
        + "="
        + token
        + ";Path="
        + back.getRawPath()
        + ";Max-Age="
        + LONGEST.toSeconds()
        + ";HttpOnly"
        + (secure ? ";Secure" : "")
        + (framed ? ";SameSite=None;Partitioned" : ";SameSite=Lax");
  }

  /** Null where this browser has not come from the order's page. */
  @Nullable String token(String order, Map<String, Cookie> cookies) {
    var cookie = ORDER.matcher(order).matches() ? cookies.get(NAME + order) : null;
    return cookie != null && TOKEN.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
  }
}
