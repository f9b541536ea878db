package io.paydesk.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page of a payer's saved cards says, in English. */
@MessageBundle("card")
public interface CardWords {

  @Message("Your cards")
  String title();

  @Message("You have not saved a card yet.")
  String none();

  @Message("Add a card")
  String add();

  @Message("Save the card")
  String save();

  @Message("Pay my subscriptions with it from now on")
  String useNew();

  @Message("By saving it you let {shop} charge it later for what you have agreed to.")
  String consent(String shop);

  @Message("Default")
  String isDefault();

  @Message("Make default")
  String use();

  @Message("Remove")
  String remove();

  @Message("Remove it for good? What it pays for is then charged to your default, or fails.")
  String sure();

  /** The answer to {@link #sure}. */
  @Message("Yes, remove it")
  String yes();

  @Message("Keep it")
  String keep();

  @Message("Expires {date}")
  String until(String date);

  @Message("Expired {date}")
  String expired(String date);

  @Message("The card is saved.")
  String saved();

  @Message("Your subscriptions will be charged to it.")
  String used();

  @Message("The card is removed.")
  String removed();

  @Message("Your bank is checking it. It appears here when that is done.")
  String waits();

  @Message("Nothing was saved. Try again, or use another card.")
  String failed();

  @Message(
      "An invoice of your subscription is unpaid. A new card does not pay it by itself: {shop} has a link for you to pay it.")
  String due(String shop);

  @Message("This cannot be changed here. Ask {shop}.")
  String notHere(String shop);

  @Message("To see your cards, turn on JavaScript.")
  String needsScript();

  @Message("Your bank asks you first. Nothing is charged until you have agreed.")
  String pays();

  @Message("Saved cards")
  String choose();

  @Message("Another way to pay")
  String another();

  @Message("Save it for the next time at {shop}")
  String keepNew(String shop);
}
