package io.paydesk.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * What the payer's page says, in English; {@code src/main/resources/messages} has the other
 * languages.
 */
@MessageBundle("say")
public interface PageWords {

  @Message("Pay {amount}")
  String pay(String amount);

  @Message("Continue to payment")
  String goOn();

  @Message("How would you like to pay?")
  String payTitle();

  @Message("Your payment details go straight to Stripe. {shop} never sees them.")
  String payNote(String shop);

  /** Between the wallets and the form. */
  @Message("or pay another way")
  String orByCard();

  @Message("Pay on Stripe's page")
  String hostedTitle();

  @Message("You enter your payment details on a page of Stripe's and come back here afterwards.")
  String hostedText();

  @Message("To pay")
  String toPay();

  @Message("Paid")
  String paid();

  @Message("Subtotal")
  String subtotal();

  @Message("Discount")
  String discount();

  @Message("Tax")
  String tax();

  @Message("Tax included")
  String taxIncluded();

  @Message("From your balance")
  String balance();

  @Message("Total")
  String total();

  @Message("{amount} each")
  String each(String amount);

  @Message("Discounts and taxes are worked out in the next step.")
  String pricedLater();

  @Message("Renews by itself until you cancel.")
  String renews();

  @Message("Order {number}")
  String order(long number);

  @Message("Order number")
  String orderNumber();

  @Message("What you pay for")
  String details();

  @Message("Back to {shop}")
  String back(String shop);

  @Message("Test mode: no real money")
  String test();

  @Message("Powered by Paydesk")
  String powered();

  @Message("Processing…")
  String working();

  @Message("Connection lost. Reconnecting…")
  String reconnecting();

  @Message("The payment form did not load. Check your connection, then try again.")
  String notLoaded();

  @Message("That did not work. Check your connection, then try again: you never pay twice.")
  String notSent();

  @Message("Too much is going on right now. Wait a moment, then try again.")
  String busy();

  @Message("Try again")
  String tryAgain();

  @Message("Your payment was declined. Try another way to pay, or ask your bank.")
  String declined();

  @Message("There is not enough money on this card. Try another one.")
  String declinedFunds();

  @Message("This card has expired. Try another one.")
  String declinedExpired();

  @Message("The card's security code is wrong. Check it, then try again.")
  String declinedCode();

  @Message("Your bank could not confirm that it is you. Try again, or pay another way.")
  String declinedIdentity();

  @Message("Your bank is working on it")
  String processingTitle();

  @Message(
      "This can take a few business days. There is nothing more to do: you can close this page.")
  String processingText();

  @Message("A receipt goes to {address} when the money has arrived.")
  String receiptWillGo(String address);

  @Message("The amount is reserved")
  String heldTitle();

  @Message("Your bank holds {amount}. {shop} takes it when your order is ready, or lets it go.")
  String heldText(String amount, String shop);

  @Message("Checking your payment")
  String checkingTitle();

  @Message("We are asking Stripe. This takes a moment.")
  String checkingText();

  @Message("Thank you")
  String paidTitle();

  @Message("We have received your payment of {amount}.")
  String paidText(String amount);

  @Message("Everything is settled. There is nothing to pay.")
  String freeText();

  @Message("{amount} was refunded to you.")
  String refundedText(String amount);

  @Message("Receipt sent to")
  String receiptAddress();

  @Message("View the receipt")
  String receipt();

  @Message("View the invoice")
  String invoice();

  @Message("Your subscription has started")
  String startedTitle();

  @Message("There is nothing to pay today.")
  String startedText();

  @Message("Paid until")
  String paidUntil();

  @Message("This cannot be paid here. Ask {shop}.")
  String notHere(String shop);

  @Message(
      "Your payment was started in another window, and nothing was charged. You can pay here again.")
  String begunElsewhere();

  @Message("The amount is now {amount}. Check it, then try again.")
  String changed(String amount);

  @Message(
      "{amount} is charged today, which differs from the price. If that is right, press the button again.")
  String chargedToday(String amount);

  @Message("Stripe has not answered yet. Nothing was charged, and we keep asking.")
  String asking();

  @Message("We are checking whether your payment went through. Please do not pay again.")
  String unsure();

  @Message("One more step is needed. Follow the instructions that you were sent.")
  String steps();

  @Message("We are looking at your payment")
  String reviewTitle();

  @Message(
      "Someone is checking it. There is nothing you need to do. Please do not pay again before you have heard from us.")
  String reviewText();

  @Message("This order was canceled")
  String canceledTitle();

  @Message("There is nothing to pay. If that surprises you, ask {shop}.")
  String canceledText(String shop);

  @Message("This order has expired")
  String expiredTitle();

  @Message("It can no longer be paid, and nothing was charged. Ask {shop} for a new one.")
  String expiredText(String shop);

  @Message("This link has expired")
  String linkExpiredTitle();

  @Message("Ask {shop} for a new one. If you have paid already, you need not do anything.")
  String linkExpiredText(String shop);

  @Message("We do not know this link")
  String unknownTitle();

  @Message(
      "Check that you have the whole address. If it still does not work, ask {shop} for a new link.")
  String unknownText(String shop);

  @Message("This page cannot be shown right now")
  String brokenTitle();

  @Message("Nothing was charged by opening it. Try again in a minute.")
  String brokenText();

  @Message("You can close this window")
  String backTitle();

  @Message("To see how your payment is going, open the link that you were sent.")
  String backText();

  @Message("To pay here, turn on JavaScript.")
  String needsScript();
}
