package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The sandbox's events have all fields that a recorded event of Stripe's with the same type and
 * status has.
 */
@EnabledIfEnvironmentVariable(
    named = EventsLikeStripesInTheSandboxTest.FOLDER,
    matches = ".+",
    disabledReason = "PAYDESK_STRIPE_EVENTS does not name a folder of Stripe's event bodies")
class EventsLikeStripesInTheSandboxTest {

  static final String FOLDER = "PAYDESK_STRIPE_EVENTS";

  private static final List<String> CASES =
      List.of(
          "charge.dispute.closed.lost",
          "charge.dispute.closed.won",
          "charge.dispute.created",
          "charge.dispute.funds_withdrawn",
          "charge.dispute.updated",
          "charge.refund.updated",
          "charge.refunded.full",
          "charge.refunded.partial",
          "checkout.session.async_payment_failed",
          "checkout.session.async_payment_succeeded",
          "checkout.session.completed.paid",
          "checkout.session.completed.subscription",
          "checkout.session.completed.unpaid_async",
          "checkout.session.expired",
          "customer.subscription.created",
          "customer.subscription.deleted",
          "customer.subscription.updated.activated",
          "customer.subscription.updated.cancel_at_period_end",
          "customer.subscription.updated.past_due",
          "invoice.finalized.subscription_cycle",
          "invoice.paid.subscription_create",
          "invoice.paid.subscription_cycle",
          "invoice.payment_failed.subscription_create",
          "invoice.payment_failed.subscription_cycle",
          "invoice.payment_succeeded.subscription_create",
          "invoice.payment_succeeded.subscription_cycle",
          "invoice_payment.paid",
          "payment_intent.payment_failed",
          "refund.created.pending",
          "refund.created.succeeded",
          "refund.failed",
          "refund.updated.succeeded");

  /** Fields that only some objects have, and one that invoices had in older versions of the API. */
  private static final Set<String> SOMETIMES = Set.of("source", "subscription");

  @Test
  void noFieldOfARecordedEventIsMissing() throws IOException, StripeException {
    List<String> missing = new ArrayList<>();
    try (Shop shop = new Shop()) {
      happen(shop);
      for (String name : CASES) {
        Path file = Path.of(System.getenv(FOLDER), name + ".json");
        JsonNode recorded = Json.read(Files.readString(file));
        JsonNode ours = like(recorded, shop.sandbox.events());
        compare(name, recorded.at("/data/object"), ours.at("/data/object"), missing);
        compare(
            name,
            recorded.at("/data/previous_attributes"),
            ours.at("/data/previous_attributes"),
            missing);
      }
    }
    assertThat(missing).isEmpty();
  }

  private static void happen(Shop shop) throws StripeException {
    shop.sandbox.holdRefunds(true);
    shop.post("/v1/refunds", "amount=500&payment_intent=" + shop.paid().getId());
    String id = shop.confirm(shop.intent().getId(), "pm_card_pendingRefund").getId();
    String refund = shop.post("/v1/refunds", "payment_intent=" + id).body().path("id").asText();
    shop.sandbox.refundSucceeds(refund);
    shop.sandbox.refundFails(refund, "declined");
    String dispute = shop.sandbox.dispute(shop.paid().getId(), "fraudulent", false);
    shop.sandbox.disputeIs(dispute, "under_review");
    shop.sandbox.disputeIs(dispute, "won");
    shop.sandbox.disputeIs(dispute, "lost");
    shop.sandbox.confirm(shop.intent().getId(), "pm_card_chargeDeclinedInsufficientFunds");
    checkOut(new Till(shop));
    subscribe(new Club(shop));
  }

  private static void checkOut(Till till) {
    till.payer.pay(till.open(""), "pm_card_visa");
    till.payer.pay(till.open(""), "pm_usBankAccount_success");
    till.payer.pay(till.open(""), "pm_usBankAccount_insufficientFunds");
    till.payer.expire(till.open(""));
    String plan = "mode=subscription&line_items[0][price]=price_monthly&line_items[0][quantity]=1";
    String id = till.made(plan + Till.HOSTED).path("id").asText();
    till.payer.email(id, "ada@example.com");
    till.payer.pay(id, "pm_card_visa");
    Awaitility.await().until(() -> till.events("checkout.session.async").size() == 2);
  }

  private static void subscribe(Club club) throws StripeException {
    club.billing.pay(club.incomplete().getLatestInvoice(), "pm_card_chargeDeclined");
    String ends = club.active("pm_card_visa");
    String declines = club.active("pm_card_visa");
    club.active("pm_card_visa");
    club.billing.replaceCard(declines, "pm_card_chargeCustomerFail");
    club.billing.changeAtDashboard(ends, Map.of("cancel_at_period_end", "true"));
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
  }

  private static JsonNode like(JsonNode recorded, List<JsonNode> events) {
    return events.stream()
        .filter(
            event ->
                event.path("type").equals(recorded.path("type"))
                    && same("/data/object/status", event, recorded)
                    && same("/data/object/mode", event, recorded)
                    && same("/data/object/payment_status", event, recorded)
                    && same("/data/object/billing_reason", event, recorded)
                    && sameChange(event, recorded)
                    && same("/data/object/refunded", event, recorded))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + recorded.path("type")));
  }

  /** A subscription is updated for many reasons. */
  private static boolean sameChange(JsonNode event, JsonNode recorded) {
    JsonNode changed = recorded.at("/data/previous_attributes");
    boolean subscription = recorded.path("type").asText().startsWith("customer.subscription.");
    return !subscription
        || changed.properties().stream()
            .allMatch(
                field ->
                    event
                        .at("/data/previous_attributes/" + field.getKey())
                        .equals(field.getValue()));
  }

  private static boolean same(String path, JsonNode event, JsonNode recorded) {
    return event.at(path).equals(recorded.at(path));
  }

  private static void compare(String name, JsonNode recorded, JsonNode ours, List<String> missing) {
    recorded
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!ours.has(field) && !SOMETIMES.contains(field)) {
                missing.add(name + ": " + field);
              }
            });
  }
}
