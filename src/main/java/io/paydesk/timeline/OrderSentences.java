package io.paydesk.timeline;

import static io.paydesk.timeline.Told.why;
import static java.util.Objects.requireNonNull;

import io.paydesk.order.OrderStatus;

/** What an order tells of itself. */
final class OrderSentences {

  private OrderSentences() {}

  static Told made(Recorded seen) {
    if (seen.isAbout("renewal")) {
      return Told.of(
          TimelineKind.STRIPE,
          TimelineWhat.ORDER_RENEWED,
          "The subscription was renewed: order " + seen.rowId() + " of " + Told.sum(seen) + ".");
    }
    boolean isFree = seen.amount() != null && seen.amount() == 0;
    return Told.of(
        Who.made(seen),
        TimelineWhat.ORDER_MADE,
        Who.named(seen)
            .map(who -> who + " made the order")
            .orElse("The order was made")
            .concat(isFree ? ": it is free." : ": " + Told.sum(seen) + " asked."));
  }

  static Told changed(Recorded seen) {
    var order = seen.isAbout("renewal") ? "Order " + seen.rowId() : "The order";
    var status = requireNonNull(new OrderStatus.Text().convertToEntityAttribute(seen.now()));
    var kind = seen.caller() == null ? TimelineKind.PAYDESK : Who.called(seen);
    var by = Who.named(seen).map(who -> " by " + who).orElse("");
    return switch (status) {
      case PENDING ->
          Told.of(kind, TimelineWhat.ORDER_PENDING, order + " waits for its payment again.");
      case PAID -> Told.of(kind, TimelineWhat.ORDER_PAID, order + paid(seen, by));
      case PARTIALLY_REFUNDED ->
          Told.of(
              kind,
              TimelineWhat.ORDER_PARTIALLY_REFUNDED,
              order + " is refunded in part" + by + ".");
      case REFUNDED ->
          Told.of(kind, TimelineWhat.ORDER_REFUNDED, order + " is refunded" + by + ".");
      case CANCELED ->
          Told.of(
              kind,
              TimelineWhat.ORDER_CANCELED,
              order + " was canceled" + by + canceled(seen) + ".");
      case REVIEW ->
          Told.of(
              kind,
              TimelineWhat.ORDER_REVIEW,
              order + " needs a person's decision" + why(seen.because()) + ".");
    };
  }

  private static String paid(Recorded seen, String by) {
    if ("review".equals(seen.was())) {
      return " is accepted as paid" + by + ".";
    }
    return "pending".equals(seen.was()) || "canceled".equals(seen.was())
        ? " is paid."
        : " is paid: nothing of it is refunded any more.";
  }

  private static String canceled(Recorded seen) {
    if (seen.because() == null) {
      return "";
    }
    return seen.because().equals("expired") ? ": nobody had paid it in time" : why(seen.because());
  }
}
