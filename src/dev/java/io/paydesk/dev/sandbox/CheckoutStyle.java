package io.paydesk.dev.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** How the pretend Stripe's pages look. They have the style in them, and load nothing. */
final class CheckoutStyle {

  /** The one design system: in the pretend Stripe's own jar the build has put it beside this. */
  private static final List<String> TOKENS = List.of("tokens.css", "/io/paydesk/brand/tokens.css");

  private static final String CSS = tokens() + read("checkout.css");

  /** Lets the page have this style and nothing else. */
  static final String SOURCE = "'sha256-" + digest("\n" + CSS) + "'";

  private CheckoutStyle() {}

  static String element() {
    return "<style>\n" + CSS + "</style>";
  }

  private static String tokens() {
    return TOKENS.stream()
        .filter(name -> CheckoutStyle.class.getResource(name) != null)
        .findFirst()
        .map(CheckoutStyle::read)
        .orElseThrow();
  }

  private static String read(String name) {
    try (InputStream in = CheckoutStyle.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder().encodeToString(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
