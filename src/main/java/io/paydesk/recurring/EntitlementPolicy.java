package io.paydesk.recurring;

import io.paydesk.recurring.EntitlementsView.Entitlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which prices a user may use now, and until when. This is the whole decision, from all of the
 * user's subscriptions as they are, not from the last event.
 */
final class EntitlementPolicy {

  /** Nothing has been told of the end yet: as long as a webhook may take. */
  private static final Duration UNTOLD = Duration.ofHours(1);

  private EntitlementPolicy() {}

  /**
   * @param recurring the user's
   * @param grace from when a renewal was due and not paid
   */
  static List<Entitlement> of(Collection<RecurringPayment> recurring, Duration grace, Instant now) {
    return recurring.stream()
        .filter(row -> until(row, grace, now).isAfter(now))
        .collect(Collectors.groupingBy(row -> row.priceId))
        .values()
        .stream()
        .map(ofOnePrice -> entitlement(ofOnePrice, grace, now))
        .sorted(Comparator.comparing(Entitlement::priceId))
        .toList();
  }

  private static Entitlement entitlement(List<RecurringPayment> rows, Duration grace, Instant now) {
    var longest =
        rows.stream()
            .max(Comparator.comparing((RecurringPayment row) -> until(row, grace, now)))
            .orElseThrow();
    int quantity = rows.stream().mapToInt(row -> row.quantity).max().orElseThrow();
    return new Entitlement(
        longest.priceId, quantity, until(longest, grace, now), longest.id, longest.status);
  }

  private static Instant until(RecurringPayment row, Duration grace, Instant now) {
    if (row.quantity == 0) {
      return Instant.MIN;
    }
    return switch (row.status) {
      // A renewal is made at the period's end and told a little later.
      case ACTIVE ->
          row.currentPeriodEnd == null ? now.plus(UNTOLD) : row.currentPeriodEnd.plus(UNTOLD);
      // Without a card the trial is an offer that nobody has taken yet.
      case TRIALING ->
          row.pendingSetupIntent == null && row.trialEnd != null
              ? row.trialEnd.plus(UNTOLD)
              : Instant.MIN;
      case PAST_DUE ->
          row.firstInvoiceId != null && row.pastDueSince != null
              ? row.pastDueSince.plus(grace)
              : Instant.MIN;
      case CREATED, UNKNOWN, INCOMPLETE, UNPAID, PAUSED, CANCELED, INCOMPLETE_EXPIRED ->
          Instant.MIN;
    };
  }
}
