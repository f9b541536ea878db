package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.paydesk.order.Order;
import io.paydesk.order.OrderStatus;
import io.paydesk.problem.Refusal;
import io.paydesk.stripe.PriceSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether an order may be paid by a subscription. */
class RecurringPolicyTest {

  private static final String NOTHING = "nothing";

  /** Two seats of a price of 15.00 a month, as the shop ordered them and as Stripe has them. */
  private static final class Draft {
    final Order order = new Order();
    final List<RecurringPayment> others = new ArrayList<>();
    String askedPrice = "price_1";
    Integer askedQuantity;
    Integer askedTrialDays;
    boolean active = true;
    String currency = "usd";
    Long unitAmount = 1500L;
    String interval = "month";
    boolean metered;
    boolean tiered;
    boolean transformed;

    Draft() {
      order.id = 1L;
      order.userId = "user-1";
      order.priceId = "price_1";
      order.quantity = 2;
      order.amount = 3000;
      order.currency = "usd";
    }

    RecurringPolicy.Case wanted() {
      return new RecurringPolicy.Case(
          order,
          new StartRecurringPayment(1L, askedPrice, askedQuantity, askedTrialDays),
          new PriceSnapshot(
              "price_1", active, currency, unitAmount, interval, 1, metered, tiered, transformed),
          others);
    }

    /** Another subscription of the user. */
    RecurringPayment other(RecurringPaymentStatus status) {
      var other = new RecurringPayment();
      other.id = 7L;
      other.priceId = "price_1";
      other.status = status;
      other.subscriptionId = "sub_7";
      others.add(other);
      return other;
    }

    /** An ended subscription of the user that had a trial. */
    RecurringPayment otherWithTrial() {
      order.trialDays = 14;
      var other = other(RecurringPaymentStatus.CANCELED);
      other.trialPriceId = "price_1";
      return other;
    }
  }

  private static Arguments row(String sentence, Consumer<Draft> change, String refused) {
    return arguments(sentence, change, refused);
  }

  static Stream<Arguments> thatIsFine() {
    return Stream.of(
        row("it is as the shop ordered it", d -> {}, NOTHING),
        row("the request repeats the quantity", d -> d.askedQuantity = 2, NOTHING),
        row("the request repeats that there is no trial", d -> d.askedTrialDays = 0, NOTHING),
        row("the order says no quantity, which is one", d -> one(d, 1500), NOTHING),
        row(
            "the shop gives a trial and the request repeats it",
            d -> {
              d.order.trialDays = 14;
              d.askedTrialDays = 14;
            },
            NOTHING),
        row("the order's currency is in capitals", d -> d.order.currency = "USD", NOTHING),
        row(
            "an earlier subscription of the price is over",
            d -> d.other(RecurringPaymentStatus.CANCELED),
            NOTHING),
        row(
            "an earlier one was never paid",
            d -> d.other(RecurringPaymentStatus.INCOMPLETE_EXPIRED),
            NOTHING),
        row(
            "a live one is of another price",
            d -> d.other(RecurringPaymentStatus.ACTIVE).priceId = "price_2",
            NOTHING),
        row(
            "a trial was had, and this order gives none",
            d -> {
              d.otherWithTrial();
              d.order.trialDays = null;
            },
            NOTHING),
        row(
            "a trial was had of another price",
            d -> d.otherWithTrial().trialPriceId = "price_2",
            NOTHING),
        row(
            "Stripe refused the one that was to have the trial",
            d -> d.otherWithTrial().subscriptionId = null,
            NOTHING));
  }

  static Stream<Arguments> thatIsRefused() {
    return Stream.of(
        row("the order names no price", d -> d.order.priceId = null, "order-not-for-subscription"),
        row("the order is paid", d -> d.order.status = OrderStatus.PAID, "order-already-paid"),
        row(
            "a part of what paid it went back",
            d -> d.order.status = OrderStatus.PARTIALLY_REFUNDED,
            "order-already-paid"),
        row(
            "the order is in review",
            d -> d.order.status = OrderStatus.REVIEW,
            "order-not-payable"),
        row(
            "the order is canceled",
            d -> d.order.status = OrderStatus.CANCELED,
            "order-not-payable"),
        row(
            "somebody has asked to call it off",
            d -> d.order.cancelRequestedAt = Instant.now(),
            "order-not-payable"),
        row(
            "the payer asks for another price",
            d -> d.askedPrice = "price_2",
            "subscription-mismatch priceId"),
        row(
            "the payer asks for another quantity",
            d -> d.askedQuantity = 3,
            "subscription-mismatch quantity"),
        row(
            "the payer asks for a trial that the shop does not give",
            d -> d.askedTrialDays = 14,
            "subscription-mismatch trialDays"),
        row("the price is switched off", d -> d.active = false, "price-not-usable inactive"),
        row("the price is paid once", d -> d.interval = null, "price-not-usable paid-once"),
        row("the price is billed by usage", d -> d.metered = true, "price-not-usable metered"),
        row("the price has tiers", d -> d.tiered = true, "price-not-usable tiered"),
        row(
            "the price divides its quantity",
            d -> d.transformed = true,
            "price-not-usable transform-quantity"),
        row(
            "the price has parts of the smallest unit",
            d -> d.unitAmount = null,
            "price-not-usable no-fixed-amount"),
        row("the price costs more", d -> d.unitAmount = 1501L, "price-mismatch"),
        row("the price costs less", d -> d.unitAmount = 1499L, "price-mismatch"),
        row("one costs what the order says of two", d -> d.unitAmount = 3000L, "price-mismatch"),
        row("the order says no quantity, and two's amount", d -> one(d, 3000), "price-mismatch"),
        row("the price is in another currency", d -> d.currency = "eur", "price-mismatch"),
        row("a trial was had", Draft::otherWithTrial, "trial-used"),
        row(
            "a trial was had by one that has another price since",
            d -> d.otherWithTrial().priceId = "price_2",
            "trial-used"));
  }

