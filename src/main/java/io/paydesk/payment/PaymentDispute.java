package io.paydesk.payment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A dispute as its payment shows it, derived from the dispute's own row with each change.
 *
 * @param status in Stripe's own words
 * @param amount minor units
 * @param refundable whether Stripe would still refund the charge
 * @param dueBy when the evidence must be at Stripe; may be null
 */
@RegisterForReflection
public record PaymentDispute(
    String disputeId,
    String status,
    long amount,
    String currency,
    String reason,
    boolean refundable,
    Instant dueBy) {

  /** Whether it is still to be decided. A status that is not known here may be anything. */
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
   * Whether it stands in the way of a refund: the bank has taken the money, or may. One that was
   * lost, also when that is appealed, has gone back already, whatever Stripe says of the charge.
   */
  public boolean blocksRefunds() {
    return !refundable
        || switch (DisputePhase.of(status)) {
          case LOST, APPEALED -> true;
          case INQUIRY, INQUIRY_CLOSED, DISPUTED, WON, PREVENTED, UNFAMILIAR -> false;
        };
  }
}
