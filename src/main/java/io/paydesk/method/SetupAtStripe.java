package io.paydesk.method;

import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.SetupIntentSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe has of a row: the session in which a method is saved, or a SetupIntent without one.
 *
 * @param session null where no checkout session makes the intent
 * @param setup of a session only where that shows it
 */
record SetupAtStripe(
    @Nullable CheckoutSessionSnapshot session, @Nullable SetupIntentSnapshot setup) {

  static SetupAtStripe of(CheckoutSessionSnapshot session) {
    return new SetupAtStripe(session, session.setup());
  }

  static SetupAtStripe of(SetupIntentSnapshot setup) {
    return new SetupAtStripe(null, setup);
  }

  /** Whether it may belong to the row: the row has no other session and no other intent. */
  boolean fits(MethodSetup row) {
    boolean itsSession = session == null || row.checkout != null && row.checkout.fits(session);
    return itsSession && (setup == null || row.fits(setup));
  }

  void recordWith(MethodSetupRecorder recorder, MethodSetup row, Instant askedAt) {
    if (session != null) {
      recorder.recordSession(row, Seen.asked(session, askedAt));
    } else if (setup != null) {
      recorder.record(row, Seen.asked(setup, askedAt));
    }
  }

  /** Where the payer goes on, of a hosted session; never stored and never logged. */
  @Nullable String url() {
    return session == null ? null : session.url();
  }

  /** For the payer's browser; never stored and never logged. */
  @Nullable String clientSecret() {
    if (session != null) {
      return session.clientSecret();
    }
    return setup == null ? null : setup.clientSecret();
  }
}
