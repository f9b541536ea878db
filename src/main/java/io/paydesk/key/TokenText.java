package io.paydesk.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The text of a key, of a user's token or of a pay-link: {@code pdk_live_}, {@code pdk_user_live_}
 * or {@code pdk_pay_live_}, 32 letters and digits of chance, which are 190 bits, and six that check
 * all before them. A slip of the hand is told without a look into the database, and a scanner knows
 * a leaked one from what only looks like it.
 */
record TokenText(TokenKind kind, boolean live, String text) {

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final int CHANCE = 32;
  private static final int CHECK = 6;

  static TokenText random(TokenKind kind, boolean live) {
    var chance = new SecureRandom();
    var text = new StringBuilder(kind.prefix(live));
    for (int i = 0; i < CHANCE; i++) {
      text.append(DIGITS.charAt(chance.nextInt(DIGITS.length())));
    }
    return new TokenText(kind, live, text + check(text.toString()));
  }

  /** Empty where the text is none of ours, or mistyped. */
  static Optional<TokenText> read(String text) {
    for (var kind : TokenKind.values()) {
      for (boolean live : new boolean[] {false, true}) {
        var prefix = kind.prefix(live);
        if (text.startsWith(prefix)
            && text.length() == prefix.length() + CHANCE + CHECK
            && text.substring(prefix.length()).chars().allMatch(c -> DIGITS.indexOf(c) >= 0)
            && text.endsWith(check(text.substring(0, text.length() - CHECK)))) {
          return Optional.of(new TokenText(kind, live, text));
        }
      }
    }
    return Optional.empty();
  }

  private static String check(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    long rest = crc.getValue();
    var digits = new char[CHECK];
    for (int i = CHECK - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
      rest /= DIGITS.length();
    }
    return new String(digits);
  }

  /** All that is kept of it. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For people, to tell keys apart. */
  String lastFour() {
    return text.substring(text.length() - 4);
  }

  @Override
  public String toString() {
    return kind.prefix(live) + "...";
  }
}
