package io.paydesk.admin.row;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Visitor;
import io.paydesk.admin.row.Belongings.Read;
import io.paydesk.dispute.DisputeReader;
import io.paydesk.dispute.DisputeView;
import io.paydesk.order.OrderStatus;
import io.paydesk.payment.PaymentReader;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.recurring.RecurringReader;
import io.paydesk.refund.RefundReader;
import io.paydesk.refund.RefundView;
import io.paydesk.timeline.TimelineFilter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of what money is about: an order, and what belongs to it. */
@Singleton
class MoneyRows {

  private final Belongings belongings;
  private final PaymentReader payments;
  private final RefundReader refunds;
  private final DisputeReader disputes;
  private final RecurringReader subscriptions;
  private final StripeLinks stripe;

  MoneyRows(
      Belongings belongings,
      PaymentReader payments,
      RefundReader refunds,
      DisputeReader disputes,
      RecurringReader subscriptions,
      StripeLinks stripe) {
    this.belongings = belongings;
    this.payments = payments;
    this.refunds = refunds;
    this.disputes = disputes;
    this.subscriptions = subscriptions;
    this.stripe = stripe;
  }

  Uni<RowPage> order(long id, Visitor visitor) {
    return belongings
        .of(id, TimelineFilter.ALL, visitor.caller())
        .map(read -> order(read, visitor.words()).in(read, "", visitor));
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
            RowActs.of(order));
    page.headline = words.amount(order.amount(), order.currency());
    page.what = RowFacts.what(order);
    page.badges.add(RowBadges.order(order, read.timeline().money(), words));
    page.badges.addAll(
        RowBadges.disputed(read.disputes().stream().map(DisputeView::status).toList(), words));
    if (order.status() == OrderStatus.REVIEW) {
      page.note("A person has to decide: " + RowLines.plain(order.reviewReason()) + ".");
    }
    page.note(order.warning());
    page.facts.add(RowFacts.customer(order));
    page.facts.add(RowFacts.method(methodOf(read.payments())));
    page.facts.add(Fact.time("Date", order.createdAt()));
    page.facts.add(
        order.renewalOf() == null
            ? Fact.text("Order", Long.toString(order.id()))
            : Fact.link(
                "Renews",
                "Order " + order.renewalOf(),
                null,
                RowLinks.order(order.renewalOf())));
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

  private static @Nullable Long methodOf(List<PaymentView> payments) {
    return payments.stream()
        .filter(one -> one.paymentMethodId() != null)
        .findFirst()
        .map(PaymentView::id)
        .orElse(null);
  }

  Uni<RowPage> payment(long id, Visitor visitor) {
    return payments
        .get(id, visitor.caller())
        .flatMap(
            payment ->
                belongings
                    .of(payment.orderId(), filter(id, null, null, null), visitor.caller())
                    .map(
                        read ->
                            payment(payment, read, visitor.words())
                                .in(read, "&paymentId=" + id, visitor)));
  }

