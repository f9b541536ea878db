package io.paydesk.timeline;

import java.util.Map;

/** What a call asked for, which made no row of its own. */
final class CallSentences {

  private static final Map<String, String> ASKED =
      Map.ofEntries(
          Map.entry("createOrder", "asked for the order"),
          Map.entry("deleteOrder", "asked to delete the order"),
          Map.entry("cancelOrder", "asked to cancel the order"),
          Map.entry("resolveOrder", "decided about the review"),
          Map.entry("createPayLink", "made a pay-link"),
          Map.entry("mailPayLink", "asked to mail a pay-link"),
          Map.entry("revokePayLink", "took a pay-link back"),
          Map.entry("createGuestToken", "made a token for the guest"),
          Map.entry("startPayment", "went on to pay"),
          Map.entry("startCheckoutSession", "went on to pay at Stripe"),
          Map.entry("cancelPayment", "asked to cancel the payment"),
          Map.entry("capturePayment", "asked to capture what the bank holds"),
          Map.entry("refreshPayment", "asked Stripe about the payment"),
          Map.entry("createRefund", "asked for the refund"),
          Map.entry("refreshRefund", "asked Stripe about the refund"),
          Map.entry("startRecurringPayment", "went on to subscribe"),
          Map.entry("payRecurringPayment", "asked to pay what the subscription owes"),
          Map.entry("cancelRecurringPayment", "asked to end the subscription"),
          Map.entry("resumeRecurringPayment", "asked to let the subscription go on"),
          Map.entry("changeRecurringPaymentQuantity", "asked for another quantity"),
          Map.entry("refreshRecurringPayment", "asked Stripe about the subscription"),
          Map.entry("retryRun", "had a run tried again"),
          Map.entry("cancelRun", "gave up a run"));

  private CallSentences() {}

  static Told of(Recorded seen) {
    var who = Who.named(seen).orElse("Somebody");
    var operation = String.valueOf(seen.told());
    var asked = ASKED.getOrDefault(operation, "called " + operation);
    boolean isRefused = seen.tries() != null && seen.tries() >= 400;
    return Told.of(
        Who.made(seen),
        isRefused ? TimelineWhat.CALL_REFUSED : TimelineWhat.CALL_MADE,
        who
            + " "
            + asked
            + (isRefused ? ", and was refused" + Told.why(seen.because()) : "")
            + ".");
  }
}
