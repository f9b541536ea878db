package io.paydesk.timeline;

import static io.paydesk.timeline.Told.day;
import static io.paydesk.timeline.Told.sum;
import static io.paydesk.timeline.Told.why;

import io.paydesk.payment.DisputePhase;
import org.jspecify.annotations.Nullable;

/** What a dispute tells of itself. */
final class DisputeSentences {

  private DisputeSentences() {}

  static Told made(Recorded seen) {
    var phase = DisputePhase.of(seen.now());
    var why = why(seen.because());
    return switch (phase) {
      case INQUIRY, INQUIRY_CLOSED ->
          Told.of(
              TimelineKind.STRIPE,
              TimelineWhat.DISPUTE_OPENED,
              "The payer's bank asks about " + sum(seen) + why + ". It has taken nothing yet.");
      case PREVENTED ->
          Told.of(
              TimelineKind.STRIPE,
              TimelineWhat.DISPUTE_OPENED,
              "A dispute about " + sum(seen) + " was resolved before it began" + why + ".");
      case WON ->
          Told.of(
              TimelineKind.STRIPE,
              TimelineWhat.DISPUTE_WON,
              "A dispute about " + sum(seen) + " was won" + why + ".");
      case DISPUTED, LOST, APPEALED, UNFAMILIAR ->
          new Told(
              TimelineKind.STRIPE,
              TimelineWhat.DISPUTE_OPENED,
              taken(phase)
                  ? "The payer disputes the payment: their bank took " + sum(seen) + why + "."
                  : "The payer's bank disputes " + sum(seen) + why + ".",
              taken(phase) ? minus(seen) : null);
    };
  }

  static Told changed(Recorded seen) {
    if ("amount".equals(seen.what())) {
      return Told.of(
          TimelineKind.STRIPE,
          TimelineWhat.DISPUTE_UPDATED,
          "The dispute is about " + sum(seen) + " now.");
    }
    var phase = DisputePhase.of(seen.now());
    boolean was = seen.was() != null && taken(DisputePhase.of(seen.was()));
    boolean is = taken(phase);
    Long moved = was == is ? null : is ? minus(seen) : seen.amount();
    return switch (phase) {
      case WON ->
          told(TimelineWhat.DISPUTE_WON, "The dispute was won" + returned(seen, moved), moved);
      case LOST ->
          told(TimelineWhat.DISPUTE_LOST, "The dispute was lost" + kept(seen, moved), moved);
      case INQUIRY_CLOSED ->
          told(TimelineWhat.DISPUTE_UPDATED, "The bank's question is over.", moved);
      case INQUIRY ->
          told(
              TimelineWhat.DISPUTE_UPDATED,
              seen.now().equals("warning_under_review")
                  ? "The bank reads the answer to its question."
                  : "The bank asks" + day("for an answer until", seen) + ".",
              moved);
      case DISPUTED ->
          told(
              moved == null ? TimelineWhat.DISPUTE_UPDATED : TimelineWhat.DISPUTE_OPENED,
              moved == null
                  ? seen.now().equals("under_review")
                      ? "The bank reads the evidence of the dispute."
                      : "The dispute waits for evidence" + day("until", seen) + "."
                  : "The question became a dispute: the payer's bank took " + sum(seen) + ".",
              moved);
      case APPEALED ->
          told(
              TimelineWhat.DISPUTE_UPDATED,
              "The decision about the dispute is appealed" + day("until", seen) + ".",
              moved);
      case PREVENTED ->
          told(
              TimelineWhat.DISPUTE_UPDATED,
              "The dispute was resolved before it began" + returned(seen, moved),
              moved);
      case UNFAMILIAR ->
          told(TimelineWhat.DISPUTE_UPDATED, "Stripe gave the dispute a new status.", moved);
    };
  }

  /** Whether the bank has the money: until a dispute is won, it keeps what it took. */
  static boolean taken(DisputePhase phase) {
    return switch (phase) {
      case DISPUTED, LOST, APPEALED -> true;
      case INQUIRY, INQUIRY_CLOSED, WON, PREVENTED, UNFAMILIAR -> false;
    };
  }

  private static Told told(TimelineWhat what, String text, @Nullable Long moved) {
    return new Told(TimelineKind.STRIPE, what, text, moved);
  }

  private static String returned(Recorded seen, @Nullable Long moved) {
    return moved == null ? "." : ": " + sum(seen) + " came back.";
  }

  private static String kept(Recorded seen, @Nullable Long moved) {
    return moved == null
        ? ": the bank keeps " + sum(seen) + "."
        : ": the bank took " + sum(seen) + ".";
  }

  private static @Nullable Long minus(Recorded seen) {
    return seen.amount() == null ? null : Long.valueOf(-seen.amount());
  }
}
