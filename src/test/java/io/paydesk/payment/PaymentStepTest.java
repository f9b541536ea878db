package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.Hold;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.Seen;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Stripe's news about an intent means to a payment. */
class PaymentStepTest {

  private static final Instant SHOWN = Instant.parse("2026-11-24T12:00:00Z");

  /**
   * @param now the payment's status
   * @param shows the code of the failure that it shows
   * @param says the intent's status at Stripe
   * @param why the code of the intent's failure
   * @param how the news came: by an event, by an answer that is newer or older than what the
   *     payment shows, or by the first answer
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                                                          | now                | shows         | says                    | why           | how          | step
          # The money came: final at Stripe, so it is believed whenever it comes.
          the first answer may be that it is paid                         | CREATED            |               | succeeded               |               | first answer | SUCCEED
          an event may overtake the answer to our own call                | CREATED            |               | succeeded               |               | event        | SUCCEED
          the answer was lost and the payer paid                          | UNKNOWN            |               | succeeded               |               | event        | SUCCEED
          the payer paid                                                  | PENDING            |               | succeeded               |               | event        | SUCCEED
          the payer paid after a declined card                            | PENDING            | card_declined | succeeded               |               | event        | SUCCEED
          the bank said yes                                               | PROCESSING         |               | succeeded               |               | event        | SUCCEED
          money is believed also where an old answer tells of it          | PENDING            |               | succeeded               |               | older answer | SUCCEED
          the payer was faster than the cancel                            | CANCELED           |               | succeeded               |               | event        | SUCCEED
          Stripe refused it, yet it was made and paid                     | FAILED             |               | succeeded               |               | newer answer | SUCCEED

          # Once the money is here, nothing that Stripe says of the intent changes that.
          it is told twice that it is paid                                | SUCCEEDED          |               | succeeded               |               | event        | KEEP
          a late event says that a bank decides                           | SUCCEEDED          |               | processing              |               | event        | KEEP
          a late event says that a card was declined                      | SUCCEEDED          |               | requires_payment_method | card_declined | event        | KEEP
          a cancel is told of what is paid                                | SUCCEEDED          |               | canceled                |               | newer answer | KEEP
          a word that is not known is told of what is paid                | SUCCEEDED          |               | requires_prayer         |               | newer answer | KEEP
          what went back in part stays so                                 | PARTIALLY_REFUNDED |               | succeeded               |               | newer answer | KEEP
          what went back stays so                                         | REFUNDED           |               | succeeded               |               | event        | KEEP

          # A cancel is final at Stripe too.
          it is canceled in the dashboard before we have an answer        | CREATED            |               | canceled                |               | event        | CANCEL
          the answer was lost and it was canceled                         | UNKNOWN            |               | canceled                |               | first answer | CANCEL
          nobody paid and it is canceled                                  | PENDING            |               | canceled                |               | event        | CANCEL
          a cancel is believed also where an old answer tells of it       | PROCESSING         |               | canceled                |               | older answer | CANCEL
          it is told twice that it is canceled                            | CANCELED           |               | canceled                |               | event        | KEEP
          what Stripe refused is not canceled on top                      | FAILED             |               | canceled                |               | event        | KEEP

          # The first that is heard of an intent is taken, whichever way it comes.
          Stripe made it and it waits for the payer                       | CREATED            |               | requires_payment_method |               | first answer | WAIT
          an event tells of it before the answer to our own call          | CREATED            |               | requires_payment_method |               | event        | WAIT
          the answer was lost and it waits for the payer                  | UNKNOWN            |               | requires_action         |               | event        | WAIT
          the answer was lost and a bank decides                          | UNKNOWN            |               | processing              |               | event        | PROCESS
          the first answer is that a bank decides                         | CREATED            |               | processing              |               | first answer | PROCESS

          # Waiting and processing follow each other both ways: an answer tells which, by its time.
          a newer answer says that a bank decides                         | PENDING            |               | processing              |               | newer answer | PROCESS
          a newer answer says that the bank said no                       | PROCESSING         |               | requires_payment_method | card_declined | newer answer | WAIT
          a newer answer tells of another failure                         | PENDING            | card_declined | requires_payment_method | expired_card  | newer answer | WAIT
          an older answer says that a bank decides                        | PENDING            |               | processing              |               | older answer | KEEP
          an older answer says that it waits                              | PROCESSING         |               | requires_payment_method |               | older answer | KEEP
          an answer counts where none was shown yet                       | PENDING            |               | processing              |               | first answer | PROCESS

          # A hold is known by an answer with the charge, which says how long it lasts.
          the payer has paid and the bank holds the money                 | PENDING            |               | requires_capture        |               | newer answer | AUTHORIZE
          the answer was lost and the bank holds the money                | UNKNOWN            |               | requires_capture        |               | first answer | AUTHORIZE
          a bank decided and holds the money                              | PROCESSING         |               | requires_capture        |               | newer answer | AUTHORIZE
          an answer tells of the hold again                               | AUTHORIZED         |               | requires_capture        |               | newer answer | AUTHORIZE
          an older answer says that the bank holds the money              | PENDING            |               | requires_capture        |               | older answer | KEEP
          an event does not say how long the bank holds it                | PENDING            |               | requires_capture        |               | event        | ASK
          an event is the first that is heard of a hold                   | CREATED            |               | requires_capture        |               | event        | ASK
          an answer without the charge does not say it either             | PENDING            |               | requires_capture        |               | bare answer  | ASK
          an event tells of the hold again                                | AUTHORIZED         |               | requires_capture        |               | event        | KEEP
          what is held is captured                                        | AUTHORIZED         |               | succeeded               |               | event        | SUCCEED
          what is held is let go                                          | AUTHORIZED         |               | canceled                |               | event        | CANCEL
          a late event says that it waits for the payer                   | AUTHORIZED         |               | requires_action         |               | event        | ASK
          an older answer says that it waits for the payer                | AUTHORIZED         |               | requires_action         |               | older answer | KEEP
          a capture failed and the payer must pay anew                    | AUTHORIZED         |               | requires_payment_method | card_declined | newer answer | WAIT
          a late event tells of the hold of what is captured              | SUCCEEDED          |               | requires_capture        |               | event        | KEEP
          a late event tells of the hold of what is canceled              | CANCELED           |               | requires_capture        |               | event        | KEEP

          # An event may be old, so one that tells of a change proves nothing: Stripe is asked.
          an event says that a bank decides                               | PENDING            |               | processing              |               | event        | ASK
          an event says that it waits again                               | PROCESSING         |               | requires_payment_method | card_declined | event        | ASK
          an event tells of a declined card                               | PENDING            |               | requires_payment_method | card_declined | event        | ASK
          an event tells of another failure than the one shown            | PENDING            | card_declined | requires_payment_method | expired_card  | event        | ASK
          an event without a failure does not take away the one shown     | PENDING            | card_declined | requires_payment_method |               | event        | ASK
          an event tells what is shown already                            | PENDING            |               | requires_payment_method |               | event        | KEEP
          an event tells of the failure that is shown already             | PENDING            | card_declined | requires_payment_method | card_declined | event        | KEEP
          an event says that a bank decides, which is shown already       | PROCESSING         |               | processing              |               | event        | KEEP

          # What is over opens only for money.
          a canceled one is told to wait                                  | CANCELED           |               | requires_payment_method |               | newer answer | KEEP
          a canceled one is told that a bank decides                      | CANCELED           |               | processing              |               | event        | KEEP
          a refused one is told to wait                                   | FAILED             |               | requires_payment_method |               | newer answer | KEEP
          a refused one is told that a bank decides                       | FAILED             |               | processing              |               | event        | KEEP

          # A status that Stripe has added since is kept in its own words.
          a word that is not known comes first                            | CREATED            |               | requires_prayer         |               | first answer | NOTE
          a word that is not known comes while it waits                   | PENDING            |               | requires_prayer         |               | event        | NOTE
          a word that is not known comes after a cancel                   | CANCELED           |               | requires_prayer         |               | newer answer | NOTE
          no status at all is one that is not known                       | PENDING            |               |                         |               | newer answer | NOTE
          """)
  void newsOfAnIntentHasThisMeaning(
      String sentence,
      PaymentStatus now,
      String shows,
      String says,
      String why,
      String how,
      PaymentStep step) {
    var observedAt = how.equals("first answer") ? null : SHOWN;

    assertThat(PaymentStep.of(now, failure(shows), observedAt, seen(intent(says, why, how), how)))
        .isEqualTo(step);
  }

  private static Seen<PaymentIntentSnapshot> seen(PaymentIntentSnapshot intent, String how) {
    return switch (how) {
      case "event" -> Seen.byEvent(intent);
      case "first answer", "newer answer", "bare answer" ->
          Seen.asked(intent, SHOWN.plusSeconds(1));
      case "older answer" -> Seen.asked(intent, SHOWN.minusSeconds(1));
      default -> throw new IllegalArgumentException(how);
    };
  }

  private static PaymentIntentSnapshot intent(String status, String failure, String how) {
    var hold = new Hold(9999, SHOWN.plusSeconds(7), !how.equals("bare answer"));
    return new PaymentIntentSnapshot(
        "pi_1",
        status,
        9999,
        0,
        "requires_capture".equals(status) ? hold : null,
        "usd",
        null,
        null,
        null,
        false,
        Map.of(),
        null,
        failure(failure),
        null);
  }

  private static StripeFailure failure(String code) {
    return code == null ? null : new StripeFailure(code, null, "No.");
  }
}
