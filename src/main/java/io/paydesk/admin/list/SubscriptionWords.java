package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.recurring.RecurringPaymentView;
import org.jspecify.annotations.Nullable;

/** How a subscription stands, and what comes next of it. */
final class SubscriptionWords {

  private SubscriptionWords() {}

  static Cell status(RecurringPaymentView one, AdminWords words) {
    var usual = Badge.of(one.status());
    return switch (one.status()) {
      case ACTIVE ->
          Cell.badge(words, usual, one.collectionPause() == null ? null : "not charged for now");
      case TRIALING -> Cell.badge(words, usual, one.awaitsPaymentMethod() ? "no card yet" : null);
      case PAST_DUE, UNPAID -> Cell.badge(words, usual, why(one));
      default -> Cell.badge(words, usual);
    };
  }

  private static @Nullable String why(RecurringPaymentView one) {
    var failure = one.failure();
    if (failure == null) {
      return null;
    }
    return failure.declineCode() == null
        ? Plain.words(failure.code())
        : Plain.words(failure.declineCode());
  }

  static @Nullable String next(RecurringPaymentView one) {
    if (!one.status().isRunning()) {
      return one.endsAt() == null ? null : "Ended " + Plain.day(one.endsAt());
    }
    if (one.endsAt() != null) {
      return "Ends " + Plain.day(one.endsAt());
    }
    if (one.status() == RecurringPaymentStatus.TRIALING && one.trialEnd() != null) {
      return "First charge " + Plain.day(one.trialEnd());
    }
    return one.currentPeriodEnd() == null ? null : "Renews " + Plain.day(one.currentPeriodEnd());
  }
}
