package io.paydesk.orderdesk;

import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.order.Resolution;
import io.paydesk.payment.Payment;
import io.paydesk.refund.OrderRows;
import io.paydesk.refund.Refund;
import io.paydesk.refund.RefundPolicy;
import io.paydesk.refund.RefundProblems;
import io.paydesk.refund.RefundReconciler;
import io.paydesk.refund.SubscribedRows;
import io.paydesk.refund.SubscriptionEnds;
import io.paydesk.stripe.Installation;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the review of an order whose money did not fit. Accepting only records that. Refunding
 * commits refunds of the payments in question, then asks Stripe; the order leaves its review once
 * they succeeded.
 */
@Singleton
class OrderReviewFlow {

  private static final Logger LOG = Logger.getLogger(OrderReviewFlow.class);

  private final Transactions transactions;
  private final RefundReconciler reconciler;
  private final SubscriptionEnds ends;
  private final Installation installation;

  OrderReviewFlow(
      Transactions transactions,
      RefundReconciler reconciler,
      SubscriptionEnds ends,
      Installation installation) {
    this.transactions = transactions;
    this.reconciler = reconciler;
    this.ends = ends;
    this.installation = installation;
  }

  Uni<ApiAnswer> resolve(long orderId, ResolveOrder request, String who, Claim claim) {
    return transactions
        .write(
            () ->
                SubscribedRows.lock(orderId)
                    .flatMap(locked -> decide(locked, request, who, installation.id()))
                    .call(() -> claim.made(orderId)))
        .flatMap(ends::reconcile)
        .flatMap(warnings -> warn(orderId, warnings))
        .flatMap(warned -> now(orderId));
  }

  /** Records that the subscription goes on, for the admin who wanted it to end. */
  private Uni<Void> warn(long orderId, List<String> warnings) {
    if (warnings.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return transactions
        .write(
            () ->
                LockedOrders.of(orderId)
                    .lock()
                    .invoke(locked -> locked.order(orderId).warn(String.join(" ", warnings))))
        .replaceWithVoid()
        .onFailure()
        .invoke(
            failure -> LOG.warnf(failure, "The warning of order %d could not be stored", orderId))
        .onFailure()
        .recoverWithNull();
  }

  /**
   * @return the subscriptions that are to end
   */
  private static Uni<List<Long>> decide(
      SubscribedRows locked, ResolveOrder request, String who, UUID installationId) {
    mustHaveBeenSeen(locked.rows(), request.inQuestion());
    if (request.resolution() == Resolution.ACCEPT) {
      return decide(locked.rows(), Resolution.ACCEPT, who, installationId).replaceWith(List.of());
    }
    if (locked.rows().order().status == OrderStatus.REVIEW) {
      locked.mustNotRunOnSilently(request.endSubscription());
    }
    return decide(locked.rows(), Resolution.REFUND, who, installationId)
        .map(ignored -> locked.end(request.endSubscription()));
  }

  /** Whoever decides on some payments has not decided on another one that came meanwhile. */
  private static void mustHaveBeenSeen(OrderRows rows, @Nullable List<Long> shown) {
    var now = rows.questioned().stream().map(payment -> payment.id).sorted().toList();
    if (shown != null
        && rows.order().status == OrderStatus.REVIEW
        && !Set.copyOf(now).equals(new HashSet<>(shown))) {
      throw ReviewProblems.overtaken(rows.order(), now);
    }
  }

  private static Uni<Void> decide(OrderRows rows, Resolution how, String who, UUID installationId) {
    if (rows.order().status != OrderStatus.REVIEW) {
      throw OrderProblems.notInReview(rows.order());
    }
    if (how == Resolution.ACCEPT) {
      if (rows.refunds().stream().anyMatch(refund -> refund.status.isOpen())) {
        throw OrderProblems.refundUnderWay(rows.order());
      }
      rows.order().resolve(how, who, rows.fromPayments());
      // A payment that was accepted stays accepted when another one comes into question.
      rows.questioned().forEach(Payment::accept);
      return Uni.createFrom().voidItem();
    }
    rows.order().requestResolution(how, who);
    var toRefund =
        rows.questioned().stream().filter(payment -> rows.totals(payment).remaining() > 0).toList();
    if (toRefund.isEmpty()) {
      rows.deriveFromRefunds();
    }
    return Multi.createFrom()
        .iterable(toRefund)
        .onItem()
        .transformToUniAndConcatenate(payment -> insert(rows, payment, who, installationId))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static Uni<Refund> insert(
      OrderRows rows, Payment payment, String who, UUID installationId) {
    var all = new RefundPolicy.Case(payment, rows.totals(payment), null, null);
    return Refund.toAskFor(payment, RefundPolicy.amountOf(all), null, who, installationId)
        .persistAndFlush();
  }

  /** Asks Stripe about the order's open refunds, and answers how the review stands. */
  Uni<ApiAnswer> now(long orderId) {
    return refunds(orderId)
        .onItem()
        .transformToMulti(all -> Multi.createFrom().iterable(all))
        .filter(refund -> refund.status.isOpen())
        .onItem()
        .transformToUniAndConcatenate(refund -> reconciler.reconcileBegun(refund.id))
        .collect()
        .asList()
        .flatMap(reconciled -> transactions.read(() -> Order.<Order>findById(orderId)))
        .flatMap(order -> refunds(orderId).map(all -> answer(order, all)));
  }

  /** Latest first. */
  private Uni<List<Refund>> refunds(long orderId) {
    return transactions.read(() -> Refund.<Refund>list("orderId = ?1 order by id desc", orderId));
  }

  private static ApiAnswer answer(Order order, List<Refund> refunds) {
    if (order.status == OrderStatus.REVIEW && order.resolution == Resolution.REFUND) {
      return new ApiAnswer(202, OrderView.of(order, true), order.id);
    }
    if (order.status == OrderStatus.REVIEW) {
      latestOfEachPayment(refunds)
          .filter(refund -> !refund.status.holdsMoney())
          .findFirst()
          .ifPresent(
              refund -> {
                throw RefundProblems.reviewNotEnded(refund);
              });
    }
    return new ApiAnswer(200, OrderView.of(order, true), order.id);
  }

  private static Stream<Refund> latestOfEachPayment(List<Refund> latestFirst) {
    var seen = new HashSet<Long>();
    return latestFirst.stream().filter(refund -> seen.add(refund.paymentId));
  }
}
