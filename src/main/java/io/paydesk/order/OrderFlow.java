package io.paydesk.order;

import io.paydesk.caller.Guest;
import io.paydesk.idempotency.Claim;
import io.paydesk.money.Money;
import io.paydesk.money.StripeCurrency;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.math.BigInteger;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;

/** Makes and deletes orders, without a call to Stripe. {@link OrderReader} reads them. */
@Singleton
class OrderFlow {

  private static final String FOREIGN_KEY_VIOLATION = "23503";
  private static final String RESTRICT_VIOLATION = "23001";

  /** A paid one may have no payment: where it was free, or a balance at Stripe covered it. */
  private static final List<OrderStatus> UNPAID =
      List.of(OrderStatus.PENDING, OrderStatus.CANCELED);

  private final Transactions transactions;
  private final Validator validator;
  private final OrderDeadline deadline;
  private final OrderRecorder recorder;

  OrderFlow(
      Transactions transactions,
      Validator validator,
      OrderDeadline deadline,
      OrderRecorder recorder) {
    this.transactions = transactions;
    this.validator = validator;
    this.deadline = deadline;
    this.recorder = recorder;
  }

  Uni<OrderView> create(CreateOrder request, Claim claim) {
    if (request.priceId() == null && (request.quantity() != null || request.trialDays() != null)) {
      throw OrderProblems.noTrialWithoutPrice();
    }
    if (request.priceId() != null && request.statementDescriptorSuffix() != null) {
      throw OrderProblems.suffixOfSubscription();
    }
    if (request.priceId() != null && request.capturesLater()) {
      throw OrderProblems.subscriptionCapturedLater();
    }
    if (request.takesCodes() && request.promotionCode() != null) {
      throw OrderProblems.codeAndCodes();
    }
    if (request.wantsInvoice() && (request.priceId() != null || request.capturesLater())) {
      throw OrderTermsProblems.notInvoiced(request.priceId() != null);
    }
    if (Guest.is(request.userId())) {
      throw OrderTermsProblems.reservedForGuests();
    }
    if (request.userId() == null && request.priceId() != null) {
      throw OrderTermsProblems.guestSubscribes();
    }
    ReceiptEmail.check(request.receiptEmail(), validator);
    var currency = StripeCurrency.of(request.currency());
    long amount = amountOf(request, currency);
    SellingTerms.check(request, amount);
    var lines = lines(request, amount, currency);
    return transactions.write(
        () -> {
          var order = orderOf(request, amount, currency, lines);
          return deadline
              .mustBeAhead(order.expiresAt)
              .flatMap(ahead -> order.persistAndFlush())
              .call(() -> begin(order))
              .call(() -> claim.made(order.id))
              .map(saved -> OrderView.of(order));
        });
  }

  /**
   * @return minor units; 0 for a free order
   */
  private static long amountOf(CreateOrder request, StripeCurrency currency) {
    boolean once = request.priceId() == null;
    if (Money.isFree(request.price(), currency)) {
      if (once) {
        return 0;
      }
      throw OrderTermsProblems.freeSubscription();
    }
    var money = Money.ofPrice(request.price(), currency);
    return (once ? money.atLeastTheSmallestCharge() : money).amount();
  }

  /** What is free is paid in the transaction that makes it: nobody ever sees it unpaid. */
  private Uni<Void> begin(Order order) {
    if (Guest.is(order.userId)) {
      recorder.countGuest();
    }
    if (!order.isFree()) {
      return deadline.watch(order);
    }
    recorder.tellOfFree(order);
    return Uni.createFrom().voidItem();
  }

  /** The price of a subscription is Stripe's, and its invoices have lines of their own. */
  private static List<OrderLine> lines(CreateOrder request, long price, StripeCurrency currency) {
    if (request.lines() == null) {
      return List.of();
    }
    if (request.priceId() != null) {
      throw OrderProblems.linesOfSubscription();
    }
    var lines = request.lines().stream().map(line -> line.in(currency)).toList();
    var sum = lines.stream().map(OrderLine::sum).reduce(BigInteger.ZERO, BigInteger::add);
    if (!sum.equals(BigInteger.valueOf(price))) {
      throw OrderProblems.linesDoNotAddUp(sum, price, currency);
    }
    return lines;
  }

  private static Order orderOf(
      CreateOrder request, long amount, StripeCurrency currency, List<OrderLine> lines) {
    var order = Order.costing(amount);
    order.userId = request.userId() == null ? Guest.random() : request.userId();
    order.currency = currency.code();
    order.description = request.description();
    order.receiptEmail = request.receiptEmail();
    order.metadata =
        request.metadata() == null ? new HashMap<>() : new HashMap<>(request.metadata());
    order.capture = request.capturesLater() ? CaptureMethod.MANUAL : CaptureMethod.AUTOMATIC;
    order.priceId = request.priceId();
    order.quantity = request.quantity();
    order.trialDays = request.trialDays();
    order.lines = lines;
    order.statementDescriptorSuffix = request.statementDescriptorSuffix();
    order.payerName = request.payerName();
    order.expiresAt =
        request.expiresAt() == null ? null : request.expiresAt().truncatedTo(ChronoUnit.MICROS);
    order.allowPromotionCodes = request.takesCodes();
    order.promotionCode = request.promotionCode();
    order.automaticTax = request.wantsTax();
    order.invoice = request.wantsInvoice();
    order.managedPayments = request.wantsStripeToSell();
    order.adaptivePricing = request.adaptivePricing();
    order.paymentMethodConfiguration = request.paymentMethodConfiguration();
    return order;
  }

  Uni<Void> delete(long id) {
    return transactions
        // One statement: if two requests delete at once, the second finds nothing.
        .write(() -> Order.delete("id = ?1 and status in ?2", id, UNPAID))
        .onFailure(OrderFlow::isLinked)
        .transform(failure -> OrderProblems.linked(id))
        .flatMap(
            deleted ->
                deleted == 0
                    ? transactions.read(() -> whyNotDeleted(id))
                    : Uni.createFrom().voidItem());
  }

  private static Uni<Void> whyNotDeleted(long id) {
    return Order.<Order>findById(id)
        .flatMap(
            order ->
                Uni.createFrom()
                    .failure(
                        order == null ? OrderProblems.notFound(id) : OrderProblems.linked(id)));
  }

  private static boolean isLinked(Throwable failure) {
    var state = Transactions.sqlState(failure);
    return FOREIGN_KEY_VIOLATION.equals(state) || RESTRICT_VIOLATION.equals(state);
  }
}
