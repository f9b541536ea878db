package io.paydesk.order;

import static java.util.Objects.requireNonNull;

import io.paydesk.stripe.CheckoutGateway;
import io.paydesk.stripe.CheckoutSessionRequest;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.CheckoutSessionStatus;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.KeyLifetime;
import io.paydesk.stripe.RowCheckout;
import io.paydesk.stripe.SessionDifferences;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.stripe.StripeRow;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row's checkout session from Stripe, makes it where there is none yet, and ends it where
 * that is asked for. No transaction is open.
 *
 * @param <R> the row
 */
public abstract class CheckoutFinder<R extends StripeRow>
    extends RowFinder<R, CheckoutSessionSnapshot> {

  private static final Logger LOG = Logger.getLogger(CheckoutFinder.class);

  private final CheckoutGateway stripe;
  private final Installation installation;

  protected CheckoutFinder(
      Transactions transactions,
      LockedOrders.Table<R> table,
      CheckoutGateway stripe,
      Installation installation) {
    super(transactions, table);
    this.stripe = stripe;
    this.installation = installation;
  }

  /**
   * The key to end the session with.
   *
   * @param since when it was committed
   */
  public record EndKey(UUID key, Instant since) {}

  protected abstract RowCheckout checkoutOf(R row);

  /** Null where the payer may still pay there. */
  protected abstract @Nullable EndKey endKeyOf(R row);

  protected abstract void renewEndKey(R row);

  /**
   * Whether Stripe is asked to make the session. Otherwise it is looked for: it may exist although
   * Stripe has refused it.
   */
  protected abstract boolean isToBeMade(R row);

  /**
   * @param row as it is committed
   */
  protected Uni<StripeOutcome<CheckoutSessionSnapshot>> findOrMakeSession(R row) {
    return locate(row)
        .flatMap(
            outcome ->
                outcome instanceof Done<CheckoutSessionSnapshot> done
                        && done.value().status() == CheckoutSessionStatus.OPEN
                        && endKeyOf(row) != null
                    ? end(row, done.value().id())
                    : Uni.createFrom().item(outcome));
  }

  private Uni<StripeOutcome<CheckoutSessionSnapshot>> locate(R row) {
    var id = checkoutOf(row).checkoutSessionId();
    if (id != null) {
      return stripe.retrieve(id);
    }
    return isToBeMade(row)
        ? createOrFind(row)
        : find(row, nothing -> Uni.createFrom().item(notThere()));
  }

  /** A complete listing has no such session. */
  private static StripeOutcome<CheckoutSessionSnapshot> notThere() {
    return new Refused<>("resource_missing", null, "No such checkout session", 404);
  }

  /**
   * A first call that got lost is repeated later, and then the end that it asks for may be too
   * near. Stripe would have replayed the session if the first call had made it; a complete listing
   * shows that too, and only then another key asks for a later end.
   */
  @Override
  protected Uni<StripeOutcome<CheckoutSessionSnapshot>> create(R row) {
    return send(row)
        .flatMap(
            outcome ->
                outcome instanceof Refused<CheckoutSessionSnapshot> refused
                        && CheckoutSessionRequest.END.equals(refused.param())
                    ? find(row, this::makeWithLaterEnd)
                    : Uni.createFrom().item(outcome));
  }

  private Uni<StripeOutcome<CheckoutSessionSnapshot>> makeWithLaterEnd(R row) {
    return ofSameKey(row, its -> its.askFor(requestOf(its).endingLater(Instant.now())))
        .flatMap(this::send);
  }

  private Uni<StripeOutcome<CheckoutSessionSnapshot>> send(R row) {
    return stripe.create(requestOf(row), requireNonNull(row.idempotencyKey));
  }

  /**
   * Without its customer a session cannot be made, and nobody was given one that was made before.
   */
  @Override
  protected Uni<StripeOutcome<List<CheckoutSessionSnapshot>>> list(R row) {
    var request = requestOf(row);
    return stripe
        .find(
            request.customer(),
            row.createdAt,
            session ->
                row.uuid.equals(Installation.rowOf(installation.id(), session.metadata()))
                    && isAsAskedFor(row, request, session))
        .map(outcome -> outcome.saysThatIsMissing("customer") ? new Done<>(List.of()) : outcome);
  }

  /** Whoever copies a session's metadata copies the marks too. */
  private boolean isAsAskedFor(
      R row, CheckoutSessionRequest request, CheckoutSessionSnapshot session) {
    var differences = SessionDifferences.of(request, session);
    if (!differences.isEmpty()) {
      LOG.errorf(
          "%s bears the marks of row %d (%s), which asked for another: it differs in %s. Was its"
              + " metadata copied?",
          session, row.id, row.uuid, String.join(", ", differences));
    }
    return differences.isEmpty();
  }

  private CheckoutSessionRequest requestOf(R row) {
    return CheckoutSessionRequest.read(requireNonNull(row.stripeRequest));
  }

  /** The one that has come furthest. */
  @Override
  protected Uni<StripeOutcome<CheckoutSessionSnapshot>> choose(
      List<CheckoutSessionSnapshot> found) {
    var furthest = Collections.max(found, Comparator.comparing(CheckoutFinder::progress));
    return Uni.createFrom().item(new Done<>(furthest));
  }

  private static int progress(CheckoutSessionSnapshot session) {
    return switch (session.status()) {
      case COMPLETE -> 3;
      case UNFAMILIAR -> 2;
      case OPEN -> 1;
      case EXPIRED -> 0;
    };
  }

  /** At once: a session that nobody was given takes no money. */
  @Override
  protected Uni<StripeOutcome<CheckoutSessionSnapshot>> makeAnew(R row) {
    return ofSameKey(row, StripeRow::renewKey).flatMap(this::create);
  }

  /** Stripe may refuse because the payer was faster. Then the session is read again. */
  private Uni<StripeOutcome<CheckoutSessionSnapshot>> end(R row, String id) {
    var key = requireNonNull(endKeyOf(row));
    return stripe
        .expire(id, key.key)
        .flatMap(
            outcome -> {
              if (outcome instanceof Refused<CheckoutSessionSnapshot>) {
                return now(row, id, key);
              }
              // The session was open, so the stored error does not hide its end.
              return hasSpentKey(outcome)
                      || outcome instanceof Unknown && !KeyLifetime.isGood(key.since)
                  ? newEndKey(row, key).replaceWith(outcome)
                  : Uni.createFrom().item(outcome);
            });
  }

  /** Whatever Stripe says now, the session existed a moment ago. */
  private Uni<StripeOutcome<CheckoutSessionSnapshot>> now(R row, String id, EndKey key) {
    return stripe
        .retrieve(id)
        .<StripeOutcome<CheckoutSessionSnapshot>>map(
            now -> now instanceof Done ? now : now.asInconclusive())
        .call(
            now ->
                now instanceof Done<CheckoutSessionSnapshot> done
                        && done.value().status() == CheckoutSessionStatus.OPEN
                    // With the same key Stripe would repeat its refusal.
                    ? newEndKey(row, key)
                    : Uni.createFrom().voidItem());
  }

  /** Unless somebody has renewed it already. */
  protected Uni<R> newEndKey(R seen, EndKey key) {
    return locked(
        seen,
        row -> {
          var its = endKeyOf(row);
          if (its != null && its.key.equals(key.key)) {
            renewEndKey(row);
          }
        });
  }
}
