package io.paydesk.page;

import static java.util.Objects.requireNonNullElse;

import io.paydesk.key.PayLinks;
import io.paydesk.mail.MailConfig;
import io.paydesk.mail.ReceiptKind;
import io.paydesk.order.OrderFlow;
import io.paydesk.order.OrderLineView;
import io.paydesk.order.OrderView;
import io.paydesk.page.OrderPage.Facts;
import io.paydesk.page.OrderPage.Line;
import io.paydesk.payment.PaymentReader;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.recurring.RecurringReader;
import io.paydesk.rest.PageQuery;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.stripe.StripeClock;
import io.paydesk.surface.PublicAddress;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a link's order is, as its payer may see it, and words it. */
@Singleton
class OrderPages {

  private final OrderFlow orders;
  private final PaymentReader payments;
  private final RecurringReader subscriptions;
  private final PublicAddress address;
  private final PageConfig config;
  private final StripeAccountConfig account;
  private final StripeClock clock;
  private final boolean mailsReceipts;

  OrderPages(
      OrderFlow orders,
      PaymentReader payments,
      RecurringReader subscriptions,
      PublicAddress address,
      PageConfig config,
      StripeAccountConfig account,
      StripeClock clock,
      MailConfig mail) {
    this.orders = orders;
    this.payments = payments;
    this.subscriptions = subscriptions;
    this.address = address;
    this.config = config;
    this.account = account;
    this.clock = clock;
    mailsReceipts = mail.receipts().map(kinds -> kinds.contains(ReceiptKind.PAYMENT)).orElse(false);
  }

  /**
   * @param hasReturned whether Stripe or a bank has just sent the payer back
   */
  Uni<OrderPage> of(PayLinks.Opened link, PageLocale locale, boolean hasReturned) {
    return orders
        .get(link.orderId(), link.payer())
        .flatMap(
            order ->
                payments
                    .list(link.payer(), null, link.orderId(), null, new PageQuery())
                    .flatMap(
                        begun ->
                            running(order, link)
                                .map(
                                    runs ->
                                        page(
                                            order,
                                            shown(begun.data()),
                                            runs,
                                            hasReturned,
                                            locale))));
  }

  private Uni<@Nullable RecurringPaymentStatus> running(OrderView order, PayLinks.Opened link) {
    return order.priceId() == null
        ? Uni.createFrom().nullItem()
        : subscriptions
            .list(link.payer(), null, order.id(), null, new PageQuery())
            .map(
                page ->
                    page.data().stream()
                        .map(one -> one.status())
                        .filter(RecurringPaymentStatus::isRunning)
                        .findFirst()
                        .orElse(null));
  }

  /** The one that brought the money, else the one that may, else the last that did not. */
  private static @Nullable PaymentView shown(List<PaymentView> newestFirst) {
    return Stream.of(
            newestFirst.stream().filter(one -> one.status().hasMoney()).findFirst(),
            newestFirst.stream().filter(one -> one.status().isLive()).findFirst(),
            newestFirst.stream().findFirst())
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }

  private OrderPage page(
      OrderView order,
      @Nullable PaymentView payment,
      @Nullable RecurringPaymentStatus runs,
      boolean hasReturned,
      PageLocale locale) {
    var state = PageStep.of(order, payment, runs, hasReturned, clock.now());
    var words = new Amounts(order.currency(), locale.amounts());
    long total = requireNonNullElse(order.total(), order.amount());
    return new OrderPage(
        state,
        order.id(),
        titleOf(order),
        linesOf(order, words),
        words.parts(order),
        words.of(total),
        state == PageState.PAYABLE
            && order.total() == null
            && (order.automaticTax()
                || order.allowPromotionCodes()
                || order.promotionCode() != null),
        order.priceId() != null,
        order.trialDays() == null || order.trialDays() == 0 ? null : order.trialDays(),
        PageStep.isHosted(order, config.surface()),
        payment == null ? null : Declined.of(payment.failure()),
        payment == null || payment.amountReceived() == 0
            ? null
            : words.in(payment.currency(), payment.amountReceived()),
        payment == null || payment.amountRefunded() == 0
            ? null
            : words.in(payment.currency(), payment.amountRefunded()),
        mailsReceipts ? masked(order.receiptEmail()) : null,
        payment == null ? null : payment.receiptUrl(),
        payment == null ? null : payment.invoiceUrl(),
        factsOf(order, payment));
  }

  private static @Nullable String titleOf(OrderView order) {
    if (order.description() != null && !order.description().isBlank()) {
      return order.description();
    }
    return order.lines() != null && order.lines().size() == 1 ? order.lines().get(0).name() : null;
  }

  private static List<Line> linesOf(OrderView order, Amounts words) {
    return order.lines() == null
        ? List.of()
        : order.lines().stream().map(line -> lineOf(line, words)).toList();
  }

  private static Line lineOf(OrderLineView line, Amounts words) {
    return new Line(
        line.name(),
        line.quantity(),
        line.quantity() == 1 ? null : words.ofPrice(line.amount()),
        words.ofPrice(line.total()),
        Images.shown(line.imageUrl()));
  }

  /** Whoever has the link need not be who gets the receipt. */
  static @Nullable String masked(@Nullable String email) {
    if (email == null || email.indexOf('@') < 1) {
      return null;
    }
    return email.substring(0, email.offsetByCodePoints(0, 1))
        + "•••"
        + email.substring(email.indexOf('@'));
  }

  private Facts factsOf(OrderView order, @Nullable PaymentView payment) {
    return new Facts(
        payment == null ? null : payment.id(),
        payment == null ? null : payment.version(),
        address.of(PublicAddress.BACK + "/" + order.id()).orElse(""),
        account.script().toString(),
        account.publishableKey());
  }
}
