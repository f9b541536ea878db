package io.paydesk.payment;

import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Says what an order's PaymentIntent is going to be like, without beginning anything. */
@Singleton
public class ExpectedIntents {

  private final Transactions transactions;
  private final MethodConfiguration configuration;

  ExpectedIntents(Transactions transactions, MethodConfiguration configuration) {
    this.transactions = transactions;
    this.configuration = configuration;
  }

  /**
   * @param orderId of an order that the caller may see
   * @throws io.paydesk.problem.Refusal {@code not-found}
   */
  public Uni<ExpectedIntent> of(long orderId) {
    return transactions
        .read(() -> Order.<Order>findById(orderId))
        .onItem()
        .ifNull()
        .failWith(() -> OrderProblems.notFound(orderId))
        .map(order -> ExpectedIntent.of(order, configuration));
  }
}
