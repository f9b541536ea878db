package io.paydesk.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What opens something, wherever it stands in a text: keys, tokens and pay-links of ours, Stripe's
 * secret keys, and secrets of webhooks and of payments. One with a slip in it is a secret no less.
 */
public final class Secrets {

  private static final Pattern ANY =
      Pattern.compile(
          "(pdk_(?:user_|pay_)?(?:test|live)_|[sr]k_(?:test|live)_|whsec_"
              + "|(?:pi|seti|cs)_[0-9A-Za-z]\\w{0,254}_secret_)[0-9A-Za-z+/=_-]{4,}");

  private static final Pattern OURS =
      Pattern.compile("pdk_(?:user_|pay_)?(?:test|live)_[0-9A-Za-z]{4}");

  private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

  private Secrets() {}

  public static boolean isIn(String text) {
    return ANY.matcher(text).find();
  }

  public static String blackened(String text) {
    return ANY.matcher(text).replaceAll("$1***");
  }

  /** Whether a key or token of ours stands in an address, also with some of it encoded. */
  public static boolean isOursIn(String address) {
    return OURS.matcher(decoded(address)).find();
  }

  private static String decoded(String address) {
    return address.indexOf('%') < 0
        ? address
        : ENCODED
            .matcher(address)
            .replaceAll(
                code -> Matcher.quoteReplacement("" + (char) Integer.parseInt(code.group(1), 16)));
  }
}
