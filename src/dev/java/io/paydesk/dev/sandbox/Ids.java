package io.paydesk.dev.sandbox;

import java.security.SecureRandom;

/** Ids in Stripe's form: a prefix, then letters and digits that cannot be guessed. */
final class Ids {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  static String random(String prefix, int length) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < length; i++) {
      id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  static String of(String prefix) {
    return random(prefix + "_3", 23);
  }
}
