package io.paydesk.idempotency;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Guest;
import io.paydesk.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What makes two requests the same: the caller, the method, the path, the key and the body's
 * meaning.
 *
 * @param key the {@code Idempotency-Key} header
 * @param hashOfBefore the hash that keys of older releases have
 */
public record IdempotentCall(
    Caller caller,
    String method,
    String path,
    @Nullable String key,
    String bodyHash,
    String hashOfBefore) {

  private static final int LONGEST = 255;

  /** Each character may take four bytes. */
  private static final int LONGEST_PATH = 400;

  /**
   * A POST; no other method needs a key.
   *
   * @param body the parsed request record; white space and the order of fields do not matter
   * @throws Refusal {@code invalid-idempotency-key}
   */
  public static IdempotentCall post(
      Caller caller, String path, @Nullable String key, @Nullable Object body) {
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
    return new IdempotentCall(
        caller,
        "POST",
        kept(within(caller, path)),
        key,
        BodyHash.of(body),
        BodyHash.ofBefore(body));
  }

  /**
   * A link gets no answer that the payer, or another link, was given: each shows something else.
   */
  private static String within(Caller caller, String path) {
    return caller.isByLink() && !Guest.is(caller.userId())
        ? path + "#" + caller.orderId() + "." + caller.link()
        : path;
  }

  /** An index takes some kilobytes, and a caller's text in the address may be longer. */
  private static String kept(String path) {
    return path.length() > LONGEST_PATH ? BodyHash.of(path) : path;
  }

  /** Whether a key was used with this call's body. */
  boolean hasBodyOf(IdempotencyKey row) {
    return row.bodyHash.equals(bodyHash) || row.bodyHash.equals(hashOfBefore);
  }

  /**
   * For a call that must never be carried out twice: it has to have a key.
   *
   * @throws Refusal {@code idempotency-key-missing}
   */
  public IdempotentCall withKey() {
    if (key == null) {
      throw Refusal.of(
          "idempotency-key-missing",
          400,
          "An Idempotency-Key is missing",
          "Send a header 'Idempotency-Key' with a random UUID, and the same one when you send the"
              + " request again: without it, a lost answer could move money twice.");
    }
    return this;
  }
}
