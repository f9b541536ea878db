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

  /** The bank asks, and has taken nothing yet: a refund may end it. */
  @JsonIgnore
  public boolean isOpenInquiry() {
    return status.startsWith("warning_") && !status.equals("warning_closed");
  }

  /** Whether it stands in the way of a refund: the bank has taken the money, or may. */
  public boolean blocksRefunds() {
    return !refundable || status.equals("lost");
  }
}
