package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MethodConfigurationTest {

  @Test
  void theServicesConfigurationIsForOrdersThatNameNone() {
    var methods = new MethodConfiguration(Optional.of("pmc_common"));

    assertThat(methods.orElse(null)).isEqualTo("pmc_common");
    assertThat(methods.orElse("pmc_own")).isEqualTo("pmc_own");
    assertThat(methods.common()).isEqualTo("pmc_common");
  }

  @Test
  void withoutTheSettingTheAccountsDefaultIsTaken() {
    var methods = new MethodConfiguration(Optional.empty());

    assertThat(methods.orElse(null)).isNull();
  }

  @Test
  void onlyWhatStripeSaysOfItIsARefusalOfIt() {
    var param = "payment_method_configuration";

    assertThat(
            MethodConfiguration.isRefusedBy(
                new StripeFailure("resource_missing", null, "No such configuration", param)))
        .isTrue();
    assertThat(
            MethodConfiguration.isRefusedBy(
                new StripeFailure("resource_missing", null, "No such customer", "customer")))
        .isFalse();
    assertThat(MethodConfiguration.isRefusedBy(null)).isFalse();
  }

  @Test
  void whoNamedItHasToCorrectIt() {
    var methods = new MethodConfiguration(Optional.of("pmc_common"));

    assertThat(methods.refused("pmc_own", "No such one").getMessage())
        .contains("pmc_own of the order: No such one.", "Make a new order");
    for (var asked : new String[] {"pmc_common", null}) {
      assertThat(methods.refused(asked, "No such one").getMessage())
          .contains("its log")
          .doesNotContain("PAYDESK", "pmc_");
    }
  }
}
