package io.paydesk.order;

import static java.util.Objects.requireNonNull;

import io.paydesk.stripe.KeyLifetime;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.stripe.StripeRow;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds or makes a row's object at Stripe, and decides when there may be a new idempotency key.
 * While the key is good, the same call is repeated. Once it is too old, or Stripe replays a stored
 * error, the finder lists what was made: only a complete listing without a match permits a new key.
 *
 * @param <R> the row
 * @param <T> the row's object at Stripe
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

  /**
   * Lists all objects with the row's mark. It is {@link io.paydesk.stripe.StripeOutcome.Done} only
   * if the listing is complete.
   */
  protected abstract Uni<StripeOutcome<List<T>>> list(R row);

  /**
   * @param found at least one
   */
  protected abstract Uni<StripeOutcome<T>> choose(List<T> found);

  /** For a row whose object does not exist, as a complete listing has shown. */
  protected abstract Uni<StripeOutcome<T>> makeAnew(R row);

  /**
   * @param row as it is committed, without its object's id
   */
  protected Uni<StripeOutcome<T>> createOrFind(R row) {
    if (!KeyLifetime.isGood(requireNonNull(row.idempotencyKeySince))) {
      return findOrMakeAnew(row);
    }
    return create(row)
        .flatMap(
            outcome -> hasSpentKey(outcome) ? findOrMakeAnew(row) : Uni.createFrom().item(outcome));
  }

  protected static boolean hasSpentKey(StripeOutcome<?> outcome) {
    return outcome instanceof Unknown<?> unknown && unknown.spentKey();
  }

  private Uni<StripeOutcome<T>> findOrMakeAnew(R row) {
    return find(row, this::makeAnew);
  }

  /**
   * @param otherwise called where a complete listing shows that nothing was made
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

  /**
   * For objects of which Stripe would accept a second one. It waits until any call that is still
   * under way at Stripe must be visible there.
   */
  protected Uni<StripeOutcome<T>> makeAnewAtRest(R row, Predicate<R> isToBeMade) {
    if (!KeyLifetime.isAtRest(row.keySpentAt)) {
      return ofSameKey(row, StripeRow::spendKey)
          .replaceWith(new Unknown<>("Stripe may still be working on it", false));
    }
    return ofSameKey(row, StripeRow::renewKey)
        .flatMap(
            now ->
                isToBeMade.test(now)
                    ? create(now)
                    : Uni.createFrom()
                        .item(new Unknown<>("another request has reconciled it", false)));
  }

  /**
   * Acts only if the row still has the same key. Another request may have renewed it; then use that
   * one.
   */
  protected Uni<R> ofSameKey(R seen, Consumer<R> move) {
    return locked(
        seen,
        row -> {
          if (Objects.equals(row.idempotencyKey, seen.idempotencyKey)) {
            move.accept(row);
          }
        });
  }

  /** The row as it is committed now, after the move. */
  protected Uni<R> locked(R seen, Consumer<R> move) {
    return transactions.write(() -> LockedOrders.rowAlone(table, seen.id).invoke(move));
  }
}
