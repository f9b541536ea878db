package io.paydesk.method;

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

/** How far the saving of a payment method has come. */
public enum MethodSetupStatus {
  /** Our row is committed; Stripe is about to be asked. */
  CREATED,
  /** It waits for the payer. */
  PENDING,
  /**
   * In a checkout session the payer has done their part; a bank says whether the method is good.
   */
  PROCESSING,
  /** The method is saved. */
  SUCCEEDED,
  CANCELED,
  /** Stripe refused to begin it, or does not know it any more. */
  FAILED,
  /** Stripe was asked and no answer came: it may have begun. */
  UNKNOWN;

  public static final StateGraph<MethodSetupStatus> MOVES =
      new StateGraph<>(
          "setup_intent",
          List.of(
              begin("a payer wants to save a method", of(CREATED)),
              edge(of(CREATED), "no answer comes, or none that is understood here", of(UNKNOWN)),
              edge(of(CREATED, UNKNOWN), "the intent waits for the payer", of(PENDING)),
              edge(
                  of(CREATED, UNKNOWN, PENDING),
                  "the payer has done their part, and a bank has still to answer",
                  of(PROCESSING)),
              edge(of(CREATED, UNKNOWN, PENDING, PROCESSING), "the method is saved", of(SUCCEEDED)),
              edge(
                  of(CREATED, UNKNOWN, PENDING, PROCESSING),
                  "the intent is canceled, its session has expired, or a bank refuses",
                  of(CANCELED)),
              edge(
                  of(CREATED, UNKNOWN, PENDING, PROCESSING),
                  "Stripe refuses to make the intent or session, or does not know it any more",
                  of(FAILED)),
              edge(of(CANCELED, FAILED), "the method is saved after all", of(SUCCEEDED))));

  /** Whether the payer may still do something with it: a user has at most one such row. */
  public boolean isLive() {
    return this == CREATED || this == PENDING || this == UNKNOWN;
  }

  /** Whether a method may still be saved by it. */
  public boolean isOpen() {
    return isLive() || this == PROCESSING;
  }

  /** Whether Stripe has not confirmed an intent yet. */
  boolean isNotConfirmedByStripe() {
    return this == CREATED || this == UNKNOWN;
  }

  MethodSetupStatus become(MethodSetupStatus next, CallbackRow row) {
    return MOVES.take(row, this, next);
  }

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<MethodSetupStatus> {
    public Text() {
      super(MethodSetupStatus.class);
    }
  }
}
