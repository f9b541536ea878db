package io.paydesk.timeline;

import io.paydesk.figure.DeclineWords;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why something is as it is, in a shop's words: histories, lists, pages and dialogs all say it so.
 */
public final class ReasonInWords {

  /** What reads badly when its underscores are taken away. */
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("general", "No reason given"),
          Map.entry("no-callback-for-this-type", "Nothing follows it"),
          Map.entry("requested_by_customer", "The payer asked for it"),
          Map.entry("duplicate", "Paid twice"),
          Map.entry("fraudulent", "Fraud"),
          Map.entry("expired_uncaptured_charge", "Never captured"),
          Map.entry("lost_or_stolen_card", "Card lost or stolen"),
          Map.entry("expired_or_canceled_card", "Card expired or canceled"),
          Map.entry("charge_for_pending_refund_disputed", "The payment is disputed"),
          Map.entry("amount-mismatch", "Another amount came than was due"),
          Map.entry("currency-mismatch", "The money came in another currency"),
          Map.entry("customer-mismatch", "Another customer of Stripe's paid"),
          Map.entry("subscription-mismatch", "Another subscription paid"),
          Map.entry("foreign-lines", "The invoice has lines that are not the order's"),
          Map.entry("sold-otherwise", "Stripe sold something else than the order says"),
          Map.entry("overpaid", "More came than was due"),
          Map.entry("second-success", "Paid twice"),
          Map.entry("paid-after-cancel", "Paid after it was canceled"),
          Map.entry("paid-after-end", "Paid after the subscription ended"),
          Map.entry("refund-failed", "A refund failed"),
          Map.entry("unhandled-type", "Nothing follows it, but something should"),
          Map.entry("wrong-mode", "Of the other mode, test or live"),
          Map.entry("told-by-its-snapshot", "Told before"),
          Map.entry("gone-at-stripe", "Stripe no longer has it"),
          Map.entry("not-of-this-installation", "Not of this Paydesk"),
          Map.entry("recurring-payment", "Subscription"));

  private ReasonInWords() {}

  /** {@code product_not_received} is "Product not received"; null stays null. */
  public static @Nullable String of(@Nullable String name) {
    return name == null || name.isBlank() ? null : words(name.strip());
  }

  private static String words(String name) {
    var known = KNOWN.get(name);
    return known == null
        ? DeclineWords.known(name).orElseGet(() -> capital(name.replaceAll("[_.-]+", " ").strip()))
        : known;
  }

  /** Several names, separated by commas; null where there are none. */
  public static @Nullable String each(@Nullable String names) {
    return names == null || names.isBlank()
        ? null
        : Arrays.stream(names.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .map(ReasonInWords::words)
            .collect(Collectors.joining("; "));
  }

  /** The same within a sentence, such as "paid twice"; empty for none. */
  public static String within(@Nullable String names) {
    var words = each(names);
    if (words == null || words.startsWith("Stripe")) {
      return words == null ? "" : words;
    }
    return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }

  private static String capital(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
