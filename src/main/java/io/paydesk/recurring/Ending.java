package io.paydesk.recurring;

import io.paydesk.stripe.SubscriptionSnapshot.End;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/**
 * When and why a subscription ends or ended, as Stripe states it.
 *
 * @param cancelAt null where no end is planned, or where it ends with its period and Stripe states
 *     no time
 * @param endedAt null while it is not over
 */
@Embeddable
public record Ending(
    Instant cancelAt,
    Instant endedAt,
    @Column(name = "end_reason") String reason,
    @Column(name = "end_feedback") String feedback,
    @Column(name = "end_comment") String comment) {

  /** A payer's comment may be long. */
  private static final int LONGEST_COMMENT = 500;

  static Ending of(End end) {
    return new Ending(
        end.at(), end.endedAt(), end.reason(), end.feedback(), shortened(end.comment()));
  }

  private static String shortened(String comment) {
    if (comment == null) {
      return null;
    }
    var storable = comment.replace("\0", "");
    return storable.codePointCount(0, storable.length()) <= LONGEST_COMMENT
        ? storable
        : storable.substring(0, storable.offsetByCodePoints(0, LONGEST_COMMENT));
  }
}
