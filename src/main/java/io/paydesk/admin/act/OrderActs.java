package io.paydesk.admin.act;

import static java.util.Objects.requireNonNullElse;

import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an order's state allows.
 *
 * @param subscription whether it is for one
 * @param inQuestion what goes back where a review ends so, in minor units of each currency
 */
public record OrderActs(OrderView order, boolean subscription, Map<String, Long> inQuestion) {

  private static final Map<String, String> REVIEWS =
      Map.ofEntries(
          Map.entry("amount-mismatch", "Another amount came than was due."),
          Map.entry("currency-mismatch", "The money came in another currency."),
          Map.entry("customer-mismatch", "Another customer of Stripe's paid."),
          Map.entry("subscription-mismatch", "Another subscription's invoice paid it."),
          Map.entry("foreign-lines", "The invoice has lines that are not the order's."),
          Map.entry("sold-otherwise", "Stripe sold something else than the order says."),
          Map.entry("overpaid", "More came than was due."),
          Map.entry("second-success", "It was paid twice."),
          Map.entry("paid-after-cancel", "Money came after the order was canceled."),
          Map.entry("paid-after-end", "Money came after its subscription had ended."),
          Map.entry("refund-failed", "A refund of it failed."));

  public static OrderActs of(OrderView order, List<PaymentActs> payments) {
    var inQuestion =
        payments.stream()
            .filter(one -> one.isInQuestion() && one.remaining() > 0)
            .collect(
                Collectors.groupingBy(
                    one -> one.payment().currency(),
                    TreeMap::new,
                    Collectors.summingLong(PaymentActs::remaining)));
    return new OrderActs(order, order.priceId() != null, inQuestion);
  }

  public boolean inReview() {
    return order.status() == OrderStatus.REVIEW;
  }

  /** Why a person has to decide. */
  public String reviewWords() {
    return Arrays.stream(requireNonNullElse(order.reviewReason(), "").split(","))
        .map(String::strip)
        .map(reason -> REVIEWS.getOrDefault(reason, reason))
        .collect(Collectors.joining(" "));
  }

  public boolean canEnd() {
    return order.status() == OrderStatus.PENDING && order.cancelRequestedAt() == null;
  }

  /** Whether its payer may have something to pay: of a subscription only Stripe knows. */
  public boolean mayOwe() {
    return canEnd() || subscription && order.status().isPaid();
  }

  /** Where mails go; empty where nobody knows. */
  public String address() {
    return requireNonNullElse(order.receiptEmail(), "");
  }
}
