package io.paydesk.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.stripe.PaymentMethodSnapshot;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaymentMethodViewTest {

  private static boolean expired(Integer month, Integer year, String now) {
    var method =
        new PaymentMethodSnapshot("pm_1", "card", "cus_1", "visa", "4242", month, year, null, null);
    return PaymentMethodView.of(method, null, false, Instant.parse(now)).expired();
  }

  @Test
  void aCardIsExpiredOnceItsMonthIsOverEverywhere() {
    assertThat(expired(11, 2026, "2026-11-30T23:59:59Z")).isFalse();
    assertThat(expired(11, 2026, "2026-12-01T11:59:59Z")).isFalse();
    assertThat(expired(11, 2026, "2026-12-01T12:00:00Z")).isTrue();
    assertThat(expired(12, 2025, "2026-12-01T12:00:00Z")).isTrue();
    assertThat(expired(1, 2027, "2026-12-31T12:00:00Z")).isFalse();
  }

  @Test
  void whatHasNoMonthDoesNotExpire() {
    assertThat(expired(null, null, "2026-11-30T00:00:00Z")).isFalse();
    assertThat(expired(13, 2020, "2026-11-30T00:00:00Z")).isFalse();
  }
}
