package io.paydesk.refund;

import static io.paydesk.transaction.StateGraph.begin;
import static io.paydesk.transaction.StateGraph.edge;
import static java.util.EnumSet.of;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCaseEnum;
import io.paydesk.transaction.CallbackRow;
import io.paydesk.transaction.StateGraph;
import jakarta.persistence.Converter;
import java.util.List;

/**
 * How far a refund is.
 *
 * @see <a href="https://docs.stripe.com/api/refunds/object#refund_object-status">Stripe's
 *     statuses</a>
 */
public enum RefundStatus {
  /** Our row is committed; Stripe is about to be asked. */
  CREATED,
  PENDING,
  SUCCEEDED,
  /**
   * It did not come through, perhaps long after it had succeeded: the money is the shop's again.
   */
  FAILED,
  CANCELED,
  /** Stripe was asked and no answer came. */
  UNKNOWN;

  public static final StateGraph<RefundStatus> MOVES =
      new StateGraph<>(
          "refund",
          List.of(
              begin("an admin asks for it", of(CREATED)),
              begin(
                  "it was made in Stripe's dashboard",
                  of(PENDING, SUCCEEDED, FAILED, CANCELED, UNKNOWN)),
              edge(of(CREATED), "no answer comes, or none that is understood here", of(UNKNOWN)),
              edge(of(CREATED, UNKNOWN), "Stripe has it", of(PENDING)),
              edge(
                  of(CREATED, UNKNOWN, PENDING),
                  "the money is on its way to the payer",
                  of(SUCCEEDED)),
              edge(
                  of(CREATED, UNKNOWN, PENDING, SUCCEEDED),
                  "Stripe refuses it, or the money did not arrive",
                  of(FAILED)),
              edge(
                  of(CREATED, UNKNOWN, PENDING, SUCCEEDED),
                  "it is canceled at Stripe",
                  of(CANCELED)),
              edge(
                  of(FAILED),
                  "Stripe has it after all, though it had refused it",
                  of(PENDING, SUCCEEDED, CANCELED))));

  /** Whether its end is still to be told. */
  public boolean isOpen() {
    return holdsMoney() && this != SUCCEEDED;
  }

  /** Whether its money is gone or may be: it cannot be refunded a second time. */
  public boolean holdsMoney() {
    return switch (this) {
      case CREATED, PENDING, SUCCEEDED, UNKNOWN -> true;
      case FAILED, CANCELED -> false;
    };
  }

  /** A refund goes forward only: a succeeded one can still fail, and nothing comes after that. */
  boolean mayBecome(RefundStatus next) {
    return rank() < next.rank() || this == next;
  }

  /** What it is once Stripe was asked and has not told anything that is understood here. */
  RefundStatus withoutNews() {
    return this == CREATED ? UNKNOWN : this;
  }

  private int rank() {
    return switch (this) {
      case CREATED, UNKNOWN -> 0;
      case PENDING -> 1;
      case SUCCEEDED -> 2;
      case FAILED, CANCELED -> 3;
    };
  }

  /** Null for a status that Stripe has added since. */
  static RefundStatus ofStripe(String stripeStatus) {
    return switch (stripeStatus == null ? "" : stripeStatus) {
      case "pending", "requires_action" -> PENDING;
      case "succeeded" -> SUCCEEDED;
      case "failed" -> FAILED;
      case "canceled" -> CANCELED;
      default -> null;
    };
  }

  RefundStatus become(RefundStatus next, CallbackRow row) {
    return MOVES.take(row, this, next);
  }

  @JsonValue
  public String text() {
    return LowerCaseEnum.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter(autoApply = true)
  public static class Text extends LowerCaseEnum<RefundStatus> {
    public Text() {
      super(RefundStatus.class);
    }
  }
}
