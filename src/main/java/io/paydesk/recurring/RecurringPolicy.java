package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.money.StripeCurrency;
import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.problem.Refusal;
import io.paydesk.problem.Rules;
import io.paydesk.stripe.PriceSnapshot;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a subscription may pay an order, and whether the request and Stripe's price match the
 * order. The whole decision is here, and nothing else. The order must be locked.
 */
final class RecurringPolicy {

  private RecurringPolicy() {}

  /**
   * @param others this user's other rows that are or were of the same price, and those of the order
   */
  record Case(
      Order order,
      StartRecurringPayment request,
      PriceSnapshot price,
      List<RecurringPayment> others) {}

  private static final Rules<Case> RULES =
      Rules.of(
          RecurringPolicy::notForASubscription,
          RecurringPolicy::orderNotOpen,
          RecurringPolicy::requestDiffers,
          RecurringPolicy::priceNotUsable,
          RecurringPolicy::priceDiffers,
          RecurringPolicy::anotherIsLive,
          RecurringPolicy::trialUsed);

  /**
   * @throws Refusal by name
   */
  static void check(Case wanted) {
    RULES.check(wanted);
  }

  private static @Nullable Refusal notForASubscription(Case wanted) {
    return wanted.order.isForSubscription()
        ? null
        : RecurringProblems.notASubscription(wanted.order.id);
  }

  private static @Nullable Refusal orderNotOpen(Case wanted) {
    if (wanted.order.status.isPaid()) {
      return OrderProblems.alreadyPaid(wanted.order);
    }
    return wanted.order.isPayable() ? null : RecurringProblems.orderNotOpen(wanted.order);
  }

  /**
   * The shop decides quantity and trial: a payer gets no free months, and no year for the price of
   * a month.
   */
  private static @Nullable Refusal requestDiffers(Case wanted) {
    var order = wanted.order;
    var request = wanted.request;
    if (!Objects.equals(order.priceId, request.priceId())) {
      return RecurringProblems.differs(order, "priceId", order.priceId, request.priceId());
    }
    if (request.quantity() != null && request.quantity() != quantity(order)) {
      return RecurringProblems.differs(order, "quantity", quantity(order), request.quantity());
    }
    if (request.trialDays() != null && request.trialDays() != trialDays(order)) {
      return RecurringProblems.differs(order, "trialDays", trialDays(order), request.trialDays());
    }
    return null;
  }

  private static @Nullable Refusal priceNotUsable(Case wanted) {
    var price = wanted.price;
    if (!price.active()) {
      return RecurringProblems.priceNotUsable(
          price, "inactive", "it is not active any more: make an order with one that is");
    }
    if (!price.isRecurring()) {
      return RecurringProblems.priceNotUsable(
          price, "paid-once", "it is paid once: its order is paid at POST /v1/payments");
    }
    if (price.metered()) {
      return RecurringProblems.priceNotUsable(
          price,
          "metered",
          "it is billed by usage, and Paydesk reports no usage to Stripe: take one whose usage_type"
              + " is licensed");
    }
    if (price.tiered()) {
      return RecurringProblems.priceNotUsable(
          price,
          "tiered",
          "what each costs depends on how many there are: take one of billing_scheme per_unit");
    }
    if (price.transformed()) {
      return RecurringProblems.priceNotUsable(
          price,
          "transform-quantity",
          "its quantity is divided before it is charged: take one without transform_quantity");
    }
    if (price.unitAmount() != null) {
      return null;
    }
    return RecurringProblems.priceNotUsable(
        price,
        "no-fixed-amount",
        "it has no whole amount in the currency's smallest unit: take one with unit_amount");
  }

  private static @Nullable Refusal priceDiffers(Case wanted) {
    var order = wanted.order;
    long costs = Math.multiplyExact(requireNonNull(wanted.price.unitAmount()), quantity(order));
    boolean fits =
        costs == order.amount
            && StripeCurrency.of(order.currency).code().equals(wanted.price.currency());
    return fits ? null : RecurringProblems.priceDiffers(order, wanted.price, costs);
  }

  private static @Nullable Refusal anotherIsLive(Case wanted) {
    return wanted.others.stream()
        .filter(
            other -> other.status.isLive() && Objects.equals(wanted.order.priceId, other.priceId))
        .findFirst()
        .map(RecurringProblems::exists)
        .orElse(null);
  }

  /**
   * By the price that the trial began with: a change to another price must not allow a second
   * trial.
   */
  private static @Nullable Refusal trialUsed(Case wanted) {
    boolean used =
        trialDays(wanted.order) > 0
            && wanted.others.stream()
                .anyMatch(
                    other ->
                        other.subscriptionId != null
                            && Objects.equals(wanted.order.priceId, other.trialPriceId));
    return used ? RecurringProblems.trialUsed(wanted.order) : null;
  }

  static int quantity(Order order) {
    return order.quantity == null ? 1 : order.quantity;
  }

  static int trialDays(Order order) {
    return order.trialDays == null ? 0 : order.trialDays;
  }
}
