package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A row that was begun before an upgrade is sent again with the parameters that it was begun with.
 */
class StoredRequestsTest {

  private static final String MARKS = "\"metadata\":{\"paydesk_order\":\"7\"}";

  @Test
  void anOldPaymentIntentStaysAsItIs() {
    var old =
        "{\"amount\":9999,\"currency\":\"usd\",\"customer\":\"cus_1\",\"description\":null,"
            + MARKS
            + "}";

    var read = PaymentIntentRequest.read(old);

    assertThat(read.stored()).isEqualTo(old);
    assertThat(read.params().toMap())
        .doesNotContainKeys("statement_descriptor_suffix", "receipt_email");
  }

  @Test
  void anOldSubscriptionStaysAsItIs() {
    var old =
        "{\"customer\":\"cus_1\",\"price\":\"price_1\",\"quantity\":1,\"trialDays\":null,"
            + MARKS
            + "}";

    var read = SubscriptionRequest.read(old);

    assertThat(read.stored()).isEqualTo(old);
    assertThat(read.params().toMap()).doesNotContainKey("description");
  }

  @Test
  void anOldSetupIntentStaysAsItIsAndANewOneNamesItsConfiguration() {
    var old = "{\"customer\":\"cus_1\"," + MARKS + "}";

    var read = SetupIntentRequest.read(old);

    assertThat(read.stored()).isEqualTo(old);
    assertThat(read.params().toMap()).doesNotContainKey("payment_method_configuration");
    assertThat(new SetupIntentRequest("cus_1", Map.of(), "pmc_1").params().toMap())
        .containsEntry("payment_method_configuration", "pmc_1");
  }

  @Test
  void anOldCustomerStaysAsItIs() {
    var old = "{" + MARKS + "}";

    var read = CustomerRequest.read(old);

    assertThat(read.stored()).isEqualTo(old);
    assertThat(read.params().toMap()).containsOnlyKeys("metadata");
  }

  @Test
  void newWordsAreSentAgainToo() {
    var intent =
        new PaymentIntentRequest(
            9999,
            "usd",
            "cus_1",
            "Tickets",
            Map.of("app_a", "b"),
            "TICKETS",
            true,
            "off_session",
            "pmc_1");
    var customer =
        CustomerRequest.of(Map.of("a", "b"), new CustomerDetails("ada@example.com", "Ada"));

    assertThat(PaymentIntentRequest.read(intent.stored())).isEqualTo(intent);
    assertThat(CustomerRequest.read(customer.stored())).isEqualTo(customer);
    assertThat(customer.params().toMap())
        .containsEntry("email", "ada@example.com")
        .containsEntry("name", "Ada");
  }

  /** A log line may have a request in it. */
  @Test
  void nobodysNameStandsInARequestsText() {
    var details = new CustomerDetails("ada@example.com", "Ada");

    assertThat(details + " " + CustomerRequest.of(Map.of(), details)).doesNotContain("ada", "Ada");
  }
}
