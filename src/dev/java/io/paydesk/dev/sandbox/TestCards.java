package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.paydesk.dev.sandbox.Aftermath.IsDisputed;
import io.paydesk.dev.sandbox.Aftermath.IsDisputedTwice;
import io.paydesk.dev.sandbox.Aftermath.IsWarnedOf;
import io.paydesk.dev.sandbox.Aftermath.Quiet;
import io.paydesk.dev.sandbox.Aftermath.RefundsFail;
import io.paydesk.dev.sandbox.Aftermath.RefundsTakeTime;
import io.paydesk.dev.sandbox.CardBehaviour.Authenticates;
import io.paydesk.dev.sandbox.CardBehaviour.Decline;
import io.paydesk.dev.sandbox.CardBehaviour.Declines;
import io.paydesk.dev.sandbox.CardBehaviour.FailsLater;
import io.paydesk.dev.sandbox.CardBehaviour.Pays;
import io.paydesk.dev.sandbox.CardBehaviour.PaysLater;
import io.paydesk.dev.sandbox.CardBehaviour.Redirects;
import io.paydesk.dev.sandbox.CardBehaviour.SavesOnly;
import io.paydesk.dev.sandbox.CardBehaviour.VerifiesLater;
import java.util.List;
import java.util.Optional;

/**
 * The part of <a href="https://docs.stripe.com/testing">Stripe's test cards</a> that the sandbox
 * knows.
 */
final class TestCards {

  static final List<TestCard> ALL =
      List.of(
          card("4242424242424242", "Succeeds", new Pays(new Quiet()), "pm_card_visa"),
          card(
              "5555555555554444",
              "Succeeds (Mastercard)",
              new Pays(new Quiet()),
              "pm_card_mastercard"),
          card(
              "378282246310005",
              "Succeeds (American Express)",
              new Pays(new Quiet()),
              "pm_card_amex"),
          card(
              "4000000000000002",
              "Declined",
              declines("card_declined", "generic_decline", "Your card was declined."),
              "pm_card_visa_chargeDeclined",
              "pm_card_chargeDeclined"),
          card(
              "4000000000009995",
              "Declined: insufficient funds",
              declines("card_declined", "insufficient_funds", "Your card has insufficient funds."),
              "pm_card_chargeDeclinedInsufficientFunds",
              "pm_card_visa_chargeDeclinedInsufficientFunds"),
          card(
              "4000000000000069",
              "Declined: expired card",
              declines("expired_card", null, "Your card has expired."),
              "pm_card_chargeDeclinedExpiredCard"),
          card(
              "4000000000000127",
              "Declined: incorrect CVC",
              declines("incorrect_cvc", null, "Your card's security code is incorrect."),
              "pm_card_chargeDeclinedIncorrectCvc"),
          card(
              "4000000000000119",
              "Declined: processing error",
              declines(
                  "processing_error",
                  null,
                  "An error occurred while processing your card. Try again in a little bit."),
              "pm_card_chargeDeclinedProcessingError"),
          card(
              "4000002500003155",
              "Asks for 3-D Secure",
              new Authenticates(false),
              "pm_card_authenticationRequiredOnSetup"),
          card(
              "4000000000003220",
              "Asks for 3-D Secure 2",
              new Authenticates(true),
              "pm_card_threeDSecure2Required"),
          card(
              "4000002760003184",
              "Asks for 3-D Secure at every payment",
              new Authenticates(true),
              "pm_card_authenticationRequired"),
          card(
              "4000000000000341",
              "Can be saved, declines when charged",
              new SavesOnly(
                  new Decline(
                      "card_declined",
                      "generic_decline",
                      "do_not_try_again",
                      "Your card was declined.")),
              "pm_card_chargeCustomerFail"),
          card(
              "4000000000007726",
              "Succeeds; its refunds are pending for a while",
              new Pays(new RefundsTakeTime()),
              "pm_card_pendingRefund"),
          card(
              "4000000000005126",
              "Succeeds; its refunds fail after a while",
              new Pays(new RefundsFail("expired_or_canceled_card")),
              "pm_card_refundFail"),
          card(
              "4000000000000259",
              "Succeeds and is disputed as fraudulent",
              new Pays(new IsDisputed("fraudulent", false)),
              "pm_card_createDispute"),
          card(
              "4000000000002685",
              "Succeeds and is disputed as not received",
              new Pays(new IsDisputed("product_not_received", false)),
              "pm_card_createDisputeProductNotReceived"),
          card(
              "4000000000001976",
              "Succeeds and is inquired about",
              new Pays(new IsDisputed("fraudulent", true)),
              "pm_card_createDisputeInquiry"),
          card(
              "4000000404000079",
              "Succeeds and is disputed several times",
              new Pays(new IsDisputedTwice("fraudulent")),
              "pm_card_createMultipleDisputes"),
          card(
              "4000000000005423",
              "Succeeds and its bank warns of fraud",
              new Pays(new IsWarnedOf("made_with_stolen_card")),
              "pm_card_createIssuerFraudRecord"),
          new TestCard(
              null,
              "STRIPE TEST BANK",
              "Bank debit: processing, then succeeds",
              new PaysLater(),
              List.of("pm_usBankAccount_success", "pm_usBankAccount")),
          new TestCard(
              null,
              "STRIPE TEST BANK",
              "Bank debit: waits until the payer has verified small deposits",
              new VerifiesLater(),
              List.of("pm_usBankAccount_microdeposits")),
          new TestCard(
              null,
              "STRIPE TEST BANK",
              "Bank debit: processing, then fails for insufficient funds",
              new FailsLater(
                  new Decline(
                      "payment_intent_payment_attempt_failed",
                      null,
                      "try_again_later",
                      "The payment failed: the customer's account has insufficient funds to cover"
                          + " this payment.")),
              List.of("pm_usBankAccount_insufficientFunds")));

