package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.Subscription;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionCreateParams.PaymentBehavior;
import com.stripe.param.SubscriptionCreateParams.PaymentSettings;
import com.stripe.param.SubscriptionCreateParams.PaymentSettings.SaveDefaultPaymentMethod;
import com.stripe.param.SubscriptionCreateParams.TrialSettings.EndBehavior.MissingPaymentMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** A shop that sells subscriptions, as Paydesk does. */
final class Club implements AutoCloseable {

  final Shop shop;
  final BillingControls billing;

  Club() {
    this(new Shop());
  }

  Club(Shop shop) {
    this.shop = shop;
    this.billing = shop.sandbox.billing();
  }

  String customer() throws StripeException {
    CustomerCreateParams ada = CustomerCreateParams.builder().setEmail("ada@example.com").build();
    return shop.stripe.v1().customers().create(ada).getId();
  }

  SubscriptionCreateParams.Builder order(String price) throws StripeException {
    return SubscriptionCreateParams.builder()
        .setCustomer(customer())
        .addItem(SubscriptionCreateParams.Item.builder().setPrice(price).setQuantity(1L).build())
        .setPaymentBehavior(PaymentBehavior.DEFAULT_INCOMPLETE)
        .setPaymentSettings(
            PaymentSettings.builder()
                .setSaveDefaultPaymentMethod(SaveDefaultPaymentMethod.ON_SUBSCRIPTION)
                .build())
        .putMetadata("order", "7")
        .addExpand("latest_invoice.confirmation_secret")
        .addExpand("pending_setup_intent");
  }

  Subscription create(SubscriptionCreateParams.Builder order) throws StripeException {
    return shop.stripe.v1().subscriptions().create(order.build());
  }

  /** A subscription that waits for its first payment. */
  Subscription incomplete() throws StripeException {
    return create(order("price_monthly"));
  }

  /** A subscription whose first month is paid with that card. */
  String active(String card) throws StripeException {
    Subscription subscription = incomplete();
    billing.pay(subscription.getLatestInvoice(), card);
    return subscription.getId();
  }

  /** A free week, and what happens if nobody has given a card by then. */
  Subscription trial(MissingPaymentMethod missing) throws StripeException {
    return create(
        order("price_monthly")
            .setTrialPeriodDays(7L)
            .setTrialSettings(
                SubscriptionCreateParams.TrialSettings.builder()
                    .setEndBehavior(
                        SubscriptionCreateParams.TrialSettings.EndBehavior.builder()
                            .setMissingPaymentMethod(missing)
                            .build())
                    .build()));
  }

  Subscription read(String id) throws StripeException {
    return shop.stripe.v1().subscriptions().retrieve(id);
  }

  String status(String id) {
    return billing.subscription(id).path("status").asText();
  }

  JsonNode latestInvoice(String id) {
    return billing.invoice(billing.subscription(id).path("latest_invoice").asText());
  }

  /** Moves on to noon of the next such day. */
  void goTo(int month, int day) {
    OffsetDateTime now = shop.sandbox.now().atOffset(ZoneOffset.UTC);
    LocalDate date = LocalDate.of(now.getYear() + 1, month, day);
    Instant noon = date.atTime(12, 0).toInstant(ZoneOffset.UTC);
    shop.sandbox.advanceClock(Duration.between(now.toInstant(), noon));
  }

  /** The types of the events from that one on. */
  List<String> eventsFrom(int first) {
    List<JsonNode> all = shop.sandbox.events();
    return all.subList(first, all.size()).stream().map(e -> e.path("type").asText()).toList();
  }

  int events() {
    return shop.sandbox.events().size();
  }

  @Override
  public void close() {
    shop.close();
  }
}
