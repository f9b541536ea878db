package io.paydesk.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of the payment of an invoice. */
class PaymentSentencesTest {

  private static Recorded made(String status, long came) {
    return new Recorded(
        Instant.EPOCH,
        10,
        1,
        "made",
        "payment",
        1L,
        1,
        1L,
        null,
        null,
        status,
        came,
        "usd",
        "invoice",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "succeeded, 500, 5.00 USD came: an invoice of the subscription was paid., 500",
    "refunded, 500, 5.00 USD came: an invoice of the subscription was paid., 500",
    "partially_refunded, 500, 5.00 USD came: an invoice of the subscription was paid., 500",
    "created, 0, An invoice is to be paid.,",
    // It came later, and another entry tells of it.
    "processing, 500, An invoice is to be paid.,"
  })
  void itsMoneyCameWhateverBecameOfItSince(String status, long came, String words, Long moved) {
    var told = PaymentSentences.made(made(status, came));

    assertThat(told.text()).isEqualTo(words);
    assertThat(told.moved()).isEqualTo(moved);
  }
}
