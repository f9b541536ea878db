package io.paydesk.payment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dispute as its payment shows it, copied from the dispute's own row at each change.
 *
 * @param status as Stripe states it
 * @param amount minor units
 * @param refundable whether Stripe would still refund the charge
 * @param dueBy when the evidence must be at Stripe
 */
@RegisterForReflection
public record PaymentDispute(
    String disputeId,
    String status,
    long amount,
    String currency,
    @Nullable String reason,
    boolean refundable,
    @Nullable Instant dueBy) {

  /** Whether it is undecided. An unknown status counts as such. */
  @JsonIgnore
  public boolean isOpen() {
    return DisputePhase.of(status).isOpen();
  }

  /** The bank asks, and has taken nothing yet: a refund may end it. */
  @JsonIgnore
  public boolean isOpenInquiry() {
    return DisputePhase.of(status) == DisputePhase.INQUIRY;
  }

  /**
   * Whether it rules out a refund: the bank has taken the money, or may have. After a lost dispute,
   * appealed or not, the money is with the payer already, even if Stripe calls the charge
   * refundable.
   */
  public boolean blocksRefunds() {
    return !refundable
        || switch (DisputePhase.of(status)) {
          case LOST, APPEALED -> true;
          case INQUIRY, INQUIRY_CLOSED, DISPUTED, WON, PREVENTED, UNFAMILIAR -> false;
        };
  }
}
