package io.paydesk.method;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings a row to what Stripe says about its SetupIntent or its checkout session: Stripe is asked,
 * then the outcome is committed. It makes the one or the other of a new row, finds an answer that
 * was lost, and ends what is to end. Anybody may call it at any time.
 */
@Singleton
public class MethodSetupReconciler {

  private static final Logger LOG = Logger.getLogger(MethodSetupReconciler.class);

  private final Transactions transactions;
  private final MethodSetupFinder finder;
  private final SetupSessionFinder sessions;
  private final MethodSetupRecorder recorder;
  private final AskLimit limit;

  MethodSetupReconciler(
      Transactions transactions,
      MethodSetupFinder finder,
      SetupSessionFinder sessions,
      MethodSetupRecorder recorder,
      AskLimit limit) {
    this.transactions = transactions;
    this.finder = finder;
    this.sessions = sessions;
    this.recorder = recorder;
    this.limit = limit;
  }

  /**
   * @param atStripe what Stripe has just returned, which is the row's; null where there is none
   */
  public record Reconciled(MethodSetup row, @Nullable SetupAtStripe atStripe) {

    /** Whether Stripe answered, yes or no, or need not be asked. */
    public boolean answered() {
      return atStripe != null || !row.status.isOpen();
    }
  }

  private record Look(MethodSetup row, Instant askedAt) {}

  /**
   * @param id of a row that exists
   */
  public Uni<Reconciled> reconcile(long id) {
    return limit.within("setup_intent", id, () -> ask(id));
  }

  private Uni<Reconciled> ask(long id) {
    return transactions
        .read(
            () ->
                DatabaseClock.now()
                    .flatMap(
                        now ->
                            MethodSetup.<MethodSetup>findById(id)
                                .map(row -> new Look(requireNonNull(row), now))))
        .flatMap(
            look ->
                look.row.status.isOpen()
                    ? atStripe(look.row)
                        .flatMap(outcome -> transactions.write(() -> record(look, outcome)))
                    : Uni.createFrom().item(new Reconciled(look.row, null)));
  }

  private Uni<StripeOutcome<SetupAtStripe>> atStripe(MethodSetup row) {
    return row.isByCheckout()
        ? sessions.findOrMake(row).map(outcome -> outcome.map(SetupAtStripe::of))
        : finder.findOrMake(row).map(outcome -> outcome.map(SetupAtStripe::of));
  }

  private Uni<Reconciled> record(Look look, StripeOutcome<SetupAtStripe> outcome) {
    return LockedOrders.rowAlone(MethodSetup.TABLE, look.row.id)
        .map(row -> record(row, look, outcome));
  }

  private Reconciled record(MethodSetup row, Look look, StripeOutcome<SetupAtStripe> outcome) {
    if (outcome instanceof Done<SetupAtStripe> done && done.value().fits(row)) {
      done.value().recordWith(recorder, row, look.askedAt);
      return new Reconciled(row, done.value());
    }
    if (outcome instanceof Refused<SetupAtStripe> refused && nothingIsThere(row, look, refused)) {
      recorder.refuse(row, refused.why());
    } else {
      LOG.warnf("Setup intent %d is not reconciled", row.id);
      row.loseSight();
    }
    return new Reconciled(row, null);
  }

  /** Stripe refuses the first call, or does not know the intent any more. */
  private static boolean nothingIsThere(
      MethodSetup row, Look look, Refused<SetupAtStripe> refused) {
    return row.status.isOpen()
        && (!row.isKnownAtStripe() || look.row.isKnownAtStripe() && refused.saysThatItIsMissing());
  }
}
