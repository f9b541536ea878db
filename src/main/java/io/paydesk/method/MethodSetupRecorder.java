package io.paydesk.method;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.SetupIntentSnapshot;
import io.paydesk.transaction.Transactions;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what Stripe said about a SetupIntent into its row, whichever way it came. The row must be
 * locked.
 */
@Singleton
public class MethodSetupRecorder {

  private static final Logger LOG = Logger.getLogger(MethodSetupRecorder.class);

  private final MeterRegistry meters;

  MethodSetupRecorder(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * Success and cancel are final at Stripe, so they are believed whenever they come. That it waits
   * is believed while nothing newer is known.
   */
  public void record(MethodSetup row, Seen<SetupIntentSnapshot> seen) {
    var setup = seen.value();
    if (row.status == MethodSetupStatus.SUCCEEDED) {
      return;
    }
    if (setup.status() == IntentStatus.SUCCEEDED && setup.paymentMethodId() != null) {
      row.apply(seen);
      row.succeed();
      count(row);
    } else if (!row.status.isOpen() || isOlder(row, seen)) {
      return;
    } else if (setup.status().isFinal()) {
      // Canceled, or succeeded without a method that could be charged.
      row.apply(seen);
      end(row);
    } else if (row.isByCheckout()
        || row.status == MethodSetupStatus.PROCESSING && !seen.isAnswer()) {
      // Only its session says whether the payer can go on, or the event may be an old one.
      row.checkSoon();
    } else if (setup.status() == IntentStatus.PROCESSING) {
      row.apply(seen);
      row.process();
    } else if (row.status == MethodSetupStatus.PROCESSING) {
      // A bank refused. Another attempt may have begun meanwhile.
      row.apply(seen);
      end(row);
    } else if (setup.status() == IntentStatus.UNFAMILIAR) {
      LOG.errorf("%s has a status that this version does not know", setup);
      row.apply(seen);
      row.loseSight();
    } else {
      row.apply(seen);
      row.waitForPayer();
    }
  }

  /**
   * A session and its intent, as Stripe has just answered. Whether the method is saved is the
   * intent's; whether the payer can still go on is the session's.
   */
  void recordSession(MethodSetup row, Seen<CheckoutSessionSnapshot> seen) {
    var session = seen.value();
    var setup = session.setup();
    row.adopt(session);
    if (setup != null && setup.status().isFinal()) {
      record(row, new Seen<>(setup, seen.askedAt()));
    } else if (row.status.isOpen() && !isOlder(row, seen)) {
      if (setup != null) {
        row.apply(new Seen<>(setup, seen.askedAt()));
      }
      switch (session.status()) {
        case OPEN -> {
          if (row.status.isLive()) {
            row.waitForPayer();
          }
        }
        case COMPLETE -> complete(row, setup);
        case EXPIRED -> end(row);
        case UNFAMILIAR -> {
          LOG.errorf("%s has a status that this version does not know", session);
          row.loseSight();
        }
      }
    }
  }

  /** Whoever was refused by a bank afterwards can try nothing else there. */
  private void complete(MethodSetup row, @Nullable SetupIntentSnapshot setup) {
    if (setup != null && "requires_payment_method".equals(setup.stripeStatus())) {
      end(row);
    } else {
      row.process();
    }
  }

  private void end(MethodSetup row) {
    row.cancel();
    count(row);
  }

  private static boolean isOlder(MethodSetup row, Seen<?> seen) {
    var known = row.observedAt;
    var askedAt = seen.askedAt();
    return known != null && askedAt != null && askedAt.isBefore(known);
  }

  void refuse(MethodSetup row, StripeFailure why) {
    row.refuse(why);
    count(row);
  }

  private void count(MethodSetup row) {
    Transactions.afterCommit(
        meters.counter("paydesk.setup.intents", "outcome", row.status.text())::increment);
  }
}
