package io.paydesk.order;

import jakarta.persistence.Convert;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an order stands, and the review of one whose money cannot be explained: a person ends it.
 */
@MappedSuperclass
public abstract class ReviewedOrder extends OrderTerms {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Long id;

  @Version public int version;

  @Convert(converter = OrderStatus.Text.class)
  public OrderStatus status = OrderStatus.PENDING;

  public @Nullable String reviewReason;

  @Convert(converter = Resolution.Text.class)
  public @Nullable Resolution resolution;

  public @Nullable String resolvedBy;

  public @Nullable Instant resolvedAt;

  /** What an admin should know although the review has ended. */
  public @Nullable String warning;

  /** Money has come that does not fit the order, in whatever status the order is. */
  public void review(String reason) {
    status = OrderStatus.REVIEW;
    if (reviewReason == null || resolution != null) {
      reviewReason = reason;
    } else if (!List.of(reviewReason.split(", ")).contains(reason)) {
      reviewReason = reviewReason + ", " + reason;
    }
    dropResolution();
    resolvedAt = null;
    warning = null;
  }

  /** The review will end once something else is done. */
  public void requestResolution(Resolution how, String who) {
    resolution = how;
    resolvedBy = who;
    warning = null;
  }

  public void warn(String what) {
    warning = what;
  }

  /** What the review was to end with did not happen. */
  public void dropResolution() {
    resolution = null;
    resolvedBy = null;
  }

  /**
   * Ends a review.
   *
   * @param ends the order's new status
   */
  public void resolve(Resolution how, @Nullable String who, OrderStatus ends) {
    if (status != OrderStatus.REVIEW) {
      throw OrderProblems.notInReview(this);
    }
    status = ends;
    resolution = how;
    resolvedBy = who;
    resolvedAt = Instant.now();
  }
}
