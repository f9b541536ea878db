package io.paydesk.admin;

import io.paydesk.session.ShopProvider;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the shop's page is. */
final class AdminPaths {

  static final String ROOT = "/admin";
  static final String ASSETS = ROOT + "/assets";
  static final String SIGN_IN = ROOT + "/sign-in";
  static final String SIGN_OUT = ROOT + "/sign-out";

  /** A page of ours, and no address that a browser could take for one elsewhere. */
  private static final Pattern OURS =
      Pattern.compile("/admin(?:[/?](?!/)[A-Za-z0-9/_?&=.,:%+~-]*)?");

  /** A browser would go up from there, to what is not ours. */
  private static final Pattern UP =
      Pattern.compile("[^?]*/(?:\\.|%2e){1,2}(?:[/?].*)?", Pattern.CASE_INSENSITIVE);

  private static final int LONGEST = 1_000;

  private AdminPaths() {}

  /** Whether it is the page, or below it. */
  static boolean isBelow(String path) {
    return path.equals(ROOT) || path.startsWith(ROOT + "/") || path.startsWith(ROOT + ";");
  }

  /** Whether everybody may open it, without having signed in. */
  static boolean isOpen(String path) {
    return path.startsWith(ASSETS + "/")
        || path.equals(SIGN_IN)
        || path.startsWith(SIGN_IN + "/")
        || path.equals(SIGN_OUT)
        || path.equals(ShopProvider.PATH)
        || path.equals(ShopProvider.BACK);
  }

  /**
   * Where to go once somebody has signed in.
   *
   * @param asked may be anything
   */
  static String afterSignIn(@Nullable String asked) {
    return asked != null
            && asked.length() <= LONGEST
            && OURS.matcher(asked).matches()
            && !UP.matcher(asked).matches()
            && !isOpen(asked.replaceFirst("\\?.*", ""))
        ? asked
        : ROOT;
  }

  /**
   * @param to where to go afterwards
   */
  static String signIn(String to) {
    var after = afterSignIn(to);
    return after.equals(ROOT)
        ? SIGN_IN
        : SIGN_IN + "?to=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
  }
}
