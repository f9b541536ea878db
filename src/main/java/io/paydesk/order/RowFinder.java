package io.paydesk.order;

import io.paydesk.stripe.KeyLifetime;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.stripe.StripeRow;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds or makes a row's object at Stripe, and keeps the rule on when there may be a new
 * idempotency key. While the key is good, the same call is made again. Later, or once Stripe
 * answers with a stored error, what was made is looked for: only a complete listing without a match
 * permits a new key.
 *
 * @param <R> the row
 * @param <T> its object as Stripe shows it
 */
public abstract class RowFinder<R extends StripeRow, T> {

  private final Transactions transactions;
  private final LockedOrders.Table<R> table;

  protected RowFinder(Transactions transactions, LockedOrders.Table<R> table) {
    this.transactions = transactions;
    this.table = table;
  }

  /** Makes the object with the row's parameters, under the row's key. */
  protected abstract Uni<StripeOutcome<T>> create(R row);

  /** All that bears the row's mark. It is done only if the listing is complete. */
  protected abstract Uni<StripeOutcome<List<T>>> list(R row);

  /**
   * @param found one or more
   */
  protected abstract Uni<StripeOutcome<T>> choose(List<T> found);

  /** For a row of which a complete listing has shown that nothing was made. */
  protected abstract Uni<StripeOutcome<T>> makeAnew(R row);

  /**
   * @param row as it is committed, without the id of its object
   */
  protected Uni<StripeOutcome<T>> createOrFind(R row) {
    return KeyLifetime.isGood(row.idempotencyKeySince)
        ? create(row)
            .flatMap(
                outcome ->
                    hasSpentKey(outcome) ? findOrMakeAnew(row) : Uni.createFrom().item(outcome))
        : findOrMakeAnew(row);
  }

  protected static boolean hasSpentKey(StripeOutcome<?> outcome) {
    return outcome instanceof Unknown<?> unknown && unknown.spentKey();
  }

  private Uni<StripeOutcome<T>> findOrMakeAnew(R row) {
    return find(row, this::makeAnew);
  }

  /**
   * @param otherwise where a complete listing shows that nothing was made
   */
  protected Uni<StripeOutcome<T>> find(R row, Function<R, Uni<StripeOutcome<T>>> otherwise) {
    return list(row)
        .flatMap(
            outcome -> {
              if (!(outcome instanceof Done<List<T>> found)) {
                return Uni.createFrom().item(outcome.asInconclusive());
              }
              return found.value().isEmpty() ? otherwise.apply(row) : choose(found.value());
            });
  }

  /** Where a second object would pass at Stripe: whatever is still under way there must show. */
  protected Uni<StripeOutcome<T>> makeAnewAtRest(R row, Predicate<R> isToBeMade) {
    if (!KeyLifetime.isAtRest(row.keySpentAt)) {
      return ofSameKey(row, StripeRow::spendKey)
          .replaceWith(new Unknown<>("perhaps Stripe is still at it", false));
    }
    return ofSameKey(row, StripeRow::renewKey)
        .flatMap(
            now ->
                isToBeMade.test(now)
                    ? create(now)
                    : Uni.createFrom().item(new Unknown<>("reconciled by another", false)));
  }

  /** Another request may have been here first: then its key is the one to use. */
  protected Uni<R> ofSameKey(R seen, Consumer<R> move) {
    return locked(
        seen,
        row -> {
          if (row.idempotencyKey.equals(seen.idempotencyKey)) {
            move.accept(row);
          }
        });
  }

  /** The row as it is committed now. */
  protected Uni<R> locked(R seen, Consumer<R> move) {
    return transactions.write(() -> LockedOrders.rowAlone(table, seen.id).invoke(move));
  }
}
