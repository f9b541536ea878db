package io.paydesk.page;

import static java.util.Objects.requireNonNullElse;

import io.paydesk.key.PayLinks;
import io.paydesk.mail.MailConfig;
import io.paydesk.mail.ReceiptKind;
import io.paydesk.money.StripeCurrency;
import io.paydesk.order.OrderLineView;
import io.paydesk.order.OrderReader;
import io.paydesk.order.OrderView;
import io.paydesk.page.OrderPage.Facts;
import io.paydesk.page.OrderPage.Line;
import io.paydesk.payment.ExpectedIntent;
import io.paydesk.payment.ExpectedIntents;
import io.paydesk.payment.PaymentReader;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.recurring.RecurringReader;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.stripe.StripeClock;
import io.paydesk.surface.PublicAddress;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a link's order is, as its payer may see it, and words it. */
@Singleton
class OrderPages {

  private final OrderReader orders;
  private final PaymentReader payments;
  private final RecurringReader subscriptions;
  private final LatestRenewal renewals;
  private final ExpectedIntents intents;
  private final PublicAddress address;
  private final PageConfig config;
  private final StripeAccountConfig account;
  private final StripeClock clock;
  private final boolean mailsReceipts;

  OrderPages(
      OrderReader orders,
      PaymentReader payments,
      RecurringReader subscriptions,
      LatestRenewal renewals,
      ExpectedIntents intents,
      PublicAddress address,
      PageConfig config,
      StripeAccountConfig account,
      StripeClock clock,
      MailConfig mail) {
    this.orders = orders;
    this.payments = payments;
    this.subscriptions = subscriptions;
    this.renewals = renewals;
    this.intents = intents;
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
        .readForPayer(link.orderId(), link.payer())
        .flatMap(
            order ->
                Uni.combine()
                    .all()
                    .unis(
                        payments.ofOrder(link.payer(), order.id()),
                        subscription(order, link),
                        intents.of(order.id()))
                    .usingConcurrencyOf(1)
                    .asTuple()
                    .flatMap(
                        known ->
                            renewals
                                .of(known.getItem2().orElse(null), link.payer())
                                .map(
                                    renewal ->
                                        page(
                                            order,
                                            shown(known.getItem1().data()),
                                            known.getItem2().orElse(null),
                                            renewal.orElse(null),
                                            known.getItem3(),
                                            link.payer().cards(),
                                            hasReturned,
                                            locale))));
  }

  /** The one that runs, else the one that may, else the last. */
  private Uni<Optional<RecurringPaymentView>> subscription(OrderView order, PayLinks.Opened link) {
    return order.priceId() == null
        ? Uni.createFrom().item(Optional.empty())
        : subscriptions
            .ofOrder(link.payer(), order.id())
            .map(
                page ->
                    firstOf(
                        page.data(),
                        one -> one.status().isRunning(),
                        one -> one.status().isLive(),
                        one -> true));
  }

  /** The one that brought the money, else the one that may, else the last that did not. */
  private static @Nullable PaymentView shown(List<PaymentView> newestFirst) {
    return firstOf(
            newestFirst, one -> one.status().hasMoney(), one -> one.status().isLive(), one -> true)
        .orElse(null);
  }

  @SafeVarargs
  private static <T> Optional<T> firstOf(List<T> newestFirst, Predicate<T>... wishes) {
    return Stream.of(wishes)
        .flatMap(wish -> newestFirst.stream().filter(wish).findFirst().stream())
        .findFirst();
  }

  private OrderPage page(
      OrderView order,
      @Nullable PaymentView ofOrder,
      @Nullable RecurringPaymentView subscription,
      @Nullable PaymentView ofRenewal,
      ExpectedIntent intent,
      boolean cards,
      boolean hasReturned,
      PageLocale locale) {
    var state = PageStep.of(order, ofOrder, subscription, hasReturned, clock.now());
    var renewal = state == PageState.PAID ? ofRenewal : null;
    var payment = renewal == null ? ofOrder : renewal;
    var words = new Amounts(order.currency(), locale.amounts());
    long total = requireNonNullElse(order.total(), order.amount());
    return new OrderPage(
        state,
        order.id(),
        titleOf(order),
        linesOf(order, words),
        words.parts(order),
        renewal == null ? words.of(total) : words.in(renewal.currency(), renewal.amountReceived()),
        state == PageState.PAYABLE
            && order.total() == null
            && (order.automaticTax()
                || order.allowPromotionCodes()
                || order.promotionCode() != null),
        Recurrence.of(order, locale, words),
        declined(payment, subscription),
        payment == null || payment.amountReceived() == 0
            ? null
            : words.in(payment.currency(), payment.amountReceived()),
        payment == null || payment.amountRefunded() == 0
            ? null
            : words.in(payment.currency(), payment.amountRefunded()),
        mailsReceipts ? masked(order.receiptEmail()) : null,
        payment == null ? null : payment.receiptUrl(),
        payment == null ? null : payment.invoiceUrl(),
        PageStep.isHosted(intent, config.surface()) ? null : Fields.of(order, intent),
        renewal != null && subscription != null
            ? locale.date(subscription.currentPeriodEnd())
            : null,
        factsOf(order, ofOrder, subscription, cards, locale));
  }

  private static @Nullable String declined(
      @Nullable PaymentView payment, @Nullable RecurringPaymentView subscription) {
    if (subscription != null && subscription.failure() != null) {
      return Declined.of(subscription.failure().code(), subscription.failure().declineCode());
    }
    return payment == null || payment.failure() == null
        ? null
        : Declined.of(payment.failure().code(), payment.failure().declineCode());
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

  private Facts factsOf(
      OrderView order,
      @Nullable PaymentView payment,
      @Nullable RecurringPaymentView subscription,
      boolean cards,
      PageLocale locale) {
    return new Facts(
        payment == null ? null : payment.id(),
        payment == null ? null : payment.version(),
        subscription == null ? null : subscription.id(),
        cards && order.priceId() == null,
        locale.amounts().toLanguageTag(),
        StripeCurrency.of(order.currency()).digits(),
        address.of(PublicAddress.BACK + "/" + order.id()).orElse(""),
        account.script().toString(),
        account.publishableKey());
  }
}
