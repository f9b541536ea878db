package io.paydesk.payment;

import io.paydesk.stripe.Papers;
import io.paydesk.stripe.Presentment;
import jakarta.persistence.Embedded;
import jakarta.persistence.MappedSuperclass;
import org.jspecify.annotations.Nullable;

/** What Stripe shows of a payment to its payer. */
@MappedSuperclass
public abstract class ShownPayment extends ChangeableIntent {

  /** As Stripe said when it was last asked; null where it showed nothing. Never logged. */
  @Embedded public @Nullable Papers papers;

  /** In another currency than the shop's, in which the other amounts are; else null. */
  @Embedded public @Nullable Presentment presentment;

  /** An event shows nothing, and what is there stays. */
  void keep(Papers seen) {
    var kept = papers == null ? seen : papers.then(seen);
    papers = kept.equals(Papers.NONE) ? null : kept;
  }

  /** Of money whose presentment was not read when it came. */
  void keep(@Nullable Presentment seen) {
    presentment = presentment == null ? seen : presentment;
  }
}
