package io.paydesk.refund;

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
 * How far a refund has come.
 *
 * @see <a href="https://docs.stripe.com/api/refunds/object#refund_object-status">Stripe's
 *     statuses</a>
 */
public enum RefundStatus {
  /** Our row is committed; Stripe is about to be asked. */
  CREATED,
  PENDING,
  SUCCEEDED,
  /** It failed, perhaps long after it had succeeded: the shop has the money again. */
  FAILED,
  CANCELED,
  /** Stripe was asked and no answer came, or none that is understood here. */
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
                  of(PENDING, SUCCEEDED, CANCELED)),
              edge(
                  of(FAILED),
                  "Stripe has it after all, with a status that is not understood here",
                  of(UNKNOWN))));

  /** Whether its end is not known yet. */
  public boolean isOpen() {
    return holdsMoney() && this != SUCCEEDED;
  }

  /** Whether its money is gone or may be: it cannot be refunded again. */
  public boolean holdsMoney() {
    return switch (this) {
      case CREATED, PENDING, SUCCEEDED, UNKNOWN -> true;
      case FAILED, CANCELED -> false;
    };
  }

  /** A refund only goes forward: a succeeded one can still fail, and nothing follows that. */
  boolean mayBecome(RefundStatus next) {
    return rank() < next.rank() || this == next;
  }

  /** Its status after Stripe was asked and did not answer. */
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

  /** Null for a status that is newer than this version. */
  static @Nullable RefundStatus ofStripe(@Nullable String stripeStatus) {
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
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<RefundStatus> {
    public Text() {
      super(RefundStatus.class);
    }
  }
}
