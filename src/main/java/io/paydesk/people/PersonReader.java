package io.paydesk.people;

import io.paydesk.caller.Guest;
import io.paydesk.dispute.Dispute;
import io.paydesk.dispute.DisputeView;
import io.paydesk.order.Order;
import io.paydesk.order.OrderView;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentView;
import io.paydesk.people.PersonSums.Sums;
import io.paydesk.people.PersonSums.Who;
import io.paydesk.problem.Refusal;
import io.paydesk.recurring.Entitlements;
import io.paydesk.recurring.EntitlementsView.Entitlement;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.Refund;
import io.paydesk.refund.RefundView;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.Views;
import io.paydesk.transaction.Listing;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads everything of one payer, for those who see all. */
@Singleton
public class PersonReader {

  private static final int NEWEST = 20;

  private static final String OF_USER = "userId = ?1 order by id desc";

  private final Transactions transactions;
  private final PersonSums sums;
  private final Entitlements entitlements;

  PersonReader(Transactions transactions, PersonSums sums, Entitlements entitlements) {
    this.transactions = transactions;
    this.sums = sums;
    this.entitlements = entitlements;
  }

  private record Rows(
      List<OrderView> orders,
      List<PaymentView> payments,
      List<RefundView> refunds,
      List<DisputeView> disputes,
      List<RecurringPaymentView> recurring,
      List<Entitlement> entitlements) {}

  /**
   * @throws Refusal {@code not-found}: nothing is known of them
   */
  public Uni<UserView> get(String userId) {
    return sums.who(userId)
        .flatMap(
            who -> {
              var since = who.since();
              if (since == null) {
                throw Refusal.notFound("user", userId);
              }
              return of(userId, who, since);
            });
  }

  /**
   * Everything of the payer of an order.
   *
   * @throws Refusal {@code not-found}
   */
  public Uni<UserView> ofOrder(long orderId) {
    return whoOrdered(orderId).flatMap(this::get);
  }

  /**
   * Whose order it is.
   *
   * @throws Refusal {@code not-found}
   */
  public Uni<String> whoOrdered(long orderId) {
    return transactions
        .read(() -> Order.<Order>findById(orderId))
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.notFound("order", orderId))
        .map(order -> order.userId);
  }

  /**
   * Orders of the payer of an order, newest first.
   *
   * @param before only older ones than this one
   * @throws Refusal {@code not-found}
   */
  public Uni<Page<OrderView>> olderOrders(long orderId, long before) {
    var page = new PageQuery();
    page.limit = Integer.toString(NEWEST);
    page.after = Long.toString(before);
    return whoOrdered(orderId)
        .flatMap(
            userId ->
                Listing.of(Order.class, page)
                    .only("userId", userId)
                    .read(transactions, order -> order.id, order -> OrderView.of(order, true)));
  }

  /**
   * The newest order of each who has any. A page names its payer by one.
   *
   * @param userIds at most some hundreds
   */
  public Uni<Map<String, Long>> newestOrders(Set<String> userIds) {
    return userIds.isEmpty() ? Uni.createFrom().item(Map.of()) : sums.newestOrders(userIds);
  }

  /** One after the other, so that one page takes one connection. */
  private Uni<UserView> of(String userId, Who who, Instant since) {
    return Uni.combine()
        .all()
        .unis(
            sums.sums(userId),
            sums.receiptEmails(userId),
            sums.savedMethods(userId),
            sums.links(userId),
            rows(userId))
        .usingConcurrencyOf(1)
        .with(
            (money, emails, methods, links, rows) ->
                view(userId, who, since, money, emails, methods, links, rows));
  }

  private static UserView view(
      String userId,
      Who who,
      Instant since,
      Sums sums,
      List<String> emails,
      long methods,
      List<OpenLinkView> links,
      Rows rows) {
    return new UserView(
        userId,
        Guest.is(userId),
        who.payerName(),
        emails,
        who.customerId(),
        since,
        who.lastOrderId(),
        who.lastOrderAt(),
        sums.orders(),
        sums.money(),
        rows.orders,
        rows.payments,
        rows.refunds,
        rows.disputes,
        rows.recurring,
        rows.entitlements,
        methods,
        links);
  }

  /** In one session, so one after the other. */
  private Uni<Rows> rows(String userId) {
    return transactions.read(
        () ->
            Uni.combine()
                .all()
                .unis(
                    newest(Order.<Order>find(OF_USER, userId)),
                    newest(Payment.<Payment>find(OF_USER, userId)),
                    newest(Refund.<Refund>find(OF_USER, userId)),
                    newest(Dispute.<Dispute>find(OF_USER, userId)),
                    newest(RecurringPayment.<RecurringPayment>find(OF_USER, userId)),
                    entitlements.list(userId))
                .usingConcurrencyOf(1)
                .with(PersonReader::shown));
  }

  private static Rows shown(
      List<Order> orders,
      List<Payment> payments,
      List<Refund> refunds,
      List<Dispute> disputes,
      List<RecurringPayment> recurring,
      List<Entitlement> entitlements) {
    return new Rows(
        Views.ofEach(orders, row -> OrderView.of(row, true), row -> "order " + row.id),
        Views.ofEach(payments, row -> PaymentView.of(row, true), row -> "payment " + row.id),
        Views.ofEach(refunds, row -> RefundView.of(row, true), row -> "refund " + row.id),
        Views.ofEach(disputes, DisputeView::of, row -> "dispute " + row.id),
        Views.ofEach(recurring, RecurringPaymentView::of, row -> "recurring payment " + row.id),
        entitlements);
  }

  private static <R> Uni<List<R>> newest(PanacheQuery<R> query) {
    return query.page(0, NEWEST).list();
  }
}
