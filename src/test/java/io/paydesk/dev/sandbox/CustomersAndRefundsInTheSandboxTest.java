package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerListParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.EventListParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomersAndRefundsInTheSandboxTest {

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void aCustomerIsMadeChangedFoundAndDeleted() throws StripeException {
    var customers = shop.stripe.v1().customers();
    Customer made =
        customers.create(
            CustomerCreateParams.builder().setEmail("a@example.com").putMetadata("u", "1").build());
    customers.update(made.getId(), CustomerUpdateParams.builder().setName("Ada").build());

    assertThat(customers.retrieve(made.getId()).getName()).isEqualTo("Ada");
    var byEmail = CustomerListParams.builder().setEmail("a@example.com").build();
    assertThat(customers.list(byEmail).getData()).hasSize(1);
    assertThat(customers.delete(made.getId()).getDeleted()).isTrue();
    assertThat(customers.retrieve(made.getId()).getDeleted()).isTrue();
    assertThat(customers.list(byEmail).getData()).isEmpty();
  }

  @Test
  void aRefundTakesItsPartAndNeverMore() throws StripeException {
    PaymentIntent paid = shop.paid();
    Refund first = refund(paid, 500L);
    assertThat(first.getStatus()).isEqualTo("succeeded");
    assertThat(first.getCharge()).isEqualTo(paid.getLatestCharge());

    InvalidRequestException tooMuch =
        catchThrowableOfType(InvalidRequestException.class, () -> refund(paid, 1501L));
    assertThat(tooMuch.getMessage())
        .startsWith("Refund amount ($15.01) is greater than unrefunded amount on charge ($15.00)");
    refund(paid, null);
    InvalidRequestException again =
        catchThrowableOfType(InvalidRequestException.class, () -> refund(paid, null));
    assertThat(again.getCode()).isEqualTo("charge_already_refunded");

    var charge = shop.stripe.v1().charges().retrieve(paid.getLatestCharge());
    assertThat(charge.getRefunded()).isTrue();
    assertThat(charge.getAmountRefunded()).isEqualTo(2000);
    var ofIntent = RefundListParams.builder().setPaymentIntent(paid.getId()).build();
    assertThat(shop.stripe.v1().refunds().list(ofIntent).getData())
        .extracting(Refund::getAmount)
        .containsExactly(1500L, 500L);
  }

  private Refund refund(PaymentIntent paid, Long amount) throws StripeException {
    return shop.stripe
        .v1()
        .refunds()
        .create(
            RefundCreateParams.builder().setPaymentIntent(paid.getId()).setAmount(amount).build());
  }

  @Test
  void whatWasNotPaidCannotBeRefunded() throws StripeException {
    PaymentIntent open = shop.intent();

    assertThat(
            catchThrowableOfType(InvalidRequestException.class, () -> refund(open, 100L))
                .getMessage())
        .contains("does not have a successful charge to refund");
  }

  @Test
  void eventsTellTheStoryInOrder() throws StripeException {
    PaymentIntent paid = shop.paid();
    refund(paid, 500L);

    assertThat(shop.sandbox.events())
        .extracting(event -> event.path("type").asText())
        .containsExactly(
            "payment_intent.created",
            "charge.succeeded",
            "payment_intent.succeeded",
            "refund.created",
            "charge.refunded");
    JsonNode first = shop.sandbox.events().get(0);
    assertThat(first.at("/data/object/status").asText()).isEqualTo("requires_payment_method");
    assertThat(first.at("/request/id").asText()).startsWith("req_");
    var some = EventListParams.builder().addType("refund.created").addType("charge.refunded");
    assertThat(shop.stripe.v1().events().list(some.build()).getData()).hasSize(2);
    assertThat(shop.stripe.v1().events().retrieve(first.path("id").asText()).getApiVersion())
        .isEqualTo("2026-07-29.dahlia");
  }
}
