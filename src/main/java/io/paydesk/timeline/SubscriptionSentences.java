package io.paydesk.timeline;

import static io.paydesk.timeline.Told.day;
import static io.paydesk.timeline.Told.why;
import static java.util.Objects.requireNonNull;

import io.paydesk.recurring.RecurringPaymentStatus;

/** What a subscription tells of itself. */
final class SubscriptionSentences {

  private SubscriptionSentences() {}

  static Told made(Recorded seen) {
    return Told.of(
        Who.made(seen),
        TimelineWhat.SUBSCRIPTION_MADE,
        Who.named(seen).map(who -> who + " began to subscribe.").orElse("A subscription began."));
  }

  static Told changed(Recorded seen) {
    return switch (seen.what() == null ? "" : seen.what()) {
      case "status" -> status(seen);
      case "ending" ->
          change(
              seen.now().equals("ends")
                  ? "The subscription will end" + day("on", seen) + why(seen.because()) + "."
                  : "The subscription goes on: it will not end any more.");
      case "pause" ->
          change(
              seen.became() == null
                  ? "Stripe collects the subscription's invoices again."
                  : "Stripe makes invoices of the subscription and collects none of them"
                      + day("until", seen)
                      + ".");
      case "quantity" ->
          change("The quantity went from " + seen.was() + " to " + seen.became() + ".");
      case "price" -> change("The price went from " + seen.was() + " to " + seen.became() + ".");
      default ->
          Told.of(
              TimelineKind.STRIPE,
              TimelineWhat.SUBSCRIPTION_PERIOD_BEGUN,
              "A new period began" + day("and lasts until", seen) + ".");
    };
  }

  private static Told change(String text) {
    return Told.of(TimelineKind.STRIPE, TimelineWhat.SUBSCRIPTION_CHANGED, text);
  }

  private static Told status(Recorded seen) {
    var status =
        requireNonNull(new RecurringPaymentStatus.Text().convertToEntityAttribute(seen.now()));
    return switch (status) {
      case CREATED ->
          Told.of(TimelineKind.PAYDESK, TimelineWhat.SUBSCRIPTION_MADE, "The subscription began.");
      case UNKNOWN ->
          Told.of(
              TimelineKind.PAYDESK,
              TimelineWhat.SUBSCRIPTION_UNKNOWN,
              "Stripe's answer about the subscription did not come: Paydesk asks again.");
      case INCOMPLETE ->
          stripe(
              TimelineWhat.SUBSCRIPTION_INCOMPLETE,
              "The subscription waits for its payer's first payment.");
      case TRIALING ->
          stripe(
              TimelineWhat.SUBSCRIPTION_TRIALING,
              "The trial began" + day("and ends on", seen) + ".");
      case ACTIVE ->
          stripe(
              TimelineWhat.SUBSCRIPTION_ACTIVE,
              "The subscription is active, and paid" + day("until", seen) + ".");
      case PAST_DUE ->
          stripe(
              TimelineWhat.SUBSCRIPTION_PAST_DUE,
              "A renewal was not paid: Stripe tries again" + why(seen.because()) + ".");
      case UNPAID ->
          stripe(TimelineWhat.SUBSCRIPTION_UNPAID, "Stripe has given up collecting a renewal.");
      case PAUSED -> stripe(TimelineWhat.SUBSCRIPTION_PAUSED, "The subscription is paused.");
      case CANCELED ->
          stripe(
              TimelineWhat.SUBSCRIPTION_CANCELED,
              "The subscription has ended" + why(seen.because()) + ".");
      case INCOMPLETE_EXPIRED ->
          stripe(
              TimelineWhat.SUBSCRIPTION_EXPIRED,
              "The subscription never began: nobody paid its first invoice in time.");
    };
  }

  private static Told stripe(TimelineWhat what, String text) {
    return Told.of(TimelineKind.STRIPE, what, text);
  }
}