  /** No test token stands for it: a browser describes it. */
  static final TestCard KLARNA =
      new TestCard(null, "klarna", "Klarna", new Redirects(), List.of("klarna"));

  private TestCards() {}

  private static TestCard card(
      String number, String label, CardBehaviour behaviour, String... tokens) {
    String brand =
        switch (number.charAt(0)) {
          case '3' -> "amex";
          case '5' -> "mastercard";
          default -> "visa";
        };
    return new TestCard(number, brand, label, behaviour, List.of(tokens));
  }

  private static CardBehaviour declines(String code, String declineCode, String message) {
    String advice = "generic_decline".equals(declineCode) ? "do_not_try_again" : "try_again_later";
    return new Declines(new Decline(code, declineCode, advice, message));
  }

  static Optional<TestCard> ofToken(String token) {
    return ALL.stream().filter(card -> card.tokens().contains(token)).findFirst();
  }

  /** What a payment method was made of. */
  static TestCard ofMade(String token) {
    return ofToken(token).orElse(KLARNA);
  }

  static TestCard ofNumber(String number) {
    String digits = number.replaceAll("[ -]", "");
    return ALL.stream()
        .filter(card -> digits.equals(card.number()))
        .findFirst()
        .orElseThrow(() -> incorrectNumber(digits));
  }

  private static Refusal incorrectNumber(String digits) {
    return digits.matches("\\d{12,19}")
        ? Refusal.badCard(
            "incorrect_number",
            "number",
            "Your card number is incorrect. The sandbox knows Stripe's test cards only.")
        : Refusal.badCard("incorrect_number", "number", "Your card number is incorrect.");
  }

  /** The payment methods for people and pages, with what each does. */
  static ArrayNode listed() {
    ArrayNode cards = Json.MAPPER.createArrayNode();
    for (TestCard card : ALL) {
      cards.add(
          Json.object(
              "number", card.number(),
              "payment_method", card.tokens().get(0),
              "type", card.type(),
              "brand", card.brand(),
              "label", card.label()));
    }
    return cards;
  }
}
