package io.paydesk.recurring;

import io.paydesk.recurring.EntitlementsView.Entitlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which prices a user may use now, and until when. The whole decision is here. It looks at all
 * items of all the user's subscriptions as they are, not at the last event.
 */
final class EntitlementPolicy {

  /** How long the news of a period's end may take to come: as long as a webhook may take. */
  private static final Duration NEWS_DELAY = Duration.ofHours(1);

  /**
   * @param grace counted from when a renewal was due and not paid
   * @param pauseEnds whether access ends with the paid period while collection is paused
   */
  record Terms(Duration grace, boolean pauseEnds) {
    static Terms of(EntitlementConfig config) {
      return new Terms(config.grace(), config.paused() == EntitlementConfig.Paused.END);
    }
  }

  private record Sold(RecurringPayment row, String priceId, int quantity, Instant until) {}

  private EntitlementPolicy() {}

  /**
   * @param recurring all of one user
   */
  static List<Entitlement> of(Collection<RecurringPayment> recurring, Terms terms, Instant now) {
    return recurring.stream()
        .flatMap(row -> sold(row, terms, now).stream())
        .filter(sold -> sold.until.isAfter(now))
        .collect(Collectors.groupingBy(Sold::priceId))
        .values()
        .stream()
        .map(EntitlementPolicy::entitlement)
        .sorted(Comparator.comparing(Entitlement::priceId))
        .toList();
  }

  /** Until when something of this subscription may be used; null where nothing may. */
  static @Nullable Instant until(RecurringPayment row, Terms terms, Instant now) {
    return sold(row, terms, now).stream()
        .map(Sold::until)
        .filter(until -> until.isAfter(now))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Entitlement entitlement(List<Sold> ofOnePrice) {
    var longest = ofOnePrice.stream().max(Comparator.comparing(Sold::until)).orElseThrow();
    int quantity = ofOnePrice.stream().mapToInt(Sold::quantity).max().orElseThrow();
    return new Entitlement(
        longest.priceId, quantity, longest.until, longest.row.id, longest.row.status);
  }

  /** Each item has a period of its own. */
  private static List<Sold> sold(RecurringPayment row, Terms terms, Instant now) {
    var sold = new ArrayList<Sold>();
    if (row.items == null) {
      sold.add(
          new Sold(row, row.priceId, row.quantity, until(row, row.currentPeriodEnd, terms, now)));
    } else {
      row.items
          .data()
          .forEach(
              item ->
                  sold.add(
                      new Sold(
                          row,
                          item.priceId() == null ? row.priceId : item.priceId(),
                          item.quantity(),
                          until(row, item.paidUntil(), terms, now))));
    }
    sold.removeIf(item -> item.quantity == 0);
    return sold;
  }

  private static Instant until(
      RecurringPayment row, @Nullable Instant periodEnd, Terms terms, Instant now) {
    return switch (row.status) {
      // A renewal is made at the period's end and reported a little later.
      case ACTIVE -> {
        var withDelay = periodEnd == null ? now.plus(NEWS_DELAY) : periodEnd.plus(NEWS_DELAY);
        yield earlier(paidFor(row, withDelay, terms), end(row, periodEnd));
      }
      // Without a card, nobody has accepted the trial yet.
      case TRIALING ->
          row.pendingSetupIntent == null && row.trialEnd != null
              ? earlier(paidFor(row, row.trialEnd.plus(NEWS_DELAY), terms), end(row, row.trialEnd))
              : Instant.MIN;
      case PAST_DUE ->
          row.firstInvoiceId != null && row.pastDueSince != null
              ? earlier(row.pastDueSince.plus(terms.grace), end(row, null))
              : Instant.MIN;
      case CREATED, UNKNOWN, INCOMPLETE, UNPAID, PAUSED, CANCELED, INCOMPLETE_EXPIRED ->
          Instant.MIN;
    };
  }

  private static Instant paidFor(RecurringPayment row, Instant until, Terms terms) {
    return terms.pauseEnds && row.pause != null ? earlier(until, row.paidUntil) : until;
  }

  /** A planned end may fall within a period. Then there is no renewal to wait for. */
  private static @Nullable Instant end(RecurringPayment row, @Nullable Instant periodEnd) {
    if (row.ending != null && row.ending.cancelAt() != null) {
      return row.ending.cancelAt();
    }
    return row.cancelAtPeriodEnd ? periodEnd : null;
  }

  /**
   * @param other null where there is none
   */
  private static Instant earlier(Instant one, @Nullable Instant other) {
    return other == null || one.isBefore(other) ? one : other;
  }
}
