package io.paydesk.admin.row;

import io.paydesk.admin.AdminWords;
import io.paydesk.dispute.DisputeView;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.RefundView;
import io.paydesk.timeline.ReasonInWords;
import io.quarkus.qute.RawString;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What belongs to a row, a line each. */
final class RowLines {

  private RowLines() {}

  static List<Fact.Line> bought(OrderView order) {
    return order.lines() == null
        ? List.of()
        : order.lines().stream()
            .map(
                line ->
                    new Fact.Line(
                        line.name(),
                        line.quantity() == 1 ? null : line.quantity() + " × " + line.amount(),
                        null,
                        null,
                        amount(line.total(), order.currency()),
                        null))
            .toList();
  }

  /** Of lines the API has major units alone. */
  private static RawString amount(String major, String currency) {
    return new RawString(
        "<span class=\"amount\">%s <span class=\"currency\">%s</span></span>"
            .formatted(major, currency.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "")));
  }

  /** What Stripe adds and takes away. */
  static List<Fact.Line> bill(OrderView order, AdminWords words) {
    if (order.total() == null || order.subtotal() == null) {
      return List.of();
    }
    boolean isPlain =
        order.total().equals(order.subtotal())
            && zero(order.discount())
            && zero(order.tax())
            && zero(order.credit());
    return isPlain
        ? List.of()
        : java.util.stream.Stream.of(
                sum("Subtotal", order.subtotal(), order, words),
                sum("Discount", minus(order.discount()), order, words),
                sum("Tax", order.tax(), order, words),
                sum("Total", order.total(), order, words),
                sum("From the payer's balance", minus(order.credit()), order, words),
                sum("Charged", order.charged(), order, words))
            .flatMap(List::stream)
            .toList();
  }

  private static boolean zero(@Nullable Long amount) {
    return amount == null || amount == 0;
  }

  private static @Nullable Long minus(@Nullable Long amount) {
    return zero(amount) || amount == null ? null : Long.valueOf(-amount);
  }

  private static List<Fact.Line> sum(
      String name, @Nullable Long amount, OrderView order, AdminWords words) {
    return amount == null
        ? List.of()
        : List.of(
            new Fact.Line(name, null, null, null, words.amount(amount, order.currency()), null));
  }

  static List<Fact.Line> payments(List<PaymentView> payments, AdminWords words) {
    return payments.stream()
        .map(
            one ->
                new Fact.Line(
                    "Payment " + one.id(),
                    one.failure() == null ? null : ReasonInWords.of(one.failure().declineCode()),
                    RowLinks.payment(one.id()),
                    words.badge(one),
                    words.due(one),
                    one.createdAt()))
        .toList();
  }

  static List<Fact.Line> refunds(List<RefundView> refunds, AdminWords words) {
    return refunds.stream()
        .map(
            one ->
                new Fact.Line(
                    "Refund " + one.id(),
                    ReasonInWords.of(one.reason()),
                    RowLinks.refund(one.id()),
                    words.badge(one),
                    words.amount(one.refundAmount(), one.currency()),
                    one.createdAt()))
        .toList();
  }

  static List<Fact.Line> disputes(List<DisputeView> disputes, AdminWords words) {
    return disputes.stream()
        .map(
            one ->
                new Fact.Line(
                    "Dispute " + one.id(),
                    ReasonInWords.of(one.reason()),
                    RowLinks.dispute(one.id()),
                    words.disputeBadge(one.status()),
                    words.amount(one.amount(), one.currency()),
                    one.openedAt()))
        .toList();
  }

  static List<Fact.Line> subscriptions(List<RecurringPaymentView> rows, AdminWords words) {
    return rows.stream()
        .map(
            one ->
                new Fact.Line(
                    "Subscription " + one.id(),
                    one.quantity() == 1 ? null : one.quantity() + " of " + one.priceId(),
                    RowLinks.subscription(one.id()),
                    words.badge(one.status()),
                    null,
                    one.createdAt()))
        .toList();
  }
}
