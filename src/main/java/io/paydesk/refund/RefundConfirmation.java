package io.paydesk.refund;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paydesk.caller.Caller;
import io.paydesk.problem.BodyProblems;
import io.paydesk.problem.Refusal;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.StripeAccountConfig;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Says that a caller has been shown what a refund does: when that ends to hold, what had gone back
 * by then, something random, and a signature of these with the caller and the refund. Nothing in it
 * is secret, and it opens nothing without the caller's own key.
 *
 * <p>Nothing is stored for it, so any replica can check what another one has issued. Its key comes
 * from Stripe's, which they all have: with a new one of Stripe's, confirmations of minutes end.
 */
@Singleton
class RefundConfirmation {

  /** Long enough for a person to read the preview, too short to find the shop changed. */
  static final Duration LIFE = Duration.ofMinutes(10);

  private static final String PURPOSE = "paydesk: a refund was previewed, by ";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int RANDOM = 8;
  private static final int SIGNED = 2 * Long.BYTES + RANDOM;
  private static final int SIGNATURE = 32;

  private static final HexFormat HEX = HexFormat.of();

  /**
   * @param until when it no longer holds
   */
  record Issued(String text, Instant until) {}

  /**
   * @param key an Idempotency-Key: one refund is made, however often it is confirmed
   * @param shownBack minor units that had gone or were going back when it was shown
   */
  record Checked(String key, long shownBack) {}

  private final StripeAccountConfig account;
  private final Installation installation;

  RefundConfirmation(StripeAccountConfig account, Installation installation) {
    this.account = account;
    this.installation = installation;
  }

  /**
   * Two of them for the same refund differ, as an admin may want it twice. But of those that were
   * shown the same, only one can be confirmed.
   *
   * @param amount minor units
   * @param back minor units that have gone or are going back
   */
  Issued issue(Caller caller, CreateRefund wanted, long amount, long back, Instant now) {
    var until = now.plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
    var random = new byte[RANDOM];
    new SecureRandom().nextBytes(random);
    var signed =
        ByteBuffer.allocate(SIGNED)
            .putLong(until.getEpochSecond())
            .putLong(back)
            .put(random)
            .array();
    var whole =
        ByteBuffer.allocate(SIGNED + SIGNATURE)
            .put(signed)
            .put(signature(signed, caller, wanted, amount))
            .array();
    return new Issued(HEX.formatHex(whole), until);
  }

  /**
   * @param amount minor units
   * @throws Refusal {@code invalid-request}
   */
  Checked check(String text, Caller caller, CreateRefund wanted, long amount, Instant now) {
    var whole = bytes(text);
    var signed = Arrays.copyOf(whole, SIGNED);
    var signature = Arrays.copyOfRange(whole, SIGNED, whole.length);
    if (!MessageDigest.isEqual(signature, signature(signed, caller, wanted, amount))) {
      throw isOfAnother();
    }
    var shown = ByteBuffer.wrap(signed);
    if (!now.isBefore(Instant.ofEpochSecond(shown.getLong()))) {
      throw refused(
          "has expired: it holds for %d minutes. Look whether the refund was made; where it was"
                  .formatted(LIFE.toMinutes())
              + " not, preview it again");
    }
    return new Checked("confirmed-" + HEX.formatHex(signature), shown.getLong());
  }

  private static byte[] bytes(String text) {
    try {
      var whole = HEX.parseHex(text);
      if (whole.length == SIGNED + SIGNATURE) {
        return whole;
      }
    } catch (IllegalArgumentException e) {
      // refused below, like one that is too short
    }
    throw isOfAnother();
  }

  private static Refusal isOfAnother() {
    return refused(
        "does not belong to this refund: it is altered, or was given to another caller, or for"
            + " another payment, amount or reason. Preview the refund, and send what that answers");
  }

  private static Refusal refused(String sentence) {
    return BodyProblems.invalid(Map.of("confirmation", sentence));
  }

  /** Neither numbers nor one of Stripe's reasons nor a caller's name has a line break. */
  private byte[] signature(byte[] signed, Caller caller, CreateRefund wanted, long amount) {
    var refund =
        "%d\n%d\n%s\n%s"
            .formatted(
                wanted.paymentId(),
                amount,
                wanted.reason() == null ? "" : wanted.reason(),
                caller.userId());
    var key =
        hmac(account.secretKey().getBytes(UTF_8), (PURPOSE + installation.id()).getBytes(UTF_8));
    return hmac(key, signed, refund.getBytes(UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      for (var part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }
}
