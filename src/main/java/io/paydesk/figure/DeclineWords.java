package io.paydesk.figure;

import java.util.Map;
import java.util.Optional;

/**
 * Why banks and Stripe decline, in a few words for the shop.
 *
 * @see <a href="https://docs.stripe.com/declines/codes">decline codes</a>
 */
public final class DeclineWords {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("generic_decline", "The bank gives no reason"),
          Map.entry("card_declined", "The bank gives no reason"),
          Map.entry("do_not_honor", "The bank gives no reason"),
          Map.entry("call_issuer", "The payer has to call their bank"),
          Map.entry("insufficient_funds", "Not enough money"),
          Map.entry("withdrawal_count_limit_exceeded", "Over the card's limit"),
          Map.entry("card_velocity_exceeded", "Over the card's limit"),
          Map.entry("approve_with_id", "The bank could not authorize it"),
          Map.entry("issuer_not_available", "The bank was not reached"),
          Map.entry("processing_error", "The bank could not process it"),
          Map.entry("try_again_later", "The bank asks to try again later"),
          Map.entry("reenter_transaction", "The bank asks to try again"),
          Map.entry("expired_card", "The card has expired"),
          Map.entry("incorrect_number", "Wrong card number"),
          Map.entry("invalid_number", "Wrong card number"),
          Map.entry("incorrect_cvc", "Wrong security code"),
          Map.entry("invalid_cvc", "Wrong security code"),
          Map.entry("incorrect_zip", "Wrong postal code"),
          Map.entry("incorrect_address", "Wrong address"),
          Map.entry("invalid_expiry_month", "Wrong expiry date"),
          Map.entry("invalid_expiry_year", "Wrong expiry date"),
          Map.entry("invalid_account", "The card or its account is not valid"),
          Map.entry("incorrect_pin", "Wrong PIN"),
          Map.entry("card_not_supported", "The card cannot pay for this"),
          Map.entry("currency_not_supported", "The card cannot pay in this currency"),
          Map.entry("transaction_not_allowed", "The bank does not allow it"),
          Map.entry("not_permitted", "The bank does not allow it"),
          Map.entry("restricted_card", "The card is restricted"),
          Map.entry("lost_card", "The card was reported lost"),
          Map.entry("stolen_card", "The card was reported stolen"),
          Map.entry("pickup_card", "The card may be lost or stolen"),
          Map.entry("fraudulent", "Stripe thinks that it is fraud"),
          Map.entry("merchant_blacklist", "The shop's list at Stripe blocks it"),
          Map.entry("highest_risk_level", "Stripe's risk is too high"),
          Map.entry("security_violation", "The bank declined for security"),
          Map.entry("duplicate_transaction", "The same was paid a moment before"),
          Map.entry("authentication_required", "The bank wanted the payer to confirm"),
          Map.entry(
              "payment_intent_authentication_failure", "The payer did not confirm at their bank"),
          Map.entry("authentication_failure", "The payer did not confirm at their bank"),
          Map.entry("revocation_of_all_authorizations", "The payer told the bank to stop"),
          Map.entry("revocation_of_authorization", "The payer told the bank to stop"),
          Map.entry("stop_payment_order", "The payer told the bank to stop"),
          Map.entry("new_account_information_available", "The card has new details"),
          Map.entry("no_action_taken", "The bank did nothing"),
          Map.entry("service_not_allowed", "The bank does not allow it"),
          Map.entry("testmode_decline", "A test card"),
          Map.entry("live_mode_test_card", "A test card"),
          Map.entry("payment_method_provider_decline", "The payer's provider declined"),
          Map.entry("payment_method_provider_timeout", "The payer's provider was not reached"),
          Map.entry("payment_intent_payment_attempt_failed", "The try failed"),
          Map.entry("payment_intent_payment_attempt_expired", "The payer did not finish in time"),
          Map.entry("other", "No reason given"));

  private DeclineWords() {}

  /** Stripe adds codes: a new one is shown with its own words. */
  static String of(String reason) {
    var spaced = reason.replace('_', ' ').strip();
    return known(reason)
        .orElse(
            spaced.isEmpty()
                ? "No reason given"
                : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1));
  }

  /** Empty where nobody has found words for it. */
  public static Optional<String> known(String reason) {
    return Optional.ofNullable(WORDS.get(reason));
  }
}
