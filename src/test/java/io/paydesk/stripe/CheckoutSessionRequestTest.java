package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.stripe.CheckoutSessionRequest.Addresses;
import io.paydesk.stripe.CheckoutSessionRequest.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckoutSessionRequestTest {

  private static final CheckoutSessionRequest PLAIN =
      new CheckoutSessionRequest(
          Surface.HOSTED,
          "cus_1",
          "usd",
          List.of(new Line("One", 1, 1, null, null)),
          null,
          null,
          new Addresses(null, "https://shop.example/", null),
          false,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          Map.of());

  @Test
  void whatIsAbsentIsNotWrittenSoThatAnOlderPodReadsTheRest() {
    assertThat(StripeJson.parse(PLAIN.stored()).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "surface",
            "customer",
            "currency",
            "lines",
            "addresses",
            "savePaymentMethod",
            "captureLater",
            "metadata");
    assertThat(CheckoutSessionRequest.read(PLAIN.stored()).stored()).isEqualTo(PLAIN.stored());
  }

  @Test
  void aRequestThatAsksForMoreThanThisVersionKnowsIsNotSentWithoutThat() {
    var newer = PLAIN.stored().replaceFirst("\\{", "{\"shipping\": true, ");

    assertThatThrownBy(() -> CheckoutSessionRequest.read(newer))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Map<String, Object> sent(Boolean captureLater, CheckoutSelling selling) {
    return new CheckoutSessionRequest(
            Surface.HOSTED,
            "cus_1",
            "usd",
            List.of(new Line("One", 1, 1, null, null)),
            null,
            null,
            new Addresses(null, "https://shop.example/", null),
            false,
            null,
            null,
            captureLater,
            null,
            null,
            null,
            null,
            selling,
            Map.of())
        .params()
        .toMap();
  }

  /** Under its key it must be sent as it was. */
  @Test
  void aRequestFromBeforeItWasSaidWhoSellsStaysSilent() {
    assertThat(PLAIN.params().toMap()).doesNotContainKeys("managed_payments", "automatic_tax");
  }

  @Test
  void whoeverStoresARequestLeavesNothingToTheAccountsDefaults() {
    assertThat(CheckoutSessionRequest.read(PLAIN.stored()).params().toMap())
        .containsEntry("managed_payments", Map.of("enabled", false))
        .containsEntry("automatic_tax", Map.of("enabled", false));
  }

  @Test
  void aNewRequestSaysThatTheShopSellsAndThatNothingIsTaxed() {
    assertThat(sent(false, null))
        .containsEntry("managed_payments", Map.of("enabled", false))
        .containsEntry("automatic_tax", Map.of("enabled", false))
        .doesNotContainKeys("adaptive_pricing", "payment_method_configuration");
  }

  @Test
  void whoSellsInWhichCurrencyAndByWhichMethodsIsSent() {
    var selling = new CheckoutSelling(true, true, "pmc_1");

    assertThat(sent(false, selling))
        .containsEntry("managed_payments", Map.of("enabled", true))
        .containsEntry("adaptive_pricing", Map.of("enabled", true))
        .containsEntry("payment_method_configuration", "pmc_1")
        .doesNotContainKey("automatic_tax");
    assertThat(selling.unlessPlain()).isEqualTo(selling);
    assertThat(new CheckoutSelling(false, null, null).unlessPlain()).isNull();
    assertThat(new CheckoutSelling(false, false, null).unlessPlain()).isNotNull();
  }
}
