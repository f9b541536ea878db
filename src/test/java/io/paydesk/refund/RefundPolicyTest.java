package io.paydesk.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentDispute;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a payment may be refunded, and how much of it. */
class RefundPolicyTest {

  /**
   * @param is the payment's status
   * @param came minor units, as are those that went back, are on their way back, and are asked for
   * @param dispute of the payment, with {@code !} where Stripe does not refund its charge any more
   * @param asked nothing for all that remains
   * @param decision how much goes back, or the name of the refusal
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                                                    | is                 | in  | came  | back  | on its way | dispute                | asked         | asked in | decision
          all of it                                                 | SUCCEEDED          | usd | 10000 | 0     | 0          |                        |               |          | 10000
          a part of it                                              | SUCCEEDED          | usd | 10000 | 0     | 0          |                        | 2500          |          | 2500
          all of it by its number                                   | SUCCEEDED          | usd | 10000 | 0     | 0          |                        | 10000         | usd      | 10000
          the smallest amount                                       | SUCCEEDED          | usd | 10000 | 0     | 0          |                        | 1             |          | 1
          the currency in capitals                                  | SUCCEEDED          | usd | 10000 | 0     | 0          |                        | 2500          | USD      | 2500
          what remains after a part                                 | PARTIALLY_REFUNDED | usd | 10000 | 2500  | 0          |                        |               |          | 7500
          what remains beside what is on its way                    | PARTIALLY_REFUNDED | usd | 10000 | 2500  | 2500       |                        |               |          | 5000
          the last unit that remains                                | PARTIALLY_REFUNDED | usd | 10000 | 9999  | 0          |                        | 1             |          | 1
          all of it again, as its refund failed                     | REFUNDED           | usd | 10000 | 0     | 0          |                        |               |          | 10000

          # The money has to have come.
          Stripe has not answered yet                               | CREATED            | usd | 0     | 0     | 0          |                        |               |          | payment-not-settled
          the payer has not paid yet                                | PENDING            | usd | 0     | 0     | 0          |                        | 2500          |          | payment-not-settled
          a bank decides                                            | PROCESSING         | usd | 0     | 0     | 0          |                        | 2500          |          | payment-not-settled
          nobody knows whether it was made                          | UNKNOWN            | usd | 0     | 0     | 0          |                        | 2500          |          | payment-not-settled
          it was canceled                                           | CANCELED           | usd | 0     | 0     | 0          |                        | 2500          |          | payment-not-settled
          Stripe refused it                                         | FAILED             | usd | 0     | 0     | 0          |                        | 2500          |          | payment-not-settled

          # It goes back in the currency in which it came.
          another currency                                          | SUCCEEDED          | usd | 10000 | 0     | 0          |                        | 2500          | eur      | refund-currency-mismatch
          another currency for all that remains                     | SUCCEEDED          | usd | 10000 | 0     | 0          |                        |               | eur      | refund-currency-mismatch
          an empty currency                                         | SUCCEEDED          | usd | 10000 | 0     | 0          |                        | 2500          | ''       | refund-currency-mismatch

          # What the payer's bank has taken back is not paid twice.
          the bank has taken it                                     | SUCCEEDED          | usd | 10000 | 0     | 0          | needs_response!        | 2500          |          | payment-disputed
          the bank looks at the evidence                            | SUCCEEDED          | usd | 10000 | 0     | 0          | under_review!          | 2500          |          | payment-disputed
          the dispute is lost                                       | SUCCEEDED          | usd | 10000 | 0     | 0          | lost                   | 2500          |          | payment-disputed
          it was won and is called into question again              | SUCCEEDED          | usd | 10000 | 0     | 0          | appeal_needs_response  | 2500          |          | payment-disputed
          Stripe does not refund it, and we do not know the status  | SUCCEEDED          | usd | 10000 | 0     | 0          | in_space!              | 2500          |          | payment-disputed
          the second of two disputes is in the way                  | SUCCEEDED          | usd | 10000 | 0     | 0          | won needs_response!    | 2500          |          | payment-disputed
          an inquiry, which a refund may end                        | SUCCEEDED          | usd | 10000 | 0     | 0          | warning_needs_response | 2500          |          | 2500
          an inquiry that is over                                   | SUCCEEDED          | usd | 10000 | 0     | 0          | warning_closed         | 2500          |          | 2500
          a dispute that is won                                     | SUCCEEDED          | usd | 10000 | 0     | 0          | won                    | 2500          |          | 2500
          a dispute that was prevented                              | SUCCEEDED          | usd | 10000 | 0     | 0          | prevented              | 2500          |          | 2500

          # Something has to remain.
          all of it went back                                       | REFUNDED           | usd | 10000 | 10000 | 0          |                        | 2500          |          | nothing-to-refund
          all of it is on its way                                   | SUCCEEDED          | usd | 10000 | 0     | 10000      |                        |               |          | nothing-to-refund
          more went back than came, as one has failed since         | REFUNDED           | usd | 10000 | 12500 | 0          |                        |               |          | nothing-to-refund

          # An amount is a whole number over zero, in the steps of its currency.
          nothing                                                   | SUCCEEDED          | usd | 10000 | 0     | 0          |                        | 0             |          | amount-out-of-range
          less than nothing                                         | SUCCEEDED          | usd | 10000 | 0     | 0          |                        | -1            |          | amount-out-of-range
          a step that the currency does not have                    | SUCCEEDED          | kwd | 10000 | 0     | 0          |                        | 2505          |          | amount-not-chargeable
          a step that the currency has                              | SUCCEEDED          | kwd | 10000 | 0     | 0          |                        | 2510          |          | 2510

          # No more than what remains.
          one unit more than what came                              | SUCCEEDED          | usd | 10000 | 0     | 0          |                        | 10001         |          | refund-exceeds-remaining
          one unit more than what is left beside the rest           | PARTIALLY_REFUNDED | usd | 10000 | 2500  | 2500       |                        | 5001          |          | refund-exceeds-remaining

          # Where several rules refuse, the one that matters most is told.
          no money came, and the currency is another one            | PENDING            | usd | 0     | 0     | 0          |                        | 2500          | eur      | payment-not-settled
          another currency, and it is disputed                      | SUCCEEDED          | usd | 10000 | 0     | 0          | lost                   | 2500          | eur      | refund-currency-mismatch
          it is disputed, and nothing remains                       | REFUNDED           | usd | 10000 | 10000 | 0          | lost                   | 2500          |          | payment-disputed
          nothing remains, and it is no amount                      | REFUNDED           | usd | 10000 | 10000 | 0          |                        | 0             |          | nothing-to-refund
          it is no amount, and more than what remains               | SUCCEEDED          | usd | 10000 | 0     | 0          |                        | 1000000000000 |          | amount-out-of-range
          it is no step, and more than what remains                 | SUCCEEDED          | kwd | 10000 | 0     | 0          |                        | 10005         |          | amount-not-chargeable
          everything is wrong at once                               | FAILED             | usd | 0     | 0     | 0          | lost                   | 0             | eur      | payment-not-settled
          """)
  void decides(
      String sentence,
      PaymentStatus is,
      String in,
      long came,
      long back,
      long onItsWay,
      String dispute,
      Long asked,
      String askedIn,
      String decision) {
    var totals = new RefundTotals(came, back, onItsWay);

    assertThat(decision(new RefundPolicy.Case(payment(is, in, dispute), totals, asked, askedIn)))
        .isEqualTo(decision);
  }

  private static String decision(RefundPolicy.Case wanted) {
    try {
      return Long.toString(RefundPolicy.amountOf(wanted));
    } catch (Refusal refusal) {
      return refusal.name();
    }
  }

  /** A refund during an inquiry is made, and has a warning. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                                   | dispute                    | is warned of
          no dispute                               |                            |
          an inquiry                               | warning_needs_response     | warning_needs_response
          an inquiry that the bank looks at        | warning_under_review       | warning_under_review
          an inquiry beside one that is over       | won warning_needs_response | warning_needs_response
          an inquiry that is over                  | warning_closed             |
          a dispute that is won                    | won                        |
          a dispute that Stripe would still refund | needs_response             |
          a status that we do not know             | in_space                   |
          """)
  void warns(String sentence, String dispute, String warnedOf) {
    var warning = RefundPolicy.warning(payment(PaymentStatus.SUCCEEDED, "usd", dispute));

    if (warnedOf == null) {
      assertThat(warning).isNull();
    } else {
      assertThat(warning).contains("inquiry", "(" + warnedOf + ")");
    }
  }

  private static Payment payment(PaymentStatus status, String currency, String disputes) {
    var payment = new Payment();
    payment.id = 1L;
    payment.status = status;
    payment.currency = currency;
    payment.disputes = disputes == null ? List.of() : disputes(currency, disputes.split(" "));
    return payment;
  }

  private static List<PaymentDispute> disputes(String currency, String... statuses) {
    var disputes = new ArrayList<PaymentDispute>();
    for (var status : statuses) {
      disputes.add(
          new PaymentDispute(
              "du_" + disputes.size(),
              status.replace("!", ""),
              10000,
              currency,
              "fraudulent",
              !status.endsWith("!"),
              null));
    }
    return disputes;
  }
}
