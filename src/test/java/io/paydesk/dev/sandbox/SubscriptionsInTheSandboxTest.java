package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Subscription;
import com.stripe.net.RequestOptions;
import com.stripe.param.InvoicePaymentListParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.PriceUpdateParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionCreateParams.PaymentBehavior;
import com.stripe.param.SubscriptionListParams;
import com.stripe.param.SubscriptionRetrieveParams;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubscriptionsInTheSandboxTest {

  private final Club club = new Club();

  @AfterEach
  void close() {
    club.close();
  }

  @Test
  void aSubscriptionBeginsIncompleteWithASecretToPayWith() throws StripeException {
    Subscription subscription = club.incomplete();

    assertThat(subscription.getStatus()).isEqualTo("incomplete");
    assertThat(subscription.getPendingSetupIntent()).isNull();
    Invoice invoice = subscription.getLatestInvoiceObject();
    assertThat(invoice.getStatus()).isEqualTo("open");
    assertThat(invoice.getAmountDue()).isEqualTo(1000);
    assertThat(invoice.getBillingReason()).isEqualTo("subscription_create");
    var parent = invoice.getParent().getSubscriptionDetails();
    assertThat(parent.getSubscription()).isEqualTo(subscription.getId());
    assertThat(parent.getMetadata()).containsEntry("order", "7");
    PaymentIntent intent =
        club.shop.stripe.v1().paymentIntents().retrieve(club.billing.paymentOf(invoice.getId()));
    assertThat(invoice.getConfirmationSecret().getClientSecret())
        .isEqualTo(intent.getClientSecret());
    assertThat(invoice.getConfirmationSecret().getType()).isEqualTo("payment_intent");
    assertThat(intent.getMetadata()).isEmpty();
    assertThat(intent.getAmount()).isEqualTo(1000);
    assertThat(club.eventsFrom(1))
        .containsExactly(
            "customer.updated",
            "customer.subscription.created",
            "invoice.created",
            "invoice.finalized",
            "payment_intent.created");
  }

  @Test
  void payingTheFirstInvoiceMakesItActiveAndSavesTheCard() throws StripeException {
    Subscription before = club.incomplete();
    int sofar = club.events();

    club.billing.pay(before.getLatestInvoice(), "4242424242424242");

    Subscription after = club.read(before.getId());
    assertThat(after.getStatus()).isEqualTo("active");
    PaymentIntent intent =
        club.shop
            .stripe
            .v1()
            .paymentIntents()
            .retrieve(club.billing.paymentOf(before.getLatestInvoice()));
    assertThat(after.getDefaultPaymentMethod()).isEqualTo(intent.getPaymentMethod());
    Invoice invoice = club.shop.stripe.v1().invoices().retrieve(before.getLatestInvoice());
    assertThat(invoice.getStatus()).isEqualTo("paid");
    assertThat(invoice.getAmountPaid()).isEqualTo(1000);
    List<InvoicePayment> payments =
        club.shop
            .stripe
            .v1()
            .invoicePayments()
            .list(InvoicePaymentListParams.builder().setInvoice(invoice.getId()).build())
            .getData();
    assertThat(payments).hasSize(1);
    assertThat(payments.get(0).getAmountPaid()).isEqualTo(1000);
    assertThat(payments.get(0).getStatus()).isEqualTo("paid");
    assertThat(payments.get(0).getPayment().getPaymentIntent()).isEqualTo(intent.getId());
    assertThat(club.shop.available("usd")).isEqualTo(1000);
    assertThat(club.eventsFrom(sofar))
        .containsExactly(
            "payment_method.attached",
            "charge.succeeded",
            "payment_intent.succeeded",
            "customer.subscription.updated",
            "invoice.updated",
            "invoice.paid",
            "invoice.payment_succeeded",
            "invoice_payment.paid");
    JsonNode updated = club.shop.sandbox.events().get(sofar + 3).path("data");
    assertThat(updated.at("/previous_attributes/status").asText()).isEqualTo("incomplete");
  }

  @Test
  void aDeclineLeavesItIncompleteUntilAnotherCardPays() throws StripeException {
    Subscription subscription = club.incomplete();
    int sofar = club.events();

    club.billing.pay(subscription.getLatestInvoice(), "pm_card_chargeDeclined");

    assertThat(club.status(subscription.getId())).isEqualTo("incomplete");
    assertThat(club.eventsFrom(sofar))
        .containsExactly(
            "charge.failed",
            "payment_intent.payment_failed",
            "invoice.updated",
            "invoice.payment_failed");
    assertThat(club.latestInvoice(subscription.getId()).path("next_payment_attempt").isNull())
        .isTrue();
    club.billing.pay(subscription.getLatestInvoice(), "pm_card_visa");
    assertThat(club.status(subscription.getId())).isEqualTo("active");
  }

  @Test
  void threeDSecureComesBeforeTheFirstPayment() throws StripeException {
    Subscription subscription = club.incomplete();
    String intent = club.billing.paymentOf(subscription.getLatestInvoice());
    int sofar = club.events();

    club.billing.pay(subscription.getLatestInvoice(), "pm_card_authenticationRequired");

    assertThat(club.status(subscription.getId())).isEqualTo("incomplete");
    assertThat(club.eventsFrom(sofar))
        .containsExactly(
            "payment_intent.requires_action", "invoice.updated", "invoice.payment_action_required");
    club.shop.sandbox.authenticate(intent, true);
    assertThat(club.status(subscription.getId())).isEqualTo("active");
  }

  @Test
  void whatNobodyPaysWithin23HoursExpires() throws StripeException {
    Subscription subscription = club.incomplete();
    club.shop.sandbox.advanceClock(Duration.ofHours(22));
    assertThat(club.status(subscription.getId())).isEqualTo("incomplete");
    int sofar = club.events();

    club.shop.sandbox.advanceClock(Duration.ofHours(1));

    Subscription after = club.read(subscription.getId());
    assertThat(after.getStatus()).isEqualTo("incomplete_expired");
    assertThat(after.getEndedAt()).isEqualTo(after.getCreated() + 23 * 3600);
    assertThat(club.latestInvoice(after.getId()).path("status").asText()).isEqualTo("void");
    assertThat(club.eventsFrom(sofar))
        .containsExactly(
            "invoice.updated",
            "invoice.voided",
            "payment_intent.canceled",
            "customer.subscription.updated");
    assertThatThrownBy(() -> club.billing.pay(subscription.getLatestInvoice(), "pm_card_visa"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("canceled");
  }

  @Test
  void cancelingWhatWasNeverPaidExpiresIt() throws StripeException {
    Subscription subscription = club.incomplete();

    Subscription after = club.shop.stripe.v1().subscriptions().cancel(subscription.getId());

    assertThat(after.getStatus()).isEqualTo("incomplete_expired");
    assertThat(after.getCanceledAt()).isNotNull();
  }

  @Test
  void aPriceOfZeroIsPaidAtOnce() throws StripeException {
    Subscription subscription = club.create(club.order("price_free"));

    assertThat(subscription.getStatus()).isEqualTo("active");
    assertThat(subscription.getLatestInvoiceObject().getStatus()).isEqualTo("paid");
    assertThat(subscription.getLatestInvoiceObject().getConfirmationSecret()).isNull();
    assertThat(subscription.getPendingSetupIntentObject().getClientSecret()).isNotEmpty();
    assertThat(club.billing.paymentOf(subscription.getLatestInvoice())).isNull();
  }

  @Test
  void theSameKeyMakesOneSubscription() throws StripeException {
    SubscriptionCreateParams order = club.order("price_yearly").build();
    RequestOptions once = RequestOptions.builder().setIdempotencyKey("one").build();

    String first = club.shop.stripe.v1().subscriptions().create(order, once).getId();

    assertThat(club.shop.stripe.v1().subscriptions().create(order, once).getId()).isEqualTo(first);
    assertThat(club.billing.subscriptions()).hasSize(1);
  }

  @Test
  void aLostAnswerLeavesASubscriptionThatIsFoundByItsMetadata() throws StripeException {
    SubscriptionCreateParams order = club.order("price_monthly").build();
    club.shop.sandbox.faults().failAfterWorkNext("POST /v1/subscriptions", 500, 1);

    assertThatThrownBy(() -> club.shop.stripe.v1().subscriptions().create(order))
        .isInstanceOf(StripeException.class);

    List<Subscription> found =
        club.shop
            .stripe
            .v1()
            .subscriptions()
            .list(
                SubscriptionListParams.builder()
                    .setCustomer(order.getCustomer())
                    .setStatus(SubscriptionListParams.Status.ALL)
                    .addExpand("data.latest_invoice.confirmation_secret")
                    .build())
            .getData();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).getMetadata()).containsEntry("order", "7");
    assertThat(found.get(0).getLatestInvoiceObject().getConfirmationSecret()).isNotNull();
  }

  @Test
  void canceledOnesAreListedOnRequest() throws StripeException {
    String id = club.active("pm_card_visa");
    Subscription canceled = club.shop.stripe.v1().subscriptions().cancel(id);

    assertThat(canceled.getStatus()).isEqualTo("canceled");
    assertThat(canceled.getCancellationDetails().getReason()).isEqualTo("cancellation_requested");
    assertThat(club.eventsFrom(club.events() - 1)).containsExactly("customer.subscription.deleted");
    assertThat(club.shop.get("/v1/subscriptions").body().path("data")).isEmpty();
    assertThat(club.shop.get("/v1/subscriptions?status=all").body().path("data")).hasSize(1);
    assertThat(club.shop.get("/v1/subscriptions?status=ended").body().path("data")).hasSize(1);
    assertThatThrownBy(() -> club.shop.stripe.v1().subscriptions().cancel(id))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("No such subscription");
  }

  @Test
  void aSavedCardIsChargedAtOnceWhereThatIsAskedFor() throws StripeException {
    String customer = club.customer();
    PaymentMethodAttachParams to =
        PaymentMethodAttachParams.builder().setCustomer(customer).build();
    String card = club.shop.stripe.v1().paymentMethods().attach("pm_card_visa", to).getId();
    String bad =
        club.shop.stripe.v1().paymentMethods().attach("pm_card_chargeCustomerFail", to).getId();
    SubscriptionCreateParams.Builder order =
        club.order("price_monthly")
            .setCustomer(customer)
            .setPaymentBehavior(PaymentBehavior.ERROR_IF_INCOMPLETE);

    assertThat(club.create(order.setDefaultPaymentMethod(card)).getStatus()).isEqualTo("active");
    order.setDefaultPaymentMethod(bad);
    assertThatThrownBy(() -> club.create(order)).isInstanceOf(CardException.class);
    assertThat(club.billing.subscriptions()).hasSize(1);
    order.setPaymentBehavior(PaymentBehavior.ALLOW_INCOMPLETE);
    assertThat(club.create(order).getStatus()).isEqualTo("incomplete");
  }

  @Test
  void whatCannotBeSoldIsRefused() throws StripeException {
    SubscriptionCreateParams.Builder noCard =
        club.order("price_monthly").setPaymentBehavior(PaymentBehavior.ALLOW_INCOMPLETE);
    assertThatThrownBy(() -> club.create(noCard))
        .hasMessageContaining("no attached payment source");
    assertThatThrownBy(() -> club.create(club.order("price_none")))
        .hasMessageContaining("No such price: 'price_none'");
    assertThatThrownBy(() -> club.create(club.order("price_monthly").setCustomer("cus_none")))
        .hasMessageContaining("No such customer");
    String once =
        club.shop
            .post("/v1/prices", "currency=usd&unit_amount=500&product=prod_plan")
            .body()
            .path("id")
            .asText();
    assertThatThrownBy(() -> club.create(club.order(once))).hasMessageContaining("one_time");
    String old = club.billing.price("usd", 700, "month");
    club.shop
        .stripe
        .v1()
        .prices()
        .update(old, PriceUpdateParams.builder().setActive(false).build());
    assertThatThrownBy(() -> club.create(club.order(old))).hasMessageContaining("inactive");
    Shop.Reply unknown =
        club.shop.post(
            "/v1/subscriptions",
            "customer=" + club.customer() + "&items[0][price]=price_monthly&surprise=1");
    assertThat(unknown.error().path("code").asText()).isEqualTo("parameter_unknown");
    assertThat(club.billing.subscriptions()).isEmpty();
  }

  @Test
  void aCustomerHasOneCurrency() throws StripeException {
    String customer = club.customer();
    club.create(club.order("price_monthly").setCustomer(customer));

    assertThatThrownBy(
            () ->
                club.create(
                    club.order(club.billing.price("eur", 900, "month")).setCustomer(customer)))
        .hasMessageContaining("cannot combine currencies");
  }

  @Test
  void whatIsExpandedIsThereAndOnlyThat() throws StripeException {
    String id = club.active("pm_card_visa");

    assertThat(club.shop.get("/v1/subscriptions/" + id).body().path("latest_invoice").isTextual())
        .isTrue();
    Subscription expanded =
        club.shop
            .stripe
            .v1()
            .subscriptions()
            .retrieve(
                id,
                SubscriptionRetrieveParams.builder()
                    .addExpand("latest_invoice.payments")
                    .addExpand("items.data.price.product")
                    .addExpand("default_payment_method")
                    .build());
    assertThat(expanded.getLatestInvoiceObject().getPayments().getData()).hasSize(1);
    assertThat(expanded.getItems().getData().get(0).getPrice().getProductObject().getName())
        .isEqualTo("Plan");
    assertThat(expanded.getDefaultPaymentMethodObject().getCard().getLast4()).isEqualTo("4242");
  }
}
