package io.paydesk.admin.list;

import io.paydesk.admin.list.ListPage.Problem;
import io.paydesk.problem.Refusal;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Why a list cannot be narrowed so, for whoever has filled in its fields: not as the API has it.
 */
final class FilterWords {

  private FilterWords() {}

  static Problem of(Refusal refusal) {
    return switch (refusal.name()) {
      case "invalid-amount" ->
          new Problem(
              "Not an amount",
              "Write an amount such as 99.99, without a separator between thousands, and with no"
                  + " more decimals than its currency has.");
      case "empty-range" ->
          new Problem(
              "The range is empty",
              "'Amount from' must not be over 'Amount to': no amount lies between them.");
      case "invalid-time" -> new Problem("Not a day", "Write a day such as 2026-11-23.");
      case "empty-period" ->
          new Problem(
              "The period is empty",
              "'From' must not be after 'To': no day lies between them. Swap the two, or leave one"
                  + " out.");
      case "unknown-currency" ->
          new Problem("Unknown currency", "Write a currency's three letters, such as USD or EUR.");
      default ->
          new Problem(
              String.valueOf(refusal.body().get("title")), String.valueOf(refusal.getMessage()));
    };
  }

  /** Whoever misspells a filter must not be shown all rows. */
  static Refusal unknown(Collection<String> unknown, Collection<String> known) {
    return Refusal.of(
        "unknown-query-parameter",
        400,
        "There is no such filter",
        "This list has no filter %s. It has: %s."
            .formatted(
                unknown.stream()
                    .limit(5)
                    .map(FilterWords::quoted)
                    .collect(Collectors.joining(", ")),
                String.join(", ", known)));
  }

  private static String quoted(String name) {
    return "'" + (name.length() <= 60 ? name : name.substring(0, 60) + "...") + "'";
  }
}