  private Shown payment(PaymentView payment, Read read, AdminWords words) {
    var page =
        new RowPage(
            "Payment",
            "payments",
            Long.toString(payment.id()),
            RowLinks.payment(payment.id()),
            "payment:" + payment.id(),
            RowActs.of(payment));
    page.headline = words.amount(payment.amount(), payment.currency());
    page.what = RowFacts.what(read.order());
    page.badges.add(RowBadges.payment(payment, words));
    page.badges.addAll(
        RowBadges.disputed(
            payment.disputes().stream().map(PaymentView.Dispute::status).toList(), words));
    if (payment.failure() != null && !payment.status().hasMoney()) {
      page.note(payment.failure().message());
    }
    page.note(
        payment.reviewReason() == null
            ? null
            : "It put its order in review: " + RowLines.plain(payment.reviewReason()) + ".");
    page.facts.add(RowFacts.customer(read.order()));
    page.facts.add(RowFacts.method(payment.paymentMethodId() == null ? null : payment.id()));
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

  Uni<RowPage> refund(long id, Visitor visitor) {
    return refunds
        .get(id, visitor.caller())
        .flatMap(
            refund ->
                belongings
                    .of(refund.orderId(), filter(null, id, null, null), visitor.caller())
                    .map(
                        read ->
                            refund(refund, read, visitor.words())
                                .in(read, "&refundId=" + id, visitor)));
  }

  private Shown refund(RefundView refund, Read read, AdminWords words) {
    var page =
        new RowPage(
            "Refund",
            "refunds",
            Long.toString(refund.id()),
            RowLinks.refund(refund.id()),
            "refund:" + refund.id(),
            RowActs.of(refund));
    page.headline = words.amount(refund.refundAmount(), refund.currency());
    page.what = RowFacts.what(read.order());
    page.badges.add(words.badge(refund.status()));
    var failure = refund.failure();
    page.note(
        failure == null
            ? null
            : failure.message() == null ? RowLines.plain(failure.reason()) : failure.message());
    page.note(refund.warning());
    page.facts.add(RowFacts.customer(read.order()));
    page.facts.add(RowFacts.method(refund.paymentId()));
    page.facts.add(Fact.time("Date", refund.createdAt()));
    page.facts.add(RowFacts.order(read.order()));
    page.facts.add(
        Fact.text("Reason", refund.reason() == null ? "–" : RowLines.plain(refund.reason())));
    var payment = payment(refund.paymentId(), read);
    page.part("Payment", RowLines.payments(payment, words))
        .id(
            "Refund at Stripe",
            refund.refundId(),
            payment.isEmpty() ? null : stripe.payment(payment.get(0).paymentIntentId()))
        .id("User", refund.userId(), null);
    return new Shown(page);
  }

  private static List<PaymentView> payment(long id, Read read) {
    return read.payments().stream().filter(one -> one.id() == id).toList();
  }

  Uni<RowPage> dispute(long id, Visitor visitor) {
    return disputes
        .get(id, visitor.caller())
        .flatMap(
            dispute ->
                belongings
                    .of(dispute.orderId(), filter(null, null, id, null), visitor.caller())
                    .map(
                        read ->
                            dispute(dispute, read, visitor.words())
                                .in(read, "&disputeId=" + id, visitor)));
  }

  private Shown dispute(DisputeView dispute, Read read, AdminWords words) {
    var page =
        new RowPage(
            "Dispute",
            "disputes",
            Long.toString(dispute.id()),
            RowLinks.dispute(dispute.id()),
            "dispute:" + dispute.id(),
            RowActs.of(dispute));
    page.headline = words.amount(dispute.amount(), dispute.currency());
    page.what = RowFacts.what(read.order());
    page.badges.add(words.disputeBadge(dispute.status()));
    page.facts.add(RowFacts.customer(read.order()));
    page.facts.add(RowFacts.method(dispute.paymentId()));
    page.facts.add(Fact.time("Opened", dispute.openedAt()));
    page.facts.add(RowFacts.order(read.order()));
    page.facts.add(
        Fact.text("Reason", dispute.reason() == null ? "–" : RowLines.plain(dispute.reason())));
    page.facts.add(Fact.time("Answer until", dispute.dueBy()));
    page.part("Payment", RowLines.payments(payment(dispute.paymentId(), read), words))
        .id("Dispute at Stripe", dispute.disputeId(), stripe.dispute(dispute.disputeId()))
        .id("User", dispute.userId(), null);
    return new Shown(page);
  }

  Uni<RowPage> subscription(long id, Visitor visitor) {
    return subscriptions
        .get(id, visitor.caller())
        .flatMap(
            row ->
                belongings
                    .of(row.orderId(), filter(null, null, null, id), visitor.caller())
                    .map(
                        read ->
                            subscription(row, read, visitor.words())
                                .in(read, "&recurringPaymentId=" + id, visitor)));
  }

  private Shown subscription(RecurringPaymentView row, Read read, AdminWords words) {
    var page =
        new RowPage(
            "Subscription",
            "subscriptions",
            Long.toString(row.id()),
            RowLinks.subscription(row.id()),
            "recurring_payment:" + row.id(),
            RowActs.of(row));
    page.headline = words.amount(read.order().amount(), read.order().currency());
    page.what = RowFacts.what(read.order());
    page.badges.add(words.badge(row.status()));
    if (row.endsAt() != null && row.status().isLive()) {
      page.note("It ends on " + words.exact(row.endsAt()) + ".");
    }
    if (row.failure() != null) {
      page.note(row.failure().message());
    }
    page.facts.add(RowFacts.customer(read.order()));
    page.facts.add(RowFacts.method(methodOf(read.payments())));
    page.facts.add(Fact.time("Began", row.createdAt()));
    page.facts.add(RowFacts.order(read.order()));
    page.facts.add(Fact.text("Quantity", Integer.toString(row.quantity())));
    page.facts.add(Fact.time("Paid until", row.currentPeriodEnd()));
    page.part("Payments", RowLines.payments(read.payments(), words))
        .id(
            "Subscription at Stripe",
            row.subscriptionId(),
            stripe.subscription(row.subscriptionId()))
        .id("Price", row.priceId(), null)
        .id("User", row.userId(), null);
    return new Shown(page);
  }

  private static TimelineFilter filter(
      @Nullable Long payment,
      @Nullable Long refund,
      @Nullable Long dispute,
      @Nullable Long subscription) {
    return new TimelineFilter(payment, refund, dispute, subscription);
  }

  /** A page that has yet to be told its history. */
  private record Shown(RowPage page) {

    RowPage in(Read read, String query, Visitor visitor) {
      page.orderId = read.order().id();
      page.money = read.timeline().money().words();
      page.history =
          History.of(
              read.timeline(),
              RowLinks.order(read.order().id()) + "/timeline",
              query,
              visitor.caller().admin());
      return page;
    }
  }
}
