package io.paydesk.page;

import io.paydesk.surface.PublicAddress;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
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

  private static final Pattern ORDER = Pattern.compile("[0-9]{1,19}");

  private final PublicAddress address;

  WayBack(PublicAddress address) {
    this.address = address;
  }

  /** Sent to the way back alone, each order's by itself: two windows do not mix. */
  NewCookie cookie(long order, String token) {
    var back = URI.create(address.of(PublicAddress.BACK + "/" + order).orElse("/"));
    return new NewCookie.Builder(NAME + order)
        .value(token)
        .path(back.getRawPath())
        .httpOnly(true)
        .secure("https".equals(back.getScheme()))
        .sameSite(NewCookie.SameSite.LAX)
        .maxAge((int) LONGEST.toSeconds())
        .build();
  }

  /** Null where this browser has not come from the order's page. */
  @Nullable String token(String order, Map<String, Cookie> cookies) {
    var cookie = ORDER.matcher(order).matches() ? cookies.get(NAME + order) : null;
    return cookie != null && TOKEN.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
  }
}
