package io.paydesk.admin.act;

import static java.util.Objects.requireNonNullElse;

import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.timeline.ReasonInWords;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an order's state allows.
 *
 * @param subscription whether it is for one
 * @param behind whether a renewal of that is due and not paid
 * @param questioned the ids of the payments that are in question, with commas between them
 * @param inQuestion what goes back where a review ends so, in minor units of each currency
 */
public record OrderActs(
    OrderView order,
    boolean subscription,
    boolean behind,
    Map<String, Long> inQuestion,
    String questioned) {

  /**
   * @param subscriptions that it began
   */
  public static OrderActs of(
      OrderView order, List<PaymentActs> payments, List<RecurringPaymentView> subscriptions) {
    var inQuestion =
        payments.stream()
            .filter(one -> one.isInQuestion() && one.remaining() > 0)
            .collect(
                Collectors.groupingBy(
                    one -> one.payment().currency(),
                    TreeMap::new,
                    Collectors.summingLong(PaymentActs::remaining)));
    var questioned =
        payments.stream()
            .filter(PaymentActs::isInQuestion)
            .map(one -> Long.toString(one.payment().id()))
            .collect(Collectors.joining(","));
    return new OrderActs(
        order,
        order.priceId() != null,
        subscriptions.stream().anyMatch(one -> one.status().isBehind()),
        inQuestion,
        questioned);
  }

  public boolean inReview() {
    return order.status() == OrderStatus.REVIEW;
  }

  /** Why a person has to decide. */
  public String reviewWords() {
    return requireNonNullElse(ReasonInWords.each(order.reviewReason()), "It is in review") + ".";
  }

  public boolean canEnd() {
    return order.status() == OrderStatus.PENDING && order.cancelRequestedAt() == null;
  }

  /** Whether its payer has something to pay: the order itself, or a renewal. */
  public boolean mayOwe() {
    return canEnd() || behind;
  }

  /** Where mails go; empty where nobody knows. */
  public String address() {
    return requireNonNullElse(order.receiptEmail(), "");
  }
}
