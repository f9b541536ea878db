package io.paydesk.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a delivery is Stripe's own. It never throws; stripe-java does, in several ways, on
 * malformed headers.
 *
 * @see <a href="https://docs.stripe.com/webhooks/signature">docs.stripe.com/webhooks/signature</a>
 */
@Singleton
public class StripeSignature {

  /** Stripe's own default. Stripe signs each repeat anew, so an old signature is a replay. */
  private static final long TOLERANCE_SECONDS = 300;

  /** A header with many signatures has some hundred characters. */
  private static final int LONGEST_HEADER = 4_096;

  private final StripeAccountConfig account;
  private final Clock clock;

  @Inject
  StripeSignature(StripeAccountConfig account) {
    this(account, Clock.systemUTC());
  }

  StripeSignature(StripeAccountConfig account, Clock clock) {
    this.account = account;
    this.clock = clock;
  }

  /**
   * @param body the request's body, unchanged
   * @param header the {@code Stripe-Signature} header; may be null or anything
   */
  public boolean matches(String body, @Nullable String header) {
    if (header == null || header.length() > LONGEST_HEADER) {
      return false;
    }
    var signedAt = signedAt(header);
    if (signedAt.isEmpty() || fromTheFuture(signedAt.getAsLong())) {
      return false;
    }
    return account.webhookSecrets().stream().anyMatch(secret -> matches(body, header, secret));
  }

  private static OptionalLong signedAt(String header) {
    for (var part : header.split(",")) {
      var pair = part.trim().split("=", 2);
      if (pair[0].equals("t") && pair.length == 2 && pair[1].matches("[0-9]{1,12}")) {
        return OptionalLong.of(Long.parseLong(pair[1]));
      }
    }
    return OptionalLong.empty();
  }

  private boolean fromTheFuture(long seconds) {
    return seconds > clock.instant().getEpochSecond() + TOLERANCE_SECONDS;
  }

  private boolean matches(String body, String header, String secret) {
    try {
      return Webhook.Signature.verifyHeader(body, header, secret.trim(), TOLERANCE_SECONDS, clock);
    } catch (SignatureVerificationException | RuntimeException e) {
      return false;
    }
  }
}
