package io.paydesk.admin.row;

import io.paydesk.caller.Guest;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The four facts that come first: customer, method, date, order. */
final class RowFacts {

  private RowFacts() {}

  static Fact customer(OrderView order) {
    var name = order.payerName();
    var mail = order.receiptEmail();
    var user = Guest.is(order.userId()) ? "Guest" : order.userId();
    var address = RowLinks.person(order.id());
    return name != null && !name.isBlank()
        ? Fact.link("Customer", name, mail, address)
        : Fact.link("Customer", mail == null ? user : mail, null, address);
  }

  static Fact order(OrderView order) {
    return Fact.link("Order", "Order " + order.id(), what(order), RowLinks.order(order.id()));
  }

  /** Stripe knows the method: it is asked once the page is there. */
  static Fact method(@Nullable Long paymentId) {
    return paymentId == null
        ? Fact.text("Paid with", "–")
        : Fact.loaded("Paid with", RowLinks.payment(paymentId) + "/method");
  }

  static String what(OrderView order) {
    if (order.description() != null && !order.description().isBlank()) {
      return order.description();
    }
    if (order.lines() != null && !order.lines().isEmpty()) {
      int more = order.lines().size() - 1;
      return order.lines().get(0).name() + (more == 0 ? "" : " and " + more + " more");
    }
    return order.priceId() == null ? "No description" : "Subscription";
  }

  /** The newest payment of which it is known. */
  static @Nullable Long methodOf(List<PaymentView> payments) {
    return payments.stream()
        .filter(one -> one.paymentMethodId() != null)
        .findFirst()
        .map(PaymentView::id)
        .orElse(null);
  }
}
