package io.paydesk.method;

import io.paydesk.audit.Deed;
import io.paydesk.caller.Caller;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * That the payer lets the shop charge a saved method later, without them: the proof that banks and
 * card networks ask for.
 *
 * @param by who told us: the payer's own token, or the shop's
 * @param from the address that it came from; null where that is not known
 * @see <a href="https://docs.stripe.com/payments/save-and-reuse#compliance">compliance</a>
 */
@Embeddable
public record Consent(String by, Instant at, @Nullable String from) {

  /** Given with the call that is being answered. */
  public static Consent of(Caller caller) {
    return new Consent(
        caller.name(), Instant.now().truncatedTo(ChronoUnit.MICROS), Deed.cameFrom());
  }
}
