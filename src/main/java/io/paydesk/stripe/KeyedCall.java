package io.paydesk.stripe;

import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A call to Stripe under a key that is committed before, and forgotten once Stripe has answered. A
 * request that comes again before that goes out under the same key.
 *
 * @param commit in a transaction: the key, which is the earlier one while that is good
 * @param forget in a transaction, once nobody needs the key
 */
public record KeyedCall(Supplier<Uni<UUID>> commit, Function<UUID, Uni<Integer>> forget) {

  public <T> Uni<StripeOutcome<T>> make(
      Transactions transactions, Function<UUID, Uni<StripeOutcome<T>>> call) {
    return transactions
        .write(commit)
        .flatMap(
            key ->
                call.apply(key)
                    .call(
                        outcome ->
                            isOpen(outcome)
                                ? Uni.createFrom().voidItem()
                                : transactions.write(() -> forget.apply(key))));
  }

  private static boolean isOpen(StripeOutcome<?> outcome) {
    return outcome instanceof Unknown<?> unknown && !unknown.spentKey();
  }
}
