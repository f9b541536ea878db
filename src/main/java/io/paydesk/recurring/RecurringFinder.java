package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.RowFinder;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.KeyLifetime;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.stripe.SubscriptionGateway;
import io.paydesk.stripe.SubscriptionRequest;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.stripe.SubscriptionSnapshot.Item;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a subscription from Stripe, makes it where there is none yet, and carries out the change
 * that was asked for. {@link RecurringReconciler} writes the row.
 */
@Singleton
class RecurringFinder extends RowFinder<RecurringPayment, SubscriptionSnapshot> {

  private static final Set<String> OVER = Set.of("canceled", "incomplete_expired");

  /** A complete listing has no such subscription. */
  private static final StripeOutcome<SubscriptionSnapshot> NOTHING =
      new Refused<>("resource_missing", null, "No such subscription", 404);

  /** The answer that Stripe would give. */
  static final Refused<SubscriptionSnapshot> NO_ITEM =
      new Refused<>(
          "resource_missing",
          null,
          "The item that the subscription began with was taken out of it. Start a new one.",
          404);

  /** Stripe says the same in fewer words. Nothing but what was shown is charged. */
  private static final StripeOutcome<SubscriptionSnapshot> OTHER_PERIOD =
      new Refused<>(
          null,
          null,
          "The period that the preview was of is over. Ask for another preview, then for the change.",
          400);

  private final SubscriptionGateway stripe;
  private final KeptMethods kept;
  private final UnpaidEnd unpaidEnd;
  private final Installation installation;

  RecurringFinder(
      Transactions transactions,
      SubscriptionGateway stripe,
      KeptMethods kept,
      UnpaidEnd unpaidEnd,
      Installation installation) {
    super(transactions, RecurringPayment.TABLE);
    this.stripe = stripe;
    this.kept = kept;
    this.unpaidEnd = unpaidEnd;
    this.installation = installation;
  }

  /**
   * @param located the subscription as it is, or was before the change
   * @param change the answer to the change; null where none was asked for
   */
  record Findings(
      StripeOutcome<SubscriptionSnapshot> located,
      @Nullable StripeOutcome<SubscriptionSnapshot> change) {

    /** The subscription as it is now. */
    StripeOutcome<SubscriptionSnapshot> latest() {
      return change instanceof Done<SubscriptionSnapshot> ? change : located;
    }
  }

  /**
   * @param recurring as it is committed
   */
  Uni<Findings> findOrMake(RecurringPayment recurring) {
    return locate(recurring)
        .flatMap(outcome -> kept.keep(recurring, outcome))
        .flatMap(
            located ->
                recurring.change != null && located instanceof Done<SubscriptionSnapshot> done
                    ? change(recurring, done.value()).map(change -> new Findings(located, change))
                    : Uni.createFrom().item(new Findings(located, null)));
  }

  private Uni<StripeOutcome<SubscriptionSnapshot>> locate(RecurringPayment recurring) {
    if (recurring.subscriptionId != null) {
      return stripe.retrieve(recurring.subscriptionId);
    }
    return recurring.isOnlyBelievedOver()
        ? find(recurring, row -> Uni.createFrom().item(NOTHING))
        : createOrFind(recurring);
  }

  @Override
  protected Uni<StripeOutcome<SubscriptionSnapshot>> create(RecurringPayment recurring) {
    return stripe.create(
        SubscriptionRequest.read(requireNonNull(recurring.stripeRequest)),
        requireNonNull(recurring.idempotencyKey));
  }

  /** When a customer is deleted, all its subscriptions end. */
  @Override
  protected Uni<StripeOutcome<List<SubscriptionSnapshot>>> list(RecurringPayment recurring) {
    return stripe
        .find(
            SubscriptionRequest.read(requireNonNull(recurring.stripeRequest)).customer(),
            made -> recurring.uuid.equals(Installation.rowOf(installation.id(), made.metadata())))
        .map(outcome -> outcome.saysThatIsMissing("customer") ? new Done<>(List.of()) : outcome);
  }

