package io.paydesk.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.caller.Caller;
import io.paydesk.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What makes two requests the same: the caller, the method, the path, the key and the body's
 * meaning.
 *
 * @param key the {@code Idempotency-Key} header; null when there is none
 */
public record IdempotentCall(
    Caller caller, String method, String path, String key, String bodyHash) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 255;

  /**
   * A POST, whose method is the only one that needs a key.
   *
   * @param body the parsed request record; white space and the order of fields do not make another
   *     body
   * @throws Refusal {@code invalid-idempotency-key}
   */
  public static IdempotentCall post(Caller caller, String path, String key, Object body) {
    if (key != null
        && (key.isBlank()
            || key.length() > LONGEST
            || !key.chars().allMatch(c -> c > 31 && c < 127))) {
      throw Refusal.of(
          "invalid-idempotency-key",
          400,
          "Not an Idempotency-Key",
          "'Idempotency-Key' has 1 to 255 printable ASCII characters; a random UUID is good.");
    }
    return new IdempotentCall(caller, "POST", path, key, hash(body));
  }

  /**
   * For a call that must never be carried out twice.
   *
   * @throws Refusal {@code idempotency-key-missing}
   */
  public IdempotentCall withKey() {
    if (key == null) {
      throw Refusal.of(
          "idempotency-key-missing",
          400,
          "An Idempotency-Key is missing",
          "Send a header 'Idempotency-Key' with a random UUID, and the same one when you send the request again:"
              + " else a lost answer could move money twice.");
    }
    return this;
  }

  private static String hash(Object body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(digest.digest(bytes));
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
