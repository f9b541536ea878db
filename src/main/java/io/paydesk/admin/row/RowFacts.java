package io.paydesk.admin.row;

import io.paydesk.admin.Bought;
import io.paydesk.caller.Guest;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.timeline.ReasonInWords;
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

  /**
   * Stripe knows the method: it is asked once the page is there, and again only where the payment
   * has another one by then, which the address names.
   */
  static Fact method(@Nullable PaymentView payment) {
    return payment == null || payment.paymentMethodId() == null
        ? Fact.text("Paid with", "–")
        : Fact.loaded(
            "Paid with",
            RowLinks.payment(payment.id()) + "/method?of=" + payment.paymentMethodId());
  }

  static String what(OrderView order) {
    return Bought.of(order);
  }

  /** Stripe's message is for the payer: "Your card was declined." */
  static String declined(@Nullable String declineCode, @Nullable String code) {
    var why = ReasonInWords.of(declineCode == null ? code : declineCode);
    return why == null ? "It failed, and nobody said why." : "It failed: " + why + ".";
  }

  /** The newest payment of which it is known. */
  static @Nullable PaymentView methodOf(List<PaymentView> payments) {
    return payments.stream().filter(one -> one.paymentMethodId() != null).findFirst().orElse(null);
  }
}
