package io.paydesk.method;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.paydesk.order.RowFinder;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.SetupIntentGateway;
import io.paydesk.stripe.SetupIntentRequest;
import io.paydesk.stripe.SetupIntentSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

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
   * @param row as it is committed
   */
  Uni<StripeOutcome<SetupIntentSnapshot>> findOrMake(MethodSetup row) {
    return row.setupIntentId == null ? createOrFind(row) : stripe.retrieve(row.setupIntentId);
  }

  /**
   * Cancels it at Stripe, or finds that it is over. The key is made of the committed row as it is,
   * so it is the same until an answer has changed that: Stripe repeats a refusal for a day.
   */
  Uni<StripeOutcome<SetupIntentSnapshot>> end(MethodSetup row) {
    var id = row.setupIntentId;
    if (id == null) {
      return findOrMake(row);
    }
    var key =
        UUID.nameUUIDFromBytes(
            "cancel %s %d %d".formatted(row.uuid, row.version, row.checks).getBytes(UTF_8));
    return stripe
        .cancel(id, key)
        .flatMap(
            outcome ->
                outcome instanceof Done ? Uni.createFrom().item(outcome) : stripe.retrieve(id));
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
