package io.paydesk.method;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.RowFinder;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.KeyLifetime;
import io.paydesk.stripe.SetupIntentGateway;
import io.paydesk.stripe.SetupIntentRequest;
import io.paydesk.stripe.SetupIntentSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;

/** Reads a SetupIntent from Stripe, and makes it where there is none yet. It writes no status. */
@Singleton
class MethodSetupFinder extends RowFinder<MethodSetup, SetupIntentSnapshot> {

  private final SetupIntentGateway stripe;
  private final Installation installation;

  MethodSetupFinder(
      Transactions transactions, SetupIntentGateway stripe, Installation installation) {
    super(transactions, MethodSetup.TABLE);
    this.stripe = stripe;
    this.installation = installation;
  }

  /**
   * It is ended where that is asked for.
   *
   * @param row as it is committed
   */
  Uni<StripeOutcome<SetupIntentSnapshot>> findOrMake(MethodSetup row) {
    return locate(row)
        .flatMap(
            outcome ->
                row.isToEnd() && isOpen(outcome)
                    ? end(row, ((Done<SetupIntentSnapshot>) outcome).value().id())
                    : Uni.createFrom().item(outcome));
  }

  private Uni<StripeOutcome<SetupIntentSnapshot>> locate(MethodSetup row) {
    return row.setupIntentId == null ? createOrFind(row) : stripe.retrieve(row.setupIntentId);
  }

  /** Stripe may refuse because the payer was faster. Then the intent is read again. */
  private Uni<StripeOutcome<SetupIntentSnapshot>> end(MethodSetup row, String id) {
    return stripe
        .cancel(id, requireNonNull(row.endKey))
        .flatMap(
            outcome -> {
              if (outcome instanceof Refused<SetupIntentSnapshot>) {
                return stripe
                    .retrieve(id)
                    .<StripeOutcome<SetupIntentSnapshot>>map(
                        now -> now instanceof Done ? now : now.asInconclusive())
                    .call(now -> isOpen(now) ? newEndKey(row) : Uni.createFrom().voidItem());
              }
              // The intent was open, so the stored error does not hide its end.
              return hasSpentKey(outcome)
                      || outcome instanceof Unknown
                          && !KeyLifetime.isGood(requireNonNull(row.endKeySince))
                  ? newEndKey(row).replaceWith(outcome)
                  : Uni.createFrom().item(outcome);
            });
  }

  /** With the same key Stripe would repeat its refusal. Unless somebody has renewed it already. */
  private Uni<MethodSetup> newEndKey(MethodSetup seen) {
    return locked(
        seen,
        row -> {
          if (Objects.equals(seen.endKey, row.endKey)) {
            row.renewEndKey();
          }
        });
  }

  private static boolean isOpen(StripeOutcome<SetupIntentSnapshot> outcome) {
    return outcome instanceof Done<SetupIntentSnapshot> done && !done.value().status().isFinal();
  }

  @Override
  protected Uni<StripeOutcome<SetupIntentSnapshot>> create(MethodSetup row) {
    return stripe.create(request(row), requireNonNull(row.idempotencyKey));
  }

  @Override
  protected Uni<StripeOutcome<List<SetupIntentSnapshot>>> list(MethodSetup row) {
    return stripe
        .find(
            request(row).customer(),
            row.createdAt,
            setup -> row.uuid.equals(Installation.rowOf(installation.id(), setup.metadata())))
        // Without its customer it cannot be made.
        .map(outcome -> outcome.saysThatIsMissing("customer") ? new Done<>(List.of()) : outcome);
  }

  private static SetupIntentRequest request(MethodSetup row) {
    return SetupIntentRequest.read(requireNonNull(row.stripeRequest));
  }

  /** One that has saved a method, else any. */
  @Override
  protected Uni<StripeOutcome<SetupIntentSnapshot>> choose(List<SetupIntentSnapshot> found) {
    return Uni.createFrom()
        .item(
            new Done<>(
                found.stream()
                    .filter(setup -> setup.status() == IntentStatus.SUCCEEDED)
                    .findFirst()
                    .orElse(found.get(0))));
  }

  /** At once: an intent that nobody was given saves nothing. */
  @Override
  protected Uni<StripeOutcome<SetupIntentSnapshot>> makeAnew(MethodSetup row) {
    return ofSameKey(row, MethodSetup::renewKey).flatMap(this::create);
  }
}
