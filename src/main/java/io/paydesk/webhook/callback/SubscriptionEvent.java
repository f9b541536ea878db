package io.paydesk.webhook.callback;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.recurring.InvoiceFailure;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.StripeJson;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.callback.Subscribers.Clue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event of a subscription, of one of its invoices, or of a card for it. At first only whose it
 * is is read, as each event makes us ask Stripe.
 */
record SubscriptionEvent(ClaimedEvent claimed, Clue clue) {

  static final String SETUP_FAILED = "setup_intent.setup_failed";

  private static final Set<String> UNPAID =
      Set.of("invoice.payment_failed", "invoice.payment_action_required");

  static SubscriptionEvent of(ClaimedEvent claimed, UUID installation) {
    var object = claimed.object();
    return new SubscriptionEvent(
        claimed,
        switch (kind(object)) {
          case "subscription" ->
              new Clue(
                  Installation.rowOf(installation, StripeJson.texts(object, "metadata")),
                  StripeJson.text(object, "id"),
                  null);
          case "invoice" ->
              new Clue(
                  Installation.rowOf(installation, InvoiceSnapshot.subscriptionMetadata(object)),
                  InvoiceSnapshot.subscriptionId(object),
                  null);
          default -> new Clue(null, null, StripeJson.text(object, "id"));
        });
  }

  private static String kind(JsonNode object) {
    var kind = StripeJson.text(object, "object");
    return kind == null ? "" : kind;
  }

  static List<Clue> clues(List<SubscriptionEvent> events) {
    return events.stream().map(SubscriptionEvent::clue).toList();
  }

  static Map<Clue, List<ClaimedEvent>> byClue(List<SubscriptionEvent> events) {
    return events.stream()
        .collect(
            Collectors.groupingBy(
                SubscriptionEvent::clue,
                Collectors.mapping(SubscriptionEvent::claimed, Collectors.toList())));
  }

  String id() {
    return claimed.id();
  }

  /** Identifies the attempt that it reports, if any: several events may report the same one. */
  static String tried(ClaimedEvent claimed) {
    var invoice = unpaidInvoiceId(claimed);
    return invoice == null
        ? claimed.objectId()
        : InvoiceFailure.tried(invoice, claimed.object().path("attempt_count").longValue());
  }

  /** Whether it reports a failure itself. Otherwise the failure may be over by now. */
  boolean isAboutAFailure() {
    return unpaidInvoiceId(claimed) != null || claimed.type().equals(SETUP_FAILED);
  }

  /** Whether it reports the subscription's end, which is true whenever it comes. */
  boolean isTheEnd() {
    var status = StripeJson.text(claimed.object(), "status");
    return "subscription".equals(kind(claimed.object()))
        && ("canceled".equals(status) || "incomplete_expired".equals(status));
  }

  /** For an event that is about a subscription. */
  SubscriptionSnapshot subscription() {
    return SubscriptionSnapshot.of(claimed.object());
  }

  /**
   * Whether it is about an earlier renewal: an event may come late, and the next renewal has its
   * own.
   *
   * @param begun when the subscription's period began
   */
  boolean isOfARenewalBefore(@Nullable Instant begun) {
    var end = claimed.object().path("period_end");
    return begun != null && end.isIntegralNumber() && end.longValue() <= begun.getEpochSecond();
  }

  /** The invoice that Stripe failed to collect; null where the event is not about that. */
  static @Nullable String unpaidInvoiceId(ClaimedEvent claimed) {
    return UNPAID.contains(claimed.type()) ? StripeJson.text(claimed.object(), "id") : null;
  }
}
