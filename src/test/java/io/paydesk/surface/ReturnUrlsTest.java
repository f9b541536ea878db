package io.paydesk.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.problem.Refusal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReturnUrlsTest {

  @Test
  void whereNoAddressIsAllowedTheProblemNamesTheSetting() {
    var none = new ReturnUrls(new PublicAddress(Optional::empty), Optional.empty());

    assertThatThrownBy(() -> none.check("successUrl", "https://shop.example/thanks"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.name()).isEqualTo("return-url-not-allowed");
              assertThat(refusal).hasMessageContaining("PAYDESK_RETURN_URLS");
            });
  }
}
