package io.paydesk.timeline;

import static io.paydesk.timeline.Told.sum;
import static io.paydesk.timeline.Told.why;
import static java.util.Objects.requireNonNull;

import io.paydesk.refund.RefundStatus;

/** What a refund tells of itself. */
final class RefundSentences {

  private RefundSentences() {}

  static Told made(Recorded seen) {
    if ("dashboard".equals(seen.because())) {
      return seen.now().equals("succeeded")
          ? new Told(
              TimelineKind.STRIPE,
              TimelineWhat.REFUND_SUCCEEDED,
              sum(seen) + " went back to the payer, from Stripe's dashboard.",
              back(seen))
          : Told.of(
              TimelineKind.STRIPE,
              TimelineWhat.REFUND_MADE,
              "Somebody asked in Stripe's dashboard to give back " + sum(seen) + ".");
    }
    return Told.of(
        Who.made(seen),
        TimelineWhat.REFUND_MADE,
        Who.named(seen)
            .map(who -> who + " asked to give back " + sum(seen) + ".")
            .orElse("A refund of " + sum(seen) + " was asked for."));
  }

  static Told changed(Recorded seen) {
    var status = requireNonNull(new RefundStatus.Text().convertToEntityAttribute(seen.now()));
    boolean returns = "succeeded".equals(seen.was());
    var again = returns ? " The money is with the shop again." : "";
    return switch (status) {
      case CREATED -> Told.of(TimelineKind.PAYDESK, TimelineWhat.REFUND_MADE, "The refund began.");
      case UNKNOWN ->
          Told.of(
              TimelineKind.PAYDESK,
              TimelineWhat.REFUND_UNKNOWN,
              "Stripe's answer about the refund did not come: Paydesk asks again.");
      case PENDING ->
          Told.of(
              TimelineKind.STRIPE,
              TimelineWhat.REFUND_PENDING,
              "Stripe has the refund of "
                  + sum(seen)
                  + " and will send it"
                  + why(seen.because())
                  + ".");
      case SUCCEEDED ->
          new Told(
              TimelineKind.STRIPE,
              TimelineWhat.REFUND_SUCCEEDED,
              sum(seen) + " went back to the payer.",
              back(seen));
      case FAILED ->
          new Told(
              TimelineKind.STRIPE,
              TimelineWhat.REFUND_FAILED,
              "The refund of " + sum(seen) + " failed" + why(seen.because()) + "." + again,
              returns ? seen.amount() : null);
      case CANCELED ->
          new Told(
              TimelineKind.STRIPE,
              TimelineWhat.REFUND_CANCELED,
              "The refund of " + sum(seen) + " was canceled." + again,
              returns ? seen.amount() : null);
    };
  }

  private static Long back(Recorded seen) {
    return seen.amount() == null ? 0 : -seen.amount();
  }
}
