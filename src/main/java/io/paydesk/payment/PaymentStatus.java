package io.paydesk.payment;

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

/** How far a payment has come. */
public enum PaymentStatus {
  /** Our row is committed; Stripe is about to be asked. */
  CREATED,
  /**
   * It waits for the payer. A declined card leaves it here, with the failure: another card can be
   * tried.
   */
  PENDING,
  /** The payer has done their part; a bank decides. */
  PROCESSING,
  /** The payer's bank holds the money until the shop captures it. */
  AUTHORIZED,
  SUCCEEDED,
  PARTIALLY_REFUNDED,
  REFUNDED,
  CANCELED,
  /** Stripe refused to begin it, or a bank refused what the payer sent it by a session. */
  FAILED,
  /** Stripe was asked and no answer came, or one with an unknown status: it may have begun. */
  UNKNOWN;

  public static final StateGraph<PaymentStatus> MOVES =
      new StateGraph<>(
          "payment",
          List.of(
              begin("the payer begins to pay", of(CREATED)),
              begin("Stripe says that an invoice is paid", of(SUCCEEDED)),
              edge(of(CREATED), "no answer comes, or none that is understood here", of(UNKNOWN)),
              edge(
                  of(CREATED, UNKNOWN, PROCESSING, AUTHORIZED),
                  "the intent waits for the payer, also after a bank said no",
                  of(PENDING)),
              edge(
                  of(CREATED, UNKNOWN, PENDING, AUTHORIZED),
                  "the payer has done their part, and a bank decides",
                  of(PROCESSING)),
              edge(
                  of(CREATED, UNKNOWN, PENDING, PROCESSING),
                  "the payer's bank holds the money, and the shop may capture it",
                  of(AUTHORIZED)),
              edge(
                  of(CREATED, UNKNOWN, PENDING, PROCESSING, AUTHORIZED),
                  "the intent succeeded: the money came, or was captured",
                  of(SUCCEEDED)),
              edge(
                  of(CREATED, UNKNOWN, PENDING, PROCESSING, AUTHORIZED),
                  "the intent is canceled, its session has expired, or a hold has",
                  of(CANCELED)),
              edge(
                  of(CREATED, UNKNOWN, PENDING, PROCESSING, AUTHORIZED),
                  "Stripe refuses to make the intent or session, or does not know it any more; or a"
                      + " bank refuses what the payer sent it by a session",
                  of(FAILED)),
              edge(of(CANCELED, FAILED), "the intent succeeded after all", of(SUCCEEDED)),
              edge(
                  of(FAILED),
                  "Stripe has the intent after all, and no other payment of the order is live",
                  of(UNKNOWN)),
              edge(
                  of(SUCCEEDED, PARTIALLY_REFUNDED, REFUNDED),
                  "its refunds change",
                  of(SUCCEEDED, PARTIALLY_REFUNDED, REFUNDED))));

  /** Whether money may still come without a new payment: an order has at most one such payment. */
  public boolean isLive() {
    return switch (this) {
      case CREATED, PENDING, PROCESSING, AUTHORIZED, UNKNOWN -> true;
      case SUCCEEDED, PARTIALLY_REFUNDED, REFUNDED, CANCELED, FAILED -> false;
    };
  }

  /** Whether the payer has done their part, so that the money may come without them. */
  public boolean isPastThePayer() {
    return this == PROCESSING || this == AUTHORIZED;
  }

  /** Whether the money came. Nothing that Stripe says about the intent later changes that. */
  public boolean hasMoney() {
    return this == SUCCEEDED || this == PARTIALLY_REFUNDED || this == REFUNDED;
  }

  /** Whether Stripe has not confirmed an intent yet. */
  public boolean isNotConfirmedByStripe() {
    return this == CREATED || this == UNKNOWN;
  }

  PaymentStatus become(PaymentStatus next, CallbackRow row) {
    return MOVES.take(row, this, next);
  }

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<PaymentStatus> {
    public Text() {
      super(PaymentStatus.class);
    }
  }
}
