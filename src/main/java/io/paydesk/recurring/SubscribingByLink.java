package io.paydesk.recurring;

import io.paydesk.caller.Caller;
import io.paydesk.customer.CustomerFlow;
import io.paydesk.method.CardsByLink;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentProblems;
import io.paydesk.stripe.PaymentMethodGateway;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.transaction.HomeContext;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Whoever was sent the link to a subscription's order need not be its owner. They begin nothing
 * that the owner's own card would pay, and end nothing that the owner has begun for another order.
 * What is unpaid of this order they may go on with in their own way, as with a one-time payment.
 */
@Singleton
public class SubscribingByLink {

  private final Transactions transactions;
  private final CustomerFlow customers;
  private final PaymentMethodGateway methods;
  private final CardsByLink cards;

  SubscribingByLink(
      Transactions transactions,
      CustomerFlow customers,
      PaymentMethodGateway methods,
      CardsByLink cards) {
    this.transactions = transactions;
    this.customers = customers;
    this.methods = methods;
    this.cards = cards;
  }

  /**
   * @throws io.paydesk.problem.Refusal {@code link-pays-only}; {@code stripe-unavailable}
   */
  Uni<Void> mustTouchNothingElse(OrderView order, Caller caller) {
    return caller.isAnybodyByLink()
        ? hasOther(order)
            .flatMap(other -> other ? Uni.createFrom().item(true) : paysByItself(order.userId()))
            .invoke(
                touches -> {
                  if (touches) {
                    throw PaymentProblems.linkPaysOnly();
                  }
                })
            .chain(() -> mayGiveCard(order.userId(), caller))
        : Uni.createFrom().voidItem();
  }

  /** Before a secret is handed out: who pays with it need not be the owner. */
  public Uni<Void> mayGiveCard(String owner, Caller caller) {
    return caller.isAnybodyByLink() ? cards.mayCome(owner) : Uni.createFrom().voidItem();
  }

  /** Whether the order's owner has another subscription of its price. */
  public Uni<Boolean> hasOther(OrderView order) {
    return order.priceId() == null
        ? Uni.createFrom().item(false)
        : transactions
            .read(
                () ->
                    RecurringPayment.<RecurringPayment>list(
                        "userId = ?1 and priceId = ?2 and orderId <> ?3",
                        order.userId(),
                        order.priceId(),
                        order.id()))
            .map(rows -> rows.stream().anyMatch(row -> row.status.isLive()));
  }

  /**
   * Then a trial would begin without a card of the payer's, and a secret would pay with the
   * owner's.
   */
  private Uni<Boolean> paysByItself(String owner) {
    return customers
        .known(owner)
        .flatMap(
            customer ->
                customer.isEmpty()
                    ? Uni.createFrom().item(false)
                    : methods
                        .paysByItself(customer.get())
                        .ifNoItem()
                        .after(PaymentMethodGateway.LONGEST)
                        .recoverWithItem(new Unknown<>("not in time", false))
                        .plug(HomeContext.back())
                        .map(SubscribingByLink::answered));
  }

  private static boolean answered(StripeOutcome<Boolean> outcome) {
    if (outcome instanceof Done<Boolean> done) {
      return done.value();
    }
    if (outcome.saysThatItIsMissing()) {
      return false;
    }
    throw RecurringProblems.stripeSilent();
  }
}