  /** The oldest: Stripe lists the newest first, and one with copied metadata was made later. */
  @Override
  protected Uni<StripeOutcome<SubscriptionSnapshot>> choose(List<SubscriptionSnapshot> found) {
    return stripe.retrieve(found.get(found.size() - 1).id());
  }

  @Override
  protected Uni<StripeOutcome<SubscriptionSnapshot>> makeAnew(RecurringPayment recurring) {
    return makeAnewAtRest(
        recurring, row -> row.subscriptionId == null && row.status.isNotConfirmedByStripe());
  }

  private Uni<StripeOutcome<SubscriptionSnapshot>> change(
      RecurringPayment recurring, SubscriptionSnapshot now) {
    var done = new Done<>(now);
    var item = recurring.own(now);
    return switch (requireNonNull(recurring.change)) {
      case CANCEL_NOW ->
          OVER.contains(now.stripeStatus())
              ? Uni.createFrom().item(done)
              : unlessSpent(
                  recurring, stripe.cancel(now.id(), requireNonNull(recurring.changeKey)));
      case END_IF_INCOMPLETE ->
          unlessSpent(recurring, unpaidEnd.carryOut(now, requireNonNull(recurring.changeKey)));
      case CANCEL_AT_PERIOD_END ->
          unlessSpent(
              recurring, stripe.endWithPeriod(now.id(), requireNonNull(recurring.changeKey)));
      case RESUME ->
          now.end().isPlanned()
              ? unlessSpent(
                  recurring, stripe.goOn(now.id(), now.end(), requireNonNull(recurring.changeKey)))
              : Uni.createFrom().item(done);
      case CHANGE_QUANTITY -> changeQuantity(recurring, now, item);
    };
  }

  private Uni<StripeOutcome<SubscriptionSnapshot>> changeQuantity(
      RecurringPayment recurring, SubscriptionSnapshot now, @Nullable Item item) {
    if (item == null || item.id() == null) {
      return Uni.createFrom().item(NO_ITEM);
    }
    if (isAsWanted(now, item, requireNonNull(recurring.changeQuantity))) {
      return Uni.createFrom().item(new Done<>(now));
    }
    var asOf = recurring.changeAsOf;
    if (asOf != null && !AsOf.isWithin(asOf, item.periodStart(), item.periodEnd())) {
      return Uni.createFrom().item(OTHER_PERIOD);
    }
    return unlessSpent(
        recurring,
        stripe.changeQuantity(
            now.id(),
            item.id(),
            requireNonNull(recurring.changeQuantity),
            asOf,
            requireNonNull(recurring.changeKey)));
  }

  /** A change that already waits for its payment must not be invoiced again. */
  private static boolean isAsWanted(SubscriptionSnapshot now, Item item, long wanted) {
    var waiting = now.pending() == null ? null : now.pending().quantityOf(item);
    return (waiting == null ? item.quantity() : waiting) == wanted;
  }

  /**
   * Each attempt first looks whether the change is made already, so an attempt with a new key never
   * makes it twice.
   */
  private Uni<StripeOutcome<SubscriptionSnapshot>> unlessSpent(
      RecurringPayment recurring, Uni<StripeOutcome<SubscriptionSnapshot>> tried) {
    return tried.call(
        outcome ->
            outcome instanceof Unknown<SubscriptionSnapshot> unknown
                    && (unknown.spentKey()
                        || !KeyLifetime.isGood(requireNonNull(recurring.changeKeySince)))
                ? locked(recurring, row -> renewChangeKey(row, recurring))
                : Uni.createFrom().voidItem());
  }

  private static void renewChangeKey(RecurringPayment row, RecurringPayment seen) {
    if (Objects.equals(seen.changeKey, row.changeKey)) {
      row.renewChangeKey();
    }
  }
}
