package io.paydesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccasionTest {

  /** After a trial, the first invoice over zero has the reason subscription_cycle. */
  @ParameterizedTest
  @CsvSource({
    "true, subscription_create, FIRST",
    "true, subscription_cycle, FIRST",
    "false, subscription_cycle, RENEWAL",
    "false, subscription_update, CHANGE",
    "false, subscription_threshold, OTHER",
    "false, manual, OTHER",
    "false, , OTHER"
  })
  void theBillingReasonDecidesUnlessTheInvoiceIsTheFirst(
      boolean isFirst, String reason, Occasion occasion) {
    assertThat(Occasion.of(isFirst, reason)).isEqualTo(occasion);
  }
}
