package io.paydesk.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of the cookie: 192 bits of chance, of which the database has the hash alone. */
record SessionSecret(String text) {

  private static final int CHANCE = 24;

  private static final Pattern WHOLE = Pattern.compile("[A-Za-z0-9_-]{32}");

  static SessionSecret random() {
    var chance = new byte[CHANCE];
    new SecureRandom().nextBytes(chance);
    return new SessionSecret(base64(chance));
  }

  /** Empty for what no cookie of ours has. */
  static Optional<SessionSecret> read(String text) {
    return WHOLE.matcher(text).matches() ? Optional.of(new SessionSecret(text)) : Optional.empty();
  }

  /** All that is kept of it. */
  byte[] hash() {
    return sha256("session " + text);
  }

  /**
   * What the session's own pages know, and those of other sites do not. It belongs to this session
   * alone, and tells nobody the secret.
   */
  String csrf() {
    return base64(sha256("csrf " + text));
  }

  boolean isCsrf(@Nullable String sent) {
    return sent != null
        && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8), csrf().getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "...";
  }
}
