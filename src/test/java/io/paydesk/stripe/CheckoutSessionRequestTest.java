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
            "metadata");
    assertThat(CheckoutSessionRequest.read(PLAIN.stored())).isEqualTo(PLAIN);
  }

  @Test
  void aRequestThatAsksForMoreThanThisVersionKnowsIsNotSentWithoutThat() {
    var newer = PLAIN.stored().replaceFirst("\\{", "{\"shipping\": true, ");

    assertThatThrownBy(() -> CheckoutSessionRequest.read(newer))
        .isInstanceOf(IllegalStateException.class);
  }
}
