package io.paydesk.admin.row;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Standing;
import io.paydesk.admin.Visitor;
import io.paydesk.admin.act.DisputeActs;
import io.paydesk.admin.row.Belongings.Read;
import io.paydesk.dispute.DisputeReader;
import io.paydesk.dispute.DisputeView;
import io.paydesk.payment.PaymentView;
import io.paydesk.refund.RefundReader;
import io.paydesk.refund.RefundView;
import io.paydesk.timeline.ReasonInWords;
import io.paydesk.timeline.TimelineFilter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** The pages of what follows a payment: a refund, a dispute. */
@Singleton
class FollowingRows {

  private final Belongings belongings;
  private final RefundReader refunds;
  private final DisputeReader disputes;
  private final StripeLinks stripe;

  FollowingRows(
      Belongings belongings, RefundReader refunds, DisputeReader disputes, StripeLinks stripe) {
    this.belongings = belongings;
    this.refunds = refunds;
    this.disputes = disputes;
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
}
