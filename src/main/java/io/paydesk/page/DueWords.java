package io.paydesk.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the payer's page says of what a subscription owes, like {@link PageWords}. */
@MessageBundle("due")
public interface DueWords {

  @Message("A payment is due")
  String title();

  @Message("Your subscription could not be charged. You can pay what you owe here.")
  String text();

  @Message("Pay now")
  String button();

  @Message("What you pay with now is charged for the next periods too.")
  String note();

  @Message("Failed attempts: {count}")
  String tries(String count);

  /** What a list of them is called. */
  @Message("Unpaid invoices")
  String owed();

  @Message("{count} invoices are unpaid. The oldest comes first.")
  String several(String count);

  @Message("Paid. The next invoice is unpaid too.")
  String next();

  @Message("What you owe has changed. Check the amount before you pay.")
  String changed();

  @Message("Save for the next period")
  String save();

  @Message("Saved for the next period")
  String saved();

  @Message("There is nothing to pay here right now. Ask {shop}.")
  String nothing(String shop);
}
