package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Paydesk understands every recorded event that concerns it. */
@EnabledIfEnvironmentVariable(
    named = "PAYDESK_STRIPE_EVENTS",
    matches = ".+",
    disabledReason = "PAYDESK_STRIPE_EVENTS does not name a folder of Stripe's event bodies")
class RecordedEventsTest {

  private static Stream<Path> events(String... prefixes) throws IOException {
    return Files.list(Path.of(System.getenv("PAYDESK_STRIPE_EVENTS")))
        .filter(file -> Stream.of(prefixes).anyMatch(file.getFileName().toString()::startsWith));
  }

  private static JsonNode object(Path file) throws IOException {
    return StripeJson.parse(Files.readString(file)).path("data").path("object");
  }

  static Stream<Path> intents() throws IOException {
    return events("payment_intent.");
  }

  static Stream<Path> refunds() throws IOException {
    return events("refund.", "charge.refund.");
  }

  static Stream<Path> disputes() throws IOException {
    return events("charge.dispute.");
  }

  @ParameterizedTest
  @MethodSource("refunds")
  void aRefundIsUnderstood(Path file) throws IOException {
    var refund = RefundSnapshot.of(object(file));

    assertThat(refund.id()).startsWith("re_");
    assertThat(refund.stripeStatus()).isIn("pending", "succeeded", "failed");
    assertThat(refund.amount()).isPositive();
    assertThat(refund.currency()).hasSize(3);
    assertThat(refund.paymentIntentId()).startsWith("pi_");
    assertThat(refund.chargeId()).startsWith("ch_");
    assertThat(refund.failureReason() != null).isEqualTo(refund.stripeStatus().equals("failed"));
  }

  @ParameterizedTest
  @MethodSource("disputes")
  void aDisputeIsUnderstood(Path file) throws IOException {
    var dispute = DisputeSnapshot.of(object(file));

    assertThat(dispute.id()).startsWith("du_");
    assertThat(dispute.status()).isIn("needs_response", "under_review", "won", "lost");
    assertThat(dispute.amount()).isPositive();
    assertThat(dispute.currency()).hasSize(3);
    assertThat(dispute.paymentIntentId()).startsWith("pi_");
    assertThat(dispute.chargeId()).startsWith("ch_");
    assertThat(dispute.reason()).isNotBlank();
    assertThat(dispute.dueBy()).isNotNull();
    assertThat(dispute.openedAt()).isNotNull();
  }

  static Stream<Path> subscriptions() throws IOException {
    return events("customer.subscription.");
  }

  static Stream<Path> invoices() throws IOException {
    return events("invoice.");
  }

  @ParameterizedTest
  @MethodSource("subscriptions")
  void aSubscriptionIsUnderstood(Path file) throws IOException {
    isUnderstood(SubscriptionSnapshot.of(object(file)));
  }

  /** Before 2025-03-31.basil the subscription itself had the period. */
  @ParameterizedTest
  @MethodSource("subscriptions")
  void aSubscriptionOfAnOlderVersionIsUnderstood(Path file) throws IOException {
    var older = (ObjectNode) object(file);
    var item = (ObjectNode) older.path("items").path("data").path(0);
    for (var field : new String[] {"current_period_start", "current_period_end"}) {
      older.set(field, item.remove(field));
    }

    isUnderstood(SubscriptionSnapshot.of(older));
  }

  private static void isUnderstood(SubscriptionSnapshot subscription) {
    assertThat(subscription.id()).startsWith("sub_");
    assertThat(subscription.stripeStatus()).isIn("incomplete", "active", "past_due", "canceled");
    assertThat(subscription.items().get(0).priceId()).startsWith("price_");
    assertThat(subscription.items().get(0).id()).startsWith("si_");
    assertThat(subscription.customerId()).startsWith("cus_");
    var item = subscription.items().get(0);
    assertThat(item.periodStart()).isBefore(item.periodEnd());
    assertThat(subscription.latestInvoiceId()).startsWith("in_");
    assertThat(subscription.metadata()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void anInvoiceIsUnderstood(Path file) throws IOException {
    var invoice = InvoiceSnapshot.of(object(file));

    assertThat(invoice.id()).startsWith("in_");
    assertThat(invoice.subscriptionId()).startsWith("sub_");
    assertThat(invoice.subscriptionMetadata()).isNotEmpty();
    assertThat(invoice.billingReason()).startsWith("subscription_");
    assertThat(invoice.isPaid()).isEqualTo(invoice.amounts().paid() > 0);
    assertThat(invoice.createdAt()).isNotNull();
  }

  /** Before 2025-03-31.basil the invoice itself named its subscription. */
  @ParameterizedTest
  @MethodSource("invoices")
  void anInvoiceOfAnOlderVersionIsUnderstood(Path file) throws IOException {
    var older = (ObjectNode) object(file);
    var details = older.path("parent").path("subscription_details");
    older.set("subscription", details.path("subscription"));
    older.putObject("subscription_details").set("metadata", details.path("metadata"));
    older.remove("parent");

    var invoice = InvoiceSnapshot.of(older);

    assertThat(invoice.subscriptionId()).startsWith("sub_");
    assertThat(invoice.subscriptionMetadata()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("intents")
  void anIntentIsUnderstood(Path file) throws IOException {
    var intent = PaymentIntentSnapshot.of(object(file));

    assertThat(intent.id()).startsWith("pi_");
    assertThat(intent.status()).isNotEqualTo(IntentStatus.UNFAMILIAR);
    assertThat(intent.amount()).isPositive();
    assertThat(intent.currency()).hasSize(3);
    assertThat(intent.metadata()).isNotEmpty();
    assertThat(intent.toString()).doesNotContain(intent.clientSecret());
  }

  /** Since 2026-10-28.endive objects lack some fields and have others. */
  private static JsonNode newer(Path file) throws IOException {
    var object = (ObjectNode) object(file);
    object.remove(List.of("payment_method_types", "payment_method_options"));
    object.putObject("status_details").put("reason", "of_the_future");
    object.putObject("payment_record").put("id", "prec_1");
    object.put("pending_webhooks", 2);
    return object;
  }

  @ParameterizedTest
  @MethodSource("intents")
  void anIntentOfANewerVersionIsUnderstoodAlike(Path file) throws IOException {
    assertThat(PaymentIntentSnapshot.of(newer(file)))
        .isEqualTo(PaymentIntentSnapshot.of(object(file)));
  }

  @ParameterizedTest
  @MethodSource("subscriptions")
  void aSubscriptionOfANewerVersionIsUnderstoodAlike(Path file) throws IOException {
    assertThat(SubscriptionSnapshot.of(newer(file)))
        .isEqualTo(SubscriptionSnapshot.of(object(file)));
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void anInvoiceOfANewerVersionIsUnderstoodAlike(Path file) throws IOException {
    assertThat(InvoiceSnapshot.of(newer(file))).isEqualTo(InvoiceSnapshot.of(object(file)));
  }

  @ParameterizedTest
  @MethodSource({"refunds", "disputes"})
  void aRefundOrDisputeOfANewerVersionIsUnderstoodAlike(Path file) throws IOException {
    if (file.getFileName().toString().contains("dispute")) {
      assertThat(DisputeSnapshot.of(newer(file))).isEqualTo(DisputeSnapshot.of(object(file)));
    } else {
      assertThat(RefundSnapshot.of(newer(file))).isEqualTo(RefundSnapshot.of(object(file)));
    }
  }
}
