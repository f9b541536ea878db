package io.paydesk.method;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.SetupIntentSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings a row to what Stripe says about its SetupIntent: Stripe is asked, then the outcome is
 * committed. It makes the intent of a new row, and finds an answer that was lost. Anybody may call
 * it at any time.
 */
@Singleton
public class MethodSetupReconciler {

  private static final Logger LOG = Logger.getLogger(MethodSetupReconciler.class);

  private final Transactions transactions;
  private final MethodSetupFinder finder;
  private final MethodSetupRecorder recorder;
  private final AskLimit limit;

  MethodSetupReconciler(
      Transactions transactions,
      MethodSetupFinder finder,
      MethodSetupRecorder recorder,
      AskLimit limit) {
    this.transactions = transactions;
    this.finder = finder;
    this.recorder = recorder;
    this.limit = limit;
  }

  /**
   * @param clientSecret for the payer's browser; null unless Stripe has just returned it
   */
  public record Reconciled(MethodSetup row, @Nullable String clientSecret) {}

  private record Look(MethodSetup row, Instant askedAt) {}

  /**
   * @param id of a row that exists
   */
  public Uni<Reconciled> reconcile(long id) {
    return limit.within("setup_intent", id, () -> ask(id, finder::findOrMake));
  }

  /**
   * Ends it at Stripe, as its customer is forgotten. If Stripe does not answer, it stays.
   *
   * @param id of a row that exists
   */
  Uni<Reconciled> end(long id) {
    return limit.within("setup_intent", id, () -> ask(id, finder::end));
  }

  private Uni<Reconciled> ask(
      long id, Function<MethodSetup, Uni<StripeOutcome<SetupIntentSnapshot>>> how) {
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
                look.row.status.isLive()
                    ? how.apply(look.row)
                        .flatMap(outcome -> transactions.write(() -> record(look, outcome)))
                    : Uni.createFrom().item(new Reconciled(look.row, null)));
  }

  private Uni<Reconciled> record(Look look, StripeOutcome<SetupIntentSnapshot> outcome) {
    return LockedOrders.rowAlone(MethodSetup.TABLE, look.row.id)
        .map(row -> record(row, look, outcome));
  }

  private Reconciled record(
      MethodSetup row, Look look, StripeOutcome<SetupIntentSnapshot> outcome) {
    if (outcome instanceof Done<SetupIntentSnapshot> done && row.fits(done.value())) {
      recorder.record(row, Seen.asked(done.value(), look.askedAt));
      return new Reconciled(row, done.value().clientSecret());
    }
    if (outcome instanceof Refused<SetupIntentSnapshot> refused
        && nothingIsThere(row, look, refused)) {
      recorder.refuse(row, refused.why());
    } else {
      LOG.warnf("Setup intent %d is not reconciled", row.id);
      row.loseSight();
    }
    return new Reconciled(row, null);
  }

  /** Stripe refuses the first call, or does not know the intent any more. */
  private static boolean nothingIsThere(
      MethodSetup row, Look look, Refused<SetupIntentSnapshot> refused) {
    return row.status.isLive()
        && (row.setupIntentId == null
            || look.row.setupIntentId != null && refused.saysThatItIsMissing());
  }
}
