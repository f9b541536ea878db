package io.paydesk.admin.row;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Standing;
import io.paydesk.admin.Visitor;
import io.paydesk.admin.act.DisputeActs;
import io.paydesk.admin.act.SubscriptionActs;
import io.paydesk.admin.row.Belongings.Read;
import io.paydesk.dispute.DisputeReader;
import io.paydesk.dispute.DisputeView;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.recurring.RecurringReader;
import io.paydesk.refund.RefundReader;
import io.paydesk.refund.RefundView;
import io.paydesk.timeline.ReasonInWords;
import io.paydesk.timeline.TimelineFilter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** The pages of what follows a payment: a refund, a dispute, a subscription. */
@Singleton
class FollowingRows {

  private final Belongings belongings;
  private final RefundReader refunds;
  private final DisputeReader disputes;
  private final RecurringReader subscriptions;
  private final StripeLinks stripe;

  FollowingRows(
      Belongings belongings,
      RefundReader refunds,
      DisputeReader disputes,
      RecurringReader subscriptions,
      StripeLinks stripe) {
    this.belongings = belongings;
    this.refunds = refunds;
    this.disputes = disputes;
    this.subscriptions = subscriptions;
    this.stripe = stripe;
  }

  Uni<RowPage> refund(long id, Visitor visitor) {
    return refunds
        .get(id, visitor.caller())
        .flatMap(
            refund ->
                belongings.page(
                    refund.orderId(),
                    new TimelineFilter(null, id, null, null),
                    "&refundId=" + id,
                    visitor,
                    read -> refund(refund, read, visitor.words())));
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
    page.badges.add(words.badge(Standing.of(refund)));
    var failure = refund.failure();
    page.note(
        failure == null
            ? null
            : failure.message() == null ? ReasonInWords.of(failure.reason()) : failure.message());
    page.note(refund.warning());
    page.facts.add(RowFacts.customer(read.order()));
    var payment = payment(refund.paymentId(), read);
    page.facts.add(RowFacts.method(RowFacts.methodOf(payment)));
    page.facts.add(Fact.time("Date", refund.createdAt()));
    page.facts.add(RowFacts.order(read.order()));
    page.facts.add(Fact.text("Reason", ReasonInWords.of(refund.reason())));
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
                belongings.page(
                    dispute.orderId(),
                    new TimelineFilter(null, null, id, null),
                    "&disputeId=" + id,
                    visitor,
                    read -> dispute(dispute, read, visitor.words())));
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
    boolean isOurTurn = new DisputeActs(dispute).canBeAnswered();
    page.badges.add(words.disputeBadge(dispute.status()));
    if (isOurTurn && dispute.dueBy() != null) {
      page.badges.add(words.dueBy(dispute.dueBy()));
    }
    DisputeNotes.of(dispute, read.payments(), words).forEach(page::note);
    page.facts.add(RowFacts.customer(read.order()));
    page.facts.add(RowFacts.method(RowFacts.methodOf(payment(dispute.paymentId(), read))));
    page.facts.add(Fact.time("Opened", dispute.openedAt()));
    page.facts.add(RowFacts.order(read.order()));
    page.facts.add(Fact.text("Reason", ReasonInWords.of(dispute.reason())));
    if (!isOurTurn) {
      page.facts.add(Fact.time("Answer until", dispute.dueBy()));
    }
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
                belongings.page(
                    row.orderId(),
                    new TimelineFilter(null, null, null, id),
                    "&recurringPaymentId=" + id,
                    visitor,
                    read -> subscription(row, read, visitor.words())));
  }

  private Shown subscription(RecurringPaymentView row, Read read, AdminWords words) {
    var page =
        new RowPage(
            "Subscription",
            "subscriptions",
            Long.toString(row.id()),
            RowLinks.subscription(row.id()),
            "recurring_payment:" + row.id(),
            RowActs.of(SubscriptionActs.of(row, read.order())));
    page.headline = words.due(read.order());
    page.what = RowFacts.what(read.order());
    page.badges.add(words.badge(row.status()));
    if (row.endsAt() != null && row.status().isLive()) {
      page.note("It ends on " + words.exact(row.endsAt()) + ".");
    }
    if (row.failure() != null) {
      page.note(RowFacts.declined(row.failure().declineCode(), row.failure().code()));
    }
    page.facts.add(RowFacts.customer(read.order()));
    page.facts.add(RowFacts.method(RowFacts.methodOf(read.payments())));
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
}
