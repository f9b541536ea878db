package io.paydesk.recurring;

import io.paydesk.stripe.SubscriptionSnapshot.End;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When and why a subscription ends or ended, as Stripe states it.
 *
 * @param cancelAt null where no end is planned, or where it ends with its period and Stripe states
 *     no time
 * @param endedAt null while it is not over
 */
@Embeddable
public record Ending(
    @Nullable Instant cancelAt,
    @Nullable Instant endedAt,
    @Column(name = "end_reason") @Nullable String reason,
    @Column(name = "end_feedback") @Nullable String feedback,
    @Column(name = "end_comment") @Nullable String comment) {

  /** A payer's comment may be long. */
  private static final int LONGEST_COMMENT = 500;

  static Ending of(End end) {
    return new Ending(
        end.at(), end.endedAt(), end.reason(), end.feedback(), shortened(end.comment()));
  }

  private static @Nullable String shortened(@Nullable String comment) {
    if (comment == null) {
      return null;
    }
    var storable = comment.replace("\0", "");
    return storable.codePointCount(0, storable.length()) <= LONGEST_COMMENT
        ? storable
        : storable.substring(0, storable.offsetByCodePoints(0, LONGEST_COMMENT));
  }
}
