package io.paydesk.admin.row;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Visitor;
import io.paydesk.admin.act.PaymentActs;
import io.paydesk.admin.row.Belongings.Read;
import io.paydesk.order.OrderStatus;
import io.paydesk.payment.PaymentReader;
import io.paydesk.payment.PaymentView;
import io.paydesk.timeline.ReasonInWords;
import io.paydesk.timeline.TimelineFilter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** The pages of an order and of a payment. */
@Singleton
class PaidRows {

  private final Belongings belongings;
  private final PaymentReader payments;
  private final StripeLinks stripe;

  PaidRows(Belongings belongings, PaymentReader payments, StripeLinks stripe) {
    this.belongings = belongings;
    this.payments = payments;
    this.stripe = stripe;
  }

  Uni<RowPage> order(long id, Visitor visitor) {
    return belongings.page(
        id, TimelineFilter.ALL, "", visitor, read -> order(read, visitor.words()));
  }

  private Shown order(Read read, AdminWords words) {
    var order = read.order();
    var page =
        new RowPage(
            "Order",
            "orders",
            Long.toString(order.id()),
            RowLinks.order(order.id()),
            "order:" + order.id(),
            RowActs.of(order, paid(read), read.subscriptions()));
    page.headline = words.due(order);
    page.note(words.asked(order));
    page.what = RowFacts.what(order);
    page.badges.addAll(RowBadges.order(order, read.timeline().money(), words));
    if (order.status() == OrderStatus.REVIEW) {
      page.note("A person has to decide: " + ReasonInWords.each(order.reviewReason()) + ".");
    }
    page.note(order.warning());
    page.facts.add(RowFacts.customer(order));
    var method = RowFacts.methodOf(read.payments());
    if (method != null || order.priceId() == null) {
      page.facts.add(RowFacts.method(method));
    }
    page.facts.add(Fact.time("Date", order.createdAt()));
    page.facts.add(
        order.renewalOf() == null
            ? Fact.time("Changed last", order.updatedAt())
            : Fact.link(
                "Renews", "Order " + order.renewalOf(), null, RowLinks.order(order.renewalOf())));
    page.part("Bought", RowLines.bought(order))
        .part("Bill", RowLines.bill(order, words))
        .part("Subscription", RowLines.subscriptions(read.subscriptions(), words))
        .part("Payments", RowLines.payments(read.payments(), words))
        .part("Refunds", RowLines.refunds(read.refunds(), words))
        .part("Disputes", RowLines.disputes(read.disputes(), words));
    page.id("User", order.userId(), null).id("Price", order.priceId(), null);
    order.metadata().forEach((name, value) -> page.id(name, value, null));
    return new Shown(page);
  }

  private static List<PaymentActs> paid(Read read) {
    return read.payments().stream()
        .map(payment -> PaymentActs.of(payment, read.totals(payment)))
        .toList();
  }

  Uni<RowPage> payment(long id, Visitor visitor) {
    return payments
        .get(id, visitor.caller())
        .flatMap(
            payment ->
                belongings.page(
                    payment.orderId(),
                    new TimelineFilter(id, null, null, null),
                    "&paymentId=" + id,
                    visitor,
                    read -> payment(payment, read, visitor.words())));
  }

  private Shown payment(PaymentView payment, Read read, AdminWords words) {
    var page =
        new RowPage(
            "Payment",
            "payments",
            Long.toString(payment.id()),
            RowLinks.payment(payment.id()),
            "payment:" + payment.id(),
            RowActs.of(PaymentActs.of(payment, read.totals(payment))));
    page.headline = words.due(payment);
    page.what = RowFacts.what(read.order());
    page.badges.addAll(RowBadges.payment(payment, words));
    if (payment.failure() != null && !payment.status().hasMoney()) {
      page.note(RowFacts.declined(payment.failure().declineCode(), payment.failure().code()));
    }
    page.note(
        payment.reviewReason() == null
            ? null
            : "It put its order in review: " + ReasonInWords.each(payment.reviewReason()) + ".");
    page.facts.add(RowFacts.customer(read.order()));
    if (payment.paymentMethodId() != null || read.order().priceId() == null) {
      page.facts.add(RowFacts.method(payment));
    }
    page.facts.add(Fact.time("Date", payment.createdAt()));
    page.facts.add(RowFacts.order(read.order()));
    page.part(
            "Refunds",
            RowLines.refunds(
                read.refunds().stream().filter(one -> one.paymentId() == payment.id()).toList(),
                words))
        .part(
            "Disputes",
            RowLines.disputes(
                read.disputes().stream().filter(one -> one.paymentId() == payment.id()).toList(),
                words))
        .id("PaymentIntent", payment.paymentIntentId(), stripe.payment(payment.paymentIntentId()))
        .id("Checkout Session", payment.checkoutSessionId(), null)
        .id("Payment method", payment.paymentMethodId(), null)
        .id("User", payment.userId(), null);
    return new Shown(page);
  }
}
