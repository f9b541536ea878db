package io.paydesk.admin.row;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.act.DisputeActs;
import io.paydesk.dispute.DisputeView;
import io.paydesk.payment.PaymentView;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a shop must know before it answers a dispute. */
final class DisputeNotes {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  private DisputeNotes() {}

  /**
   * Nothing once it is the bank's turn.
   *
   * @param payments of its order
   * @see <a href="https://docs.stripe.com/disputes/responding">Stripe</a>
   */
  static List<String> of(DisputeView dispute, List<PaymentView> payments, AdminWords words) {
    var notes = new ArrayList<String>();
    if (!new DisputeActs(dispute).canBeAnswered()) {
      return notes;
    }
    if (dispute.dueBy() != null && dispute.dueBy().isAfter(words.now())) {
      notes.add(
          "Without an answer by "
              + DAY.format(dispute.dueBy().atOffset(ZoneOffset.UTC))
              + ", the payer's bank decides for the payer.");
    }
    payments.stream()
        .filter(one -> one.id() == dispute.paymentId() && one.amountRefunded() > 0)
        .forEach(
            one ->
                notes.add(
                    words.money(one.amountRefunded(), one.currency())
                        + " of this payment went back already. Say so in your answer."));
    return notes;
  }
}
