package io.paydesk.mail;

import static java.util.Objects.requireNonNullElse;

import io.paydesk.mail.Letter.Part;
import io.paydesk.order.OrderView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * How what a payer had to pay came about, where codes, taxes or a balance changed the price, or
 * where a part of it was not taken.
 */
final class BillParts {

  private BillParts() {}

  /**
   * @param words for minor units of the order's currency
   */
  static List<Part> of(OrderView order, LongFunction<String> words) {
    boolean isInAnotherCurrency =
        order.reviewReason() != null && order.reviewReason().contains("currency-mismatch");
    if (isInAnotherCurrency) {
      return List.of();
    }
    var parts = new ArrayList<>(ofBill(order, words));
    long released = requireNonNullElse(order.amountReleased(), 0L);
    // Alone it would say nothing new: the receipt says how much was let go.
    boolean addsUp = order.lines() != null || !parts.isEmpty();
    if (released > 0 && addsUp) {
      parts.add(new Part("Not charged", words.apply(-released)));
    }
    return parts;
  }

  private static List<Part> ofBill(OrderView order, LongFunction<String> words) {
    if (order.subtotal() == null || order.total() == null) {
      return List.of();
    }
    long subtotal = order.subtotal();
    long total = order.total();
    long discount = requireNonNullElse(order.discount(), 0L);
    long tax = requireNonNullElse(order.tax(), 0L);
    long credit = requireNonNullElse(order.credit(), 0L);
    if (discount == 0 && tax == 0 && credit == 0) {
      return List.of();
    }
    var parts = new ArrayList<Part>();
    parts.add(new Part("Subtotal", words.apply(subtotal)));
    if (discount != 0) {
      parts.add(new Part("Discount", words.apply(-discount)));
    }
    long added = total - (subtotal - discount);
    if (added > 0) {
      parts.add(new Part("Tax", words.apply(added)));
    }
    parts.add(new Part("Total", words.apply(total)));
    if (tax > added) {
      parts.add(new Part("Tax included in it", words.apply(tax - added)));
    }
    if (credit != 0) {
      parts.add(new Part("From your balance", words.apply(-credit)));
    }
    return parts;
  }
}