  /** Live ones, for which Stripe has or may have money to collect. */
  static Stream<Arguments> thatAnotherOneIsInTheWayOf() {
    return Stream.of(RecurringPaymentStatus.values())
        .filter(RecurringPaymentStatus::isLive)
        .map(
            status ->
                row(
                    "another one of the price is " + status.text(),
                    d -> d.other(status),
                    "subscription-exists"));
  }

  /** Each rule with the one that comes after it. */
  static Stream<Arguments> whereSeveralRulesRefuse() {
    return Stream.of(
        row(
            "it is for no subscription, and paid",
            d -> {
              d.order.priceId = null;
              d.order.status = OrderStatus.PAID;
            },
            "order-not-for-subscription"),
        row(
            "it is paid, and was to be called off",
            d -> {
              d.order.status = OrderStatus.PAID;
              d.order.cancelRequestedAt = Instant.now();
            },
            "order-already-paid"),
        row(
            "it is canceled, and the payer asks for another price",
            d -> {
              d.order.status = OrderStatus.CANCELED;
              d.askedPrice = "price_2";
            },
            "order-not-payable"),
        row(
            "another price is asked for, and another quantity",
            d -> {
              d.askedPrice = "price_2";
              d.askedQuantity = 3;
            },
            "subscription-mismatch priceId"),
        row(
            "another quantity is asked for, and the price is switched off",
            d -> {
              d.askedQuantity = 3;
              d.active = false;
            },
            "subscription-mismatch quantity"),
        row(
            "the price is switched off, and paid once",
            d -> {
              d.active = false;
              d.interval = null;
            },
            "price-not-usable inactive"),
        row(
            "the price has tiers, so no amount, and is in another currency",
            d -> {
              d.tiered = true;
              d.unitAmount = null;
              d.currency = "eur";
            },
            "price-not-usable tiered"),
        row(
            "the price costs more, and another one of it is live",
            d -> {
              d.unitAmount = 1501L;
              d.other(RecurringPaymentStatus.ACTIVE);
            },
            "price-mismatch"),
        row(
            "another one is live, and had a trial",
            d -> d.otherWithTrial().status = RecurringPaymentStatus.TRIALING,
            "subscription-exists"));
  }

  private static void one(Draft draft, long amount) {
    draft.order.quantity = null;
    draft.order.amount = amount;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "thatIsFine",
    "thatIsRefused",
    "thatAnotherOneIsInTheWayOf",
    "whereSeveralRulesRefuse"
  })
  void decides(String sentence, Consumer<Draft> change, String refused) {
    var draft = new Draft();
    change.accept(draft);

    assertThat(refusal(draft.wanted())).isEqualTo(refused);
  }

  private static String refusal(RecurringPolicy.Case wanted) {
    var refusal = catchThrowableOfType(Refusal.class, () -> RecurringPolicy.check(wanted));
    if (refusal == null) {
      return NOTHING;
    }
    var details = refusal.body();
    var which =
        switch (refusal.name()) {
          case "subscription-mismatch" -> " " + details.get("field");
          case "price-not-usable" -> " " + details.get("reason");
          default -> "";
        };
    return refusal.name() + which;
  }

  /** It keeps the time at which that was asked for. */
  @Test
  void anOrderThatWasCanceledIsNotToldAsOneThatIsBeingCanceled() {
    var draft = new Draft();
    draft.order.status = OrderStatus.CANCELED;
    draft.order.cancelRequestedAt = Instant.now();

    assertThatThrownBy(() -> RecurringPolicy.check(draft.wanted()))
        .hasMessageContaining("Order 1 is canceled. Make a new order.");
  }
}
