package io.paydesk.dev.sandbox;

import io.paydesk.dev.sandbox.Aftermath.Quiet;
import io.paydesk.dev.sandbox.Aftermath.RefundsTakeTime;
import io.paydesk.dev.sandbox.CardBehaviour.Pays;
import io.paydesk.dev.sandbox.CardBehaviour.Redirects;
import java.util.List;

/**
 * A payment method that only exists in test mode.
 *
 * @param number null for a bank account
 * @param tokens values of {@code payment_method}, the preferred one first
 */
record TestCard(
    String number, String brand, String label, CardBehaviour behaviour, List<String> tokens) {

  boolean isBankAccount() {
    return number == null && !isElsewhere();
  }

  /** Whether the payer agrees on another site. */
  boolean isElsewhere() {
    return behaviour instanceof Redirects;
  }

  String type() {
    if (isElsewhere()) {
      return brand;
    }
    return isBankAccount() ? "us_bank_account" : "card";
  }

  String last4() {
    if (isElsewhere()) {
      return brand;
    }
    return isBankAccount() ? "6789" : number.substring(number.length() - 4);
  }

  Aftermath aftermath() {
    if (behaviour instanceof Pays pays) {
      return pays.aftermath();
    }
    return isBankAccount() ? new RefundsTakeTime() : new Quiet();
  }

  /** The same for the same card, whoever uses it. */
  String fingerprint() {
    String seed = Integer.toString((type() + tokens.get(0)).hashCode() & 0x7fffffff, 36);
    return ("PaydeskSandbox" + seed).substring(0, 16) + last4().substring(2);
  }
}
