package io.paydesk.order;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.Claim;
import io.paydesk.money.Money;
import io.paydesk.money.StripeCurrency;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.transaction.Listing;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.math.BigInteger;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;

/** Makes, reads and deletes orders, without a call to Stripe. */
@Singleton
public class OrderFlow {

  private static final String FOREIGN_KEY_VIOLATION = "23503";
  private static final String RESTRICT_VIOLATION = "23001";

  private final Transactions transactions;
  private final Validator validator;
  private final OrderDeadline deadline;

  OrderFlow(Transactions transactions, Validator validator, OrderDeadline deadline) {
    this.transactions = transactions;
    this.deadline = deadline;
    this.validator = validator;
  }

  Uni<OrderView> create(CreateOrder request, Claim claim) {
    if (request.priceId() == null && (request.quantity() != null || request.trialDays() != null)) {
      throw OrderProblems.noTrialWithoutPrice();
    }
    if (request.priceId() != null && request.statementDescriptorSuffix() != null) {
      throw OrderProblems.suffixOfSubscription();
    }
    if (request.priceId() != null && request.isCapturedLater()) {
      throw OrderProblems.subscriptionCapturedLater();
    }
    if (request.takesCodes() && request.promotionCode() != null) {
      throw OrderProblems.codeAndCodes();
    }
    if (request.priceId() != null
        && (request.takesCodes() || request.promotionCode() != null || request.isTaxed())) {
      throw OrderProblems.reducedSubscription();
    }
    ReceiptEmail.check(request.receiptEmail(), validator);
    var money = Money.ofPrice(request.price(), StripeCurrency.of(request.currency()));
    var lines = lines(request, money);
    return transactions.write(
        () -> {
          var order = orderOf(request, money, lines);
          return deadline
              .mustBeAhead(order.expiresAt)
              .flatMap(ahead -> order.persistAndFlush())
              .call(() -> deadline.watch(order))
              .call(() -> claim.made(order.id))
              .map(saved -> OrderView.of(order));
        });
  }

  /** The price of a subscription is Stripe's, and its invoices have lines of their own. */
  private static List<OrderLine> lines(CreateOrder request, Money price) {
    if (request.lines() == null) {
      return List.of();
    }
    if (request.priceId() != null) {
      throw OrderProblems.linesOfSubscription();
    }
    var lines = request.lines().stream().map(line -> line.in(price.currency())).toList();
    var sum = lines.stream().map(OrderLine::sum).reduce(BigInteger.ZERO, BigInteger::add);
    if (!sum.equals(BigInteger.valueOf(price.amount()))) {
      throw OrderProblems.linesDoNotAddUp(sum, price);
    }
    return lines;
  }

  private static Order orderOf(CreateOrder request, Money money, List<OrderLine> lines) {
    var order = new Order();
    order.userId = request.userId();
    order.amount =
        request.priceId() == null ? money.atLeastTheSmallestCharge().amount() : money.amount();
    order.currency = money.currency().code();
    order.description = request.description();
    order.receiptEmail = request.receiptEmail();
    order.metadata =
        request.metadata() == null ? new HashMap<>() : new HashMap<>(request.metadata());
    order.capture = request.isCapturedLater() ? CaptureMethod.MANUAL : CaptureMethod.AUTOMATIC;
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
    order.automaticTax = request.isTaxed();
    return order;
  }

  /** The order, if the caller may see it. */
  public Uni<OrderView> get(long id, Caller caller) {
    return transactions
        .read(() -> Order.<Order>findById(id))
        .onItem()
        .ifNull()
        .failWith(() -> OrderProblems.notFound(id))
        .invoke(order -> caller.mustSee(order.userId, "order", id))
        .map(order -> OrderView.of(order, caller.seesAll()));
  }

  Uni<Page<OrderView>> list(Caller caller, OrderFilter filter, PageQuery page) {
    return Listing.of(Order.class, page)
        .only("userId", caller.listed(filter.userId()))
        .only("status", filter.status())
        .read(transactions, order -> order.id, order -> OrderView.of(order, caller.seesAll()));
  }

  Uni<Void> delete(long id) {
    return transactions
        // One statement: if two requests delete at once, the second finds nothing.
        .write(() -> Order.delete("id", id))
        .onFailure(OrderFlow::isLinked)
        .transform(failure -> OrderProblems.linked(id))
        .invoke(
            deleted -> {
              if (deleted == 0) {
                throw OrderProblems.notFound(id);
              }
            })
        .replaceWithVoid();
  }

  private static boolean isLinked(Throwable failure) {
    var state = Transactions.sqlState(failure);
    return FOREIGN_KEY_VIOLATION.equals(state) || RESTRICT_VIOLATION.equals(state);
  }
}
