package io.paydesk.recurring;

import static io.paydesk.transaction.StateGraph.begin;
import static io.paydesk.transaction.StateGraph.edge;
import static java.util.EnumSet.of;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import io.paydesk.transaction.CallbackRow;
import io.paydesk.transaction.StateGraph;
import jakarta.persistence.Converter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a subscription has come: Stripe's statuses, and two of our own for the time before Stripe
 * has answered.
 *
 * @see <a
 *     href="https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses">Stripe's
 *     statuses</a>
 */
public enum RecurringPaymentStatus {
  /** Our row is committed; Stripe is about to be asked. */
  CREATED,
  INCOMPLETE,
  TRIALING,
  ACTIVE,
  PAST_DUE,
  UNPAID,
  PAUSED,
  CANCELED,
  INCOMPLETE_EXPIRED,
  /** Stripe was asked and no answer came, or none that is understood here. */
  UNKNOWN;

  public static final StateGraph<RecurringPaymentStatus> MOVES =
      new StateGraph<>(
          "recurring_payment",
          List.of(
              begin("the user begins to subscribe", of(CREATED)),
              edge(of(CREATED), "no answer comes, or none that is understood here", of(UNKNOWN)),
              edge(
                  of(CREATED, UNKNOWN),
                  "its first invoice or its checkout session waits for the payer",
                  of(INCOMPLETE)),
              edge(
                  of(CREATED, UNKNOWN, INCOMPLETE),
                  "its first invoice is paid, or its trial begins",
                  of(TRIALING, ACTIVE, PAST_DUE, UNPAID, PAUSED)),
              edge(
                  of(TRIALING, ACTIVE, PAST_DUE, UNPAID, PAUSED),
                  "a trial ends, or a renewal is paid or not",
                  of(TRIALING, ACTIVE, PAST_DUE, UNPAID, PAUSED)),
              edge(
                  of(CREATED, UNKNOWN, INCOMPLETE),
                  "nobody paid its first invoice in time, or completed its checkout session",
                  of(INCOMPLETE_EXPIRED)),
              edge(
                  of(CREATED, UNKNOWN, INCOMPLETE, TRIALING, ACTIVE, PAST_DUE, UNPAID, PAUSED),
                  "it ended, or Stripe refuses to make it or does not know it any more",
                  of(CANCELED)),
              edge(
                  of(CANCELED),
                  "Stripe has it after all, though it had refused it or did not know it",
                  of(INCOMPLETE, TRIALING, ACTIVE, PAST_DUE, UNPAID, PAUSED, INCOMPLETE_EXPIRED)),
              edge(
                  of(CANCELED),
                  "Stripe has it after all, with a status that is not understood here",
                  of(UNKNOWN))));

  /** Whether it may still cost the user something: a user has at most one such per price. */
  public boolean isLive() {
    return this != CANCELED && this != INCOMPLETE_EXPIRED;
  }

  /** Whether Stripe has not confirmed a subscription yet. */
  public boolean isNotConfirmedByStripe() {
    return this == CREATED || this == UNKNOWN;
  }

  /** Whether it runs, so that it can end with its period, or go on after all. */
  public boolean isRunning() {
    return this == TRIALING
        || this == ACTIVE
        || this == PAST_DUE
        || this == UNPAID
        || this == PAUSED;
  }

  /** Whether a renewal is due and not paid. */
  public boolean isBehind() {
    return this == PAST_DUE || this == UNPAID;
  }

  /**
   * Of a subscription, or of a checkout session that has made none. Null for a status that is newer
   * than this version.
   */
  static @Nullable RecurringPaymentStatus ofStripe(@Nullable String stripeStatus) {
    return switch (stripeStatus == null ? "" : stripeStatus) {
      case "incomplete", "open" -> INCOMPLETE;
      case "trialing" -> TRIALING;
      case "active" -> ACTIVE;
      case "past_due" -> PAST_DUE;
      case "unpaid" -> UNPAID;
      case "paused" -> PAUSED;
      case "canceled" -> CANCELED;
      case "incomplete_expired", "expired" -> INCOMPLETE_EXPIRED;
      default -> null;
    };
  }

  RecurringPaymentStatus become(RecurringPaymentStatus next, CallbackRow row) {
    return MOVES.take(row, this, next);
  }

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<RecurringPaymentStatus> {
    public Text() {
      super(RecurringPaymentStatus.class);
    }
  }
}
