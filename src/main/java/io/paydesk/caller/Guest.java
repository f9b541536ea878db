package io.paydesk.caller;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The payer of an order that names no user. Each such order has a guest of its own, so that nobody
 * sees a second order through the first.
 */
public final class Guest {

  /** A guest's id begins with this, and no user's does: see {@link Caller#isUser}. */
  public static final String PREFIX = "paydesk-guest:";

  /** 192 bits. */
  private static final int BYTES = 24;

  private static final Pattern ID = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{32}");

  private Guest() {}

  /** Whether this is one that {@link #random} makes. */
  public static boolean isId(String userId) {
    return ID.matcher(userId).matches();
  }

  /** Whether it is kept for guests, in whatever form. */
  public static boolean is(@Nullable String userId) {
    return userId != null && userId.startsWith(PREFIX);
  }

  /** Nobody can guess it. */
  public static String random() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
